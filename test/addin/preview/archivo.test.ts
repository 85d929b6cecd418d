import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openWorkbook } from "../../../addin/preview/host/workbook-data.ts";
import type { Cell } from "../../../shared/cell.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { openOffice } from "./office-node.ts";

const folder = new URL("../../fixtures/workbooks/", import.meta.url);

describe("a workbook that sync has read", () => {
  it.each(["openpyxl.xlsx", "libreoffice.xlsx", "google.xlsx", "exceljs.xlsx"])(
    "is the same through office.js: %s",
    async (name) => {
      const file = readWorkbook(readFileSync(fileURLToPath(new URL(name, folder))), name);
      const sheets = file.sheets.map((sheet) => ({ grid: file.readGrid(sheet.name) }));
      const { Excel: excel } = openOffice(openWorkbook({ name, sheets, names: file.definedNames }));
      const read = await excel.run(async (context) => {
        const { worksheets } = context.workbook;
        worksheets.load("items/name");
        await context.sync();
        const ranges = worksheets.items.map((sheet) =>
          sheet.getUsedRangeOrNullObject(true).load("values,rowIndex,columnIndex"),
        );
        await context.sync();
        return ranges.map((range) =>
          range.isNullObject ? null : { values: range.values, row: range.rowIndex, column: range.columnIndex },
        );
      });
      let seen = 0;
      for (const [index, { grid }] of sheets.entries()) {
        const found = read[index] ?? null;
        for (const { row, cells } of grid.rows) {
          for (const [column, cell] of cells.entries()) {
            if (cell === undefined || cell === null) continue;
            const value: unknown = found?.values[row - found.row]?.[column - found.column];
            expect([row, column, value]).toEqual([row, column, wire(cell)]);
            seen++;
          }
        }
      }
      expect(seen).toBeGreaterThan(10);
    },
  );
});

function wire(cell: NonNullable<Cell>): unknown {
  if (typeof cell !== "object") return cell;
  switch (cell.kind) {
    case "percent":
      return cell.value;
    case "date":
      return cell.serial;
    case "error":
      return cell.code;
    case "pending":
      return "#BUSY!";
  }
}
