import { readFileSync } from "node:fs";
import type { ExpressionRuleType, FillPattern, Workbook as ExcelWorkbook, Worksheet } from "exceljs";
import { describe, expect, it } from "vitest";
import { cellText } from "../../../addin/preview/cell-text.ts";
import { describeNotDrawn } from "../../../addin/preview/not-drawn.ts";
import { openLibro } from "../../../addin/preview/open-libro.ts";
import { libroSchema } from "../../../addin/preview/libro-schema.ts";
import type { SheetModel } from "../../../addin/preview/host/model/sheet-model.ts";
import { buildDemoLibro, demoSecretarias, readDemoPlan } from "../../../sync/demo/demo.ts";
import { makeLibroJson } from "../../../sync/preview/libro-json.ts";
import { newWorkbook } from "../../../sync/xlsx/new-workbook.ts";
import { finishWorkbook } from "../../../sync/xlsx/write.ts";
import { rawWorkbook } from "../xlsx/raw-workbook.ts";
import { bytesOf } from "../../bytes-of.ts";

describe("a workbook written by exceljs, on the preview's page", () => {
  it("has its looks", async () => {
    const sheet = await openOnly((workbook) => {
      const made = workbook.addWorksheet("Hoja", {
        views: [{ state: "frozen", xSplit: 1, ySplit: 2, showGridLines: false }],
        properties: { tabColor: { argb: "FF1F6F8B" } },
      });
      const cell = made.getCell("B3");
      cell.value = 0.125;
      cell.numFmt = '0.0" %"';
      cell.fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFFFEE00" } };
      cell.font = { name: "Arial", size: 14, bold: true, italic: true, underline: true, color: { argb: "FF102030" } };
      cell.alignment = { horizontal: "center", vertical: "top", wrapText: true };
      cell.border = { bottom: { style: "medium", color: { argb: "FF00FF00" } } };
      cell.protection = { locked: false };
      made.getColumn(2).width = 20;
      made.getRow(3).height = 30;
      made.getRow(5).hidden = true;
      made.getRow(5).getCell(1).value = "oculta";
      made.getColumn(4).hidden = true;
      made.mergeCells("C6:D7");
      return made.protect("", { formatCells: true });
    });
    expect(sheet.styleAt(2, 1)).toMatchObject({
      numberFormat: '0.0" %"',
      fill: "#FFEE00",
      fontName: "Arial",
      fontSize: 14,
      fontColor: "#102030",
      bold: true,
      italic: true,
      underline: "Single",
      horizontalAlignment: "Center",
      verticalAlignment: "Top",
      wrapText: true,
      locked: false,
      borders: { EdgeBottom: { style: "Continuous", weight: "Medium", color: "#00FF00" } },
    });
    expect([sheet.columnWidths.get(1), sheet.rowHeights.get(2)]).toEqual([20 * 7 * 0.75, 30]);
    expect([sheet.freeze?.bottom, sheet.freeze?.right, sheet.showGridlines, sheet.tabColor]).toEqual([
      1,
      0,
      false,
      "#1F6F8B",
    ]);
    expect([[...sheet.hiddenRows], [...sheet.hiddenColumns], sheet.merges]).toEqual([
      [4],
      [3],
      [{ top: 5, left: 2, bottom: 6, right: 3 }],
    ]);
    expect(sheet.protection?.options).toMatchObject({ allowFormatCells: true, allowSort: false });
    expect(sheet.valueAt(2, 1)).toBe(0.125);
  });

  it("has its validations and its conditional formats, in the order that counts", async () => {
    const sheet = await openOnly((workbook) => {
      const made = workbook.addWorksheet("Hoja");
      made.getCell("A1").value = 5;
      made.getCell("A1").dataValidation = {
        type: "list",
        formulae: ['"Sí,No"'],
        showInputMessage: true,
        promptTitle: "Elija",
        prompt: "Una de dos",
        showErrorMessage: true,
        errorTitle: "No",
        error: "Así no",
      };
      made.addConditionalFormatting({
        ref: "A1:A9",
        rules: [
          { type: "expression", priority: 2, formulae: ["A1>3"], style: fill("FF0000FF") },
          { type: "cellIs", priority: 1, operator: "greaterThan", formulae: [4], style: fill("FFFF0000") },
        ],
      });
    });
    const [validation] = sheet.validations;
    expect(validation).toMatchObject({
      rule: { list: { source: "Sí,No" } },
      prompt: { title: "Elija", message: "Una de dos" },
      errorAlert: { title: "No", message: "Así no", style: "Stop", showAlert: true },
    });
    expect(sheet.conditionalFormats.map(({ type, formula, format }) => [type, formula, format.fill])).toEqual([
      ["CellValue", "=4", "#FF0000"],
      ["Custom", "=A1>3", "#0000FF"],
    ]);
  });
});

describe("what a sheet shows in Excel and not on the page is named there", () => {
  const thirds = [0, 33, 67].map((value) => ({ type: "percent" as const, value }));
  it.each<readonly [string, (sheet: Worksheet, workbook: ExcelWorkbook) => unknown, string]>([
    ["nothing", (sheet) => sheet.addConditionalFormatting({ ref: "A1:A9", rules: [expression("A1>3")] }), ""],
    [
      "data bars and scales of colour",
      (sheet) =>
        sheet.addConditionalFormatting({
          ref: "A1:A9",
          rules: [
            { type: "dataBar", priority: 1, cfvo: [{ type: "min" }, { type: "max" }], gradient: true },
            {
              type: "colorScale",
              priority: 2,
              cfvo: [{ type: "min" }, { type: "max" }],
              color: [{ argb: "FFFF0000" }, { argb: "FF00FF00" }],
            },
          ],
        }),
      "Aquí no se ve, y en Excel sí: barras de datos, escalas de color.",
    ],
    [
      "icons, of the first set and of those that came later",
      (sheet) => {
        for (const [priority, iconSet] of (["3Signs", "3Triangles"] as const).entries()) {
          sheet.addConditionalFormatting({
            ref: "A1:A9",
            rules: [{ type: "iconSet", priority: priority + 1, iconSet, cfvo: thirds }],
          });
        }
      },
      "Aquí no se ve, y en Excel sí: conjuntos de íconos.",
    ],
    [
      "pictures",
      (sheet, workbook) => {
        const picture = readFileSync(new URL("../../../addin/assets/icon-16.png", import.meta.url));
        const id = workbook.addImage({ base64: picture.toString("base64"), extension: "png" });
        sheet.addImage(id, "B2:C3");
      },
      "Aquí no se ve, y en Excel sí: gráficos o imágenes.",
    ],
    [
      "rules of other kinds, and formulas that are not calculated here",
      (sheet) => {
        sheet.addConditionalFormatting({
          ref: "A1:A9",
          rules: [{ type: "top10", priority: 1, rank: 3, percent: false, bottom: false, style: fill("FFFF0000") }],
        });
        sheet.addConditionalFormatting({ ref: "A1:A9", rules: [expression('ISNUMBER(WEBSERVICE("x"))')] });
      },
      "Aquí no se ve, y en Excel sí: otras reglas de formato condicional, 1 regla cuya fórmula aquí no se calcula.",
    ],
  ])("%s", async (_, make, said) => {
    const workbook = newWorkbook();
    const made = workbook.addWorksheet("Hoja");
    made.getCell("A1").value = 5;
    make(made, workbook);
    const json: unknown = JSON.parse(JSON.stringify(makeLibroJson(await bytesOf(finishWorkbook(workbook)), "x.xlsx")));
    const libro = libroSchema.parse(json);
    const opened = openLibro(libro);
    expect(describeNotDrawn(opened, opened.activeSheet, libro.sheets[0])).toBe(said);
  });
});

describe("the demo's workbooks", () => {
  const plan = readDemoPlan();
  it.each(demoSecretarias(plan))("fit the page's schema: $id", async (secretaria) => {
    const json = makeLibroJson(await buildDemoLibro(secretaria, plan), "x.xlsx");
    const parsed = libroSchema.parse(JSON.parse(JSON.stringify(json)));
    const opened = openLibro(parsed);
    expect(
      parsed.sheets.map((hoja, at) => describeNotDrawn(opened, opened.sheets[at] ?? opened.activeSheet, hoja)),
    ).toEqual(["", ""]);
    expect(
      parsed.sheets.map(({ name, areas, conditionalFormats }) => [name, areas.length > 20, conditionalFormats.length]),
    ).toEqual([
      ["Indicadores", true, json.sheets[0]?.conditionalFormats.length],
      ["Instrucciones", true, 0],
    ]);
  });
});

it.each([
  [0, "Uno"],
  [1, "Dos"],
  [2, "Uno"],
])("opens with the sheet that the workbook was saved on: %s", async (activeTab, expected) => {
  const workbook = newWorkbook();
  for (const name of ["Uno", "Dos"]) workbook.addWorksheet(name);
  workbook.addWorksheet("Oculta", { state: "hidden" });
  workbook.views = [{ x: 0, y: 0, width: 1, height: 1, firstSheet: 0, activeTab, visibility: "visible" }];
  const json: unknown = JSON.parse(JSON.stringify(makeLibroJson(await bytesOf(finishWorkbook(workbook)), "x.xlsx")));
  expect(openLibro(libroSchema.parse(json)).activeSheet.name).toBe(expected);
});

it("survives attributes that are nonsense", () => {
  const bytes = rawWorkbook({
    rows: '<row r="1" ht="-5" s="9" customFormat="1"><c r="A1"><v>1</v></c><c r="B1" s="99999"/></row>',
    beforeRows:
      '<sheetViews><sheetView><pane state="frozen" xSplit="-1" ySplit="1e9"/></sheetView></sheetViews>' +
      '<cols><col min="1" max="16384" width="x"/></cols>',
    afterRows:
      '<conditionalFormatting sqref="zz"><cfRule type="expression" dxfId="7"><formula>A1</formula></cfRule>' +
      '</conditionalFormatting><dataValidations><dataValidation sqref="A1:"/></dataValidations>',
  });
  const json: unknown = JSON.parse(JSON.stringify(makeLibroJson(bytes, "x.xlsx")));
  const [sheet] = openLibro(libroSchema.parse(json)).sheets;
  expect([sheet?.valueAt(0, 0), sheet?.conditionalFormats, sheet?.validations]).toEqual([1, [], []]);
});

it.each([
  [1234.5, "#,##0.0", "1.234,5"],
  [0.125, "0.0%", "12,5%"],
  [-3, "0;(0)", "(3)"],
  [0, '0;-0;"sin dato"', "sin dato"],
  [12, '0" km"', "12 km"],
  [7, "[Red]0", "7"],
  [5, "[$€-240A] #,##0", "€ 5"],
  [43_008, '[$-240A]d" de "mmmm" de "yyyy', "30 de septiembre de 2017"],
  [43_008, "dd/mm/yyyy", "30/09/2017"],
  [43_008, "d-mmm-yy", "30-sep-17"],
  [1.5, "General", "1,5"],
  [1.5, '"▲ "General;"▲ "-General', "▲ 1,5"],
  [-1.5, '"▲ "General;"▲ "-General', "▲ -1,5"],
  ["texto", "@", "texto"],
])("%s as %s is seen as %s", (value, format, shown) => {
  expect(cellText(value, format)).toBe(shown);
});

async function openOnly(make: (workbook: ReturnType<typeof newWorkbook>) => unknown): Promise<SheetModel> {
  const workbook = newWorkbook();
  await make(workbook);
  const json: unknown = JSON.parse(JSON.stringify(makeLibroJson(await bytesOf(finishWorkbook(workbook)), "x.xlsx")));
  const [sheet] = openLibro(libroSchema.parse(json)).sheets;
  if (sheet === undefined) throw new Error("no sheet");
  return sheet;
}

function expression(formula: string): ExpressionRuleType {
  return { type: "expression", priority: 5, formulae: [formula], style: fill("FF0000FF") };
}

function fill(argb: string): { fill: FillPattern } {
  return { fill: { type: "pattern", pattern: "solid", bgColor: { argb } } };
}
