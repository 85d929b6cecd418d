import { columnName, parseA1, type Area } from "../../../../shared/address.ts";
import { quoteSheet, splitSheet } from "../model/area.ts";

/** One or more cells as a formula names them. */
export interface Reference {
  /** Null for the formula's own sheet. */
  readonly sheet: string | null;
  readonly from: Corner;
  readonly to: Corner;
  /** Written with a colon, even if both ends are the same cell. */
  readonly isRange: boolean;
}

interface Corner {
  readonly row: number;
  readonly column: number;
  readonly rowFixed: boolean;
  readonly columnFixed: boolean;
}

/** Reads `$B3`, `Hoja2!A1:B9` …; null when it is none. */
export function parseReference(text: string): Reference | null {
  const parts = splitSheet(text);
  if (parts === null) return null;
  const [first = "", last] = parts.rest.split(":");
  const from = parseCorner(first);
  const to = last === undefined ? from : parseCorner(last);
  return from === null || to === null ? null : { sheet: parts.sheet, from, to, isRange: last !== undefined };
}

/** The reference as it reads when its formula is copied some rows down and columns right; null when it leaves the sheet. */
export function shiftReference(reference: Reference, rows: number, columns: number): Reference | null {
  const from = shiftCorner(reference.from, rows, columns);
  const to = shiftCorner(reference.to, rows, columns);
  return from === null || to === null ? null : { ...reference, from, to };
}

export function referenceText({ sheet, from, to, isRange }: Reference): string {
  const before = sheet === null ? "" : `${quoteSheet(sheet)}!`;
  return isRange ? `${before}${cornerText(from)}:${cornerText(to)}` : `${before}${cornerText(from)}`;
}

export function areaOf({ from, to }: Reference): Area {
  return {
    top: Math.min(from.row, to.row),
    left: Math.min(from.column, to.column),
    bottom: Math.max(from.row, to.row),
    right: Math.max(from.column, to.column),
  };
}

function parseCorner(text: string): Corner | null {
  const place = parseA1(text);
  if (place === null) return null;
  return { ...place, columnFixed: text.startsWith("$"), rowFixed: text.lastIndexOf("$") > 0 };
}

function shiftCorner(corner: Corner, rows: number, columns: number): Corner | null {
  const row = corner.rowFixed ? corner.row : corner.row + rows;
  const column = corner.columnFixed ? corner.column : corner.column + columns;
  return row < 0 || column < 0 ? null : { ...corner, row, column };
}

function cornerText({ row, column, rowFixed, columnFixed }: Corner): string {
  return `${columnFixed ? "$" : ""}${columnName(column)}${rowFixed ? "$" : ""}${row + 1}`;
}
