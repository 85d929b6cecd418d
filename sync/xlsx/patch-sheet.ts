import { a1, areaName, parseArea, type Area } from "../../shared/address.ts";
import type { Target, Targets } from "./patch-targets.ts";
import { cellEnd, isEmpty, type NewValue } from "./patch-value.ts";
import type { SheetMap } from "./sheet-map.ts";
import { applyEdits, attributeEdit, openTag, type Edit } from "./xml-edit.ts";
import { tagAttribute, type Tag } from "./xml-walk.ts";

/** A value on its way into a cell. */
export interface Write {
  readonly row: number;
  readonly column: number;
  readonly value: NewValue;
  readonly target: Target;
  readonly style: number;
}

/**
 * The worksheet part with these cells changed and every other byte as it was. Cells and rows that were not there are
 * put in their order; a blank leaves a cell with its style, and makes none.
 */
export function rewriteSheet(map: SheetMap, targets: Targets, writes: readonly Write[], date1904: boolean): Buffer {
  const edits: Edit[] = [];
  const newRows: { row: number; xml: string }[] = [];
  for (const [row, cells] of byRow(writes)) {
    const place = cells[0]?.target.row ?? null;
    if (place === null) {
      newRows.push({ row, xml: newRow(map, row, cells, date1904) });
    } else {
      edits.push(...rowEdits(map, targets, cells, map.walker.tag(place.start), place.contentEnd, date1904));
    }
  }
  edits.push(...newRowEdits(map, newRows), ...dimensionEdit(map, writes));
  return applyEdits(map.walker.bytes, edits);
}

/** In ascending order, as are the cells of each. */
function byRow(writes: readonly Write[]): Map<number, Write[]> {
  const rows = new Map<number, Write[]>();
  for (const write of [...writes].sort((one, other) => one.row - other.row || one.column - other.column)) {
    const cells = rows.get(write.row);
    if (cells === undefined) rows.set(write.row, [write]);
    else cells.push(write);
  }
  return rows;
}

function rowEdits(
  map: SheetMap,
  targets: Targets,
  writes: readonly Write[],
  tag: Tag,
  contentEnd: number,
  date1904: boolean,
): Edit[] {
  const added = writes.filter(({ target }) => target.cell === null);
  const edits = writes.flatMap(({ target, ...write }) =>
    target.cell === null ? [] : [cellEdit(map, target.cell, write, date1904)],
  );
  if (added.length === 0) return edits;
  edits.push(...spansEdit(tag, added));
  if (tag.isEmpty) {
    const cells = added.map((write) => newCell(map.prefix, write, date1904)).join("");
    return [...edits, { start: tag.end - 2, end: tag.end, text: `>${cells}</${map.prefix}row>` }];
  }
  const present = targets.cellsOf(added[0]?.row ?? 0);
  for (const write of added) {
    const next = present.find(({ column }) => column > write.column);
    const at = next?.tag.start ?? contentEnd;
    edits.push({ start: at, end: at, text: newCell(map.prefix, write, date1904) });
  }
  return edits;
}

/** Attributes that speak of the old value: its type, and metadata such as a picture in the cell. */
const ofValue: ReadonlySet<string> = new Set(["t", "cm", "vm"]);

function cellEdit(
  map: SheetMap,
  cell: NonNullable<Target["cell"]>,
  { value, style }: Pick<Write, "value" | "style">,
  date1904: boolean,
): Edit {
  const styled = style === cell.style ? {} : { s: String(style) };
  const open = openTag(map.walker.bytes, cell.tag, ofValue, styled);
  return { start: cell.tag.start, end: cell.end, text: open + cellEnd(map.prefix, value, date1904, cell.extensions) };
}

function newCell(prefix: string, { row, column, value, style }: Write, date1904: boolean): string {
  const styled = style === 0 ? "" : ` s="${style}"`;
  return `<${prefix}c r="${a1(row, column)}"${styled}${cellEnd(prefix, value, date1904)}`;
}

function newRow({ prefix }: SheetMap, row: number, writes: readonly Write[], date1904: boolean): string {
  const cells = writes.map((write) => newCell(prefix, write, date1904)).join("");
  return `<${prefix}row r="${row + 1}">${cells}</${prefix}row>`;
}

function newRowEdits(
  { rows, data, dataEnd, prefix }: SheetMap,
  added: readonly { row: number; xml: string }[],
): Edit[] {
  if (added.length === 0) return [];
  if (data.isEmpty) {
    const text = `>${added.map(({ xml }) => xml).join("")}</${prefix}sheetData>`;
    return [{ start: data.end - 2, end: data.end, text }];
  }
  const last = rows.reduce((most, { row }) => Math.max(most, row), -1);
  return added.map(({ row, xml }) => {
    const next = row > last ? undefined : rows.find((place) => place.row > row);
    const at = next?.start ?? dataEnd;
    return { start: at, end: at, text: xml };
  });
}

/** `spans="1:5"`, a hint at which columns a row uses: one that leaves cells out would be a false one. */
function spansEdit(tag: Tag, added: readonly Write[]): Edit[] {
  const spans = tagAttribute(tag, "spans")?.trim();
  if (spans === undefined || !/^\d+:\d+(\s+\d+:\d+)*$/.test(spans)) return [];
  const ranges = spans.split(/\s+/).map((range) => range.split(":").map(Number));
  const isInside = (number: number) => ranges.some(([first = 0, last = 0]) => number >= first && number <= last);
  const columns = added.map(({ column }) => column + 1);
  if (columns.every(isInside)) return [];
  const all = [...ranges.flat(), ...columns];
  return [attributeEdit(tag, "spans", `${Math.min(...all)}:${Math.max(...all)}`)];
}

function dimensionEdit({ dimension }: SheetMap, writes: readonly Write[]): Edit[] {
  if (dimension === null) return [];
  const before = parseArea(tagAttribute(dimension, "ref") ?? "");
  if (before === null) return [];
  const after = writes
    .filter(({ value, target }) => target.cell === null || !isEmpty(value))
    .reduce((area: Area, { row, column }) => grown(area, row, column), before);
  return areaName(after) === areaName(before) ? [] : [attributeEdit(dimension, "ref", areaName(after))];
}

function grown(area: Area, row: number, column: number): Area {
  return {
    top: Math.min(area.top, row),
    left: Math.min(area.left, column),
    bottom: Math.max(area.bottom, row),
    right: Math.max(area.right, column),
  };
}
