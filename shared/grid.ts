import type { Area } from "./address.ts";
import type { Cell } from "./cell.ts";

export type SheetVisibility = "visible" | "hidden" | "veryHidden";

export interface SheetInfo {
  readonly name: string;
  readonly visibility: SheetVisibility;
}

/**
 * A sheet as typed cells with addresses: the border between the program that read it (our reader, Office.js) and
 * everything behind. Rows and columns are zero-based.
 */
export interface Grid {
  readonly sheet: string;
  readonly visibility: SheetVisibility;
  /** Rows that hold at least one value or formula, in ascending order. */
  readonly rows: readonly GridRow[];
  /** Formula text without `=` by `cellKey`; empty text where a shared formula's follower does not repeat it. */
  readonly formulas: ReadonlyMap<number, string>;
  readonly merges: readonly Area[];
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
  readonly tables: readonly TableInfo[];
}

export interface GridRow {
  readonly row: number;
  /** Values by column; a missing entry is a blank cell. */
  readonly cells: readonly (Cell | undefined)[];
}

export interface TableInfo {
  readonly name: string;
  readonly area: Area;
}

export interface DefinedName {
  readonly name: string;
  /** What it stands for, as in the file: `Indicadores!$B$3`, `"texto"`, `42`. */
  readonly refersTo: string;
  /** The sheet it belongs to, or null for the whole workbook. */
  readonly sheet: string | null;
}

/** What a workbook says of itself besides its cells. */
export interface WorkbookInfo {
  readonly sheets: readonly SheetInfo[];
  readonly definedNames: readonly DefinedName[];
  readonly hasMacros: boolean;
  readonly externalLinks: number;
}

/** Cells of each row by its number, for whoever asks for rows out of order. */
export function cellsByRow({ rows }: Pick<Grid, "rows">): ReadonlyMap<number, GridRow["cells"]> {
  return new Map(rows.map(({ row, cells }) => [row, cells]));
}

/** One number for a cell's place, fit for a map's key. */
export function cellKey(row: number, column: number): number {
  return row * 16_384 + column;
}
