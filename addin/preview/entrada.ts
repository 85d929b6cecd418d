import { parseFecha, serialFromIso } from "../../shared/corte.ts";
import { dateFormat, formatKind, percentFormat } from "../../shared/number-format.ts";
import { isError, type CellValue } from "./host/model/cell-value.ts";

/**
 * What someone typed, as Excel in Spanish of Colombia would take it and the host, which speaks English, understands:
 * `12,5` → 12.5, `1.234` → 1234, `30/09/2017` → its serial in a cell for dates. Text stays text, formulas stay formulas.
 *
 * @param numberFormat of the cell
 */
export function readEntrada(text: string, numberFormat: string): string | number {
  if (numberFormat === "@" || text.startsWith("=") || text.startsWith("'")) return text;
  const kind = formatKind(numberFormat);
  const fecha = kind === dateFormat ? parseFecha(text.trim()) : null;
  if (fecha !== null) return serialFromIso(fecha);
  const numero = readNumero(text.trim());
  // `1.5`, `TRUE` and the like: what an Excel of Colombia keeps as text.
  if (numero === null) return text === "" ? "" : `'${text}`;
  return numero.isPercent || kind === percentFormat ? numero.value / 100 : numero.value;
}

/** Points may only group thousands, and a comma is decimal whatever follows it: here, unlike in what people report. */
function readNumero(text: string): { readonly value: number; readonly isPercent: boolean } | null {
  const match = /^([+-]?)(\d{1,3}(?:\.\d{3})+|\d*)(?:,(\d*))? ?(%?)$/.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", decimals = "", percent = ""] = match;
  if (whole === "" && decimals === "") return null;
  return { value: Number(`${sign}${whole.replaceAll(".", "") || "0"}.${decimals || "0"}`), isPercent: percent !== "" };
}

/** Text to start editing a cell with, so that leaving it unchanged changes nothing. */
export function textToEdit(value: CellValue, formula: string | null, shown: string, numberFormat: string): string {
  if (formula !== null) return formula;
  if (value === null) return "";
  if (isError(value)) return value.error;
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return shown;
  const kind = formatKind(numberFormat);
  if (kind === dateFormat) return shown;
  if (kind === percentFormat) return `${plain(value * 100)}%`;
  return plain(value);
}

function plain(value: number): string {
  return String(Number(value.toPrecision(15))).replace(".", ",");
}
