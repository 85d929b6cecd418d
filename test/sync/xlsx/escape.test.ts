import ExcelJS from "exceljs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsByRow } from "../../../shared/grid.ts";
import { escapeCellText, escapeXml, spaceAttribute } from "../../../sync/xlsx/escape.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { finishWorkbook } from "../../../sync/xlsx/write.ts";
import { bytesOf } from "../../bytes-of.ts";

describe("escapeCellText", () => {
  it.each([
    ["meta", "meta"],
    ["a < b & c > d", "a &lt; b &amp; c &gt; d"],
    ["línea 1\nlínea 2\t", "línea 1\nlínea 2\t"],
    ["fin\r\n", "fin_x000D_\n"],
    ["\u0000\u001f", "_x0000__x001F_"],
    ["\uffff", "_xFFFF_"],
    ["_x0041_", "_x005F_x0041_"],
    ["_x005f_x0041_", "_x005F_x005f_x005F_x0041_"],
    ["_x00_ _y0041_", "_x00_ _y0041_"],
    ["😀", "😀"],
  ])("%j → %j", (text, xml) => {
    expect(escapeCellText(text)).toBe(xml);
  });

  it("refuses what a cell cannot hold", () => {
    expect(() => escapeCellText("a".repeat(32_768))).toThrow("32768");
  });
});

describe("escapeXml", () => {
  it.each([
    [`<a href="x">&</a>`, "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;"],
    ["sin \u0001 control", "sin  control"],
  ])("%j → %j", (text, xml) => {
    expect(escapeXml(text)).toBe(xml);
  });
});

describe("spaceAttribute", () => {
  it.each([
    ["a b", false],
    [" a", true],
    ["a\u00a0", true],
    ["a\nb", true],
    ["a  b", true],
  ])("%j: %j", (text, kept) => {
    expect(spaceAttribute(text) !== "").toBe(kept);
  });
});

const anyText = fc.string({
  unit: fc.constantFrom("_", "x", "0", "5", "F", "f", "\r", "\n", " ", "&", "<", "]", "\u0001", "ñ", "😀"),
});

describe("text of a cell", () => {
  it("is read back as it was written, as a value and as a formula's value", async () => {
    const texts = fc.sample(fc.oneof(anyText, fc.string()), 300).map((text) => text.toWellFormed());
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet("Hoja");
    const rows = texts.map((text) => ({ cells: [text, { formula: "A1", value: text }] }));
    const bulk = [{ sheet: "Hoja", startRow: 0, rowCount: rows.length, columnCount: 2, rows }];
    const grid = readWorkbook(await bytesOf(finishWorkbook(workbook, { bulk })), "a.xlsx").readGrid("Hoja");
    const read = cellsByRow(grid);
    texts.forEach((text, row) => {
      expect([read.get(row)?.[0] ?? "", read.get(row)?.[1] ?? ""]).toEqual([text, text]);
    });
  });
});
