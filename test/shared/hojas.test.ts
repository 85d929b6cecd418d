import { describe, expect, test } from "vitest";
import type { DefinedName, WorkbookInfo } from "../../shared/grid.ts";
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
  /** Rows of other people's above the title. */
  readonly desde?: number;
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
    [
      "«Indicadores», whatever is beside it of no later vigencia",
      { Indicadores: { filas: ["1"], vigencia: 2017 }, "Detalle 2017": { filas: ["1", "2"], vigencia: 2017 } },
      "Indicadores",
    ],
    [
      "not «Indicadores» of last year",
      { Indicadores: { filas: ["1"], vigencia: 2016 }, Otra: { filas: ["1"], vigencia: 2017 } },
      "Otra",
    ],
    ["one that reports, not a longer list", { Lista: { filas: ["1", "2"], lista: true }, B: { filas: ["1"] } }, "B"],
    ["no copy or draft", { "Borrador 2017": { filas: ["1", "2"] }, Seguimiento: { filas: ["1"] } }, "Seguimiento"],
    [
      "none that says several years for the vigencia",
      { "Plan 2016-2019": { filas: ["1"], vigencia: 2019 }, Metas: { filas: ["1", "2"], vigencia: 2019 } },
      "Metas",
    ],
    ["«Indicadores» of equals", { A: { filas: ["1"] }, INDICADORES: { filas: ["2"] } }, "INDICADORES"],
    ["the one with most rows where the pane looks", { A: { filas: ["1"] }, B: { filas: ["1", "2"], desde: 58 } }, "A"],
  ])("is %s", (_, hojas, picked) => {
    expect(pickHoja(readHojas(hojas), infoOf(hojas), plan)).toBe(picked);
  });

  const hojas = { "2017": { filas: ["1", "2"], vigencia: 2017 }, Ajena: { filas: ["3"] }, Vacía: { filas: [] } };

  test.each([
    ["the one with our mark, whatever it has", [marca("Vacía!$B$5", null)], "Vacía"],
    ["the workbook's mark before that of a copy", [marca("Ajena!$B$5", "Ajena"), marca("Vacía!$B$5", null)], "Vacía"],
    ["the one a mark names though nobody knows its header", [marca("'Sin ella'!$B$5", null)], "Sin ella"],
    ["another where the mark's sheet is gone", [marca("#REF!$B$5", null)], "2017"],
  ])("is %s", (_, definedNames, picked) => {
    const sheets = [...infoOf(hojas).sheets, { name: "Sin ella", visibility: "hidden" as const }];
    expect(pickHoja(readHojas(hojas), { sheets, definedNames }, plan)).toBe(picked);
  });

  test("is the one that the plan's data names", () => {
    const ajena = { nombre: "ajena", hoja: "AJENA", filaEncabezado: 1, columnas: { codigo: ["Código"] } };
    expect(pickHoja(readHojas(hojas), infoOf(hojas), makePlan({ disposiciones: [ajena] }))).toBe("Ajena");
  });
});

describe("códigos that only a sheet not read has", () => {
  const leida: Hoja = { filas: ["1", "2"], vigencia: 2017 };
  test.each<[story: string, otra: Hoja, isTold: boolean]>([
    ["another one", { filas: ["1", "3"] }, true],
    ["the same ones", { filas: ["2", "1"] }, false],
    ["fewer", { filas: ["2"] }, false],
    ["none", { filas: [null] }, false],
    ["another one, of last year by its title", { filas: ["3"], vigencia: 2016 }, false],
    ["words in place of códigos", { filas: ["x"] }, false],
    ["more, in a list that reports nothing", { filas: ["1", "2", "3"], lista: true }, false],
  ])("%s", (_, otra, isTold) => {
    const [first, ...others] = readHojas({ Leida: leida, Otra: otra });
    if (first === undefined) throw new Error("no sheet");
    expect(findConOtrosCodigos(first, others, plan)).toEqual(isTold ? ["Otra"] : []);
  });
});

function marca(refersTo: string, sheet: string | null): DefinedName {
  return { name: "METAS_VERSION", refersTo, sheet };
}

function infoOf(hojas: Readonly<Record<string, Hoja>>): Pick<WorkbookInfo, "sheets" | "definedNames"> {
  return { sheets: Object.keys(hojas).map((name) => ({ name, visibility: "visible" })), definedNames: [] };
}

function readHojas(hojas: Readonly<Record<string, Hoja>>): Claves[] {
  return Object.entries(hojas).map(([sheet, { filas, vigencia, lista, desde = 0 }]) => {
    const rows = filas.map((last) => [last === null ? null : `4401003000${last}`, "Bankomunales", "Número", 160, 120]);
    const title = [
      ...Array.from({ length: desde }, () => ["Nota"]),
      ...(vigencia === undefined ? [] : [["Vigencia", vigencia]]),
    ];
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
