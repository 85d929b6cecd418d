import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { tipos } from "../../../shared/acumulacion.ts";
import { tiposAcumulacion } from "../../../shared/indicador.ts";
import { makeFormulas, npTexts } from "../../../shared/layout/formulas.ts";
import { parseNumero } from "../../../shared/number.ts";
import { cali2016 } from "../../../shared/plan/cali-2016-2019.ts";
import { planSchema, type Plan, type PlanInput } from "../../../shared/plan/schema.ts";
import { hasLibreOffice, withLibreOffice } from "../../sync/xlsx/libreoffice.ts";
import { calculate, expected, placeColumns, rounded, type Calculado, type FilaEscrita } from "./formulas-book.ts";

const plan = planSchema.parse(cali2016);

const perfil: PlanInput["perfilEsperado"] = [
  { tiempo: 0, avance: 0.05 },
  { tiempo: 0.25, avance: 0.1 },
  { tiempo: 0.4, avance: 0.1 },
  { tiempo: 0.75, avance: 0.6 },
  { tiempo: 0.9, avance: 0.95 },
];

const cases: readonly { name: string; plan: Plan; vigencia: number; corte: string; strange: boolean }[] = [
  { name: "second vigencia", plan, vigencia: 2017, corte: "2017-09-30", strange: false },
  {
    name: "first vigencia, modo flujo by the plan",
    vigencia: 2016,
    corte: "2016-02-29",
    strange: false,
    ...given({ modoReporte: "flujo" }),
  },
  {
    name: "third vigencia, capacidad as nivel, columns apart",
    vigencia: 2018,
    corte: "2018-12-31",
    strange: true,
    ...given({ capacidad: "nivel", perfilEsperado: perfil }),
  },
  {
    name: "last vigencia, modo nivel and other bands by the plan",
    vigencia: 2019,
    corte: "2020-03-01",
    strange: false,
    ...given({
      modoReporte: "nivel",
      perfilEsperado: perfil,
      semaforo: { bajo: 0.25, medio: 0.5, satisfactorio: 0.75, sobresaliente: 0.9 },
    }),
  },
];

describe("makeFormulas", () => {
  const hojas = cases.map((each) => ({ ...each, filas: randomFilas(each.plan, 500, each.vigencia) }));
  let byLibreOffice: Awaited<ReturnType<typeof calculate>> = [];

  beforeAll(async () => {
    if (hasLibreOffice) byLibreOffice = await calculate(hojas);
  });

  it.skipIf(!hasLibreOffice).each(hojas.map((hoja, index) => ({ ...hoja, index })))(
    `gives what computeAvance gives: $name${withLibreOffice}`,
    ({ filas, index: at, ...each }) => {
      const calculated = byLibreOffice[at] ?? [];
      const wanted = filas.map((fila) => expected(fila, each.plan, each.vigencia, each.corte));
      for (const [index, fila] of filas.entries()) {
        expect({ fila, ...rounded(calculated[index] ?? none) }).toEqual({ fila, ...rounded(wanted[index] ?? none) });
      }
      expect(wanted.filter(({ avance }) => avance !== "").length).toBeGreaterThan(100);
    },
  );

  it("gives what LibreOffice made of these formulas when the fixture was recorded", async () => {
    const filas = randomFilas(plan, 60, 2017);
    const formulas = makeFormulas(placeColumns(plan, false), plan, 2017)(8);
    if (process.env["UPDATE_FIXTURES"] === "1") {
      const [calculated = []] = await calculate([{ filas, plan, vigencia: 2017, corte: "2017-09-30" }]);
      const recorded = {
        formulas,
        filas: filas.map((fila, index) => ({ fila, ...rounded(calculated[index] ?? none) })),
      };
      writeFileSync(fixture, `${JSON.stringify(recorded, null, 1)}\n`);
    }
    const recorded: unknown = JSON.parse(readFileSync(fixture, "utf8"));
    expect({
      formulas,
      filas: filas.map((fila) => ({ fila, ...rounded(expected(fila, plan, 2017, "2017-09-30")) })),
    }).toEqual(recorded);
  });

  it("knows the same words for NP as the reader", () => {
    expect(npTexts.filter((text) => parseNumero(text).kind !== "np")).toEqual([]);
  });

  it("stays within what a cell takes, with as many vigencias as a plan may have", () => {
    const long = given({
      vigencias: Array.from({ length: 12 }, (_, index) => 2016 + index),
      perfilEsperado: perfil,
    }).plan;
    const formulas = makeFormulas(placeColumns(long, true), long, 2027)(1_048_575);
    expect(Math.max(...Object.values(formulas).map((each) => each.length))).toBeLessThan(8192);
  });

  it("names a column that the sheet lacks, and a vigencia that the plan lacks", () => {
    const columns = placeColumns(plan, false);
    columns.delete("lineaBase");
    expect(() => makeFormulas(columns, plan, 2017)(8)).toThrow(/lineaBase/);
    expect(() => makeFormulas(columns, plan, 2015)).toThrow(/2015/);
  });
});

const fixture = fileURLToPath(new URL("../../fixtures/formulas.json", import.meta.url));
const none: Calculado = { nivel: "?", avance: "?", brecha: "?", esperado: "?", semaforo: "?" };

function given(changes: Partial<PlanInput>): { plan: Plan } {
  return { plan: planSchema.parse({ ...cali2016, ...changes }) };
}

/** Rows of every tipo and modo with figures that meet often: equal, zero, falling, blank, NP, and texts in the open vigencia. */
function randomFilas(of: Plan, count: number, vigencia: number): FilaEscrita[] {
  const random = mulberry(129 + vigencia);
  const pick = <T>(values: readonly T[]): T => {
    const value = values[Math.floor(random() * values.length)];
    if (value === undefined) throw new Error("nothing to pick from");
    return value;
  };
  const figure = (): number => pick([0, 0, 1, 2, 5, 10, 12.5, 60, 100, 7480, 11_967, 17_877]);
  return Array.from({ length: count }, (_, index) => {
    const tipo = pick([...tiposAcumulacion, ...tiposAcumulacion, null]);
    const fila: Record<string, string | number | null> = {
      codigo: `4401001${String(index).padStart(4, "0")}`,
      tipoAcumulacion:
        tipo === null ? pick(["", null]) : pick([tipos[tipo].nombre, tipo, tipos[tipo].nombre.toUpperCase()]),
      modoReporte: pick(["Nivel", "Flujo", "nivel", "FLUJO", "", null, null]),
      lineaBase: pick([0, 0, figure(), figure(), 50, null]),
    };
    for (const each of of.vigencias) {
      const open = each === vigencia;
      fila[`meta${each}`] = pick([
        figure(),
        figure(),
        figure(),
        20_000,
        150,
        "NP",
        pick(["n.p.", "N/P", " NP ", null]),
      ]);
      fila[`ejecucion${each}`] = pick([
        figure(),
        figure(),
        figure(),
        figure(),
        null,
        pick(open ? ["NP", "SD", "7.480"] : ["NP", null]),
      ]);
    }
    return fila;
  });
}

/** Seeded random numbers in [0, 1), the same on every machine. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
