import { describe, expect, it } from "vitest";
import { hoja, libro } from "./libro-prueba.ts";
import { openOffice, type OpenedOffice } from "./office-node.ts";

function open(): OpenedOffice {
  return openOffice(libro([hoja("Metas", [["a", 1]]), hoja("Otra", [["b"]])]));
}

type Seen = readonly unknown[];

/** Listens to changes of all sheets and gives what the handler has been told. */
async function listen({ Excel: excel }: OpenedOffice): Promise<{ seen: Seen[]; stop: () => Promise<void> }> {
  const seen: Seen[] = [];
  const added = await excel.run(async (context) => {
    const result = context.workbook.worksheets.onChanged.add(async (event) => {
      const { address, changeType, source, triggerSource, details } = event;
      seen.push([address, changeType, source, triggerSource, details?.valueBefore, details?.valueAfter]);
    });
    await context.sync();
    return result;
  });
  const stop = (): Promise<void> =>
    excel.run(added.context, async (context) => {
      added.remove();
      await context.sync();
    });
  return { seen, stop };
}

describe("changes", () => {
  it("come from users and co-authors with their source, details for single cells only", async () => {
    const office = open();
    const { seen } = await listen(office);
    office.host.type("Metas", "B1", [[2]]);
    office.host.type("Metas", "A2", [["x", "y"]]);
    office.host.type("Otra", "A1", [["z"]], "co-author");
    await turn();
    expect(seen).toEqual([
      ["B1", "RangeEdited", "Local", "Unknown", 1, 2],
      ["A2:B2", "RangeEdited", "Local", "Unknown", undefined, undefined],
      ["A1", "RangeEdited", "Remote", "Unknown", "b", "z"],
    ]);
  });

  it("of whole rows say whether they came or went", async () => {
    const office = open();
    const { seen } = await listen(office);
    office.host.moveRows("Metas", 2, 3);
    office.host.moveRows("Metas", 1, -1, "co-author");
    await turn();
    expect(seen.map((each) => each.slice(0, 4))).toEqual([
      ["2:4", "RowInserted", "Local", "Unknown"],
      ["1:1", "RowDeleted", "Remote", "Unknown"],
    ]);
  });

  it("that the add-in makes itself say so, one event a piece of a large write", async () => {
    const office = open();
    const { seen } = await listen(office);
    await office.Excel.run(async (context) => {
      const rows = Array.from({ length: 1000 }, (_, row) => [row, row, row]);
      context.workbook.worksheets.getItem("Otra").getRange("A1:C1000").values = rows;
    });
    await turn();
    expect(seen.map(([address, , source, trigger]) => [address, source, trigger])).toEqual([
      ["A1:C500", "Local", "ThisLocalAddin"],
      ["A501:C1000", "Local", "ThisLocalAddin"],
    ]);
  });

  it("are not told while events are off, nor after the handler is gone", async () => {
    const office = open();
    const { seen, stop } = await listen(office);
    await office.Excel.run(async (context) => {
      context.runtime.enableEvents = false;
      context.workbook.worksheets.getItem("Otra").getRange("A1").values = [["callado"]];
      await context.sync();
      context.runtime.enableEvents = true;
    });
    expect(office.host.registeredEvents).toEqual(["10 Workbook"]);
    await stop();
    expect(office.host.registeredEvents).toEqual([]);
    office.host.type("Metas", "B1", [[3]]);
    await turn();
    expect(seen).toEqual([]);
  });

  it("lead to their cells", async () => {
    const office = open();
    const { Excel: excel, host } = office;
    const values: unknown[] = [];
    await excel.run(async (context) => {
      context.workbook.worksheets.getItem("Metas").onChanged.add(async (event) => {
        await excel.run(async (inner) => {
          const range = event.getRange(inner).load("address,values");
          await inner.sync();
          values.push([range.address, range.values]);
        });
      });
      await context.sync();
    });
    host.type("Otra", "A1", [["no"]]);
    host.type("Metas", "A1:B1", [["si", 5]]);
    await turns();
    expect(values).toEqual([["Metas!A1:B1", [["si", 5]]]]);
  });
});

it("sheets, selection, protection and calculation tell what happens to them", async () => {
  const office = open();
  const seen: unknown[] = [];
  const note = (kind: string, pick: (event: Record<string, unknown>) => unknown) => (event: object) => {
    seen.push([kind, pick(Object.fromEntries(Object.entries(event)))]);
    return Promise.resolve();
  };
  await office.Excel.run(async (context) => {
    const { worksheets } = context.workbook;
    worksheets.onActivated.add(note("activated", () => null));
    worksheets.onDeactivated.add(note("deactivated", () => null));
    worksheets.onAdded.add(note("added", ({ source }) => source));
    worksheets.onDeleted.add(note("deleted", ({ source }) => source));
    worksheets.onNameChanged.add(note("renamed", ({ nameBefore, nameAfter }) => [nameBefore, nameAfter]));
    worksheets.onSelectionChanged.add(note("selected", ({ address }) => address));
    worksheets.onFormatChanged.add(note("formatted", ({ address }) => address));
    worksheets.onProtectionChanged.add(note("protected", ({ isProtected }) => isProtected));
    context.workbook.onSelectionChanged.add(note("workbook selection", () => null));
    await context.sync();
    const sheet = worksheets.add("Nueva");
    sheet.name = "Otra más";
    sheet.getRange("B2:C3").select();
    sheet.getRange("A1").format.font.bold = true;
    sheet.protection.protect();
    await context.sync();
    sheet.delete();
    await context.sync();
  });
  await turns();
  expect(seen).toEqual([
    ["added", "Local"],
    ["renamed", ["Nueva", "Otra más"]],
    ["deactivated", null],
    ["activated", null],
    ["selected", "B2:C3"],
    ["workbook selection", null],
    ["formatted", "A1"],
    ["protected", true],
    ["deleted", "Local"],
    ["activated", null],
  ]);
});

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Enough turns for a handler that asks the host again. */
async function turns(): Promise<void> {
  for (let count = 0; count < 20; count++) await turn();
}
