import { describe, expect, test } from "vitest";
import { findConOtrosCodigos, pickHoja } from "../../shared/hojas.ts";
import { readClaves, type Claves } from "../../shared/read.ts";
import { makeLibro, makePlan } from "./sheet.ts";

const plan = makePlan();

interface Hoja {
  /** Last digits of the códigos of its rows; null is a row without código. */
  readonly filas: readonly (string | null)[];
  /** What its title says. */
  readonly vigencia?: number;
  /** Without a column for what is reported. */
  readonly lista?: true;
}

describe("the sheet to read", () => {
  test.each<[story: string, hojas: Readonly<Record<string, Hoja>>, picked: string]>([
    ["the only one", { Hoja1: { filas: [] } }, "Hoja1"],
    ["the first of equals", { A: { filas: ["1"] }, B: { filas: ["2"] } }, "A"],
    ["the one with most rows", { A: { filas: ["1"] }, B: { filas: ["1", "2"] }, C: { filas: ["3"] } }, "B"],
    [
      "the one named by the vigencia that they all say",
      { "2016": { filas: ["1", "2", "3"], vigencia: 2017 }, "Metas 2017": { filas: ["1"], vigencia: 2017 } },
      "Metas 2017",
    ],
    [
      "the one named by the vigencia that only another says",
      { "2016": { filas: ["1", "2"], vigencia: 2017 }, "2017": { filas: ["3"] } },
      "2017",
    ],
    [
      "the latest of those that each say their own",
      { "2016": { filas: ["1", "2"], vigencia: 2016 }, "2017": { filas: ["1"], vigencia: 2017 } },
      "2017",
    ],
    [
      "no sheet that was only prepared",
      { "2017": { filas: ["1"], vigencia: 2017 }, "2018": { filas: [], vigencia: 2018 } },
      "2017",
    ],
    [
      "the fullest of those that the vigencia names",
      { "2017 (copia)": { filas: ["1"], vigencia: 2017 }, "2017": { filas: ["1", "2"], vigencia: 2017 } },
      "2017",
    ],
  ])("is %s", (_, hojas, picked) => {
    expect(pickHoja(readHojas(hojas))?.libro.grid.sheet).toBe(picked);
  });
});

describe("códigos that only a sheet not read has", () => {
  const leida: Hoja = { filas: ["1", "2"] };
  test.each<[story: string, otra: Hoja, isTold: boolean]>([
    ["another one", { filas: ["1", "3"] }, true],
    ["the same ones", { filas: ["2", "1"] }, false],
    ["fewer", { filas: ["2"] }, false],
    ["none", { filas: [null] }, false],
    ["more, in a list that reports nothing", { filas: ["1", "2", "3"], lista: true }, false],
  ])("%s", (_, otra, isTold) => {
    const [first, ...others] = readHojas({ Leida: leida, Otra: otra });
    if (first === undefined) throw new Error("no sheet");
    expect(findConOtrosCodigos(first, others, plan)).toEqual(isTold ? ["Otra"] : []);
  });
});

function readHojas(hojas: Readonly<Record<string, Hoja>>): Claves[] {
  return Object.entries(hojas).map(([sheet, { filas, vigencia, lista }]) => {
    const rows = filas.map((last) => [last === null ? null : `4401003000${last}`, "Bankomunales", "Número", 160, 120]);
    const title = vigencia === undefined ? [] : [["Vigencia", vigencia]];
    const header = [
      "Código",
      "Indicador",
      "Unidad de medida",
      "Meta 2017",
      lista === true ? "Notas" : "Ejecución 2017",
    ];
    const claves = readClaves(makeLibro([...title, header, ...rows], { sheet }), plan);
    if (claves === null) throw new Error("no header");
    return claves;
  });
}
