import type { Alignment, Borders, Cell, Fill, Font, Row, Style, Worksheet } from "exceljs";
import { colores as aspectoColores, fuente } from "../../shared/layout/aspecto.ts";
import { semaforoInfo, type Semaforo } from "../../shared/semaforo.ts";

/** Colours of everything that is ours, as RRGGBB. */
export const colores = { ...aspectoColores, alerta: "B03A2E" } as const;

export function font(size: number, color: string = colores.texto, more: Partial<Font> = {}): Partial<Font> {
  return { name: fuente, family: 2, size, color: { argb: `FF${color}` }, ...more };
}

export function fill(color: string): Fill {
  return { type: "pattern", pattern: "solid", fgColor: { argb: `FF${color}` } };
}

export function bottomLine(color: string = colores.linea): Partial<Borders> {
  return { bottom: { style: "thin", color: { argb: `FF${color}` } } };
}

/** Header cells of every table. */
export const headerStyle: Partial<Style> = {
  font: font(10, colores.blanco, { bold: true }),
  fill: fill(colores.titulo),
  alignment: { vertical: "middle", horizontal: "center", wrapText: true },
  border: { right: { style: "thin", color: { argb: `FF${colores.suave}` } } },
};

/** Cells of a semáforo band: fill and text colour, never colour alone (the name and its mark stand in the cell). */
export function semaforoStyle(semaforo: Semaforo): Partial<Style> {
  const { fondo, texto } = semaforoInfo[semaforo];
  return {
    font: font(10, texto, { bold: true }),
    fill: fill(fondo),
    alignment: { vertical: "middle", horizontal: "center" },
    border: bottomLine(colores.blanco),
  };
}

export function bodyStyle(alignment: Partial<Alignment> = {}, numFmt?: string): Partial<Style> {
  return {
    font: font(10),
    alignment: { vertical: "middle", ...alignment },
    border: bottomLine(),
    ...(numFmt === undefined ? {} : { numFmt }),
  };
}

/** Characters of an indicador's name that a row shows, outside of Indicadores. */
export const maxNombre = 2000;

/** Text of a link to another place of the workbook. */
export const linkStyle: Partial<Style> = {
  font: font(10, colores.acento, { underline: true }),
  alignment: { vertical: "middle" },
  border: bottomLine(),
};

/** Puts a value with its style into a cell; a formula comes with the value it has now. */
export function put(cell: Cell, value: Cell["value"], style: Partial<Style>): Cell {
  cell.value = value;
  cell.style = oneOf(style);
  return cell;
}

/** Changes part of a cell's style. */
export function restyle(cell: Cell, change: Partial<Style>): void {
  cell.style = oneOf({ ...cell.style, ...change });
}

const styles = new Map<string, Partial<Style>>();

/**
 * The same object for equal styles, which exceljs then works out once instead of cell by cell. Frozen, because cells share
 * it: a cell's style is changed with `restyle`.
 */
export function oneOf(style: Partial<Style>): Partial<Style> {
  const key = JSON.stringify(style);
  let known = styles.get(key);
  if (known === undefined) {
    known = Object.freeze({ ...style });
    styles.set(key, known);
  }
  return known;
}

/** A live formula with its current value. */
export function formula(text: string, result: string | number | null): Cell["value"] {
  return { formula: text, result: result ?? "" };
}

/** Title and subtitle at the top of a sheet, from its first column on. */
export function putTitle(sheet: Worksheet, title: string, subtitle: string): void {
  put(sheet.getCell(1, 1), title, {
    font: font(16, colores.titulo, { bold: true }),
    alignment: { vertical: "middle" },
  });
  put(sheet.getCell(2, 1), subtitle, { font: font(10, colores.suave), alignment: { vertical: "middle" } });
  sheet.getRow(1).height = 26;
  sheet.getRow(2).height = 16;
}

/** Lines that a text takes in a column of this width (characters of 11 points), at this size. */
export function countLines(text: string, width: number, size = 10): number {
  const fits = Math.max(1, (width * 11.5) / size - 1);
  return text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / fits)), 0);
}

/** Height of a row in points for so many lines. */
export function heightOf(lines: number, size = 10): number {
  return Math.min(400, Math.round(Math.max(1, lines) * size * 1.3 + 6));
}

/** Height in points that texts of these lengths need in columns of these widths (characters). */
export function fitHeight(row: Row, texts: readonly { text: string; width: number }[], size = 10): void {
  row.height = heightOf(Math.max(1, ...texts.map(({ text, width }) => countLines(text, width, size))), size);
}

/** Page set-up of every sheet: letter (what a sheet has that names no paper) or legal, landscape, one page wide, with the plan and the page number below. */
export function setUpPage(
  sheet: Worksheet,
  footer: string,
  { headerRow, legal = false }: { headerRow?: number; legal?: boolean } = {},
): void {
  sheet.pageSetup = {
    orientation: "landscape",
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    horizontalCentered: true,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    ...(headerRow === undefined ? {} : { printTitlesRow: `${headerRow}:${headerRow}` }),
  };
  // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- exceljs has the enum in its types alone
  if (legal) sheet.pageSetup.paperSize = 5;
  // An ampersand starts a code in a footer.
  sheet.headerFooter = { oddFooter: `&L&8${footer.replaceAll("&", "&&")}&R&8Página &P de &N` };
}
