import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

  test.each(["revisar", "rezagadas", "resumen", "hoja"])(
    "axe finds nothing wrong with the pane's part %s",
    async (tab) => {
      await vista.pane.locator(`#tab-${tab}`).click();
      const frame = vista.page.frames().find((each) => each.url().includes("/panel/taskpane.html"));
      if (frame === undefined) throw new Error("no pane");
      for (const width of ["320px", "500px"]) {
        await vista.page.evaluate(`document.getElementById("panel").style.width = "${width}"`);
        expect(await violations(frame)).toEqual([]);
        const overflow = await frame.evaluate(
          "document.documentElement.scrollWidth - document.documentElement.clientWidth",
        );
        expect(overflow).toBe(0);
        expect(await frame.evaluate(controlsOutside)).toEqual([]);
      }
    },
  );
});

/** Controls that stick out of what holds them, to the pixel. */
const controlsOutside = `[...document.querySelectorAll("#panel :is(input, select, button)")]
  .filter((control) => {
    const { right } = control.getBoundingClientRect();
    return right > control.parentElement.getBoundingClientRect().right + 0.5;
  })
  .map(({ tagName, type, className }) => [tagName, type, className])`;

/** Rule and place of each violation. */
async function violations(where: Page | Frame): Promise<unknown> {
  await where.evaluate(axe);
  return where.evaluate(`axe.run(document, { iframes: false }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => [id, String(target), failureSummary])))`);
}
