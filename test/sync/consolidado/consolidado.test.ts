import { Readable } from "node:stream";
import { cutText } from "../../../shared/text.ts";
import ExcelJS from "exceljs";
import { beforeAll, describe, expect, it } from "vitest";
import { a1, parseA1 } from "../../../shared/address.ts";
import type { Cell } from "../../../shared/cell.ts";
import { valueDato } from "../../../shared/dato.ts";
import type { Grid } from "../../../shared/grid.ts";
import type { Indicador } from "../../../shared/indicador.ts";
import { formatPorcentaje } from "../../../shared/number.ts";
import { buildConsolidado } from "../../../sync/consolidado/consolidado.ts";
import { marcaConsolidado } from "../../../sync/consolidado/marca.ts";
import { enOrden, resumirLibro, type LibroRevisado } from "../../../sync/consolidado/libro-revisado.ts";
import { consolidate, type Consolidado } from "../../../sync/consolidado/modelo.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { writeZip } from "../../../sync/xlsx/zip-write.ts";
import { makeCifras, makeIndicador } from "../../shared/cifras.ts";
import { makeFilas, makeFlujo, referenciaIndicadores } from "../../shared/filas.ts";
import { makePlan } from "../../shared/sheet.ts";
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

function libro(id: string, indicadores: readonly Indicador[]): LibroRevisado {
  const own = indicadores.map((each) => ({ ...each, secretaria: id }));
  const datos = {
    file: `${id}.xlsx`,
    sheet: "Indicadores",
    secretaria: plan.secretarias.find((each) => each.id === id) ?? null,
    vigencia: 2017,
    corte: "2017-09-30",
    findings: [
      {
        code: "numero-como-texto" as const,
        severity: "warning" as const,
        secretaria: id,
        file: `${id}.xlsx`,
        sheet: "Indicadores",
        cell: "L9",
        indicador: own[0]?.codigo ?? null,
        message: '=HYPERLINK("http://x") es un texto',
        reason: "Excel no suma los textos.",
        fix: { cell: "L9", value: 7480 },
      },
    ],
  };
  return resumirLibro(datos, () => makeFilas(own, plan), plan);
}

const compartida = { ...makeFlujo("44030020006", 70), participacion: valueDato(36) };
const seguridad = [
  compartida,
  makeFlujo("43010010001", 120, { nombre: "+Cámaras & sensores <instalados>" }),
  makeFlujo("43010010002", 20, { planCantidad: valueDato(10.5), planDeChoque: "Contrato en octubre" }),
  makeFlujo("43010010003", null),
  makeIndicador(makeCifras("flujo", null, 0, [100, "np"], [100, null]), { codigo: "43010010004" }),
  makeIndicador(makeCifras("capacidad", null, 475, [575, 875], [575, 200]), { codigo: "43010010005" }),
  makeFlujo("", 10, { nombre: "Fila sin código" }),
];

function figures(): Consolidado {
  return consolidate({
    plan,
    libros: [libro("desarrollo-economico", referenciaIndicadores()), libro("seguridad-y-justicia", seguridad)],
    across: [],
    omitidos: [{ file: "roto.xlsx", why: "está incompleto" }],
  });
}

describe("the consolidated workbook", () => {
  const consolidado = figures();
  let file: Buffer;
  let sheets: ReadonlyMap<string, Grid>;
  beforeAll(async () => {
    file = await bytesOf(buildConsolidado(consolidado));
    sheets = readSheets(file);
  });

  it("is valid Open XML, without external references, error values or overlapping rules", async () => {
    expect(await validationErrors(file)).toEqual([]);
    expect(ownFaults(file)).toEqual([]);
  });

  it("has its sheets in the order people read them", () => {
    expect([...sheets.keys()]).toEqual([
      "Resumen",
      "Secretarías",
      "Programas",
      "Indicadores",
      "Rezagadas",
      "Calidad",
      "Metodología",
    ]);
  });

  it("is the same file for the same figures", async () => {
    expect(file.equals(await bytesOf(buildConsolidado(figures())))).toBe(true);
  });

  it("shows every row with the figures of the domain", () => {
    const table = readTable(sheets, "Indicadores", 4);
    expect(table).toHaveLength(consolidado.filas.length);
    for (const { lugar, libro: de, cifras } of consolidado.filas) {
      const fila = de.leer().at(cifras.indice);
      if (fila === undefined) throw new Error("no row");
      expect(table[lugar]?.get("Código") ?? "").toBe(fila.indicador.codigo);
      expect(numberOf(table[lugar]?.get("Avance"))).toBe(fila.avance.avance);
      expect(numberOf(table[lugar]?.get("Nivel alcanzado"))).toBe(fila.avance.nivel);
      expect(numberOf(table[lugar]?.get("Brecha"))).toBe(fila.avance.brecha);
    }
  });

  it("keeps NP, blank and zero apart", () => {
    const table = new Map(readTable(sheets, "Indicadores", 4).map((row) => [row.get("Código"), row]));
    expect(table.get("43010010004")?.get("Meta 2017")).toBe("NP");
    expect(table.get("43010010003")?.get("Ejecución 2017") ?? null).toBeNull();
    expect(table.get("44020010001")?.get("Ejecución 2017")).toBe(0);
  });

  it("counts the meta compartida once for the city", () => {
    const total = readTable(sheets, "Secretarías", 3).find((row) =>
      textOf(row.get("Secretaría")).startsWith("Santiago"),
    );
    expect(total?.get("Indicadores")).toBe(26);
    expect(numberOf(total?.get("Avance promedio"))).toBeCloseTo(consolidado.ciudad.promedio ?? Number.NaN, 12);
  });

  it("counts one of each in the singular, and waits for the corte where nothing is measured", async () => {
    const own = libro("cultura", [
      makeFlujo("43010010001", null),
      makeIndicador(makeCifras("flujo", null, 0, [9, "np"], [9, null])),
    ]);
    const [finding] = own.findings;
    if (finding === undefined) throw new Error("the workbook has no finding");
    const one = consolidate({
      plan: { ...plan, reprogramaciones: plan.reprogramaciones.slice(0, 1) },
      libros: [{ ...own, findings: [finding, { ...finding, severity: "error" }] }],
      across: [],
    });
    const resumen = readWorkbook(await bytesOf(buildConsolidado(one)), "uno.xlsx").readGrid("Resumen");
    expect(one.ciudad).toMatchObject({ promedio: null, np: 1 });
    expect(one.conteo).toMatchObject({ errors: 1, warnings: 1 });
    expect(textOf(cellAt(resumen, "B8"))).toContain(formatPorcentaje(one.esperado ?? Number.NaN));
    const texts = resumen.rows.flatMap(({ cells }) => cells.map(textOf)).join("\n");
    expect(texts).toMatch(/\b1 error\b.*\b1 advertencia\b/);
    expect(texts).not.toMatch(/(?<![\d.,])1 \p{L}+s\b/u);
  });

  it("lists who has not reported", () => {
    const rows = readTable(sheets, "Secretarías", 3);
    expect(rows.find((row) => row.get("Secretaría") === "Secretaría de Cultura")?.get("Reportó")).toBe("No");
  });

  it("lists the metas behind from the worst on, with a link to each one's row", () => {
    const rows = readTable(sheets, "Rezagadas", 3);
    const avances = rows.map((row) => numberOf(row.get("Avance")) ?? Number.NaN);
    expect(avances).toHaveLength(consolidado.rezagadas.length);
    expect(avances).toEqual([...avances].sort((a, b) => a - b));
    const indicadores = sheets.get("Indicadores");
    for (const [address, target] of linksOf(file, "Rezagadas", sheets)) {
      const from = cellAt(sheets.get("Rezagadas"), address);
      expect(from === "(sin código)" ? null : from).toBe(cellAt(indicadores, target));
    }
    expect(linksOf(file, "Rezagadas", sheets)).toHaveLength(rows.length);
  });

  it("keeps a text that looks like a formula a text", () => {
    expect(readTable(sheets, "Calidad", 3)[0]?.get("Qué pasa")).toBe('=HYPERLINK("http://x") es un texto');
    expect(sheets.get("Calidad")?.formulas.size).toBe(0);
  });

  it("is marked, so that nobody consolidates a consolidado", () => {
    const names = readWorkbook(file, "consolidado.xlsx").definedNames.map(({ name }) => name);
    expect(names).toContain(marcaConsolidado);
  });

  it("has native charts with their values inside", () => {
    const charts = [...unzip(file)].filter(([name]) => /^xl\/charts\/chart\d+\.xml$/.test(name));
    expect(charts.length).toBeGreaterThanOrEqual(4);
    for (const [, xml] of charts) expect(xml).toMatch(/<c:numCache>.*<c:v>/s);
  });

  it.skipIf(!hasLibreOffice)(
    `comes to the same figures when LibreOffice recalculates it${withLibreOffice}`,
    async () => {
      const again = readSheets(await recalculate(file));
      const [mine, other]: Map<string, Cell>[] = [new Map(), new Map()];
      for (const [name, grid] of sheets) {
        for (const key of grid.formulas.keys()) {
          const address = a1(Math.floor(key / 16_384), key % 16_384);
          mine?.set(`${name}!${address}`, rounded(cellAt(grid, address)));
          other?.set(`${name}!${address}`, rounded(cellAt(again.get(name), address)));
        }
      }
      expect(other).toEqual(mine);
      expect(mine?.size).toBeGreaterThan(300);
    },
  );

  it.skipIf(!hasLibreOffice)(`changes its live averages when Indicadores is filtered${withLibreOffice}`, async () => {
    const keep = "Secretaría de Seguridad y Justicia";
    const filtered = await hideRows(file, sheets, (row) => row.get("Secretaría") !== keep);
    const grid = readSheets(await recalculate(filtered)).get("Indicadores");
    const own = consolidado.secretarias.find(({ nombre }) => nombre === keep);
    expect(numberOf(cellAt(sheets.get("Indicadores"), "B3"))).toBe(consolidado.filas.length);
    expect(numberOf(cellAt(grid, "B3"))).toBe(own?.resumen.indicadores);
    expect(numberOf(cellAt(grid, "D3"))).toBeCloseTo(own?.resumen.promedio ?? Number.NaN, 9);
    expect(numberOf(cellAt(grid, "F3"))).toBe(own?.resumen.cumplidas);
    expect(numberOf(cellAt(grid, "H3"))).toBe(own?.resumen.rezagadas);
  });
});

describe("one secretaría in two workbooks", () => {
  it("counts no código that stands in both, for the secretaría as for the city", () => {
    const twice = consolidate({
      plan,
      libros: [libro("cultura", [makeFlujo("41040010001", 50), makeFlujo("41040010002", 80)])].flatMap((each) => [
        each,
        resumirLibro({ ...each, file: "cultura (2).xlsx" }, () => [...enOrden(each.leer())].slice(0, 1), plan),
      ]),
      across: [],
    });
    const own = twice.secretarias.find(({ id }) => id === "cultura");
    expect([...twice.filas].map(({ cifras }) => cifras.reason)).toEqual(["codigo-repetido", null, "codigo-repetido"]);
    expect(own?.resumen.promedio).toBe(0.8);
    expect(twice.ciudad.promedio).toBe(0.8);
  });
});

describe("the metas behind", () => {
  it("have the texts that their rows in Indicadores have, but for the end of a name that is too long", async () => {
    const own = [
      makeFlujo("43010010001", 20, { nombre: "á".repeat(2100), planDeChoque: "Contrato en octubre" }),
      makeFlujo("43010010002", 10, { nombre: "" }),
      makeFlujo("43010010003", 90, { nombre: "Va bien", planDeChoque: "Nada" }),
      makeFlujo("43010010004", 30, { nombre: "Otra & más", planDeChoque: "Contrato en octubre" }),
    ];
    const city = consolidate({ plan, libros: [libro("cultura", own)], across: [] });
    const built = readSheets(await bytesOf(buildConsolidado(city)));
    const indicadores = new Map(readTable(built, "Indicadores", 4).map((row) => [row.get("Código"), row]));
    const rezagadas = readTable(built, "Rezagadas", 3);
    expect(rezagadas.map((row) => row.get("Código"))).toEqual(["43010010002", "43010010001", "43010010004"]);
    for (const row of rezagadas) {
      const entera = indicadores.get(row.get("Código"));
      const nombre = entera?.get("Indicador") ?? null;
      expect(row.get("Indicador") ?? null).toBe(nombre === null ? null : cutText(textOf(nombre), 2000));
      for (const column of ["Plan de choque: acciones", "Cómo se calcula"])
        expect(row.get(column) ?? null).toBe(entera?.get(column) ?? null);
    }
  });
});

describe("a name that does not fit in its row", () => {
  it("shows how it begins, and the others stand in the middle", async () => {
    const own = [
      makeFlujo("43010010001", 20, { nombre: "palabra ".repeat(70) }),
      makeFlujo("43010010002", 90, { nombre: "corto" }),
      makeFlujo("43010010003", 90, { nombre: "palabra ".repeat(70) }),
    ];
    const city = consolidate({ plan, libros: [libro("cultura", own)], across: [] });
    const file = await bytesOf(buildConsolidado(city));
    const alignments = async (sheet: string, firstRow: number, rows: number): Promise<unknown[]> => {
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.read(Readable.from([file]));
      return Array.from(
        { length: rows },
        (_, row) => workbook.getWorksheet(sheet)?.getCell(firstRow + row, 3).alignment?.vertical,
      );
    };
    expect(await alignments("Indicadores", 6, 3)).toEqual(["top", "middle", "top"]);
    expect(await alignments("Rezagadas", 5, 1)).toEqual(["top"]);
  });
});

describe("a city of which nothing is known", () => {
  it("is still a valid workbook, without charts of nothing or errors", async () => {
    const file = await bytesOf(buildConsolidado(consolidate({ plan, libros: [], across: [] })));
    expect(await validationErrors(file)).toEqual([]);
    expect(ownFaults(file)).toEqual([]);
  });
});

type Table = Map<string, Cell>[];

function readSheets(file: Uint8Array): Map<string, Grid> {
  const workbook = readWorkbook(file, "consolidado.xlsx");
  return new Map(workbook.sheets.map(({ name }) => [name, workbook.readGrid(name)]));
}

/** Rows below a header (zero-based row), by header text; a column met twice keeps its first. */
function readTable(sheets: ReadonlyMap<string, Grid>, name: string, headerRow: number): Table {
  const rows = sheets.get(name)?.rows ?? [];
  const header = rows.find(({ row }) => row === headerRow)?.cells ?? [];
  return rows
    .filter(({ row }) => row > headerRow)
    .map(({ cells }) => new Map(header.map((text, column) => [textOf(text), cells[column] ?? null])));
}

function cellAt(grid: Grid | undefined, address: string): Cell {
  const place = parseA1(address);
  return grid?.rows.find(({ row }) => row === place?.row)?.cells[place?.column ?? 0] ?? null;
}

/** A figure to nine decimals, an empty text as a blank cell: as two programs may differ. */
function rounded(cell: Cell): Cell {
  const number = numberOf(cell);
  return number === null ? cell || null : Number(number.toFixed(9));
}

function textOf(cell: Cell | undefined): string {
  return typeof cell === "string" ? cell : "";
}

function numberOf(cell: Cell | undefined): number | null {
  if (typeof cell === "number") return cell;
  return typeof cell === "object" && cell?.kind === "percent" ? cell.value : null;
}

function sheetPart(file: Uint8Array, sheets: ReadonlyMap<string, Grid>, name: string): [string, string] {
  const part = `xl/worksheets/sheet${[...sheets.keys()].indexOf(name) + 1}.xml`;
  return [part, unzip(file).get(part) ?? ""];
}

/** Links of a sheet into Indicadores: the cell that is clicked and the cell it leads to. */
function linksOf(file: Uint8Array, name: string, sheets: ReadonlyMap<string, Grid>): [string, string][] {
  const [, xml] = sheetPart(file, sheets, name);
  return [...xml.matchAll(/<hyperlink ref="([A-Z]+\d+)"[^>]* location="'?Indicadores'?!([A-Z]+\d+)"/g)].map(
    ([, from = "", to = ""]): [string, string] => [from, to],
  );
}

/** The workbook as Excel saves it under a filter of Indicadores: the rows that do not match are hidden. */
async function hideRows(
  file: Uint8Array,
  sheets: ReadonlyMap<string, Grid>,
  hides: (row: Map<string, Cell>) => boolean,
): Promise<Buffer> {
  const [part, xml] = sheetPart(file, sheets, "Indicadores");
  let filtered = xml;
  for (const [index, row] of readTable(sheets, "Indicadores", 4).entries()) {
    if (hides(row)) filtered = filtered.replace(`<row r="${index + 6}"`, `<row r="${index + 6}" hidden="1"`);
  }
  return bytesOf(
    writeZip([...unzip(file)].map(([name, content]) => ({ name, content: name === part ? filtered : content }))),
  );
}
