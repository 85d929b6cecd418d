import type { Workbook, Worksheet } from "exceljs";
import { a1, columnName } from "../../shared/address.ts";
import type { Cell } from "../../shared/cell.ts";
import { fechaLarga } from "../../shared/layout/aspecto.ts";
import { serialFromIso, type Corte } from "../../shared/corte.ts";
import type { Columna } from "../../shared/layout/columnas.ts";
import { layoutVersion, tituloCampos } from "../../shared/layout/titulo.ts";
import type { Tabla } from "../../shared/merge/mezcla.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { colores, countLines, fill, font, heightOf, put, setUpPage } from "../consolidado/estilo.ts";
import type { BulkCell, BulkRow } from "../xlsx/bulk.ts";
import { ajenaStyle, canonicaCell, canonicaStyle, prototipos } from "./celda.ts";
import { columnasCanonicas, type Ajenas, type FilaSuelta } from "./fila-canonica.ts";
import { marcaCanonico } from "./marca.ts";
import type { HojaEscrita } from "./hoja-escrita.ts";
import { addListas } from "./listas-indicadores.ts";

const hojaIndicadores = "Indicadores";

/** How the two texts above the table begin. */
export const inicioTitulo = "Libro canónico · ";
export const inicioLeyenda = "■ ";

export interface IndicadoresInput {
  readonly plan: Plan;
  /** The open one. */
  readonly vigencia: number;
  readonly corte: Corte | null;
  /** By id of the secretaría. */
  readonly filas: ReadonlyMap<string, Tabla>;
  readonly ajenas: Ajenas;
  readonly sueltas: readonly FilaSuelta[];
}

/** Rows (zero-based): title, who changes what, vigencia and corte, hidden tags, header, data. */
const rows = { titulo: 0, leyenda: 1, datos: 2, tags: 3, header: 4, first: 5 } as const;

/** 11 × 17 inches («doble carta»). */
const tabloid = 3;
const maxLines = 8;
const anchoAjena = 24;
/** Rows below the last that are ready for new ones. */
const spareRows = 200;

const tonos: Readonly<Record<"planeacion" | "secretaria" | "ajena", string>> = {
  planeacion: colores.titulo,
  secretaria: colores.acento,
  ajena: colores.suave,
};

/** Every indicador of every secretaría, a row each, in the order of the plan's secretarías. */
export function addIndicadores(workbook: Workbook, input: IndicadoresInput): HojaEscrita {
  const { plan, ajenas } = input;
  const columnas = columnasCanonicas(plan);
  const sheet = workbook.addWorksheet(hojaIndicadores, { properties: { tabColor: { argb: `FF${colores.titulo}` } } });
  const width = columnas.length + ajenas.columnas.length;
  addTitulo(workbook, sheet, width, input);
  addHeader(sheet, columnas, ajenas);
  addEstilos(sheet, columnas, ajenas);
  const count = [...input.filas.values()].reduce((sum, { size }) => sum + size, input.sueltas.length);
  const bottom = rows.first + Math.max(1, count) - 1;
  addListas(sheet, { plan, columnas, firstRow: rows.first + 1, lastRow: bottom + 1 + spareRows });
  addMiles(sheet, columnas, bottom + 1 + spareRows);
  const right = columnName(width - 1);
  sheet.autoFilter = `A${rows.header + 1}:${right}${bottom + 1}`;
  sheet.views = [
    { state: "frozen", xSplit: 2, ySplit: rows.first, topLeftCell: a1(rows.first, 2), showGridLines: false },
  ];
  setUpPage(sheet, `${plan.nombre} · ${plan.entidad} · libro canónico`, { headerRow: rows.header + 1 });
  Object.assign(sheet.pageSetup, { paperSize: tabloid });
  sheet.pageSetup.printArea = `A1:${right}${bottom + 1}`;
  const anchos = [...columnas.map(({ info }) => info.ancho), ...ajenas.columnas.map(() => anchoAjena)];
  return {
    bulk: {
      sheet: sheet.name,
      startRow: rows.first,
      rowCount: count,
      prototypes: prototipos,
      columnCount: width,
      rows: bulkRows(columnas, input, anchos),
    },
    textos: [{ sheet: sheet.name, area: { top: rows.first, left: 0, bottom, right: 0 } }],
  };
}

/** One by one, while they are written. */
function* bulkRows(
  columnas: readonly Columna[],
  input: IndicadoresInput,
  anchos: readonly number[],
): Generator<BulkRow> {
  for (const cells of listFilas(columnas, input)) yield { cells, height: heightOfFila(cells, anchos) };
}

/** Rows of a secretaría, those of it that no merge follows behind them; last those of nobody. */
function* listFilas(columnas: readonly Columna[], input: IndicadoresInput): Generator<BulkCell[]> {
  const { plan, filas, ajenas, sueltas } = input;
  const nombres = new Map(plan.secretarias.map(({ id, nombre }) => [id, nombre]));
  const ids = [...nombres.keys(), ...[...filas.keys()].filter((id) => !nombres.has(id)).sort()];
  const ownOf = (secretaria: string | null): FilaSuelta[] => sueltas.filter((each) => each.secretaria === secretaria);
  for (const id of ids) {
    const propias = ajenas.valores.get(id);
    const secretaria = nombres.get(id) ?? id;
    for (const [codigo, valores] of filas.get(id) ?? []) {
      const read = (key: string): Cell | undefined => {
        if (key === "codigo") return codigo;
        return key === "secretaria" ? secretaria : valores[key];
      };
      yield cellsOf(columnas, read, propias?.get(codigo) ?? []);
    }
    for (const suelta of ownOf(id)) yield cellsOfSuelta(columnas, suelta);
  }
  for (const suelta of ownOf(null)) yield cellsOfSuelta(columnas, suelta);
}

function cellsOfSuelta(columnas: readonly Columna[], { valores, ajenas }: FilaSuelta): BulkCell[] {
  return cellsOf(columnas, (key) => valores[key], ajenas);
}

function cellsOf(
  columnas: readonly Columna[],
  read: (key: string) => Cell | undefined,
  ajenas: readonly Cell[],
): BulkCell[] {
  return [
    ...columnas.map(({ key, info }) => canonicaCell(read(key) ?? null, info.tipo)),
    ...ajenas.map((cell) => canonicaCell(cell, "numero")),
  ];
}

function heightOfFila(cells: readonly BulkCell[], anchos: readonly number[]): number {
  let lines = 1;
  for (const [column, cell] of cells.entries()) {
    if (typeof cell === "string") lines = Math.max(lines, countLines(cell, anchos[column] ?? anchoAjena));
  }
  return heightOf(Math.min(maxLines, lines));
}

function addTitulo(workbook: Workbook, sheet: Worksheet, width: number, input: IndicadoresInput): void {
  const { plan, vigencia, corte, ajenas } = input;
  for (let column = 1; column <= width; column++) {
    sheet.getCell(rows.titulo + 1, column).style = { fill: fill(colores.titulo) };
    for (const row of [rows.leyenda, rows.datos]) sheet.getCell(row + 1, column).style = { fill: fill(colores.fondo) };
  }
  put(sheet.getCell(rows.titulo + 1, 1), `${inicioTitulo}${plan.nombre} · ${plan.entidad}`, {
    font: font(15, colores.blanco, { bold: true }),
    fill: fill(colores.titulo),
    alignment: { vertical: "middle", indent: 1 },
  });
  sheet.getRow(rows.titulo + 1).height = 30;
  const leyenda = sheet.getCell(rows.leyenda + 1, 1);
  leyenda.value = {
    richText: leyendas.slice(0, ajenas.columnas.length === 0 ? -1 : undefined).flatMap(({ color, text }) => [
      { text: inicioLeyenda, font: font(12, color) },
      { text: `${text}     `, font: font(10, colores.texto) },
    ]),
  };
  leyenda.style = { fill: fill(colores.fondo), alignment: { vertical: "middle", indent: 1 } };
  for (const row of [rows.leyenda, rows.datos]) sheet.getRow(row + 1).height = 20;
  const date = corte === null ? null : serialFromIso(corte);
  const fields = [
    ["vigencia", 1, vigencia, "0"],
    ["corte", 3, date, fechaLarga],
    ["version", 5, layoutVersion, "0"],
  ] as const;
  for (const [campo, column, value, numFmt] of fields) {
    const { etiqueta, name } = tituloCampos[campo];
    put(sheet.getCell(rows.datos + 1, column), etiqueta, {
      font: font(10, colores.suave, { bold: true }),
      fill: fill(colores.fondo),
      alignment: { vertical: "middle", horizontal: "right" },
    });
    put(sheet.getCell(rows.datos + 1, column + 1), value, {
      font: font(11, colores.titulo, { bold: true }),
      fill: fill(colores.fondo),
      alignment: { vertical: "middle", horizontal: "left" },
      numFmt,
    });
    workbook.definedNames.add(`${hojaIndicadores}!$${columnName(column)}$${rows.datos + 1}`, name);
  }
  workbook.definedNames.add(`${hojaIndicadores}!$A$1`, marcaCanonico);
}

const leyendas = [
  {
    color: tonos.planeacion,
    text: "De Planeación: lo que cambie aquí va al libro de la secretaría en la próxima corrida",
  },
  {
    color: tonos.secretaria,
    text: "De la secretaría: si lo cambia aquí, queda en la hoja «Conflictos» hasta que se decida",
  },
  { color: tonos.ajena, text: "Columnas agregadas por Planeación: se conservan" },
];

function addHeader(sheet: Worksheet, columnas: readonly Columna[], ajenas: Ajenas): void {
  const headers = [
    ...columnas.map(({ key, encabezado, info }) => ({
      key,
      encabezado,
      ancho: info.ancho,
      tono: info.dueno === "secretaria" ? tonos.secretaria : tonos.planeacion,
    })),
    ...ajenas.columnas.map((encabezado) => ({ key: null, encabezado, ancho: anchoAjena, tono: tonos.ajena })),
  ];
  for (const [index, { key, encabezado, ancho, tono }] of headers.entries()) {
    put(sheet.getCell(rows.tags + 1, index + 1), key, { font: font(8, colores.suave) });
    put(sheet.getCell(rows.header + 1, index + 1), encabezado === "" ? null : encabezado, {
      font: font(10, colores.blanco, { bold: true }),
      fill: fill(tono),
      alignment: { vertical: "middle", horizontal: "center", wrapText: true },
      border: { right: { style: "thin", color: { argb: `FF${colores.linea}` } } },
    });
    sheet.getColumn(index + 1).width = ancho;
  }
  sheet.getRow(rows.tags + 1).hidden = true;
  sheet.getRow(rows.header + 1).height = 44;
}

/** Prototype rows, and what rows that planeación adds below look like. */
function addEstilos(sheet: Worksheet, columnas: readonly Columna[], ajenas: Ajenas): void {
  for (let prototipo = 0; prototipo < prototipos; prototipo++) {
    const row = sheet.getRow(rows.first + 1 + prototipo);
    for (const [index, columna] of columnas.entries()) row.getCell(index + 1).style = canonicaStyle(columna, prototipo);
    for (const index of ajenas.columnas.keys()) row.getCell(columnas.length + index + 1).style = ajenaStyle(prototipo);
  }
  for (const [index, columna] of columnas.entries()) {
    const { font: letra, alignment, numFmt } = canonicaStyle(columna, 0);
    Object.assign(sheet.getColumn(index + 1), { style: { font: letra, alignment, numFmt } });
  }
}

/** Thousands are grouped where there are some; a format of the cells would hide or pad decimals. */
function addMiles(sheet: Worksheet, columnas: readonly Columna[], lastRow: number): void {
  const numeros = columnas.flatMap(({ info }, index) => (info.tipo === "numero" ? [columnName(index)] : []));
  const [first] = numeros;
  if (first === undefined) return;
  const ref = numeros.map((letters) => `${letters}${rows.first + 1}:${letters}${lastRow}`).join(" ");
  const cell = `${first}${rows.first + 1}`;
  const isMiles = `IF(ISNUMBER(${cell}),ABS(${cell})>=1000,FALSE)`;
  const formatos = [
    { condition: `AND(${isMiles},${cell}=INT(${cell}))`, style: { numFmt: "#,##0", numFmtId: 204 } },
    { condition: isMiles, style: { numFmt: "#,##0.0#####", numFmtId: 205 } },
  ];
  for (const [index, { condition, style }] of formatos.entries()) {
    // exceljs writes a rule's number format only when it is given its id.
    sheet.addConditionalFormatting({
      ref,
      rules: [{ type: "expression", priority: index + 1, formulae: [condition], style }],
    });
  }
}
