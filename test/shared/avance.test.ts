import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { computeAvance, razones, readLecturas, type Razon } from "../../shared/avance.ts";
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
    const criticos = (avanceOf: (fila: FilaReferencia) => number | null): number =>
      referencia.filter((fila) => semaforoOf(avanceOf(fila), plan) === "critico").length;
    expect(criticos((fila) => computeAvance(cifrasOf(fila), 1, plan).avance)).toBe(4);
    expect(criticos((fila) => fila.ejecucion[1] / fila.metas[1])).toBe(11);
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

/** tipo, modo, línea base, metas, ejecución (vigencias 1–3, the third open) → what is computed. */
interface Caso {
  readonly historia: string;
  readonly tipo: TipoAcumulacion | null;
  readonly modo?: ModoReporte;
  readonly lb: Cifra;
  readonly metas: readonly Cifra[];
  readonly ejecucion: readonly Cifra[];
  readonly avance: number | Razon;
  readonly nivel: number | null;
  readonly brecha?: number;
  readonly previo?: number | null;
}

const casos: readonly Caso[] = [
  // capacidad
  {
    historia: "a nivel",
    tipo: "capacidad",
    modo: "nivel",
    lb: 10,
    metas: [20, 30, 50],
    ejecucion: [20, 25, 40],
    avance: 0.75,
    nivel: 40,
    brecha: 10,
    previo: 25,
  },
  {
    historia: "a flujo upon the last nivel",
    tipo: "capacidad",
    modo: "flujo",
    lb: 10,
    metas: [20, 30, 50],
    ejecucion: [20, 25, 15],
    avance: 0.75,
    nivel: 40,
    brecha: 10,
    previo: 25,
  },
  {
    historia: "closed vigencias hold a nivel whatever the modo",
    tipo: "capacidad",
    modo: "flujo",
    lb: 0,
    metas: [5, 10, 20],
    ejecucion: [5, 8, 0],
    avance: 0.4,
    nivel: 8,
    previo: 8,
  },
  {
    historia: "a blank closed vigencia keeps the level",
    tipo: "capacidad",
    modo: "flujo",
    lb: 10,
    metas: [20, 30, 50],
    ejecucion: [20, null, 10],
    avance: 0.5,
    nivel: 30,
    previo: 20,
  },
  {
    historia: "NP before keeps the línea base (44020010007)",
    tipo: "capacidad",
    modo: "flujo",
    lb: 4,
    metas: ["np", 0, 6],
    ejecucion: [null, 0, 2],
    avance: 1,
    nivel: 6,
    brecha: 0,
    previo: 4,
  },
  {
    historia: "worse than at the start",
    tipo: "capacidad",
    modo: "nivel",
    lb: 10,
    metas: [20, 20, 20],
    ejecucion: [10, 10, 9],
    avance: -0.1,
    nivel: 9,
    brecha: 11,
  },
  {
    historia: "far over the meta",
    tipo: "capacidad",
    modo: "nivel",
    lb: 10,
    metas: [20, 20, 20],
    ejecucion: [10, 10, 40],
    avance: 3,
    nivel: 40,
    brecha: -20,
  },
  {
    historia: "both readings agree from zero",
    tipo: "capacidad",
    lb: 0,
    metas: ["np", "np", 4],
    ejecucion: [null, null, 2],
    avance: 0.5,
    nivel: 2,
  },
  {
    historia: "both readings agree on nothing from zero",
    tipo: "capacidad",
    lb: 0,
    metas: ["np", "np", 4],
    ejecucion: [null, null, 0],
    avance: 0,
    nivel: 0,
  },
  {
    historia: "zero upon a level is no agreement",
    tipo: "capacidad",
    lb: 4,
    metas: ["np", "np", 6],
    ejecucion: [null, null, 0],
    avance: "modo-ambiguo",
    nivel: null,
  },
  {
    historia: "modo not said, above the last nivel",
    tipo: "capacidad",
    lb: 0,
    metas: [5, 5, 15],
    ejecucion: [3, 3, 11],
    avance: "modo-ambiguo",
    nivel: null,
    previo: 3,
  },
  {
    historia: "modo not said and no línea base to compare",
    tipo: "capacidad",
    lb: null,
    metas: ["np", "np", 15],
    ejecucion: [null, null, 11],
    avance: "sin-linea-base",
    nivel: null,
    previo: null,
  },
  {
    historia: "no línea base",
    tipo: "capacidad",
    modo: "nivel",
    lb: null,
    metas: [5, 5, 15],
    ejecucion: [3, 3, 11],
    avance: "sin-linea-base",
    nivel: 11,
    previo: 3,
  },
  {
    historia: "línea base not readable",
    tipo: "capacidad",
    modo: "nivel",
    lb: "?",
    metas: [5, 5, 15],
    ejecucion: [3, 3, 11],
    avance: "sin-linea-base",
    nivel: 11,
  },
  {
    historia: "last nivel not readable",
    tipo: "capacidad",
    modo: "flujo",
    lb: 0,
    metas: [5, 10, 15],
    ejecucion: [3, "?", 4],
    avance: "nivel-anterior-desconocido",
    nivel: null,
    previo: null,
  },
  {
    historia: "a later nivel heals one that is not readable",
    tipo: "capacidad",
    modo: "flujo",
    lb: 0,
    metas: [5, 10, 15],
    ejecucion: ["?", 6, 3],
    avance: 0.6,
    nivel: 9,
    previo: 6,
  },
  {
    historia: "a nivel needs no last one",
    tipo: "capacidad",
    modo: "nivel",
    lb: 0,
    metas: [5, 10, 20],
    ejecucion: [3, "?", 5],
    avance: 0.25,
    nivel: 5,
    previo: null,
  },
  {
    historia: "meta equal to the línea base",
    tipo: "capacidad",
    modo: "nivel",
    lb: 15,
    metas: [15, 15, 15],
    ejecucion: [15, 15, 15],
    avance: "meta-igual-linea-base",
    nivel: 15,
    brecha: 0,
  },
  {
    historia: "meta below the línea base",
    tipo: "capacidad",
    modo: "nivel",
    lb: 15,
    metas: [15, 15, 10],
    ejecucion: [15, 15, 15],
    avance: "meta-contraria",
    nivel: 15,
    brecha: -5,
  },
  // NP, blank and unknown
  {
    historia: "NP",
    tipo: "capacidad",
    modo: "nivel",
    lb: 4,
    metas: [8, 8, "np"],
    ejecucion: [6, 7, null],
    avance: "np",
    nivel: 7,
  },
  {
    historia: "0 with nothing executed is NP",
    tipo: "capacidad",
    lb: 4,
    metas: [8, 8, 0],
    ejecucion: [6, 7, 0],
    avance: "np",
    nivel: 7,
  },
  {
    historia: "0 with a blank is NP",
    tipo: "flujo",
    lb: 4,
    metas: [8, 8, 0],
    ejecucion: [6, 7, null],
    avance: "np",
    nivel: null,
  },
  {
    historia: "blank meta",
    tipo: "capacidad",
    lb: 4,
    metas: [8, 8, null],
    ejecucion: [6, 7, 8],
    avance: "sin-meta",
    nivel: 7,
  },
  {
    historia: "meta not readable",
    tipo: "capacidad",
    modo: "nivel",
    lb: 4,
    metas: [8, 8, "?"],
    ejecucion: [6, 7, 8],
    avance: "meta-no-legible",
    nivel: 8,
  },
  {
    historia: "nothing reported yet",
    tipo: "capacidad",
    modo: "flujo",
    lb: 4,
    metas: [8, 8, 9],
    ejecucion: [6, 7, null],
    avance: "sin-ejecucion",
    nivel: 7,
  },
  {
    historia: "zero reported",
    tipo: "capacidad",
    modo: "flujo",
    lb: 4,
    metas: [8, 8, 9],
    ejecucion: [6, 7, 0],
    avance: 0.6,
    nivel: 7,
  },
  {
    historia: "NP where a report belongs",
    tipo: "flujo",
    lb: 4,
    metas: [8, 8, 9],
    ejecucion: [6, 7, "np"],
    avance: "sin-ejecucion",
    nivel: null,
  },
  {
    historia: "report not readable",
    tipo: "capacidad",
    modo: "flujo",
    lb: 4,
    metas: [8, 8, 9],
    ejecucion: [6, 7, "?"],
    avance: "ejecucion-no-legible",
    nivel: null,
  },
  {
    historia: "no tipo",
    tipo: null,
    modo: "nivel",
    lb: 4,
    metas: [8, 8, 9],
    ejecucion: [6, 7, 8],
    avance: "tipo-no-definido",
    nivel: null,
  },
  {
    historia: "no tipo and NP",
    tipo: null,
    lb: 4,
    metas: [8, 8, "np"],
    ejecucion: [6, 7, null],
    avance: "np",
    nivel: null,
  },
  // acumulado
  {
    historia: "the year's own",
    tipo: "acumulado",
    lb: 99,
    metas: [10, 10, 20],
    ejecucion: [8, 12, 15],
    avance: 0.75,
    nivel: 35,
    brecha: 5,
    previo: 20,
  },
  {
    historia: "no línea base needed",
    tipo: "acumulado",
    lb: null,
    metas: [10, null, 20],
    ejecucion: [8, null, 15],
    avance: 0.75,
    nivel: 23,
  },
  {
    historia: "a year not readable leaves no sum",
    tipo: "acumulado",
    lb: 0,
    metas: [10, 10, 20],
    ejecucion: [8, "?", 15],
    avance: 0.75,
    nivel: null,
  },
  {
    historia: "executed without a meta to divide by",
    tipo: "acumulado",
    lb: 0,
    metas: [10, 10, 0],
    ejecucion: [8, 9, 3],
    avance: "meta-cero",
    nivel: 20,
    brecha: -3,
  },
  {
    historia: "modo does not matter",
    tipo: "acumulado",
    modo: "nivel",
    lb: 0,
    metas: [10, 10, 20],
    ejecucion: [8, 12, 15],
    avance: 0.75,
    nivel: 35,
  },
  // flujo
  {
    historia: "300 % (44010030003)",
    tipo: "flujo",
    modo: "flujo",
    lb: 0,
    metas: [1, 1, 1],
    ejecucion: [1, 1, 3],
    avance: 3,
    nivel: null,
    brecha: -2,
  },
  {
    historia: "years before do not matter",
    tipo: "flujo",
    lb: "?",
    metas: ["?", 4, 5],
    ejecucion: ["?", 9, 4],
    avance: 0.8,
    nivel: null,
    brecha: 1,
  },
  {
    historia: "a meta below zero measures nothing",
    tipo: "flujo",
    lb: 0,
    metas: [1, 1, -2],
    ejecucion: [1, 1, 3],
    avance: "meta-contraria",
    nivel: null,
  },
  // stock
  {
    historia: "a level kept",
    tipo: "stock",
    lb: 80,
    metas: [100, 100, 100],
    ejecucion: [100, 70, 90],
    avance: 0.9,
    nivel: 90,
    brecha: 10,
    previo: 70,
  },
  {
    historia: "nothing reported keeps the level",
    tipo: "stock",
    lb: 80,
    metas: [100, 100, 100],
    ejecucion: [100, 70, null],
    avance: "sin-ejecucion",
    nivel: 70,
  },
  // reducción
  {
    historia: "a nivel",
    tipo: "reduccion",
    modo: "nivel",
    lb: 100,
    metas: [80, 60, 50],
    ejecucion: [90, 80, 60],
    avance: 0.8,
    nivel: 60,
    brecha: 10,
  },
  {
    historia: "a flujo off the last nivel",
    tipo: "reduccion",
    modo: "flujo",
    lb: 100,
    metas: [80, 60, 50],
    ejecucion: [90, 80, 20],
    avance: 0.8,
    nivel: 60,
    brecha: 10,
  },
  {
    historia: "zero is a meta",
    tipo: "reduccion",
    modo: "nivel",
    lb: 100,
    metas: [50, 20, 0],
    ejecucion: [60, 30, 0],
    avance: 1,
    nivel: 0,
    brecha: 0,
  },
  {
    historia: "zero is a meta not yet reported",
    tipo: "reduccion",
    modo: "nivel",
    lb: 100,
    metas: [50, 20, 0],
    ejecucion: [60, 30, null],
    avance: "sin-ejecucion",
    nivel: 30,
  },
  {
    historia: "both readings agree half way",
    tipo: "reduccion",
    lb: 100,
    metas: ["np", "np", 40],
    ejecucion: [null, null, 50],
    avance: 50 / 60,
    nivel: 50,
  },
  {
    historia: "modo not said",
    tipo: "reduccion",
    lb: 100,
    metas: [80, 60, 50],
    ejecucion: [90, 80, 60],
    avance: "modo-ambiguo",
    nivel: null,
  },
  {
    historia: "went up",
    tipo: "reduccion",
    modo: "nivel",
    lb: 100,
    metas: [80, 60, 50],
    ejecucion: [90, 80, 110],
    avance: -0.2,
    nivel: 110,
    brecha: 60,
  },
  {
    historia: "meta above the línea base",
    tipo: "reduccion",
    modo: "nivel",
    lb: 100,
    metas: [80, 60, 120],
    ejecucion: [90, 80, 90],
    avance: "meta-contraria",
    nivel: 90,
  },
  // reducción anual
  {
    historia: "against the last nivel",
    tipo: "reduccionAnual",
    lb: 100,
    metas: [90, 80, 70],
    ejecucion: [95, 90, 75],
    avance: 0.75,
    nivel: 75,
    brecha: 5,
    previo: 90,
  },
  {
    historia: "nothing left to reduce",
    tipo: "reduccionAnual",
    lb: 100,
    metas: [90, 80, 70],
    ejecucion: [95, 70, 70],
    avance: "meta-igual-nivel-anterior",
    nivel: 70,
  },
  {
    historia: "meta above the last nivel",
    tipo: "reduccionAnual",
    lb: 100,
    metas: [90, 80, 70],
    ejecucion: [95, 60, 55],
    avance: "meta-contraria",
    nivel: 55,
  },
  {
    historia: "last nivel not readable",
    tipo: "reduccionAnual",
    lb: 100,
    metas: [90, 80, 70],
    ejecucion: [95, "?", 55],
    avance: "nivel-anterior-desconocido",
    nivel: 55,
  },
  // decimals
  {
    historia: "0,7 and 0,1 meet 0,8",
    tipo: "capacidad",
    modo: "flujo",
    lb: 0,
    metas: [0.7, 0.7, 0.8],
    ejecucion: [0.7, 0.7, 0.1],
    avance: 1,
    nivel: 0.8,
    brecha: 0,
  },
  {
    historia: "0,57 of 0,5 to 0,6 is seven tenths",
    tipo: "capacidad",
    modo: "nivel",
    lb: 0.5,
    metas: ["np", "np", 0.6],
    ejecucion: [null, null, 0.57],
    avance: 0.7,
    nivel: 0.57,
  },
  {
    historia: "a meta of 0,1 + 0,2 is the línea base 0,3",
    tipo: "capacidad",
    modo: "nivel",
    lb: 0.3,
    metas: ["np", "np", 0.1 + 0.2],
    ejecucion: [null, null, 0.3],
    avance: "meta-igual-linea-base",
    nivel: 0.3,
  },
];

describe("one vigencia", () => {
  test.each(casos.map((caso) => [`${caso.tipo ?? "no tipo"}: ${caso.historia}`, caso] as const))("%s", (_, caso) => {
    const { avance, reason, nivel, brecha, nivelAnterior } = computeAvance(cifrasOfCaso(caso), 2, plan);
    expect({ avance: avance ?? reason, nivel }).toEqual({ avance: caso.avance, nivel: caso.nivel });
    if (caso.brecha !== undefined) expect(brecha).toBe(caso.brecha);
    if (caso.previo !== undefined) expect(nivelAnterior).toBe(caso.previo);
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
  const reached = new Set<string | null>(casos.map((caso) => computeAvance(cifrasOfCaso(caso), 2, plan).reason));
  reached.add(computeAvance(makeCifras("capacidad", "nivel", 0, [5, null], [5]), 0, plan).cuatrienioReason);
  reached.delete(null);
  expect([...reached].sort()).toEqual(Object.keys(razones).sort());
});

function cifrasOfCaso({ tipo, modo, lb, metas, ejecucion }: Caso): ReturnType<typeof makeCifras> {
  return makeCifras(tipo, modo ?? null, lb, metas, ejecucion);
}

function cifrasOf(fila: FilaReferencia): ReturnType<typeof makeCifras> {
  const metas: Cifra[] = fila.metas.map((meta) => meta ?? "np");
  return makeCifras(fila.tipoAcumulacion, fila.modoReporte, fila.lineaBase, [...metas, null, null], fila.ejecucion);
}
