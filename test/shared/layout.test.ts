import { describe, expect, test } from "vitest";
import type { Cell } from "../../shared/cell.ts";
import { columnasOf } from "../../shared/layout/columnas.ts";
import { matchLayout } from "../../shared/layout/match.ts";
import { readTitulo } from "../../shared/layout/titulo.ts";
import { definedName, fecha, makeGrid, makePlan } from "./sheet.ts";

const plan = makePlan();
const basic = ["Código", "Indicador", "Meta 2017", "Ejecución 2017"];

describe("our header", () => {
  test("the whole template, in its order", () => {
    const columnas = columnasOf(plan).filter(({ info }) => info.enPlantilla);
    const layout = matchLayout(makeGrid([columnas.map(({ encabezado }) => encabezado)]), plan);
    expect([...(layout?.columns ?? [])]).toEqual(columnas.map(({ key }, column) => [key, column]));
    expect(layout).toMatchObject({ headerRow: 0, firstDataRow: 1, tagRow: null, disposicion: null });
    expect(layout).toMatchObject({ duplicated: [], unknown: [], renamed: [], moved: [] });
  });

  test.each([0, 1, 7, 55])("wherever it is: after %d rows of title", (rows) => {
    const title = Array.from({ length: rows }, (_, row) => [`Título ${row}`]);
    expect(matchLayout(makeGrid([...title, basic]), plan)).toMatchObject({ headerRow: rows, firstDataRow: rows + 1 });
  });

  test("however it is typed", () => {
    const typed = ["  CODIGO ", "Indicador\u00A0", "META\n2017", "ejecucion  2017"];
    const layout = matchLayout(makeGrid([[null, ...typed]]), plan);
    expect([...(layout?.columns.keys() ?? [])]).toEqual(["codigo", "nombre", "meta2017", "ejecucion2017"]);
    expect(layout?.renamed).toEqual([]);
  });

  test("by the names that others give the columns, which are told", () => {
    const layout = matchLayout(
      makeGrid([["Cód. indicador", "Nombre del indicador", "Programado 2017", "Ejecución / Avance 2017", "LB"]]),
      plan,
    );
    expect([...(layout?.columns ?? [])]).toEqual(
      [
        ["codigo", 0],
        ["nombre", 1],
        ["lineaBase", 4],
        ["meta2017", 2],
        ["ejecucion2017", 3],
      ].sort((a, b) => Number(a[1]) - Number(b[1])),
    );
    expect(layout?.renamed.map(({ key }) => key)).toEqual([
      "codigo",
      "nombre",
      "meta2017",
      "ejecucion2017",
      "lineaBase",
    ]);
  });

  test.each(["Unidad", "Und", "UND.", "U.M."])("the unidad as «%s»", (text) => {
    expect(matchLayout(makeGrid([[...basic, text]]), plan)?.columns.get("unidad")).toBe(4);
  });

  test("by the plan's own aliases, for one vigencia or for all", () => {
    const own = makePlan({
      alias: { codigo: ["Id"], meta: ["Compromiso {vigencia}"], ejecucion2017: ["Logrado hoy"] },
    });
    const layout = matchLayout(makeGrid([["Id", "Compromiso 2016", "Compromiso 2017", "Logrado hoy"]]), own);
    expect([...(layout?.columns.keys() ?? [])]).toEqual(["codigo", "meta2016", "meta2017", "ejecucion2017"]);
  });

  test("duplicated, unknown and moved columns", () => {
    const layout = matchLayout(
      makeGrid([
        ["Indicador", "Meta 2017", "Notas internas", "Ejecución 2017", "Meta 2017", "Código"],
        ["x", 10, null, 5, 11, "1"],
      ]),
      plan,
    );
    expect(layout?.columns.has("meta2017")).toBe(false);
    expect(layout?.duplicated).toEqual([{ key: "meta2017", columns: [1, 4] }]);
    expect(layout?.unknown).toEqual([{ text: "Notas internas", column: 2 }]);
    expect(layout?.moved).toEqual([{ key: "codigo", column: 5 }]);
  });

  test.each([
    ["beside it", ["Avance 2017", "Ejecución 2017"], 3],
    ["on either side", ["Ejecución 2017", "Ejecución / Avance 2017"], 2],
  ])("our own header goes before an alias %s", (_, headers, column) => {
    const layout = matchLayout(makeGrid([["Código", "Indicador", ...headers]]), plan);
    expect(layout?.columns.get("ejecucion2017")).toBe(column);
    expect(layout?.similar.map(({ key }) => key)).toEqual(["ejecucion2017"]);
    expect(layout?.duplicated).toEqual([]);
  });

  test.each([
    ["one alone holds anything", [["1", "x", null, 5]], 3],
    ["none holds anything", [["1", "x"]], 2],
    ["both do", [["1", "x", 4, 5]], undefined],
  ])("of two alike, where %s", (_, rows, column) => {
    const grid = makeGrid([["Código", "Indicador", "Meta 2017", "Meta 2017"], ...rows]);
    const layout = matchLayout(grid, plan);
    expect(layout?.columns.get("meta2017")).toBe(column);
    expect(layout?.duplicated).toEqual([{ key: "meta2017", columns: [2, 3] }]);
  });

  test("of two aliases none is read, of two códigos the first", () => {
    const grid = makeGrid([
      ["Código", "Indicador", "Código", "Avance 2017", "Ejecución/Avance 2017", "Meta 2017"],
      ["1", "x", "2", 3, 4, 5],
    ]);
    const layout = matchLayout(grid, plan);
    expect(layout?.columns.get("codigo")).toBe(0);
    expect(layout?.columns.has("ejecucion2017")).toBe(false);
    expect(layout?.duplicated).toEqual([
      { key: "codigo", columns: [0, 2] },
      { key: "ejecucion2017", columns: [3, 4] },
    ]);
  });

  test("another plan's vigencias are unknown columns", () => {
    const layout = matchLayout(makeGrid([[...basic, "Meta 2021"]]), plan);
    expect(layout?.unknown).toEqual([{ text: "Meta 2021", column: 4 }]);
  });

  test.each<[string, readonly (readonly Cell[])[]]>([
    ["an empty sheet", []],
    ["a sheet without header", [["44010010002", "Personas", 10, 5]]],
    ["too few headers", [["Código", "Indicador"]]],
    ["no código", [["Indicador", "Meta 2017", "Ejecución 2017"]]],
    ["headers far below", [...Array.from({ length: 60 }, () => ["x"]), basic]],
  ])("none in %s", (_, rows) => {
    expect(matchLayout(makeGrid(rows), plan)).toBeNull();
  });

  test("a row of data that names a column is no header", () => {
    const grid = makeGrid([basic, ["44010010002", "Indicador", "Código", "Eje"]]);
    expect(matchLayout(grid, plan)?.headerRow).toBe(0);
  });
});

describe("machine tags", () => {
  const tags = ["codigo", "nombre", "meta2017", "ejecucion2017"];

  test("go before headers that planners changed", () => {
    const layout = matchLayout(makeGrid([tags, ["Id", "Qué", "Promesa", "Hecho"], ["x"]]), plan);
    expect([...(layout?.columns.keys() ?? [])]).toEqual(tags);
    expect(layout).toMatchObject({ tagRow: 0, headerRow: 1, firstDataRow: 2, unknown: [] });
    expect(layout?.renamed.map(({ text }) => text)).toEqual(["Id", "Qué", "Promesa", "Hecho"]);
  });

  test("a copied column without tag is not read, even on the left", () => {
    const layout = matchLayout(makeGrid([[null, ...tags], ["Ejecución 2017", ...basic], ["x"]]), plan);
    expect(layout?.columns.get("ejecucion2017")).toBe(4);
    expect(layout?.duplicated).toEqual([{ key: "ejecucion2017", columns: [0, 4] }]);
  });

  test("below the header count too", () => {
    expect(matchLayout(makeGrid([basic, tags, ["x"]]), plan)).toMatchObject({
      tagRow: 1,
      headerRow: 0,
      firstDataRow: 2,
    });
  });
});

describe("title block", () => {
  const [libro, header] = [
    [
      ["Secretaría:", "", "SECRETARIA DE DESARROLLO ECONOMICO"],
      ["Vigencia", "2017"],
    ],
    6,
  ];

  test("by labels, however they are written", () => {
    const grid = makeGrid([...libro, ["Fecha de corte :", " ", fecha("2017-09-30")], ["Versión", 1]]);
    expect(readTitulo(grid, [], header, plan)).toMatchObject({
      secretaria: { id: "desarrollo-economico" },
      vigencia: 2017,
      corte: "2017-09-30",
      version: 1,
      cells: { corte: { row: 2, column: 2 }, vigencia: { row: 1, column: 1 } },
    });
  });

  test.each<[string, readonly (readonly Cell[])[]]>([
    ["one row", [["Secretaría: SDE", "Vigencia: 2017", "Corte: 30/09/2017"]]],
    [
      "in words",
      [["SECRETARIA :  Desarrollo Económico "], [null, "Vigencia:2017"], ["Fecha de corte: 30 de septiembre de 2017"]],
    ],
    [
      "mixed",
      [
        ["Dependencia: SDE", "x"],
        ["Vigencia:", 2017],
        ["Corte:", "", fecha("2017-09-30")],
      ],
    ],
  ])("label and value in one cell: %s", (_, rows) => {
    expect(readTitulo(makeGrid(rows), [], header, plan)).toMatchObject({
      secretaria: { id: "desarrollo-economico" },
      vigencia: 2017,
      corte: "2017-09-30",
    });
  });

  test("the cell with label and value is where each stands", () => {
    const { cells, texts } = readTitulo(makeGrid([[], ["Vigencia: 20177", "Nota: vigencia: 2017"]]), [], header, plan);
    expect([cells.vigencia, texts.vigencia]).toEqual([{ row: 1, column: 0 }, "20177"]);
  });

  test("defined names go before labels", () => {
    const grid = makeGrid([["Vigencia", 2016], [], [null, 2017, "30/09/2017"]], { sheet: "Hoja d'ella" });
    const names = [
      definedName("metas_vigencia", "'Hoja d''ella'!$B$3"),
      definedName("METAS_CORTE", "'Hoja d''ella'!$C$3"),
      definedName("METAS_SECRETARIA", "Otra!$A$1"),
      definedName("METAS_VERSION", "#REF!"),
    ];
    expect(readTitulo(grid, names, header, plan)).toMatchObject({
      vigencia: 2017,
      corte: "2017-09-30",
      secretaria: null,
      version: null,
      cells: { vigencia: { row: 2, column: 1 } },
    });
  });

  test.each<[string, Cell, Cell]>([
    ["nothing", null, null],
    ["a vigencia out of the plan and no such day", 2021, "31/09/2017"],
    ["text", "dos mil diecisiete", "septiembre"],
  ])("says nothing usable: %s", (_, vigencia, corte) => {
    const grid = makeGrid([
      ["Vigencia", vigencia],
      ["Corte", corte],
    ]);
    expect(readTitulo(grid, [], header, plan)).toMatchObject({ vigencia: null, corte: null, secretaria: null });
  });

  test("labels below the header are data", () => {
    expect(readTitulo(makeGrid([basic, ["Vigencia", 2017]]), [], 0, plan).vigencia).toBeNull();
  });

  test("a secretaría that the plan does not have is kept as text", () => {
    const { secretaria, texts } = readTitulo(makeGrid([["Dependencia", "Secretaría de Marte"]]), [], header, plan);
    expect([secretaria, texts.secretaria]).toEqual([null, "Secretaría de Marte"]);
  });
});
