import { describe, expect, it } from "vitest";
import { openWorkbook } from "../../addin/preview/host/workbook-data.ts";
import { a1, parseA1 } from "../../shared/address.ts";
import { fila, makeHoja, type Hoja, type HojaInput, type Lugar } from "../shared/hoja.ts";
import { hoja as hojaLibre } from "./preview/libro-prueba.ts";
import { keepPlan, openPane, workbookOfLibro, type TestPane } from "./pane.ts";

/*
 * Rows come, go and are sorted while the pane still shows where they were: nothing may be written into the row of another
 * indicador, whether the pane has looked again meanwhile or not.
 */

const [primero, segundo, tercero] = ["44010030007", "44010030008", "44010030009"] as const;
const ambigua = { modoReporte: null, ejecucion2017: 44 };

const moves = [
  ["a row is inserted above", (pane: TestPane) => pane.host.moveRows("Indicadores", 8, 1)],
  ["a co-author deletes the row above", (pane: TestPane) => pane.host.moveRows("Indicadores", 8, -1, "co-author")],
  ["two rows change places", (pane: TestPane) => swap(pane)],
] as const;

describe.each(moves)("when %s", (_, move) => {
  it.each([false, true])(
    "a modo goes to the indicador that was chosen, or nowhere (looked again: %s)",
    async (looked) => {
      const { pane } = await start({
        filas: [fila(), fila({ ...ambigua, codigo: segundo }), fila({ codigo: tercero })],
      });
      const [row] = pane.revisada().ambiguas;
      if (row === undefined) throw new Error("no ambiguous row");
      move(pane);
      if (looked) await pane.settle();
      await pane.actions.elegirModo(row, "flujo");
      const modos = byCodigo(pane, "modoReporte");
      expect(modos).toEqual({ ...modos, [tercero]: "Nivel", [segundo]: looked ? "Flujo" : null });
      expect(pane.store.state.aviso?.tono).toBe(looked ? "exito" : "alerta");
      // What could not be done was looked at again, and can be done now.
      const [again] = pane.revisada().ambiguas;
      if (again !== undefined) await pane.actions.elegirModo(again, "flujo");
      expect(byCodigo(pane, "modoReporte")[segundo]).toBe("Flujo");
    },
  );

  it.each([false, true])("a correction too (looked again: %s)", async (looked) => {
    const filas = [fila(), fila({ codigo: segundo, meta2018: "1.180" }), fila({ codigo: tercero, meta2018: "1.180" })];
    const { pane } = await start({ filas });
    const offered = pane.revisada().fixes.flatMap(({ offers }) => offers);
    const [first] = offered;
    if (first === undefined) throw new Error("nothing to correct");
    move(pane);
    if (looked) await pane.settle();
    await pane.actions.corregir([first], "Número");
    expect(byCodigo(pane, "meta2018")).toMatchObject({ [segundo]: "1.180", [tercero]: "1.180" });
    expect(pane.store.state).toMatchObject({ hechos: [], aviso: { tono: "alerta" } });
    // The other one of the two stands where the first stood, in a sheet whose row above is gone.
    await pane.actions.corregir(offered, "Números");
    for (const each of [segundo, tercero]) expect(["1.180", 1180]).toContain(byCodigo(pane, "meta2018")[each]);
  });

  it.each([false, true])("steps are taken back where their cells are now (looked again: %s)", async (looked) => {
    const filas = [
      fila({ codigo: primero }),
      fila({ ...ambigua, codigo: segundo }),
      fila({ ...ambigua, codigo: tercero }),
    ];
    const { pane } = await start({ filas });
    for (const row of pane.revisada().ambiguas) await pane.actions.elegirModo(row, "flujo");
    expect(byCodigo(pane, "modoReporte")).toMatchObject({ [segundo]: "Flujo", [tercero]: "Flujo" });
    move(pane);
    if (looked) await pane.settle();
    await pane.actions.deshacer();
    expect(byCodigo(pane, "modoReporte")).toMatchObject({ [segundo]: "Flujo", [tercero]: null });
    expect(pane.store.state).toMatchObject({ hechos: [{}], aviso: { tono: "exito" } });
    await pane.actions.deshacer();
    expect(byCodigo(pane, "modoReporte")).toMatchObject({ [segundo]: null, [tercero]: null });
    expect(pane.store.state).toMatchObject({ hechos: [], aviso: { tono: "exito" } });
  });

  it.each([false, true])("so is a step that changed the código itself (looked again: %s)", async (looked) => {
    const { pane } = await start({ filas: [fila(), fila({ codigo: 44010030008 }), fila({ codigo: tercero })] });
    await pane.actions.corregir(
      pane.revisada().fixes.flatMap(({ offers }) => offers),
      "Códigos",
    );
    expect(byCodigo(pane, "meta2017")).toHaveProperty(segundo);
    move(pane);
    if (looked) await pane.settle();
    await pane.actions.deshacer();
    expect(codigos(pane)).toContain(Number(segundo));
    expect(codigos(pane)).toContain(tercero);
    expect(pane.store.state.hechos).toEqual([]);
  });

  it("going to a finding goes to the row it is in now, before the pane has looked again", async () => {
    const { pane, at } = await start({ filas: [fila(), fila({ codigo: segundo }), fila({ codigo: tercero })] });
    const { columns } = pane.revisada().revision.reporte?.layout ?? {};
    const seen = pane.revisada();
    move(pane);
    for (const key of ["unidad", "codigo"]) {
      await pane.actions.irA(at([key, 2]));
      const { top, left } = pane.workbook.activeSheet.selection[0] ?? { top: 0, left: 0 };
      expect([pane.workbook.activeSheet.valueAt(top, columns?.get("codigo") ?? 0), left]).toEqual([
        tercero,
        columns?.get(key),
      ]);
      expect(pane.store.state.aviso).toBeNull();
      pane.store.set({ revisada: seen });
    }
  });
});

it("a column that moved is not written into", async () => {
  const { pane, at } = await start({ filas: [fila({ meta2018: "1.180" })] });
  const offered = pane.revisada().fixes.flatMap(({ offers }) => offers);
  const { row, column } = placeOf(at(["meta2018", "encabezado"]));
  pane.workbook.activeSheet.setContent(row, column, "Otra columna", null);
  await pane.actions.corregir(offered, "Número");
  expect(valueAt(pane, at(["meta2018", 0]))).toBe("1.180");
  expect(pane.store.state.aviso?.tono).toBe("alerta");
});

it("steps on a sheet that is gone do not stand before earlier ones", async () => {
  const { pane, at } = await start({ filas: [fila({ meta2018: "1.180" })] });
  await pane.actions.corregir(
    pane.revisada().fixes.flatMap(({ offers }) => offers),
    "Número",
  );
  const [hecho] = pane.store.state.hechos;
  if (hecho === undefined) throw new Error("nothing done");
  const lost = { ...hecho, place: { ...hecho.place, id: "{gone}" } };
  pane.store.set({ hechos: [hecho, lost, lost] });
  await pane.actions.deshacer();
  expect(pane.store.state).toMatchObject({ hechos: [hecho], aviso: { tono: "error" } });
  await pane.actions.deshacer();
  expect(valueAt(pane, at(["meta2018", 0]))).toBe("1.180");
});

describe("a step whose cell nobody can tell any more", () => {
  it("is kept while two rows have its código, writes nothing, and is made once one of them is the only one", async () => {
    const { pane, at } = await stepOf([fila({ codigo: segundo, meta2018: "1.180" }), fila({ codigo: tercero })]);
    pane.host.moveRows("Indicadores", 8, 1);
    const [nueva, otra] = [at(["codigo", 1]), at(["codigo", 2])];
    type(pane, otra, `'${segundo}`);
    await pane.actions.deshacer();
    expect(valueAt(pane, nextRow(at(["meta2018", 0])))).toBe(1180);
    expect(pane.store.state).toMatchObject({
      hechos: [{ cells: [{ after: 1180 }] }],
      aviso: { tono: "alerta", boton: { accion: { kind: "olvidar" } } },
    });
    type(pane, otra, `'${tercero}`);
    await pane.actions.deshacer();
    expect(valueAt(pane, nueva)).toBe(segundo);
    expect(valueAt(pane, nextRow(at(["meta2018", 0])))).toBe("1.180");
    expect(pane.store.state.hechos).toEqual([]);
  });

  it("can be given up, so that earlier ones do not wait behind it", async () => {
    const { pane, at } = await stepOf([fila({ codigo: segundo, meta2018: "1.180" })]);
    const { row, column } = placeOf(at(["meta2018", "encabezado"]));
    pane.workbook.activeSheet.setContent(row, column, "Otra columna", null);
    await pane.actions.deshacer();
    const { hechos, aviso } = pane.store.state;
    expect(hechos.length).toBe(1);
    if (aviso?.boton !== undefined) await pane.actions.atender(aviso.boton.accion);
    expect(pane.store.state).toMatchObject({ hechos: [], aviso: null });
    expect(valueAt(pane, at(["meta2018", 0]))).toBe(1180);
  });

  it.each([
    ["its row is deleted", (pane: TestPane) => pane.host.moveRows("Indicadores", 8, -1)],
    ["its row has another código", (pane: TestPane, codigo: string) => type(pane, codigo, "'44010030011")],
  ])("is kept when %s, and writes nothing", async (_, change) => {
    const { pane, at } = await stepOf([fila({ codigo: segundo, meta2018: "1.180" }), fila({ codigo: tercero })]);
    change(pane, at(["codigo", 0]));
    const before = JSON.stringify([...pane.workbook.activeSheet.cells]);
    await pane.actions.deshacer();
    expect(JSON.stringify([...pane.workbook.activeSheet.cells])).toBe(before);
    expect(pane.store.state).toMatchObject({
      hechos: [{ cells: [{ after: 1180 }] }],
      aviso: { tono: "alerta", boton: { accion: { kind: "olvidar" } } },
    });
  });

  it("waits until its sheet is on screen where it can be looked for, and names it", async () => {
    const { pane, at } = await stepOf([fila({ codigo: segundo, meta2018: "1.180" })], ["Notas"]);
    const [indicadores, notas] = pane.workbook.sheets;
    if (indicadores === undefined || notas === undefined) throw new Error("two sheets expected");
    pane.workbook.activate(notas);
    await pane.settle();
    pane.host.moveRows("Indicadores", 8, 1);
    await pane.actions.deshacer();
    const { hechos, aviso } = pane.store.state;
    expect(hechos.length).toBe(1);
    expect(aviso?.texto).toContain("«Indicadores»");
    if (aviso?.boton !== undefined) await pane.actions.atender(aviso.boton.accion);
    expect(pane.workbook.activeSheet).toBe(indicadores);
    await pane.actions.deshacer();
    expect(valueAt(pane, nextRow(at(["meta2018", 0])))).toBe("1.180");
    expect(pane.store.state.hechos).toEqual([]);
  });
});

it("says so when the row of a finding is gone, and goes nowhere", async () => {
  const { pane, at } = await start({ filas: [fila(), fila({ codigo: segundo })] });
  const before = JSON.stringify(pane.workbook.activeSheet.selection);
  pane.host.moveRows("Indicadores", 9, -1);
  await pane.actions.irA(at(["unidad", 1]));
  expect(JSON.stringify(pane.workbook.activeSheet.selection)).toBe(before);
  expect(pane.store.state.aviso?.tono).toBe("alerta");
});

it("does not take the sheet on screen for the one where a finding was, though it has the same códigos", async () => {
  const hoja = makeHoja({ filas: [fila(), fila({ codigo: segundo })] });
  const { grid } = hoja.libro;
  const workbook = openWorkbook({ name: "Dos.xlsx", sheets: [{ grid }, { grid: { ...grid, sheet: "Otra" } }] });
  const pane = openPane(workbook);
  await pane.actions.start();
  pane.host.moveRows("Indicadores", 8, 1);
  const [, otra] = workbook.sheets;
  if (otra === undefined) throw new Error("two sheets expected");
  workbook.activate(otra);
  await pane.actions.irA(hoja.at(["unidad", 1]));
  expect(workbook.activeSheet).toBe(otra);
  expect(pane.store.state.aviso?.tono).toBe("alerta");
});

it("goes to a código that is an error, which is nothing to find it by", async () => {
  const { pane, at } = await start({ filas: [fila(), fila({ codigo: { kind: "error", code: "#REF!" } })] });
  await pane.actions.irA(at(["codigo", 1]));
  const { row, column } = placeOf(at(["codigo", 1]));
  expect(pane.workbook.activeSheet.selection).toMatchObject([{ top: row, left: column }]);
  expect(pane.store.state.aviso).toBeNull();
});

/** A sheet with one correction made, and others beside it. */
async function stepOf(filas: HojaInput["filas"], others: readonly string[] = []): Promise<Started> {
  const hoja = makeHoja({ filas });
  const workbook = openWorkbook({
    name: hoja.libro.file,
    sheets: [{ grid: hoja.libro.grid }, ...others.map((name) => ({ grid: hojaLibre(name, [["x"]]) }))],
    names: hoja.libro.info.definedNames,
  });
  keepPlan(workbook, hoja.plan);
  const pane = openPane(workbook);
  await pane.actions.start();
  await pane.actions.corregir(
    pane.revisada().fixes.flatMap(({ offers }) => offers),
    "Número",
  );
  expect(pane.store.state.hechos.length).toBe(1);
  return { pane, at: (lugar: Lugar) => hoja.at(lugar) };
}

interface Started {
  readonly pane: TestPane;
  readonly at: Hoja["at"];
}

function type(pane: TestPane, cell: string, text: string): void {
  pane.host.type("Indicadores", cell, [[text]]);
}

function nextRow(cell: string): string {
  const { row, column } = placeOf(cell);
  return a1(row + 1, column);
}

async function start(input: HojaInput): Promise<Started> {
  const hoja = makeHoja(input);
  const pane = openPane(workbookOfLibro(hoja.libro, hoja.plan));
  await pane.actions.start();
  return { pane, at: (lugar: Lugar) => hoja.at(lugar) };
}

/** What a user's sorting does to the second and third indicador. */
function swap(pane: TestPane): void {
  const rows = [8, 9];
  const width = pane.revisada().leida.place.right + 1;
  const sheet = pane.workbook.activeSheet;
  const held = rows.map((row) => Array.from({ length: width }, (_, column) => sheet.valueAt(row, column)));
  const entries = held
    .toReversed()
    .map((cells) =>
      cells.map((cell) => (typeof cell === "string" ? `'${cell}` : typeof cell === "number" ? cell : "")),
    );
  pane.host.type("Indicadores", "A9", entries);
}

function codigos(pane: TestPane): unknown[] {
  const codigo = pane.revisada().revision.reporte?.layout.columns.get("codigo") ?? 0;
  return Array.from({ length: 12 }, (_, index) => pane.workbook.activeSheet.valueAt(index + 7, codigo));
}

/** A column's values by the código beside them. */
function byCodigo(pane: TestPane, key: string): Record<string, unknown> {
  const sheet = pane.workbook.activeSheet;
  const { columns } = pane.revisada().revision.reporte?.layout ?? {};
  const [codigo = 0, column = 0] = [columns?.get("codigo"), columns?.get(key)];
  const rows = Array.from({ length: 12 }, (_, index) => index + 7);
  return Object.fromEntries(
    rows.flatMap((row) => {
      const held = sheet.valueAt(row, codigo);
      return typeof held === "string" ? [[held, sheet.valueAt(row, column)]] : [];
    }),
  );
}

function valueAt(pane: TestPane, cell: string): unknown {
  const { row, column } = placeOf(cell);
  return pane.workbook.activeSheet.valueAt(row, column);
}

function placeOf(cell: string): { row: number; column: number } {
  const place = parseA1(cell);
  if (place === null) throw new Error(`no cell at ${cell}`);
  return place;
}
