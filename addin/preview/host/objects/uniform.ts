import { contains, isEntireColumn, isUnbounded } from "../model/area.ts";
import type { CellStyle } from "../model/cell-style.ts";
import { placeOf } from "../model/sheet-model.ts";
import type { Region } from "../region.ts";

/** What all cells of a region have in common, or null where they differ, as the API answers for mixed ranges. */
export function uniform<T>(region: Region, pick: (style: CellStyle) => T): T | null {
  const seen = new Set<T>();
  for (const style of stylesOf(region)) {
    seen.add(pick(style));
    if (seen.size > 1) return null;
  }
  const [only = null] = seen;
  return only;
}

/** Same for rows or columns by number: true or false for all of them, null where they differ. */
export function uniformIn(from: number, to: number, has: (index: number) => boolean): boolean | null {
  const first = has(from);
  for (let index = from + 1; index <= to; index++) {
    if (has(index) !== first) return null;
  }
  return first;
}

/** Each distinct look at least once; of whole rows and columns, those of existing cells and of the last in each. */
function* stylesOf({ sheet, areas }: Region): Generator<CellStyle> {
  for (const area of areas) {
    if (isUnbounded(area)) {
      if (isEntireColumn(area)) {
        for (let column = area.left; column <= area.right; column++) yield sheet.styleAt(area.bottom, column);
      } else {
        for (let row = area.top; row <= area.bottom; row++) yield sheet.styleAt(row, area.right);
      }
      for (const key of sheet.cells.keys()) {
        const [row, column] = placeOf(key);
        if (contains(area, row, column)) yield sheet.styleAt(row, column);
      }
      continue;
    }
    for (let row = area.top; row <= area.bottom; row++) {
      for (let column = area.left; column <= area.right; column++) yield sheet.styleAt(row, column);
    }
  }
}
