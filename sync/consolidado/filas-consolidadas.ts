import { parseCodigo } from "../../shared/codigo.ts";
import type { GrupoCiudad, IndicadorCiudad } from "../../shared/compartida.ts";
import type { FilaLigera } from "../../shared/fila-ligera.ts";
import type { Finding } from "../../shared/finding.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import type { Nodo } from "../../shared/summary.ts";
import type { LibroRevisado } from "./libro-revisado.ts";

/** One row of the sheet Indicadores: an indicador of one secretaría, and its part in the city's figures. */
export interface FilaConsolidada {
  /** Its place in the sheet, 0 for the first. */
  readonly lugar: number;
  /** Where it is read from as a whole. */
  readonly libro: LibroRevisado;
  readonly cifras: FilaLigera;
  readonly secretaria: string;
  readonly hallazgos: number;
  /** The indicador as the city counts it, on the first of its rows only, so that sums count it once. */
  readonly ciudad: IndicadorCiudad | null;
  /** Key of its programa for prefix look-ups, as `claveOf` makes it. */
  readonly clave: string;
}

/** A secretaría's rows from one workbook, in their order there. */
export interface Tramo {
  readonly secretaria: { readonly id: string; readonly nombre: string };
  readonly libro: LibroRevisado;
  readonly filas: readonly FilaLigera[];
}

interface TramoSituado extends Tramo {
  /** Place of its first row in the sheet. */
  readonly desde: number;
}

/** The rows of the sheet Indicadores, each put together when it is asked for: of what it says most stands elsewhere. */
export class FilasConsolidadas implements Iterable<FilaConsolidada> {
  readonly length: number;
  readonly #plan: Plan;
  readonly #tramos: readonly TramoSituado[];
  /** Of rows that others stand beside, or that are not the city's as they are. */
  readonly #grupos = new Map<FilaLigera, GrupoCiudad>();
  readonly #hallazgos: ReadonlyMap<string, ReadonlyMap<string, number>>;

  /** @param tramos in the order of the sheet */
  constructor(tramos: readonly Tramo[], grupos: Iterable<GrupoCiudad>, findings: readonly Finding[], plan: Plan) {
    let length = 0;
    this.#tramos = tramos.map((tramo) => {
      const desde = length;
      length += tramo.filas.length;
      return { ...tramo, desde };
    });
    this.length = length;
    for (const grupo of grupos) for (const fila of grupo.filas) this.#grupos.set(fila, grupo);
    this.#hallazgos = countByIndicador(findings);
    this.#plan = plan;
  }

  *[Symbol.iterator](): Generator<FilaConsolidada> {
    for (const tramo of this.#tramos) {
      for (const [index, cifras] of tramo.filas.entries()) yield this.#filaOf(tramo, cifras, tramo.desde + index);
    }
  }

  at(lugar: number): FilaConsolidada {
    const tramo = this.#tramoAt(lugar);
    return this.#filaOf(tramo, cifrasAt(tramo, lugar), lugar);
  }

  cifrasAt(lugar: number): FilaLigera {
    return cifrasAt(this.#tramoAt(lugar), lugar);
  }

  /** Places and figures of a secretaría's rows. */
  *deSecretaria(id: string): Generator<readonly [lugar: number, cifras: FilaLigera]> {
    for (const { secretaria, filas, desde } of this.#tramos) {
      if (secretaria.id === id) for (const [index, cifras] of filas.entries()) yield [desde + index, cifras];
    }
  }

  #tramoAt(lugar: number): TramoSituado {
    const tramo = this.#tramos.findLast(({ desde }) => desde <= lugar);
    if (tramo === undefined) throw new Error(`no row ${lugar}`);
    return tramo;
  }

  #filaOf({ secretaria: { id, nombre }, libro }: Tramo, cifras: FilaLigera, lugar: number): FilaConsolidada {
    const grupo = this.#grupos.get(cifras);
    const { codigo } = grupo?.ciudad ?? cifras;
    return {
      lugar,
      libro,
      cifras,
      secretaria: nombre,
      hallazgos: this.#hallazgos.get(id)?.get(cifras.codigo) ?? 0,
      ciudad: ciudadOf(cifras, grupo),
      clave: claveOf({ numero: parseCodigo(codigo, this.#plan)?.programa ?? "" }),
    };
  }
}

function cifrasAt({ filas, desde }: TramoSituado, lugar: number): FilaLigera {
  const cifras = filas[lugar - desde];
  if (cifras === undefined) throw new Error(`no row ${lugar}`);
  return cifras;
}

function ciudadOf(cifras: FilaLigera, grupo: GrupoCiudad | undefined): IndicadorCiudad | null {
  if (grupo === undefined) return cifras;
  return grupo.filas[0] === cifras ? grupo.ciudad : null;
}

/**
 * Key of a level, of which those of its inner levels are continuations: `P4.1.` of componente 4.1. The letter keeps Excel
 * from taking it for a number or a date; rows whose código names no level share a key of their own.
 */
export function claveOf({ numero }: Pick<Nodo, "numero">): string {
  return numero === "" ? "P-" : `P${numero}.`;
}

/** Errors and warnings that count, by secretaría and código. */
function countByIndicador(findings: readonly Finding[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const counted = new Map<string, Map<string, number>>();
  for (const { secretaria, indicador, severity, dispensa } of findings) {
    if (indicador === null || severity === "info" || dispensa !== undefined) continue;
    const own = counted.get(secretaria ?? "") ?? new Map<string, number>();
    counted.set(secretaria ?? "", own.set(indicador, (own.get(indicador) ?? 0) + 1));
  }
  return counted;
}
