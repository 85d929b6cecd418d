import { pendingCell, type Cell } from "../../shared/cell.ts";
import type { Grid, GridRow } from "../../shared/grid.ts";

/**
 * A grid as few large blocks, which go from one thread to another in no time: cells one by one would take longer than
 * reading them did. Made of plain data; `blocksOf` tells what may be handed over instead of copied.
 */
export interface PackedGrid {
  readonly rest: Omit<Grid, "rows">;
  /** Row number and number of cells of each row, by turns. */
  readonly rows: Int32Array<ArrayBuffer>;
  /** What each cell is, by its place in `kinds`. */
  readonly cells: Uint8Array<ArrayBuffer>;
  /** The number of a cell that has one, the place in `ends` of one with text. */
  readonly numbers: Float64Array<ArrayBuffer>;
  /** Every different text, one behind the other, and where each ends. */
  readonly text: string;
  readonly ends: Int32Array<ArrayBuffer>;
}

const kinds = ["missing", "null", "text", "number", "true", "false", "percent", "date", "error", "pending"] as const;
type Kind = (typeof kinds)[number];
const placeOf = Object.fromEntries(kinds.map((kind, place) => [kind, place]));

export function packGrid({ rows, ...rest }: Grid): PackedGrid {
  const count = rows.reduce((sum, { cells }) => sum + cells.length, 0);
  const packed = {
    rows: new Int32Array(rows.length * 2),
    cells: new Uint8Array(count),
    numbers: new Float64Array(count),
  };
  const places = new Map<string, number>();
  const ends: number[] = [];
  const placeOfText = (text: string): number => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, ends.length);
    return ends.push((ends.at(-1) ?? 0) + text.length) - 1;
  };
  let at = 0;
  for (const [index, { row, cells }] of rows.entries()) {
    packed.rows[index * 2] = row;
    packed.rows[index * 2 + 1] = cells.length;
    // Not `for of`, which skips nothing but is slower by half here.
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column];
      packed.cells[at] = placeOf[kindOf(cell)] ?? 0;
      packed.numbers[at] = numberOf(cell, placeOfText);
      at++;
    }
  }
  return { rest, ...packed, text: [...places.keys()].join(""), ends: Int32Array.from(ends) };
}

export function unpackGrid({ rest, rows, cells: codes, numbers, text, ends }: PackedGrid): Grid {
  const texts: string[] = [];
  let start = 0;
  for (const end of ends) {
    texts.push(text.slice(start, end));
    start = end;
  }
  const unpacked: GridRow[] = [];
  let at = 0;
  for (let index = 0; index < rows.length; index += 2) {
    const cells: (Cell | undefined)[] = [];
    for (let left = rows[index + 1] ?? 0; left > 0; left--) {
      cells.push(cellOf(kinds[codes[at] ?? 0] ?? "missing", numbers[at] ?? 0, texts));
      at++;
    }
    unpacked.push({ row: rows[index] ?? 0, cells });
  }
  return { ...rest, rows: unpacked };
}

/** The blocks that can be handed over whole. */
export function blocksOf({ rows, cells, numbers, ends }: PackedGrid): ArrayBuffer[] {
  return [rows.buffer, cells.buffer, numbers.buffer, ends.buffer];
}

function kindOf(cell: Cell | undefined): Kind {
  if (cell === undefined) return "missing";
  if (cell === null) return "null";
  if (typeof cell === "string") return "text";
  if (typeof cell === "number") return "number";
  return typeof cell === "boolean" ? (cell ? "true" : "false") : cell.kind;
}

function numberOf(cell: Cell | undefined, placeOfText: (text: string) => number): number {
  if (typeof cell === "string") return placeOfText(cell);
  if (typeof cell === "number") return cell;
  if (typeof cell !== "object" || cell === null) return 0;
  switch (cell.kind) {
    case "percent":
      return cell.value;
    case "date":
      return cell.serial;
    case "error":
      return placeOfText(cell.code);
    case "pending":
      return 0;
  }
}

function cellOf(kind: Kind, number: number, texts: readonly string[]): Cell | undefined {
  switch (kind) {
    case "missing":
      return undefined;
    case "null":
      return null;
    case "text":
      return texts[number] ?? "";
    case "number":
      return number;
    case "true":
      return true;
    case "false":
      return false;
    case "percent":
      return { kind, value: number };
    case "date":
      return { kind, serial: number };
    case "error":
      return { kind, code: texts[number] ?? "" };
    case "pending":
      return pendingCell;
  }
}
