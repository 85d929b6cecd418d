import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { EditHistory } from "../../../addin/preview/edit-history.ts";
import { ExcelHost } from "../../../addin/preview/host/excel-host.ts";
import { strictOptions } from "../../../addin/preview/host/model/protection.ts";
import type { SheetModel } from "../../../addin/preview/host/model/sheet-model.ts";
import { a1 } from "../../../shared/address.ts";
import { hoja, libro } from "./libro-prueba.ts";

let host: ExcelHost;
let history: EditHistory;
let sheet: SheetModel;

beforeEach(() => {
  host = new ExcelHost(
    libro([
      hoja("Metas", [
        ["1.1", 10, "=B1*2"],
        ["2", null, { kind: "error", code: "#N/A" }],
        [true, "'texto", "=B1+1"],
      ]),
      hoja("Otra", [[1]]),
    ]),
  );
  host.type("Metas", "D1", [["=B1*2"]]);
  sheet = host.workbook.activeSheet;
  history = new EditHistory(host);
});

describe("what a person did to cells is undone and done again", () => {
  it.each([
    ["a figure", 0, 1, [[25]]],
    ["a text that looks like a figure", 0, 0, [["'3"]]],
    ["an empty cell that is filled", 1, 1, [["'NP"]]],
    ["a formula that is overwritten", 0, 3, [[7]]],
    ["a percentage, which brings its format", 0, 1, [["12%"]]],
    [
      "a block, pasted over texts, figures, errors and what is blank",
      0,
      0,
      [
        ["=B2", 5, ""],
        ["x", "y", "z"],
        ["", "", ""],
      ],
    ],
    ["cells that are cleared", 0, 0, [["", "", ""]]],
  ])("%s", (_, row, column, entries) => {
    const before = contents();
    history.type(sheet, row, column, entries);
    const after = contents();
    expect(after).not.toEqual(before);
    expect(history.undo().kind).toBe("done");
    expect(contents()).toEqual(before);
    expect(history.undo()).toEqual({ kind: "none" });
    expect(history.redo().kind).toBe("done");
    expect(contents()).toEqual(after);
    expect(history.redo()).toEqual({ kind: "none" });
  });

  it("step by step, whatever was typed in whatever order", () => {
    const entry = fc.oneof(fc.integer(), fc.constantFrom("", "12%", "=B1", "'007", "#N/A", "true", "x"));
    const edit = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }), entry);
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        const own = new EditHistory(host);
        const seen = [contents()];
        for (const [row, column, text] of edits) {
          own.type(sheet, row, column, [[text]]);
          if (JSON.stringify(contents()) !== JSON.stringify(seen.at(-1))) seen.push(contents());
        }
        for (const expected of seen.slice(0, -1).toReversed()) {
          expect(own.undo().kind).toBe("done");
          expect(contents()).toEqual(expected);
        }
        expect(own.undo().kind).toBe("none");
      }),
      { numRuns: 60 },
    );
  });

  it("says where, and leaves the cells between alone", () => {
    history.type(sheet, 0, 0, [
      ["'nuevo", null, null],
      [null, null, "'otro"],
    ]);
    host.type("Metas", "B1", [[99]]);
    expect(history.undo()).toMatchObject({ kind: "done", area: { top: 0, left: 0, bottom: 1, right: 2 } });
    expect([sheet.valueAt(0, 0), sheet.valueAt(0, 1), sheet.valueAt(1, 2)]).toEqual(["1.1", 99, { error: "#N/A" }]);
  });

  it("but not over what somebody put there later, nor on a sheet that is gone", () => {
    history.type(sheet, 0, 1, [[25]]);
    host.type("Metas", "B1", [[30]], "co-author");
    expect(history.undo()).toEqual({ kind: "overtaken" });
    expect([sheet.valueAt(0, 1), history.undo()]).toEqual([30, { kind: "none" }]);
    history.type(sheet, 0, 1, [[26]]);
    host.workbook.deleteSheet(sheet);
    expect(history.undo()).toEqual({ kind: "overtaken" });
  });

  it("nor in a locked cell, for as long as it is locked", () => {
    history.type(sheet, 0, 1, [[25]]);
    sheet.protection = { password: null, options: strictOptions };
    expect(history.undo()).toEqual({ kind: "locked" });
    sheet.protection = null;
    expect(history.undo().kind).toBe("done");
    expect(sheet.valueAt(0, 1)).toBe(10);
  });

  it("a new edit ends what could be done again, and one that changes nothing is no step", () => {
    history.type(sheet, 0, 1, [[25]]);
    history.undo();
    history.type(sheet, 0, 1, [[10]]);
    expect(history.redo().kind).toBe("done");
    history.undo();
    history.type(sheet, 1, 1, [[1]]);
    expect(history.redo()).toEqual({ kind: "none" });
  });
});

/** What every cell holds, formulas by their text, and its number format. */
function contents(): unknown[] {
  return [0, 1, 2, 3].flatMap((row) =>
    [0, 1, 2, 3].map((column) => [
      a1(row, column),
      sheet.formulaAt(row, column) ?? sheet.valueAt(row, column),
      sheet.styleAt(row, column).numberFormat,
    ]),
  );
}
