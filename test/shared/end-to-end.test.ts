import { describe, expect, test } from "vitest";
import type { Cell } from "../../shared/cell.ts";
import { evaluateReporte, type Fila } from "../../shared/evaluate.ts";
import { columnasOf } from "../../shared/layout/columnas.ts";
import { planSchema, type Plan, type PlanInput } from "../../shared/plan/schema.ts";
import { readReporte, type Libro } from "../../shared/read.ts";
import { reviewLibro } from "../../shared/validate.ts";
import { referencia } from "../fixtures/referencia-cifras.ts";
import { fecha, makeLibro, makePlan, percent } from "./sheet.ts";

describe("the reference as a secretaría's sheet", () => {
  const names = { capacidad: "Capacidad", flujo: "Flujo", nivel: "Nivel" } as const;
  const header = ["Código", "Eje", "Componente", "Programa", "Indicador", "Unidad de medida"].concat([
    "Tipo de acumulación",
    "Modo de reporte",
    "Línea base 2015",
    "Meta 2016",
    "Ejecución 2016",
    "Meta 2017",
    "Ejecución 2017",
  ]);
  const title: Cell[][] = [
    ["Secretaría", "Secretaría de Desarrollo Económico"],
    ["Vigencia", 2017, "Fecha de corte", fecha("2017-09-30")],
  ];
  const headings = (fila: (typeof referencia)[number]): Cell[] => [
    fila.codigo,
    fila.eje,
    fila.componente,
    fila.programa,
    fila.nombre,
    fila.unidad === "numero" ? "Número" : "Porcentaje",
    names[fila.tipoAcumulacion],
    names[fila.modoReporte],
  ];
  const expected = referencia.map(({ codigo, nivel, avance, semaforo, brecha }) => ({
    codigo,
    nivel,
    avance,
    semaforo,
    brecha,
  }));

  test("as printed, every figure a text", () => {
    const rows = referencia.map((fila) => [...headings(fila), ...fila.impreso]);
    expect(evaluate(makeLibro([...title, [], header, ...rows]), makePlan()).map(figuresOf)).toEqual(expected);
  });

  test("with numbers, columns shuffled and the header further down", () => {
    const rows = referencia.map((fila): Cell[] => [
      ...headings(fila),
      fila.lineaBase,
      fila.metas[0] ?? "NP",
      fila.ejecucion[0],
      fila.metas[1],
      fila.unidad === "porcentaje" ? percent(fila.ejecucion[1] / 100) : fila.ejecucion[1],
    ]);
    const shuffled = [header, ...rows].map((row) => row.toReversed());
    const libro = makeLibro([...title, [], ["Instrucciones"], [], ...shuffled, ["Fuente: secretaría."]]);
    const filas = evaluate(libro, makePlan());
    expect(filas.map(figuresOf)).toEqual(expected);
    expect(filas.filter((fila) => fila.cumplida).length).toBe(7);
    expect(filas.filter((fila) => fila.semaforo === "critico").length).toBe(4);
  });

  test("without vigencia nothing is measured, and that is the reason", () => {
    const rows = referencia.map((fila) => [...headings(fila), ...fila.impreso]);
    const filas = evaluate(makeLibro([header, ...rows]), makePlan());
    expect(new Set(filas.map((fila) => fila.reason))).toEqual(new Set(["sin-vigencia"]));
    expect(new Set(filas.map((fila) => fila.semaforo))).toEqual(new Set(["sin-dato"]));
  });

  test("a código in two rows is measured in neither", () => {
    const rows = [...referencia, ...referencia.slice(4, 5)].map((fila) => [...headings(fila), ...fila.impreso]);
    const filas = evaluate(makeLibro([...title, [], header, ...rows]), makePlan());
    expect(filas.filter((fila) => fila.reason === "codigo-repetido").map((fila) => fila.indicador.codigo)).toEqual([
      "44010010002",
      "44010010002",
    ]);
    expect(filas.filter((fila) => fila.avance.avance === null).length).toBe(2);
  });
});

describe("another plan, by data alone", () => {
  const otro: PlanInput = {
    nombre: "Plan de Desarrollo 2020-2024",
    entidad: "Municipio de Prueba",
    lineaBase: 2019,
    vigencias: [2020, 2021, 2022, 2023, 2024],
    codigo: {
      segmentos: [
        { nombre: "constante", ancho: 2, valor: "MP" },
        { nombre: "eje", ancho: 2 },
        { nombre: "programa", ancho: 3 },
        { nombre: "consecutivo", ancho: 4 },
      ],
      separador: ".",
      ejemplo: "MP.1.02.15",
    },
    secretarias: [{ id: "salud", nombre: "Secretaría de Salud" }],
    semaforo: { bajo: 0.5, medio: 0.75, satisfactorio: 0.9, sobresaliente: 1 },
    umbralRezago: 0.9,
    capacidad: "nivel",
    modoReporte: "flujo",
  };

  test("five vigencias, another code, other bands, other readings", () => {
    const plan = planSchema.parse(otro);
    const header = ["Código", "Indicador", "Tipo de acumulación", "Línea base 2019"].concat(
      plan.vigencias.flatMap((vigencia) => [`Meta ${vigencia}`, `Ejecución ${vigencia}`]),
    );
    const filas = evaluate(
      makeLibro([
        ["Dependencia", "SECRETARIA DE SALUD"],
        ["Vigencia", 2022],
        ["Corte", "31 de diciembre de 2022"],
        header,
        ["mp.1.02.15", "Vacunas", "Capacidad", 10, 20, 20, 30, 28, 40, 4, 50, null, 60, null],
        ["MP.1.02.16", "Casos", "Reducción", 100, 90, 90, 80, 80, 50, 20, 40, null, 25, null],
        ["MP.2.01.1", "Visitas", "Acumulado", null, 10, 10, 10, 10, 10, 9, 10, null, 10, null],
      ]),
      plan,
    );
    expect(
      filas.map(({ indicador, avance, semaforo, rezagada, esperado }) => [
        indicador.codigo,
        indicador.secretaria,
        avance.avance,
        avance.cuatrienio,
        semaforo,
        rezagada,
        esperado,
      ]),
    ).toEqual([
      ["MP.1.02.15", "salud", 0.8, 32 / 60, "medio", true, 1],
      ["MP.1.02.16", "salud", 0.8, 40 / 75, "medio", true, 1],
      ["MP.2.01.1", "salud", 0.9, 0.58, "satisfactorio", false, 1],
    ]);
  });

  test("a foreign plan indicativo: 80 columns, header of two rows on row 5, names of its own", () => {
    const plan = planSchema.parse({
      ...otro,
      vigencias: [2020, 2021, 2022, 2023],
      capacidad: "neta",
      disposiciones: [
        { nombre: "De otra hoja", hoja: "Metas producto", filaEncabezado: 5, columnas: { codigo: ["ID MP"] } },
        {
          nombre: "Plan indicativo de la alcaldía",
          filaEncabezado: 5,
          filasEncabezado: 2,
          columnas: {
            codigo: ["Meta de producto Id"],
            nombre: ["Meta de producto Descripción"],
            unidad: ["Meta de producto Und"],
            tipoAcumulacion: ["Meta de producto Tipo"],
            lineaBase: ["Línea base Valor"],
            meta: ["Programación física {vigencia}"],
            ejecucion: ["Ejecución física {vigencia}"],
            ejecucion2021: ["Ejecución física 2021 (corte)"],
            observaciones: ["Observaciones"],
          },
          secretaria: "Secretaria de salud",
          vigencia: 2021,
          corte: "2021-06-30",
        },
      ],
    } satisfies PlanInput);
    const filler = Array.from({ length: 62 }, (_, index) => `Fuente ${index + 1}`);
    const upper = ["Meta de producto", ...blank(3), "Línea base", null, "Programación física", ...blank(3)].concat([
      "Ejecución física",
      ...blank(3),
      "Recursos (millones)",
      ...blank(61),
    ]);
    const lower = ["Id", "Descripción", "Und", "Tipo", "Año", "Valor", 2020, 2021, 2022, 2023].concat([
      2020,
      "2021 (corte)",
      2022,
      2023,
      ...filler,
    ]);
    const row = ["MP.1.02.15", "Vacunas", "Número", "Capacidad", 2019, 10, 20, 30, 40, 50, 20, 5, null, null];
    const libro = makeLibro(
      [
        ["ALCALDÍA MUNICIPAL"],
        ["PLAN INDICATIVO 2020-2023"],
        [],
        [],
        [...upper, ...blank(3), "Observaciones"],
        [...lower, ...blank(3)],
        [...row, ...filler.map((_, index) => index), ...blank(3), "Jornada de mayo."],
        [],
        ["Elaboró: Planeación"],
      ],
      { sheet: "PI 2020" },
    );
    const reporte = readReporte(libro, plan);
    expect(reporte).toMatchObject({
      layout: { disposicion: { nombre: "Plan indicativo de la alcaldía" }, headerRow: 5, firstDataRow: 6 },
      secretaria: { id: "salud" },
      vigencia: 2021,
      corte: "2021-06-30",
    });
    expect(reporte?.layout.columns.size).toBe(14);
    expect(reporte?.layout.unknown.length).toBe(63);
    const filas = evaluate(libro, plan);
    expect(filas.length).toBe(1);
    expect(filas[0]).toMatchObject({
      indicador: { codigo: "MP.1.02.15", observaciones: "Jornada de mayo." },
      avance: { avance: 0.75, nivel: 25, brecha: 5, cuatrienio: 0.375 },
      esperado: 181 / 365,
      ritmo: "adelantado",
    });
  });

  test("a foreign sheet with words of its own, and a tipo, a modo and a unidad for all rows", () => {
    const columnas = { codigo: ["Cod"], nombre: ["Producto"], tipoAcumulacion: ["Tipo de meta"], lineaBase: ["LB"] };
    const figures = { meta: ["P{vigencia}"], ejecucion: ["E{vigencia}"] };
    const common = { filaEncabezado: 1, secretaria: "salud", vigencia: 2021, corte: "2021-12-31" };
    const plan = planSchema.parse({
      ...otro,
      modoReporte: undefined,
      disposiciones: [
        {
          ...common,
          nombre: "Con tipos propios",
          hoja: "Tipos",
          columnas: { ...columnas, ...figures, modoReporte: ["Se reporta"] },
          valores: {
            tipoAcumulacion: { Incremento: "Capacidad", "No Acumulada": "Flujo" },
            modoReporte: { "Lo del año": "Flujo" },
          },
          porDefecto: { tipoAcumulacion: "Stock", modoReporte: "Nivel" },
        },
        {
          ...common,
          nombre: "Sin tipos",
          columnas: { codigo: ["Cod"], nombre: ["Producto"], lineaBase: ["LB"], ...figures },
          porDefecto: { tipoAcumulacion: "capacidad", modoReporte: "Nivel", unidad: "Porcentaje" },
        },
      ],
    } satisfies PlanInput);
    const propios = makeLibro(
      [
        ["Cod", "Producto", "Tipo de meta", "Se reporta", "LB", "P2020", "E2020", "P2021", "E2021"],
        ["MP.1.02.1", "Sumado", "INCREMENTO", "lo del  año", 10, 15, 15, 20, 5],
        ["MP.1.02.2", "Llegado", "Capacidad", null, 10, 15, 15, 20, 15],
        ["MP.1.02.3", "De cada año", "No acumulada", null, 10, 15, 15, 20, 5],
        ["MP.1.02.4", "Sostenido", " ", null, 10, 15, 15, 20, 5],
        ["MP.1.02.5", "Ni suya ni nuestra", "Otra", null, 10, 15, 15, 20, 5],
      ],
      { sheet: "Tipos" },
    );
    expect(
      evaluate(propios, plan).map(({ indicador, avance, reason }) => [
        indicador.tipoAcumulacion,
        indicador.modoReporte,
        avance.avance ?? reason,
      ]),
    ).toEqual([
      ["capacidad", "flujo", 1],
      ["capacidad", "nivel", 0.75],
      ["flujo", "nivel", 0.25],
      ["stock", "nivel", 0.25],
      [null, "nivel", "tipo-no-definido"],
    ]);
    expect(readReporte(propios, plan)?.cellFindings.map(({ code, row }) => [code, row])).toEqual([
      ["fuera-de-lista", 5],
    ]);

    const sinTipos = makeLibro([
      ["Cod", "Producto", "LB", "P2020", "E2020", "P2021", "E2021"],
      ["MP.1.02.1", "Cobertura", percent(0.1), percent(0.2), percent(0.2), percent(0.5), percent(0.3)],
    ]);
    const revision = reviewLibro(sinTipos, plan);
    expect(revision.filas[0]).toMatchObject({ avance: { avance: 0.6, nivel: 30, modo: "nivel" } });
    expect(revision.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("every column of the template of any plan is found again", () => {
    for (const plan of [planSchema.parse(otro), makePlan()]) {
      const columnas = columnasOf(plan);
      const reporte = readReporte(makeLibro([columnas.map(({ encabezado }) => encabezado)]), plan);
      expect([...(reporte?.layout.columns.keys() ?? [])]).toEqual(columnas.map(({ key }) => key));
    }
  });
});

function evaluate(libro: Libro, plan: Plan): Fila[] {
  const reporte = readReporte(libro, plan);
  if (reporte === null) throw new Error("no header");
  return evaluateReporte(reporte, plan);
}

function figuresOf({ indicador, avance, semaforo }: Fila): object {
  return {
    codigo: indicador.codigo,
    nivel: avance.nivel,
    avance: Number(avance.avance?.toFixed(6)),
    semaforo,
    brecha: avance.brecha,
  };
}

function blank(count: number): null[] {
  return Array.from({ length: count }, () => null);
}
