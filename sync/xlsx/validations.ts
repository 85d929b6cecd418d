import type { DataValidation, Worksheet } from "exceljs";

/**
 * Gives a whole range one data validation. exceljs's types know only the way cell by cell, which it writes as ranges
 * that overlap.
 *
 * @param range `H2:H501`
 */
export function addValidation(sheet: Worksheet, range: string, validation: DataValidation): void {
  const validations: unknown = Reflect.get(sheet, "dataValidations");
  if (!isValidations(validations)) throw new Error("exceljs has no dataValidations");
  validations.add(range, validation);
}

interface Validations {
  add(range: string, validation: DataValidation): void;
}

function isValidations(value: unknown): value is Validations {
  return typeof value === "object" && value !== null && "add" in value && typeof value.add === "function";
}
