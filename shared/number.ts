import { puntosOf } from "./puntos.ts";
import { foldText } from "./text.ts";

/**
 * What a person meant by a text where a number belongs, read the Colombian way (dot groups thousands, comma is decimal).
 *
 * - `value`: the meaning is certain; `percent` tells that a % sign followed (the value is what stands before it).
 * - `ambiguous`: a number, but which one cannot be told (`1.5`, `0.123`, `1,234.56`); never guessed. So is `1,234`: one
 *   and a bit here, a thousand and more to whoever groups thousands with a comma; `1,2340` and `0,234` can only be decimals.
 * - `too-long`: a number of more than the 15 digits that Excel keeps.
 * - `text`: no number at all.
 */
export type NumeroLeido =
  | { readonly kind: "value"; readonly value: number; readonly percent: boolean }
  | { readonly kind: "blank" | "np" | "sin-dato" | "ambiguous" | "too-long" | "text" };

export function parseNumero(text: string): NumeroLeido {
  const folded = foldText(text);
  if (folded === "") return { kind: "blank" };
  if (np.test(folded)) return { kind: "np" };
  if (sinDato.test(folded)) return { kind: "sin-dato" };
  const match = /^([-+\u2212]?)\s?([0-9][0-9.,' \u2019]*?)\s?(%?)$/.exec(folded);
  if (match === null) return { kind: "text" };
  const [, sign = "", body = "", percentSign = ""] = match;
  const digits = plainDigits(body);
  if (digits === null) return { kind: "ambiguous" };
  if (digits.replace(/^0+|\./g, "").length > 15) return { kind: "too-long" };
  const size = Number(digits);
  const negative = sign !== "" && sign !== "+" && size !== 0;
  return { kind: "value", value: negative ? -size : size, percent: percentSign === "%" };
}

/** A number for people: 15367 → `15.367`, 0.5 → `0,5`; at most `decimals` decimals (2). */
export function formatNumero(value: number, decimals = 2): string {
  const usual = Number.isSafeInteger(value) ? formatEntero(value) : formatDecimal(value, decimals);
  if (usual !== null) return usual;
  let formatter = formatters.get(decimals);
  if (formatter === undefined) {
    const options = { maximumFractionDigits: decimals, useGrouping: "always", signDisplay: "negative" } as const;
    formatter = new Intl.NumberFormat("es-CO", options);
    formatters.set(decimals, formatter);
  }
  return formatter.format(value);
}

/** A ratio for people: 0.6774 → `67,7 %`, the space a hard one. Its decimals are cut when they are zero. */
export function formatPorcentaje(ratio: number, decimals = 1): string {
  return `${formatNumero(puntosOf(ratio), decimals)}\u00A0%`;
}

/** A count with its noun: `1 fila`, `1.200 filas`. */
export function formatConteo(count: number, uno: string, varios: string): string {
  return `${formatNumero(count, 0)} ${count === 1 ? uno : varios}`;
}

/** What `Intl` makes of a whole number, at a tenth of the time: a city's workbook shows a hundred thousand of them. */
function formatEntero(value: number): string {
  const digits = String(Math.abs(value));
  let grouped = digits.slice(-3);
  for (let end = digits.length - 3; end > 0; end -= 3)
    grouped = `${digits.slice(Math.max(0, end - 3), end)}.${grouped}`;
  return value < 0 ? `-${grouped}` : grouped;
}

/** The same of a number with decimals, rounded half up on the digits that people see; null for very large or small ones. */
function formatDecimal(value: number, decimals: number): string | null {
  const scale = scales[decimals];
  const scaled = scale === undefined ? Infinity : Math.abs(value) * scale;
  // Where the last digit is no close call, whole numbers give it: nearly always.
  if (scale !== undefined && scaled < 1e9 && Math.abs((scaled % 1) - 0.5) > 1e-6) {
    return joinDecimal(Math.round(scaled), scale, decimals, value < 0);
  }
  return roundDigits(value, decimals);
}

const scales = [1, 10, 100, 1000];

function joinDecimal(rounded: number, scale: number, decimals: number, isNegative: boolean): string {
  const rest = rounded % scale;
  const entero = formatEntero((rounded - rest) / scale);
  const shown = rest === 0 ? entero : `${entero},${String(rest).padStart(decimals, "0").replace(/0+$/, "")}`;
  return isNegative && rounded !== 0 ? `-${shown}` : shown;
}

function roundDigits(value: number, decimals: number): string | null {
  const [whole = "", fraction] = String(Math.abs(value)).split(".");
  if (fraction === undefined || fraction.includes("e") || whole.length + decimals > 15) return null;
  const up = (fraction[decimals] ?? "0") >= "5" ? 1 : 0;
  const digits = String(Number(whole + fraction.slice(0, decimals).padEnd(decimals, "0")) + up).padStart(
    decimals + 1,
    "0",
  );
  const entero = formatEntero(Number(digits.slice(0, digits.length - decimals)));
  const rest = digits.slice(digits.length - decimals).replace(/0+$/, "");
  const shown = rest === "" ? entero : `${entero},${rest}`;
  return value < 0 && shown !== "0" ? `-${shown}` : shown;
}

/** «NP», «N.P.», «N. P.», «NP.», «N/P» and the words; nothing else is certain. */
const np = /^(?:n ?[./]? ?p\.?|no programad[ao])$/;
const sinDato = /^(?:[ns][./]?d\.?|sin datos?|no disponible)$/;

/** Digits with a decimal point where the es-CO reading is the only one, else null. */
function plainDigits(body: string): string | null {
  if (/^[0-9]+$/.test(body)) return body;
  if (/^[0-9]+,[0-9]+$/.test(body)) return englishThousands.test(body) ? null : body.replace(",", ".");
  if (
    /^[1-9][0-9]{0,2}(['’][0-9]{3})?(\.[0-9]{3})+(,[0-9]+)?$/.test(body) ||
    /^[1-9][0-9]{0,2}( [0-9]{3})+(,[0-9]+)?$/.test(body)
  ) {
    return body.replace(/[.'’ ]/g, "").replace(",", ".");
  }
  return null;
}

const englishThousands = /^[1-9][0-9]{0,2},[0-9]{3}$/;

const formatters = new Map<number, Intl.NumberFormat>();
