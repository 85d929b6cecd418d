import { describe, expect, it } from "vitest";
import { parseA1 } from "../../shared/address.ts";
import { fila, makeHoja, type Hoja, type HojaInput, type Lugar } from "../shared/hoja.ts";
import { openPane, workbookOfLibro, type TestPane } from "./pane.ts";

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

  it.each([false, true])("taking back touches no other indicador (looked again: %s)", async (looked) => {
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
    expect(byCodigo(pane, "modoReporte")[segundo]).toBe("Flujo");
    expect([null, "Flujo"]).toContain(byCodigo(pane, "modoReporte")[tercero]);
    expect(pane.store.state.hechos.length).toBe(1);
    await pane.actions.deshacer();
    expect(pane.store.state.hechos).toEqual([]);
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

async function start(input: HojaInput): Promise<{ pane: TestPane; at: Hoja["at"] }> {
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
