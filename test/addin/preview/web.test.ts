import { afterAll, beforeAll, expect, test } from "vitest";
import type { Frame } from "playwright-core";
import { bundle, inRepository, openPage, type OpenedPage } from "./chromium.ts";

let opened: OpenedPage;
let pane: Frame;

beforeAll(async () => {
  const script = await bundle(inRepository("test/addin/preview/web-page.ts"), "prueba");
  opened = await openPage({
    "/host.js": script,
    "/index.html": `<!doctype html><iframe id="pane"></iframe><script src="/host.js"></script>
      <script>window.around = prueba.openTestPane(document.getElementById("pane"));</script>`,
    "/pane.html": `<!doctype html><script src="/office/office.js"></script>
      <script>
        window.ready = Office.onReady();
        window.pressed = [];
        Office.actions.associate("revisar", (event) => {
          window.pressed.push(event.source.id);
          event.completed();
        });
      </script>`,
  });
  pane = await frameOf(opened);
}, 60_000);

afterAll(() => opened.close());

async function frameOf({ page }: OpenedPage): Promise<Frame> {
  const handle = await page.waitForSelector("#pane");
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error("the pane has no frame");
  await frame.waitForFunction("window.ready !== undefined");
  return frame;
}

test("office.js gets ready as in Excel on the web", async () => {
  const about = await pane.evaluate(`window.ready.then((info) => ({
    host: info.host,
    platform: info.platform,
    language: Office.context.displayLanguage,
    url: Office.context.document.url,
    sets: [Office.context.requirements.isSetSupported("ExcelApi", "1.14"),
      Office.context.requirements.isSetSupported("ExcelApi", "1.15"),
      Office.context.requirements.isSetSupported("SharedRuntime", "1.1")],
    corte: Office.context.document.settings.get("corte"),
  }))`);
  expect(about).toEqual({
    host: "Excel",
    platform: "OfficeOnline",
    language: "es-CO",
    url: "https://ejemplo.sharepoint.com/Metas.xlsx",
    sets: [true, false, false],
    corte: "2026-09-30",
  });
});

test("Excel.run reads and writes the workbook of the page around", async () => {
  const read = await pane.evaluate(`Excel.run(async (context) => {
    const range = context.workbook.worksheets.getItem("Metas").getUsedRange();
    range.load("address,values");
    await context.sync();
    range.getCell(1, 1).values = [[12.5]];
    await context.sync();
    return [range.address, range.values];
  })`);
  expect(read).toEqual([
    "Metas!A1:B2",
    [
      ["Código", "Meta"],
      ["1.1", 10],
    ],
  ]);
  expect(await around("host.workbook.findSheet('Metas').valueAt(1, 1)")).toBe(12.5);
});

test("events of cells and of the selection arrive", async () => {
  await pane.evaluate(`Excel.run(async (context) => {
    window.events = [];
    context.workbook.worksheets.onChanged.add(async (event) => {
      window.events.push([event.address, event.source, event.triggerSource, event.details?.valueAfter ?? null]);
    });
    context.workbook.onSelectionChanged.add(async () => { window.events.push("selection"); });
    await context.sync();
  })`);
  await around(`host.type("Metas", "B2", [[3]])`);
  await around(`host.type("Metas", "A3", [["x", 1]], "co-author")`);
  await around(`host.select("Metas", "B2")`);
  await pane.waitForFunction("window.events.length === 3");
  expect(await pane.evaluate("window.events")).toEqual([
    ["B2", "Local", "Unknown", 3],
    ["A3:B3", "Remote", "Unknown", null],
    "selection",
  ]);
});

test("document settings are kept in the workbook", async () => {
  await pane.evaluate(`new Promise((resolve) => {
    Office.context.document.settings.set("estado", { fila: 3 });
    Office.context.document.settings.saveAsync(resolve);
  })`);
  expect(await around("[...host.workbook.settings]")).toEqual([
    ["corte", "2026-09-30"],
    ["estado", { fila: 3 }],
  ]);
});

test("a ribbon button calls the associated action and hears that it is through", async () => {
  await around(`pane.press("revisar")`);
  expect(await pane.evaluate("window.pressed")).toEqual(["revisar"]);
});

test.each([
  ["requestLimit", "RequestPayloadSizeLimitExceeded"],
  ["responseLimit", "ResponsePayloadSizeLimitExceeded"],
])("%s comes back as %s", async (fault, code) => {
  const before = await around(`host.faults.${fault}`);
  await around(`host.faults.${fault} = 100`);
  const caught = await pane.evaluate(`Excel.run(async (context) => {
    context.workbook.worksheets.load("items/name");
    await context.sync();
  }).then(() => "nothing", (error) => error.code)`);
  await around(`host.faults.${fault} = ${String(before)}`);
  expect(caught).toBe(code);
});

test("nothing was asked of anyone else, nothing was unknown, nothing broke", async () => {
  expect({
    outside: opened.outside,
    errors: opened.errors,
    unknown: await around("host.log.unknown"),
  }).toEqual({ outside: [], errors: [], unknown: [] });
});

/** Evaluates in the page around the pane, where `host` and `pane` stand for what it opened. */
function around(expression: string): Promise<unknown> {
  return opened.page.evaluate(`(({ host, pane }) => (${expression}))(window.around)`);
}
