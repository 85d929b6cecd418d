import { describe, expect, it } from "vitest";
import { hoja, libro } from "./libro-prueba.ts";
import { openOffice, type OpenedOffice } from "./office-node.ts";

/** `Libre` takes everything, `Cerrada` is protected but for column B. */
function open(): OpenedOffice {
  const wide = { top: 0, left: 1, bottom: 99, right: 1 };
  return openOffice(
    libro([
      hoja("Libre", [["a", 1]]),
      {
        grid: hoja("Cerrada", [["a", 1]]),
        styles: [{ area: wide, style: { locked: false } }],
        protection: {},
      },
    ]),
  );
}

type Step = (context: Excel.RequestContext) => unknown;
const closed = (context: Excel.RequestContext): Excel.Worksheet => context.workbook.worksheets.getItem("Cerrada");
const free = (context: Excel.RequestContext): Excel.Worksheet => context.workbook.worksheets.getItem("Libre");

/** What a batch is refused with, and where. */
const refusals: readonly (readonly [name: string, step: Step, code: string, location: string])[] = [
  [
    "a sheet that is not there",
    (c) => c.workbook.worksheets.getItem("Nada").load("name"),
    "ItemNotFound",
    "WorksheetCollection.getItem",
  ],
  [
    "a name that is not there",
    (c) => c.workbook.names.getItem("NADA").load("name"),
    "ItemNotFound",
    "NamedItemCollection.getItem",
  ],
  [
    "an address that is none",
    (c) => free(c).getRange("Fila 3").load("values"),
    "InvalidArgument",
    "Worksheet.getRange",
  ],
  [
    "a cell beyond the sheet",
    (c) => free(c).getCell(1_048_576, 0).load("values"),
    "InvalidArgument",
    "Worksheet.getCell",
  ],
  [
    "another sheet's cells",
    (c) => free(c).getRange("Cerrada!A1").load("values"),
    "InvalidArgument",
    "Worksheet.getRange",
  ],
  ["values of another size", (c) => (free(c).getRange("A1:B2").values = [["x"]]), "InvalidArgument", "Range.values"],
  ["values of whole columns", (c) => (free(c).getRange("A:B").values = [["x"]]), "InvalidArgument", "Range.values"],
  [
    "a colour that is none",
    (c) => (free(c).getRange("A1").format.fill.color = "rojizo"),
    "InvalidArgument",
    "RangeFill.color",
  ],
  [
    "a formula in Spanish syntax",
    (c) => (customRule(c, "A1").formula = "=Y(A1>1;A1<3)"),
    "InvalidArgument",
    "ConditionalFormatRule.formula",
  ],
  [
    "areas as long as no call takes",
    (c) => free(c).getRanges(long).load("areaCount"),
    "InvalidArgument",
    "Worksheet.getRanges",
  ],
  [
    "a sheet of the same name",
    (c) => c.workbook.worksheets.add("LIBRE").load("name"),
    "ItemAlreadyExists",
    "WorksheetCollection.add",
  ],
  [
    "a sheet's name with a slash",
    (c) => c.workbook.worksheets.add("a/b").load("name"),
    "InvalidArgument",
    "WorksheetCollection.add",
  ],
  ["a locked cell's value", (c) => (closed(c).getRange("A1").values = [["x"]]), "AccessDenied", "Range.values"],
  [
    "a locked cell among others",
    (c) => (closed(c).getRange("A1:B1").values = [["x", 2]]),
    "AccessDenied",
    "Range.values",
  ],
  [
    "a protected sheet's fill",
    (c) => (closed(c).getRange("B1").format.fill.color = "#FF0000"),
    "AccessDenied",
    "RangeFill.color",
  ],
  [
    "a protected sheet's conditional format",
    (c) => closed(c).getRange("B1").conditionalFormats.add("Custom").load("id"),
    "AccessDenied",
    "ConditionalFormatCollection.add",
  ],
  [
    "a protected sheet's hidden row",
    (c) => (closed(c).getRange("A4").rowHidden = true),
    "AccessDenied",
    "Range.rowHidden",
  ],
  [
    "a protected sheet's validation",
    (c) => (closed(c).getRange("B1").dataValidation.rule = {}),
    "AccessDenied",
    "DataValidation.rule",
  ],
  [
    "a protected sheet's number format",
    (c) => (closed(c).getRange("B1").numberFormat = [["@"]]),
    "AccessDenied",
    "Range.numberFormat",
  ],
  ["a protected sheet's filter", (c) => closed(c).autoFilter.apply("A1:B2"), "AccessDenied", "AutoFilter.apply"],
  [
    "a filter by something",
    (c) => free(c).autoFilter.apply("A1:B2", 0, { filterOn: "Values", values: ["x"] }),
    "UnsupportedOperation",
    "AutoFilter.apply",
  ],
  [
    "a filter on another sheet's cells",
    (c) => free(c).autoFilter.apply(closed(c).getRange("A1:B2")),
    "InvalidArgument",
    "AutoFilter.apply",
  ],
  [
    "print titles beyond the sheet",
    (c) => free(c).pageLayout.setPrintTitleRows("0:1"),
    "InvalidArgument",
    "PageLayout.setPrintTitleRows",
  ],
  [
    "a property of cells that the host has not got",
    (c) =>
      free(c)
        .getRange("A1")
        .getCellProperties({ format: { fill: { color: true } } }),
    "ApiNotFound",
    "Range.getCellProperties",
  ],
  ["protecting twice", (c) => closed(c).protection.protect(), "AccessDenied", "WorksheetProtection.protect"],
  ["a member that the host has not got", (c) => free(c).charts.load("items/name"), "ApiNotFound", "Worksheet.charts"],
  ["a property that the host has not got", (c) => free(c).load("standardWidth"), "ApiNotFound", "Worksheet.load"],
  ["a method that the host has not got", (c) => free(c).getRange("A1").flashFill(), "ApiNotFound", "Range.flashFill"],
];

describe("refusals", () => {
  it.each(refusals)("%s", async (_name, step, code, location) => {
    const { Excel: excel, host } = open();
    const refused = await caught(excel.run(async (context) => void step(context)));
    expect(refused).toEqual({ code, location });
    expect(host.log.batches.find(({ error }) => error !== null)?.error).toBe(code);
    expect(host.log.unknown.length).toBe(code === "ApiNotFound" ? 1 : 0);
  });

  it("leaves what came before done", async () => {
    const { Excel: excel, host } = open();
    const refused = excel.run(async (context) => {
      free(context).getRange("A1").values = [["antes"]];
      closed(context).getRange("A1").values = [["no"]];
      free(context).getRange("A2").values = [["después"]];
    });
    expect(await caught(refused)).toEqual({ code: "AccessDenied", location: "Range.values" });
    expect(host.workbook.findSheet("Libre")?.valueAt(0, 0)).toBe("antes");
    expect(host.workbook.findSheet("Libre")?.valueAt(1, 0)).toBeNull();
  });

  it("tells of each cell of a range whether it is locked", async () => {
    const { Excel: excel } = open();
    const read = await excel.run(async (context) => {
      const asked = closed(context)
        .getRange("A1:B1")
        .getCellProperties({ address: true, format: { protection: true } });
      await context.sync();
      return asked.value.map((row) => row.map(({ address, format }) => [address, format?.protection?.locked]));
    });
    expect(read).toEqual([
      [
        ["Cerrada!A1", true],
        ["Cerrada!B1", false],
      ],
    ]);
  });

  it("lets unlocked cells of a protected sheet be written", async () => {
    const { Excel: excel, host } = open();
    await excel.run(async (context) => {
      closed(context).getRange("B1:B2").values = [[7], [8]];
    });
    expect(host.workbook.findSheet("Cerrada")?.valueAt(1, 1)).toBe(8);
  });
});

describe("faults", () => {
  it.each([
    ["requestLimit", "RequestPayloadSizeLimitExceeded"],
    ["responseLimit", "ResponsePayloadSizeLimitExceeded"],
  ] as const)("%s: %s", async (limit, code) => {
    const { Excel: excel, host } = open();
    host.faults[limit] = 200;
    const refused = await caught(
      excel.run(async (context) => {
        const range = free(context).getRange("A1:Z1").load("values");
        await context.sync();
        return range.values;
      }),
    );
    expect(refused.code).toBe(code);
  });

  it("five megabytes are the most on the web, both ways", async () => {
    const { Excel: excel, host } = open();
    const text = "x".repeat(30_000);
    const write = (rows: number): Promise<void> =>
      excel.run(async (context) => {
        free(context).getRange(`A1:A${rows}`).values = Array.from({ length: rows }, () => [text]);
      });
    expect((await caught(write(180))).code).toBe("RequestPayloadSizeLimitExceeded");
    await write(150);
    const read = excel.run(async (context) => {
      const range = free(context).getRange("A1:B150").load("values,text");
      await context.sync();
      return range.text.length;
    });
    expect((await caught(read)).code).toBe("ResponsePayloadSizeLimitExceeded");
    expect(host.log.batches.map(({ error }) => error).filter((error) => error !== null)).toEqual([
      "RequestPayloadSizeLimitExceeded",
      "ResponsePayloadSizeLimitExceeded",
    ]);
  });

  it("null values", async () => {
    const { Excel: excel, host } = open();
    host.faults.nullValues = true;
    const values = await excel.run(async (context) => {
      const range = free(context).getUsedRange().load("values,address");
      await context.sync();
      return [range.values, range.address];
    });
    expect(values).toEqual([null, "Libre!A1:B1"]);
  });

  it("a cell that is being edited: fails, or waits where that was asked for", async () => {
    const { Excel: excel, host } = open();
    host.beginCellEdit();
    const failed = await caught(excel.run(writeCell));
    const order: string[] = [];
    const waiting = excel.run({ delayForCellEdit: true }, writeCell).then(() => order.push("written"));
    for (let turns = 0; turns < 10; turns++) await turn();
    order.push("still editing");
    host.endCellEdit();
    await waiting;
    expect(failed.code).toBe("InvalidOperationInCellEditMode");
    expect(order).toEqual(["still editing", "written"]);
  });

  it("failures that pass, and latency in order", async () => {
    const { Excel: excel, host } = open();
    const waits: (() => void)[] = [];
    host.faults.failNext.push("GeneralException");
    expect((await caught(excel.run(loadName))).code).toBe("GeneralException");
    host.faults.wait = () => new Promise((resolve) => waits.push(resolve));
    const slow = excel.run(loadName);
    await turn();
    expect(host.log.roundTrips).toBe(1);
    while (host.log.roundTrips < 2) {
      waits.shift()?.();
      await turn();
    }
    expect(await slow).toBe("Libre");
  });
});

const long = Array.from({ length: 1400 }, (_, row) => `A${row * 2 + 1000}`).join(",");

async function writeCell(context: Excel.RequestContext): Promise<void> {
  free(context).getRange("A1").values = [["x"]];
}

async function loadName(context: Excel.RequestContext): Promise<string> {
  const sheet = free(context).load("name");
  await context.sync();
  return sheet.name;
}

function customRule(context: Excel.RequestContext, address: string): Excel.ConditionalFormatRule {
  return free(context).getRange(address).conditionalFormats.add("Custom").custom.rule;
}

async function caught(promise: Promise<unknown>): Promise<{ code: unknown; location: unknown }> {
  try {
    await promise;
  } catch (error) {
    if (!(error instanceof Error) && (typeof error !== "object" || error === null)) throw error;
    const info: unknown = Reflect.get(error, "debugInfo");
    const location = typeof info === "object" && info !== null ? Reflect.get(info, "errorLocation") : null;
    return { code: Reflect.get(error, "code"), location };
  }
  throw new Error("nothing was refused");
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
