import { afterEach, expect, test } from "vitest";
import { findNota } from "../../shared/layout/titulo.ts";
import { formatNota } from "../../shared/nota-sync.ts";
import { bandasOf, summarizeFilas } from "../../shared/summary.ts";
import { formatAvance } from "../../shared/semaforo.ts";
import { countFindings, reviewLibro } from "../../shared/validate.ts";
import { readDemoPlan } from "../../sync/demo/demo.ts";
import { openLibro } from "../../sync/libro.ts";
import { newWorkbook } from "../../sync/xlsx/new-workbook.ts";
import { patchWorkbook } from "../../sync/xlsx/patch.ts";
import { finishWorkbook } from "../../sync/xlsx/write.ts";
import { focusComesTo, paneFrame, pressTo } from "./pane-frame.ts";
import { demoLibro, openVista, useDemo, type LibroDePrueba, type Vista } from "./vista.ts";
import { bytesOf } from "../bytes-of.ts";

const plan = readDemoPlan();
const demo = useDemo();
let vista: Vista;

afterEach(() => vista.close());

test("Revisar lists what the command line finds in the same file, and goes to a finding's cell", async () => {
  await open(demo.libro);
  const { findings, filas } = reviewLibro(openLibro(Buffer.from(demo.libro.bytes), demo.libro.nombre, plan), plan);
  const { errors, warnings, infos } = countFindings(findings);
  const counts = await vista.pane.locator(".segmentos .contador").allTextContents();
  expect(counts.map(Number)).toEqual([errors + warnings + infos, errors, warnings, infos]);
  expect(filas.length).toBe(20);
  const places = await vista.pane.locator(".hallazgo .lugar").allTextContents();
  expect(places.toSorted()).toEqual(
    findings
      .filter(({ dispensa }) => dispensa === undefined)
      .map(({ cell }) => cell ?? "hoja")
      .toSorted(),
  );
  await vista.pane.getByRole("button", { name: "V10", exact: false }).first().click();
  await expectActive("V10");
  expect(await vista.page.locator('[data-celda="V10"]').isVisible()).toBe(true);
  await vista.pane.getByRole("searchbox").fill("V10");
  expect(new Set(await vista.pane.locator(".hallazgo .lugar").allTextContents())).toEqual(new Set(["V10"]));
});

test("a finding in a hidden row says so, and the row is shown when asked", async () => {
  await open(demo.libro);
  await vista.inHost("host.workbook.activeSheet.hiddenRows.add(9)");
  await vista.pane.locator(".hallazgo", { hasText: "V10" }).first().click();
  const mostrar = vista.pane.locator(".aviso-alerta button").first();
  await mostrar.waitFor();
  expect(await vista.inHost("host.workbook.activeSheet.hiddenRows.has(9)")).toBe(true);
  await mostrar.click();
  await expectActive("V10");
  expect(await vista.inHost("host.workbook.activeSheet.hiddenRows.has(9)")).toBe(false);
});

test("fixes are seen before they are made, one or all that protection lets through, and taken back", async () => {
  await open(demo.libro);
  const locked = await values("L22");
  await typeAll([
    ["M10", "'2.556"],
    ["M11", "'70"],
    ["M12", "'0"],
  ]);
  await vista.pane.locator(".renglon strong", { hasText: "4" }).waitFor();
  await vista.pane.locator(".renglon button").first().click();
  const previa = vista.pane.locator(".previa");
  expect(await previa.locator(".cambio .celda").allTextContents()).toEqual(
    expect.arrayContaining(["M10", "M11", "M12"]),
  );
  expect(await previa.locator(".cambio", { hasText: "M10" }).locator("del, ins").allTextContents()).toEqual([
    "«2.556»",
    "2.556",
  ]);
  await previa.getByRole("button", { name: "Corregir M11" }).click();
  await vista.pane.locator(".renglon strong", { hasText: "3" }).waitFor();
  expect(await values("M10", "M11", "M12")).toEqual(["2.556", 70, "0"]);
  // What cannot be corrected stays listed.
  await vista.pane.locator(".previa .principal").click();
  await vista.pane.locator(".renglon strong", { hasText: "1" }).waitFor();
  expect(await previa.locator(".cambio .celda").allTextContents()).toEqual(["L22"]);
  expect(await values("M10", "M11", "M12")).toEqual([2556, 70, 0]);
  expect(await values("L22")).toEqual(locked);
  expect(await vista.pane.locator(".aviso-alerta p").textContent()).toMatch(/L22.*bloqueada/);
  await vista.pane.locator(".aviso-alerta button").first().click();
  await vista.pane.locator(".renglon strong", { hasText: "3" }).waitFor();
  expect(await values("M10", "M11", "M12")).toEqual(["2.556", 70, "0"]);
});

test("Resaltar twice is Resaltar once, and Quitar resaltado leaves the workbook as it was", async () => {
  await open(demo.libro);
  const before = await snapshot();
  const rules = "host.workbook.activeSheet.conditionalFormats.length";
  const own = Number(await vista.inHost(rules));
  await vista.page.locator("#resaltar").click();
  const aviso = vista.pane.locator(".aviso-alerta");
  await aviso.waitFor();
  const once = await vista.inHost(rules);
  expect(once).toBe(own + 12);
  expect(await becomes("A10", "rgb(255, 243, 196)")).toBe(true);
  // The same mark as in the pane's legend, before a código that stays what it was.
  expect(await vista.page.locator('[data-celda="A10"]').textContent()).toBe("■ 44010010002");
  expect(await vista.inHost("host.workbook.activeSheet.valueAt(9, 0)")).toBe("44010010002");
  await vista.pane.locator("#tab-rezagadas").click();
  await vista.pane.getByRole("button", { name: "Resaltar de nuevo" }).click();
  await idle();
  expect(await vista.inHost(rules)).toBe(once);
  await vista.page.locator("#quitar").click();
  await vista.pane.locator(".aviso-exito", { hasText: "como estaba" }).waitFor();
  expect(await snapshot()).toBe(before);
});

test("the highlight follows the figures, in colour and mark, and leads to figures that it cannot read", async () => {
  await open(demo.libro);
  await vista.inHost("void (host.workbook.activeSheet.protection = null)");
  await vista.page.locator("#resaltar").click();
  const aviso = vista.pane.locator(".aviso-alerta");
  await aviso.waitFor();
  await typeAll([["M12", "150"]]);
  expect(await becomes("A12", "rgb(198, 231, 208)")).toBe(true);
  expect(await vista.page.locator('[data-celda="A12"]').textContent()).toMatch(/^▲▲ \d{11}$/);
  await vista.pane.locator("#tab-resumen").click();
  await aviso.getByRole("button", { name: "Corregir" }).click();
  expect(await vista.pane.locator("#tab-revisar").getAttribute("aria-selected")).toBe("true");
  const corregir = vista.pane.locator(".previa > .principal");
  await corregir.click();
  await vista.pane.locator(".aviso-exito").waitFor();
  await vista.page.locator("#resaltar").click();
  await vista.pane.locator(".aviso-exito", { hasText: "Filas resaltadas" }).waitFor();
});

test("¿Nivel o flujo? shows both readings and writes the chosen modo", async () => {
  await open(await demoLibro("seguridad-y-justicia"));
  // The built-in plan has no secretaría of that name, as the demo's figures are invented.
  expect(await vista.pane.locator("h1").textContent()).toBe("Secretaría de Seguridad y Justicia (ejemplo)");
  const choices = vista.pane.locator(".lecturas button");
  expect(await choices.count()).toBe(2);
  const flujo = choices.nth(1);
  const name = await flujo.locator("strong").textContent();
  const before = await vista.inHost("[...host.workbook.activeSheet.cells.values()].length");
  await flujo.click();
  await vista.pane.locator("#titulo-ambiguas").waitFor({ state: "detached" });
  const codigo = await vista.pane.locator(".aviso-exito").textContent();
  expect(codigo).toMatch(/\d{11}/);
  const written = await vista.inHost<string[]>(
    `[...host.workbook.activeSheet.cells].filter(([key, cell]) => key % 16384 === 7 && cell.value === ${JSON.stringify(name)}).map(([key]) => key)`,
  );
  expect(written.length).toBeGreaterThan(0);
  expect(await vista.inHost("[...host.workbook.activeSheet.cells.values()].length")).toBe(before);
});

test("¿Nivel o flujo? shows ten rows, and the others when asked", async () => {
  await open(demo.libro);
  await vista.inHost("void (host.workbook.activeSheet.protection = null)");
  // From a línea base of its own each report may be either.
  await vista.inHost('void host.type("Indicadores", "G6", Array.from({ length: 20 }, () => ["Capacidad", "", 1]))');
  await vista.pane.locator("#titulo-ambiguas").waitFor();
  const all = Number(await vista.pane.locator("#titulo-ambiguas .contador").textContent());
  expect(all).toBeGreaterThan(10);
  expect(await vista.pane.locator(".ambigua").count()).toBe(10);
  await vista.pane.getByRole("button", { name: `Mostrar más (faltan ${all - 10})` }).click();
  await vista.pane.locator(".ambigua").nth(10).waitFor();
  expect(await vista.pane.locator(".ambigua").count()).toBe(Math.min(20, all));
});

test("what would be taken back in a sheet that is not on screen is named", async () => {
  await open(demo.libro);
  await vista.inHost("void (host.workbook.activeSheet.protection = null)");
  await vista.pane.locator(".renglon button").first().click();
  await vista.pane.locator(".previa > .principal").click();
  await vista.pane.locator(".aviso").waitFor();
  await vista.page.getByRole("tab", { name: "Instrucciones" }).click();
  await vista.pane.locator("h1", { hasText: "Instrucciones" }).waitFor();
  await vista.pane.locator("#tab-hoja").click();
  await vista.pane.getByRole("button", { name: "Deshacer el último, en la hoja «Indicadores»" }).click();
  const aviso = vista.pane.locator(".aviso", { hasText: "en la hoja «Indicadores»" });
  await aviso.waitFor();
  expect(await vista.pane.getByRole("button", { name: "Deshacer el último" }).count()).toBe(0);
});

test("Resumen says what the same rows come to elsewhere", async () => {
  await open(demo.libro);
  await vista.pane.locator("#tab-resumen").click();
  const resumen = summarizeFilas(
    reviewLibro(openLibro(Buffer.from(demo.libro.bytes), demo.libro.nombre, plan), plan).filas,
  );
  expect(await vista.pane.locator(".grande").textContent()).toBe(
    resumen.promedio === null ? "" : formatAvance(resumen.promedio, plan),
  );
  expect((await vista.pane.locator(".grafica-cifra").allTextContents()).map(Number)).toEqual(
    bandasOf(resumen).map(({ cuantas }) => cuantas),
  );
  expect(await vista.pane.locator(".grafica").getAttribute("aria-label")).toContain(":");
});

test("Plantilla puts a protected sheet into the workbook and reviews it; the others stay", async () => {
  await open(demo.libro);
  const before = await snapshot();
  const setting = JSON.stringify({ archivo: "plan.json", plan: JSON.stringify(plan) });
  await vista.inHost(`host.workbook.settings.set("METAS_PLAN", ${JSON.stringify(setting)})`);
  await vista.page.locator("#revisar").click();
  await vista.pane.locator("#tab-hoja").click();
  await vista.pane.locator("#titulo-plan ~ p", { hasText: "plan.json" }).waitFor();
  await vista.pane.locator("select").first().selectOption("educacion");
  await vista.pane.getByRole("button", { name: "Insertar la hoja" }).click();
  await vista.pane.locator(".aviso-exito").waitFor();
  const sheets = await vista.inHost<unknown[][]>(
    "host.workbook.sheets.map(({ name, visibility, protection }) => [name, visibility, protection !== null])",
  );
  expect(sheets.length).toBe(3);
  const [name, visibility, isProtected] =
    sheets.find(([each]) => each !== "Indicadores" && each !== "Instrucciones") ?? [];
  expect([visibility, isProtected]).toEqual(["visible", true]);
  expect(await vista.inHost("host.workbook.activeSheet.name")).toBe(name);
  await vista.page.getByRole("tab", { name: String(name), exact: true }).waitFor();
  expect(await vista.pane.locator("h1").textContent()).toContain("Educación");
  await vista.page.getByRole("tab", { name: "Indicadores", exact: true }).click();
  await vista.pane.locator("h1", { hasText: "Desarrollo Económico" }).waitFor();
  expect(await snapshot(String(name))).toBe(before);
});

test("of many sheets of indicadores some are offered on another one, and how many more there are is said", async () => {
  const workbook = newWorkbook();
  workbook.addWorksheet("Notas").getCell("A1").value = "x";
  for (let number = 1; number <= 60; number++) {
    workbook.addWorksheet(`Indicadores ${number}`).addRow(["Código", "Indicador", "Unidad", "Meta 2017"]);
  }
  await open({ nombre: "muchas.xlsx", bytes: await bytesOf(finishWorkbook(workbook)) });
  expect(await vista.pane.locator(".panel button", { hasText: "Ir a la hoja" }).count()).toBe(8);
  await vista.pane.locator(".panel .suave", { hasText: "Y 52 hojas más" }).waitFor();
  await vista.pane.getByRole("button", { name: "Ir a la hoja «Indicadores 8»" }).click();
  await vista.pane.locator(".filtros").waitFor();
  expect(await vista.inHost("host.workbook.activeSheet.name")).toBe("Indicadores 8");
});

test("a name in one long word keeps to the pane's header", async () => {
  await open(demo.libro);
  await typeAll([["B2", "Secretaría".repeat(12)]]);
  await vista.pane.locator("h1", { hasText: "SecretaríaSecretaría" }).waitFor();
  expect(await paneFrame(vista.page).evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
});

test("the last sync is told, and its conflicts lead to their cells", async () => {
  const info = openLibro(Buffer.from(demo.libro.bytes), demo.libro.nombre, plan);
  const place = findNota(info.grid, info.info.definedNames, 4);
  if (place === null) throw new Error("the template keeps no cell for the note");
  const value = formatNota({
    cuando: "2 de octubre de 2017, 06:00",
    recibidas: 3,
    enviadas: 12,
    conflictos: [{ clase: "celda", celda: "L12", codigo: "44010010004", planeacion: "140" }],
    otros: 2,
  });
  const change = { row: place.row, column: place.column, value };
  await open({ ...demo.libro, bytes: patchWorkbook(demo.libro.bytes, demo.libro.nombre, "Indicadores", [change]) });
  const tab = vista.pane.locator("#tab-hoja");
  await tab.locator(".contador", { hasText: "3" }).waitFor();
  await vista.pane.locator(".nota", { hasText: "3 conflictos" }).waitFor();
  await tab.click();
  await vista.pane.locator(".hallazgo", { hasText: "L12" }).click();
  await expectActive("L12");
  expect(await vista.inHost("host.workbook.activeSheet.selection")).toEqual([
    { top: 11, left: 11, bottom: 11, right: 11 },
  ]);
});

test("Tab, arrows and Enter alone review, fix, take back, filter, go to a cell, change tabs and highlight", async () => {
  await open(demo.libro);
  await typeAll([
    ["M11", "'70"],
    ["M12", "'0"],
  ]);
  const { page, pane } = vista;
  await pane.locator(".renglon strong", { hasText: "3" }).waitFor();
  // From the page's start into the pane.
  await pressTo(vista, "Tab", ".encabezado button", 20);
  const trips = Number(await vista.inHost("host.log.roundTrips"));
  await page.keyboard.press("Enter");
  await vista.until(`window.metasVista.host.log.roundTrips > ${trips}`);
  await idle();
  await focusComesTo(vista, ".encabezado button");
  await pressTo(vista, "Tab", "#tab-revisar", 1);
  // Fix one cell, seen before.
  await pressTo(vista, "Tab", ".renglon button", 1);
  await page.keyboard.press("Enter");
  await pressTo(vista, "Tab", ".previa .principal", 1);
  await pressTo(vista, "Tab", ".celda", 1);
  await page.keyboard.press("Enter");
  await expectActive("M11");
  await pressTo(vista, "ArrowDown", '[aria-label="Corregir M12"]', 3);
  await page.keyboard.press("Enter");
  await pane.locator(".aviso-exito", { hasText: "M12" }).waitFor();
  expect(await values("M11", "M12")).toEqual(["70", 0]);
  // Take it back, from the sentence that says so.
  await pressTo(vista, "Shift+Tab", ".aviso button:not(.llano)", 6);
  await page.keyboard.press("Enter");
  await pane.locator(".renglon strong", { hasText: "3" }).waitFor();
  expect(await values("M11", "M12")).toEqual(["70", "0"]);
  // Its button is gone: back to the list, and up again to close what it says.
  await focusComesTo(vista, ".previa [data-rove]");
  await pressTo(vista, "Shift+Tab", ".aviso .llano", 6);
  await page.keyboard.press("Enter");
  await pane.locator(".aviso").waitFor({ state: "detached" });
  // Filter by gravedad and by text; go to a finding's cell.
  await pressTo(vista, "Tab", '[role="radio"][aria-checked="true"]');
  await page.keyboard.press("ArrowRight");
  await pane.locator(".vacio").waitFor();
  await page.keyboard.press("ArrowRight");
  const second = await pane.locator(".hallazgo .lugar").nth(1).textContent();
  await pressTo(vista, "Tab", 'input[type="search"]', 1);
  await page.keyboard.type(second ?? "");
  const places = await pane.locator(".hallazgo .lugar").allTextContents();
  expect(new Set(places)).toEqual(new Set([second]));
  await pressTo(vista, "Tab", ".hallazgo", 1);
  await page.keyboard.press("Enter");
  await expectActive(second ?? "");
  // Back up to the tabs, to another one and its first button.
  await pressTo(vista, "Shift+Tab", '[role="tab"]');
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  expect(await pane.locator("#tab-rezagadas").getAttribute("aria-selected")).toBe("true");
  await pressTo(vista, "Tab", ".botones .principal", 1);
  await page.keyboard.press("Enter");
  await pane.locator(".aviso", { hasText: "Filas resaltadas" }).waitFor();
  // After «Quitar resaltado», and what makes the rows grey that have figures typed as text.
  await pressTo(vista, "Tab", ".rezagada button", 3);
});

async function open(which: LibroDePrueba): Promise<void> {
  vista = await openVista(demo.browser, which);
  await vista.reviewed();
}

/** Waits until a cell on screen has that fill. */
async function becomes(cell: string, fill: string): Promise<boolean> {
  await vista.until(`getComputedStyle(document.querySelector('[data-celda="${cell}"]')).backgroundColor === "${fill}"`);
  return true;
}

async function idle(): Promise<void> {
  await vista.pane.locator('.pane[aria-busy="false"]').waitFor();
}

async function expectActive(cell: string): Promise<void> {
  await vista.until(`document.getElementById("lugar").value === ${JSON.stringify(cell)}`);
}

/** What a user types, cell by cell. */
async function typeAll(entries: readonly (readonly [string, string])[]): Promise<void> {
  for (const [cell, text] of entries) {
    await vista.inHost(`host.type("Indicadores", "${cell}", [[${JSON.stringify(text)}]])`);
  }
}

function values(...cells: readonly string[]): Promise<unknown> {
  const places = cells.map((cell) => [Number(cell.slice(1)) - 1, cell.charCodeAt(0) - 65]);
  return vista.inHost(
    `${JSON.stringify(places)}.map(([row, column]) => host.workbook.activeSheet.valueAt(row, column))`,
  );
}

/** All that a sheet holds and how it looks, of every sheet but one. */
function snapshot(without = ""): Promise<string> {
  return vista.inHost(`JSON.stringify(host.workbook.sheets
    .filter(({ name }) => name !== ${JSON.stringify(without)})
    .map((sheet) => [sheet.name, [...sheet.cells], sheet.conditionalFormats.map(({ formula, areas, format }) => [formula, areas, format]),
      sheet.validations, sheet.merges, [...sheet.hiddenRows], sheet.protection]))`);
}
