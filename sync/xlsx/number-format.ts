import { dateFormat, generalFormat, percentFormat, type FormatKind } from "../../shared/number-format.ts";

/** Kind of a built-in format, by its id (ECMA-376 18.8.30, with the date formats of other languages). */
export function builtInFormat(id: number): FormatKind {
  if (id === 9 || id === 10) return percentFormat;
  return dateRanges.some(([first, last]) => id >= first && id <= last) ? dateFormat : generalFormat;
}

const dateRanges = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
  [71, 81],
] as const;
