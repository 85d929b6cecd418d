/** What a cell holds: blank, text, number (dates are serials), logical value or an error such as `#N/A`. */
export type CellValue = null | string | number | boolean | ErrorValue;

export interface ErrorValue {
  readonly error: string;
}

/** A formula that this host cannot calculate and no file has calculated for it. Excel would show a value here. */
export const notCalculated: ErrorValue = { error: "#BUSY!" };

export function isError(value: CellValue): value is ErrorValue {
  return typeof value === "object" && value !== null;
}

/** Excel's `RangeValueType` of a value. */
export function valueType(value: CellValue): "Empty" | "String" | "Double" | "Boolean" | "Error" {
  if (value === null) return "Empty";
  if (typeof value === "string") return "String";
  if (typeof value === "number") return "Double";
  return typeof value === "boolean" ? "Boolean" : "Error";
}

/** A value as the API hands it over: blank as empty text, errors as their English text. */
export function wireValue(value: CellValue): string | number | boolean {
  if (value === null) return "";
  return isError(value) ? value.error : value;
}
