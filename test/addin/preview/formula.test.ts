import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { a1 } from "../../../shared/address.ts";
import { evaluate } from "../../../addin/preview/host/formula/evaluate.ts";
import { NotEvaluated } from "../../../addin/preview/host/formula/not-evaluated.ts";
import { scalarOf } from "../../../addin/preview/host/formula/operand.ts";
import { parseFormula } from "../../../addin/preview/host/formula/parse.ts";
import { recalculate } from "../../../addin/preview/host/formula/recalculate.ts";
import { shiftFormula } from "../../../addin/preview/host/formula/shift.ts";
import { surroundingsOf } from "../../../addin/preview/host/formula/surroundings.ts";
import { wholeSheet } from "../../../addin/preview/host/model/area.ts";
import type { CellValue } from "../../../addin/preview/host/model/cell-value.ts";
import { calculadas } from "../../../shared/layout/formulas.ts";
import { cali2016 } from "../../../shared/plan/cali-2016-2019.ts";
import { planSchema } from "../../../shared/plan/schema.ts";
import { placeColumns } from "../../shared/layout/formulas-book.ts";
import { hoja, libro } from "./libro-prueba.ts";

const workbook = libro(
  [
    hoja("Metas", [
      [1, 2, "texto", true],
      [null, -4, "", { kind: "error", code: "#N/A" }],
    ]),
    hoja("Mi hoja", [[7]]),
  ],
  { names: [{ name: "META", refersTo: "Metas!$B$1", sheet: null }] },
);

function valueOf(formula: string, rows = 0, columns = 0): CellValue {
  const sheet = workbook.activeSheet;
  const around = surroundingsOf(workbook, sheet, (each, row, column) => each.valueAt(row, column));
  return scalarOf(evaluate(parseFormula(formula), { ...around, rows, columns }));
}

/** As Excel answers them. */
const values: readonly (readonly [formula: string, value: CellValue])[] = [
  ["=1+2*3^2-4/2", 17],
  ["=-2^2", 4],
  ["=50%*2", 1],
  ['="a"&1&TRUE', "a1TRUE"],
  ['="ÁRBOL"="árbol"', true],
  ['=1<"a"', true],
  ['="z"<FALSE', true],
  ["=A2=0", true],
  ['=A2=""', true],
  ["=1/A2", { error: "#DIV/0!" }],
  ["=D2+1", { error: "#N/A" }],
  ["=C1+1", { error: "#VALUE!" }],
  ["=IF(A1>0,B1,1/0)", 2],
  ["=IF(A1>5,1)", false],
  ["=IFERROR(D2,0)", 0],
  ["=AND(A1=1,B1>1)", true],
  ["=OR(A1>1,NOT(B1=2))", false],
  ["=AND(C1)", { error: "#VALUE!" }],
  ["=ISNUMBER(C1)+ISTEXT(C1)+ISBLANK(A2)+ISERROR(D2)", 3],
  ["=SUM(A1:D1)", 3],
  ["=COUNT(A1:D2)", 3],
  ["=COUNTA(A1:C2)", 5],
  ["=COUNTBLANK(A1:C2)", 2],
  ["=AVERAGE(A1:B1)", 1.5],
  ["=MAX(A1:B2)-MIN(A1:B2)", 6],
  ["=ROUND(2.5,0)+ROUND(-2.5,0)+ROUND(1.005,2)", 1.01],
  ["=MOD(-3,2)", 1],
  ["=DATE(2026,9,30)-DATE(2026,1,1)", 272],
  ["=DATE(2026,13,1)=DATE(2027,1,1)", true],
  ['=TRIM("  a   b ")', "a b"],
  ['=MATCH("TEXTO",A1:D1,0)', 3],
  ['=OR(C1={"otro","texto"})', true],
  ["=SUMPRODUCT((A1:B2>0)*A1:B2)", 3],
  ['=SUMPRODUCT((1-ISNUMBER(A1:C1))*(TRIM(A1:C1)<>""))', 1],
  ["='Mi hoja'!A1+META", 9],
  ["=N(C1)+N(D1)", 1],
  ["=-A1%", -0.01],
];

describe("evaluate", () => {
  it.each(values)("%s", (formula, value) => {
    expect(valueOf(formula)).toEqual(value);
  });

  it.each([
    "=INDIRECT(A1)",
    "=Tabla[meta]",
    "=A:A",
    "=[1]Hoja!A1",
    "=NADA",
    "=A1:",
    "=1+",
    "=A1;B1",
    "='Otra'!A1",
    "=A1#",
  ])("does not pretend to know %s", (formula) => {
    expect(() => valueOf(formula)).toThrow(NotEvaluated);
  });

  it("moves relative references along and keeps fixed ones", () => {
    expect(valueOf("=A1+$B$1", 0, 1)).toBe(4);
    expect(valueOf("=$A1", 1, 3)).toBeNull();
    expect(valueOf("=B1", 1, 0)).toBe(-4);
  });

  it("sums as JavaScript does, whatever the numbers", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -999, max: 999 }), { minLength: 1, maxLength: 8 }), (numbers) => {
        const formula = `=${numbers.map((number) => `(${number})`).join("+")}`;
        expect(valueOf(formula)).toBe(numbers.reduce((sum, number) => sum + number, 0));
      }),
    );
  });
});

describe("shiftFormula", () => {
  it.each([
    ["=A1+$A1+A$1+$A$1", 2, 1, "=B3+$A3+B$1+$A$1"],
    ["='Mi hoja'!A1:B2&\"A1\"", 1, 0, "='Mi hoja'!A2:B3&\"A1\""],
    ["=LOG10(A1)*METAS_1", 1, 0, "=LOG10(A2)*METAS_1"],
    ["=A1", -1, 0, "=#REF!"],
  ])("%s by %i, %i", (formula, rows, columns, shifted) => {
    expect(shiftFormula(formula, rows, columns)).toBe(shifted);
  });

  it("there and back is where it was", () => {
    const place = fc.tuple(fc.nat(500), fc.nat(500));
    fc.assert(
      fc.property(place, place, ([row, column], [down, right]) => {
        const formula = `=IF(${a1(row, column)}>1,$C${row + 1},"${a1(row, column)}")`;
        expect(shiftFormula(shiftFormula(formula, down, right), -down, -right)).toBe(formula);
      }),
    );
  });
});

describe("recalculate", () => {
  it("calculates what depends on a change, through other formulas and sheets, and nothing else", () => {
    const book = libro([hoja("A", [[1, "=A1+1", "=B1*2", "=A9"]]), hoja("B", [["=A!C1", "=RAND()+A1", "=Z1"]])]);
    const [first, second] = book.sheets;
    if (first === undefined || second === undefined) throw new Error("no sheets");
    first.setContent(0, 0, 10, null);
    const cell = { top: 0, left: 0, bottom: 0, right: 0 };
    const { sheets, left } = recalculate(book, [{ sheet: first, area: cell }]);
    expect([first.valueAt(0, 1), first.valueAt(0, 2), second.valueAt(0, 0)]).toEqual([11, 22, 22]);
    expect([first.valueAt(0, 3), second.valueAt(0, 2)]).toEqual([{ error: "#BUSY!" }, { error: "#BUSY!" }]);
    expect([...sheets].map(({ name }) => name)).toEqual(["A", "B"]);
    expect(left).toEqual(["B!B1"]);
  });

  it("calculates nothing from what it could not calculate", () => {
    const book = libro([hoja("A", [[1, "=RAND()+A1", "=B1*2"]])]);
    const sheet = book.activeSheet;
    sheet.setContent(0, 1, 0.5, "=RAND()+A1");
    sheet.setContent(0, 2, 1, "=B1*2");
    const cell = { top: 0, left: 0, bottom: 0, right: 0 };
    expect(recalculate(book, [{ sheet, area: cell }]).left).toEqual(["A!B1", "A!C1"]);
    expect(sheet.valueAt(0, 2)).toBe(1);
  });

  it("leaves circles alone", () => {
    const book = libro([hoja("A", [["=B1", "=A1", "=1+1"]])]);
    const { left } = recalculate(book, [{ sheet: book.activeSheet, area: wholeSheet }]);
    expect(left.toSorted()).toEqual(["A!A1", "A!B1"]);
    expect(book.activeSheet.valueAt(0, 2)).toBe(2);
  });

  it("gives what LibreOffice gives for the template's own formulas", () => {
    const recorded = recordedSchema.parse(JSON.parse(readFileSync(fixture, "utf8")));
    const columns = placeColumns(planSchema.parse(cali2016), false);
    const names = [
      { name: "METAS_VIGENCIA", refersTo: "Indicadores!$A$1", sheet: null },
      { name: "METAS_CORTE", refersTo: "Indicadores!$B$1", sheet: null },
    ];
    for (const { fila, ...wanted } of recorded.filas) {
      const book = libro([hoja("Indicadores", [[2017, 43_008]])], { names });
      const sheet = book.activeSheet;
      const at = (key: string): number => columns.get(key) ?? -1;
      for (const [key, value] of Object.entries(fila)) sheet.setContent(8, at(key), value, null);
      for (const key of calculadas) sheet.setContent(8, at(key), null, `=${recorded.formulas[key]}`);
      expect(recalculate(book, [{ sheet, area: wholeSheet }]).left).toEqual([]);
      const found = Object.fromEntries(calculadas.map((key) => [key, rounded(sheet.valueAt(8, at(key)))]));
      expect({ fila, ...found }).toEqual({ fila, ...wanted });
    }
    expect(recorded.filas.length).toBeGreaterThan(50);
  });
});

const fixture = fileURLToPath(new URL("../../fixtures/formulas.json", import.meta.url));
const single = z.union([z.string(), z.number()]);
const recordedSchema = z.object({
  formulas: z.record(z.enum(calculadas), z.string()),
  filas: z.array(
    z.object({
      fila: z.record(z.string(), single.nullable()),
      nivel: single,
      avance: single,
      brecha: single,
      esperado: single,
      semaforo: single,
    }),
  ),
});

/** As the fixture was rounded. */
function rounded(value: CellValue): CellValue {
  return typeof value === "number" ? Number(Number(value.toPrecision(12)).toFixed(9)) + 0 : value;
}
