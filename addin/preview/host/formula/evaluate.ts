import type { Area } from "../../../../shared/address.ts";
import { cellCount } from "../model/area.ts";
import { isError, type CellValue, type ErrorValue } from "../model/cell-value.ts";
import { functions } from "./functions.ts";
import { NotEvaluated } from "./not-evaluated.ts";
import { isMatrix, scalarOf, toNumber, toText, type Operand } from "./operand.ts";
import type { Expression, Operator } from "./parse.ts";
import { areaOf, shiftReference } from "./reference.ts";

/** What a formula sees of the workbook. */
export interface Surroundings {
  /** Rows and columns that the formula stands away from where it was written for. */
  readonly rows: number;
  readonly columns: number;
  /** @param sheet null for the formula's own */
  valueAt(sheet: string | null, row: number, column: number): CellValue;
  /** What a defined name stands for, or null. */
  nameAt(name: string): Expression | null;
}

const largestArea = 200_000;

/**
 * Value of a formula, with arrays as in Excel's dynamic ones.
 *
 * @throws NotEvaluated for functions and references that this host does not know
 */
export function evaluate(expression: Expression, around: Surroundings): Operand {
  switch (expression.kind) {
    case "value":
      return expression.value;
    case "array":
      return { matrix: expression.rows };
    case "reference": {
      const reference = shiftReference(expression.reference, around.rows, around.columns);
      return reference === null ? refError : readArea(reference.sheet, areaOf(reference), around);
    }
    case "name": {
      const meaning = around.nameAt(expression.name);
      if (meaning === null) throw new NotEvaluated(expression.name);
      return evaluate(meaning, { ...around, rows: 0, columns: 0 });
    }
    case "negative":
      return eachOf(evaluate(expression.of, around), (value) => numeric(value, (number) => -number));
    case "percent":
      return eachOf(evaluate(expression.of, around), (value) => numeric(value, (number) => number / 100));
    case "binary":
      return pairwise(evaluate(expression.left, around), evaluate(expression.right, around), expression.operator);
    case "call":
      return call(expression.name, expression.args, around);
  }
}

const refError: ErrorValue = { error: "#REF!" };

function readArea(sheet: string | null, area: Area, around: Surroundings): Operand {
  if (area.top === area.bottom && area.left === area.right) return around.valueAt(sheet, area.top, area.left);
  if (cellCount(area) > largestArea) throw new NotEvaluated("area");
  const matrix: CellValue[][] = [];
  for (let row = area.top; row <= area.bottom; row++) {
    const values: CellValue[] = [];
    for (let column = area.left; column <= area.right; column++) values.push(around.valueAt(sheet, row, column));
    matrix.push(values);
  }
  return { matrix };
}

/** These evaluate only the arguments they need. */
function call(name: string, args: readonly Expression[], around: Surroundings): Operand {
  const [first, second, third] = args;
  if (name === "IF" && first !== undefined && second !== undefined) {
    const condition = scalarOf(evaluate(first, around));
    if (isError(condition)) return condition;
    const truth = toTruth(condition);
    if (typeof truth !== "boolean") return truth;
    if (truth) return evaluate(second, around);
    return third === undefined ? false : evaluate(third, around);
  }
  if (name === "IFERROR" && first !== undefined && second !== undefined) {
    const value = evaluate(first, around);
    return !isMatrix(value) && isError(value) ? evaluate(second, around) : value;
  }
  const found = functions.get(name);
  if (found === undefined) throw new NotEvaluated(`${name}()`);
  return found(args.map((arg) => evaluate(arg, around)));
}

function toTruth(value: CellValue): boolean | ErrorValue {
  if (typeof value === "boolean") return value;
  const number = toNumber(value);
  return typeof number === "number" ? number !== 0 : number;
}

function eachOf(operand: Operand, change: (value: CellValue) => CellValue): Operand {
  return isMatrix(operand) ? { matrix: operand.matrix.map((row) => row.map(change)) } : change(operand);
}

function pairwise(left: Operand, right: Operand, operator: Operator): Operand {
  if (!isMatrix(left) && !isMatrix(right)) return combine(left, right, operator);
  const height = Math.max(heightOf(left), heightOf(right));
  const width = Math.max(widthOf(left), widthOf(right));
  const matrix = Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (__, column) =>
      combine(itemOf(left, row, column), itemOf(right, row, column), operator),
    ),
  );
  return { matrix };
}

function heightOf(operand: Operand): number {
  return isMatrix(operand) ? operand.matrix.length : 1;
}

function widthOf(operand: Operand): number {
  return isMatrix(operand) ? (operand.matrix[0]?.length ?? 0) : 1;
}

/** One row or column repeats along the other array; beyond an array there is nothing (`#N/A`). */
function itemOf(operand: Operand, row: number, column: number): CellValue {
  if (!isMatrix(operand)) return operand;
  const { matrix } = operand;
  const values = matrix.length === 1 ? matrix[0] : matrix[row];
  const value = values?.length === 1 ? values[0] : values?.[column];
  return value === undefined ? { error: "#N/A" } : value;
}

function combine(left: CellValue, right: CellValue, operator: Operator): CellValue {
  if (isError(left)) return left;
  if (isError(right)) return right;
  switch (operator) {
    case "&":
      return toText(left) + toText(right);
    case "=":
      return compare(left, right) === 0;
    case "<>":
      return compare(left, right) !== 0;
    case "<":
      return compare(left, right) < 0;
    case ">":
      return compare(left, right) > 0;
    case "<=":
      return compare(left, right) <= 0;
    case ">=":
      return compare(left, right) >= 0;
    case "+":
      return arithmetic(left, right, (one, other) => one + other);
    case "-":
      return arithmetic(left, right, (one, other) => one - other);
    case "*":
      return arithmetic(left, right, (one, other) => one * other);
    case "/":
      return arithmetic(left, right, (one, other) => (other === 0 ? { error: "#DIV/0!" } : one / other));
    case "^":
      return arithmetic(left, right, (one, other) => one ** other);
  }
}

function arithmetic(left: CellValue, right: CellValue, apply: (one: number, other: number) => CellValue): CellValue {
  return numeric(left, (one) => numeric(right, (other) => finite(apply(one, other))));
}

function numeric(value: CellValue, apply: (number: number) => CellValue): CellValue {
  const number = toNumber(value);
  return typeof number === "number" ? apply(number) : number;
}

function finite(value: CellValue): CellValue {
  return typeof value === "number" && !Number.isFinite(value) ? { error: "#NUM!" } : value;
}

/** Numbers come before text before logical values; text does not mind case; a blank is the other side's nothing. */
function compare(left: CellValue, right: CellValue): number {
  const one = left ?? nothingLike(right);
  const other = right ?? nothingLike(left);
  if (typeof one === "number" && typeof other === "number") return one - other;
  if (typeof one === "string" && typeof other === "string") {
    const [small, large] = [one.toLowerCase(), other.toLowerCase()];
    if (small === large) return 0;
    return small < large ? -1 : 1;
  }
  if (typeof one === "boolean" && typeof other === "boolean") return Number(one) - Number(other);
  return rank(one) - rank(other);
}

function nothingLike(value: CellValue): CellValue {
  if (typeof value === "string") return "";
  return typeof value === "boolean" ? false : 0;
}

function rank(value: CellValue): number {
  if (typeof value === "number") return 0;
  return typeof value === "string" ? 1 : 2;
}
