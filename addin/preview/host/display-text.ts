import { isError, type CellValue } from "./model/cell-value.ts";

/**
 * What a cell shows, in es-CO (decimal comma, points between thousands). Knows General, digits with decimals,
 * thousands and percent, and dates of d, m and y; every other format shows the number as General does. Words around
 * a text are shown as the format has them.
 */
export function displayText(value: CellValue, numberFormat: string): string {
  if (value === null) return "";
  if (isError(value)) return value.error;
  if (typeof value === "boolean") return value ? "VERDADERO" : "FALSO";
  if (typeof value === "string") return textShown(value, numberFormat);
  const [format = ""] = numberFormat.split(";");
  const plain = format.replaceAll('"', "").replaceAll("\\", "");
  if (/^[dmy/.\- ]+$/i.test(plain)) return dateText(value, plain.toLowerCase());
  const [, thousands = "", decimals = "", percent = ""] = /^(#,##)?[#0]+(?:\.([0#]+))?( ?%)?$/.exec(plain) ?? [];
  if (!/^(#,##)?[#0]+(\.[0#]+)?( ?%)?$/.test(plain)) return generalText(value);
  const shown = percent === "" ? value : value * 100;
  return `${fixedText(shown, decimals, thousands !== "")}${percent}`;
}

/** By the fourth section, or the last one where it is for text: `"▲ "@` → `▲ 44010030007`. */
function textShown(value: string, numberFormat: string): string {
  const sections = numberFormat.match(/(?<=^|;)(?:"[^"]*"|\\.|[^;"\\])*(?=;|$)/g) ?? [];
  const last = sections.at(-1) ?? "";
  const section = sections[3] ?? (last.replace(/"[^"]*"|\\./g, "").includes("@") ? last : "@");
  return section.replace(
    /"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(@)/g,
    (part: string, quoted?: string, escaped?: string, text?: string) =>
      text === undefined ? (quoted ?? escaped ?? (part.startsWith("_") ? " " : "")) : value,
  );
}

function generalText(value: number): string {
  return String(Number(value.toPrecision(11))).replace(".", ",");
}

/** @param decimals pattern behind the point: `0` always shown, `#` only where needed */
function fixedText(value: number, decimals: string, grouped: boolean): string {
  const needed = decimals.replaceAll("#", "").length;
  return new Intl.NumberFormat("es-CO", {
    minimumFractionDigits: needed,
    maximumFractionDigits: decimals.length,
    useGrouping: grouped,
  }).format(value);
}

function dateText(serial: number, format: string): string {
  const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000);
  return format.replace(/d+|m+|y+/g, (part) => {
    if (part.startsWith("y")) {
      const year = String(date.getUTCFullYear());
      return part.length > 2 ? year : year.slice(-2);
    }
    const number = part.startsWith("d") ? date.getUTCDate() : date.getUTCMonth() + 1;
    return String(number).padStart(Math.min(part.length, 2), "0");
  });
}
