/**
 * Keeps what was read last, and lets go of it before the next is read: a city's workbooks together need not fit in memory
 * for who goes from one to the next.
 */
export class UltimaLectura<Leido> {
  #leer: (() => Leido) | null = null;
  #leido: Leido | null = null;

  /** @param leer reads it, unless it was the last to */
  of(leer: () => Leido): Leido {
    if (leer === this.#leer && this.#leido !== null) return this.#leido;
    this.#leido = null;
    this.#leer = leer;
    this.#leido = leer();
    return this.#leido;
  }
}
