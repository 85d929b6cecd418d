import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { Pagina, type Texto } from "../../../sync/consolidado/pagina.ts";

test("a page goes down the sheet: headings after a blank row, last texts over the columns left, rows as high as they need", () => {
  const sheet = new ExcelJS.Workbook().addWorksheet("Hoja");
  const page = new Pagina(sheet, [10, 20, 30], 4);
  page.heading("Uno");
  page.line([texto("a"), texto("b"), texto("c")]);
  const long = page.line([texto("término"), texto("palabra ".repeat(30))]);
  page.line([texto("nota")]);
  page.heading("Dos");
  const values = Array.from({ length: 6 }, (_, index) => sheet.getCell(4 + index, 1).value);
  expect(values).toEqual(["Uno", "a", "término", "nota", null, "Dos"]);
  expect(sheet.model.merges).toEqual(["B6:C6", "A7:C7"]);
  expect(long.address).toBe("A6");
  expect(sheet.getRow(6).height).toBeGreaterThan(2 * sheet.getRow(5).height);
  expect(sheet.getColumn(3).width).toBe(30);
});

function texto(text: string): Texto {
  return { text, style: {} };
}
