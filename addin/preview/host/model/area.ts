import { a1, areaName, columnName, maxColumns, maxRows, parseArea, type Area } from "../../../../shared/address.ts";

export const wholeSheet: Area = { top: 0, left: 0, bottom: maxRows - 1, right: maxColumns - 1 };

export function isEntireRow(area: Area): boolean {
  return area.left === 0 && area.right === maxColumns - 1;
}

export function isEntireColumn(area: Area): boolean {
  return area.top === 0 && area.bottom === maxRows - 1;
}

/** Whole rows or columns: Excel neither lists nor takes their values. */
export function isUnbounded(area: Area): boolean {
  return isEntireRow(area) || isEntireColumn(area);
}

export function rowCount(area: Area): number {
  return area.bottom - area.top + 1;
}

export function columnCount(area: Area): number {
  return area.right - area.left + 1;
}

export function cellCount(area: Area): number {
  return rowCount(area) * columnCount(area);
}

export function contains(area: Area, row: number, column: number): boolean {
  return row >= area.top && row <= area.bottom && column >= area.left && column <= area.right;
}

export function intersect(one: Area, other: Area): Area | null {
  const area = {
    top: Math.max(one.top, other.top),
    left: Math.max(one.left, other.left),
    bottom: Math.min(one.bottom, other.bottom),
    right: Math.min(one.right, other.right),
  };
  return area.top > area.bottom || area.left > area.right ? null : area;
}

export function bound(one: Area, other: Area): Area {
  return {
    top: Math.min(one.top, other.top),
    left: Math.min(one.left, other.left),
    bottom: Math.max(one.bottom, other.bottom),
    right: Math.max(one.right, other.right),
  };
}

/** What is left of an area without another: up to four areas, top to bottom. */
export function subtract(area: Area, hole: Area): Area[] {
  const cut = intersect(area, hole);
  if (cut === null) return [area];
  const parts = [
    { ...area, bottom: cut.top - 1 },
    { ...area, top: cut.top, bottom: cut.bottom, right: cut.left - 1 },
    { ...area, top: cut.top, bottom: cut.bottom, left: cut.right + 1 },
    { ...area, top: cut.bottom + 1 },
  ];
  return parts.filter(({ top, left, bottom, right }) => top <= bottom && left <= right);
}

/** As Excel writes an area: `B2:D9`, whole columns as `B:D`, whole rows as `2:9`. */
export function addressOf(area: Area): string {
  if (isEntireRow(area)) return `${area.top + 1}:${area.bottom + 1}`;
  if (isEntireColumn(area)) return `${columnName(area.left)}:${columnName(area.right)}`;
  return area.top === area.bottom && area.left === area.right ? a1(area.top, area.left) : areaName(area);
}

/** Area of `B2:D9`, `B:D` or `2:9`, or null when the text is none. */
export function parseAddress(text: string): Area | null {
  const [first = "", last = first, ...more] = text.replaceAll("$", "").toUpperCase().split(":");
  if (more.length > 0) return null;
  if (/^[A-Z]{1,3}$/.test(first) && /^[A-Z]{1,3}$/.test(last)) return parseArea(`${first}1:${last}${maxRows}`);
  if (/^[1-9][0-9]*$/.test(first) && /^[1-9][0-9]*$/.test(last)) return parseArea(`A${first}:XFD${last}`);
  return parseArea(`${first}:${last}`);
}

/** Parts of `'Mi hoja'!A1`: the sheet is null where the text names none; null when the quotes are not closed. */
export function splitSheet(text: string): { sheet: string | null; rest: string } | null {
  const quoted = /^'((?:[^']|'')+)'!(.*)$/s.exec(text);
  if (quoted !== null) return { sheet: (quoted[1] ?? "").replaceAll("''", "'"), rest: quoted[2] ?? "" };
  const bare = /^([^'!]+)!(.*)$/s.exec(text);
  if (bare !== null) return { sheet: bare[1] ?? "", rest: bare[2] ?? "" };
  return text.includes("!") || text.startsWith("'") ? null : { sheet: null, rest: text };
}

/** A sheet's name as it stands before `!`: in quotes unless it is a plain word. */
export function quoteSheet(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) && !/^[A-Za-z]{1,3}\d+$/.test(name)
    ? name
    : `'${name.replaceAll("'", "''")}'`;
}
