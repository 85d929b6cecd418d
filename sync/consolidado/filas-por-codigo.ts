import type { FilasConsolidadas } from "./filas-consolidadas.ts";

/** Places of the rows of Indicadores by secretaría (id) and código; made when somebody asks for the first. */
export class FilasPorCodigo {
  readonly #filas: FilasConsolidadas;
  #primeras: ReadonlyMap<string, ReadonlyMap<string, number>> | null = null;
  /** By the first row of a código that stands twice. */
  readonly #ultimas = new Map<number, number>();

  constructor(filas: FilasConsolidadas) {
    this.#filas = filas;
  }

  first(secretaria: string, codigo: string): number | undefined {
    this.#primeras ??= this.#find();
    return this.#primeras.get(secretaria)?.get(codigo);
  }

  /** Another one than the first where a código stands twice. */
  last(secretaria: string, codigo: string): number | undefined {
    const first = this.first(secretaria, codigo);
    return first === undefined ? undefined : (this.#ultimas.get(first) ?? first);
  }

  #find(): ReadonlyMap<string, ReadonlyMap<string, number>> {
    const primeras = new Map<string, Map<string, number>>();
    for (const [lugar, secretaria, codigo] of this.#filas.codigos()) {
      const own = primeras.get(secretaria) ?? new Map<string, number>();
      primeras.set(secretaria, own);
      const first = own.get(codigo);
      if (first === undefined) own.set(codigo, lugar);
      else this.#ultimas.set(first, lugar);
    }
    return primeras;
  }
}
