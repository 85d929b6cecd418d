import { isBlank, isUnknown, type Cell, type ErrorCell, type PendingCell } from "../cell.ts";
import { isoFromSerial, parseFecha } from "../corte.ts";
import type { CampoInfo } from "../layout/campos.ts";
import { parseNumero } from "../number.ts";
import { foldText, normalizeText } from "../text.ts";

export type TipoColumna = CampoInfo["tipo"];

/** A value that can be compared and copied: neither an error nor a formula that nobody has calculated. */
export type ValorLegible = Exclude<Cell, ErrorCell | PendingCell>;

/** False too where the sheet has no such column (undefined). */
export function isLegible(cell: Cell | undefined): cell is ValorLegible {
  return cell !== undefined && !isUnknown(cell);
}

/** Whether two cells of a column say the same, however each was typed. */
export function isEqual(one: Cell, other: Cell, tipo: TipoColumna): boolean {
  return one === other || claveDe(one, tipo) === claveDe(other, tipo);
}

/** True where two cells that say the same do so once as text and once as a number, date or percentage. */
export function isTypedApart(one: Cell, other: Cell): boolean {
  return !isBlank(one) && !isBlank(other) && isText(one) !== isText(other);
}

/** Whether the cell is what its column should hold: text in one of text, no text in one of numbers or dates. */
export function isOwnType(cell: Cell, tipo: TipoColumna): boolean {
  return isText(cell) !== (tipo === "numero" || tipo === "fecha");
}

/**
 * The meaning of a cell in a column, as text: equal texts are equal values, so that equality is an equivalence whatever
 * was typed. Numbers to the 15 digits that Excel shows; 12.5, «12,5» → `n12.5`; 0.125 seen as a percentage, «12,5 %» →
 * `%12.5`; a day, with or without hours, «30/09/2017» → `d2017-09-30`; blank → empty.
 */
export function claveDe(cell: Cell, tipo: TipoColumna): string {
  if (cell === null) return "";
  if (typeof cell === "string") return claveOfText(cell, tipo);
  if (typeof cell === "number") return tipo === "numero" || tipo === "fecha" ? `n${digits(cell)}` : textOfNumber(cell);
  if (typeof cell === "boolean") return cell ? "sí" : "no";
  switch (cell.kind) {
    case "percent":
      return `%${digits(cell.value * 100)}`;
    case "date":
      return tipo === "fecha" ? `d${isoFromSerial(cell.serial) ?? cell.serial}` : `d${cell.serial}`;
    case "error":
      return `e${cell.code}`;
    case "pending":
      return "p";
  }
}

function claveOfText(text: string, tipo: TipoColumna): string {
  if (isBlank(text)) return "";
  switch (tipo) {
    case "numero":
      return claveOfNumero(text);
    case "fecha": {
      const iso = parseFecha(text);
      return iso === null ? `t${normalizeText(text)}` : `d${iso}`;
    }
    case "lista":
      return `t${foldText(text)}`;
    case "codigo":
    case "texto":
      return `t${normalizeText(text)}`;
  }
}

function claveOfNumero(text: string): string {
  const read = parseNumero(text);
  switch (read.kind) {
    case "value":
      return `${read.percent ? "%" : "n"}${digits(read.value)}`;
    case "np":
    case "sin-dato":
      return `t${read.kind}`;
    case "ambiguous":
    case "blank":
    case "text":
    case "too-long":
      return `t${normalizeText(text)}`;
  }
}

function digits(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(15)));
}

/** A number where texts belong says what its plain digits say: 2017 is «2017», 12.5 is «12,5». */
function textOfNumber(value: number): string {
  return `t${digits(value).replace(".", ",")}`;
}

function isText(cell: Cell): boolean {
  return typeof cell === "string";
}
