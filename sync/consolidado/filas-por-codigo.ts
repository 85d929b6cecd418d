import type { FilaConsolidada } from "./modelo.ts";

/** Rows of Indicadores by secretaría (id) and código. */
export class FilasPorCodigo {
  readonly #primeras = new Map<string, Map<string, FilaConsolidada>>();
  /** By the first row of a código that stands twice. */
  readonly #ultimas = new Map<FilaConsolidada, FilaConsolidada>();

  constructor(filas: readonly FilaConsolidada[]) {
    for (const fila of filas) {
      const { secretaria, codigo } = fila.cifras;
      const own = this.#primeras.get(secretaria) ?? new Map<string, FilaConsolidada>();
      const first = own.get(codigo);
      if (first === undefined) this.#primeras.set(secretaria, own.set(codigo, fila));
      else this.#ultimas.set(first, fila);
    }
  }

  first(secretaria: string, codigo: string): FilaConsolidada | undefined {
    return this.#primeras.get(secretaria)?.get(codigo);
  }

  last(secretaria: string, codigo: string): FilaConsolidada | undefined {
    const first = this.first(secretaria, codigo);
    return first === undefined ? undefined : (this.#ultimas.get(first) ?? first);
  }
}
