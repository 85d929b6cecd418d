import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseArea } from "../../shared/address.ts";
import type { Cell } from "../../shared/cell.ts";
import { normalizeCodigo } from "../../shared/codigo.ts";
import { reviewAcross } from "../../shared/comparacion.ts";
import { countFindings, reviewLibro } from "../../shared/validate.ts";
import { fila, makeHoja, planDePrueba, plantilla } from "./hoja.ts";
import { makeLibro, makePlan } from "./sheet.ts";

const dispensa = { motivo: "La cifra es así", por: "Planeación", fecha: "2017-10-02" };

/** Two rows with a negative weight, under a plan that waives what the changes leave open. */
function negative(changes: { codigo?: string; secretaria?: string }) {
  const plan = makePlan({
    dispensas: [{ ...dispensa, hallazgo: "ponderador-no-usable", ...changes }],
    reprogramaciones: [],
  });
  const hoja = makeHoja({ plan, filas: [fila({ ponderador: -1 }), fila({ codigo: "44010030008", ponderador: -1 })] });
  const { findings } = reviewLibro(hoja.libro, plan);
  return { plan, hoja, findings };
}

describe("reviewLibro", () => {
  const hoja = makeHoja({
    filas: [
      fila({ modoReporte: null, lineaBase: "60" }),
      fila({ codigo: "44010030008 ", observaciones: null, ejecucion2017: "x" }),
      fila({ codigo: 44010030009 }),
    ],
  });

  test("lists the gravest first, then from the top down", () => {
    const { findings } = reviewLibro(hoja.libro, planDePrueba);
    expect(findings.map(({ severity, cell, code }) => `${severity} ${cell} ${code}`)).toEqual([
      `error ${hoja.at(["ejecucion2017", 1])} no-es-numero`,
      `warning ${hoja.at(["modoReporte", 0])} modo-ambiguo`,
      `warning ${hoja.at(["lineaBase", 0])} numero-como-texto`,
      `warning ${hoja.at(["codigo", 2])} codigo-como-numero`,
      `info ${hoja.at(["codigo", 1])} codigo-con-espacios`,
    ]);
  });

  test("says whose it is, in which file and sheet, and offers a fix where the meaning is certain", () => {
    const { findings } = reviewLibro(hoja.libro, planDePrueba);
    expect(findings.find(({ code }) => code === "numero-como-texto")).toMatchObject({
      file: "libro.xlsx",
      sheet: "Indicadores",
      secretaria: "desarrollo-economico",
      indicador: "44010030007",
      fix: { cell: hoja.at(["lineaBase", 0]), value: 60 },
    });
    expect(findings.find(({ code }) => code === "codigo-como-numero")).toMatchObject({
      indicador: "44010030009",
      fix: { cell: hoja.at(["codigo", 2]), value: "44010030009" },
    });
    expect(findings.find(({ code }) => code === "no-es-numero")).not.toHaveProperty("fix");
  });

  test("offers no fix of what a formula gives, and says that the formula is to be corrected", () => {
    const sheet = makeHoja({
      filas: [
        fila({ meta2017: { formula: '"1.6"&"00"', value: "1.600" } }),
        fila({ codigo: { formula: "44010030007+1", value: 44010030008 } }),
        fila({ codigo: "44010030009", meta2017: "1.600" }),
      ],
    });
    const { findings } = reviewLibro(sheet.libro, planDePrueba);
    const texts = findings.filter(({ code }) => code === "numero-como-texto" || code === "codigo-como-numero");
    expect(texts.map(({ cell, fix, reason }) => [cell, fix?.value, reason.includes("fórmula")])).toEqual([
      [sheet.at(["meta2017", 0]), undefined, true],
      [sheet.at(["codigo", 1]), undefined, true],
      [sheet.at(["meta2017", 2]), 1600, false],
    ]);
  });

  test.each<[story: string, merges: readonly string[], told: readonly (string | null)[]]>([
    ["over its two rows, and a vigencia over its columns", ["A3:A4", "B3:B4", "D3:E3"], []],
    ["in the title above", ["A1:E1", "B2:C2"], []],
    ["below it, between two indicadores", ["A3:A4", "B5:B6"], ["B5"]],
  ])("of a foreign header, merged %s", (_, merges, told) => {
    const libro = makeLibro(
      [
        ["Plan indicativo"],
        ["Vigencia", 2017],
        ["Código", "Indicador", "Unidad", "2017", null],
        [null, null, null, "Meta", "Ejecución"],
        ["44010030007", "Bankomunales", "Número", 160, 120],
        ["44010030008", null, "Número", 4, 3],
      ],
      { merges: merges.flatMap((area) => parseArea(area) ?? []) },
    );
    const { findings } = reviewLibro(libro, planDePrueba);
    expect(findings.filter(({ code }) => code === "celdas-combinadas").map(({ cell }) => cell)).toEqual(told);
  });

  test("takes the secretaría of a row from its column", () => {
    const sheet = makeHoja({
      columnas: ["codigo", "nombre", "secretaria", "meta2017", "ejecucion2017"],
      filas: [fila({ secretaria: "Seguridad y Justicia", ejecucion2017: "x" })],
    });
    const { findings } = reviewLibro(sheet.libro, planDePrueba);
    expect(findings.find(({ code }) => code === "no-es-numero")?.secretaria).toBe("seguridad-y-justicia");
  });

  test("a código repeated in one secretaría is measured in another", () => {
    const sheet = makeHoja({
      columnas: [...plantilla(), "secretaria"],
      filas: ["SDE", "SDE", "Seguridad y Justicia"].map((secretaria) => fila({ secretaria, participacion: 50 })),
    });
    const { filas } = reviewLibro(sheet.libro, planDePrueba);
    expect(filas.map(({ reason }) => reason)).toEqual(["codigo-repetido", "codigo-repetido", null]);
  });

  test("findings of a row of an unknown secretaría are not the title's", () => {
    const sheet = makeHoja({
      columnas: [...plantilla(), "secretaria"],
      filas: [fila({ secretaria: "Marte", ejecucion2017: "x" })],
    });
    const { findings } = reviewLibro(sheet.libro, planDePrueba);
    expect(findings.find(({ code }) => code === "no-es-numero")?.secretaria).toBeNull();
  });

  test("stays read without a vigencia, measuring nothing", () => {
    const sheet = makeHoja({ titulo: { vigencia: null }, filas: [fila()] });
    const { filas, findings } = reviewLibro(sheet.libro, planDePrueba);
    expect(filas.map(({ reason }) => reason)).toEqual(["sin-vigencia"]);
    expect(findings.map(({ code }) => code)).toEqual(["sin-vigencia"]);
  });
});

describe("waivers", () => {
  test.each([
    [{}, 2],
    [{ codigo: "44010030008" }, 1],
    [{ codigo: "44010030008", secretaria: "desarrollo-economico" }, 1],
    [{ codigo: "44010030008", secretaria: "seguridad-y-justicia" }, 0],
    [{ secretaria: "desarrollo-economico" }, 2],
  ])("%o waives %i of two, which stay listed", (changes, waived) => {
    const { findings } = negative(changes);
    expect(findings).toHaveLength(2);
    expect(countFindings(findings)).toEqual({ errors: 2 - waived, warnings: 0, infos: 0, waived });
    expect(findings.filter((finding) => finding.dispensa !== undefined).map((finding) => finding.dispensa)).toEqual(
      Array.from({ length: waived }, () => dispensa),
    );
  });

  test.each([
    [{ codigo: "44010030008" }, []],
    [{ secretaria: "seguridad-y-justicia" }, []],
    [{ codigo: "44010030001", secretaria: "desarrollo-economico" }, ["dispensa-sin-efecto"]],
    [{ codigo: "44010030001" }, []],
  ])("%o, looking at one secretaría only, is told of when it waives nothing there", (changes, codes) => {
    const { plan, hoja } = negative(changes);
    const across = reviewAcross([reviewLibro(hoja.libro, plan)], plan, { completa: false });
    expect(across.map(({ code }) => code)).toEqual(codes);
  });
});

describe("whatever people type", () => {
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.constantFrom(
      null,
      "",
      "NP",
      "SD",
      "7.480",
      "1.5",
      "12,5 %",
      "Capacidad",
      "Reducción anual",
      "Flujo",
      "Nivel",
      "#REF!",
    ),
    // But for what looks like a place of a sentence that nothing was put into.
    fc.string({ maxLength: 12 }).filter((text) => !/\{\w+\}/.test(normalizeCodigo(text))),
    fc.double(),
    fc.integer({ min: -3, max: 300 }),
    fc.boolean(),
    fc.record({ kind: fc.constant("percent" as const), value: fc.double() }),
    fc.record({ kind: fc.constant("date" as const), serial: fc.double() }),
    fc.record({ kind: fc.constant("error" as const), code: fc.constantFrom("#REF!", "#N/A") }),
    fc.constant({ kind: "pending" as const }),
  );
  const row = fc.dictionary(fc.constantFrom(...plantilla()), cell, { maxKeys: 12 });

  test("is reviewed, told of in whole sentences, and never becomes a figure that is no number", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), fc.boolean(), (rows, marcas) => {
        const sheet = makeHoja({ marcas, filas: rows.map((each) => fila(each)) });
        const revision = reviewLibro(sheet.libro, planDePrueba);
        for (const { message } of [...revision.findings, ...reviewAcross([revision], planDePrueba)]) {
          expect(message).not.toMatch(/\{\w+\}|undefined/);
        }
        for (const { avance } of revision.filas) expect(avance.avance ?? 0).not.toBeNaN();
      }),
      { numRuns: 300 },
    );
  });
});

test("braces that people type are shown as they typed them", () => {
  const typed = ["{0}", "{valor}", "{patron}"].map((codigo) => ({ codigo }));
  const { findings } = reviewLibro(makeHoja({ filas: typed.map((each) => fila(each)) }).libro, planDePrueba);
  const told = findings.filter(({ code }) => code === "codigo-invalido").map(({ message }) => message);
  expect(told.map((message) => /«([^»]*)»/.exec(message)?.[1])).toEqual(typed.map(({ codigo }) => codigo));
});

describe("reviewAcross", () => {
  test("passes over workbooks that could not be read", () => {
    const broken = { file: "roto.xlsx", libro: null, reporte: null, filas: [], findings: [] };
    expect(reviewAcross([broken], planDePrueba, { completa: false })).toEqual([]);
    expect(reviewAcross([broken], planDePrueba).map(({ code, secretaria }) => `${code} ${secretaria}`)).toEqual([
      "secretaria-sin-reporte desarrollo-economico",
      "secretaria-sin-reporte seguridad-y-justicia",
    ]);
  });
});
