import { beforeAll, describe, expect, it } from "vitest";
import { a1, parseA1 } from "../../../shared/address.ts";
import type { Cell } from "../../../shared/cell.ts";
import type { Grid } from "../../../shared/grid.ts";
import type { Indicador } from "../../../shared/indicador.ts";
import { buildConsolidado } from "../../../sync/consolidado/consolidado.ts";
import { resumirLibro, type LibroRevisado } from "../../../sync/consolidado/libro-revisado.ts";
import { consolidate, type Consolidado } from "../../../sync/consolidado/modelo.ts";
import type { CambioHecho, CorridaConsolidada, PuntoHistoria } from "../../../sync/corrida/registro.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { makeFilas, makeFlujo, referenciaIndicadores } from "../../shared/filas.ts";
import { fecha, makePlan, percent } from "../../shared/sheet.ts";
import { abierto } from "../canonico/ejemplo.ts";
import { hasLibreOffice, recalculate, withLibreOffice } from "../xlsx/libreoffice.ts";
import { ownFaults, unzip } from "../xlsx/own-checks.ts";
import { validationErrors } from "../xlsx/validate.ts";
import { bytesOf } from "../../bytes-of.ts";

const plan = makePlan({
  secretarias: [
    { id: "desarrollo-economico", nombre: "Secretaría de Desarrollo Económico" },
    { id: "seguridad-y-justicia", nombre: "Secretaría de Seguridad y Justicia" },
    { id: "cultura", nombre: "Secretaría de Cultura" },
  ],
});

const consolidado: Consolidado = consolidate({
  plan,
  libros: [
    libro("desarrollo-economico", referenciaIndicadores()),
    libro("seguridad-y-justicia", [
      makeFlujo("43010010001", 120, { nombre: "=Cámaras & sensores <instalados>" }),
      makeFlujo("43010010002", 20, { nombre: "Patrullas" }),
    ]),
  ],
  across: [],
});

const conflictos = [
  abierto({
    id: "c3",
    secretaria: "seguridad-y-justicia",
    codigo: "43010010001",
    columna: "participacion",
    ancestro: null,
    planeacion: percent(0.64),
    propio: 36,
  }),
  abierto({ id: "c1", codigo: "44010030007", ancestro: 160, planeacion: 160, propio: 7480 }),
  abierto({
    id: "c2",
    clase: "fila-nueva",
    codigo: "44990010001",
    columna: null,
    fila: { nombre: "Mercados campesinos", meta2017: 12 },
  }),
];
const cambios: readonly CambioHecho[] = [
  cambio({ secretaria: "seguridad-y-justicia", codigo: "43010010002", columna: "ejecucion2017", despues: 20 }),
  cambio({ columna: "observaciones", antes: "a", despues: '=HYPERLINK("http://x")', regla: "dueno-secretaria" }),
  cambio({ columna: "meta2017", antes: 150, despues: 7480, hacia: "libro", regla: "dueno-planeacion" }),
  cambio({ columna: "planFechaLimite", despues: fecha("2017-12-15"), regla: "decision" }),
  cambio({ codigo: "44990010009", columna: "codigo", despues: "44990010009", regla: "fila-aceptada" }),
];
const historia: readonly PuntoHistoria[] = [
  punto(2016, "2016-09-30", 0.61, [0.6, 0.7, null], [4, 6, 5, 5, 2, 0]),
  punto(2016, "2016-12-31", 0.78, [0.8, 0.75, null], [1, 2, 5, 8, 6, 0]),
  punto(2017, "2017-03-31", 0.24, [0.2, 0.35, 0.1], [12, 5, 2, 1, 0, 2]),
  punto(2017, "2017-06-30", 0.52, [0.5, 0.58, null], [6, 7, 4, 2, 1, 2]),
  punto(2017, "2017-09-30", 0.675, [0.7, 0.6, null], [4, 5, 5, 4, 3, 1]),
];
const llena = corrida({ conflictos, cambios, historia });

describe("the consolidated workbook of a run", () => {
  let file: Buffer;
  let sheets: ReadonlyMap<string, Grid>;
  beforeAll(async () => {
    file = await bytesOf(buildConsolidado(consolidado, { corrida: llena }));
    sheets = readSheets(file);
  });

  it.each([
    ["with everything", llena],
    ["of one corte", corrida({ historia: historia.slice(-1) })],
    ["of two vigencias' first cortes", corrida({ historia: historia.slice(1, 3) })],
    [
      "where nothing was measured yet",
      corrida({ historia: [punto(2017, "2017-01-31", null, [null, null, null], [0, 0, 0, 0, 0, 9])] }),
    ],
    ["of more cortes than a page takes", corrida({ historia: mensual(40) })],
    ["of nothing", corrida({})],
  ])("is valid, without external references or error values, the same each time: %s", async (_, each) => {
    const built = await bytesOf(buildConsolidado(consolidado, { corrida: each }));
    expect(await validationErrors(built)).toEqual([]);
    expect(ownFaults(built)).toEqual([]);
    expect((await bytesOf(buildConsolidado(consolidado, { corrida: each }))).equals(built)).toBe(true);
  });

  it("has its sheets before Metodología, and links to each from Resumen", () => {
    expect([...sheets.keys()].slice(-4)).toEqual(["Conflictos", "Historia", "Cambios", "Metodología"]);
    const targets = [...(unzip(file).get("xl/worksheets/sheet1.xml") ?? "").matchAll(/location="'?([^'!]+)'?!A1"/g)];
    expect(new Set(targets.map(([, name]) => name))).toEqual(new Set([...sheets.keys()].slice(1)));
  });

  it("lists the conflicts by secretaría and código, each linked to its row where it has one", () => {
    expect(
      table(sheets, "Conflictos", 3).map((row) =>
        pick(row, ["Código", "Columna", "Último valor acordado", "Valor de Planeación", "Valor de la secretaría"]),
      ),
    ).toEqual([
      ["44010030007", "Meta 2017", "160", "160", "7.480"],
      ["44990010001", "Toda la fila", "(sin fila)", "(sin fila)", "Indicador: Mercados campesinos\nMeta 2017: 12"],
      ["43010010001", "Participación (%)", "(en blanco)", "64\u00A0%", "36"],
    ]);
    expect(table(sheets, "Conflictos", 3).map((row) => pick(row, ["Indicador", "Desde"]))).toEqual([
      ["Bankomunales conformados para la autogestión de comunidades vulnerables", moment],
      ["Mercados campesinos", moment],
      ["=Cámaras & sensores <instalados>", moment],
    ]);
    expect(linkedCodigos(file, sheets, "Conflictos")).toEqual(["44010030007", "43010010001"]);
  });

  it("lists the changes in the order of the plan and the sheet, with the rule of each", () => {
    expect(
      table(sheets, "Cambios", 3).map((row) =>
        pick(row, ["Código", "Columna", "Antes", "Después", "Dónde se escribió"]),
      ),
    ).toEqual([
      ["44010030007", "Meta 2017", "150", "7.480", "Libro de la secretaría"],
      ["44010030007", "Observaciones", "a", '=HYPERLINK("http://x")', "Libro canónico"],
      ["44010030007", "Plan de choque: fecha límite", "(en blanco)", "15/12/2017", "Libro canónico"],
      ["44990010009", "Código", "(en blanco)", "44990010009", "Libro canónico"],
      ["43010010002", "Ejecución 2017", "(en blanco)", "20", "Libro canónico"],
    ]);
    expect(new Set(table(sheets, "Cambios", 3).map((row) => row.get("Por qué"))).size).toBe(4);
    expect(sheets.get("Cambios")?.formulas.size).toBe(0);
    expect(linkedCodigos(file, sheets, "Cambios")).toHaveLength(4);
  });

  it("shows every corte of the city, the secretarías and the bands", () => {
    const rows = table(sheets, "Historia", 4);
    const names = rows.map((row) => row.get("Avance promedio"));
    expect(names.slice(1, 4)).toEqual(consolidado.secretarias.map(({ nombre }) => nombre));
    const city = rows[0];
    expect(historia.map(({ corte }) => numberOf(city?.get(shownCorte[corte] ?? "")))).toEqual([
      0.61, 0.78, 0.24, 0.52, 0.675,
    ]);
    const cultura = rows.find((row) => row.get("Avance promedio") === "Secretaría de Cultura");
    expect(historia.map(({ corte }) => numberOf(cultura?.get(shownCorte[corte] ?? "")))).toEqual([
      null,
      null,
      0.1,
      null,
      null,
    ]);
    const critico = rows.find((row) => textOf(row.get("Avance promedio")).endsWith("Crítico"));
    expect(historia.map(({ corte }) => critico?.get(shownCorte[corte] ?? ""))).toEqual([4, 1, 12, 6, 4]);
  });

  it("says how much changed since the corte before, only within a vigencia and where both are known", async () => {
    const own = changesOf(sheets.get("Historia"));
    expect(own.slice(0, 4).map((value) => (typeof value === "number" ? Number(value.toFixed(9)) : value))).toEqual([
      15.5,
      20,
      2,
      "",
    ]);
    expect(own.slice(5, 7)).toEqual([-2, -2]);
    const across = readSheets(
      await bytesOf(buildConsolidado(consolidado, { corrida: corrida({ historia: historia.slice(1, 3) }) })),
    ).get("Historia");
    expect(across?.formulas.size).toBe(0);
  });

  it("draws a trend once there are two cortes, and the one corte as columns", async () => {
    // The city, three secretarías, six bands, rezagadas and indicadores.
    expect(drawn(file)).toEqual([12, 1]);
    expect(
      drawn(await bytesOf(buildConsolidado(consolidado, { corrida: corrida({ historia: historia.slice(-1) }) }))),
    ).toEqual([0, 0]);
  });

  it("says where there is nothing, in each of its sheets", async () => {
    const empty = readSheets(await bytesOf(buildConsolidado(consolidado, { corrida: corrida({}) })));
    const rowsBelow = ["Conflictos", "Cambios"].map(
      (name) => (empty.get(name)?.rows ?? []).filter(({ row }) => row > 3).length,
    );
    expect(rowsBelow).toEqual([1, 1]);
    expect(empty.get("Historia")?.rows.map(({ row }) => row)).toEqual([0, 1]);
  });

  it.skipIf(!hasLibreOffice)(
    `comes to the same figures when LibreOffice recalculates it${withLibreOffice}`,
    async () => {
      const again = readSheets(await recalculate(file));
      const compared: [string, Cell, Cell][] = [];
      for (const [name, grid] of sheets) {
        for (const key of grid.formulas.keys()) {
          const address = a1(Math.floor(key / 16_384), key % 16_384);
          compared.push([
            `${name}!${address}`,
            rounded(cellAt(grid, address)),
            rounded(cellAt(again.get(name), address)),
          ]);
        }
      }
      expect(compared.filter(([, mine, other]) => mine !== other)).toEqual([]);
      expect(compared.filter(([name]) => name.startsWith("Historia!"))).toHaveLength(12);
    },
  );
});

const moment: Cell = { kind: "date", serial: 43_010 + 8.5 / 24 };

const shownCorte: Readonly<Record<string, string>> = {
  "2016-09-30": "30 sep 2016",
  "2016-12-31": "31 dic 2016",
  "2017-03-31": "31 mar 2017",
  "2017-06-30": "30 jun 2017",
  "2017-09-30": "30 sep 2017",
};

function libro(id: string, indicadores: readonly Indicador[]): LibroRevisado {
  const own = indicadores.map((each) => ({ ...each, secretaria: id }));
  const datos = {
    file: `${id}.xlsx`,
    sheet: "Indicadores",
    secretaria: plan.secretarias.find((each) => each.id === id) ?? null,
    vigencia: 2017,
    corte: "2017-09-30",
    findings: [],
  };
  return resumirLibro(datos, () => makeFilas(own, plan), plan);
}

function corrida(changes: Partial<CorridaConsolidada>): CorridaConsolidada {
  return {
    id: "20171002T083000-7f3a",
    momento: "2017-10-02T08:30:00-05:00",
    conflictos: [],
    historia: [],
    cambios: [],
    ...changes,
  };
}

function cambio(changes: Partial<CambioHecho>): CambioHecho {
  return {
    secretaria: "desarrollo-economico",
    codigo: "44010030007",
    columna: "meta2017",
    antes: null,
    despues: null,
    hacia: "canonico",
    regla: "dueno-secretaria",
    ...changes,
  };
}

function punto(
  vigencia: number,
  corte: string,
  ciudad: number | null,
  [economia = null, seguridad = null, cultura = null]: readonly (number | null)[],
  [critico = 0, bajo = 0, medio = 0, satisfactorio = 0, sobresaliente = 0, sinDato = 0]: readonly number[],
): PuntoHistoria {
  return {
    vigencia,
    corte,
    momento: `${corte}T20:00:00-05:00`,
    ciudad,
    secretarias: { "desarrollo-economico": economia, "seguridad-y-justicia": seguridad, cultura },
    semaforo: { critico, bajo, medio, satisfactorio, sobresaliente, "sin-dato": sinDato },
    rezagadas: critico + bajo + medio,
    indicadores: critico + bajo + medio + satisfactorio + sobresaliente + sinDato,
  };
}

/** A corte a month from January 2016 on. */
function mensual(count: number): PuntoHistoria[] {
  return Array.from({ length: count }, (_, index) => {
    const [year, month] = [2016 + Math.floor(index / 12), String((index % 12) + 1).padStart(2, "0")];
    return punto(year, `${year}-${month}-28`, (index % 12) / 12, [0.5, 0.6, 0.7], [3, 4, 5, 6, 2, 1]);
  });
}

function readSheets(file: Uint8Array): Map<string, Grid> {
  const workbook = readWorkbook(file, "consolidado.xlsx");
  return new Map(workbook.sheets.map(({ name }) => [name, workbook.readGrid(name)]));
}

/** The column of changes of the sheet Historia. */
function changesOf(grid: Grid | undefined): Cell[] {
  return (grid?.rows ?? []).filter(({ row }) => row > 4).map(({ cells }) => cells[2] ?? null);
}

/** How many sparklines a workbook has, and how many charts of lines. */
function drawn(file: Buffer): readonly [number, number] {
  const parts = [...unzip(file)];
  const sparklines = parts.flatMap(([, xml]) => [...xml.matchAll(/<x14:sparkline>/g)]).length;
  const lines = parts.filter(([name, xml]) => name.startsWith("xl/charts/") && xml.includes("<c:lineChart>")).length;
  return [sparklines, lines];
}

/** Rows below a header (zero-based row), by header text. */
function table(sheets: ReadonlyMap<string, Grid>, name: string, headerRow: number): Map<string, Cell>[] {
  const rows = sheets.get(name)?.rows ?? [];
  const header = rows.find(({ row }) => row === headerRow)?.cells ?? [];
  return rows
    .filter(({ row }) => row > headerRow)
    .map(({ cells }) => new Map(header.map((text, column) => [textOf(text), cells[column] ?? null])));
}

function textOf(cell: Cell | undefined): string {
  return typeof cell === "string" ? cell : "";
}

function pick(row: ReadonlyMap<string, Cell>, names: readonly string[]): (Cell | undefined)[] {
  return names.map((name) => row.get(name));
}

function cellAt(grid: Grid | undefined, address: string): Cell {
  const place = parseA1(address);
  return grid?.rows.find(({ row }) => row === place?.row)?.cells[place?.column ?? 0] ?? null;
}

function numberOf(cell: Cell | undefined): number | null {
  if (typeof cell === "number") return cell;
  return typeof cell === "object" && cell?.kind === "percent" ? cell.value : null;
}

/** A figure to nine decimals, an empty text as a blank cell: as two programs may differ. */
function rounded(cell: Cell): Cell {
  const number = numberOf(cell);
  return number === null ? cell || null : Number(number.toFixed(9));
}

/** Códigos that are links, each of which must lead to its own row. */
function linkedCodigos(file: Uint8Array, sheets: ReadonlyMap<string, Grid>, name: string): Cell[] {
  const xml = unzip(file).get(`xl/worksheets/sheet${[...sheets.keys()].indexOf(name) + 1}.xml`) ?? "";
  const links = [...xml.matchAll(/<hyperlink ref="([A-Z]+\d+)"[^>]* location="'?Indicadores'?!([A-Z]+\d+)"/g)];
  return links.map(([, from = "", to = ""]) => {
    const codigo = cellAt(sheets.get(name), from);
    expect(cellAt(sheets.get("Indicadores"), to)).toBe(codigo);
    return codigo;
  });
}
