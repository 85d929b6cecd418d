import type { Area } from "../../../../shared/address.ts";
import { moveReferences } from "../formula/move-references.ts";
import { wholeSheet } from "./area.ts";
import { movedArea, movedRow, type RowMove } from "./row-move.ts";
import type { SheetModel } from "./sheet-model.ts";
import type { Hand } from "./workbook-event.ts";
import type { WorkbookModel } from "./workbook-model.ts";

/** Inserts or deletes whole rows: what is below moves, and so do areas and formulas that speak of it. */
export function moveRows(workbook: WorkbookModel, sheet: SheetModel, move: RowMove, hand: Hand): void {
  sheet.moveRows((row) => movedRow(row, move));
  const areas = (list: readonly Area[]): Area[] => list.flatMap((area) => movedArea(area, move) ?? []);
  sheet.merges = areas(sheet.merges);
  sheet.autoFilter = sheet.autoFilter === null ? null : movedArea(sheet.autoFilter, move);
  const { titleRows, printArea } = sheet.pageLayout;
  sheet.pageLayout = {
    ...sheet.pageLayout,
    titleRows: titleRows === null ? null : movedArea(titleRows, move),
    printArea: printArea === null ? null : movedArea(printArea, move),
  };
  sheet.validations = sheet.validations.flatMap((each) => areas([each.area]).map((area) => ({ ...each, area })));
  for (const format of sheet.conditionalFormats) {
    format.areas = areas(format.areas);
    format.formula = moveReferences(format.formula, sheet, sheet, move);
    format.formula2 = moveReferences(format.formula2, sheet, sheet, move);
  }
  sheet.conditionalFormats = sheet.conditionalFormats.filter((format) => format.areas.length > 0);
  for (const table of sheet.tables.slice()) {
    const area = movedArea(table.area, move);
    if (area === null) sheet.tables.splice(sheet.tables.indexOf(table), 1);
    else table.area = area;
  }
  for (const name of workbook.names) name.refersTo = moveReferences(name.refersTo, null, sheet, move);
  for (const each of workbook.sheets) {
    for (const cell of each.cells.values()) {
      if (cell.formula !== null) cell.formula = moveReferences(cell.formula, each, sheet, move);
    }
  }
  const area = { ...wholeSheet, top: move.at, bottom: move.at + Math.abs(move.count) - 1 };
  const changeType = move.count > 0 ? "RowInserted" : "RowDeleted";
  workbook.emit({ kind: "changed", sheet, area, changeType, details: null, hand });
}
