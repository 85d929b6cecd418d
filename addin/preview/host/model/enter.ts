import type { Area } from "../../../../shared/address.ts";
import { columnCount, contains, rowCount } from "./area.ts";
import { notCalculated } from "./cell-value.ts";
import { readEntry } from "./entry.ts";
import type { SheetModel } from "./sheet-model.ts";
import type { Hand } from "./workbook-event.ts";
import type { WorkbookModel } from "./workbook-model.ts";

/** Values or formulas of an area by row; null leaves a cell as it is, empty text clears it. */
export type Entries = readonly (readonly (string | number | boolean | null)[])[];

/**
 * Puts entries into an area of the same size, as typing them would, and tells whoever listens. What depends on them is
 * not calculated yet.
 */
export function enter(workbook: WorkbookModel, sheet: SheetModel, area: Area, entries: Entries, hand: Hand): void {
  const single = rowCount(area) === 1 && columnCount(area) === 1;
  const before = sheet.valueAt(area.top, area.left);
  for (const [down, row] of entries.entries()) {
    for (const [right, input] of row.entries()) {
      const place = [area.top + down, area.left + right] as const;
      if (input !== null && !isCovered(sheet, ...place)) enterCell(sheet, ...place, input);
    }
  }
  const details = single ? { before, after: sheet.valueAt(area.top, area.left) } : null;
  workbook.emit({ kind: "changed", sheet, area, changeType: "RangeEdited", details, hand });
}

function enterCell(sheet: SheetModel, row: number, column: number, input: string | number | boolean): void {
  const { numberFormat } = sheet.styleAt(row, column);
  const entry = readEntry(input, numberFormat);
  sheet.setContent(row, column, entry.formula === null ? entry.value : notCalculated, entry.formula);
  const { numberFormat: format } = entry;
  if (format !== null && numberFormat === "General") {
    const cell = { top: row, left: column, bottom: row, right: column };
    sheet.restyle(cell, (style) => ({ ...style, numberFormat: format }));
  }
}

/** Of a merged area only the first cell holds anything; Excel drops what is put into the others. */
function isCovered(sheet: SheetModel, row: number, column: number): boolean {
  return sheet.merges.some((merge) => contains(merge, row, column) && (row > merge.top || column > merge.left));
}
