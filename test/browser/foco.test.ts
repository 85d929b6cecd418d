import type { FileChooser } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { focusComesTo, hasFocus, paneFrame, pressTo } from "./pane-frame.ts";
import { openVista, useDemo, type Vista } from "./vista.ts";

const demo = useDemo();
let vista: Vista;

beforeEach(async () => {
  vista = await openVista(demo.browser, demo.libro);
  await vista.reviewed();
});

afterEach(() => vista.close());

test("what a click far down the list leads to is said in sight of it, and keys come to nothing behind it", async () => {
  const last = vista.pane.locator("button.hallazgo").last();
  await hideRowOf(last);
  for (const width of [500, 350, 320]) {
    await vista.page.evaluate(`document.getElementById("panel").style.width = "${width}px"`);
    await last.scrollIntoViewIfNeeded();
    expect(await scrolled()).toBeGreaterThan(500);
    await last.click();
    await vista.pane.locator(".aviso-alerta").waitFor();
    expect(await inSight(".aviso-alerta p, .aviso-alerta button")).toEqual([true, true, true]);
    // Neither is the finding itself covered: it has the focus.
    await focusComesTo(vista, "button.hallazgo");
    expect(await inSight("button.hallazgo:focus")).toEqual([true]);
  }
  const count = await vista.pane.locator(".hallazgo").count();
  for (let up = 1; up < count; up++) {
    await vista.page.keyboard.press("ArrowUp");
    expect(await inSight(".hallazgo:focus")).toEqual([true]);
  }
});

test("each list keeps one stop for Tab, whatever is filtered, fixed, chosen or left", async () => {
  const { page, pane } = vista;
  const steps: readonly (() => Promise<unknown>)[] = [
    () => Promise.resolve(),
    () => pane.locator(".hallazgo").nth(2).click(),
    () => pane.getByRole("searchbox").fill("V10"),
    () => pane.getByRole("searchbox").fill("no hay tal"),
    () => pane.getByRole("searchbox").fill(""),
    () => pane.getByRole("radio").nth(2).click(),
    () => pane.getByRole("radio").nth(0).click(),
    () => pane.locator(".hallazgo").last().click(),
    () =>
      typeAll([
        ["M11", "'70"],
        ["M12", "'0"],
      ]),
    () => pane.locator(".renglon button").first().click(),
    () => pane.locator(".previa .celda").last().click(),
    () => pane.getByRole("button", { name: "Corregir M11" }).click(),
    () => pane.locator("#tab-rezagadas").click(),
    () => pane.locator(".rezagada button").nth(1).click(),
    () => typeAll([["M12", "150"]]),
    () => page.keyboard.press("ArrowDown"),
    () => pane.locator("#tab-revisar").click(),
  ];
  for (const step of steps) {
    await step();
    await settled();
    expect(await stops()).toEqual([]);
  }
  // Tab comes to the tab that is on screen, not to the one that arrows only passed by.
  await page.keyboard.press("ArrowRight");
  await focusComesTo(vista, "#tab-rezagadas");
  await pane.getByRole("searchbox").click();
  await pressTo(vista, "Shift+Tab", '[role="tab"]');
  expect(await hasFocus(vista, "#tab-revisar")).toBe(true);
});

test("arrows choose the gravedad", async () => {
  const { page, pane } = vista;
  await pane.getByRole("radio").first().click();
  const counts = await pane.locator(".segmentos .contador").allTextContents();
  const keys = [
    ["ArrowRight", 1],
    ["ArrowDown", 2],
    ["ArrowUp", 1],
    ["End", 3],
    ["ArrowRight", 0],
    ["ArrowLeft", 3],
    ["Home", 0],
  ] as const;
  for (const [key, chosen] of keys) {
    await page.keyboard.press(key);
    expect(await chosenRadios()).toEqual([chosen]);
    expect(await hasFocus(vista, '[role="radio"][aria-checked="true"]')).toBe(true);
    expect(await pane.locator(".hallazgo").count()).toBe(Number(counts[chosen]));
  }
});

test("the focus goes to what is next when its own press takes a button away", async () => {
  const { page, pane } = vista;
  await typeAll([
    ["M11", "'70"],
    ["M12", "'0"],
  ]);
  await pane.locator(".renglon strong", { hasText: "3" }).waitFor();
  // Fixing one of several.
  await pane.locator(".renglon button").first().click();
  await pane.getByRole("button", { name: "Corregir M11" }).focus();
  await page.keyboard.press("Enter");
  await pane.locator(".aviso-exito").waitFor();
  await focusComesTo(vista, '[aria-label="Corregir M12"]');
  // The sentence is closed: back to the part below.
  await pressTo(vista, "Shift+Tab", ".aviso button.llano");
  await page.keyboard.press("Enter");
  await pane.locator(".aviso").waitFor({ state: "detached" });
  await focusComesTo(vista, '[aria-label="Corregir M12"]');
  // The last that is listed there, the one of a locked cell apart.
  await page.keyboard.press("Enter");
  await pane.locator(".cambio", { hasText: "M12" }).waitFor({ state: "detached" });
  await focusComesTo(vista, '[aria-label="Corregir L22"]');
  // From a finding to its sentence, and back to that finding.
  const finding = pane.locator("button.hallazgo").nth(3);
  await hideRowOf(finding);
  await finding.focus();
  await page.keyboard.press("Enter");
  await pane.locator(".aviso-alerta").waitFor();
  await pressTo(vista, "Shift+Tab", ".aviso button.llano");
  await page.keyboard.press("Enter");
  await focusComesTo(vista, "button.hallazgo");
  expect(await focusedFinding()).toBe(3);
  // A button that has nothing left to do.
  await pane.locator("#tab-rezagadas").click();
  await pane.getByRole("button", { name: "Resaltar" }).first().click();
  await pane.locator(".aviso", { hasText: "Filas resaltadas" }).waitFor();
  const quitar = pane.getByRole("button", { name: "Quitar resaltado" });
  await quitar.focus();
  await page.keyboard.press("Enter");
  await pane.locator(".aviso-exito", { hasText: "como estaba" }).waitFor();
  await focusComesTo(vista, ".rezagada button");
});

test("the focus goes to the next finding when its own is settled in the sheet", async () => {
  const { page, pane } = vista;
  const [before] = await vista.inHost<unknown[]>("[host.workbook.activeSheet.valueAt(12, 12)]");
  await typeAll([["M13", "mucho"]]);
  const mine = pane.locator(".hallazgo", { hasText: "M13" });
  await mine.first().waitFor();
  const at = (await pane.locator(".hallazgo").allTextContents()).findIndex((text) => text.includes("M13"));
  await mine.first().focus();
  await page.keyboard.press("Home");
  for (let down = 0; down < at; down++) await page.keyboard.press("ArrowDown");
  expect(await focusedFinding()).toBe(at);
  await typeAll([["M13", String(before)]]);
  await mine.first().waitFor({ state: "detached" });
  await focusComesTo(vista, ".hallazgo");
  expect(await focusedFinding()).toBe(at);
});

test("a pane that was busy does not take the focus back from the sheet", async () => {
  const { page, pane } = vista;
  await vista.inHost("void (host.faults.wait = () => new Promise((resolve) => setTimeout(resolve, 1000)))");
  await pane.getByRole("button", { name: "Revisar" }).first().click();
  await pane.locator('.pane[aria-busy="true"]').waitFor();
  await page.locator('[data-celda="B6"]').click();
  await pane.locator('.pane[aria-busy="false"]').waitFor();
  await page.waitForTimeout(100);
  expect(await page.evaluate("document.activeElement.dataset.celda")).toBe("B6");
});

test("the plan's chooser is opened by key, and says nothing in the browser's language", async () => {
  const { page, pane } = vista;
  await pane.locator("#tab-hoja").click();
  expect(await pane.locator('input[type="file"]').isVisible()).toBe(false);
  await pressTo(vista, "Tab", "#titulo-plan ~ div > button", 1);
  const chosen = new Promise<FileChooser>((resolve) => page.once("filechooser", resolve));
  // The browser is told not to open its own window.
  await page.waitForTimeout(300);
  await page.keyboard.press("Enter");
  await (await chosen).setFiles({ name: "roto.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await pane.locator(".aviso-error", { hasText: "roto.json" }).waitFor();
});

test("one indicador is said in the singular", async () => {
  await vista.inHost(`void [...host.workbook.activeSheet.cells.keys()].forEach((key) =>
    key >= 6 * 16384 && host.workbook.activeSheet.cells.delete(key))`);
  await vista.pane.getByRole("button", { name: "Revisar" }).first().click();
  const said = vista.pane.locator("h1 + .suave", { hasText: "· 1 " });
  await said.waitFor();
  expect(await said.textContent()).toMatch(/ 1 indicador$/);
});

/** Which of the findings has the focus. */
function focusedFinding(): Promise<number> {
  return paneFrame(vista.page).evaluate<number>(
    '[...document.querySelectorAll(".hallazgo")].indexOf(document.activeElement)',
  );
}

function chosenRadios(): Promise<number[]> {
  return paneFrame(vista.page).evaluate<number[]>(
    `[...document.querySelectorAll('[role="radio"]')].flatMap((radio, index) => radio.ariaChecked === "true" ? [index] : [])`,
  );
}

/** Hides the row of the cell that a finding tells of. */
async function hideRowOf(finding: ReturnType<Vista["pane"]["locator"]>): Promise<void> {
  const cell = (await finding.locator(".lugar").textContent()) ?? "";
  const row = Number(cell.replace(/\D/g, "")) - 1;
  await vista.inHost(`void host.workbook.activeSheet.hiddenRows.add(${row})`);
}

async function typeAll(entries: readonly (readonly [string, string])[]): Promise<void> {
  for (const [cell, text] of entries) {
    await vista.inHost(`host.type("Indicadores", "${cell}", [[${JSON.stringify(text)}]])`);
  }
}

/** Waits until the pane has seen what was done: it waits 0,4 s for more edits. */
async function settled(): Promise<void> {
  await vista.page.waitForTimeout(600);
  await vista.pane.locator('.pane[aria-busy="false"]').waitFor();
}

/** Lists with items that Tab does not come to exactly once, and items of no list. */
function stops(): Promise<unknown> {
  return paneFrame(vista.page).evaluate(`[
    ...[...document.querySelectorAll("[data-roving]")].filter((list) =>
      list.querySelector("[data-rove]") !== null && list.querySelectorAll('[data-rove][tabindex="0"]').length !== 1),
    ...[...document.querySelectorAll("[data-rove]")].filter((item) =>
      item.closest("[data-roving]") === null || !item.hasAttribute("tabindex")),
  ].map(({ outerHTML }) => outerHTML.slice(0, 200))`);
}

function scrolled(): Promise<number> {
  return paneFrame(vista.page).evaluate<number>("document.documentElement.scrollTop");
}

/** For each match, whether all four corners of it are on screen and not covered. */
function inSight(selector: string): Promise<boolean[]> {
  return paneFrame(vista.page).evaluate<
    boolean[]
  >(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return [[left + 4, top + 4], [right - 4, top + 4], [left + 4, bottom - 4], [right - 4, bottom - 4]]
      .every(([x, y]) => element.contains(document.elementFromPoint(x, y)));
  })`);
}
