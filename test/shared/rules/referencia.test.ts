import { describe, expect, test } from "vitest";
import type { ModoReporte } from "../../../shared/indicador.ts";
import { modos, tipos } from "../../../shared/acumulacion.ts";
import { reviewLibro } from "../../../shared/validate.ts";
import { referencia, type FilaReferencia } from "../../fixtures/referencia-cifras.ts";
import { textosReferencia } from "../../fixtures/referencia-textos.ts";
import { makeHoja, type Valores } from "../hoja.ts";
import { fecha, makePlan, percent, type TestCell } from "../sheet.ts";

/** As printed: dots group thousands, and one meta is written with its sign. */
function printed(text: string): TestCell {
  return text.endsWith("%") ? percent(Number(text.slice(0, -1)) / 100) : Number(text.replaceAll(".", ""));
}

function rowOf(indicador: FilaReferencia, modo: ModoReporte | null): Valores {
  const { codigo, eje, componente, programa, nombre, unidad, impreso, tipoAcumulacion } = indicador;
  const [lineaBase, meta2016, ejecucion2016, meta2017, ejecucion2017] = impreso;
  const { observaciones, planDeChoque, planCantidad, planUnidad } = textosReferencia[codigo] ?? { observaciones: "" };
  return {
    codigo,
    eje,
    componente,
    programa,
    nombre,
    unidad,
    tipoAcumulacion: tipos[tipoAcumulacion].nombre,
    modoReporte: modo === null ? null : modos[modo].nombre,
    lineaBase: printed(lineaBase),
    meta2016: printed(meta2016),
    ejecucion2016: printed(ejecucion2016),
    meta2017: printed(meta2017),
    ejecucion2017: printed(ejecucion2017),
    observaciones,
    planDeChoque: planDeChoque ?? null,
    planCantidad: planCantidad ?? null,
    planUnidad: planUnidad ?? null,
    ...(planDeChoque === undefined ? {} : { planFechaLimite: fecha("2017-12-15"), planResponsable: "Ana Ruiz" }),
  };
}

/** Codes by código, and under «hoja» those of the sheet as a whole. */
function codesOf(modoOf: (indicador: FilaReferencia) => ModoReporte | null): Record<string, string[]> {
  const plan = makePlan();
  const hoja = makeHoja({ plan, filas: referencia.map((each) => rowOf(each, modoOf(each))) });
  const codes: Record<string, string[]> = {};
  for (const { indicador, code } of reviewLibro(hoja.libro, plan).findings)
    (codes[indicador ?? "hoja"] ??= []).push(code);
  for (const each of Object.values(codes)) each.sort((a, b) => a.localeCompare(b));
  return codes;
}

describe("the 20 indicadores of the reference", () => {
  test("with the modo that each one reports in", () => {
    expect(codesOf(({ modoReporte }) => modoReporte)).toEqual({
      hoja: ["metas-de-otra-vigencia", "metas-de-otra-vigencia"],
      "43040030002": ["cumplida-con-plan"],
      "43040030005": ["plan-unidad-dudosa"],
      "44010010002": ["plan-insuficiente", "rezago-sin-explicar"],
      "44010010003": ["plan-insuficiente", "rezago-sin-explicar"],
      "44010010004": ["plan-insuficiente", "reprogramacion-solicitada"],
      "44010030001": ["rezago-sin-explicar"],
      "44010030003": ["avance-excesivo"],
      "44010030006": ["plan-unidad-dudosa"],
      "44020010001": ["rezago-sin-explicar"],
      "44020010003": ["plan-incompleto", "rezago-sin-explicar"],
      "44020010007": ["cumplida-con-plan"],
      "44030020006": ["plan-incompleto", "porcentaje-y-numero", "reprogramacion-solicitada"],
      "44040010001": ["rezago-sin-explicar"],
      "44040010003": ["plan-unidad-dudosa"],
    });
  });

  test("with the modo left blank, it is asked for wherever it matters and never guessed", () => {
    const codes = codesOf(() => null);
    const withCode = (code: string) => Object.keys(codes).filter((codigo) => codes[codigo]?.includes(code) === true);
    expect(withCode("modo-ambiguo-bajo-nivel").sort((a, b) => a.localeCompare(b))).toEqual([
      "43040030005",
      "44010010002",
      "44010010003",
      "44020010001",
      "44020010007",
      "44040010001",
      "44040010003",
    ]);
    expect(withCode("modo-ambiguo").sort((a, b) => a.localeCompare(b))).toEqual(["44010030007", "44020010003"]);
    expect(codes["44020010005"]).toEqual(["modo-indefinido"]);
  });

  test("with a nivel claimed for all, those that fall back are asked about", () => {
    const codes = codesOf(() => "nivel");
    expect(codes["44010010002"]).toContain("ejecucion-bajo-nivel");
    expect(codes["44010030007"]).toBeUndefined();
  });
});
