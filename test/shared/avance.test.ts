import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { computeAvance, razones, readLecturas, type Avance, type Razon } from "../../shared/avance.ts";
import type { ModoReporte, TipoAcumulacion } from "../../shared/indicador.ts";
import { semaforoOf } from "../../shared/semaforo.ts";
import { referencia, type FilaReferencia } from "../fixtures/referencia-cifras.ts";
import { makeCifras, type Cifra } from "./cifras.ts";
import { makePlan } from "./sheet.ts";

const plan = makePlan();

describe("the answer to proposición 129", () => {
  test.each(referencia.map((fila) => [fila.codigo, fila] as const))("%s", (_, fila) => {
    const computed = computeAvance(cifrasOf(fila), 1, plan);
    expect({
      nivel: computed.nivel,
      avance: Number(computed.avance?.toFixed(6)),
      semaforo: semaforoOf(computed.avance, plan),
      brecha: computed.brecha,
      reason: computed.reason,
    }).toEqual({
      nivel: fila.nivel,
      avance: fila.avance,
      semaforo: fila.semaforo,
      brecha: fila.brecha,
      reason: null,
    });
  });

  test("the right reading paints 4 indicadores crítico, the literal one 11", () => {
    const right = referencia.map((fila) => computeAvance(cifrasOf(fila), 1, plan).avance);
    const literal = referencia.map((fila) => fila.ejecucion[1] / fila.metas[1]);
    expect(
      [right, literal].map((avances) => avances.filter((each) => semaforoOf(each, plan) === "critico").length),
    ).toEqual([4, 11]);
  });

  test("no figure of the cuatrienio can be computed without the metas of 2018 and 2019", () => {
    for (const fila of referencia.filter((each) => each.tipoAcumulacion === "capacidad")) {
      expect(computeAvance(cifrasOf(fila), 1, plan).cuatrienioReason).toBe("faltan-metas");
    }
  });

  test("without modo de reporte only the rows where both readings agree are computed", () => {
    const undecided = referencia.filter(
      (fila) => computeAvance({ ...cifrasOf(fila), modoReporte: null }, 1, plan).reason === "modo-ambiguo",
    );
    expect(undecided.map((fila) => fila.codigo)).toEqual([
      "43040030005",
      "44010010002",
      "44010010003",
      "44010030007",
      "44020010001",
      "44020010003",
      "44020010007",
      "44040010001",
      "44040010003",
    ]);
  });

  const figures = new URL("../../../shared/reference/proposicion-129-figures.json", import.meta.url);
  test.runIf(existsSync(figures))("our copy of the figures is the reference's", () => {
    const reference: unknown = JSON.parse(readFileSync(figures, "utf8"));
    expect(reference).toMatchObject({
      vigencia: 2017,
      corte: "2017-09-30",
      indicadores: referencia.map((fila) => ({
        codigo: fila.codigo,
        nombre: fila.nombre,
        eje: fila.eje,
        componente: fila.componente,
        programa: fila.programa,
        unidad: fila.unidad,
        tipoAcumulacion: fila.tipoAcumulacion,
        modoReporte: fila.modoReporte,
        impreso: {
          lineaBase: fila.impreso[0],
          meta2016: fila.impreso[1],
          ejecucion2016: fila.impreso[2],
          meta2017: fila.impreso[3],
          ejecucion2017: fila.impreso[4],
        },
        lineaBase: fila.lineaBase,
        metas: { 2016: fila.metas[0], 2017: fila.metas[1] },
        ejecucion: { 2016: fila.ejecucion[0], 2017: fila.ejecucion[1] },
        esperado: { nivel: fila.nivel, avance: fila.avance, semaforo: fila.semaforo, brecha: fila.brecha },
      })),
    });
  });
});

/** Story, tipo, modo, línea base, metas and ejecución of three vigencias (the last one open) → avance or reason, nivel. */
type Caso = readonly [
  historia: string,
  tipo: TipoAcumulacion | null,
  modo: ModoReporte | null,
  lineaBase: Cifra,
  metas: readonly Cifra[],
  ejecucion: readonly Cifra[],
  avance: number | Razon,
  nivel: number | null,
  more?: Partial<Avance>,
];

const casos: readonly Caso[] = [
  ["a nivel", "capacidad", "nivel", 10, [20, 30, 50], [20, 25, 40], 0.75, 40, { brecha: 10, nivelAnterior: 25 }],
  [
    "a flujo upon the last nivel",
    "capacidad",
    "flujo",
    10,
    [20, 30, 50],
    [20, 25, 15],
    0.75,
    40,
    { brecha: 10, nivelAnterior: 25 },
  ],
  [
    "closed vigencias hold a nivel whatever the modo",
    "capacidad",
    "flujo",
    0,
    [5, 10, 20],
    [5, 8, 0],
    0.4,
    8,
    { nivelAnterior: 8 },
  ],
  [
    "a blank closed vigencia keeps the level",
    "capacidad",
    "flujo",
    10,
    [20, 30, 50],
    [20, null, 10],
    0.5,
    30,
    { nivelAnterior: 20 },
  ],
  [
    "NP before keeps the línea base (44020010007)",
    "capacidad",
    "flujo",
    4,
    ["np", 0, 6],
    [null, 0, 2],
    1,
    6,
    { brecha: 0, nivelAnterior: 4 },
  ],
  ["worse than at the start", "capacidad", "nivel", 10, [20, 20, 20], [10, 10, 9], -0.1, 9, { brecha: 11 }],
  ["far over the meta", "capacidad", "nivel", 10, [20, 20, 20], [10, 10, 40], 3, 40, { brecha: -20 }],
  ["both readings agree from zero", "capacidad", null, 0, ["np", "np", 4], [null, null, 2], 0.5, 2],
  ["both readings agree on nothing from zero", "capacidad", null, 0, ["np", "np", 4], [null, null, 0], 0, 0],
  ["zero upon a level is no agreement", "capacidad", null, 4, ["np", "np", 6], [null, null, 0], "modo-ambiguo", null],
  [
    "modo not said, above the last nivel",
    "capacidad",
    null,
    0,
    [5, 5, 15],
    [3, 3, 11],
    "modo-ambiguo",
    null,
    { nivelAnterior: 3 },
  ],
  [
    "modo not said and no línea base to compare",
    "capacidad",
    null,
    null,
    ["np", "np", 15],
    [null, null, 11],
    "sin-linea-base",
    null,
    { nivelAnterior: null },
  ],
  ["no línea base", "capacidad", "nivel", null, [5, 5, 15], [3, 3, 11], "sin-linea-base", 11, { nivelAnterior: 3 }],
  ["línea base not readable", "capacidad", "nivel", "?", [5, 5, 15], [3, 3, 11], "sin-linea-base", 11],
  [
    "last nivel not readable",
    "capacidad",
    "flujo",
    0,
    [5, 10, 15],
    [3, "?", 4],
    "nivel-anterior-desconocido",
    null,
    { nivelAnterior: null },
  ],
  [
    "a later nivel heals one that is not readable",
    "capacidad",
    "flujo",
    0,
    [5, 10, 15],
    ["?", 6, 3],
    0.6,
    9,
    { nivelAnterior: 6 },
  ],
  ["a nivel needs no last one", "capacidad", "nivel", 0, [5, 10, 20], [3, "?", 5], 0.25, 5, { nivelAnterior: null }],
  [
    "meta equal to the línea base",
    "capacidad",
    "nivel",
    15,
    [15, 15, 15],
    [15, 15, 15],
    "meta-igual-linea-base",
    15,
    { brecha: 0 },
  ],
  [
    "meta below the línea base",
    "capacidad",
    "nivel",
    15,
    [15, 15, 10],
    [15, 15, 15],
    "meta-contraria",
    15,
    { brecha: -5 },
  ],
  ["NP", "capacidad", "nivel", 4, [8, 8, "np"], [6, 7, null], "np", 7],
  ["0 with nothing executed is NP", "capacidad", null, 4, [8, 8, 0], [6, 7, 0], "np", 7],
  ["0 with a blank is NP", "flujo", null, 4, [8, 8, 0], [6, 7, null], "np", null],
  ["blank meta", "capacidad", null, 4, [8, 8, null], [6, 7, 8], "sin-meta", 7],
  ["meta not readable", "capacidad", "nivel", 4, [8, 8, "?"], [6, 7, 8], "meta-no-legible", 8],
  ["nothing reported yet", "capacidad", "flujo", 4, [8, 8, 9], [6, 7, null], "sin-ejecucion", 7],
  ["zero reported", "capacidad", "flujo", 4, [8, 8, 9], [6, 7, 0], 0.6, 7],
  ["NP where a report belongs", "flujo", null, 4, [8, 8, 9], [6, 7, "np"], "sin-ejecucion", null],
  ["report not readable", "capacidad", "flujo", 4, [8, 8, 9], [6, 7, "?"], "ejecucion-no-legible", null],
  ["no tipo", null, "nivel", 4, [8, 8, 9], [6, 7, 8], "tipo-no-definido", null],
  ["no tipo and NP", null, null, 4, [8, 8, "np"], [6, 7, null], "np", null],
  ["the year's own", "acumulado", null, 99, [10, 10, 20], [8, 12, 15], 0.75, 35, { brecha: 5, nivelAnterior: 20 }],
  ["no línea base needed", "acumulado", null, null, [10, null, 20], [8, null, 15], 0.75, 23],
  ["a year not readable leaves no sum", "acumulado", null, 0, [10, 10, 20], [8, "?", 15], 0.75, null],
  [
    "executed without a meta to divide by",
    "acumulado",
    null,
    0,
    [10, 10, 0],
    [8, 9, 3],
    "meta-cero",
    20,
    { brecha: -3 },
  ],
  ["modo does not matter", "acumulado", "nivel", 0, [10, 10, 20], [8, 12, 15], 0.75, 35],
  ["300 % (44010030003)", "flujo", "flujo", 0, [1, 1, 1], [1, 1, 3], 3, null, { brecha: -2 }],
  ["years before do not matter", "flujo", null, "?", ["?", 4, 5], ["?", 9, 4], 0.8, null, { brecha: 1 }],
  ["a meta below zero measures nothing", "flujo", null, 0, [1, 1, -2], [1, 1, 3], "meta-contraria", null],
  ["a level kept", "stock", null, 80, [100, 100, 100], [100, 70, 90], 0.9, 90, { brecha: 10, nivelAnterior: 70 }],
  ["nothing reported keeps the level", "stock", null, 80, [100, 100, 100], [100, 70, null], "sin-ejecucion", 70],
  ["a nivel", "reduccion", "nivel", 100, [80, 60, 50], [90, 80, 60], 0.8, 60, { brecha: 10 }],
  ["a flujo off the last nivel", "reduccion", "flujo", 100, [80, 60, 50], [90, 80, 20], 0.8, 60, { brecha: 10 }],
  ["zero is a meta", "reduccion", "nivel", 100, [50, 20, 0], [60, 30, 0], 1, 0, { brecha: 0 }],
  ["zero is a meta not yet reported", "reduccion", "nivel", 100, [50, 20, 0], [60, 30, null], "sin-ejecucion", 30],
  ["both readings agree half way", "reduccion", null, 100, ["np", "np", 40], [null, null, 50], 50 / 60, 50],
  ["modo not said", "reduccion", null, 100, [80, 60, 50], [90, 80, 60], "modo-ambiguo", null],
  ["went up", "reduccion", "nivel", 100, [80, 60, 50], [90, 80, 110], -0.2, 110, { brecha: 60 }],
  ["meta above the línea base", "reduccion", "nivel", 100, [80, 60, 120], [90, 80, 90], "meta-contraria", 90],
  [
    "against the last nivel",
    "reduccionAnual",
    null,
    100,
    [90, 80, 70],
    [95, 90, 75],
    0.75,
    75,
    { brecha: 5, nivelAnterior: 90 },
  ],
  ["nothing left to reduce", "reduccionAnual", null, 100, [90, 80, 70], [95, 70, 70], "meta-igual-nivel-anterior", 70],
  ["meta above the last nivel", "reduccionAnual", null, 100, [90, 80, 70], [95, 60, 55], "meta-contraria", 55],
  [
    "last nivel not readable",
    "reduccionAnual",
    null,
    100,
    [90, 80, 70],
    [95, "?", 55],
    "nivel-anterior-desconocido",
    55,
  ],
  ["0,7 and 0,1 meet 0,8", "capacidad", "flujo", 0, [0.7, 0.7, 0.8], [0.7, 0.7, 0.1], 1, 0.8, { brecha: 0 }],
  ["0,57 of 0,5 to 0,6 is seven tenths", "capacidad", "nivel", 0.5, ["np", "np", 0.6], [null, null, 0.57], 0.7, 0.57],
  [
    "a meta of 0,1 + 0,2 is the línea base 0,3",
    "capacidad",
    "nivel",
    0.3,
    ["np", "np", 0.1 + 0.2],
    [null, null, 0.3],
    "meta-igual-linea-base",
    0.3,
  ],
];

describe("one vigencia", () => {
  test.each(casos.map((caso) => [`${caso[1] ?? "no tipo"}: ${caso[0]}`, caso] as const))("%s", (_, caso) => {
    const [, , , , , , avance, nivel, more = {}] = caso;
    const computed = computeCaso(caso);
    expect({ avance: computed.avance ?? computed.reason, nivel: computed.nivel }).toEqual({ avance, nivel });
    expect(computed).toMatchObject(more);
  });
});

describe("the cuatrienio", () => {
  test.each<[string, TipoAcumulacion, Cifra, readonly Cifra[], readonly Cifra[], number | Razon]>([
    ["capacidad: against the last meta", "capacidad", 10, [20, 30, 50], [20, 30], 0.5],
    ["capacidad: the last meta programmed", "capacidad", 10, [20, 30, "np"], [20, 25], 0.75],
    ["capacidad: open vigencia NP", "capacidad", 10, [20, "np", 50], [20, null], 0.25],
    ["capacidad: a meta to come is blank", "capacidad", 10, [20, 30, null], [20, 30], "faltan-metas"],
    ["capacidad: a meta is not readable", "capacidad", 10, ["?", 30, 50], [20, 30], "faltan-metas"],
    ["capacidad: nothing reported", "capacidad", 10, [20, 30, 50], [20, null], "sin-ejecucion"],
    ["capacidad: nothing programmed", "capacidad", 10, ["np", "np", "np"], [null, null], "np"],
    ["capacidad: over", "capacidad", 10, [20, 30, 50], [20, 60], 1.25],
    ["reduccion: against the last meta", "reduccion", 100, [80, 60, 0], [80, 60], 0.4],
    ["acumulado: sum against sum", "acumulado", 7, [10, 20, 10], [8, 16], 0.6],
    ["acumulado: NP adds nothing", "acumulado", 7, [10, "np", 10], [8, null], 0.4],
    ["acumulado: a meta to come is blank", "acumulado", 7, [10, 20, null], [8, 16], "faltan-metas"],
    ["acumulado: a year not readable", "acumulado", 7, [10, 20, 10], ["?", 16], "nivel-anterior-desconocido"],
    ["flujo: mean of the years so far", "flujo", 0, [10, 10, null], [5, 8], 0.65],
    ["flujo: each capped at 1", "flujo", 0, [1, 1, 1], [3, 0], 0.5],
    ["flujo: each not below 0", "flujo", 0, [1, 1, 1], [-3, 1], 0.5],
    ["flujo: NP does not count", "flujo", 0, ["np", 10, 10], [null, 8], 0.8],
    ["flujo: only NP", "flujo", 0, ["np", "np", 10], [null, null], "np"],
    ["flujo: a closed year without report", "flujo", 0, [10, 10, 10], [null, 8], "sin-ejecucion"],
    ["flujo: three times seven tenths", "flujo", 0, [10, 10, 10], [7, 7], 0.7],
    ["stock: mean of the years so far", "stock", 90, [100, 100, 100], [100, 80], 0.9],
    ["reduccionAnual: mean of the years so far", "reduccionAnual", 100, [90, 80, 70], [90, 85], 0.75],
  ])("%s", (_, tipo, lb, metas, ejecucion, expected) => {
    const { cuatrienio, cuatrienioReason } = computeAvance(makeCifras(tipo, "nivel", lb, metas, ejecucion), 1, plan);
    expect(cuatrienio ?? cuatrienioReason).toBe(expected);
  });

  test("three times seven tenths is no less than seven tenths", () => {
    const cifras = makeCifras("flujo", null, 0, [10, 10, 10], [7, 7, 7]);
    expect(computeAvance(cifras, 2, plan).cuatrienio).toBe(0.7);
  });

  test("no tipo, no cuatrienio", () => {
    const cifras = makeCifras(null, null, 0, [10, 10], [7, 7]);
    expect(computeAvance(cifras, 1, plan).cuatrienioReason).toBe("tipo-no-definido");
  });
});

describe("what a plan's data may change", () => {
  const cifras = makeCifras("capacidad", null, 10, [20, 50], [20, 15]);

  test.each<[ModoReporte, number, number]>([
    ["nivel", 15, 0.125],
    ["flujo", 35, 0.625],
  ])("modo %s for rows that leave it blank", (modoReporte, nivel, avance) => {
    expect(computeAvance(cifras, 1, makePlan({ modoReporte }))).toMatchObject({ nivel, avance, modo: modoReporte });
  });

  test("the row's own modo goes before the plan's", () => {
    const own = { ...cifras, modoReporte: "nivel" } as const;
    expect(computeAvance(own, 1, makePlan({ modoReporte: "flujo" })).modo).toBe("nivel");
  });

  test("capacidad read as nivel ÷ meta, which needs no línea base", () => {
    const nivel = makePlan({ capacidad: "nivel" });
    expect(computeAvance({ ...cifras, modoReporte: "flujo" }, 1, nivel).avance).toBe(0.7);
    expect(computeAvance(makeCifras("capacidad", "nivel", null, [20, 50], [20, 40]), 1, nivel).avance).toBe(0.8);
    expect(computeAvance(makeCifras("reduccion", "nivel", 10, [8, 5], [8, 6]), 1, nivel).avance).toBe(0.8);
    expect(computeAvance(makeCifras("capacidad", "nivel", 10, [20, 50, 80], [20, 40]), 1, nivel).cuatrienio).toBe(0.5);
  });
});

describe("both readings, for a person to choose", () => {
  test("44010010002", () => {
    const cifras = makeCifras("capacidad", null, 7480, [15_367, 17_877], [11_967, 2556]);
    expect(readLecturas(cifras, 1, plan)).toEqual([
      { modo: "nivel", nivel: 2556, medicion: { avance: -4924 / 10_397, reason: null } },
      { modo: "flujo", nivel: 14_523, medicion: { avance: 7043 / 10_397, reason: null } },
    ]);
  });

  test.each(["acumulado", "flujo", "stock", "reduccionAnual", null] as const)("%s knows one only", (tipo) => {
    expect(readLecturas(makeCifras(tipo, null, 1, [2, 3], [1, 2]), 1, plan)).toEqual([]);
  });
});

test("every reason there is has a case here", () => {
  const reached = new Set<string | null>(casos.map((caso) => computeCaso(caso).reason));
  reached.add(computeAvance(makeCifras("capacidad", "nivel", 0, [5, null], [5]), 0, plan).cuatrienioReason);
  reached.delete(null);
  expect(reached).toEqual(new Set(Object.keys(razones)));
});

function computeCaso([, tipo, modo, lineaBase, metas, ejecucion]: Caso): Avance {
  return computeAvance(makeCifras(tipo, modo, lineaBase, metas, ejecucion), 2, plan);
}

function cifrasOf(fila: FilaReferencia): ReturnType<typeof makeCifras> {
  const metas: Cifra[] = fila.metas.map((meta) => meta ?? "np");
  return makeCifras(fila.tipoAcumulacion, fila.modoReporte, fila.lineaBase, [...metas, null, null], fila.ejecucion);
}
