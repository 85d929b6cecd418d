import { a1 } from "../../../shared/address.ts";
import type { Grid } from "../../../shared/grid.ts";
import type { CellChange, RefusedChange } from "../../../sync/xlsx/patch.ts";
import type { NewValue } from "../../../sync/xlsx/patch-value.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { openZip, type Zip } from "../../../sync/xlsx/zip.ts";
import type { ZipEntry } from "../../../sync/xlsx/zip-entry.ts";
import { gridCells } from "./grid-cells.ts";

/** Names of the entries that are not byte for byte the same in both files, those that only one has included. */
export function changedEntries(before: Uint8Array, after: Uint8Array): string[] {
  const old = openZip(before, "antes.xlsx");
  const young = openZip(after, "después.xlsx");
  const names = new Set([...old.entries, ...young.entries].map(({ name }) => name));
  return [...names].filter((name) => {
    const one = old.find(name);
    const other = young.find(name);
    if (one === undefined || other === undefined) return true;
    return !local(old, one).equals(local(young, other)) || !record(old, one).equals(record(young, other));
  });
}

/** Names in the order of the directory. */
export function entryNames(file: Uint8Array): string[] {
  return openZip(file, "libro.xlsx").entries.map(({ name }) => name);
}

/** A part's text. */
export function partText(file: Uint8Array, name: string): string {
  const zip = openZip(file, "libro.xlsx");
  const entry = zip.find(name);
  if (entry === undefined) throw new Error(`no part ${name}`);
  return zip.inflate(entry).toString("utf8");
}

/** From the local header up to the next entry. */
function local(zip: Zip, entry: ZipEntry): Buffer {
  const after = zip.entries.map(({ localOffset }) => localOffset).filter((offset) => offset > entry.localOffset);
  return zip.bytes.subarray(entry.localOffset, Math.min(zip.directoryOffset, ...after));
}

/** The directory's record but for the offset. */
function record(zip: Zip, entry: ZipEntry): Buffer {
  const bytes = Buffer.from(zip.bytes.subarray(entry.recordOffset, entry.recordOffset + entry.recordLength));
  bytes.fill(0, 42, 46);
  return bytes;
}

/** All cells of all sheets by `sheet!A1`, as our reader sees them. */
export function bookCells(file: Uint8Array): Record<string, unknown> {
  const book = readWorkbook(file, "libro.xlsx");
  return Object.fromEntries(
    book.sheets.flatMap(({ name }) =>
      Object.entries(gridCells(book.readGrid(name))).map(([address, value]) => [`${name}!${address}`, value]),
    ),
  );
}

/** What a patched file must be read as: the cells of before with the changes in them. */
export function withChanges(
  before: Readonly<Record<string, unknown>>,
  sheet: string,
  changes: readonly CellChange[],
): Record<string, unknown> {
  const cells = { ...before };
  for (const { row, column, value } of changes) {
    const address = `${sheet}!${a1(row, column)}`;
    if (value === null || value === "") delete cells[address];
    else cells[address] = shown(value);
  }
  return cells;
}

function shown(value: NewValue): unknown {
  if (typeof value !== "object" || value === null) return value;
  return value.kind === "date" ? { d: value.serial } : { p: value.value };
}

/** Codes by address. */
export function refusals(refused: readonly RefusedChange[]): Record<string, string> {
  return Object.fromEntries(refused.map(({ change, error }) => [a1(change.row, change.column), error.code]));
}

/** Some of everything there is in a sheet: a text, a number, a blank between others, a formula, and a row below. */
export function someChanges(grid: Grid): CellChange[] {
  const changes = new Map<string, CellChange>();
  const add = (row: number, column: number, value: NewValue) => {
    changes.set(a1(row, column), { row, column, value });
  };
  const kinds = new Set<string>();
  for (const { row, cells } of grid.rows) {
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column];
      const kind = cell === null ? "blank" : typeof cell === "object" ? cell.kind : typeof cell;
      if (kinds.has(kind)) continue;
      kinds.add(kind);
      if (typeof cell === "object" && cell?.kind === "percent") add(row, column, { kind: "percent", value: 0.375 });
      else if (typeof cell === "object" && cell?.kind === "date") add(row, column, { kind: "date", serial: 45_000.25 });
      else if (typeof cell === "number") add(row, column, -12.5);
      else if (typeof cell === "boolean") add(row, column, !cell);
      else add(row, column, ` =Año «${kind}» & <\n_x000D_> `);
    }
  }
  const last = grid.rows.at(-1);
  const bottom = Math.min(last?.row ?? 0, 1_048_570);
  const wide = last?.cells.length ?? 1;
  add(bottom + 1, 0, "fila nueva");
  add(bottom + 1, Math.min(wide, 16_380), 0.1);
  add(bottom + 3, 1, true);
  if (last !== undefined) add(last.row, Math.min(wide + 2, 16_383), "a la derecha");
  const first = grid.rows[0];
  if (first !== undefined && first.row > 0) add(0, 0, "arriba");
  return [...changes.values()];
}
