import type { Cell } from "../../shared/cell.ts";
import type { Corte } from "../../shared/corte.ts";
import type { ColumnaKey } from "../../shared/layout/columnas.ts";
import type { Conflicto, FinConflicto } from "../../shared/merge/conflicto.ts";
import type { ReglaMezcla } from "../../shared/merge/mezcla.ts";
import type { Semaforo } from "../../shared/semaforo.ts";

/** A conflict that waits for a decision, and since when. */
export interface ConflictoAbierto {
  readonly conflicto: Conflicto;
  /** Moment (ISO 8601 with offset) and id of the run that found it. */
  readonly desde: string;
  readonly corrida: string;
}

/** A conflict that is over, for the Historial. */
export interface ConflictoCerrado extends ConflictoAbierto {
  readonly fin: FinConflicto;
  /** What both sides hold since. */
  readonly valor: Cell;
  readonly cerrado: string;
  readonly corridaCierre: string;
}

/** One cell that a run wrote, on either side. */
export interface CambioHecho {
  /** Id of the secretaría. */
  readonly secretaria: string;
  readonly codigo: string;
  readonly columna: ColumnaKey;
  readonly antes: Cell;
  readonly despues: Cell;
  /** Where it was written: the secretaría's workbook, or the canonical one. */
  readonly hacia: "libro" | "canonico";
  readonly regla: ReglaMezcla;
}

/** Averages as they stood at a corte: the last run of each corte counts. Ratios 0–1; null where nothing was measured. */
export interface PuntoHistoria {
  readonly vigencia: number;
  readonly corte: Corte;
  /** Moment (ISO 8601 with offset) of the run. */
  readonly momento: string;
  readonly ciudad: number | null;
  /** By id of the secretaría. */
  readonly secretarias: Readonly<Record<string, number | null>>;
  /** Indicadores of the city in each band. */
  readonly semaforo: Readonly<Record<Semaforo, number>>;
  readonly rezagadas: number;
  readonly indicadores: number;
}

/** What a run of the sync adds to the consolidated workbook. */
export interface CorridaConsolidada {
  readonly id: string;
  /** ISO 8601 with offset. */
  readonly momento: string;
  readonly conflictos: readonly ConflictoAbierto[];
  /** Oldest corte first. */
  readonly historia: readonly PuntoHistoria[];
  /** Of the last run that changed anything, this one or an earlier. */
  readonly cambios: readonly CambioHecho[];
}
