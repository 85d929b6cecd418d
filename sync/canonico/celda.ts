import type { Alignment, Style } from "exceljs";
import { isPending, type Cell } from "../../shared/cell.ts";
import { inPuntos } from "../../shared/puntos.ts";
import type { Columna } from "../../shared/layout/columnas.ts";
import { cutText } from "../../shared/text.ts";
import { bottomLine, colores, fill, font } from "../consolidado/estilo.ts";
import type { BulkCell } from "../xlsx/bulk.ts";
import { maxTextLength } from "../xlsx/escape.ts";

/**
 * Number formats that keep a cell what it is: what kind of number a file holds is told by its format alone. The first is the
 * column's own.
 */
const formatos = [null, "General", "0.00%", "0.00######%", "dd/mm/yyyy", "dd/mm/yyyy hh:mm"] as const;

const sinCalcular = { kind: "error", code: "#N/A" } as const satisfies Cell;

/** How many prototype rows the cells of `canonicaCell` choose from. */
export const prototipos = formatos.length;

/**
 * A cell as it goes into the file: text never as a formula, a percentage or date with the format that makes it one. A
 * formula that nobody has calculated becomes an error: as unknown as before, and never blank, which would say that somebody
 * emptied the cell.
 */
export function canonicaCell(cell: Cell, tipo: Columna["info"]["tipo"]): BulkCell {
  if (cell === null || cell === "") return null;
  if (typeof cell === "string") return cutText(cell, maxTextLength);
  if (typeof cell === "boolean") return cell;
  if (typeof cell === "number") return tipo === "numero" ? cell : { value: cell, prototype: 1 };
  switch (cell.kind) {
    case "percent":
      return { value: cell.value, prototype: Number.isInteger(round(cell.value * 10_000)) ? 2 : 3 };
    case "date":
      return { value: cell.serial, prototype: Number.isInteger(cell.serial) ? 4 : 5 };
    case "error":
      return { value: { error: cell.code } };
    case "pending":
      return { value: { error: sinCalcular.code } };
  }
}

/** What reading gives of a cell that `canonicaCell` wrote: a zero has no sign, and points are no percentage. */
export function canonicaLeida(cell: Cell, enPuntos: boolean): Cell {
  if (cell === "") return null;
  if (typeof cell === "string") return cutText(cell, maxTextLength);
  if (typeof cell === "number") return cell + 0;
  if (isPending(cell)) return sinCalcular;
  if (typeof cell !== "object" || cell?.kind !== "percent") return cell;
  return enPuntos ? inPuntos(cell) : { ...cell, value: cell.value + 0 };
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}

/** Style of a column of ours in a prototype row: what planeación may change is white. */
export function canonicaStyle({ campo, info }: Columna, prototipo: number): Partial<Style> {
  const isNumero = info.tipo === "numero";
  const isLong = info.ancho >= 22;
  return {
    font: font(10, colores.texto, { bold: campo === "codigo" }),
    fill: fill(info.dueno === "planeacion" ? colores.blanco : colores.fondo),
    border: { ...bottomLine(), right: { style: "hair", color: { argb: `FF${colores.linea}` } } },
    alignment: alignmentOf(isNumero, isLong),
    numFmt: formatos[prototipo] ?? formatoPropio(info.tipo),
  };
}

/** Style of a column that planeación added. */
export function ajenaStyle(prototipo: number): Partial<Style> {
  return {
    font: font(10),
    border: { ...bottomLine(), right: { style: "hair", color: { argb: `FF${colores.linea}` } } },
    alignment: { vertical: "middle", wrapText: true },
    numFmt: formatos[prototipo] ?? "General",
  };
}

/** Figures as they are, for a format with fixed decimals would show 12,5 as 13 to who has just typed it. */
function formatoPropio(tipo: Columna["info"]["tipo"]): string {
  switch (tipo) {
    case "numero":
      return "General";
    case "fecha":
      return "dd/mm/yyyy";
    case "codigo":
    case "texto":
    case "lista":
      return "@";
  }
}

function alignmentOf(isNumero: boolean, isLong: boolean): Partial<Alignment> {
  if (isNumero) return { vertical: "middle", horizontal: "right", indent: 1 };
  return isLong
    ? { vertical: "middle", horizontal: "left", indent: 1, wrapText: true }
    : { vertical: "middle", horizontal: "center", wrapText: true };
}
