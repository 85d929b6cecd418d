import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { computeAvance } from "../../shared/avance.ts";
import { valueDato } from "../../shared/dato.ts";
import type { Cifras, Indicador } from "../../shared/indicador.ts";
import { evaluatePlan, type EvaluacionPlan } from "../../shared/plan-de-choque.ts";
import { makeCifras, makeIndicador } from "./cifras.ts";
import { makePlan } from "./sheet.ts";

const plan = makePlan();
const behind = makeCifras("capacidad", "flujo", 7480, [15_367, 17_877], [11_967, 2556]);

describe("plans of the reference", () => {
  test.each<[string, Cifras, number, Partial<EvaluacionPlan>]>([
    ["44010010002", behind, 730, { estado: "no-cubre", proyectado: 15_253, faltante: 2624 }],
    [
      "44010010003",
      makeCifras("capacidad", "flujo", 0, [520, 590], [200, 70]),
      25,
      { estado: "no-cubre", proyectado: 295, faltante: 295 },
    ],
    [
      "44010010004",
      makeCifras("capacidad", "flujo", 0, ["np", 150], [null, 0]),
      75,
      { estado: "no-cubre", proyectado: 75, faltante: 75 },
    ],
    [
      "44020010005",
      makeCifras("capacidad", "flujo", 0, ["np", 20], [null, 17]),
      3,
      { estado: "cubre", proyectado: 20, faltante: 0 },
    ],
  ])("%s", (codigo, cifras, cantidad, expected) => {
    expect(evaluate(cifras, { codigo, planDeChoque: "Plan.", planCantidad: valueDato(cantidad) })).toMatchObject({
      existe: true,
      cantidad,
      ...expected,
    });
  });
});

describe("what a plan amounts to", () => {
  const met = makeCifras("capacidad", "nivel", 0, [1, 300], [1, 300]);
  const text = { planDeChoque: "Se hará un convenio." };

  test.each<[string, Cifras, Partial<Indicador>, EvaluacionPlan["estado"], boolean]>([
    ["met without a plan", met, {}, "no-requiere", false],
    ["met with a plan (43040030002)", met, text, "no-requiere", true],
    ["not measured", makeCifras("capacidad", null, 4, ["np", 6], [null, 3]), text, "sin-avance", true],
    ["NP", makeCifras("capacidad", "flujo", 4, [6, "np"], [5, null]), {}, "sin-avance", false],
    ["behind without a plan", behind, {}, "falta", false],
    ["behind, and nobody knows whether with one", behind, { planDeChoque: null }, "sin-leer", false],
    ["met, and nobody knows whether with one", met, { planDeChoque: null }, "no-requiere", false],
    [
      "quantity beside a text that cannot be read",
      behind,
      { planDeChoque: null, planCantidad: valueDato(730) },
      "no-cubre",
      true,
    ],
    ["text alone", behind, text, "sin-cantidad", true],
    ["quantity alone", behind, { planCantidad: valueDato(730) }, "no-cubre", true],
    ["more than enough", behind, { planCantidad: valueDato(4000) }, "cubre", true],
    [
      "quantity not readable",
      behind,
      { ...text, planCantidad: { kind: "unknown", why: "texto" } },
      "sin-cantidad",
      true,
    ],
    [
      "a percentage for an indicador in numbers",
      behind,
      { ...text, unidad: "Número", planUnidad: "%", planCantidad: valueDato(10) },
      "otra-unidad",
      true,
    ],
  ])("%s", (_, cifras, changes, estado, existe) => {
    expect(evaluate(cifras, changes)).toMatchObject({ estado, existe });
  });

  test.each<[string, boolean]>([
    ["-", false],
    ["N/A", false],
    ["No aplica.", false],
    ["Ninguno por ahora", false],
    ["Ninguno por el momento.", false],
    ["Ver observaciones", false],
    ["Meta cumplida", false],
    ["No requiere plan, meta cumplida", false],
    ["No requiere plan de choque porque la meta ya está cumplida.", false],
    ["No hay plan de choque por ahora", false],
    ["Se hará un convenio por ahora", true],
    ["Ver observaciones y contratar dos talleres", true],
    ["No requiere plan: se contratará en noviembre", true],
    ["Plan de trabajo con la meta cumplida en diciembre", true],
  ])("«%s» is a plan: %s", (planDeChoque, existe) => {
    expect(evaluate(behind, { planDeChoque }).existe).toBe(existe);
  });

  test.each<[string, Cifras, number, number, number]>([
    ["flujo adds to the year", makeCifras("flujo", null, 0, [10, 10], [9, 4]), 3, 7, 3],
    ["acumulado adds to the year", makeCifras("acumulado", null, 0, [10, 10], [9, 4]), 3, 7, 3],
    ["stock adds to the level", makeCifras("stock", null, 0, [10, 10], [9, 4]), 3, 7, 3],
    ["reducción takes from the level", makeCifras("reduccion", "nivel", 100, [80, 60], [90, 75]), 10, 65, 5],
    ["reducción anual takes from the level", makeCifras("reduccionAnual", null, 100, [80, 60], [90, 75]), 20, 55, -5],
    ["decimals", makeCifras("capacidad", "nivel", 0, [0.7, 0.8], [0.7, 0.7]), 0.1, 0.8, 0],
  ])("%s", (_, cifras, cantidad, proyectado, faltante) => {
    expect(evaluate(cifras, { planCantidad: valueDato(cantidad) })).toMatchObject({ proyectado, faltante });
  });
});

test("a plan covers the brecha exactly when carrying it out would meet the meta", () => {
  const amount = fc.integer({ min: 1, max: 9999 });
  const tipo = fc.constantFrom("capacidad", "flujo", "stock", "acumulado");
  fc.assert(
    fc.property(tipo, amount, amount, amount, (each, meta, reported, cantidad) => {
      fc.pre(reported < meta);
      const judged = evaluate(makeCifras(each, "nivel", 0, [meta], [reported]), { planCantidad: valueDato(cantidad) });
      const done = computeAvance(makeCifras(each, "nivel", 0, [meta], [judged.proyectado]), 0, plan);
      expect(judged.estado === "cubre").toBe((done.avance ?? 0) >= 1);
      expect(judged.faltante).toBe(done.brecha);
    }),
  );
});

/** At the last vigencia of the figures. */
function evaluate(cifras: Cifras, changes: Partial<Indicador>): EvaluacionPlan {
  const index = cifras.metas.length - 1;
  const avance = computeAvance(cifras, index, plan);
  return evaluatePlan(makeIndicador(cifras, changes), avance);
}
