import type { Severity } from "../shared/finding.ts";
import type { HallazgoCode } from "../shared/rules/catalog.ts";
import type { CellDone, HojaPlace } from "./door.ts";
import type { Revisada } from "./revisada.ts";

/** Parts of the pane. */
export type Tab = "revisar" | "rezagadas" | "resumen" | "hoja";

/** Everything that the pane shows follows from this; only actions change it. */
export interface State {
  readonly tab: Tab;
  /** What is being done, in Spanish; buttons wait meanwhile. */
  readonly ocupado: string | null;
  readonly aviso: Aviso | null;
  /** Null until the first review, or when the sheet could not be read. */
  readonly revisada: Revisada | null;
  readonly filtro: Filtro;
  /** Findings on screen; a sheet may have thousands. */
  readonly cuantos: number;
  /** Ambiguous rows on screen. */
  readonly ambiguas: number;
  /** The kind of fix whose cells are on view before they are made. */
  readonly vistaPrevia: HallazgoCode | null;
  /** What was written into cells, latest last. */
  readonly hechos: readonly Hecho[];
  readonly plantilla: PlantillaForm;
}

export interface Filtro {
  /** Null shows every severity. */
  readonly severity: Severity | null;
  readonly texto: string;
}

export interface PlantillaForm {
  /** Empty until the sheet says it or someone chooses. */
  readonly secretaria: string;
  readonly vigencia: number;
  /** ISO day, or empty. */
  readonly corte: string;
}

/** Cells that we changed together, as a step that can be taken back. */
export interface Hecho {
  readonly nombre: string;
  readonly place: HojaPlace;
  readonly cells: readonly CellDone[];
}

/** A sentence at the top of the pane; `boton` is what can be done about it. */
export interface Aviso {
  readonly tono: "info" | "exito" | "alerta" | "error";
  readonly texto: string;
  readonly boton?: { readonly texto: string; readonly accion: AvisoAccion };
}

export type AvisoAccion =
  | { readonly kind: "mostrar"; readonly cell: string }
  | { readonly kind: "deshacer" }
  | { readonly kind: "revisar" }
  /** Shows a part of the pane, and in it the fixes of a kind. */
  | { readonly kind: "ver"; readonly tab: Tab; readonly previa?: HallazgoCode }
  /** Of a sheet its name or its id. */
  | { readonly kind: "ir-a-hoja"; readonly hoja: string }
  /** Gives up the latest step, which cannot be taken back. */
  | { readonly kind: "olvidar" };

export const verPlantilla: AvisoAccion = { kind: "ver", tab: "hoja" };

/** Findings that are shown at first, and with each «Mostrar más». */
export const pageSize = 100;
/** The same of ambiguous rows, which are more to read each. */
export const ambiguasSize = 10;

/** Nothing chosen. */
export const emptyForm: PlantillaForm = { secretaria: "", vigencia: 0, corte: "" };

const initialState: State = {
  tab: "revisar",
  ocupado: null,
  aviso: null,
  revisada: null,
  filtro: { severity: null, texto: "" },
  cuantos: pageSize,
  ambiguas: ambiguasSize,
  vistaPrevia: null,
  hechos: [],
  plantilla: emptyForm,
};

/** Holds the state and tells whoever shows it. */
export class Store {
  private current: State = initialState;
  private readonly listeners = new Set<(state: State) => void>();

  get state(): State {
    return this.current;
  }

  set(change: Partial<State>): void {
    this.current = { ...this.current, ...change };
    for (const listener of this.listeners) listener(this.current);
  }

  /** @returns stops listening */
  subscribe(listener: (state: State) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
