import { describe, expect, it } from "vitest";
import { hoja, libro } from "./libro-prueba.ts";
import { openOffice, type OpenedOffice } from "./office-node.ts";

/** Two sheets: figures of several kinds with a merged title, a hidden row and a table; and an empty one. */
function open(): OpenedOffice {
  return openOffice(
    libro(
      [
        hoja(
          "Metas",
          [
            ["Seguimiento", null, null],
            ["Código", "Meta", "Avance"],
            ["1.1", 10, { kind: "percent", value: 0.125 }],
            ["1.2", { kind: "error", code: "#N/A" }, { kind: "date", serial: 45_000 }],
            [true, null, "=B3*2"],
          ],
          {
            merges: [{ top: 0, left: 0, bottom: 0, right: 2 }],
            hiddenRows: new Set([3]),
            hiddenColumns: new Set([2]),
            tables: [{ name: "Indicadores", area: { top: 1, left: 0, bottom: 4, right: 2 } }],
          },
        ),
        hoja("Vacía", []),
      ],
      { names: [{ name: "METAS_META", refersTo: "Metas!$B$3", sheet: null }] },
    ),
  );
}

type Step = (context: Excel.RequestContext) => Promise<unknown>;

/** Stories over the workbook above: what the add-in does and what comes of it. */
const stories: readonly (readonly [name: string, step: Step, outcome: unknown])[] = [
  [
    "reads the used range as Excel hands it over",
    async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getUsedRange(true);
      range.load("address,values,text,valueTypes,numberFormat,formulas,rowIndex,columnIndex,rowCount,columnCount");
      await context.sync();
      const { address, values, text, valueTypes, numberFormat, formulas } = range;
      return {
        address,
        values: values.slice(2),
        text: text.slice(2),
        types: valueTypes.slice(2),
        formats: numberFormat.slice(2, 4),
        formula: formulas[4]?.[2],
        size: [range.rowIndex, range.columnIndex, range.rowCount, range.columnCount],
      };
    },
    {
      address: "Metas!A1:C5",
      values: [
        ["1.1", 10, 0.125],
        ["1.2", "#N/A", 45_000],
        [true, "", "#BUSY!"],
      ],
      text: [
        ["1.1", "10", "12,5%"],
        ["1.2", "#N/A", "15/03/2023"],
        ["VERDADERO", "", "#BUSY!"],
      ],
      types: [
        ["String", "Double", "Double"],
        ["String", "Error", "Double"],
        ["Boolean", "Empty", "Error"],
      ],
      formats: [
        ["General", "General", "0.0%"],
        ["General", "General", "dd/mm/yyyy"],
      ],
      formula: "=B3*2",
      size: [0, 0, 5, 3],
    },
  ],
  [
    "knows null objects, and lets calls upon them pass",
    async (context) => {
      const { workbook } = context;
      const none = workbook.worksheets.getItemOrNullObject("Otra");
      const empty = workbook.worksheets.getItem("Vacía").getUsedRangeOrNullObject(true);
      const noName = workbook.names.getItemOrNullObject("NADA");
      const noMerge = workbook.worksheets.getItem("Vacía").getRange("A1:B2").getMergedAreasOrNullObject();
      const far = none.getRange("A1").getCell(0, 0);
      none.delete();
      await context.sync();
      return [none, empty, noName, noMerge, far].map(({ isNullObject }) => isNullObject);
    },
    [true, true, true, true, true],
  ],
  [
    "lists sheets, tables and names with what was asked of them",
    async (context) => {
      const { worksheets, tables, names } = context.workbook;
      worksheets.load(["items/name", "items/visibility", "items/id"]);
      tables.load("items/name,count");
      names.load({ name: true, formula: true, type: true, value: true, $top: 1 });
      await context.sync();
      const header = tables.getItem("Indicadores").getHeaderRowRange().load("address,values");
      const target = names.getItem("METAS_META").getRange().load("address,values");
      await context.sync();
      return {
        sheets: worksheets.items.map(({ name, visibility }) => [name, visibility]),
        tables: [tables.count, tables.items.map(({ name }) => name)],
        names: names.items.map(({ name, formula, type, value }) => [name, formula, type, value]),
        header: [header.address, header.values],
        target: [target.address, target.values],
      };
    },
    {
      sheets: [
        ["Metas", "Visible"],
        ["Vacía", "Visible"],
      ],
      tables: [1, ["Indicadores"]],
      names: [["METAS_META", "=Metas!$B$3", "Range", "Metas!B3"]],
      header: ["Metas!A2:C2", [["Código", "Meta", "Avance"]]],
      target: ["Metas!B3", [[10]]],
    },
  ],
  [
    "says what is hidden and what is merged",
    async (context) => {
      const sheet = context.workbook.worksheets.getItem("Metas");
      const ranges = ["A4", "A3", "A3:A4", "C1", "A1:B9"].map((address) =>
        sheet.getRange(address).load("rowHidden,columnHidden,hidden"),
      );
      const merged = sheet.getUsedRange().getMergedAreasOrNullObject().load("address,areaCount");
      const seen = sheet.getUsedRange().getSpecialCells("Visible").load("address");
      await context.sync();
      return {
        hidden: ranges.map(({ rowHidden, columnHidden, hidden }) => [rowHidden, columnHidden, hidden]),
        merged: [merged.address, merged.areaCount],
        seen: seen.address,
      };
    },
    {
      hidden: [
        [true, false, true],
        [false, false, false],
        [null, false, null],
        [false, true, true],
        [null, false, null],
      ],
      merged: ["Metas!A1:C1", 1],
      seen: "Metas!A1:B3,Metas!A5:B5",
    },
  ],
  [
    "reads typed text as Excel does, and keeps it in text cells",
    async (context) => {
      const range = context.workbook.worksheets.getItem("Vacía").getRange("A1:G1");
      range.values = [["12", "1,234.5", "7%", "'12", "TRUE", "#N/A", "n.p."]];
      const texts = context.workbook.worksheets.getItem("Vacía").getRange("A2:B2");
      texts.numberFormat = [["@", "@"]];
      texts.values = [["12", "=1+1"]];
      range.load("values,numberFormat");
      texts.load("values,formulas");
      await context.sync();
      return [range.values, range.numberFormat[0]?.slice(0, 3), texts.values, texts.formulas];
    },
    [[[12, 1234.5, 0.07, "12", true, "#N/A", "n.p."]], ["General", "#,##0", "0%"], [["12", "=1+1"]], [["12", "=1+1"]]],
  ],
  [
    "leaves cells alone where null is written",
    async (context) => {
      const sheet = context.workbook.worksheets.getItem("Metas");
      sheet.getRange("A3:B3").values = [[null, 11]];
      const filled = sheet.getRange("E1:F2");
      filled.values = [
        [0, 0],
        [0, 0],
      ];
      filled.numberFormat = [
        ["0.00", "0.00"],
        [null, "0.0"],
      ];
      const range = sheet.getRange("A3:B3").load("values");
      filled.load("values,numberFormat");
      await context.sync();
      return [range.values, filled.values, filled.numberFormat];
    },
    [
      [["1.1", 11]],
      [
        [0, 0],
        [0, 0],
      ],
      [
        ["0.00", "0.00"],
        ["General", "0.0"],
      ],
    ],
  ],
  [
    "takes one number format for all cells, whole columns too",
    async (context) => {
      const sheet = context.workbook.worksheets.getItem("Vacía");
      sheet.getRange("B:B").numberFormat = [["@"]];
      sheet.getRange("C1:D2").numberFormat = [["0.00"]];
      sheet.getRange("B7").values = [["007"]];
      const ranges = ["B7", "B1:C1", "D2"].map((address) => sheet.getRange(address).load("values,numberFormat"));
      await context.sync();
      return ranges.map(({ values, numberFormat }) => [values, numberFormat]);
    },
    [
      [[["007"]], [["@"]]],
      [[["", ""]], [["@", "0.00"]]],
      [[[""]], [["0.00"]]],
    ],
  ],
  [
    "formats areas, whole columns too, and says null where cells differ",
    async (context) => {
      const sheet = context.workbook.worksheets.getItem("Vacía");
      sheet.getRange("B:B").format.protection.locked = false;
      sheet.getRange("2:2").format.font.bold = true;
      sheet.getRanges("A1:A2,C3").format.fill.color = "#ffc000";
      sheet.getRange("A:B").format.columnWidth = 90;
      const looked = ["B2", "B900", "C3", "A1:B1", "A:B", "2:2"].map((address) =>
        sheet.getRange(address).load("format/fill/color,format/font/bold,format/protection/locked,format/columnWidth"),
      );
      await context.sync();
      return looked.map(lookOf);
    },
    [
      ["#FFFFFF", true, false, 90],
      ["#FFFFFF", false, false, 90],
      ["#FFC000", false, true, 64],
      [null, false, null, 90],
      [null, null, null, 90],
      [null, true, null, null],
    ],
  ],
  [
    "moves from range to range",
    async (context) => {
      const sheet = context.workbook.worksheets.getItem("Metas");
      const base = sheet.getRange("B2:C4");
      const ranges = [
        base.getCell(0, 1),
        base.getLastRow(),
        base.getOffsetRange(1, -1),
        base.getResizedRange(2, 0),
        base.getBoundingRect("A9"),
        base.getIntersection(sheet.getRange("C1:C9")),
        base.getEntireColumn(),
        base.getEntireRow(),
        sheet.getRangeByIndexes(4, 2, 2, 1),
      ].map((range) => range.load("address"));
      await context.sync();
      return ranges.map(({ address }) => address.replace("Metas!", ""));
    },
    ["C2", "B4:C4", "A3:B5", "B2:C6", "A2:C9", "C2:C4", "B:C", "2:4", "C5:C6"],
  ],
  [
    "keeps validations, freezes, protection, state and page",
    async (context) => {
      const { workbook } = context;
      const sheet = workbook.worksheets.add("Nueva");
      const range = sheet.getRange("B3:B9");
      range.dataValidation.rule = { list: { inCellDropDown: true, source: "Nivel,Flujo" } };
      range.dataValidation.prompt = { title: "Modo", message: "Elija", showPrompt: true };
      sheet.freezePanes.freezeRows(2);
      sheet.tabColor = "#0070C0";
      sheet.showGridlines = false;
      sheet.pageLayout.orientation = "Landscape";
      sheet.customProperties.add("version", "1");
      workbook.settings.add("ultima", { corte: "2026-09-30" });
      workbook.names.add("METAS_MODO", range);
      sheet.protection.protect({ allowFormatCells: true });
      const { dataValidation } = range;
      dataValidation.load("type,rule,prompt");
      sheet.load("name,tabColor,showGridlines,position,pageLayout/orientation,protection/protected,protection/options");
      const frozen = sheet.freezePanes.getLocationOrNullObject().load("address");
      const property = sheet.customProperties.getItem("VERSION").load("value");
      const setting = workbook.settings.getItemOrNullObject("ultima").load("value");
      const name = workbook.names.getItem("METAS_MODO").load("formula");
      await context.sync();
      return [
        [dataValidation.type, dataValidation.rule.list?.source, dataValidation.prompt.title],
        [sheet.name, sheet.tabColor, sheet.showGridlines, sheet.position, sheet.pageLayout.orientation],
        [sheet.protection.protected, sheet.protection.options.allowFormatCells, sheet.protection.options.allowSort],
        [frozen.address, property.value, setting.value, name.formula],
      ];
    },
    [
      ["List", "Nivel,Flujo", "Modo"],
      ["Nueva", "#0070C0", false, 2, "Landscape"],
      [true, true, false],
      ["Nueva!1:2", "1", { corte: "2026-09-30" }, "=Nueva!$B$3:$B$9"],
    ],
  ],
  [
    "draws lines, one between two cells whichever it was drawn for, and says nothing of mixed ones",
    async (context) => {
      const sheet = context.workbook.worksheets.getItem("Vacía");
      const inside = sheet.getRange("B2:C4").format.borders.getItem("InsideHorizontal");
      inside.weight = "Hairline";
      inside.color = "#D5DBE1";
      sheet.getRange("B5").format.borders.getItem("EdgeTop").style = "Double";
      sheet.getRange("C3").format.borders.getItem("EdgeTop").style = "None";
      const asked = [
        ["B3", "EdgeTop"],
        ["B4", "EdgeBottom"],
        ["C2", "EdgeBottom"],
        ["C4", "EdgeBottom"],
        ["B2:C4", "InsideHorizontal"],
        ["C2:C4", "EdgeRight"],
        ["4:4", "EdgeTop"],
      ] as const;
      const lines = asked.map(([address, side]) =>
        sheet.getRange(address).format.borders.getItem(side).load("style,weight,color"),
      );
      await context.sync();
      return lines.map(({ style, weight, color }) => [style, weight, color]);
    },
    [
      ["Continuous", "Hairline", "#D5DBE1"],
      ["Double", "Thin", "#000000"],
      ["None", "Hairline", "#D5DBE1"],
      ["None", "Thin", "#000000"],
      [null, "Hairline", "#D5DBE1"],
      ["None", "Thin", "#000000"],
      ["Continuous", "Hairline", "#D5DBE1"],
    ],
  ],
  [
    "inserts and deletes whole rows, with what is in them",
    async (context) => {
      const sheet = context.workbook.worksheets.getItem("Metas");
      const inserted = sheet.getRange("3:4").insert("Down").load("address");
      const moved = sheet.getRange("A5:C5").load("values");
      const formula = sheet.getRange("C7").load("formulas");
      await context.sync();
      sheet.getRange("A1:A5").getEntireRow().delete("Up");
      const left = sheet.getUsedRange(true).load("address,values");
      await context.sync();
      return [inserted.address, moved.values, formula.formulas, left.address, left.values[0]];
    },
    ["Metas!3:4", [["1.1", 10, 0.125]], [["=B5*2"]], "Metas!A1:C2", ["1.2", "#N/A", 45_000]],
  ],
  [
    "activates and selects, and deletes a sheet",
    async (context) => {
      const { worksheets } = context.workbook;
      worksheets.getItem("Vacía").getRange("C7:D8").select();
      const selected = context.workbook.getSelectedRange().load("address");
      const cell = context.workbook.getActiveCell().load("address");
      await context.sync();
      worksheets.getItem("Vacía").delete();
      const active = worksheets.getActiveWorksheet().load("name");
      await context.sync();
      return [selected.address, cell.address, active.name];
    },
    ["Vacía!C7:D8", "Vacía!C7", "Metas"],
  ],
  [
    "calculates what depends on a change, by its own small evaluator",
    async (context) => {
      const sheet = context.workbook.worksheets.getItem("Metas");
      sheet.getRange("B3").values = [[21]];
      sheet.getRange("D5").formulas = [['=IF(C5>40,"alto","bajo")']];
      sheet.getRange("E5").formulas = [["=XLOOKUP(1,A:A,B:B)"]];
      const range = sheet.getRange("C5:E5").load("values");
      await context.sync();
      return range.values;
    },
    [[42, "alto", "#BUSY!"]],
  ],
];

describe("office.js over the emulated Excel", () => {
  it("draws no line inside one row or one column, as Excel does not in macros", async () => {
    for (const [address, side] of [
      ["A1:C1", "InsideHorizontal"],
      ["A1:A3", "InsideVertical"],
    ] as const) {
      const { Excel: excel } = open();
      const asked = excel.run(async (context) => {
        const range = context.workbook.worksheets.getItem("Vacía").getRange(address);
        range.format.borders.getItem(side).style = "Continuous";
        await context.sync();
      });
      await expect(asked).rejects.toMatchObject({ code: "InvalidArgument" });
    }
  });

  it.each(stories)("%s", async (_name, step, outcome) => {
    const { Excel: excel, host } = open();
    const found = await excel.run(step);
    expect(JSON.parse(JSON.stringify(found))).toEqual(outcome);
    expect(host.log.unknown).toEqual([]);
  });
});

function lookOf(range: Excel.Range | undefined): unknown[] {
  const format = range?.format;
  return [format?.fill.color, format?.font.bold, format?.protection.locked, format?.columnWidth];
}
