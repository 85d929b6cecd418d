import type { Cell, DateCell, PercentCell } from "../../shared/cell.ts";
import { escapeCellText, maxTextLength, spaceAttribute } from "./escape.ts";
import { dateFormat, generalFormat, percentFormat, type FormatKind } from "../../shared/number-format.ts";
import type { PatchErrorCode } from "./patch-errors.ts";

/**
 * What a cell can be made to hold. Blank is null; empty text is blank too, because a cell that looks blank and is not
 * breaks its owner's formulas.
 */
export type NewValue = null | string | number | boolean | DateCell | PercentCell;

/** Whether a cell holds this value already, so that there is nothing to write. */
export function holds(cell: Cell | undefined, value: NewValue): boolean {
  if (cell === undefined || cell === null) return isEmpty(value);
  if (typeof cell !== "object" || typeof value !== "object" || value === null) return cell === value;
  switch (cell.kind) {
    case "date":
      return value.kind === "date" && cell.serial === value.serial;
    case "percent":
      return value.kind === "percent" && cell.value === value.value;
    case "error":
    case "pending":
      return false;
  }
}

export function isEmpty(value: NewValue): boolean {
  return value === null || value === "";
}

/** Why no cell can hold the value, whichever it is. */
export function valueRefusal(value: NewValue, date1904: boolean): PatchErrorCode | null {
  if (typeof value === "string") return value.length > maxTextLength ? "patch-text-too-long" : null;
  const number = numberOf(value, date1904);
  if (number === null) return null;
  if (isDate(value))
    return number >= 0 && number < daysUntil10000 - (date1904 ? shift1904 : 0) ? null : "patch-date-invalid";
  return Math.abs(number) <= largestNumber ? null : "patch-number-invalid";
}

/** What a cell's format must make of a number for the value to be seen as what it is; null where it does not matter. */
export function neededFormat(value: NewValue): FormatKind | null {
  if (typeof value === "number") return generalFormat;
  if (typeof value !== "object" || value === null) return null;
  return value.kind === "date" ? dateFormat : percentFormat;
}

/**
 * End of a cell whose tag is still open: its type, `>`, its content and its end tag.
 *
 * @param prefix     of the sheet's elements, with its colon, or ""
 * @param extensions what the cell keeps behind its value
 */
export function cellEnd(prefix: string, value: NewValue, date1904: boolean, extensions = ""): string {
  const close = `${extensions}</${prefix}c>`;
  if (typeof value === "boolean") return ` t="b"><${prefix}v>${value ? 1 : 0}</${prefix}v>${close}`;
  if (typeof value === "string" && value !== "") {
    const text = escapeCellText(value).replace(
      loneSurrogate,
      (unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase()}_`,
    );
    return ` t="inlineStr"><${prefix}is><${prefix}t${spaceAttribute(value)}>${text}</${prefix}t></${prefix}is>${close}`;
  }
  const number = numberOf(value, date1904);
  if (number !== null) return `><${prefix}v>${number}</${prefix}v>${close}`;
  return extensions === "" ? "/>" : `>${close}`;
}

/** The number that stands in the file. */
function numberOf(value: NewValue, date1904: boolean): number | null {
  if (typeof value === "number") return value;
  if (typeof value !== "object" || value === null) return null;
  if (value.kind === "percent") return value.value;
  return date1904 ? value.serial - shift1904 : value.serial;
}

function isDate(value: NewValue): boolean {
  return typeof value === "object" && value?.kind === "date";
}

/** UTF-8 has no half of a pair; Excel writes it as it writes control characters. */
const loneSurrogate = /\p{Surrogate}/gu;

/** Days from Excel's usual epoch to that of 1904 workbooks; grids have dates shifted to the usual one. */
const shift1904 = 1462;
/** Serial of 10000-01-01, the first day Excel does not know. */
const daysUntil10000 = 2_958_466;
/** What Excel can hold. */
const largestNumber = 9.999_999_999_999_99e307;
