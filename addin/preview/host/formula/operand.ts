import { isError, type CellValue, type ErrorValue } from "../model/cell-value.ts";

/** What an expression gives: one value, or rows of them. */
export type Operand = CellValue | Matrix;

export interface Matrix {
  readonly matrix: readonly (readonly CellValue[])[];
}

export function isMatrix(operand: Operand): operand is Matrix {
  return typeof operand === "object" && operand !== null && "matrix" in operand;
}

/** The first value of an array; a value itself. */
export function scalarOf(operand: Operand): CellValue {
  return isMatrix(operand) ? (operand.matrix[0]?.[0] ?? null) : operand;
}

export function valuesOf(operand: Operand): readonly CellValue[] {
  return isMatrix(operand) ? operand.matrix.flat() : [operand];
}

/** As arithmetic takes a value: blank is 0, TRUE is 1, text only where it is a number. */
export function toNumber(value: CellValue): number | ErrorValue {
  if (isError(value)) return value;
  if (value === null) return 0;
  if (typeof value !== "string") return Number(value);
  const text = value.trim();
  return /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/i.test(text) ? Number(text) : { error: "#VALUE!" };
}

/** As `&` joins a value; errors must have been dealt with. */
export function toText(value: CellValue): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return isError(value) ? value.error : String(value);
}
