import type { Cell as ExcelCell, CellValue } from "exceljs";
import type { Cell } from "../../shared/cell.ts";
import { isoFromSerial, parseFecha } from "../../shared/corte.ts";
import { nada } from "./tabla-texto.ts";

/*
 * Values as stories write them: `12,5` a number, `12,5 %` a percentage, `2017-12-15` a day, `·` a blank cell, anything else a
 * text; `"12"` is a text that looks like a number. They are read and written with exceljs, which shares nothing with our
 * own reader and patcher.
 */

/** Types a value into a cell as a person would. */
export function typeInto(cell: ExcelCell, text: string): void {
  const value = valueOf(text);
  // Cells share one style object in exceljs: the format of one must not become that of its neighbours.
  if (text.endsWith("%")) cell.style = { ...cell.style, numFmt: "0.0%" };
  else if (value instanceof Date) cell.style = { ...cell.style, numFmt: "dd/mm/yyyy" };
  cell.value = value;
}

/** What a cell holds. */
export function showCell({ value, numFmt }: ExcelCell): string {
  return showValue(value, numFmt ?? "");
}

/** A cell of our own reports. */
export function showOurs(cell: Cell): string {
  if (cell === null || typeof cell === "string") return showText(cell ?? "");
  if (typeof cell === "number") return showNumber(cell);
  if (typeof cell === "boolean") return cell ? "VERDADERO" : "FALSO";
  switch (cell.kind) {
    case "percent":
      return showPercent(cell.value);
    case "date":
      return isoFromSerial(cell.serial) ?? String(cell.serial);
    case "error":
      return cell.code;
    case "pending":
      return sinCalcular;
  }
}

const sinCalcular = "(sin calcular)";

export function valueOf(text: string): CellValue {
  if (text === nada) return null;
  const quoted = /^"(.*)"$/.exec(text);
  if (quoted !== null) return quoted[1] ?? "";
  const percent = /^(-?[\d,]+) ?%$/.exec(text);
  if (percent !== null) return Number((percent[1] ?? "").replace(",", ".")) / 100;
  if (isNumber.test(text)) return Number(text.replace(",", "."));
  return isDay.test(text) ? new Date(`${text}T00:00:00Z`) : text;
}

function showValue(value: CellValue, format: string): string {
  if (value === null || value === undefined || typeof value === "string") return showText(value ?? "");
  if (typeof value === "number") return format.includes("%") ? showPercent(value) : showNumber(value);
  if (typeof value === "boolean") return value ? "VERDADERO" : "FALSO";
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if ("error" in value) return value.error;
  if ("richText" in value) return showText(value.richText.map(({ text }) => text).join(""));
  if ("formula" in value || "sharedFormula" in value) {
    return value.result === undefined ? sinCalcular : `=${showValue(value.result, format)}`;
  }
  throw new Error(`no value of a story: ${JSON.stringify(value)}`);
}

const isNumber = /^-?\d+(,\d+)?$/;
const isDay = /^\d{4}-\d\d-\d\d$/;

function showText(text: string): string {
  if (text === "") return nada;
  const looksTyped = isNumber.test(text) || parseFecha(text) !== null || /^[\d,]+ ?%$/.test(text);
  return looksTyped ? `"${text}"` : text.replaceAll("\n", "⏎");
}

function showNumber(value: number): string {
  return String(Number(value.toPrecision(15))).replace(".", ",");
}

function showPercent(value: number): string {
  return `${showNumber(value * 100)} %`;
}
