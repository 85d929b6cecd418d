import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { paneFrame } from "./pane-frame.ts";
import { demoLibro, launchBrowser, openVista, type LibroDePrueba, type Vista } from "./vista.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser;
let libro: LibroDePrueba;

beforeAll(async () => {
  browser = await launchBrowser();
  libro = await demoLibro("seguridad-y-justicia");
});

afterAll(() => browser.close());

const themes: readonly (readonly [string, BrowserContextOptions])[] = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["a contrast theme", { forcedColors: "active" }],
];

describe.each(themes)("in %s", (_, options) => {
  let vista: Vista;

  beforeAll(async () => {
    vista = await openVista(browser, libro, { ...options, bypassCSP: true });
    await vista.reviewed();
  });

  afterAll(() => vista.close());

  test("axe finds nothing wrong with the preview's page", async () => {
    expect(await violations(vista.page)).toEqual([]);
  });

  test("axe finds nothing wrong with the question before another workbook", async () => {
    const { page } = vista;
    await vista.inHost(`host.type("Indicadores", "M12", [[1]])`);
    await page.locator("#elegir").setInputFiles({ name: "otro.xlsx", mimeType: "", buffer: Buffer.from(libro.bytes) });
    await page.locator("#dejar").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.locator("#dejar").waitFor({ state: "hidden" });
  });

  test.each(["revisar", "rezagadas", "resumen", "hoja"])(
    "axe finds nothing wrong with the pane's part %s",
    async (tab) => {
      await vista.pane.locator(`#tab-${tab}`).click();
      expect(await faults(vista)).toEqual(none);
    },
  );

  // One goes on from the one before.
  test.each<readonly [string, (pane: Vista["pane"]) => Promise<unknown>]>([
    [
      "fixes seen before they are made",
      async (pane) => {
        await vista.inHost(`host.type("Indicadores", "M11", [["'70"]])`);
        await pane.locator("#tab-revisar").click();
        await pane.locator(".renglon button").first().click();
        await pane.locator(".previa").waitFor();
      },
    ],
    [
      "a fix made, and the sentence that tells of it",
      async (pane) => {
        await pane.getByRole("button", { name: "Corregir M11" }).or(pane.locator(".previa .principal")).first().click();
        await pane.locator(".fijo .aviso-exito").waitFor();
      },
    ],
    [
      "a finding in a hidden row",
      async (pane) => {
        await vista.inHost(
          "void [...Array(60).keys()].forEach((row) => row > 6 && host.workbook.activeSheet.hiddenRows.add(row))",
        );
        await pane.locator("button.hallazgo").last().click();
        await pane.locator(".fijo .aviso-alerta").waitFor();
      },
    ],
    [
      "Excel's refusal",
      async (pane) => {
        await vista.inHost('void host.faults.failNext.push("InvalidOperationInCellEditMode")');
        await pane.getByRole("button", { name: "Revisar" }).first().click();
        await pane.locator(".fijo .aviso-error").waitFor();
      },
    ],
    [
      "a list filtered",
      async (pane) => {
        await pane.getByRole("radio").nth(2).click();
        await pane.getByRole("searchbox").fill("plan");
        await pane.locator('[role="radio"][aria-checked="true"] .contador').waitFor();
      },
    ],
    [
      "a list filtered to nothing",
      async (pane) => {
        await pane.getByRole("searchbox").fill("no hay tal");
        await pane.locator(".vacio").waitFor();
      },
    ],
    [
      "a sheet of another kind",
      async (pane) => {
        await vista.page.getByRole("tab", { name: "Instrucciones", exact: true }).click();
        await pane.getByRole("button", { name: "Ir a la hoja" }).waitFor();
      },
    ],
  ])("axe finds nothing wrong with %s", async (_name, show) => {
    await show(vista.pane);
    expect(await faults(vista)).toEqual(none);
  });
});

/** What is wrong by axe, how far one could scroll to the side and what sticks out, narrow and wide. */
async function faults({ page }: Vista): Promise<unknown[]> {
  const frame = paneFrame(page);
  const found: unknown[] = [];
  for (const width of ["320px", "500px"]) {
    await page.evaluate(`document.getElementById("panel").style.width = "${width}"`);
    found.push(await violations(frame), await frame.evaluate(overflow), await frame.evaluate(controlsOutside));
  }
  return found;
}

const none = [[], 0, [], [], 0, []];

const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

/** Controls that stick out of what holds them, to the pixel. */
const controlsOutside = `[...document.querySelectorAll(":is(#panel, .fijo) :is(input, select, button)")]
  .filter((control) => {
    const { right } = control.getBoundingClientRect();
    return right > control.parentElement.getBoundingClientRect().right + 0.5;
  })
  .map(({ tagName, type, className }) => [tagName, type, className])`;

/** Rule and place of each violation, once what is changing its colour has done so. */
async function violations(where: Page | Frame): Promise<unknown> {
  if ((await where.evaluate("typeof axe")) === "undefined") await where.evaluate(axe);
  await where.evaluate("Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => null)");
  return where.evaluate(`axe.run(document, { iframes: false }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => [id, String(target), failureSummary])))`);
}
