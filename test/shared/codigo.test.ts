import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeCodigo, foldCodigo, normalizeCodigo, parseCodigo } from "../../shared/codigo.ts";
import type { Plan, PlanInput } from "../../shared/plan/schema.ts";
import { referencia } from "../fixtures/referencia-cifras.ts";
import { makePlan } from "./sheet.ts";

const plan = makePlan();

const dotted = makePlanOf({
  segmentos: [
    { nombre: "constante", ancho: 2, valor: "mp" },
    { nombre: "eje", ancho: 2 },
    { nombre: "programa", ancho: 3 },
    { nombre: "consecutivo", ancho: 4 },
  ],
  separador: ".",
  ejemplo: "MP.1.02.15",
});
const short = makePlanOf({
  segmentos: [
    { nombre: "eje", ancho: 2 },
    { nombre: "consecutivo", ancho: 3 },
  ],
  ejemplo: "01001",
});

describe("the codes of the reference", () => {
  test.each(referencia.map((fila) => [fila.codigo, fila] as const))("%s agrees with its headings", (codigo, fila) => {
    const partes = parseCodigo(codigo, plan);
    expect(fila.eje).toMatch(new RegExp(`^Eje ${partes?.eje}: `));
    expect(fila.componente).toMatch(new RegExp(`^Componente ${partes?.componente}: `));
    expect(fila.programa).toMatch(new RegExp(`^Programa ${partes?.programa}: `));
    expect(codigo.endsWith(partes?.consecutivo ?? "none")).toBe(true);
  });

  test("no two are the same", () => {
    expect(new Set(referencia.map((fila) => fila.codigo)).size).toBe(20);
  });
});

test("the parts of a código", () => {
  expect(parseCodigo("44010030007", plan)).toEqual({
    eje: "4",
    componente: "4.1",
    programa: "4.1.3",
    consecutivo: "0007",
  });
});

test.each([
  "",
  "4401003000",
  "440100300070",
  "54010030007",
  "4401003000A",
  "44010030007.0",
  "44 010030007",
  "4.4010030007E10",
  "४४०१००३०००७",
])("%j does not follow the plan's pattern", (codigo) => {
  expect(parseCodigo(codigo, plan)).toBeNull();
});

test.each<[string, string]>([
  [" 44010030007 ", "44010030007"],
  ["4401 003 0007", "44010030007"],
  ["'44010030007", "44010030007"],
  ["44010030007\u00A0", "44010030007"],
  ["\u200B44010030007\uFEFF", "44010030007"],
  ["４４０１００３０００７", "44010030007"],
  ["mp.1.2", "MP.1.2"],
])("%j is normalised to %j", (text, codigo) => {
  expect(normalizeCodigo(text)).toBe(codigo);
});

describe("other plans, other codes", () => {
  test.each<[string, object | null]>([
    ["MP.1.02.15", { eje: "1", componente: null, programa: null, consecutivo: "15" }],
    ["mp.01.2.0015", { eje: "1", componente: null, programa: null, consecutivo: "0015" }],
    ["MP.1.02", null],
    ["MP.1.02.15.1", null],
    ["MP..02.15", null],
    ["MP.123.02.15", null],
    ["XX.1.02.15", null],
    ["MP10215", null],
  ])("with a separador: %s", (text, partes) => {
    expect(parseCodigo(normalizeCodigo(text), dotted)).toEqual(partes);
  });

  test.each<[string, object | null]>([
    ["01001", { eje: "1", componente: null, programa: null, consecutivo: "001" }],
    ["1001", null],
    ["010010", null],
  ])("other widths: %s", (text, partes) => {
    expect(parseCodigo(text, short)).toEqual(partes);
  });

  test.each<[boolean, string, string, Plan]>([
    [true, "MP.1.02.15", "MP.01.2.0015", dotted],
    [true, "MP.0.02.15", "MP.00.2.015", dotted],
    [false, "MP.1.02.15", "MP.10.2.15", dotted],
    [false, "MP.1.02.15", "MP.1.2.150", dotted],
    [false, "01001", "1001", short],
  ])("is one código: %s (%s, %s)", (same, one, other, each) => {
    expect(foldCodigo(one, each) === foldCodigo(other, each)).toBe(same);
  });

  test("the pattern in words has the plan's own example", () => {
    for (const each of [plan, dotted, short]) expect(describeCodigo(each)).toContain(each.codigo.ejemplo);
  });
});

describe("properties", () => {
  test("every code of the pattern comes apart into the numbers it was made of", () => {
    fc.assert(
      fc.property(digits(1), digits(2), digits(3), digits(4), (eje, componente, programa, consecutivo) => {
        expect(parseCodigo(`4${eje}${componente}${programa}${consecutivo}`, plan)).toEqual({
          eje,
          componente: `${eje}.${Number(componente)}`,
          programa: `${eje}.${Number(componente)}.${Number(programa)}`,
          consecutivo,
        });
      }),
    );
  });

  test("arbitrary text never throws, and what is accepted has eleven digits", () => {
    const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^4?[0-9 .']{0,14}$/));
    fc.assert(
      fc.property(anyText, (text) => {
        const codigo = normalizeCodigo(text);
        expect(parseCodigo(codigo, plan) !== null).toBe(/^4[0-9]{10}$/.test(codigo));
        expect(() => [parseCodigo(text, dotted), parseCodigo(text, short)]).not.toThrow();
        expect(normalizeCodigo(codigo)).toBe(codigo);
      }),
    );
  });
});

function makePlanOf(codigo: PlanInput["codigo"]): ReturnType<typeof makePlan> {
  return makePlan({ codigo, reprogramaciones: [] });
}

function digits(width: number): fc.Arbitrary<string> {
  return fc.nat(10 ** width - 1).map((number) => String(number).padStart(width, "0"));
}
