import { describe, expect, test } from "vitest";
import type { HallazgoCode } from "../../../shared/rules/catalog.ts";
import { fila, plantilla, type Valores } from "../hoja.ts";
import { fecha, makePlan } from "../sheet.ts";
import { review, una, type Situacion } from "./caso.ts";

/** What the first finding of a code says, hard spaces as spaces. */
function messageOf(situacion: Situacion, code: HallazgoCode): string {
  const found = review(situacion).findings.find((finding) => finding.code === code);
  return (found?.message ?? `no ${code}`).replaceAll("\u00A0", " ");
}

/** A flow: `ejecucion` of `meta` in 2017. */
const flujo = (meta: number, ejecucion: number): Valores => ({
  tipoAcumulacion: "Flujo",
  modoReporte: null,
  meta2017: meta,
  ejecucion2017: ejecucion,
});

/** A sheet with columns of its own. */
const own = (...headers: readonly string[]) => una({}, { columnas: [...plantilla(), ...headers] });

describe("a message never contradicts itself", () => {
  test.each<[string, Situacion, HallazgoCode, string]>([
    ["just below the umbral", una(flujo(10_000, 6999)), "rezagada-sin-plan", "es 69,99 %, menos de 70 %"],
    ["just below the meta", una(flujo(10_000, 9996)), "sin-plan-de-choque", "es 99,96 %, la brecha es 4"],
    ["just above zero", una(flujo(100_000, 4)), "rezagada-sin-plan", "es 0,004 %, menos de 70 %"],
    [
      "an umbral with decimals",
      una(flujo(10_000, 6666), { plan: makePlan({ reprogramaciones: [], umbralRezago: 0.66665 }) }),
      "rezagada-sin-plan",
      "es 66,66 %, menos de 66,665 %",
    ],
    [
      "a brecha of next to nothing",
      una({ ...flujo(1, 0.999), unidad: "Km" }),
      "sin-plan-de-choque",
      "99,9 %, la brecha es 0,001",
    ],
  ])("%s", (_, situacion, code, text) => {
    expect(messageOf(situacion, code)).toContain(text);
  });
});

describe("blank and NP are told apart", () => {
  test.each<[HallazgoCode, Valores, string]>([
    ["sin-ejecucion", { ejecucion2017: "NP" }, "la ejecución dice NP."],
    ["sin-ejecucion", { ejecucion2017: null }, "la ejecución está en blanco."],
    ["vigencia-cerrada-sin-ejecucion", { ejecucion2016: "NP" }, "la ejecución dice NP."],
    ["vigencia-cerrada-sin-ejecucion", { ejecucion2016: null }, "la ejecución está en blanco."],
    ["sin-linea-base", { lineaBase: "NP" }, "La línea base dice NP "],
    ["sin-linea-base", { lineaBase: null }, "La línea base está en blanco "],
  ])("%s with %o", (code, changes, text) => {
    expect(messageOf(una(changes), code)).toContain(text);
  });
});

describe("an ejecución without meta says what becomes of the nivel", () => {
  test.each<[string, Valores, string]>([
    ["NP", { meta2016: "NP" }, "la meta dice NP; no se cuenta y el nivel sigue en 60."],
    ["blank", { meta2016: null }, "la meta está en blanco; no se cuenta y el nivel sigue en 60."],
    ["the nivel it was at", { meta2016: "NP", ejecucion2016: 60 }, "se reporta 60 y la meta dice NP."],
    [
      "a sum",
      { tipoAcumulacion: "Acumulado", meta2016: "NP", ejecucion2016: 7 },
      "se reporta 7 y la meta dice NP; no se cuenta y el nivel sigue en 0.",
    ],
    [
      "a reduction that reached zero",
      { tipoAcumulacion: "Reducción", meta2016: "NP", ejecucion2016: 0, meta2017: 0, ejecucion2017: 0 },
      "se reporta 0 y la meta dice NP; no se cuenta y el nivel sigue en 60.",
    ],
    ["independent years", { tipoAcumulacion: "Flujo", meta2016: "NP" }, "se reporta 116 y la meta dice NP."],
    ["nothing done", { meta2016: "NP", ejecucion2016: 0 }, "no ejecucion-sin-meta"],
  ])("%s", (_, changes, text) => {
    expect(messageOf(una(changes), "ejecucion-sin-meta")).toContain(text);
  });
});

describe("people read it", () => {
  test.each<[string, Situacion, HallazgoCode, string]>([
    ["one column", own("Notas"), "columna-desconocida", "Hay 1 columna que la plantilla no tiene: «Notas» ("],
    ["two columns", own("A", "B"), "columna-desconocida", "Hay 2 columnas que la plantilla no tiene: «A» ("],
    ["a header on two lines", own("Notas\r\nde la\n dependencia"), "columna-desconocida", "«Notas de la dependencia»"],
    [
      "a renamed header on two lines",
      una({}, { encabezados: { ejecucion2017: "Avance\n2017" } }),
      "columna-renombrada",
      "«Avance 2017» (",
    ],
    ["a date for a figure", una({ meta2017: fecha("2017-05-03") }), "fecha-en-numero", "la fecha 03/05/2017."],
    ["a date for a word", una({ tipoAcumulacion: fecha("2017-05-03") }), "fuera-de-lista", "«03/05/2017» no está"],
    [
      "a date for a vigencia",
      una({}, { titulo: { vigencia: fecha("2017-05-03") } }),
      "vigencia-fuera-del-plan",
      "«03/05/2017»",
    ],
  ])("%s", (_, situacion, code, text) => {
    expect(messageOf(situacion, code)).toContain(text);
  });
});

test("rows that are no indicadores are all named", () => {
  const notas = Array.from({ length: 11 }, (_, k): Valores => ({ nombre: `Nota ${k + 1}` }));
  expect(messageOf({ filas: [fila(), ...notas] }, "filas-sin-indicador")).toBe(
    `Hay 11 filas de notas, totales o títulos, que no se leen: ${[9, 10, 11, 12, 13, 14, 15, 16]
      .map((row) => `${row} «Nota ${row - 8}»`)
      .join(", ")}, y 17, 18, 19.`,
  );
});
