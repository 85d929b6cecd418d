/** Excel's own limits: the last cell of a sheet is XFD1048576. */
export const maxRows = 1_048_576;
export const maxColumns = 16_384;

/** A rectangle of cells, zero-based, both ends included. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Letters of a zero-based column: 0 → `A`, 27 → `AB`. */
export function columnName(column: number): string {
  let name = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/** A1 address of a zero-based row and column: (4, 7) → `H5`. */
export function a1(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

/** A1 text of an area: one cell as `B2`, more as `B2:D9`. */
export function areaName(area: Area): string {
  const first = a1(area.top, area.left);
  const last = a1(area.bottom, area.right);
  return first === last ? first : `${first}:${last}`;
}

/** Zero-based row and column of an A1 address (`$` allowed), or null when it is none or lies outside a sheet. */
export function parseA1(text: string): { row: number; column: number } | null {
  const match = /^\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})$/.exec(text);
  if (match === null) return null;
  let column = 0;
  for (const letter of (match[1] ?? "").toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  const row = Number(match[2]);
  return row > maxRows || column > maxColumns ? null : { row: row - 1, column: column - 1 };
}

/** Area of `B2` or `B2:D9` (any corner order, `$` allowed), or null when the text is none. */
export function parseArea(text: string): Area | null {
  const [first = "", last = first, ...more] = text.split(":");
  const from = parseA1(first);
  const to = parseA1(last);
  if (from === null || to === null || more.length > 0) return null;
  return {
    top: Math.min(from.row, to.row),
    left: Math.min(from.column, to.column),
    bottom: Math.max(from.row, to.row),
    right: Math.max(from.column, to.column),
  };
}
