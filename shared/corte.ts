import { foldText } from "./text.ts";

/** Date up to which the avance counts, as ISO text `2017-09-30`. */
export type Corte = string;

const msPerDay = 86_400_000;

/** True for an existing calendar day written `AAAA-MM-DD`. */
export function isCorte(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

/** Share of a vigencia's days gone by at the corte, the day itself included: 2017-09-30 → 273/365; 0 before, 1 after. */
export function elapsedShare(vigencia: number, corte: Corte): number {
  const start = Date.UTC(vigencia, 0, 1);
  const end = Date.UTC(vigencia + 1, 0, 1);
  const gone = Date.parse(`${corte}T00:00:00Z`) + msPerDay;
  return Math.min(1, Math.max(0, (gone - start) / (end - start)));
}

/** ISO day of an Excel date serial (1900 system, its false 29 February 1900 included); null outside 1900–9999. */
export function isoFromSerial(serial: number): string | null {
  if (!(serial >= 1 && serial < 2_958_466)) return null;
  const day = Math.floor(serial);
  return new Date(Date.UTC(1899, 11, 30) + (day < 60 ? day + 1 : day) * msPerDay).toISOString().slice(0, 10);
}

/** Excel date serial of an ISO day (1900 system). */
export function serialFromIso(iso: string): number {
  const day = Math.round((Date.parse(`${iso}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / msPerDay);
  return day <= 60 ? day - 1 : day;
}

/** ISO day of a date typed as text: `30/09/2017`, `30-9-2017`, `2017-09-30`, `30 de septiembre de 2017`; else null. */
export function parseFecha(text: string): Corte | null {
  const trimmed = text.trim();
  if (isCorte(trimmed)) return trimmed;
  const match =
    /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(trimmed) ??
    /^(\d{1,2}) de (\p{L}+) del? (\d{4})$/u.exec(foldText(trimmed));
  if (match === null) return null;
  const [, day = "", month = "", vigencia = ""] = match;
  const number = /^\d/.test(month) ? month : String(meses.indexOf(month) + 1);
  const iso = `${vigencia}-${number.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isCorte(iso) ? iso : null;
}

const meses = [
  "enero",
  "febrero",
  "marzo",
  "abril",
  "mayo",
  "junio",
  "julio",
  "agosto",
  "septiembre",
  "octubre",
  "noviembre",
  "diciembre",
];

/** A date cell as people see it: `30/09/2017`; its number where it is no day. */
export function showSerial(serial: number): string {
  const iso = isoFromSerial(serial);
  return iso === null ? String(serial) : showFecha(iso);
}

/** A day in figures: `2017-09-30` → `30/09/2017`. */
export function showFecha(iso: Corte): string {
  return iso.split("-").toReversed().join("/");
}

/**
 * Day and hour of a moment in the local time that it states: `2017-10-02T06:00:00-05:00` → `2017-10-02`, `06:00`.
 *
 * @param momento ISO 8601 with offset
 */
export function splitMomento(momento: string): { readonly dia: Corte; readonly hora: string } {
  const [dia = "", hora = ""] = momento.split("T");
  return { dia, hora: hora.slice(0, 5) };
}

/** A day in words: `2017-09-30` → `30 de septiembre de 2017`. */
export function formatFecha(iso: Corte): string {
  const [vigencia = "", month = "", day = ""] = iso.split("-");
  return `${Number(day)} de ${meses[Number(month) - 1] ?? month} de ${vigencia}`;
}
