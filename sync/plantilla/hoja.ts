import type { Style, Workbook, Worksheet } from "exceljs";
import { a1, columnName } from "../../shared/address.ts";
import { isCorte, serialFromIso, type Corte } from "../../shared/corte.ts";
import { columnasOf, type Columna, type ColumnaKey } from "../../shared/layout/columnas.ts";
import { calculadas, makeFormulas, type Calculada } from "../../shared/layout/formulas.ts";
import { layoutVersion, notaCampo, tituloCampos, type TituloCampo } from "../../shared/layout/titulo.ts";
import type { Plan, Secretaria } from "../../shared/plan/schema.ts";
import { bottomLine, colores, fill, font, put, setUpPage } from "../consolidado/estilo.ts";
import type { FilaPlantilla, ValorPlantilla } from "../plantilla.ts";
import type { BulkCell, BulkRow, BulkSheet } from "../xlsx/bulk.ts";
import { computeFila } from "./calculo.ts";
import { addFormatos } from "./formatos.ts";
import { addValidaciones } from "./validaciones.ts";

export const hojaIndicadores = "Indicadores";

/** 11 × 17 inches («doble carta»): on one page's width, anything smaller cannot be read. */
const tabloid = 3;

/** Rows of the sheet, zero-based: title, secretaría, vigencia and corte, hidden tags, header, data. */
const rows = { titulo: 0, secretaria: 1, vigencia: 2, tags: 3, header: 4 } as const;
export const firstDataRow = 5;

/** Where the sync writes its note: right of the version, with a column between its label and it. */
const notaColumn = 8;

/** Where the corte is written. */
export const corteCell = a1(rows.vigencia, 3);

/** Columns of the template in their order. */
export interface DisposicionHoja {
  readonly columnas: readonly Columna[];
  readonly columns: ReadonlyMap<ColumnaKey, number>;
}

export function layOut(plan: Plan): DisposicionHoja {
  const columnas = columnasOf(plan).filter(({ info }) => info.enPlantilla);
  return { columnas, columns: new Map(columnas.map(({ key }, index) => [key, index])) };
}

export interface HojaInput {
  readonly secretaria: Secretaria;
  readonly vigencia: number;
  readonly corte: Corte | null;
  readonly plan: Plan;
  readonly filas: readonly FilaPlantilla[];
  readonly nota?: string;
}

/** What a range of data rows is, for validations and conditional formats; the first row counts from 1 as in A1. */
export interface Zona {
  readonly columnas: readonly Columna[];
  readonly vigencia: number;
  readonly plan: Plan;
  readonly firstRow: number;
  readonly lastRow: number;
  /** Letters of a column. */
  readonly letters: (key: ColumnaKey) => string;
}

/** Adds the sheet; its rows are to be put in when the workbook is finished. */
export async function addHoja(workbook: Workbook, disposicion: DisposicionHoja, input: HojaInput): Promise<BulkSheet> {
  const sheet = workbook.addWorksheet(hojaIndicadores, { properties: { tabColor: { argb: `FF${colores.acento}` } } });
  addTitulo(workbook, sheet, disposicion, input);
  addHeader(sheet, disposicion, input);
  const bulk = addFilas(sheet, disposicion, input);
  const zona: Zona = {
    columnas: disposicion.columnas,
    vigencia: input.vigencia,
    plan: input.plan,
    firstRow: firstDataRow + 1,
    lastRow: firstDataRow + Math.max(1, input.filas.length),
    letters: (key) => columnName(columnOf(disposicion, key)),
  };
  addValidaciones(sheet, zona);
  addFormatos(sheet, zona);
  const lastColumn = columnName(disposicion.columnas.length - 1);
  sheet.autoFilter = `A${rows.header + 1}:${lastColumn}${zona.lastRow}`;
  sheet.views = [
    { state: "frozen", xSplit: 1, ySplit: firstDataRow, topLeftCell: a1(firstDataRow, 1), showGridLines: false },
  ];
  setUpPage(sheet, `${input.plan.nombre} · ${input.secretaria.nombre}`, { headerRow: rows.header + 1 });
  Object.assign(sheet.pageSetup, { paperSize: tabloid });
  sheet.pageSetup.printArea = `A1:${lastColumn}${zona.lastRow}`;
  await protect(sheet);
  return bulk;
}

function addTitulo(
  workbook: Workbook,
  sheet: Worksheet,
  { columnas }: DisposicionHoja,
  { plan, secretaria, vigencia, corte, nota }: HojaInput,
): void {
  for (const [index] of columnas.entries()) {
    sheet.getCell(rows.titulo + 1, index + 1).style = { fill: fill(colores.titulo) };
    for (const row of [rows.secretaria, rows.vigencia]) {
      sheet.getCell(row + 1, index + 1).style = { fill: fill(colores.fondo) };
    }
  }
  const titulo = `Seguimiento de indicadores · ${plan.nombre} · ${plan.entidad}`;
  put(sheet.getCell(rows.titulo + 1, 1), nota === undefined ? titulo : `${titulo}   ${nota}`, {
    font: font(15, colores.blanco, { bold: true }),
    fill: fill(colores.titulo),
    alignment: { vertical: "middle", indent: 1 },
  });
  sheet.getRow(rows.titulo + 1).height = 30;
  for (const row of [rows.secretaria, rows.vigencia]) sheet.getRow(row + 1).height = 19;
  const place = (
    campo: TituloCampo,
    row: number,
    column: number,
    value: string | number | Date | null,
    numFmt = "@",
  ): void => {
    const label = sheet.getCell(row + 1, column + 1);
    put(label, tituloCampos[campo].etiqueta, labelStyle);
    const cell = sheet.getCell(row + 1, column + 2);
    put(cell, value, { ...valueStyle, numFmt });
    workbook.definedNames.add(`${hojaIndicadores}!$${columnName(column + 1)}$${row + 1}`, tituloCampos[campo].name);
  };
  place("secretaria", rows.secretaria, 0, secretaria.nombre);
  place("vigencia", rows.vigencia, 0, vigencia, "0");
  place("corte", rows.vigencia, 2, corte === null ? null : dateOf(corte), fechaLarga);
  place("version", rows.vigencia, 4, layoutVersion, "0");
  // The label lies over the next column, which is narrow; what a run says of the workbook has the rest of the row.
  put(sheet.getCell(rows.vigencia + 1, notaColumn - 1), notaCampo.etiqueta, labelStyle);
  sheet.getCell(rows.vigencia + 1, notaColumn + 1).style = notaStyle;
  workbook.definedNames.add(`${hojaIndicadores}!$${columnName(notaColumn)}$${rows.vigencia + 1}`, notaCampo.name);
  const leyenda = sheet.getCell(rows.secretaria + 1, 5);
  leyenda.value = {
    richText: leyendas.flatMap(({ color, text }) => [
      { text: "■ ", font: font(12, color) },
      { text: `${text}     `, font: font(10, colores.texto) },
    ]),
  };
  leyenda.style = { fill: fill(colores.fondo), alignment: { vertical: "middle" } };
}

const labelStyle: Partial<Style> = {
  font: font(9, colores.suave),
  fill: fill(colores.fondo),
  alignment: { vertical: "middle", horizontal: "left", indent: 1 },
};
const valueStyle: Partial<Style> = {
  font: font(11, colores.titulo, { bold: true }),
  fill: fill(colores.fondo),
  alignment: { vertical: "middle", horizontal: "left" },
};
const notaStyle: Partial<Style> = {
  font: font(9, colores.suave),
  fill: fill(colores.fondo),
  alignment: { vertical: "middle", horizontal: "left" },
};

/** A day in words whatever the language of Excel: 30 de septiembre de 2017. */
const fechaLarga = '[$-240A]d" de "mmmm" de "yyyy';

/** Who fills what, by colour; the same colours stand in the header. */
const tonos: Readonly<Record<Columna["info"]["dueno"], { readonly header: string; readonly cell: string }>> = {
  planeacion: { header: colores.titulo, cell: colores.fondo },
  secretaria: { header: colores.acento, cell: colores.blanco },
  calculada: { header: colores.suave, cell: colores.banda },
};

export const leyendas: readonly { readonly color: string; readonly text: string }[] = [
  { color: tonos.planeacion.header, text: "Planeación" },
  { color: tonos.secretaria.header, text: "La secretaría llena las celdas blancas" },
  { color: tonos.calculada.header, text: "Lo calcula la hoja" },
];

/** Ejecución of the open vigencia: where the planner comes to write. */
const tonoAbierta = "FFF9E5";

function addHeader(sheet: Worksheet, { columnas }: DisposicionHoja, { vigencia }: HojaInput): void {
  for (const [index, columna] of columnas.entries()) {
    put(sheet.getCell(rows.tags + 1, index + 1), columna.key, { font: font(8, colores.suave) });
    const later = columna.vigencia !== null && columna.vigencia > vigencia;
    put(sheet.getCell(rows.header + 1, index + 1), columna.encabezado, {
      font: font(10, later ? colores.linea : colores.blanco, { bold: true }),
      fill: fill(tonos[columna.info.dueno].header),
      alignment: { vertical: "middle", horizontal: "center", wrapText: true },
      border: { right: { style: "thin", color: { argb: `FF${colores.linea}` } } },
    });
    sheet.getColumn(index + 1).width = columna.info.ancho;
  }
  sheet.getRow(rows.tags + 1).hidden = true;
  sheet.getRow(rows.header + 1).height = 44;
}

/** Styles go into one row that exceljs holds; the rows themselves are written when the workbook is finished. */
function addFilas(sheet: Worksheet, disposicion: DisposicionHoja, input: HojaInput): BulkSheet {
  for (const [column, columna] of disposicion.columnas.entries()) {
    sheet.getCell(firstDataRow + 1, column + 1).style = styleOf(columna, input.vigencia);
  }
  return {
    sheet: sheet.name,
    startRow: firstDataRow,
    rowCount: input.filas.length,
    columnCount: disposicion.columnas.length,
    rows: bulkRows(disposicion, input),
  };
}

function* bulkRows({ columnas, columns }: DisposicionHoja, input: HojaInput): Generator<BulkRow> {
  const formulas = makeFormulas(columns, input.plan, input.vigencia);
  for (const [index, fila] of input.filas.entries()) {
    const texts = formulas(firstDataRow + index);
    const results = computeFila(fila, input);
    const cells = columnas.map(({ key, info }): BulkCell => {
      if (isCalculada(key)) return { value: results[key], formula: texts[key] };
      return valueOf(fila[key] ?? null, info.tipo === "fecha");
    });
    yield { cells, height: heightOf(fila, columnas) };
  }
}

/** Height in points that the longest text of a row needs. */
function heightOf(fila: FilaPlantilla, columnas: readonly Columna[]): number {
  const lines = columnas.map(({ key, info }) => {
    const text = fila[key];
    if (typeof text !== "string") return 1;
    return text
      .split("\n")
      .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.08) / (info.ancho - 1))), 0);
  });
  return Math.min(409, Math.max(1, ...lines) * 13.2 + 6);
}

function styleOf({ campo, vigencia, info }: Columna, open: number): Partial<Style> {
  const isOpen = campo === "ejecucion" && vigencia === open;
  const later = vigencia !== null && vigencia > open;
  const numeric = info.tipo === "numero";
  const ratio = campo === "avance" || campo === "esperado";
  const long = info.ancho >= 22;
  const numFmt = ratio ? "0.0%" : numeric ? "#,##0" : info.tipo === "fecha" ? "dd/mm/yyyy" : "@";
  return {
    font: font(10, later ? colores.suave : colores.texto, {
      bold: isOpen || campo === "codigo" || campo === "semaforo",
    }),
    fill: fill(isOpen ? tonoAbierta : tonos[info.dueno].cell),
    border: { ...bottomLine(), right: { style: "hair", color: { argb: `FF${colores.linea}` } } },
    alignment: {
      vertical: "middle",
      wrapText: !numeric,
      ...(numeric || long ? { horizontal: numeric ? "right" : "left", indent: 1 } : { horizontal: "center" }),
    },
    protection: { locked: info.dueno !== "secretaria" },
    numFmt: campo === "semaforo" ? "General" : numFmt,
  };
}

function valueOf(value: ValorPlantilla, isFecha: boolean): string | number | null {
  return isFecha && typeof value === "string" && isCorte(value) ? serialFromIso(value) : value;
}

function dateOf(iso: string): Date {
  return new Date(`${iso}T00:00:00Z`);
}

/** Without a password: it keeps hands off by mistake, and planning lifts it with a click. */
async function protect(sheet: Worksheet): Promise<void> {
  await sheet.protect("", {
    selectLockedCells: true,
    selectUnlockedCells: true,
    formatCells: true,
    formatColumns: true,
    formatRows: true,
    sort: true,
    autoFilter: true,
    insertHyperlinks: true,
  });
}

function columnOf({ columns }: DisposicionHoja, key: ColumnaKey): number {
  const column = columns.get(key);
  if (column === undefined) throw new Error(`the template has no column ${key}`);
  return column;
}

function isCalculada(key: ColumnaKey): key is Calculada {
  return calculadas.some((each) => each === key);
}
