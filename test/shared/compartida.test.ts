import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueDato, type Dato } from "../../shared/dato.ts";
import type { Indicador } from "../../shared/indicador.ts";
import { makeCiudad, makeFlujo } from "./filas.ts";
import { makePlan } from "./sheet.ts";

const plan = makePlan();
const codigo = "44030020006";

const ilegible: Dato = { kind: "unknown", why: "ambiguo" };

function share(secretaria: string, participacion: number | null, avance: number | null) {
  const indicador = makeFlujo(codigo, avance, { secretaria });
  return participacion === null ? indicador : { ...indicador, participacion: valueDato(participacion) };
}

function measure(...indicadores: readonly Indicador[]) {
  const [ciudad] = makeCiudad(indicadores, plan);
  return { avance: ciudad?.avance, reason: ciudad?.reason };
}

describe("meta compartida", () => {
  it("counts once, Σ participación × avance", () => {
    const { avance, reason } = measure(share("a", 64, 20), share("b", 36, 70));
    expect(avance).toBeCloseTo(0.64 * 0.2 + 0.36 * 0.7, 12);
    expect(reason).toBeNull();
  });

  it.each([
    ["no shares", [share("a", null, 20), share("b", null, 70)], "participaciones-incompletas"],
    ["one share missing", [share("a", 64, 20), share("b", null, 70)], "participaciones-incompletas"],
    ["shares of 90", [share("a", 64, 20), share("b", 26, 70)], "participaciones-incompletas"],
    ["a part whose other part is not there", [share("a", 64, 20)], "participaciones-incompletas"],
    ["shares of -20 and 120", [share("a", -20, 20), share("b", 120, 45)], "participaciones-incompletas"],
    [
      "two weights",
      [share("a", 64, 20), { ...share("b", 36, 70), ponderador: valueDato(5) }],
      "ponderadores-distintos",
    ],
    [
      "a share that cannot be read, alone",
      [{ ...share("a", null, 20), participacion: ilegible }],
      "participaciones-incompletas",
    ],
    ["one part not reported", [share("a", 64, 20), share("b", 36, null)], "participante-sin-avance"],
  ] as const)("has no avance with %s", (_, indicadores, reason) => {
    expect(measure(...indicadores)).toEqual({ avance: null, reason });
  });

  it("takes 0,1 + 0,2 for the weight of 0,3", () => {
    const pesos = [0.3, 0.1 + 0.2].map((peso, k) => ({ ...share(`s${k}`, 50, 20), ponderador: valueDato(peso) }));
    expect(measure(...pesos)).toEqual({ avance: 0.2, reason: null });
  });

  it("takes a row alone, or with 100 %, as its own", () => {
    expect(measure(share("a", null, 20))).toEqual({ avance: 0.2, reason: null });
    expect(measure(share("a", 100, 20))).toEqual({ avance: 0.2, reason: null });
  });

  it("keeps a código that stands in two rows of one sheet out of the city's figures", () => {
    const ciudad = makeCiudad([share("a", null, 20), share("a", null, 30)], plan, [codigo]);
    expect(ciudad.map(({ reason }) => reason)).toEqual(["codigo-repetido"]);
  });

  it("counts once a código that two secretarías write with and without its zeros", () => {
    const conSeparador = { ...plan, codigo: { ...plan.codigo, separador: "-" as const } };
    const indicadores = [
      { ...share("a", 64, 20), codigo: "1-2-3" },
      { ...share("b", 36, 70), codigo: "01-02-003" },
    ];
    expect(makeCiudad(indicadores, conSeparador).map(({ avance }) => avance?.toFixed(3))).toEqual(["0.380"]);
  });

  it("keeps rows without código apart, and out of the averages", () => {
    const ciudad = makeCiudad([makeFlujo("", 10), makeFlujo("", 20)], plan);
    expect(ciudad.map(({ avance, reason }) => [avance, reason])).toEqual([
      [null, "sin-codigo"],
      [null, "sin-codigo"],
    ]);
  });

  it("has the same figures whatever the order of the workbooks", () => {
    const parte = fc.record({ participacion: fc.constantFrom(-20, 30, 36, 64, 70, 120), peso: fc.constantFrom(1, 5) });
    fc.assert(
      fc.property(fc.array(parte, { minLength: 2, maxLength: 3 }), (partes) => {
        const filas = partes.map(({ participacion, peso }, k) => ({
          ...share(`s${k}`, participacion, 20 + k),
          ponderador: valueDato(peso),
        }));
        const cityOf = (each: typeof filas): unknown[] =>
          makeCiudad(each, plan).map(({ avance, reason, ponderador }) =>
            avance === null ? null : [avance.toFixed(9), reason, ponderador],
          );
        expect(cityOf(filas.toReversed())).toEqual(cityOf(filas));
      }),
    );
  });

  it("lies between its parts and does not depend on their order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ parts: fc.integer({ min: 1, max: 100 }), avance: fc.integer({ min: 0, max: 150 }) }), {
          minLength: 2,
          maxLength: 6,
        }),
        (all) => {
          const total = all.reduce((sum, { parts }) => sum + parts, 0);
          const shares = all.map(({ parts, avance }, k) => share(`s${k}`, (parts * 100) / total, avance));
          const { avance } = measure(...shares);
          const ratios = all.map((each) => each.avance / 100);
          expect(avance).toBeGreaterThanOrEqual(Math.min(...ratios) - 1e-9);
          expect(avance).toBeLessThanOrEqual(Math.max(...ratios) + 1e-9);
          expect(measure(...shares.toReversed()).avance).toBeCloseTo(avance ?? Number.NaN, 9);
        },
      ),
    );
  });
});
