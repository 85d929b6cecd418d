import { isError, type CellValue, type ErrorValue } from "../model/cell-value.ts";
import { NotEvaluated } from "./not-evaluated.ts";
import { isMatrix, scalarOf, toNumber, toText, valuesOf, type Operand } from "./operand.ts";

/** Functions that take all their arguments evaluated; IF and IFERROR are apart. */
export const functions: ReadonlyMap<string, (args: readonly Operand[]) => Operand> = new Map([
  ["AND", logical((truths) => truths.every(Boolean))],
  ["OR", logical((truths) => truths.some(Boolean))],
  ["NOT", perValue((value) => asTruth(value, (truth) => !truth))],
  ["TRUE", () => true],
  ["FALSE", () => false],
  ["NA", () => ({ error: "#N/A" })],
  ["ISNUMBER", perValue((value) => typeof value === "number", true)],
  ["ISTEXT", perValue((value) => typeof value === "string", true)],
  ["ISBLANK", perValue((value) => value === null, true)],
  ["ISERROR", perValue((value) => isError(value), true)],
  ["ISNA", perValue((value) => isError(value) && value.error === "#N/A", true)],
  ["N", perValue((value) => (typeof value === "number" || typeof value === "boolean" ? Number(value) : 0))],
  ["ABS", perNumber(Math.abs)],
  ["SIGN", perNumber(Math.sign)],
  ["INT", perNumber(Math.floor)],
  ["ROUND", (args) => asNumbers(args, 2, ([number = 0, digits = 0]) => round(number, digits))],
  ["MOD", (args) => asNumbers(args, 2, ([number = 0, by = 0]) => modulo(number, by))],
  ["DATE", (args) => asNumbers(args, 3, ([year = 0, month = 0, day = 0]) => dateSerial(year, month, day))],
  ["YEAR", (args) => asNumbers(args, 1, ([serial = 0]) => dateOf(serial).getUTCFullYear())],
  ["MONTH", (args) => asNumbers(args, 1, ([serial = 0]) => dateOf(serial).getUTCMonth() + 1)],
  ["DAY", (args) => asNumbers(args, 1, ([serial = 0]) => dateOf(serial).getUTCDate())],
  ["SUM", overNumbers((numbers) => total(numbers))],
  ["MIN", overNumbers((numbers) => (numbers.length === 0 ? 0 : numbers.reduce((a, b) => Math.min(a, b))))],
  ["MAX", overNumbers((numbers) => (numbers.length === 0 ? 0 : numbers.reduce((a, b) => Math.max(a, b))))],
  [
    "AVERAGE",
    overNumbers((numbers) => (numbers.length === 0 ? { error: "#DIV/0!" } : total(numbers) / numbers.length)),
  ],
  ["COUNT", (args) => args.flatMap(valuesOf).filter((value) => typeof value === "number").length],
  ["COUNTA", (args) => args.flatMap(valuesOf).filter((value) => value !== null).length],
  ["COUNTBLANK", (args) => args.flatMap(valuesOf).filter((value) => value === null || value === "").length],
  ["SUMPRODUCT", sumProduct],
  ["MATCH", match],
  ["TRIM", perText((text) => text.replace(/ +/g, " ").replace(/^ | $/g, ""))],
  ["LEN", perText((text) => text.length)],
  ["UPPER", perText((text) => text.toUpperCase())],
  ["LOWER", perText((text) => text.toLowerCase())],
  ["LEFT", (args) => cut(args, (text, count) => text.slice(0, count))],
  ["RIGHT", (args) => cut(args, (text, count) => (count === 0 ? "" : text.slice(-count)))],
  ["EXACT", ([one = null, other = null]) => toText(scalarOf(one)) === toText(scalarOf(other))],
] satisfies [string, (args: readonly Operand[]) => Operand][]);

/** Text in areas does not count; without any logical value there is nothing to say. */
function logical(decide: (truths: readonly boolean[]) => boolean): (args: readonly Operand[]) => Operand {
  return (args) => {
    const truths: boolean[] = [];
    for (const arg of args) {
      for (const value of valuesOf(arg)) {
        if (isError(value)) return value;
        if (typeof value === "boolean" || typeof value === "number") truths.push(Boolean(value));
        else if (typeof value === "string" && !isMatrix(arg)) return { error: "#VALUE!" };
      }
    }
    return truths.length === 0 ? { error: "#VALUE!" } : decide(truths);
  };
}

/** @param takesErrors the function looks at errors instead of passing them on */
function perValue(apply: (value: CellValue) => CellValue, takesErrors = false): (args: readonly Operand[]) => Operand {
  const change = (value: CellValue): CellValue => (isError(value) && !takesErrors ? value : apply(value));
  return ([arg, ...more]) => {
    if (arg === undefined || more.length > 0) throw new NotEvaluated("arguments");
    return isMatrix(arg) ? { matrix: arg.matrix.map((row) => row.map(change)) } : change(arg);
  };
}

function perNumber(apply: (number: number) => number): (args: readonly Operand[]) => Operand {
  return perValue((value) => {
    const number = toNumber(value);
    return typeof number === "number" ? apply(number) : number;
  });
}

function perText(apply: (text: string) => CellValue): (args: readonly Operand[]) => Operand {
  return perValue((value) => apply(toText(value)));
}

function asTruth(value: CellValue, apply: (truth: boolean) => boolean): CellValue {
  const number = toNumber(value);
  return typeof number === "number" ? apply(number !== 0) : number;
}

/** In areas only numbers count. A cell on its own is taken for an area, as a reference to it would be. */
function overNumbers(apply: (numbers: readonly number[]) => CellValue): (args: readonly Operand[]) => Operand {
  return (args) => {
    const values = args.flatMap(valuesOf);
    return values.find(isError) ?? apply(values.filter((value) => typeof value === "number"));
  };
}

function asNumbers(
  args: readonly Operand[],
  count: number,
  apply: (numbers: readonly number[]) => CellValue,
): CellValue {
  if (args.length > count) throw new NotEvaluated("arguments");
  const numbers: number[] = [];
  for (const arg of args) {
    const number = toNumber(scalarOf(arg));
    if (typeof number !== "number") return number;
    numbers.push(number);
  }
  return apply(numbers);
}

/** Half away from zero on the decimal digits, as Excel rounds. */
function round(number: number, digits: number): number {
  if (digits > 15) return number;
  const factor = 10 ** digits;
  const scaled = Number((Math.abs(number) * factor).toPrecision(15));
  return (Math.sign(number) * Math.round(scaled)) / factor;
}

function modulo(number: number, by: number): CellValue {
  return by === 0 ? { error: "#DIV/0!" } : number - by * Math.floor(number / by);
}

const epoch = Date.UTC(1899, 11, 30);
const dayLength = 86_400_000;

function dateSerial(year: number, month: number, day: number): CellValue {
  const full = year < 1900 ? year + 1900 : year;
  const serial = (Date.UTC(full, Math.floor(month) - 1, Math.floor(day)) - epoch) / dayLength;
  return serial < 0 ? { error: "#NUM!" } : serial;
}

function dateOf(serial: number): Date {
  return new Date(epoch + Math.floor(serial) * dayLength);
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function sumProduct(args: readonly Operand[]): CellValue {
  const lists = args.map(valuesOf);
  const [first = []] = lists;
  if (lists.some((list) => list.length !== first.length)) return { error: "#VALUE!" };
  let sum = 0;
  for (let index = 0; index < first.length; index++) {
    let product = 1;
    for (const list of lists) {
      const value = list[index] ?? null;
      if (isError(value)) return value;
      product *= typeof value === "number" ? value : 0;
    }
    sum += product;
  }
  return sum;
}

/** Exact matches only. */
function match([wanted = null, list = null, type = 1]: readonly Operand[]): Operand {
  if (scalarOf(type) !== 0) throw new NotEvaluated("MATCH() of sorted lists");
  const keys = valuesOf(list).map(keyOf);
  const find = (value: CellValue): CellValue => {
    if (isError(value)) return value;
    const index = keys.indexOf(keyOf(value));
    return index < 0 ? notFound : index + 1;
  };
  return isMatrix(wanted) ? { matrix: wanted.matrix.map((row) => row.map(find)) } : find(wanted);
}

const notFound: ErrorValue = { error: "#N/A" };

function keyOf(value: CellValue): string {
  return typeof value === "string" ? `s${value.toLowerCase()}` : `${typeof value}${toText(value)}`;
}

function cut(args: readonly Operand[], apply: (text: string, count: number) => string): CellValue {
  const [text = null, count = 1] = args.map(scalarOf);
  if (isError(text)) return text;
  const number = toNumber(count);
  if (typeof number !== "number") return number;
  return number < 0 ? { error: "#VALUE!" } : apply(toText(text), Math.floor(number));
}
