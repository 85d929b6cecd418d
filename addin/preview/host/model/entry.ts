import { isError, type CellValue } from "./cell-value.ts";

/** What a cell makes of something put into it. */
export interface Entry {
  readonly value: CellValue;
  readonly formula: string | null;
  /** A format that the entry brings with it (`12%`), unless the cell has one already. */
  readonly numberFormat: string | null;
}

/**
 * Excel's reading of a value set through the API or typed in English: text that looks like a number, a percentage, a
 * logical value or an error becomes one, unless the cell's format is text or an apostrophe comes first. Dates typed as
 * text are left as text here, where Excel would make them dates.
 */
export function readEntry(input: string | number | boolean | null, numberFormat: string): Entry {
  if (typeof input !== "string") return constant(input);
  if (input === "") return constant(null);
  if (input.startsWith("'")) return constant(input.slice(1));
  if (numberFormat === "@") return constant(input);
  if (input.startsWith("=") && input.length > 1) return { value: null, formula: input, numberFormat: null };
  const text = input.trim();
  if (/^(true|false)$/i.test(text)) return constant(text.toLowerCase() === "true");
  if (errorTexts.has(text.toUpperCase())) return constant({ error: text.toUpperCase() });
  const [, sign = "", digits = "", percent = ""] = /^([+-]?)([0-9][0-9,]*\.?[0-9]*|\.[0-9]+)(%?)$/.exec(text) ?? [];
  if (digits !== "" && (!digits.includes(",") || /^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?$/.test(digits))) {
    const number = Number(`${sign}${digits.replaceAll(",", "")}`);
    if (percent === "") return { ...constant(number), numberFormat: digits.includes(",") ? "#,##0" : null };
    return { value: number / 100, formula: null, numberFormat: digits.includes(".") ? "0.00%" : "0%" };
  }
  if (/^[+-]?[0-9]+(\.[0-9]*)?e[+-]?[0-9]+$/i.test(text)) {
    return { value: Number(text), formula: null, numberFormat: "0.00E+00" };
  }
  return constant(input);
}

/** What `formulas` says of a cell that holds a constant. */
export function formulaText(value: CellValue): string | number | boolean {
  if (value === null) return "";
  return isError(value) ? value.error : value;
}

const errorTexts = new Set(["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"]);

function constant(value: CellValue): Entry {
  return { value, formula: null, numberFormat: null };
}
