import type { Borders, Style } from "exceljs";
import type { Aspecto, Linea } from "../../shared/layout/aspecto.ts";
import { fill, font } from "../consolidado/estilo.ts";

/** A look of the official sheet as exceljs wants it. */
export function styleOf(aspecto: Aspecto): Partial<Style> {
  const { color, size = 11, bold, align, indent, wrap, numberFormat, unlocked } = aspecto;
  return {
    font: font(size, color, { bold: bold === true }),
    ...(aspecto.fill === undefined ? {} : { fill: fill(aspecto.fill) }),
    border: { ...lineAt("bottom", aspecto.bottom), ...lineAt("right", aspecto.right) },
    alignment: {
      vertical: "middle",
      ...(align === undefined ? {} : { horizontal: align }),
      ...(indent === undefined ? {} : { indent }),
      ...(wrap === true ? { wrapText: true } : {}),
    },
    protection: { locked: unlocked !== true },
    ...(numberFormat === undefined ? {} : { numFmt: numberFormat }),
  };
}

function lineAt(side: "bottom" | "right", linea: Linea | undefined): Partial<Borders> {
  return linea === undefined ? {} : { [side]: { style: linea.weight, color: { argb: `FF${linea.color}` } } };
}
