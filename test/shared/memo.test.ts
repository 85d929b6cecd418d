import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Cell } from "../../shared/cell.ts";
import type { GridRow } from "../../shared/grid.ts";
import { ReviewMemo } from "../../shared/memo.ts";
import { reviewLibro } from "../../shared/validate.ts";
import { fila, makeHoja, plantilla } from "./hoja.ts";

const columnas = plantilla();
const edit = fc.record({
  row: fc.integer({ min: 0, max: 13 }),
  column: fc.integer({ min: 0, max: columnas.length - 1 }),
  cell: fc.oneof<fc.Arbitrary<Cell>[]>(
    fc.constantFrom(null, "NP", "7.480", "Flujo", "Nivel", "TOTAL", "44010030007", "44010030008", "2018", "Código"),
    fc.integer({ min: -5, max: 2018 }),
    fc.constant({ kind: "error", code: "#REF!" } as const),
  ),
});

it("a review that remembers the one before finds and measures what a fresh one does, whatever was edited", () => {
  const { libro, plan } = makeHoja({
    filas: Array.from({ length: 6 }, (_, index) => fila({ codigo: `4401003000${index}` })),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
      const memo = new ReviewMemo();
      reviewLibro(libro, plan, memo);
      let { rows } = libro.grid;
      for (const { row, column, cell } of edits) {
        rows = rows.map((each): GridRow => {
          if (each.row !== row) return each;
          const cells = [...each.cells];
          cells[column] = cell;
          return { row, cells };
        });
        const edited = { ...libro, grid: { ...libro.grid, rows } };
        const remembered = reviewLibro(edited, plan, memo);
        const fresh = reviewLibro(edited, plan);
        expect(remembered.findings).toEqual(fresh.findings);
        expect(remembered.filas).toEqual(fresh.filas);
      }
    }),
    { numRuns: 150 },
  );
});

it("rows that did not change are not gone through again", () => {
  const { libro, plan } = makeHoja({ filas: [fila(), fila({ codigo: "44010030008" })] });
  const memo = new ReviewMemo();
  const first = reviewLibro(libro, plan, memo);
  const rows = libro.grid.rows.map((each, index, all) => (index === all.length - 1 ? { ...each } : each));
  const second = reviewLibro({ ...libro, grid: { ...libro.grid, rows } }, plan, memo);
  expect(second.filas[0]).toBe(first.filas[0]);
  expect(second.filas[1]).not.toBe(first.filas[1]);
  expect(reviewLibro(libro, { ...plan }, memo).filas[0]).not.toBe(first.filas[0]);
});
