import type { FilasConsolidadas } from "./filas-consolidadas.ts";

/** Places of the rows of Indicadores by secretaría (id) and código; fast for who goes from one secretaría to the next. */
export class FilasPorCodigo {
  readonly #filas: FilasConsolidadas;
  /** The one that was asked for last: all of them would be as many entries as the city has rows. */
  #secretaria: string | null = null;
  readonly #primeras = new Map<string, number>();
  readonly #ultimas = new Map<string, number>();

  constructor(filas: FilasConsolidadas) {
    this.#filas = filas;
  }

  first(secretaria: string, codigo: string): number | undefined {
    this.#turnTo(secretaria);
    return this.#primeras.get(codigo);
  }

  /** Another one than the first where a código stands twice. */
  last(secretaria: string, codigo: string): number | undefined {
    this.#turnTo(secretaria);
    return this.#ultimas.get(codigo);
  }

  #turnTo(secretaria: string): void {
    if (secretaria === this.#secretaria) return;
    this.#secretaria = secretaria;
    this.#primeras.clear();
    this.#ultimas.clear();
    for (const [lugar, { codigo }] of this.#filas.deSecretaria(secretaria)) {
      if (!this.#primeras.has(codigo)) this.#primeras.set(codigo, lugar);
      this.#ultimas.set(codigo, lugar);
    }
  }
}
