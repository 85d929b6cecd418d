import { describe, expect, it } from "vitest";
import { fila, makeHoja } from "../shared/hoja.ts";
import { openPane, workbookOfLibro, type TestPane } from "./pane.ts";

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

function roundTripsOf({ host }: TestPane): number {
  const { roundTrips } = host.log;
  host.log.startCounting();
  return roundTrips;
}

function open(rows: number): TestPane {
  const filas = Array.from({ length: rows }, (_, index) =>
    fila({ codigo: `4401003${String(index).padStart(4, "0")}` }),
  );
  const { libro, plan } = makeHoja({ filas });
  return openPane(workbookOfLibro(libro, plan));
}
