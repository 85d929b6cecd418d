import type { Style, Workbook, Worksheet } from "exceljs";
import { areaName, columnName, type Area } from "../../shared/address.ts";
import { semaforos, type Semaforo } from "../../shared/semaforo.ts";
import { formatoMomento } from "../canonico/momento.ts";
import type { BulkCell, BulkRow, BulkSheet } from "../xlsx/bulk.ts";
import { SharedText } from "../xlsx/shared-text.ts";
import { bodyStyle, countLines, fill, headerStyle, heightOf, linkStyle, oneOf, put, semaforoStyle } from "./estilo.ts";

/** A column of a long table: what it is called, how wide and of what kind, and what a row shows in it. */
export interface ColumnaTabla<Row> {
  readonly id: string;
  readonly encabezado: string;
  /** In characters. */
  readonly ancho: number;
  readonly clase: Clase;
  /** Colour of the header, for groups of columns. */
  readonly tono?: string;
  readonly ayuda?: string;
  readonly valor: (row: Row) => BulkCell;
}

/**
 * How a column looks: `cifra` is a figure in the indicador's unit (its decimals and % are chosen cell by cell with
 * `cifra`), `semaforo` a band (chosen with `enBanda`).
 */
export type Clase =
  | "texto"
  | "parrafo"
  | "centro"
  | "entero"
  | "porcentaje"
  | "cifra"
  | "semaforo"
  | "enlace"
  | "momento";

export interface Tabla<Row> {
  readonly columnas: readonly ColumnaTabla<Row>[];
  /** How many rows `rows` gives, which are gone through once, while the file is written. */
  readonly cuantas: number;
  readonly rows: Iterable<Row>;
  /** Zero-based row of the header. */
  readonly headerRow: number;
  /** Most lines of a paragraph that a row shows. */
  readonly maxLines: number;
  /** Lines of a row's paragraphs whose text is not kept any more. */
  readonly lineas?: (row: Row) => number;
}

/** Figures by what they need: whole, with decimals, and the same in percentage points. */
const formatosCifra = ["#,##0", "#,##0.00", '#,##0" %"', '#,##0.0#" %"'] as const;

const prototypeCount = Math.max(semaforos.length, formatosCifra.length);

/** What the finishing pass is told of a table: its rows, and where its códigos are (text that looks like numbers). */
export interface TablaEscrita {
  readonly bulk: BulkSheet;
  readonly codigos: { readonly sheet: string; readonly area: Area };
}

/** Number format of a figure, in points of percentage where `porcentaje`. */
export function formatoCifra(value: number | null, porcentaje: boolean): string {
  return formatosCifra[prototypeOf(value, porcentaje)] ?? formatosCifra[0];
}

function prototypeOf(value: number | null, porcentaje: boolean): number {
  return (value === null || Number.isInteger(value) ? 0 : 1) + (porcentaje ? 2 : 0);
}

/** A figure with the format it needs, in points of percentage where `porcentaje`. */
export function cifra(value: number | null, porcentaje: boolean): BulkCell {
  if (value === null) return null;
  const prototype = prototypeOf(value, porcentaje);
  return prototype === 0 ? value : { value, prototype };
}

/** A cell in the colours of a band. */
export function enBanda(value: string | number | null, semaforo: Semaforo): BulkCell {
  return { value, prototype: semaforos.indexOf(semaforo) };
}

/** Lays a table's header, widths, filter and frozen panes; the rows are written by the finishing pass. */
export function addTabla<Row>(sheet: Worksheet, tabla: Tabla<Row>, frozenColumns: number): TablaEscrita {
  const { columnas, cuantas, headerRow } = tabla;
  const header = sheet.getRow(headerRow + 1);
  header.height = 34;
  for (const [index, columna] of columnas.entries()) {
    const style = columna.tono === undefined ? headerStyle : { ...headerStyle, fill: fill(columna.tono) };
    const cell = put(header.getCell(index + 1), columna.encabezado, style);
    if (columna.ayuda !== undefined) cell.note = columna.ayuda;
    sheet.getColumn(index + 1).width = columna.ancho;
  }
  for (let prototype = 0; prototype < prototypeCount; prototype++) {
    const row = sheet.getRow(headerRow + 2 + prototype);
    for (const [index, { clase }] of columnas.entries())
      row.getCell(index + 1).style = oneOf(styleOf(clase, prototype));
  }
  const right = columnas.length - 1;
  sheet.autoFilter = areaName({ top: headerRow, left: 0, bottom: headerRow + Math.max(1, cuantas), right });
  sheet.views = [
    { state: "frozen", xSplit: frozenColumns, ySplit: headerRow + 1, showGridLines: false, zoomScale: 90 },
  ];
  const bulk: BulkSheet = {
    sheet: sheet.name,
    startRow: headerRow + 1,
    rowCount: cuantas,
    prototypes: prototypeCount,
    columnCount: columnas.length,
    rows: bulkRows(tabla),
  };
  const left = columnas.findIndex(({ id }) => id === "codigo");
  const area = { top: headerRow + 1, bottom: headerRow + Math.max(1, cuantas), left, right: left };
  return { bulk, codigos: { sheet: sheet.name, area } };
}

/** Absolute range of a column's cells: `Indicadores!$C$6:$C$120`; at least one cell, so that formulas stay valid. */
export function rangoDe<Row>(sheet: string, tabla: Tabla<Row>, id: string): string {
  const column = columnName(tabla.columnas.findIndex((columna) => columna.id === id));
  if (column === "") throw new Error(`no column ${id} in ${sheet}`);
  const first = tabla.headerRow + 2;
  return `${sheet}!$${column}$${first}:$${column}$${Math.max(first, first + tabla.cuantas - 1)}`;
}

/** A sheet with its place in the workbook's order. */
export function addSheet(workbook: Workbook, name: string, tabColor: string): Worksheet {
  return workbook.addWorksheet(name, {
    properties: { tabColor: { argb: `FF${tabColor}` } },
    views: [{ showGridLines: false }],
  });
}

function* bulkRows<Row>({ columnas, rows, maxLines, lineas }: Tabla<Row>): Generator<BulkRow> {
  const columnsOf = (wanted: Clase): number[] =>
    columnas.flatMap(({ clase }, column) => (clase === wanted ? [column] : []));
  const [parrafos, enlaces] = [columnsOf("parrafo"), columnsOf("enlace")];
  let links = 0;
  for (const row of rows) {
    const cells = columnas.map((columna) => columna.valor(row));
    for (const column of enlaces) {
      const cell = cells[column];
      if (typeof cell !== "object" || cell === null || cell instanceof SharedText || cell.link === undefined) continue;
      links++;
      if (links > maxLinks) cells[column] = { value: cell.value, prototype: 1 };
    }
    const known = lineas?.(row) ?? 1;
    let lines = known;
    for (const column of parrafos) {
      const cell = cells[column];
      if (typeof cell !== "string" && !(cell instanceof SharedText)) continue;
      const text = typeof cell === "string" ? cell : cell.text;
      const own = text === null ? known : countLines(text, columnas[column]?.ancho ?? 10);
      if (own > maxLines) cells[column] = { value: cell, prototype: largo };
      lines = Math.max(lines, own);
    }
    yield { cells, height: heightOf(Math.min(maxLines, lines)) };
  }
}

/** Prototype of a paragraph that has more lines than its row shows. */
const largo = 1;

/** Excel takes 65,530 links a sheet: the rows below, the least urgent, show the código without one. */
const maxLinks = 65_000;

function styleOf(clase: Clase, prototype: number): Partial<Style> {
  switch (clase) {
    case "texto":
      return bodyStyle({ horizontal: "left", indent: 1 });
    case "parrafo":
      // One that does not fit shows how it begins.
      return bodyStyle({
        wrapText: true,
        horizontal: "left",
        indent: 1,
        vertical: prototype === largo ? "top" : "middle",
      });
    case "centro":
      return bodyStyle({ horizontal: "center", shrinkToFit: true });
    case "momento":
      return bodyStyle({ horizontal: "center" }, formatoMomento);
    case "entero":
      return bodyStyle({ horizontal: "right", indent: 1 }, "#,##0");
    case "porcentaje":
      return bodyStyle({ horizontal: "right", indent: 1 }, "0.0%");
    case "cifra":
      return bodyStyle({ horizontal: "right", indent: 1 }, formatosCifra[prototype] ?? formatosCifra[0]);
    case "semaforo":
      return { ...semaforoStyle(semaforos[prototype] ?? "sin-dato"), numFmt: "0.0%" };
    case "enlace":
      return prototype === 0 ? linkStyle : bodyStyle();
  }
}
