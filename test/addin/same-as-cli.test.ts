import { readdirSync, readFileSync } from "node:fs";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../shared/cell.ts";
import { cellKey, type Grid } from "../../shared/grid.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { planSchema } from "../../shared/plan/schema.ts";
import { cali2016 } from "../../shared/plan/cali-2016-2019.ts";
import { reviewLibro, type Revision } from "../../shared/validate.ts";
import { buildDemoLibro, demoSecretarias, readDemoPlan } from "../../sync/demo/demo.ts";
import { openLibro } from "../../sync/libro.ts";
import { readWorkbook } from "../../sync/xlsx/read.ts";
import type { Libro } from "../../shared/read.ts";
import { makeHoja, planDePrueba } from "../shared/hoja.ts";
import type { Caso, Situacion } from "../shared/rules/caso.ts";
import { cellCasos } from "../shared/rules/cells-casos.ts";
import { layoutCasos } from "../shared/rules/layout-casos.ts";
import { rowCasos } from "../shared/rules/rows-casos.ts";
import { openPane, workbookOf, workbookOfLibro } from "./pane.ts";

const folder = new URL("../fixtures/", import.meta.url);
const fixtures = ["workbooks/", "rich/"].flatMap((each) =>
  readdirSync(new URL(each, folder)).flatMap((name) => (/\.xls[xm]$/.test(name) ? [`${each}${name}`] : [])),
);
const demoPlan = readDemoPlan();
const encabezados = ["Código", "Indicador", "Meta 2017", "Ejecución 2017"];
const cali = planSchema.parse(cali2016);

describe("a sheet read through Office.js is the grid that the file's reader gives", () => {
  it.each(fixtures)("%s", async (name) => {
    const file = readWorkbook(readFileSync(new URL(name, folder)), name);
    for (const { name: sheet, visibility } of file.sheets) {
      if (visibility !== "visible") continue;
      const pane = openPane(workbookOf(file, name, sheet));
      const { grid, info } = await pane.door.readHoja();
      expect(bare(grid)).toEqual(bare(file.readGrid(sheet)));
      expect(info.sheets).toEqual(file.sheets);
      expect(pane.host.log.unknown).toEqual([]);
    }
  });
});

describe("the pane finds and measures what the command line does", () => {
  const cases: readonly (readonly [string, () => Promise<Buffer>, Plan])[] = [
    ...demoSecretarias(demoPlan).map((each) => [each.id, () => buildDemoLibro(each, demoPlan), demoPlan] as const),
    ...fixtures.map((name) => [name, async () => readFileSync(new URL(name, folder)), cali] as const),
    [
      "sixty sheets of indicadores",
      () =>
        makeHojas(
          Array.from({ length: 60 }, () => 0),
          [],
        ),
      cali,
    ],
    ["several tables in one sheet", makeTablas, cali],
    ["a sheet with other indicadores, and a copy of the one that is read", makeOtrosCodigos, cali],
  ];
  it.each(cases)("%s", async (name, bytes, plan) => {
    const content = await bytes();
    const libro = openLibro(content, /\.xls[xm]$/.test(name) ? name : `${name}.xlsx`, plan);
    const expected = reviewLibro(libro, plan);
    const file = readWorkbook(content, name);
    const pane = openPane(workbookOf(file, libro.file, libro.grid.sheet, plan === cali ? null : plan));
    await pane.actions.start();
    const { revision } = pane.revisada();
    expect(figures(revision)).toEqual(figures(expected));
    expect(revision.findings).toEqual(expected.findings);
    expect(pane.host.log.unknown).toEqual([]);
  });
});

describe("every kind of finding that one workbook raises, the pane raises too", () => {
  const casos: Readonly<Record<string, Caso>> = { ...layoutCasos, ...cellCasos, ...rowCasos };
  const cases = Object.entries(casos).flatMap(([code, { raises, clean }]) =>
    [raises, clean].flatMap((each) => {
      const libro = libroOf(each);
      return libro === null ? [] : [[code, libro.libro, libro.plan] as const];
    }),
  );
  it.each(cases)("%s", async (_code, libro, plan) => {
    const pane = openPane(workbookOfLibro(libro, plan));
    await pane.actions.start();
    const { grid, info } = pane.revisada().leida;
    const expected = reviewLibro({ file: libro.file, info, grid: libro.grid }, plan);
    expect(bare(grid)).toEqual(bare(libro.grid));
    expect(figures(pane.revisada().revision)).toEqual(figures(expected));
    expect(pane.revisada().revision.findings).toEqual(expected.findings);
  });
});

it("tells of as many sheets of indicadores, wherever their headers are", async () => {
  const bytes = await makeHojas([0, 0, 59, 60, 0, 0], [0, 0, 0, 0, 97, 98]);
  expect(openLibro(bytes, "a.xlsx", cali).otras).toEqual(["Hoja 2", "Hoja 3", "Hoja 5"]);
  const pane = openPane(workbookOf(readWorkbook(bytes, "a.xlsx"), "a.xlsx", "Hoja 1"));
  await pane.actions.start();
  expect(pane.revisada().otras.map(({ name }) => name)).toEqual(["Hoja 2", "Hoja 3", "Hoja 5"]);
});

describe("whichever sheet is on screen, the pane says which one the command line reads", () => {
  const largas = Array.from({ length: 90 }, (_, index) => fila(index));
  const hojas: Readonly<Record<string, readonly (string | number)[][]>> = {
    Resumen: [encabezados, fila(1)],
    Detalle: [encabezados, fila(1), fila(2)],
    Larga: [encabezados, ...largas],
    "Más larga": [encabezados, ...largas, ...largas],
    Indicadores: [encabezados, fila(3), fila(4)],
    "2016": [["Vigencia", 2016], encabezados, fila(1), fila(2), fila(3)],
    "Metas 2017": [["Vigencia", 2017], encabezados, fila(1)],
  };
  const cases: readonly (readonly [names: readonly string[], marked: string | null])[] = [
    [["Resumen", "Detalle"], null],
    [["Más larga", "Larga"], null],
    [["Larga", "Más larga"], null],
    [["Detalle", "Indicadores"], null],
    [["2016", "Metas 2017", "Resumen"], null],
    [["2016", "Metas 2017", "Detalle"], "Detalle"],
    [["Indicadores"], null],
  ];
  it.each(cases)("%s, marked %s", async (names, marked) => {
    const workbook = new ExcelJS.Workbook();
    for (const name of names) workbook.addWorksheet(name).addRows([...(hojas[name] ?? [])]);
    if (marked !== null) workbook.definedNames.add(`${marked}!$F$1`, "METAS_VERSION");
    const bytes = await bytesOf(workbook);
    const { sheet } = openLibro(bytes, "a.xlsx", cali).grid;
    for (const name of names) {
      const pane = openPane(workbookOf(readWorkbook(bytes, "a.xlsx"), "a.xlsx", name));
      await pane.actions.start();
      expect(pane.revisada().seLee).toBe(name === sheet ? null : sheet);
    }
  });
});

function fila(codigo: number): (string | number)[] {
  return [`4401003000${codigo}`, "Uno", 20, 10];
}

/** Sheets of indicadores whose headers stand so many rows down and columns to the right; the first one at A1. */
async function makeHojas(rows: readonly number[], columns: readonly number[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  for (const [index, row] of rows.entries()) {
    const sheet = workbook.addWorksheet(`Hoja ${index + 1}`);
    for (const [right, text] of encabezados.entries()) {
      sheet.getCell(row + 1, (columns[index] ?? 0) + right + 1).value = text;
    }
  }
  return bytesOf(workbook);
}

async function makeOtrosCodigos(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  for (const codigos of [["1", "2"], ["3"], ["1"]]) {
    const rows = codigos.map((codigo) => [`4401003000${codigo}`, "Uno", 20, 10]);
    workbook.addWorksheet().addRows([encabezados, ...rows]);
  }
  return bytesOf(workbook);
}

/** One below with another order of columns, one beside, and a plain one further below. */
async function makeTablas(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("Hoja 1");
  sheet.addRows([encabezados, ["44010030001", "Uno", 20, 10]]);
  const columns = ["Código", "Meta 2017", "Indicador"].map((name) => ({ name }));
  sheet.addTable({ name: "Otra", ref: "A5", columns, rows: [["44010030091", 7, "Otro"]] });
  sheet.addTable({ name: "Lado", ref: "H3", columns, rows: [["44010030092", 7, "Otro"]] });
  sheet.addRows([
    [],
    ["44010030002", "Dos", 20, 10],
    [],
    ["Código", "Meta 2017", "Indicador"],
    ["44010030093", 7, "x"],
  ]);
  return bytesOf(workbook);
}

async function bytesOf(workbook: ExcelJS.Workbook): Promise<Buffer> {
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function libroOf(situacion: Situacion): { libro: Libro; plan: Plan } | null {
  if ("juntos" in situacion) return null;
  if ("libro" in situacion) return { libro: situacion.libro, plan: planDePrueba };
  const { libro, plan } = makeHoja(situacion);
  return { libro, plan };
}

function figures({ filas }: Revision): unknown {
  return filas.map(({ indicador, avance, reason, semaforo, esperado, ritmo, rezagada, plan }) => {
    return { codigo: indicador.codigo, row: indicador.row, avance, reason, semaforo, esperado, ritmo, rezagada, plan };
  });
}

/** What both readers must agree on; how a missing cell is missing, and rows with nothing in them, mean nothing. */
function bare({ rows, formulas, hiddenRows, hiddenColumns, ...grid }: Grid): unknown {
  const keys = [...formulas.keys()].sort((a, b) => a - b);
  const withFormula = new Set(keys.map((key) => Math.floor(key / cellKey(1, 0))));
  const used = rows
    .map(({ row, cells }) => ({ row, cells: Object.fromEntries([...cells.entries()].filter(isSomething)) }))
    .filter(({ row, cells }) => withFormula.has(row) || Object.keys(cells).length > 0);
  return {
    ...grid,
    rows: used,
    formulas: keys,
    hiddenRows: used.map(({ row }) => row).filter((row) => hiddenRows.has(row)),
    hiddenColumns: [...hiddenColumns].filter((column) => column < 100),
  };
}

function isSomething([, cell]: [number, Cell | undefined]): boolean {
  return cell !== undefined && cell !== null && cell !== "";
}
