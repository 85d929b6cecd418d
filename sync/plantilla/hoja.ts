import type { Workbook, Worksheet } from "exceljs";
import { a1, columnName } from "../../shared/address.ts";
import { hojaIndicadores } from "../../shared/hojas.ts";
import { isCorte, serialFromIso, type Corte } from "../../shared/corte.ts";
import {
  altos,
  aspectoCampos,
  aspectoDato,
  aspectoEncabezado,
  aspectoEtiqueta,
  aspectoMarcas,
  aspectoNota,
  aspectoTitulo,
  aspectoValor,
  tonos,
} from "../../shared/layout/aspecto.ts";
import { columnasOf, type Columna, type ColumnaKey } from "../../shared/layout/columnas.ts";
import { calculadas, makeFormulas, type Calculada } from "../../shared/layout/formulas.ts";
import { layoutVersion, notaCampo, tituloCampos, type TituloCampo } from "../../shared/layout/titulo.ts";
import type { Plan, Secretaria } from "../../shared/plan/schema.ts";
import { colores, font, oneOf, put, setUpPage } from "../consolidado/estilo.ts";
import type { FilaPlantilla, ValorPlantilla } from "../plantilla.ts";
import type { BulkCell, BulkRow, BulkSheet } from "../xlsx/bulk.ts";
import { computeFila } from "./calculo.ts";
import { addFormatos } from "./formatos.ts";
import { styleOf } from "./style-of.ts";
import { addValidaciones } from "./validaciones.ts";

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
    sheet.getCell(rows.titulo + 1, index + 1).style = oneOf(styleOf(aspectoTitulo));
    for (const row of [rows.secretaria, rows.vigencia]) {
      sheet.getCell(row + 1, index + 1).style = oneOf(styleOf(aspectoCampos));
    }
  }
  const titulo = `Seguimiento de indicadores · ${plan.nombre} · ${plan.entidad}`;
  sheet.getCell(rows.titulo + 1, 1).value = nota === undefined ? titulo : `${titulo}   ${nota}`;
  for (const row of ["titulo", "secretaria", "vigencia"] as const) sheet.getRow(rows[row] + 1).height = altos[row];
  const place = (campo: TituloCampo, row: number, column: number, value: string | number | Date | null): void => {
    put(sheet.getCell(row + 1, column + 1), tituloCampos[campo].etiqueta, styleOf(aspectoEtiqueta));
    put(sheet.getCell(row + 1, column + 2), value, styleOf(aspectoValor(campo)));
    workbook.definedNames.add(`${hojaIndicadores}!$${columnName(column + 1)}$${row + 1}`, tituloCampos[campo].name);
  };
  place("secretaria", rows.secretaria, 0, secretaria.nombre);
  place("vigencia", rows.vigencia, 0, vigencia);
  place("corte", rows.vigencia, 2, corte === null ? null : dateOf(corte));
  place("version", rows.vigencia, 4, layoutVersion);
  // The label lies over the next column, which is narrow; what a run says of the workbook has the rest of the row.
  put(sheet.getCell(rows.vigencia + 1, notaColumn - 1), notaCampo.etiqueta, styleOf(aspectoEtiqueta));
  sheet.getCell(rows.vigencia + 1, notaColumn + 1).style = styleOf(aspectoNota);
  workbook.definedNames.add(`${hojaIndicadores}!$${columnName(notaColumn)}$${rows.vigencia + 1}`, notaCampo.name);
  const leyenda = sheet.getCell(rows.secretaria + 1, 5);
  leyenda.value = {
    richText: leyendas.flatMap(({ color, text }) => [
      { text: "■ ", font: font(12, color) },
      { text: `${text}     `, font: font(10, colores.texto) },
    ]),
  };
}

export const leyendas: readonly { readonly color: string; readonly text: string }[] = [
  { color: tonos.planeacion.header, text: "Planeación" },
  { color: tonos.secretaria.header, text: "La secretaría llena las celdas blancas" },
  { color: tonos.calculada.header, text: "Lo calcula la hoja" },
];

function addHeader(sheet: Worksheet, { columnas }: DisposicionHoja, { vigencia }: HojaInput): void {
  for (const [index, columna] of columnas.entries()) {
    put(sheet.getCell(rows.tags + 1, index + 1), columna.key, styleOf(aspectoMarcas));
    const header = sheet.getCell(rows.header + 1, index + 1);
    put(header, columna.encabezado, styleOf(aspectoEncabezado(columna, vigencia)));
    sheet.getColumn(index + 1).width = columna.info.ancho;
  }
  sheet.getRow(rows.tags + 1).hidden = true;
  sheet.getRow(rows.header + 1).height = altos.header;
}

/** Styles go into one row that exceljs holds; the rows themselves are written when the workbook is finished. */
function addFilas(sheet: Worksheet, disposicion: DisposicionHoja, input: HojaInput): BulkSheet {
  for (const [column, columna] of disposicion.columnas.entries()) {
    sheet.getCell(firstDataRow + 1, column + 1).style = styleOf(aspectoDato(columna, input.vigencia));
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
