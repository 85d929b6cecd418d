import type { Style, Worksheet } from "exceljs";
import {
  bodyStyle,
  bottomLine,
  colores,
  countLines,
  fill,
  font,
  headerStyle,
  heightOf,
  put,
  putTitle,
} from "../consolidado/estilo.ts";
import { formatoMomento } from "./momento.ts";

/** A column of one of the two sheets about conflicts. */
export interface ColumnaConflictos {
  readonly encabezado: string;
  /** In characters. */
  readonly ancho: number;
  readonly clase: "parrafo" | "centro" | "momento" | "id" | "decision";
}

/** Title, what to do in so many lines, and the header below them. */
export function addEncabezado(
  sheet: Worksheet,
  titulo: string,
  [subtitulo, ...pasos]: readonly [string, ...string[]],
  columnas: readonly ColumnaConflictos[],
): { readonly headerRow: number } {
  putTitle(sheet, titulo, subtitulo);
  const headerRow = pasos.length + 4;
  for (const [index, paso] of pasos.entries()) {
    put(sheet.getCell(index + 3, 1), paso, { font: font(10), alignment: { vertical: "middle" } });
    sheet.getRow(index + 3).height = 16;
  }
  for (const [index, { encabezado, ancho, clase }] of columnas.entries()) {
    const tono = clase === "decision" ? { ...headerStyle, fill: fill(colores.acento) } : headerStyle;
    put(sheet.getCell(headerRow, index + 1), encabezado, tono);
    sheet.getColumn(index + 1).width = ancho;
  }
  sheet.getRow(headerRow).height = 32;
  return { headerRow };
}

/** A row over all columns where there is nothing to list. */
export function addVacio(sheet: Worksheet, row: number, columns: number, text: string): void {
  sheet.mergeCells(row, 1, row, columns);
  put(sheet.getCell(row, 1), text, {
    font: font(11, colores.suave, { italic: true }),
    fill: fill(colores.fondo),
    alignment: { vertical: "middle", horizontal: "left", indent: 2 },
    border: bottomLine(),
  });
  sheet.getRow(row).height = 30;
}

export function estiloConflictos(clase: ColumnaConflictos["clase"]): Partial<Style> {
  switch (clase) {
    case "parrafo":
      return { ...bodyStyle({ wrapText: true, horizontal: "left", indent: 1 }, "@") };
    case "centro":
      return bodyStyle({ wrapText: true, horizontal: "center" });
    case "momento":
      return bodyStyle({ horizontal: "center" }, formatoMomento);
    case "id":
      return { ...bodyStyle({ horizontal: "left", shrinkToFit: true }), font: font(8, colores.suave) };
    case "decision":
      return {
        ...bodyStyle({ wrapText: true, horizontal: "center" }),
        font: font(10, colores.texto, { bold: true }),
        fill: fill(tonoDecision),
        protection: { locked: false },
      };
  }
}

/** Where planeación comes to write: as the open vigencia's ejecución in the template. */
const tonoDecision = "FFF9E5";
const maxLines = 12;

/** Height of a row by its texts. */
export function heightOfTexts(cells: readonly unknown[], columnas: readonly ColumnaConflictos[]): number {
  const lines = cells.map((cell, column) =>
    typeof cell === "string" ? countLines(cell, columnas[column]?.ancho ?? 10) : 1,
  );
  return heightOf(Math.min(maxLines, Math.max(1, ...lines)));
}

/** Without a password: it keeps hands off what only a run may change; filters and widths stay free. */
export async function protectSheet(sheet: Worksheet): Promise<void> {
  await sheet.protect("", {
    selectLockedCells: true,
    selectUnlockedCells: true,
    formatCells: true,
    formatColumns: true,
    formatRows: true,
    sort: true,
    autoFilter: true,
  });
}
