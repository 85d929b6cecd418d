import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { libroBench } from "../bench/libros.ts";
import { makePlan } from "../bench/plan.ts";
import { writeLibro } from "../bench/write-libro.ts";
import { webLimits } from "../../addin/excel/read-cells.ts";
import { finishWorkbook } from "../../sync/xlsx/write.ts";
import { newWorkbook } from "../../sync/xlsx/new-workbook.ts";
import { demoLibro, launchBrowser, openVista, type LibroDePrueba, type Vista } from "./vista.ts";
import { bytesOf } from "../bytes-of.ts";

let browser: Browser;
let vista: Vista;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

afterEach(() => vista.close());

test("the pane is the production page with the real office.js, in an Excel on the web of its own origin", async () => {
  vista = await openVista(browser, await demoLibro());
  await vista.reviewed();
  const frame = vista.page.frames().find((each) => each.url().includes("/panel/taskpane.html"));
  const about = await frame?.evaluate(`({
    platform: Office.context.platform,
    language: Office.context.displayLanguage,
    scripts: [...document.scripts].map((script) => new URL(script.src).origin),
    csp: document.querySelector("meta[http-equiv=Content-Security-Policy]"),
  })`);
  expect(about).toMatchObject({ platform: "OfficeOnline", language: "es-CO", csp: null });
  const { origin } = new URL(vista.url);
  expect(about).toHaveProperty("scripts", expect.not.arrayContaining([expect.not.stringContaining(origin)]));
  const policy = (await vista.page.request.get(`${vista.url}panel/taskpane.html`)).headers()["content-security-policy"];
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https:/);
});

describe("a protected sheet", () => {
  test("is listed, and a locked cell is not written", async () => {
    vista = await openVista(browser, await demoLibro());
    await vista.reviewed();
    await vista.pane.locator(".nota").first().waitFor();
    const value = "host.workbook.activeSheet.valueAt(21, 11)";
    const before = await vista.inHost(value);
    await vista.pane.locator(".renglon button").first().click();
    await vista.pane.locator(".previa .principal").click();
    await vista.pane.locator(".aviso", { hasText: "L22" }).waitFor();
    expect(await vista.inHost(value)).toBe(before);
    expect(await vista.inHost("host.workbook.activeSheet.protection !== null")).toBe(true);
  });
});

test("while a cell is being edited the pane says so, and works again afterwards", async () => {
  vista = await openVista(browser, await demoLibro());
  await vista.reviewed();
  await vista.inHost("host.beginCellEdit()");
  await vista.page.locator("#revisar").click();
  await vista.pane.locator(".aviso-error").waitFor();
  expect(await vista.inHost("host.log.batches.at(-1).error")).toBe("InvalidOperationInCellEditMode");
  await vista.inHost("host.endCellEdit()");
  await vista.pane.locator(".aviso-error button").first().click();
  await vista.pane.locator(".aviso-error").waitFor({ state: "detached" });
});

test("a co-author's edit renews the list without a word", async () => {
  vista = await openVista(browser, await demoLibro());
  await vista.reviewed();
  const found = vista.pane.locator(".lugar", { hasText: /^M13$/ });
  expect(await found.count()).toBe(0);
  await vista.inHost(`host.type("Indicadores", "M13", [["'mucho"]], "co-author")`);
  await found.first().waitFor();
  expect(await vista.pane.locator(".aviso").count()).toBe(0);
});

test("answers beyond what Excel on the web carries are asked for in smaller blocks", async () => {
  vista = await openVista(browser, await demoLibro());
  await vista.reviewed();
  const before = await vista.pane.locator(".segmentos").textContent();
  const largest = Number(await vista.inHost("Math.max(...host.log.batches.map(({ responseBytes }) => responseBytes))"));
  await vista.inHost(`void (host.faults.responseLimit = ${Math.ceil(largest * 0.7)})`);
  await tripsOfReview();
  expect(await vista.inHost("host.log.batches.find(({ error }) => error !== null).error")).toBe(
    "ResponsePayloadSizeLimitExceeded",
  );
  expect(await vista.pane.locator(".aviso").count()).toBe(0);
  expect(await vista.pane.locator(".segmentos").textContent()).toBe(before);
});

test("sheets that are none of indicadores: another table, and an empty one", async () => {
  vista = await openVista(browser, await otroLibro());
  await vista.pane.locator("#panel h2").first().waitFor();
  expect(await vista.pane.locator(".filtros").count()).toBe(0);
  expect(await vista.pane.locator("#panel button").count()).toBe(1);
  await vista.page.getByRole("tab", { name: "Vacía" }).click();
  await vista.pane.locator("h1", { hasText: "Vacía" }).waitFor();
  await vista.pane.locator("#panel button").first().click();
  expect(await vista.pane.locator("select").first().inputValue()).toBe("");
  await vista.pane.locator("select").first().selectOption("seguridad-y-justicia");
  await vista.pane.getByRole("button", { name: "Insertar la hoja" }).click();
  await vista.pane.locator(".aviso-exito").waitFor();
  expect(await vista.inHost("host.log.unknown")).toEqual([]);
});

describe("20,000 rows", () => {
  test("are reviewed in as many round trips as 20 and one per 3,5 MB, scroll, and an edit is looked at again in no time", async () => {
    vista = await openVista(browser, await demoLibro());
    await vista.reviewed();
    const small = await tripsOfReview();
    await vista.close();

    const plan = makePlan(1);
    vista = await openVista(browser, await libroGrande(20_000, plan));
    const setting = JSON.stringify({ archivo: "plan.json", plan: JSON.stringify(plan) });
    await vista.inHost(`host.workbook.settings.set("METAS_PLAN", ${JSON.stringify(setting)})`);
    await vista.pane.locator('.pane[aria-busy="false"]').waitFor({ timeout: 120_000 });
    // The first may share its count with the review of a sheet that has just opened.
    const large = Math.min(await tripsOfReview(), await tripsOfReview());
    expect(await vista.pane.locator("h1 + .suave").textContent()).toContain("20.000 indicadores");
    // Excel on the web carries at most 5 MB in one answer.
    const bytes = Number(
      await vista.inHost("host.log.batches.reduce((sum, { responseBytes }) => sum + responseBytes, 0)"),
    );
    expect(bytes).toBeGreaterThan(10_000_000);
    expect(large - small).toBeLessThanOrEqual(Math.ceil(bytes / webLimits.bytes));

    const grid = vista.page.locator("#hoja");
    await grid.evaluate("document.getElementById('hoja').scrollTop = 1e7");
    await vista.page.locator('[data-celda="A20000"]').waitFor();
    expect(await vista.page.locator('#hoja [role="row"]').count()).toBeLessThan(120);

    const frame = vista.page.frames().find((each) => each.url().includes("/panel/taskpane.html"));
    await frame?.evaluate(`(() => {
      window.largas = [];
      new PerformanceObserver((list) => window.largas.push(...list.getEntries().map(({ duration }) => duration)))
        .observe({ type: "longtask" });
    })()`);
    await vista.inHost("host.log.startCounting()");
    await vista.inHost(`host.type(host.workbook.activeSheet.name, "L9000", [["'mucho"]])`);
    await vista.until("window.metasVista.host.log.roundTrips > 0");
    await vista.pane.locator('.pane[aria-busy="false"]').waitFor();
    await vista.page.waitForTimeout(1500);
    const tasks = (await frame?.evaluate("window.largas")) ?? [];
    process.stdout.write(
      `long tasks of the pane after one edit, ms: ${JSON.stringify(tasks)}; round trips ${small} / ${large}, ${bytes} bytes\n`,
    );
    expect(await vista.inHost("host.log.roundTrips")).toBe(1);
    expect(Math.max(0, ...(Array.isArray(tasks) ? tasks.map(Number) : [Infinity]))).toBeLessThan(2500);
  }, 300_000);
});

async function tripsOfReview(): Promise<number> {
  await vista.inHost("host.log.startCounting()");
  await vista.page.locator("#revisar").click();
  await vista.until(`!document.getElementById("revisar").hasAttribute("aria-busy")`, 120_000);
  return Number(await vista.inHost("host.log.roundTrips"));
}

async function libroGrande(filas: number, plan: ReturnType<typeof makePlan>): Promise<LibroDePrueba> {
  const file = join(tmpdir(), `metas-vista-${process.pid}.xlsx`);
  try {
    await writeLibro(libroBench(file, plan, 0, filas));
    return { nombre: "grande.xlsx", bytes: readFileSync(file) };
  } finally {
    rmSync(file, { force: true });
  }
}

async function otroLibro(): Promise<LibroDePrueba> {
  const workbook = newWorkbook();
  workbook.addWorksheet("Inventario").addRows([
    ["Placa", "Equipo", "Valor"],
    ["A1", "Impresora", 250_000],
  ]);
  workbook.addWorksheet("Vacía");
  return { nombre: "inventario.xlsx", bytes: await bytesOf(finishWorkbook(workbook)) };
}
