import { parseCodigo } from "../../shared/codigo.ts";
import { MetasDeCiudad, type IndicadorCiudad } from "../../shared/compartida.ts";
import { withoutMedida, type FilaLigera } from "../../shared/fila-ligera.ts";
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
  /** Places among the workbook's rows. */
  readonly indices: readonly number[];
  /** Those whose código stands in another workbook too: nobody knows which one is right. */
  readonly repetidas: ReadonlySet<number>;
}

/** The figures of their rows, each put together when its turn comes. */
export function* cifrasDe(tramos: readonly Tramo[]): Generator<FilaLigera> {
  for (const tramo of tramos) {
    for (const indice of tramo.indices) yield cifrasOf(tramo, indice);
  }
}

function cifrasOf({ libro, repetidas }: Tramo, indice: number): FilaLigera {
  const fila = libro.filas.at(indice);
  return repetidas.has(indice) ? withoutMedida(fila, "codigo-repetido") : fila;
}

interface TramoSituado extends Tramo {
  /** Place of its first row in the sheet. */
  readonly desde: number;
}

/** The rows of the sheet Indicadores, each put together when it is asked for: what they say stands elsewhere. */
export class FilasConsolidadas implements Iterable<FilaConsolidada> {
  readonly length: number;
  readonly #plan: Plan;
  readonly #tramos: readonly TramoSituado[];
  readonly #metas: MetasDeCiudad;
  readonly #hallazgos: ReadonlyMap<string, ReadonlyMap<string, number>>;

  /** @param tramos in the order of the sheet */
  constructor(tramos: readonly Tramo[], findings: readonly Finding[], plan: Plan) {
    let length = 0;
    this.#tramos = tramos.map((tramo) => {
      const desde = length;
      length += tramo.indices.length;
      return { ...tramo, desde };
    });
    this.length = length;
    this.#plan = plan;
    this.#metas = new MetasDeCiudad({ [Symbol.iterator]: () => this.cifras() }, plan);
    this.#hallazgos = countByIndicador(findings);
  }

  *[Symbol.iterator](): Generator<FilaConsolidada> {
    for (const tramo of this.#tramos) {
      for (const index of tramo.indices.keys()) yield this.#filaOf(tramo, index);
    }
  }

  at(lugar: number): FilaConsolidada {
    const tramo = this.#tramos.findLast(({ desde }) => desde <= lugar);
    if (tramo === undefined) throw new Error(`no row ${lugar}`);
    return this.#filaOf(tramo, lugar - tramo.desde);
  }

  /** The rows in their order, without what stands elsewhere. */
  cifras(): Generator<FilaLigera> {
    return cifrasDe(this.#tramos);
  }

  /** The indicadores as the city counts them, each once. */
  *ciudad(): Generator<IndicadorCiudad> {
    let lugar = 0;
    for (const cifras of this.cifras()) {
      const indicador = this.#metas.at(cifras, lugar++);
      if (indicador !== null) yield indicador;
    }
  }

  /** Place, secretaría (id) and código of each row. */
  *codigos(): Generator<readonly [lugar: number, secretaria: string, codigo: string]> {
    for (const { secretaria, libro, indices, desde } of this.#tramos) {
      for (const [index, indice] of indices.entries()) {
        yield [desde + index, secretaria.id, libro.filas.codigoAt(indice)];
      }
    }
  }

  #filaOf(tramo: TramoSituado, index: number): FilaConsolidada {
    const { secretaria, libro, indices, desde } = tramo;
    const lugar = desde + index;
    const indice = indices[index];
    if (indice === undefined) throw new Error(`no row ${lugar}`);
    const cifras = cifrasOf(tramo, indice);
    const programa = parseCodigo(this.#metas.codigoOf(cifras), this.#plan)?.programa;
    return {
      lugar,
      libro,
      cifras,
      secretaria: secretaria.nombre,
      hallazgos: this.#hallazgos.get(secretaria.id)?.get(cifras.codigo) ?? 0,
      ciudad: this.#metas.at(cifras, lugar),
      clave: claveOf({ numero: programa ?? "" }),
    };
  }
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
