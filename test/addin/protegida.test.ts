import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CellEdit, SkipReason } from "../../addin/door.ts";
import { strictOptions } from "../../addin/preview/host/model/protection.ts";
import type { SheetModel } from "../../addin/preview/host/model/sheet-model.ts";
import { openLibro } from "../../addin/preview/open-libro.ts";
import { libroSchema } from "../../addin/preview/libro-schema.ts";
import { a1, parseA1 } from "../../shared/address.ts";
import { cellKey } from "../../shared/grid.ts";
import { buildDemoLibro, demoSecretarias, readDemoPlan } from "../../sync/demo/demo.ts";
import { makeLibroJson } from "../../sync/preview/libro-json.ts";
import { fila, makeHoja } from "../shared/hoja.ts";
import { hoja, libro } from "./preview/libro-prueba.ts";
import { openPane, workbookOfLibro, type TestPane } from "./pane.ts";

describe("Corregir on a protected sheet writes what it can, and says which cells it could not and why", () => {
  it("all of the demo's: the locked one stays, the others are corrected, and come back", async () => {
    const pane = await openDemo();
    for (const [cell, text] of [
      ["M10", "'2.556"],
      ["M11", "'70"],
      ["M12", "'0"],
    ] as const) {
      pane.host.type("Indicadores", cell, [[text]]);
    }
    await pane.settle();
    const offers = pane.revisada().fixes.flatMap((group) => group.offers);
    expect(offers.map(({ cell }) => cell).toSorted()).toEqual(["L22", "M10", "M11", "M12"]);
    const locked = valueOf(pane, "L22");
    pane.host.log.startCounting();
    await pane.actions.corregir(offers, "Números");
    // The question, the writing, and the rows again.
    expect(pane.host.log.roundTrips).toBe(4);
    expect(["M10", "M11", "M12", "L22"].map((cell) => valueOf(pane, cell))).toEqual([2556, 70, 0, locked]);
    const { aviso, hechos } = pane.store.state;
    expect([aviso?.tono, aviso?.boton?.accion.kind]).toEqual(["alerta", "deshacer"]);
    expect(aviso?.texto).toMatch(/3 celdas.*L22.*bloqueada.*protegida/);
    expect(hechos.map(({ cells }) => cells.map(({ cell }) => cell))).toEqual([["M10", "M11", "M12"]]);
    expect(pane.revisada().fixes.flatMap((group) => group.offers.map(({ cell }) => cell))).toEqual(["L22"]);
    await pane.actions.deshacer();
    expect(["M10", "M11", "M12"].map((cell) => valueOf(pane, cell))).toEqual(["2.556", "70", "0"]);
    expect(pane.host.log.unknown).toEqual([]);
  });

  it("a number in a cell of text needs another format, which protection may forbid", async () => {
    for (const [allowFormatCells, expected] of [
      [false, "7.480"],
      [true, 7480],
    ] as const) {
      const { pane, at } = await openUnlocked({ allowFormatCells });
      const cell = at(["ejecucion2017", 0]);
      restyle(pane.workbook.activeSheet, cell, { numberFormat: "@" });
      await pane.actions.corregir(
        pane.revisada().fixes.flatMap((group) => group.offers),
        "Números",
      );
      expect(valueOf(pane, cell)).toBe(expected);
      expect(pane.store.state.aviso?.tono).toBe(allowFormatCells ? "exito" : "alerta");
      expect(pane.store.state.hechos.length).toBe(allowFormatCells ? 1 : 0);
    }
  });

  it("a step whose cells were locked since can be taken back once they are not", async () => {
    const { pane, at } = await openUnlocked({});
    const cell = at(["ejecucion2017", 0]);
    await pane.actions.corregir(
      pane.revisada().fixes.flatMap((group) => group.offers),
      "Números",
    );
    restyle(pane.workbook.activeSheet, cell, { locked: true });
    await pane.actions.deshacer();
    expect(valueOf(pane, cell)).toBe(7480);
    expect(pane.store.state.aviso?.tono).toBe("alerta");
    expect(pane.store.state.hechos.length).toBe(1);
    restyle(pane.workbook.activeSheet, cell, { locked: false });
    await pane.actions.deshacer();
    expect(valueOf(pane, cell)).toBe("7.480");
    expect(pane.store.state.hechos).toEqual([]);
  });

  it("a column of hundreds with locked cells in between takes two round trips, and every cell is accounted for", async () => {
    const celda = fc.record({ isLocked: fc.boolean(), isText: fc.boolean(), hasChanged: fc.boolean() });
    const proteccion = fc.constantFrom(null, { allowFormatCells: false }, { allowFormatCells: true });
    await fc.assert(
      fc.asyncProperty(fc.array(celda, { minLength: 1, maxLength: 300 }), proteccion, async (celdas, options) => {
        const rows = celdas.map(({ hasChanged }) => [hasChanged ? "otra" : "7"]);
        const { door, host, workbook } = openPane(libro([hoja("Hoja", rows)]));
        const sheet = workbook.activeSheet;
        for (const [row, { isLocked, isText }] of celdas.entries()) {
          restyle(sheet, a1(row, 0), { locked: isLocked, numberFormat: isText ? "@" : "General" });
        }
        if (options !== null) sheet.protection = { password: null, options: { ...strictOptions, ...options } };
        const edits = celdas.map((_, row): CellEdit => {
          return { cell: a1(row, 0), expected: "7", value: row, format: "number", anchors: [] };
        });
        const place = { id: sheet.id, name: sheet.name, left: 0, right: 0 };
        const { done, skipped, failure } = await door.writeCells(place, edits);
        // Where nothing may be written, nothing is.
        expect([failure, host.log.roundTrips, host.log.unknown]).toEqual([null, done.length === 0 ? 1 : 2, []]);
        const why = celdas.map(({ isLocked, isText, hasChanged }): SkipReason | null => {
          if (hasChanged) return "cambiada";
          if (options === null) return null;
          if (isLocked) return "bloqueada";
          return isText && !options.allowFormatCells ? "formato-protegido" : null;
        });
        expect(skipped).toEqual(why.flatMap((each, row) => (each === null ? [] : [{ cell: a1(row, 0), why: each }])));
        expect(done.map(({ cell }) => cell)).toEqual(why.flatMap((each, row) => (each === null ? [a1(row, 0)] : [])));
        for (const [row, each] of why.entries()) {
          expect(sheet.valueAt(row, 0)).toBe(each === null ? row : celdas[row]?.hasChanged === true ? "otra" : "7");
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("what stops the writing half way is told with what was done, which can be taken back", () => {
  it("a sheet that is protected while it is written", async () => {
    const { pane, at } = await openUnlocked({}, false);
    const { workbook, host } = pane;
    const sheet = workbook.activeSheet;
    for (const row of [0, 1]) restyle(sheet, at(["meta2018", row]), { locked: true });
    const stop = workbook.subscribe((event) => {
      if (event.kind === "changed") sheet.protection = { password: null, options: strictOptions };
    });
    const before = valueOf(pane, at(["meta2018", 0]));
    await pane.actions.corregir(
      pane.revisada().fixes.flatMap((group) => group.offers),
      "Números",
    );
    stop();
    expect(host.log.batches.filter(({ error }) => error === "AccessDenied").length).toBe(1);
    expect(valueOf(pane, at(["ejecucion2017", 0]))).toBe(7480);
    expect(valueOf(pane, at(["meta2018", 0]))).toBe(before);
    const { aviso, hechos } = pane.store.state;
    expect([aviso?.tono, aviso?.boton?.accion.kind]).toEqual(["error", "deshacer"]);
    expect(aviso?.texto).toMatch(/1 celda .*protegida/);
    expect(hechos.map(({ cells }) => cells.map(({ cell }) => cell))).toEqual([[at(["ejecucion2017", 0])]]);
    expect(pane.revisada().fixes.flatMap((group) => group.offers.map(({ cell }) => cell))).toEqual([
      at(["meta2018", 0]),
    ]);
  });

  it("an Excel that takes half of them, and fails at the rest", async () => {
    const rows = Array.from({ length: 1500 }, () => ["7"]);
    const { door, host, workbook } = openPane(libro([hoja("Hoja", rows)]), { requestLimit: 10_000 });
    const sheet = workbook.activeSheet;
    const edits = rows.map((_, row): CellEdit => ({
      cell: a1(row, 0),
      expected: "7",
      value: row,
      format: null,
      anchors: [],
    }));
    const place = { id: sheet.id, name: sheet.name, left: 0, right: 0 };
    const stop = workbook.subscribe(() => {
      if (host.faults.failNext.length === 0) host.faults.failNext.push("GeneralException");
    });
    const { done, skipped, failure } = await door.writeCells(place, edits);
    stop();
    expect([done.length, skipped, failure?.code]).toEqual([750, [], "otro"]);
    expect([sheet.valueAt(749, 0), sheet.valueAt(750, 0)]).toEqual([749, "7"]);
  });

  it("one that stops before anything is written is an error like any other", async () => {
    const { pane } = await openUnlocked({}, false);
    pane.host.faults.failNext.push("AccessDenied");
    const { fixes } = pane.revisada();
    await pane.actions.corregir(
      fixes.flatMap((group) => group.offers),
      "Números",
    );
    expect([pane.store.state.aviso?.tono, pane.store.state.aviso?.boton?.accion.kind]).toEqual(["error", "revisar"]);
    expect(pane.store.state.hechos).toEqual([]);
  });
});

/** The demo's first workbook as the preview opens it: locked columns, protection and all. */
async function openDemo(): Promise<TestPane> {
  const plan = readDemoPlan();
  const [secretaria] = demoSecretarias(plan);
  if (secretaria === undefined) throw new Error("the demo has no secretaría");
  const name = `${secretaria.id}.xlsx`;
  const json: unknown = JSON.parse(JSON.stringify(makeLibroJson(await buildDemoLibro(secretaria, plan), name)));
  const pane = openPane(openLibro(libroSchema.parse(json)));
  await pane.actions.start();
  expect(pane.revisada().leida.isProtected).toBe(true);
  return pane;
}

/** Two figures typed as text, in unlocked cells. */
async function openUnlocked(
  options: Partial<typeof strictOptions>,
  isProtected = true,
): Promise<{ pane: TestPane; at: ReturnType<typeof makeHoja>["at"] }> {
  const made = makeHoja({ filas: [fila({ ejecucion2017: "7.480", ...(isProtected ? {} : { meta2018: "8.000" }) })] });
  const workbook = workbookOfLibro(made.libro, made.plan, isProtected ? { protection: options } : {});
  const pane = openPane(workbook);
  restyle(workbook.activeSheet, made.at(["ejecucion2017", 0]), { locked: false });
  await pane.actions.start();
  return { pane, at: (lugar) => made.at(lugar) };
}

function restyle(sheet: SheetModel, cell: string, style: { locked?: boolean; numberFormat?: string }): void {
  const { row, column } = placeOf(cell);
  sheet.restyle({ top: row, bottom: row, left: column, right: column }, (before) => ({ ...before, ...style }));
}

function valueOf({ workbook }: TestPane, cell: string): unknown {
  const { row, column } = placeOf(cell);
  return workbook.activeSheet.cells.get(cellKey(row, column))?.value ?? null;
}

function placeOf(cell: string): { row: number; column: number } {
  const place = parseA1(cell);
  if (place === null) throw new Error(`no cell at ${cell}`);
  return place;
}
