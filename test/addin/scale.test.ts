import { describe, expect, it } from "vitest";
import { webLimits } from "../../addin/excel/read-cells.ts";
import { fila, makeHoja } from "../shared/hoja.ts";
import { libro as hojasLibres } from "./preview/libro-prueba.ts";
import { keepPlan, openPane, workbookOfLibro, type TestPane } from "./pane.ts";

describe("what a review asks of Excel does not grow with the rows", () => {
  it("asks three times for a sheet, and once for an edit", async () => {
    const counted: (readonly [number, number, number])[] = [];
    for (const rows of [10, 100, 2000]) {
      const pane = open(rows);
      await pane.actions.start();
      const first = roundTripsOf(pane);
      pane.host.type("Indicadores", "M9", [["'7.480"]]);
      await pane.settle();
      const edit = roundTripsOf(pane);
      expect(pane.revisada().revision.filas.length).toBe(rows);
      expect(pane.revisada().fixes[0]?.offers.length).toBe(1);
      expect(pane.host.trackedRanges).toBe(0);
      counted.push([rows, first, edit]);
    }
    // The first also registers the events.
    expect(counted.map(([, first, edit]) => [first, edit])).toEqual([
      [4, 1],
      [4, 1],
      [4, 1],
    ]);
  });

  it("asks as often with many other sheets", async () => {
    const { libro, plan } = makeHoja({ filas: [fila()] });
    const otras = Array.from({ length: 60 }, (_, index) => ({ ...libro.grid, sheet: `Otra ${index}` }));
    const workbook = hojasLibres([libro.grid, ...otras]);
    keepPlan(workbook, plan);
    const pane = openPane(workbook);
    await pane.actions.start();
    expect(pane.revisada().otras.length).toBe(60);
    expect(roundTripsOf(pane)).toBe(4);
  });

  it("asks little: what goes out for a large sheet is as small as for a small one", async () => {
    const sent: number[] = [];
    for (const rows of [100, 2000]) {
      const pane = open(rows);
      await pane.actions.revisar();
      sent.push(pane.host.log.batches.reduce((sum, { requestBytes }) => sum + requestBytes, 0));
    }
    const [small = 0, large = 0] = sent;
    expect(large).toBeLessThan(small * 1.2);
    expect(large).toBeLessThan(60_000);
  });
});

describe("on the web, where no answer may have more than 5 MB, a review asks", () => {
  it("once more for each 3,5 MB of the sheet, however many rows that are", async () => {
    const counted: (readonly [number, number])[] = [];
    for (const rows of [100, 200, 4000]) {
      const pane = open(rows, {}, { isWeb: true });
      await pane.actions.start();
      pane.host.log.startCounting();
      await pane.actions.revisar();
      expect(pane.revisada().revision.filas.length).toBe(rows);
      const { batches, roundTrips } = pane.host.log;
      expect(Math.max(...batches.map(({ responseBytes }) => responseBytes))).toBeLessThan(5_000_000);
      const bytes = batches.reduce((sum, { responseBytes }) => sum + responseBytes, 0);
      // The first 250 rows tell how large a row is, and come with what a small sheet is asked for.
      expect(roundTrips).toBeLessThanOrEqual(3 + Math.ceil(bytes / webLimits.bytes));
      counted.push([rows, roundTrips]);
    }
    expect(counted).toEqual([
      [100, 3],
      [200, 3],
      [4000, 5],
    ]);
  });
});

describe("what a correction asks of Excel does not grow with the cells", () => {
  it("asks once what they hold and writes once, be they ten or thousands", async () => {
    for (const rows of [10, 3000]) {
      const pane = open(rows, { meta2018: "1.180" });
      await pane.actions.start();
      const offers = pane.revisada().fixes.flatMap((group) => group.offers);
      expect(offers.length).toBe(rows);
      roundTripsOf(pane);
      await pane.actions.corregir(offers, "Números");
      const { batches, roundTrips } = pane.host.log;
      const writing = batches.flatMap(({ actions }, at) => (actions.includes("Range.Formulas=") ? [at] : []));
      expect(writing).toEqual([1]);
      // The rest is the review of what was written.
      expect(roundTrips).toBeLessThanOrEqual(5);
      expect(pane.revisada().fixes).toEqual([]);
    }
  });
});

function roundTripsOf({ host }: TestPane): number {
  const { roundTrips } = host.log;
  host.log.startCounting();
  return roundTrips;
}

function open(
  rows: number,
  changes: Parameters<typeof fila>[0] = {},
  faults: Parameters<typeof openPane>[1] = {},
): TestPane {
  const filas = Array.from({ length: rows }, (_, index) =>
    fila({ codigo: `4401003${String(index).padStart(4, "0")}`, ...changes }),
  );
  const { libro, plan } = makeHoja({ filas });
  return openPane(workbookOfLibro(libro, plan), faults);
}
