import { describe, expect, it } from "vitest";
import { explainFila, explainLecturas } from "../../shared/explain.ts";
import type { Indicador, ModoReporte, TipoAcumulacion } from "../../shared/indicador.ts";
import { makeCifras, makeIndicador } from "./cifras.ts";
import { makeFilas, referenciaIndicadores } from "./filas.ts";
import { makePlan } from "./sheet.ts";

const plan = makePlan();

/** Figures that a sentence names, in order; NBSP before % as es-CO writes it. */
function figures(sentence: string): string[] {
  return (sentence.match(/\d[\d.]*(,\d+)?(\s?%)?/g) ?? []).map((each) => each.replace(/\s/g, " ").replace(/\.$/, ""));
}

function explain(indicador: Indicador): string {
  const [fila] = makeFilas([indicador], plan);
  if (fila === undefined) throw new Error("one row gives one fila");
  return explainFila(fila, plan, 2017);
}

describe("the sentence behind an avance", () => {
  it("says 44010010002 with every figure it comes from", () => {
    const row = referenciaIndicadores().find(({ codigo }) => codigo === "44010010002");
    if (row === undefined) throw new Error("the reference has it");
    expect(figures(explain(row))).toEqual([
      "7.480",
      "2015",
      "11.967",
      "2.556",
      "2017",
      "14.523",
      "2017",
      "17.877",
      "67,7 %",
      "7.043",
      "10.397",
    ]);
  });

  const cases: [TipoAcumulacion, ModoReporte | null, number, number[], number[], string[]][] = [
    ["capacidad", "nivel", 60, [110, 160], [116, 160], ["160", "160", "100 %"]],
    ["acumulado", null, 0, [10, 20], [10, 5], ["5", "20", "25 %", "15"]],
    ["flujo", null, 0, [1, 1], [1, 3], ["3", "1", "300 %"]],
    ["stock", null, 0, [90, 90], [90, 81], ["81", "90", "90 %"]],
    ["reduccion", "nivel", 50, [40, 30], [45, 40], ["40", "30", "50 %"]],
    ["reduccionAnual", null, 50, [40, 30], [40, 35], ["40", "35", "30", "50 %"]],
  ];
  it.each(cases)("names meta, result and avance of %s", (tipo, modo, lineaBase, metas, ejecucion, expected) => {
    const said = figures(explain(makeIndicador(makeCifras(tipo, modo, lineaBase, metas, ejecucion))));
    for (const figure of expected) expect(said).toContain(figure);
  });

  it.each<[string, TipoAcumulacion, number, number, number, string]>([
    ["capacidad below its línea base", "capacidad", 60, 160, 47, "-13 % del camino (-13 de 100)"],
    ["reducción that rose", "reduccion", 160, 60, 173, "-13 % del camino (-13 de 100)"],
    ["reducción half way", "reduccion", 160, 60, 110, "50 % del camino (50 de 100)"],
    ["not quite there", "capacidad", 0, 10_000, 9996, "99,96 % del camino (9.996 de 10.000)"],
    ["not quite on the next band", "capacidad", 0, 10_000, 3999, "39,99 % del camino"],
    ["decimals", "capacidad", 0.1, 0.8, 0.7, "85,7 % del camino (0,6 de 0,7)"],
  ])("keeps the sign of the way gone, and never rounds onto a bound: %s", (_, tipo, base, meta, nivel, text) => {
    const cifras = makeCifras(tipo, "nivel", base, ["np", meta], [null, nivel]);
    expect(explain(makeIndicador(cifras)).replaceAll("\u00A0", " ")).toContain(text);
  });

  it("says why there is no avance, and no figure", () => {
    const ambiguous = makeIndicador(makeCifras("capacidad", null, 475, [575, 875], [575, 200]));
    expect(figures(explain(ambiguous))).toEqual([]);
  });
});

describe("the other readings", () => {
  it("shows nivel, flujo and literal, and which one counts", () => {
    const [fila] = makeFilas(
      referenciaIndicadores().filter(({ codigo }) => codigo === "44010010002"),
      plan,
    );
    if (fila === undefined) throw new Error("the reference has it");
    const lecturas = explainLecturas(fila, 1, plan);
    expect(lecturas.map(({ usada }) => usada)).toEqual([false, true, false]);
    expect(lecturas[1]?.avance).toBeCloseTo(7043 / 10397, 9);
    expect(lecturas[2]?.avance).toBeCloseTo(2556 / 17877, 9);
  });

  it("leaves none as used while the row is ambiguous", () => {
    const [fila] = makeFilas([makeIndicador(makeCifras("capacidad", null, 475, [575, 875], [575, 200]))], plan);
    if (fila === undefined) throw new Error("one row gives one fila");
    expect(explainLecturas(fila, 1, plan).some(({ usada }) => usada)).toBe(false);
  });
});
