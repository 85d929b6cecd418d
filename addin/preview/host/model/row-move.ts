import { maxRows, type Area } from "../../../../shared/address.ts";

/** Rows that come in at a place (count above zero) or go from it (below zero). */
export interface RowMove {
  readonly at: number;
  readonly count: number;
}

/** Where a row goes; null when it is deleted or pushed off the sheet. */
export function movedRow(row: number, { at, count }: RowMove): number | null {
  if (row < at) return row;
  if (row < at - count) return null;
  return row + count < maxRows ? row + count : null;
}

/** Where an area goes; it grows with rows that come in inside it, and is null once all its rows are gone. */
export function movedArea(area: Area, move: RowMove): Area | null {
  const { at, count } = move;
  if (area.top === 0 && area.bottom === maxRows - 1) return area;
  const top = area.top < at ? area.top : Math.max(area.top + count, at);
  const bottom = area.bottom < at ? area.bottom : Math.max(area.bottom + count, at - 1);
  return bottom < top || top >= maxRows ? null : { ...area, top, bottom: Math.min(bottom, maxRows - 1) };
}
