import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueDato } from "../../shared/dato.ts";
import type { Indicador } from "../../shared/indicador.ts";
import { buildJerarquia, summarize, summarizeFilas, worstProgramas, type Nodo } from "../../shared/summary.ts";
import { makeCifras, makeIndicador } from "./cifras.ts";
import { makeCiudad, makeFilas, makeFlujo, referenciaIndicadores } from "./filas.ts";
import { makePlan } from "./sheet.ts";

const plan = makePlan();

function jerarquia(indicadores: readonly Indicador[]): Nodo[] {
  return buildJerarquia(makeCiudad(indicadores, plan), plan);
}

describe("figures of a group", () => {
  it("counts the reference as the domain does: 4 críticos, 7 cumplidas, none hidden", () => {
    const resumen = summarizeFilas(makeFilas(referenciaIndicadores(), plan));
    expect(resumen).toMatchObject({ indicadores: 20, programadas: 20, np: 0, sinReporte: 0, sinDato: 0, medidas: 20 });
    expect(resumen.bandas).toEqual({
      critico: 4,
      bajo: 4,
      medio: 1,
      satisfactorio: 1,
      sobresaliente: 10,
      "sin-dato": 0,
    });
    expect(resumen.rezagadas).toBe(9);
    expect(resumen.cumplidas).toBe(7);
  });

  it("keeps NP, unreported and unknown apart, and out of the average", () => {
    const filas = makeFilas(
      [
        makeFlujo("1", 50),
        makeFlujo("2", null),
        makeIndicador(makeCifras("flujo", null, 0, [100, "np"], [100, null]), { codigo: "3" }),
        makeIndicador(makeCifras("flujo", null, 0, [100, 100], [100, "?"]), { codigo: "4" }),
        makeIndicador(makeCifras(null, null, 0, [100, 100], [100, 50]), { codigo: "5" }),
        makeIndicador(makeCifras("flujo", null, 0, [100, null], [100, null]), { codigo: "6" }),
      ],
      plan,
    );
    expect(summarizeFilas(filas)).toMatchObject({
      indicadores: 6,
      programadas: 5,
      np: 1,
      sinReporte: 1,
      sinDato: 3,
      medidas: 1,
      promedio: 0.5,
    });
  });

  it("has no average of nothing", () => {
    expect(summarizeFilas([])).toMatchObject({ indicadores: 0, promedio: null });
    expect(summarizeFilas(makeFilas([{ ...makeFlujo("1", 50), ponderador: valueDato(0) }], plan)).promedio).toBeNull();
  });

  it("weighs by ponderador and caps each avance to [0, 1]", () => {
    const filas = makeFilas(
      [{ ...makeFlujo("1", 300), ponderador: valueDato(3) }, makeFlujo("2", 0), makeFlujo("3", -50)],
      plan,
    );
    expect(summarizeFilas(filas).promedio).toBeCloseTo(3 / 5, 12);
  });

  it("adds up: the four states are all rows, the bands are those measured, whatever is reported", () => {
    const cifra = fc.oneof(fc.integer({ min: -10, max: 300 }), fc.constantFrom("np" as const, "?" as const, null));
    fc.assert(
      fc.property(fc.array(fc.tuple(cifra, cifra), { maxLength: 30 }), (rows) => {
        const filas = makeFilas(
          rows.map(([meta, ejecucion], k) =>
            makeIndicador(makeCifras("flujo", null, 0, [1, meta], [1, ejecucion]), { codigo: String(k) }),
          ),
          plan,
        );
        const resumen = summarizeFilas(filas);
        expect(resumen.np + resumen.sinReporte + resumen.sinDato + resumen.medidas).toBe(rows.length);
        const { "sin-dato": without, ...bands } = resumen.bandas;
        expect(Object.values(bands).reduce((sum, each) => sum + each, 0)).toBe(resumen.medidas);
        expect(without).toBe(rows.length - resumen.medidas);
        expect(resumen.promedio === null || (resumen.promedio >= 0 && resumen.promedio <= 1)).toBe(true);
      }),
    );
  });
});

describe("eje → componente → programa", () => {
  const tree = jerarquia(referenciaIndicadores());

  it("follows the código, in the plan's numbering and with its names", () => {
    expect(tree.map(({ numero, nombre }) => [numero, nombre])).toEqual([
      ["1", "Cali social y diversa"],
      ["3", "Cali progresa en paz, con seguridad y cultura ciudadana"],
      ["4", "Cali emprendedora y pujante"],
    ]);
    expect(tree[2]?.hijos.map(({ numero }) => numero)).toEqual(["4.1", "4.2", "4.3", "4.4"]);
    expect(tree[2]?.hijos[0]?.hijos.map(({ numero }) => numero)).toEqual(["4.1.1", "4.1.2", "4.1.3"]);
  });

  it("counts every indicador once at each level", () => {
    const count = (nodos: typeof tree): number => nodos.reduce((sum, each) => sum + each.resumen.indicadores, 0);
    expect(count(tree)).toBe(20);
    expect(count(tree.flatMap((eje) => eje.hijos))).toBe(20);
    expect(count(tree.flatMap((eje) => eje.hijos.flatMap((componente) => componente.hijos)))).toBe(20);
  });

  it("takes the city as the sum of its ejes", () => {
    const ciudad = summarize(makeCiudad(referenciaIndicadores(), plan));
    expect(tree.reduce((sum, { resumen }) => sum + resumen.indicadores, 0)).toBe(ciudad.indicadores);
    expect(tree.reduce((sum, { resumen }) => sum + resumen.medidas, 0)).toBe(ciudad.medidas);
    expect(ciudad.indicadores).toBe(20);
    // The city's part of 44030020006 needs the other secretaría, which is not there.
    expect(ciudad.sinDato).toBe(1);
  });

  it("names a secretaría's worst programas by its own rows, those with a part of a meta compartida too", () => {
    const filas = makeFilas(referenciaIndicadores(), plan);
    const compartida = filas.find(({ indicador }) => indicador.participacion.kind === "value");
    expect(compartida).toMatchObject({ indicador: { codigo: "44030020006" } });
    const programas = worstProgramas(filas, plan);
    expect(programas.reduce((sum, { resumen }) => sum + resumen.medidas, 0)).toBe(summarizeFilas(filas).medidas);
    const averages = programas.map(({ resumen }) => resumen.promedio);
    expect(averages).toEqual(averages.toSorted((a, b) => Number(a) - Number(b)));
    expect(programas.find(({ numero }) => numero === "4.3.2")?.resumen.medidas).toBe(
      filas.filter(({ indicador }) => indicador.codigo.startsWith("4403002")).length,
    );
  });

  it("puts códigos that are not the plan's in a place of their own", () => {
    const [nodo] = jerarquia([makeFlujo("XYZ", 50)]);
    expect(nodo).toMatchObject({ numero: "", resumen: { indicadores: 1 } });
  });
});
