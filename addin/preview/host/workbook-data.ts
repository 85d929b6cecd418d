import type { Area } from "../../../shared/address.ts";
import type { Cell } from "../../../shared/cell.ts";
import { cellKey, type DefinedName, type Grid } from "../../../shared/grid.ts";
import { shiftFormula } from "./formula/shift.ts";
import { plainStyle, type CellStyle } from "./model/cell-style.ts";
import { notCalculated, type CellValue } from "./model/cell-value.ts";
import { strictOptions, type ProtectionOptions } from "./model/protection.ts";
import type { SheetModel } from "./model/sheet-model.ts";
import { WorkbookModel } from "./model/workbook-model.ts";

/**
 * A workbook as plain data, whoever read it: sheets as `shared/grid.ts` has them, and what a grid leaves out where it
 * matters. `{ name, sheets: file.sheets.map(({ name }) => ({ grid: file.readGrid(name) })), names: file.definedNames }`
 * makes one of a file that sync has opened.
 */
export interface WorkbookData {
  readonly name: string;
  readonly sheets: readonly SheetData[];
  readonly names?: readonly DefinedName[];
  /** The sheet on screen; the first visible one when left out or null. */
  readonly activeSheet?: string | null;
}

export interface SheetData {
  readonly grid: Grid;
  /** Looks of areas, later ones over earlier ones. */
  readonly styles?: readonly { readonly area: Area; readonly style: Partial<CellStyle> }[];
  /** Widths in points by column. */
  readonly columnWidths?: ReadonlyMap<number, number>;
  /** Cells that stay in view, from A1. */
  readonly freeze?: Area;
  /** The sheet is protected, and lets these changes through. */
  readonly protection?: Partial<ProtectionOptions>;
}

/** Opens a workbook. Percentages and dates get a format that shows them as such. */
export function openWorkbook(data: WorkbookData): WorkbookModel {
  const workbook = new WorkbookModel(data.name);
  for (const sheetData of data.sheets) fillSheet(workbook, sheetData);
  for (const { name, refersTo, sheet } of data.names ?? []) {
    const owner = sheet === null ? null : workbook.findSheet(sheet);
    workbook.names.push({ name, refersTo: `=${refersTo}`, comment: "", visible: true, sheet: owner });
  }
  const { activeSheet = null } = data;
  const active = activeSheet === null ? null : workbook.findSheet(activeSheet);
  const first = active ?? workbook.sheets.find(({ visibility }) => visibility === "visible");
  if (first !== undefined) workbook.activate(first);
  return workbook;
}

function fillSheet(workbook: WorkbookModel, data: SheetData): void {
  const { grid } = data;
  const sheet = workbook.addSheet(grid.sheet);
  sheet.visibility = grid.visibility;
  sheet.merges = [...grid.merges];
  for (const row of grid.hiddenRows) sheet.hiddenRows.add(row);
  for (const column of grid.hiddenColumns) sheet.hiddenColumns.add(column);
  for (const [column, width] of data.columnWidths ?? []) sheet.columnWidths.set(column, width);
  for (const { row, cells } of grid.rows) {
    for (const [column, cell] of cells.entries()) {
      if (cell !== undefined && cell !== null)
        sheet.cells.set(cellKey(row, column), { ...contentOf(cell), formula: null });
    }
  }
  fillFormulas(sheet, grid);
  for (const { area, style } of data.styles ?? []) sheet.restyle(area, (before) => ({ ...before, ...style }));
  for (const { name, area } of grid.tables) {
    sheet.tables.push({
      id: workbook.newId(),
      name,
      area,
      style: "TableStyleMedium2",
      showHeaders: true,
      showTotals: false,
      showBandedRows: true,
      showFilterButton: true,
    });
  }
  sheet.freeze = data.freeze ?? null;
  if (data.protection !== undefined) {
    sheet.protection = { password: null, options: { ...strictOptions, ...data.protection } };
  }
}

function contentOf(cell: NonNullable<Cell>): { value: CellValue; style: CellStyle | null } {
  if (typeof cell !== "object") return { value: cell, style: null };
  switch (cell.kind) {
    case "percent":
      return { value: cell.value, style: formatted("0.0%") };
    case "date":
      return { value: cell.serial, style: formatted("dd/mm/yyyy") };
    case "error":
      return { value: { error: cell.code }, style: null };
    case "pending":
      return { value: notCalculated, style: null };
  }
}

/** A shared formula's follower says nothing of its own: it is its neighbour's above, or at its left, moved along. */
function fillFormulas(sheet: SheetModel, grid: Grid): void {
  for (const [key, text] of [...grid.formulas].sort(([one], [other]) => one - other)) {
    const row = Math.floor(key / cellKey(1, 0));
    const column = key % cellKey(1, 0);
    const above = row > 0 ? sheet.formulaAt(row - 1, column) : null;
    const left = column > 0 ? sheet.formulaAt(row, column - 1) : null;
    let formula: string | null = `=${text}`;
    if (text === "") {
      if (above !== null) formula = shiftFormula(above, 1, 0);
      else formula = left === null ? null : shiftFormula(left, 0, 1);
    }
    const cell = sheet.cells.get(key);
    if (cell !== undefined) cell.formula = formula;
    else if (formula !== null) sheet.cells.set(key, { value: null, formula, style: null });
  }
}

function formatted(numberFormat: string): CellStyle {
  return { ...plainStyle, numberFormat };
}
