import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pendingCell, type Cell } from "../../../shared/cell.ts";
import { columnasMezcladas } from "../../../shared/merge/columna-mezclada.ts";
import {
  claveDe,
  isEqual,
  isLegible,
  isOwnType,
  isTypedApart,
  type TipoColumna,
} from "../../../shared/merge/igualdad.ts";
import { errorCell, fecha, percent } from "../sheet.ts";
import { plan } from "./lado.ts";

const nbsp = "\u00A0";

describe("cells of the same meaning", () => {
  test.each<[TipoColumna, Cell, Cell]>([
    ["numero", 12.5, "12,5"],
    ["numero", 12.5, `${nbsp}12,50 `],
    ["numero", 7480, "7.480"],
    ["numero", 0, "0"],
    ["numero", 0, -0],
    ["numero", 0.3, 0.1 + 0.2],
    ["numero", 0.1 + 0.2, "0,3"],
    ["numero", percent(0.125), "12,5 %"],
    ["numero", percent(0.07), "7%"],
    ["numero", percent(0.07), percent(0.07 + 1e-18)],
    ["numero", "NP", "np"],
    ["numero", "NP", "No programada"],
    ["numero", "S.D.", "sin dato"],
    ["numero", null, ""],
    ["numero", null, ` ${nbsp}\n`],
    ["numero", "  ", "\t"],
    ["numero", "pendiente ", " pendiente"],
    ["numero", "1.5", "1.5 "],
    ["numero", true, true],
    ["numero", fecha("2017-03-05"), fecha("2017-03-05")],
    ["texto", "Línea", "Li\u0301nea"],
    ["texto", "a\r\nb", "a\nb"],
    ["texto", "a  \nb", "a\nb"],
    ["texto", "a ", "a"],
    ["texto", null, "  "],
    ["texto", 2017, "2017"],
    ["texto", 12.5, "12,5"],
    ["lista", "Capacidad", "  CAPACIDAD"],
    ["lista", "Reducción", "reduccion"],
    ["lista", "reducción  anual", "Reducción anual"],
    ["lista", 3, "3"],
    ["lista", null, " "],
    ["codigo", "44010010002", 44_010_010_002],
    ["fecha", fecha("2017-09-30"), "30/09/2017"],
    ["fecha", fecha("2017-09-30"), "2017-09-30"],
    ["fecha", fecha("2017-09-30"), "30 de septiembre de 2017"],
    ["fecha", { kind: "date", serial: 43_008.75 }, { kind: "date", serial: 43_008 }],
    ["fecha", { kind: "date", serial: 43_008.75 }, "30/09/2017"],
    ["fecha", "por definir ", "por definir"],
    ["fecha", { kind: "date", serial: -1 }, { kind: "date", serial: -1 }],
    ["fecha", null, ""],
  ])("%s: %j and %j", (tipo, one, other) => {
    expect(isEqual(one, other, tipo)).toBe(true);
    expect(isEqual(other, one, tipo)).toBe(true);
  });
});

describe("cells of different meaning", () => {
  test.each<[TipoColumna, Cell, Cell]>([
    ["numero", 12.5, percent(0.125)],
    ["numero", 12.5, "12,5 %"],
    ["numero", 12.5, percent(12.5)],
    ["numero", 12.5, 12.6],
    ["numero", 1.5, "1.5"],
    ["numero", 1.234, "1,234"],
    ["numero", 1234, "1,234"],
    ["numero", 0, null],
    ["numero", 0, "NP"],
    ["numero", "NP", null],
    ["numero", "NP", "SD"],
    ["numero", "SD", null],
    ["numero", 1, true],
    ["numero", 0, false],
    ["numero", true, false],
    ["numero", 43_008, fecha("2017-09-30")],
    ["numero", { kind: "date", serial: 1.5 }, { kind: "date", serial: 1.25 }],
    ["numero", 1, "uno"],
    ["numero", "uno", "Uno"],
    ["texto", "a", "A"],
    ["texto", "sí", true],
    ["texto", "a b", "a  b"],
    ["texto", "a\nb", "a b"],
    ["texto", 2017, "2.017"],
    ["texto", 7, "007"],
    ["texto", "0", null],
    ["texto", percent(1), "100"],
    ["lista", "Nivel", "Flujo"],
    ["lista", "Nivel", null],
    ["fecha", fecha("2017-09-30"), fecha("2017-10-01")],
    ["fecha", fecha("2017-09-30"), "30/09/2018"],
    ["fecha", 43_008, fecha("2017-09-30")],
    ["fecha", { kind: "date", serial: -1 }, { kind: "date", serial: -2 }],
    ["fecha", "por definir", "Por definir"],
    ["fecha", "por definir", null],
    ["texto", errorCell("#REF!"), errorCell("#N/A")],
    ["texto", errorCell("#REF!"), pendingCell],
    ["texto", pendingCell, null],
  ])("%s: %j and %j", (tipo, one, other) => {
    expect(isEqual(one, other, tipo)).toBe(false);
    expect(isEqual(other, one, tipo)).toBe(false);
  });
});

describe("a cell's meaning as text", () => {
  test.each<[TipoColumna, Cell, string]>([
    ["numero", " ", ""],
    ["numero", "12,50", "n12.5"],
    ["numero", percent(0.125), "%12.5"],
    ["numero", "N.P.", "tnp"],
    ["numero", "SD", "tsin-dato"],
    ["texto", 12.5, "t12,5"],
    ["texto", true, "sí"],
    ["texto", false, "no"],
    ["lista", "Reducción", "treduccion"],
    ["fecha", "30/09/2017", "d2017-09-30"],
    ["numero", { kind: "date", serial: 1.5 }, "d1.5"],
    ["texto", errorCell("#N/A"), "e#N/A"],
    ["texto", pendingCell, "p"],
  ])("%s: %j is %s", (tipo, cell, clave) => {
    expect(claveDe(cell, tipo)).toBe(clave);
  });
});

describe("what can be compared and copied", () => {
  test.each<[Cell | undefined, boolean]>([
    [null, true],
    ["", true],
    ["a", true],
    [0, true],
    [false, true],
    [percent(0), true],
    [fecha("2017-01-01"), true],
    [errorCell(), false],
    [pendingCell, false],
    [undefined, false],
  ])("%j: %s", (cell, expected) => {
    expect(isLegible(cell)).toBe(expected);
  });
});

describe("text on one side and something else on the other", () => {
  test.each<[Cell, Cell, boolean]>([
    ["12,5", 12.5, true],
    [percent(0.1), "10 %", true],
    ["12,5", "12.5", false],
    [1, 2, false],
    ["", 1, false],
    [1, null, false],
    [null, "a", false],
    [null, null, false],
  ])("%j and %j: %s", (one, other, expected) => {
    expect(isTypedApart(one, other)).toBe(expected);
  });

  test.each<[Cell, TipoColumna, boolean]>([
    [1, "numero", true],
    ["1", "numero", false],
    [fecha("2017-01-01"), "fecha", true],
    ["01/01/2017", "fecha", false],
    ["a", "texto", true],
    [1, "texto", false],
    ["a", "lista", true],
    [1, "lista", false],
    ["4401", "codigo", true],
    [4401, "codigo", false],
  ])("%j belongs in a column of %s: %s", (cell, tipo, expected) => {
    expect(isOwnType(cell, tipo)).toBe(expected);
  });
});

test("a number and the text that the sheet shows of it are equal, and nothing near them is", () => {
  const cents = fc.integer({ min: -9_999_999, max: 9_999_999 });
  fc.assert(
    fc.property(cents, (whole) => {
      const text = `${whole < 0 ? "-" : ""}${Math.trunc(Math.abs(whole) / 100)},${String(Math.abs(whole) % 100).padStart(2, "0")}`;
      expect(claveDe(text, "numero")).toBe(claveDe(whole / 100, "numero"));
      expect(isEqual(text, (whole + 1) / 100, "numero")).toBe(false);
      expect(isEqual(`${text} %`, { kind: "percent", value: whole / 10_000 }, "numero")).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("every column with an owner is merged, but the two that say which row it is", () => {
  const found = columnasMezcladas(plan).map(({ key, dueno, tipo }) => `${key} ${dueno} ${tipo}`);
  expect(found).toEqual([
    "eje planeacion texto",
    "componente planeacion texto",
    "programa planeacion texto",
    "nombre planeacion texto",
    "unidad planeacion texto",
    "tipoAcumulacion planeacion lista",
    "modoReporte secretaria lista",
    "lineaBase planeacion numero",
    "meta2017 planeacion numero",
    "ejecucion2017 secretaria numero",
    "ponderador planeacion numero",
    "participacion planeacion numero",
    "observaciones secretaria texto",
    "planDeChoque secretaria texto",
    "planCantidad secretaria numero",
    "planUnidad secretaria texto",
    "planFechaLimite secretaria fecha",
    "planResponsable secretaria texto",
    "enlaceResponsable secretaria texto",
  ]);
});
