import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maxColumns, maxRows, type Area } from "../../../shared/address.ts";
import { displayText } from "../../../addin/preview/host/display-text.ts";
import { addressOf, contains, parseAddress, quoteSheet, splitSheet } from "../../../addin/preview/host/model/area.ts";
import { moveRows } from "../../../addin/preview/host/model/move-rows.ts";
import { movedArea, movedRow } from "../../../addin/preview/host/model/row-move.ts";
import { SheetModel } from "../../../addin/preview/host/model/sheet-model.ts";
import { userHand } from "../../../addin/preview/host/model/workbook-event.ts";
import { hoja, libro } from "./libro-prueba.ts";

const index = fc.nat(5);
const cells = fc.tuple(index, index, index, index).map(([a, b, c, d]) => ({
  top: Math.min(a, b),
  bottom: Math.max(a, b),
  left: Math.min(c, d),
  right: Math.max(c, d),
}));
const rows = fc
  .tuple(index, index)
  .map(([a, b]) => ({ top: Math.min(a, b), bottom: Math.max(a, b), left: 0, right: maxColumns - 1 }));
const columns = fc
  .tuple(index, index)
  .map(([a, b]) => ({ top: 0, bottom: maxRows - 1, left: Math.min(a, b), right: Math.max(a, b) }));
const whole = fc.constant({ top: 0, left: 0, bottom: maxRows - 1, right: maxColumns - 1 });
const anyArea = fc.oneof(cells, rows, columns, whole);

describe("looks", () => {
  it("of cells, rows, columns and the sheet lie over each other in the order they came", () => {
    const patch = fc.tuple(
      anyArea,
      fc.constantFrom(
        { bold: true },
        { bold: false },
        { locked: false },
        { locked: true },
        { fill: "#FF0000" },
        { fill: null },
      ),
    );
    fc.assert(
      fc.property(fc.array(patch, { maxLength: 8 }), (patches) => {
        const sheet = new SheetModel("1", "Hoja");
        for (const [area, style] of patches) sheet.restyle(area, (before) => ({ ...before, ...style }));
        for (const [row, column] of [
          [0, 0],
          [2, 3],
          [5, 5],
          [3, 900],
          [900, 3],
          [900, 900],
        ] as const) {
          const over = patches.filter(([area]) => contains(area, row, column)).map(([, change]) => change);
          const wanted: object = Object.assign({ bold: false, locked: true, fill: null }, ...over);
          expect(sheet.styleAt(row, column)).toMatchObject(wanted);
        }
      }),
    );
  });
});

describe("addresses", () => {
  it.each(["B2", "B2:D9", "B:D", "2:9", "A1:XFD1048576"])("%s is what it reads", (text) => {
    const area = parseAddress(text);
    expect(area === null ? null : addressOf(area)).toBe(text === "A1:XFD1048576" ? "1:1048576" : text);
  });

  it("of sheets with any name come back", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 31 }).filter((name) => !/[:\\/?*[\]\r\n]/.test(name)),
        (name) => {
          expect(splitSheet(`${quoteSheet(name)}!A1`)).toEqual({ sheet: name, rest: "A1" });
        },
      ),
    );
  });
});

describe("rows that come and go", () => {
  it("take areas along: a moved area has its moved rows, and new ones only inside it", () => {
    const move = fc.record({ at: fc.nat(8), count: fc.integer({ min: -4, max: 4 }).filter((count) => count !== 0) });
    fc.assert(
      fc.property(cells, move, (area, rowMove) => {
        const kept = rowsIn(area).flatMap((row) => movedRow(row, rowMove) ?? []);
        const moved = movedArea(area, rowMove);
        expect(moved === null).toBe(kept.length === 0);
        if (moved === null) return;
        expect([moved.top, moved.bottom]).toEqual([Math.min(...kept), Math.max(...kept)]);
      }),
    );
  });

  it.each([
    [1, 2, "=SUM(B4:B6)+$B$6+Otra!A1", "=Metas!$B$4"],
    [4, -1, "=SUM(B2:B3)+#REF!+Otra!A1", "=Metas!$B$2"],
    [9, 1, "=SUM(B2:B4)+$B$4+Otra!A1", "=Metas!$B$2"],
  ])("at row %i, %i of them, take formulas and names along", (row, count, formula, name) => {
    const workbook = libro([hoja("Metas", [["a"], [1, 5], [2, 6], [3, 7]]), hoja("Otra", [["x"]])], {
      names: [{ name: "META", refersTo: "Metas!$B$2", sheet: null }],
    });
    const [sheet] = workbook.sheets;
    if (sheet === undefined) throw new Error("no sheet");
    sheet.setContent(0, 5, 0, "=SUM(B2:B4)+$B$4+Otra!A1");
    sheet.hiddenRows.add(2);
    moveRows(workbook, sheet, { at: row - 1, count }, userHand);
    const at = row === 1 ? 2 : 0;
    expect(sheet.formulaAt(at, 5)).toBe(formula);
    expect(workbook.names[0]?.refersTo).toBe(name);
    expect([...sheet.hiddenRows]).toEqual([row === 1 ? 4 : 2]);
    expect(sheet.valueAt(at + 1, 1)).toBe(5);
  });
});

it.each([
  [0.125, "0.0%", "12,5%"],
  [1234.5, "#,##0.00", "1.234,50"],
  [1234.5, "0", "1235"],
  [0.1 + 0.2, "General", "0,3"],
  [45_000, "dd/mm/yyyy", "15/03/2023"],
  [45_000, "d-m-yy", "15-3-23"],
  [3, '0.00 "metas"', "3"],
  [true, "General", "VERDADERO"],
  ["007", "@", "007"],
  ["4401", '"▲ "@', "▲ 4401"],
  ["4401", '"▲ "0;"▲ "-0;"▲ "0;"▲ "@', "▲ 4401"],
  ["4401", '0;-0;0;[Red]\\»_)@" ; "', "» 4401 ; "],
  ["4401", '0;"@"0', "4401"],
  ["4401", "General", "4401"],
  ["4401", ";;;", ""],
] as const)("%s with %s shows %s", (value, format, text) => {
  expect(displayText(value, format)).toBe(text);
});

function rowsIn({ top, bottom }: Area): number[] {
  return Array.from({ length: bottom - top + 1 }, (_, offset) => top + offset);
}
