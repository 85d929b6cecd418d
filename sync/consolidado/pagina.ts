import type { Cell, Style, Worksheet } from "exceljs";
import type { Plan } from "../../shared/plan/schema.ts";
import { describeSemaforo, semaforos, semaforoText } from "../../shared/semaforo.ts";
import { bodyStyle, colores, fitHeight, font, put, semaforoStyle } from "./estilo.ts";

/** A text of a line and how it looks. */
export interface Texto {
  readonly text: string;
  readonly style: Partial<Style>;
}

/** Writes texts down a sheet, one row after the other, each as high as its texts need. */
export class Pagina {
  private readonly sheet: Worksheet;
  private readonly widths: readonly number[];
  private readonly top: number;
  private row: number;

  /**
   * @param widths of the sheet's columns, in characters
   * @param row    the first to be written, counted from 1
   */
  constructor(sheet: Worksheet, widths: readonly number[], row: number) {
    this.sheet = sheet;
    this.widths = widths;
    this.top = row;
    this.row = row;
    for (const [index, width] of widths.entries()) sheet.getColumn(index + 1).width = width;
  }

  /** After a blank row, unless it is the first. */
  heading(text: string): void {
    if (this.row > this.top) this.row += 1;
    put(this.sheet.getCell(this.row, 1), text, { font: font(12, colores.titulo, { bold: true }) });
    this.sheet.getRow(this.row).height = 20;
    this.row += 1;
  }

  /**
   * One row, a text a column; the last one takes the columns that are left.
   *
   * @returns the first cell
   */
  line(textos: readonly Texto[], size = 10): Cell {
    const { row, sheet, widths } = this;
    for (const [index, { text, style }] of textos.entries()) put(sheet.getCell(row, index + 1), text, style);
    const last = textos.at(-1);
    if (last !== undefined && textos.length < widths.length) {
      for (let column = textos.length + 1; column <= widths.length; column++) {
        sheet.getCell(row, column).style = last.style;
      }
      sheet.mergeCells(row, textos.length, row, widths.length);
    }
    fitHeight(
      sheet.getRow(row),
      textos.map(({ text }, index) => ({ text, width: this.widthFrom(index, index === textos.length - 1) })),
      size,
    );
    this.row += 1;
    return sheet.getCell(row, 1);
  }

  /** The bands of the semáforo in their colours, and where each begins. */
  bandas(plan: Plan): void {
    for (const semaforo of semaforos) {
      this.line([
        { text: semaforoText(semaforo), style: semaforoStyle(semaforo) },
        {
          text: `Avance de la vigencia: ${describeSemaforo(semaforo, plan)}.`,
          style: bodyStyle({ horizontal: "left", wrapText: true, indent: 1 }),
        },
      ]);
    }
  }

  private widthFrom(index: number, isLast: boolean): number {
    const columns = isLast ? this.widths.slice(index) : this.widths.slice(index, index + 1);
    return columns.reduce((sum, width) => sum + width, 0);
  }
}
