import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellText } from "../../../addin/preview/cell-text.ts";
import { Opened } from "../../../addin/preview/changes.ts";
import { readEntrada, textToEdit } from "../../../addin/preview/entrada.ts";
import { ExcelHost } from "../../../addin/preview/host/excel-host.ts";
import { Track } from "../../../addin/preview/track.ts";
import { a1 } from "../../../shared/address.ts";
import { hoja, libro } from "./libro-prueba.ts";

describe("what is typed, as an Excel of Colombia takes it", () => {
  it.each([
    ["12,5", "General", 12.5],
    ["1,234", "General", 1.234],
    ["1.234", "General", 1234],
    ["1.234.567,8", "#,##0", 1_234_567.8],
    ["-3", "General", -3],
    [",5", "General", 0.5],
    ["12,5%", "General", 0.125],
    ["12,5 %", "0.0%", 0.125],
    ["12,5", "0.0%", 0.125],
    ["30/09/2017", "dd/mm/yyyy", 43_008],
    ["1.5", "General", "'1.5"],
    ["1.23", "General", "'1.23"],
    ["1e5", "General", "'1e5"],
    ["TRUE", "General", "'TRUE"],
    ["NP", "General", "'NP"],
    ["=A1+1", "General", "=A1+1"],
    ["'12", "General", "'12"],
    ["44010030007", "@", "44010030007"],
    ["", "General", ""],
    ["-", "General", "'-"],
  ])("«%s» in a cell of %s is %s", (text, format, entry) => {
    expect(readEntrada(text, format)).toBe(entry);
  });

  it("changes nothing where the text that editing begins with is left as it is", () => {
    const numbers = fc.tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.constantFrom(1, 10, 1000, 100_000));
    fc.assert(
      fc.property(numbers, fc.constantFrom("General", "#,##0.0", "0.0%"), ([digits, scale], format) => {
        const value = digits / scale;
        const text = textToEdit(value, null, cellText(value, format), format);
        expect(readEntrada(text, format)).toBeCloseTo(value, 9);
      }),
    );
  });
});

describe("what changed since a workbook was opened", () => {
  it("is what was typed, by its place, and nothing that was put back", () => {
    const cell = fc.record({ row: fc.nat(4), column: fc.nat(2), text: fc.constantFrom("", "1", "2", "'x") });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 20 }), (typed) => {
        const workbook = libro([hoja("Hoja", [[1, "x", null], [null], [2]])]);
        const host = new ExcelHost(workbook);
        const before = contents(workbook);
        const opened = new Opened(workbook);
        for (const { row, column, text } of typed) host.type("Hoja", a1(row, column), [[text]]);
        const after = contents(workbook);
        const expected = [...after].filter(([place, value]) => before.get(place) !== value);
        const said = opened.changes().sheets.flatMap(({ celdas }) => celdas);
        expect(new Map(said.map(({ row, column, value }) => [a1(row, column), value]))).toEqual(new Map(expected));
      }),
    );
  });

  it("counts formulas and sheets that the file cannot take, and knows dates and percentages", () => {
    const workbook = libro([hoja("Hoja", [[{ kind: "percent", value: 0.1 }, { kind: "date", serial: 43_008 }, 1]])]);
    const host = new ExcelHost(workbook);
    const opened = new Opened(workbook);
    host.type("Hoja", "A1", [[0.2, 43_009, "=A1*2"]]);
    workbook.addSheet("Nueva");
    expect(opened.changes()).toMatchObject({
      sheets: [
        {
          hoja: "Hoja",
          celdas: [
            { row: 0, column: 0, value: { kind: "percent", value: 0.2 } },
            { row: 0, column: 1, value: { kind: "date", serial: 43_009 } },
          ],
        },
      ],
      cells: 2,
      formulas: 1,
      newSheets: ["Nueva"],
    });
  });
});

describe("rows and columns one after the other", () => {
  it("are found by any of their pixels, and hidden ones are passed over", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 50 }), (sizes) => {
        const track = new Track(sizes.length, (index) => sizes[index] ?? 0);
        expect(track.total).toBe(sizes.reduce((sum, size) => sum + size, 0));
        for (const [index, size] of sizes.entries()) {
          const found = size === 0 ? [index] : [track.at(track.start(index)), track.at(track.start(index + 1) - 1)];
          expect(new Set(found)).toEqual(new Set([index]));
          const next = track.step(index, 1);
          expect(next === index || (sizes[next] ?? 0) > 0).toBe(true);
          expect(sizes.slice(index + 1, next).every((each) => each === 0)).toBe(true);
        }
      }),
    );
  });
});

function contents(workbook: ReturnType<typeof libro>): Map<string, unknown> {
  const [sheet] = workbook.sheets;
  const found = new Map<string, unknown>();
  for (let row = 0; row < 5; row++) {
    for (let column = 0; column < 3; column++) found.set(a1(row, column), sheet?.valueAt(row, column) ?? null);
  }
  return found;
}
