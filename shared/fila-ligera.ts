import { datoValue, type Dato } from "./dato.ts";
import type { Fila, RazonFila } from "./evaluate.ts";
import type { Indicador } from "./indicador.ts";
import { medirAvance, type Medida } from "./medida.ts";
import type { Plan } from "./plan/schema.ts";

/** What the figures of the city need of a row. */
export interface FilaLigera extends Medida {
  /** Its place among the rows of its workbook. */
  readonly indice: number;
  readonly codigo: string;
  /** Id; empty when nobody says. */
  readonly secretaria: string;
  /** Its own avance, whatever its share of a meta compartida. */
  readonly avance: number | null;
  readonly reason: RazonFila | null;
  readonly participacion: Dato;
  readonly niveles: Niveles;
}

/** The plan's levels as a row names them. */
export type Niveles = Pick<Indicador, "eje" | "componente" | "programa">;

/** The rows of a workbook, light and in columns: those of all workbooks are held at once. */
export class FilasLigeras implements Iterable<FilaLigera> {
  readonly length: number;
  readonly #plan: Plan;
  readonly #codigos: readonly string[];
  readonly #secretarias: readonly string[];
  /** NaN where there is none. */
  readonly #avances: Float64Array;
  readonly #razones: readonly (RazonFila | null)[];
  readonly #ponderadores: Float64Array;
  readonly #participaciones: readonly Dato[];
  /** One for all rows that follow each other with the same levels. */
  readonly #niveles: readonly Niveles[];

  constructor(filas: Iterable<Fila>, plan: Plan) {
    const ligeras = [...lightenFilas(filas)];
    this.length = ligeras.length;
    this.#plan = plan;
    this.#codigos = ligeras.map(({ codigo }) => codigo);
    this.#secretarias = ligeras.map(({ secretaria }) => secretaria);
    this.#avances = Float64Array.from(ligeras, ({ avance }) => avance ?? Number.NaN);
    this.#razones = ligeras.map(({ reason }) => reason);
    this.#ponderadores = Float64Array.from(ligeras, ({ ponderador }) => ponderador);
    this.#participaciones = ligeras.map(({ participacion }) => participacion);
    let last: Niveles | undefined;
    this.#niveles = ligeras.map(({ niveles }) => (last = last !== undefined && isSame(last, niveles) ? last : niveles));
  }

  *[Symbol.iterator](): Generator<FilaLigera> {
    for (let indice = 0; indice < this.length; indice++) yield this.at(indice);
  }

  codigoAt(indice: number): string {
    const codigo = this.#codigos[indice];
    if (codigo === undefined) throw new Error(`no row ${indice}`);
    return codigo;
  }

  /** A row, put together anew. */
  at(indice: number): FilaLigera {
    const codigo = this.codigoAt(indice);
    const participacion = this.#participaciones[indice];
    const niveles = this.#niveles[indice];
    if (participacion === undefined || niveles === undefined) throw new Error(`no row ${indice}`);
    const known = this.#avances[indice] ?? Number.NaN;
    const avance = Number.isNaN(known) ? null : known;
    const { semaforo, rezagada, cumplida } = medirAvance(avance, this.#plan);
    // One by one: an object spread into another takes ten times as long.
    return {
      indice,
      codigo,
      secretaria: this.#secretarias[indice] ?? "",
      avance,
      reason: this.#razones[indice] ?? null,
      semaforo,
      ponderador: this.#ponderadores[indice] ?? 1,
      rezagada,
      cumplida,
      participacion,
      niveles,
    };
  }
}

/** What is light of rows, one by one. */
export function* lightenFilas(filas: Iterable<Fila>): Generator<FilaLigera> {
  let indice = 0;
  for (const { indicador, avance, reason, semaforo, rezagada, cumplida } of filas) {
    const { codigo, secretaria, participacion, ponderador, eje, componente, programa } = indicador;
    yield {
      indice: indice++,
      codigo,
      secretaria,
      avance: avance.avance,
      reason,
      semaforo,
      ponderador: Math.max(0, datoValue(ponderador) ?? 1),
      rezagada,
      cumplida,
      participacion,
      niveles: { eje, componente, programa },
    };
  }
}

/** What `withoutAvance` leaves of a row, of a light one. */
export function withoutMedida(fila: FilaLigera, reason: RazonFila): FilaLigera {
  return { ...fila, avance: null, reason, semaforo: "sin-dato", rezagada: null, cumplida: null };
}

function isSame(a: Niveles, b: Niveles): boolean {
  return a.eje === b.eje && a.componente === b.componente && a.programa === b.programa;
}
