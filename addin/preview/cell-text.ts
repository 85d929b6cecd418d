import { displayText } from "./host/display-text.ts";
import type { CellValue } from "./host/model/cell-value.ts";

/**
 * What a cell shows: the host's reading of its format, and before it what makes formats of people's workbooks hard to
 * read: sections, colours, languages, padding and words around a number or between the parts of a date.
 */
export function cellText(value: CellValue, numberFormat: string): string {
  if (typeof value !== "number") return displayText(value, numberFormat);
  const section = sectionFor(value, numberFormat);
  const parts = [...section.code.matchAll(/"([^"]*)"|\\(.)|[_*](.)|\[[^\]]*\]|([^"\\_*[]+)/g)];
  const code = parts.map(([, , , , bare = ""]) => bare).join("");
  if (/[dmy]/i.test(code) && !/[0#?]/.test(code)) return dateText(value, parts);
  const [pattern] = /General|[0#?,.]*[0#?](?:[.,0#?]*)(?: ?%)?/.exec(code) ?? [];
  if (pattern === undefined) {
    // A section of words alone says them instead of the number; what else there is, the host knows or shows as it is.
    const words = parts.map(([, quoted, escaped]) => quoted ?? escaped ?? "").join("");
    return code.trim() === "" && words !== "" ? words : displayText(value, numberFormat);
  }
  const shown = displayText(section.isNegative ? -value : value, pattern.replaceAll("?", "#"));
  let isShown = false;
  return parts
    .map(([whole, quoted, escaped, padding, bare]) => {
      if (quoted !== undefined || escaped !== undefined) return quoted ?? escaped ?? "";
      if (padding !== undefined) return whole.startsWith("_") ? " " : "";
      if (bare === undefined) return currencyOf(whole);
      if (isShown) return bare.replace(/[0#?,.%]/g, "");
      const before = bare.search(/General|[0#?]/);
      if (before < 0) return bare;
      isShown = true;
      return `${bare.slice(0, before)}${shown}${bare.slice(before).replace(/^(?:General|[0#?.,]+( ?%)?)/, "")}`;
    })
    .join("")
    .trim();
}

/** The part of a format that is for this number; that for negative ones shows no sign of its own. */
function sectionFor(value: number, numberFormat: string): { code: string; isNegative: boolean } {
  const [positive = "", negative, zero] = numberFormat.match(/(?:"[^"]*"|\\.|[^;"\\])+/g) ?? [""];
  if (value < 0 && negative !== undefined) return { code: negative, isNegative: true };
  if (value === 0 && zero !== undefined) return { code: zero, isNegative: false };
  return { code: positive, isNegative: false };
}

/** `[$€-240A]` → `€`, `[Red]` → nothing */
function currencyOf(bracketed: string): string {
  return /^\[\$([^-\]]*)/.exec(bracketed)?.[1] ?? "";
}

function dateText(serial: number, parts: readonly RegExpExecArray[]): string {
  const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000);
  const month = new Intl.DateTimeFormat("es-CO", { month: "long", timeZone: "UTC" }).format(date);
  const part = (token: string): string => {
    const [first = ""] = token.toLowerCase();
    if (first === "y") return String(date.getUTCFullYear()).slice(token.length > 2 ? 0 : 2);
    if (first === "m" && token.length > 2) return token.length === 3 ? month.slice(0, 3) : month;
    const number = first === "d" ? date.getUTCDate() : date.getUTCMonth() + 1;
    return String(number).padStart(Math.min(token.length, 2), "0");
  };
  return parts
    .map(([, quoted, escaped, , bare = ""]) => quoted ?? escaped ?? bare.replace(/d+|m+|y+/gi, part))
    .join("")
    .trim();
}
