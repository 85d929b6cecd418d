import { describe, expect, test } from "vitest";
import { pendingCell, type Cell } from "../../../shared/cell.ts";
import { columnasMezcladas } from "../../../shared/merge/columna-mezclada.ts";
import { emptyLado, leerCanonico, leerLibro } from "../../../shared/merge/leer-lado.ts";
import type { Plan } from "../../../shared/plan/schema.ts";
import { readReporte, type Reporte } from "../../../shared/read.ts";
import { errorCell, makeLibro, makePlan, percent, type SheetOptions, type TestCell } from "../sheet.ts";

const plan = makePlan();
const [primero, segundo, tercero] = ["44010010002", "44010010003", "44020010005"];
const header = ["Código", "Indicador", "Meta 2017", "Ejecución 2017", "Avance", "Nota", "Observaciones"];

describe("a secretaría's workbook", () => {
  test("its merged columns as they stand, by normalised código, in the order of the sheet", () => {
    const lado = leerLibro(
      read([
        ["Secretaría", "Seguridad y Justicia"],
        header,
        [` 4402 0010005'`, "Talleres", "7.480", errorCell(), 0.5, "al margen", "Sí"],
        [],
        [Number(primero), "Personas", percent(0.2), pendingCell, null, null, "  "],
      ]),
      plan,
    );
    expect([...lado.columnas]).toEqual(["nombre", "meta2017", "ejecucion2017", "observaciones"]);
    expect([...lado.filas]).toEqual([
      [tercero, { nombre: "Talleres", meta2017: "7.480", ejecucion2017: errorCell(), observaciones: "Sí" }],
      [primero, { nombre: "Personas", meta2017: percent(0.2), ejecucion2017: pendingCell, observaciones: "  " }],
    ]);
    expect([lado.repetidos.size, lado.sinCodigo]).toEqual([0, 0]);
  });

  test("a row of fewer cells than columns is blank to the right", () => {
    const lado = leerLibro(read([header, [primero, "Personas"]]), plan);
    expect(lado.filas.get(primero)).toEqual({
      nombre: "Personas",
      meta2017: null,
      ejecucion2017: null,
      observaciones: null,
    });
  });

  test("rows answer as a Map of them does, whichever way they are asked", () => {
    const { filas } = leerLibro(read([header, [primero, "uno", 1], [segundo, "dos", 2]]), plan);
    const map = new Map(filas);
    const seen = new Map<string, unknown>();
    filas.forEach((valores, codigo, all) => {
      expect(all).toBe(filas);
      seen.set(codigo, valores);
    });
    expect([...map.keys()]).toEqual([primero, segundo]);
    expect(seen).toEqual(map);
    expect([...filas.keys()]).toEqual([...map.keys()]);
    expect([...filas.values()]).toEqual([...map.values()]);
    expect([...filas.entries()]).toEqual([...map.entries()]);
    for (const codigo of [primero, segundo, tercero]) {
      expect([filas.has(codigo), filas.get(codigo)]).toEqual([map.has(codigo), map.get(codigo)]);
    }
    expect([filas.size, leerLibro(read([header]), plan).filas.size]).toEqual([2, 0]);
  });

  test("a código in several rows has none, and rows without one are counted", () => {
    const rows = [
      [primero, "uno"],
      [segundo, "dos"],
      [`${primero} `, "tres"],
      [primero, "cuatro"],
      [null, "cinco", 1],
      [errorCell(), "seis", 1],
    ];
    const lado = leerLibro(read([header, ...rows]), plan);
    expect([...lado.filas.keys()]).toEqual([segundo]);
    expect([...lado.repetidos]).toEqual([primero]);
    expect(lado.sinCodigo).toBe(2);
  });

  test("a merged código stands for its first row only", () => {
    const merges = [{ top: 1, left: 0, bottom: 2, right: 0 }];
    const lado = leerLibro(read([header, [primero, "uno", 1], [null, "dos", 2]], { merges }), plan);
    expect([...lado.filas.keys()]).toEqual([primero]);
    expect([lado.repetidos.size, lado.sinCodigo]).toEqual([0, 1]);
  });

  test("the words of a foreign layout become ours", () => {
    const ajeno = makePlan({
      disposiciones: [
        {
          nombre: "Otra oficina",
          filaEncabezado: 1,
          columnas: {
            codigo: ["Cod"],
            nombre: ["Meta de producto"],
            unidad: ["Und"],
            tipoAcumulacion: ["Clase"],
            meta2017: ["2017"],
          },
          valores: { tipoAcumulacion: { Incremento: "Capacidad" }, unidad: { "No.": "Número" } },
          porDefecto: { tipoAcumulacion: "Stock", modoReporte: "Nivel" },
        },
      ],
    });
    const rows = [
      [primero, "Personas", "No.", " INCREMENTO", null],
      [segundo, "No.", " ", "", 4],
      [tercero, 12, "Talleres", "Flujo", "No."],
    ];
    const reporte = read([["Cod", "Meta de producto", "Und", "Clase", "2017"], ...rows], {}, ajeno);
    const lado = leerLibro(reporte, ajeno);
    expect([...lado.columnas]).toEqual(["nombre", "unidad", "tipoAcumulacion", "meta2017"]);
    expect([...lado.filas.values()]).toEqual([
      { nombre: "Personas", unidad: "Número", tipoAcumulacion: "Capacidad", meta2017: null },
      { nombre: "No.", unidad: " ", tipoAcumulacion: "Stock", meta2017: 4 },
      { nombre: 12, unidad: "Talleres", tipoAcumulacion: "Flujo", meta2017: "No." },
    ]);
  });
});

describe("the canonical workbook", () => {
  const canonico = ["Secretaría", ...header];

  test("one side for each secretaría of the plan, and what nobody answers for", () => {
    const rows: Cell[][] = [
      ["Seguridad y Justicia", primero, "uno"],
      ["Desarrollo Económico", primero, "dos"],
      ["SEGURIDAD  y justicia", segundo, "tres"],
      ["Seguridad y Justicia", segundo, "cuatro"],
      ["Seguridad y Justicia", tercero, "cinco"],
      ["Nadie", primero, "seis"],
      ["Desarrollo Económico", null, "siete", 1],
    ];
    const ciudad = makePlan({ secretarias: [...plan.secretarias, { id: "cultura", nombre: "Cultura" }] });
    const lados = leerCanonico(read([canonico, ...rows], {}, ciudad), ciudad);
    const said = [...lados].map(
      ([id, { filas, repetidos, sinCodigo }]) =>
        [id, [[...filas].map(([codigo, fila]) => say(codigo, fila["nombre"])), [...repetidos], sinCodigo]] as const,
    );
    expect(new Map(said)).toEqual(
      new Map([
        ["desarrollo-economico", [[`${primero} dos`], [], 1]],
        ["seguridad-y-justicia", [[`${primero} uno`, `${tercero} cinco`], [segundo], 0]],
        ["cultura", [[], [], 0]],
        ["", [[`${primero} seis`], [], 0]],
      ]),
    );
    for (const { columnas } of lados.values()) {
      expect([...columnas]).toEqual(["nombre", "meta2017", "ejecucion2017", "observaciones"]);
    }
  });

  test("has every column where there is none yet", () => {
    const { columnas, filas, repetidos, sinCodigo } = emptyLado(plan);
    expect([...columnas]).toEqual(columnasMezcladas(plan).map(({ key }) => key));
    expect([filas.size, repetidos.size, sinCodigo]).toEqual([0, 0, 0]);
  });
});

function say(codigo: string, nombre: Cell | undefined): string {
  return `${codigo} ${typeof nombre === "string" ? nombre : "?"}`;
}

function read(rows: readonly (readonly TestCell[])[], sheet: SheetOptions = {}, own: Plan = plan): Reporte {
  const reporte = readReporte(makeLibro(rows, sheet), own);
  if (reporte === null) throw new Error("no header found");
  return reporte;
}
