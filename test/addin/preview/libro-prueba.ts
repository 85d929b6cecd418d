import type { Cell } from "../../../shared/cell.ts";
import { cellKey, type Grid, type SheetVisibility } from "../../../shared/grid.ts";
import { openWorkbook, type SheetData, type WorkbookData } from "../../../addin/preview/host/workbook-data.ts";
import type { WorkbookModel } from "../../../addin/preview/host/model/workbook-model.ts";

/** A sheet from rows of cells; text that starts with `=` is a formula whose value no one knows yet. */
export function hoja(name: string, rows: readonly (readonly Cell[])[], more: Partial<Grid> = {}): Grid {
  const formulas = new Map<number, string>();
  const gridRows = rows.map((cells, row) => ({
    row,
    cells: cells.map((cell, column): Cell => {
      if (typeof cell !== "string" || !cell.startsWith("=")) return cell;
      formulas.set(cellKey(row, column), cell.slice(1));
      return { kind: "pending" };
    }),
  }));
  const visibility: SheetVisibility = "visible";
  return {
    sheet: name,
    visibility,
    rows: gridRows,
    formulas,
    merges: [],
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
    tables: [],
    ...more,
  };
}

/** A workbook of such sheets, opened. */
export function libro(grids: readonly (Grid | SheetData)[], more: Partial<WorkbookData> = {}): WorkbookModel {
  return openWorkbook({
    name: "Metas.xlsx",
    sheets: grids.map((each) => ("grid" in each ? each : { grid: each })),
    ...more,
  });
}
