import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { a1 } from "../../../shared/address.ts";
import { conditionalLookAt } from "../../../addin/preview/host/conditional-look.ts";
import { subtract } from "../../../addin/preview/host/model/area.ts";
import { hoja, libro } from "./libro-prueba.ts";
import { openOffice } from "./office-node.ts";

const avances = [0.95, 0.5, 0.1, null, "NP", 0];

function openSheet() {
  const rows = avances.map((avance, row) => [`1.${row + 1}`, avance]);
  const office = openOffice(libro([hoja("Metas", [["Código", "Avance"], ...rows])]));
  const sheet = office.host.workbook.activeSheet;
  const colors = (): (string | null)[] =>
    avances.map((_, row) => conditionalLookAt(office.host.workbook, sheet, row + 1, 1).style.fill ?? null);
  return { ...office, sheet, colors };
}

/** The bands of a semáforo as the add-in would put them. */
async function highlight(context: Excel.RequestContext): Promise<string[]> {
  const range = context.workbook.worksheets.getActiveWorksheet().getRange("B2:B7");
  const made = [
    ["=AND(ISNUMBER($B2),$B2>=0.8)", "#C6EFCE"],
    ["=AND(ISNUMBER($B2),$B2<0.8,$B2>=0.4)", "#FFEB9C"],
    ["=AND(ISNUMBER($B2),$B2<0.4)", "#FFC7CE"],
  ].map(([formula = "", color = ""]) => {
    const format = range.conditionalFormats.add("Custom");
    format.custom.rule.formula = formula;
    format.custom.format.fill.color = color;
    format.custom.format.font.bold = true;
    return format.load("id");
  });
  await context.sync();
  return made.map(({ id }) => id);
}

describe("conditional formats", () => {
  it("colour the cells that their formulas hold for, live", async () => {
    const { Excel: excel, host, colors } = openSheet();
    await excel.run(highlight);
    expect(colors()).toEqual(["#C6EFCE", "#FFEB9C", "#FFC7CE", null, null, "#FFC7CE"]);
    host.type("Metas", "B4", [[0.9]]);
    expect(colors()).toEqual(["#C6EFCE", "#FFEB9C", "#C6EFCE", null, null, "#FFC7CE"]);
  });

  it("added and taken away leave the workbook as it was", async () => {
    const { Excel: excel, sheet } = openSheet();
    const before = structuredClone(sheet);
    const ids = await excel.run(highlight);
    const after = structuredClone(sheet);
    await excel.run(async (context) => {
      const { conditionalFormats } = context.workbook.worksheets.getActiveWorksheet().getRange();
      for (const id of ids) conditionalFormats.getItem(id).delete();
      await context.sync();
    });
    expect(after).not.toEqual(before);
    expect(structuredClone(sheet)).toEqual(before);
  });

  it("are listed newest first with what they say", async () => {
    const { Excel: excel } = openSheet();
    await excel.run(highlight);
    const listed = await excel.run(async (context) => {
      const { conditionalFormats } = context.workbook.worksheets.getActiveWorksheet().getRange();
      conditionalFormats.load("items/type,items/priority,items/stopIfTrue,items/customOrNullObject/rule/formula");
      await context.sync();
      const ranges = conditionalFormats.items.map((item) => item.getRange().load("address"));
      await context.sync();
      return conditionalFormats.items.map((item, index) => [
        item.type,
        item.priority,
        item.stopIfTrue,
        item.customOrNullObject.rule.formula,
        ranges[index]?.address,
      ]);
    });
    expect(listed).toEqual([
      ["Custom", 0, false, "=AND(ISNUMBER($B2),$B2<0.4)", "Metas!B2:B7"],
      ["Custom", 1, false, "=AND(ISNUMBER($B2),$B2<0.8,$B2>=0.4)", "Metas!B2:B7"],
      ["Custom", 2, false, "=AND(ISNUMBER($B2),$B2>=0.8)", "Metas!B2:B7"],
    ]);
  });

  it("yield to the first that disagrees, and to one that stops", async () => {
    const { Excel: excel, host, sheet } = openSheet();
    await excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange("A2:A7");
      const add = (formula: string, stop: boolean): Excel.ConditionalFormat => {
        const format = range.conditionalFormats.add("Custom");
        format.custom.rule.formula = formula;
        format.stopIfTrue = stop;
        return format;
      };
      add("=TRUE", false).custom.format.font.italic = true;
      add("=$B2>0.4", true).custom.format.fill.color = "#00FF00";
      add("=$B2>0.9", false).custom.format.fill.color = "#0000FF";
      const limit = range.conditionalFormats.add("CellValue");
      limit.cellValue.rule = { operator: "Between", formula1: '="1.3"', formula2: '="1.4"' };
      limit.cellValue.format.font.color = "red";
    });
    const looks = avances.map((_, row) => conditionalLookAt(host.workbook, sheet, row + 1, 0).style);
    expect(looks).toEqual([
      { fill: "#0000FF" },
      { fill: "#00FF00" },
      { italic: true, fontColor: "#FF0000" },
      { italic: true, fontColor: "#FF0000" },
      // Text is larger than any number.
      { fill: "#0000FF" },
      { italic: true },
    ]);
  });

  it("say when they cannot be evaluated here", async () => {
    const { Excel: excel, host, sheet } = openSheet();
    const id = await excel.run(async (context) => {
      const format = context.workbook.worksheets.getActiveWorksheet().getRange("A2").conditionalFormats.add("Custom");
      format.custom.rule.formula = '=INDIRECT("B2")>1';
      format.load("id");
      await context.sync();
      return format.id;
    });
    expect(conditionalLookAt(host.workbook, sheet, 1, 0)).toEqual({ style: {}, rules: [], notEvaluated: [id] });
  });

  it("shrink when part of their cells is cleared, and go with the last", async () => {
    const { Excel: excel, sheet } = openSheet();
    await excel.run(highlight);
    const clear = (address: string): Promise<void> =>
      excel.run(async (context) => {
        context.workbook.worksheets.getActiveWorksheet().getRange(address).conditionalFormats.clearAll();
      });
    await clear("B3:B4");
    expect(sheet.conditionalFormats.map(({ areas }) => areas.map(({ top, bottom }) => [top, bottom]))).toEqual(
      Array.from({ length: 3 }, () => [
        [1, 1],
        [4, 6],
      ]),
    );
    await clear("A1:C9");
    expect(sheet.conditionalFormats).toEqual([]);
  });
});

it("subtracting an area leaves exactly the cells outside it, each once", () => {
  const side = fc.integer({ min: 0, max: 6 });
  const area = fc.tuple(side, side, side, side).map(([a, b, c, d]) => ({
    top: Math.min(a, b),
    bottom: Math.max(a, b),
    left: Math.min(c, d),
    right: Math.max(c, d),
  }));
  fc.assert(
    fc.property(area, area, (from, hole) => {
      const left = subtract(from, hole).flatMap(cellsOf);
      const wanted = cellsOf(from).filter((cell) => !cellsOf(hole).includes(cell));
      expect(left.toSorted()).toEqual(wanted.toSorted());
    }),
  );
});

function cellsOf(area: { top: number; left: number; bottom: number; right: number }): string[] {
  const cells: string[] = [];
  for (let row = area.top; row <= area.bottom; row++) {
    for (let column = area.left; column <= area.right; column++) cells.push(a1(row, column));
  }
  return cells;
}
