import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { newWorkbook } from "../../sync/xlsx/new-workbook.ts";
import { readWorkbook } from "../../sync/xlsx/read.ts";
import { finishWorkbook } from "../../sync/xlsx/write.ts";
import { demoLibro, openVista, useDemo, type Vista } from "./vista.ts";
import { bytesOf } from "../bytes-of.ts";

const demo = useDemo();
let vista: Vista;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "metas-vista-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  vista = await openVista(demo.browser, demo.libro);
});

afterEach(() => vista.close());

test("the page says what it is", async () => {
  expect(await vista.page.title()).toContain("Excel emulado");
  expect(await vista.page.locator(".sello").textContent()).toBe("Excel emulado");
});

test("the grid shows the workbook: texts as formatted, fills, merges' place, frozen and hidden rows", async () => {
  const { page } = vista;
  expect(await text("D3")).toBe("30 de septiembre de 2017");
  expect(await style("A1", "backgroundColor")).toBe("rgb(23, 50, 77)");
  expect(await page.locator('[data-celda="A4"]').count()).toBe(0);
  await page.locator("#ocultas").click();
  await page.locator('[data-celda="A4"]').waitFor();
  await page.locator("#ocultas").click();
  await page.locator('[data-celda="A4"]').waitFor({ state: "detached" });
  await page.evaluate("document.getElementById('hoja').scrollTo(1500, 900)");
  await page.locator('[data-celda="A20"]').waitFor();
  expect(await text("L20")).toBe("20");
  const top = await page.evaluate(
    "document.querySelector('[data-celda=A5]').getBoundingClientRect().bottom - document.getElementById('hoja').getBoundingClientRect().top",
  );
  expect(Number(top)).toBeGreaterThan(22);
  const left = await page.evaluate("document.querySelector('[data-celda=A20]').getBoundingClientRect().left");
  expect(Number(left)).toBe(46);
});

test("however many sheets a workbook has, it keeps to its side and opens with the one it was saved on", async () => {
  await vista.close();
  const workbook = newWorkbook();
  for (let number = 1; number <= 20; number++) workbook.addWorksheet(`Indicadores ${number}`).getCell("A1").value = "x";
  workbook.views = [{ x: 0, y: 0, width: 1, height: 1, firstSheet: 0, activeTab: 19, visibility: "visible" }];
  vista = await openVista(demo.browser, { nombre: "muchas.xlsx", bytes: await bytesOf(finishWorkbook(workbook)) });
  await vista.reviewed();
  const atPane = `(() => {
    const { left, right, top, bottom } = document.getElementById("marco-panel").getBoundingClientRect();
    return [left + 5, (left + right) / 2, right - 5].map((x) => document.elementFromPoint(x, (top + bottom) / 2)?.id);
  })()`;
  expect(await vista.page.evaluate(atPane)).toEqual(["marco-panel", "marco-panel", "marco-panel"]);
  const chosen = `(() => {
    const tab = document.querySelector("#pestanas [aria-selected=true]");
    const { left, right } = tab.parentElement.getBoundingClientRect();
    const box = tab.getBoundingClientRect();
    return [tab.textContent, box.left > left - 1 && box.right < right + 1];
  })()`;
  expect(await vista.page.evaluate(chosen)).toEqual(["Indicadores 20", true]);
});

test("arrow keys, Home, End and Page Down move one stop for Tab", async () => {
  const { page } = vista;
  await page.locator('[data-celda="A1"]').click();
  const steps = [
    ["ArrowDown", "A2"],
    ["ArrowRight", "B2"],
    ["ArrowDown", "B3"],
    ["ArrowDown", "B5"],
    ["Control+ArrowDown", "B25"],
    ["Home", "A25"],
    ["Control+Home", "A1"],
    ["End", "AE1"],
    ["Control+End", "AE25"],
  ] as const;
  for (const [key, cell] of steps) {
    await page.keyboard.press(key);
    await expectActive(cell);
  }
  expect(await page.locator('#hoja [tabindex="0"]').count()).toBe(1);
  expect(await page.evaluate("document.activeElement.dataset.celda")).toBe("AE25");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowRight");
  await expectActive("A1:B2");
});

test.each([
  ["typing", async () => vista.page.keyboard.type("1234,5"), "1.234,5", 1234.5],
  [
    "Enter, then another text",
    async () => {
      await vista.page.keyboard.press("Enter");
      await vista.page.locator(".editor").fill("77");
    },
    "77",
    77,
  ],
  [
    "F2 and more digits",
    async () => {
      await vista.page.keyboard.press("F2");
      await vista.page.keyboard.type("0");
    },
    "25.560",
    25_560,
  ],
])("a cell is edited by %s", async (_, edit, shown, value) => {
  const { page } = vista;
  await vista.reviewed();
  await goTo("M10");
  await edit();
  await page.keyboard.press("Enter");
  await expectActive("M11");
  expect(await vista.inHost("host.workbook.activeSheet.valueAt(9, 12)")).toBe(value);
  await vista.until(`document.querySelector('[data-celda="M10"]').textContent === ${JSON.stringify(shown)}`);
});

test("Escape leaves a cell as it was, a locked one is not edited, and a list refuses what is not in it", async () => {
  const { page } = vista;
  await vista.reviewed();
  await goTo("M10");
  await page.keyboard.type("9");
  await page.keyboard.press("Escape");
  expect(await vista.inHost("host.workbook.activeSheet.valueAt(9, 12)")).toBe(2556);
  expect(await page.locator(".editor").count()).toBe(0);
  await goTo("L10");
  await page.keyboard.type("9");
  expect(await page.locator(".editor").count()).toBe(0);
  expect(await page.locator("#estado").textContent()).toContain("L10");
  await goTo("H10");
  await page.keyboard.press("F2");
  const options = await page.locator("#opciones-celda option").count();
  expect(options).toBeGreaterThan(1);
  await page.locator(".editor").fill("cualquiera");
  await page.keyboard.press("Enter");
  expect(await page.locator('.editor[aria-invalid="true"]').count()).toBe(1);
  await page.keyboard.press("Escape");
});

test("what a validation says is shown beside its cell", async () => {
  await vista.reviewed();
  await goTo("M10");
  await vista.page.locator("#pista").waitFor();
  expect(await vista.page.locator("#pista strong").textContent()).toBe("Ejecución 2017");
  expect(await vista.page.locator('[data-celda="M10"]').getAttribute("aria-describedby")).toBe("pista");
});

test("the pane hears of an edit in the grid", async () => {
  await vista.reviewed();
  await goTo("M13");
  await vista.page.keyboard.type("mucho");
  await vista.page.keyboard.press("Enter");
  await vista.pane.locator(".lugar", { hasText: /^M13$/ }).first().waitFor();
  expect(await vista.inHost("host.workbook.activeSheet.valueAt(12, 12)")).toBe("mucho");
});

test("Descargar writes the changed cells into the very file, and says what else was done and is not in it", async () => {
  const { page } = vista;
  await vista.reviewed();
  await goTo("M10");
  await page.keyboard.type("3000");
  await page.keyboard.press("Enter");
  await page.locator("#resaltar").click();
  await vista.pane.locator(".aviso", { hasText: "Filas resaltadas" }).waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#descargar").click()]);
  expect(download.suggestedFilename()).toBe(demo.libro.nombre);
  const before = readWorkbook(demo.libro.bytes, "antes").readGrid("Indicadores");
  const after = readWorkbook(await readFile(await download.path()), "despues").readGrid("Indicadores");
  const changed = after.rows.flatMap(({ row, cells }, index) =>
    cells.flatMap((cell, column) =>
      JSON.stringify(cell) === JSON.stringify(before.rows[index]?.cells[column]) ? [] : [[row, column, cell]],
    ),
  );
  expect(changed).toEqual([[9, 12, 3000]]);
  await vista.until(`/No va en el archivo: .*resaltado/.test(document.getElementById("estado").textContent)`);
});

test("one's own workbook is opened by its button and by dropping it; what is none is refused in words", async () => {
  const { page } = vista;
  const otro = await demoLibro("seguridad-y-justicia");
  const file = join(folder, otro.nombre);
  writeFileSync(file, otro.bytes);
  await page.locator("#elegir").setInputFiles(file);
  await vista.until(`document.getElementById("archivo").textContent === "seguridad-y-justicia.xlsx"`);
  await vista.pane.locator("h1 + .suave", { hasText: "13 indicadores" }).waitFor();
  const base64 = Buffer.from(demo.libro.bytes).toString("base64");
  await page.evaluate(`(() => {
    const bytes = Uint8Array.from(atob(${JSON.stringify(base64)}), (letter) => letter.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], "soltado.xlsx"));
    for (const type of ["dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    }
  })()`);
  await vista.until(`document.getElementById("archivo").textContent === "soltado.xlsx"`);
  await vista.pane.locator("h1 + .suave", { hasText: "20 indicadores" }).waitFor();
  const roto = join(folder, "roto.xlsx");
  writeFileSync(roto, "esto no es un libro");
  await page.locator("#elegir").setInputFiles(roto);
  await vista.until(`document.getElementById("estado").textContent.includes("Excel")`);
  expect(await page.locator("#archivo").textContent()).toBe("soltado.xlsx");
  // The refusal is an answer of 422, which the browser notes as an error of its own.
  expect(vista.errors.every((error) => /422/.test(error))).toBe(true);
  vista.forgive();
});

test("edits that are in no downloaded file are not thrown away without asking", async () => {
  const { page } = vista;
  await vista.reviewed();
  await goTo("M10");
  await page.keyboard.type("3000");
  await page.keyboard.press("Enter");
  const file = join(folder, "otro.xlsx");
  writeFileSync(file, (await demoLibro("seguridad-y-justicia")).bytes);
  const question = page.getByRole("dialog", { name: "¿Abrir otro libro?" });
  const choose = (): Promise<void> => page.locator("#elegir").setInputFiles(file);
  for (const no of [
    () => page.keyboard.press("Escape"),
    () => page.getByRole("button", { name: "Seguir con este libro" }).click(),
  ]) {
    await choose();
    await question.waitFor();
    expect(await page.locator("#dejar-texto").textContent()).toContain(demo.libro.nombre);
    expect(await page.evaluate("document.activeElement.id")).toBe("dejar-no");
    await no();
    await question.waitFor({ state: "hidden" });
    expect(await page.locator("#archivo").textContent()).toBe(demo.libro.nombre);
    expect(await vista.inHost("host.workbook.activeSheet.valueAt(9, 12)")).toBe(3000);
  }
  await choose();
  await page.getByRole("button", { name: "Abrir y perder los cambios" }).click();
  await vista.until(`document.getElementById("archivo").textContent === "otro.xlsx"`);
  // Downloaded, they are not asked for again.
  await goTo("M10");
  await page.keyboard.type("7");
  await page.keyboard.press("Enter");
  await Promise.all([page.waitForEvent("download"), page.locator("#descargar").click()]);
  await vista.until(`document.getElementById("estado").textContent.startsWith("Descargado")`);
  writeFileSync(file, demo.libro.bytes);
  await choose();
  await vista.pane.locator("h1 + .suave", { hasText: "20 indicadores" }).waitFor();
});

test("Ctrl+Z takes back what was typed and cleared, Ctrl+Y does it again, and says when there is no more", async () => {
  const { page } = vista;
  await vista.reviewed();
  const value = (): Promise<unknown> => vista.inHost("host.workbook.activeSheet.valueAt(9, 12)");
  await goTo("M10");
  await page.keyboard.type("3000");
  await page.keyboard.press("Enter");
  await goTo("M10");
  await page.keyboard.press("Delete");
  expect(await value()).toBe(null);
  await goTo("A1");
  const steps = [
    ["Control+z", 3000],
    ["Control+z", 2556],
    ["Control+y", 3000],
    ["Control+Shift+Z", null],
    ["Control+z", 3000],
  ] as const;
  for (const [key, expected] of steps) {
    await page.keyboard.press(key);
    await expectActive("M10");
    expect([key, await value()]).toEqual([key, expected]);
  }
  expect(await page.locator("#estado").textContent()).toContain("M10");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  expect(await page.locator("#estado").textContent()).toContain("por deshacer");
});

test("what the page does not draw is said below the sheet, on the sheets that have it", async () => {
  const { page } = vista;
  expect(await page.locator("#no-dibujado").isHidden()).toBe(true);
  await page.locator("#elegir").setInputFiles(fileURLToPath(new URL("../fixtures/rich/todo.xlsx", import.meta.url)));
  await page.locator("#no-dibujado", { hasText: "barras de datos" }).waitFor();
});

test("the pane's width goes from 320 to 500 pixels, by keys and by pointer", async () => {
  const { page } = vista;
  const width = (): Promise<unknown> => page.evaluate("document.getElementById('panel').getBoundingClientRect().width");
  await page.locator("#divisor").focus();
  expect(await width()).toBe(350);
  await page.keyboard.press("End");
  expect(await width()).toBe(500);
  await page.keyboard.press("ArrowLeft");
  expect(await width()).toBe(500);
  await page.keyboard.press("Home");
  expect(await width()).toBe(320);
  const box = await page.locator("#divisor").boundingBox();
  if (box === null) throw new Error("no bar");
  await page.mouse.move(box.x + 3, 400);
  await page.mouse.down();
  await page.mouse.move(box.x - 77, 400, { steps: 4 });
  await page.mouse.up();
  expect(Number(await width())).toBeGreaterThan(390);
  expect(await page.locator("#divisor").getAttribute("aria-valuenow")).toBe(String(await width()));
});

test("sheets change by their tabs, with arrow keys too", async () => {
  const { page } = vista;
  await page.getByRole("tab", { name: "Indicadores" }).focus();
  await page.keyboard.press("ArrowRight");
  await vista.until(`document.getElementById("hoja").getAttribute("aria-label") === "Hoja Instrucciones"`);
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Instrucciones");
});

async function goTo(cell: string): Promise<void> {
  const row = Number(cell.slice(1)) - 1;
  const column = cell.charCodeAt(0) - 65;
  await vista.page.evaluate(`(({ host, view }) => {
    host.select("Indicadores", "${cell}");
    view.activate({ row: ${row}, column: ${column} }, { focus: true, scroll: true });
  })(window.metasVista)`);
  await expectActive(cell);
}

async function expectActive(cell: string): Promise<void> {
  await vista.until(`document.getElementById("lugar").value === ${JSON.stringify(cell)}`);
}

function text(cell: string): Promise<unknown> {
  return vista.page.evaluate(`document.querySelector('[data-celda="${cell}"]').textContent`);
}

function style(cell: string, property: string): Promise<unknown> {
  return vista.page.evaluate(`getComputedStyle(document.querySelector('[data-celda="${cell}"]')).${property}`);
}
