import type { Tabla, Valores } from "../../shared/merge/mezcla.ts";

/** Rows that are on the disk, and are read from there as often as somebody asks. */
export class TablaGuardada implements Tabla {
  /** Of its file. */
  readonly name: string;
  readonly size: number;
  readonly #leer: () => Tabla;

  constructor(name: string, size: number, leer: () => Tabla) {
    this.name = name;
    this.size = size;
    this.#leer = leer;
  }

  has(codigo: string): boolean {
    return this.#leer().has(codigo);
  }

  get(codigo: string): Valores | undefined {
    return this.#leer().get(codigo);
  }

  keys(): MapIterator<string> {
    return this.#leer().keys();
  }

  values(): MapIterator<Valores> {
    return this.#leer().values();
  }

  entries(): MapIterator<[string, Valores]> {
    return this.#leer().entries();
  }

  [Symbol.iterator](): MapIterator<[string, Valores]> {
    return this.entries();
  }

  forEach(visit: (valores: Valores, codigo: string, filas: Tabla) => void): void {
    for (const [codigo, valores] of this) visit(valores, codigo, this);
  }
}
