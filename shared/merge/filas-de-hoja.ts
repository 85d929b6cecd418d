import type { Tabla, Valores } from "./mezcla.ts";

/**
 * Rows of a sheet as a table whose values are picked out of the cells when they are asked for: of a canonical workbook most
 * rows are only passed on, and need not be in memory twice.
 */
export class FilasDeHoja implements Tabla {
  private readonly rows: ReadonlyMap<string, number>;
  private readonly read: (row: number) => Valores;

  /** @param rows row of the sheet by código, in its order */
  constructor(rows: ReadonlyMap<string, number>, read: (row: number) => Valores) {
    this.rows = rows;
    this.read = read;
  }

  get size(): number {
    return this.rows.size;
  }

  has(codigo: string): boolean {
    return this.rows.has(codigo);
  }

  get(codigo: string): Valores | undefined {
    const row = this.rows.get(codigo);
    return row === undefined ? undefined : this.read(row);
  }

  keys(): MapIterator<string> {
    return this.rows.keys();
  }

  *values(): Generator<Valores, undefined> {
    for (const row of this.rows.values()) yield this.read(row);
  }

  *entries(): Generator<[string, Valores], undefined> {
    for (const [codigo, row] of this.rows) yield [codigo, this.read(row)];
  }

  [Symbol.iterator](): Generator<[string, Valores], undefined> {
    return this.entries();
  }

  forEach(visit: (valores: Valores, codigo: string, filas: Tabla) => void): void {
    for (const [codigo, valores] of this) visit(valores, codigo, this);
  }
}
