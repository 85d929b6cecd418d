import type { Cell } from "../cell.ts";
import type { ColumnaKey } from "../layout/columnas.ts";

/**
 * What people must decide because both sides have a claim:
 *
 * - `celda`: both changed it, or one who does not own it did;
 * - `fila-retirada`: planeación took the row out and the secretaría had changed it since;
 * - `fila-nueva`: the secretaría has a row that planeación does not know.
 */
export type ClaseConflicto = "celda" | "fila-retirada" | "fila-nueva";

/** Both values of one thing, kept until somebody decides. Made of plain data: it is stored as JSON as it is. */
export interface Conflicto {
  /** Hash of secretaría, código, column and the three values: the same conflict has the same id in every run. */
  readonly id: string;
  readonly clase: ClaseConflicto;
  /** Id of the secretaría. */
  readonly secretaria: string;
  readonly codigo: string;
  /** Column of a `celda`; null for a whole row. */
  readonly columna: ColumnaKey | null;
  /** The last value both sides agreed on; null where it was blank or there was none. */
  readonly ancestro: Cell;
  readonly planeacion: Cell;
  /** The secretaría's own value. */
  readonly propio: Cell;
  /** The whole row as the secretaría has it, for the two kinds of rows. */
  readonly fila?: Readonly<Record<ColumnaKey, Cell>>;
}

/** What was decided: planeación's value, the secretaría's, or another one written by hand. */
export type Decision = { readonly gana: "planeacion" | "secretaria" } | { readonly gana: "otro"; readonly valor: Cell };

/** How a conflict ended; `acuerdo`: both sides came to hold the same value by themselves; `superado`: either side changed again. */
export type FinConflicto = "planeacion" | "secretaria" | "otro" | "acuerdo" | "superado";

export interface ConflictoResuelto {
  readonly conflicto: Conflicto;
  readonly fin: FinConflicto;
  /** What both sides hold now, or what the canonical workbook shows where they do not agree; null for a whole row. */
  readonly valor: Cell;
}
