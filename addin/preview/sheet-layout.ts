import type { Area } from "../../shared/address.ts";
import { contains, intersect } from "./host/model/area.ts";
import type { SheetModel } from "./host/model/sheet-model.ts";
import { Track } from "./track.ts";

/** Excel's usual sizes, in pixels of a screen without zoom. */
const usualWidth = 64;
const usualHeight = 20;
const pixelsPerPoint = 4 / 3;

/** Empty rows and columns that follow what is used, and the least that is shown. */
const spare = { rows: 30, columns: 6 };
const least = { rows: 60, columns: 16 };

/** Where everything of a sheet is on screen, until sizes or what is hidden change. */
export interface SheetLayout {
  readonly rows: Track;
  readonly columns: Track;
  /** Rows and columns that stay in view: how many, hidden ones included. */
  readonly frozen: { readonly rows: number; readonly columns: number };
}

/** @param showHidden hidden rows and columns get their size all the same */
export function layOut(sheet: SheetModel, showHidden: boolean): SheetLayout {
  const used = sheet.usedArea(false);
  const isHidden = (hidden: ReadonlySet<number>, index: number): boolean => !showHidden && hidden.has(index);
  const rows = new Track(Math.max(least.rows, (used?.bottom ?? 0) + 1 + spare.rows), (row) =>
    isHidden(sheet.hiddenRows, row) ? 0 : pixels(sheet.rowHeights.get(row), usualHeight),
  );
  const columns = new Track(Math.max(least.columns, (used?.right ?? 0) + 1 + spare.columns), (column) =>
    isHidden(sheet.hiddenColumns, column) ? 0 : pixels(sheet.columnWidths.get(column), usualWidth),
  );
  return { rows, columns, frozen: frozenOf(sheet, rows, columns) };
}

/** The merge around a cell; null for a cell by itself. */
export function mergeAt(sheet: SheetModel, row: number, column: number): Area | null {
  return sheet.merges.find((merge) => contains(merge, row, column)) ?? null;
}

/** Merges that a window of cells touches. */
export function mergesIn(sheet: SheetModel, window: Area): Area[] {
  return sheet.merges.filter((merge) => intersect(merge, window) !== null);
}

/** What is frozen by rows alone reaches to the last column, and the other way round. */
function frozenOf({ freeze }: SheetModel, rows: Track, columns: Track): SheetLayout["frozen"] {
  if (freeze === null) return { rows: 0, columns: 0 };
  return {
    rows: freeze.bottom + 1 < rows.count ? freeze.bottom + 1 : 0,
    columns: freeze.right + 1 < columns.count ? freeze.right + 1 : 0,
  };
}

function pixels(points: number | undefined, usual: number): number {
  return points === undefined ? usual : Math.round(points * pixelsPerPoint);
}
