import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Cell } from "../../../shared/cell.ts";
import type { Grid } from "../../../shared/grid.ts";
import { blocksOf, packGrid, unpackGrid } from "../../../sync/xlsx/packed-grid.ts";

const cell: fc.Arbitrary<Cell | undefined> = fc.oneof(
  fc.constantFrom(undefined, null, true, false, "", "Código"),
  fc.string({ unit: "grapheme" }),
  fc.double({ noNaN: true }),
  fc.double({ noNaN: true }).map((value) => ({ kind: "percent" as const, value })),
  fc.double({ noNaN: true }).map((serial) => ({ kind: "date" as const, serial })),
  fc.constantFrom("#REF!", "#N/A").map((code) => ({ kind: "error" as const, code })),
  fc.constant({ kind: "pending" as const }),
);

test("a grid is the same on the other side of a thread, whatever it holds", () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 20 }), (rows) => {
      const grid: Grid = {
        sheet: "Indicadores",
        visibility: "visible",
        rows: rows.map((cells, row) => ({ row: row * 3, cells })),
        formulas: new Map([[7, "A1+1"]]),
        merges: [{ top: 0, left: 0, bottom: 1, right: 2 }],
        hiddenRows: new Set([2]),
        hiddenColumns: new Set(),
        tables: [],
      };
      const packed = packGrid(grid);
      expect(unpackGrid(structuredClone(packed, { transfer: blocksOf(packed) }))).toStrictEqual(grid);
    }),
  );
});
