import { isBlank, type Cell } from "./cell.ts";
import { formatFecha, splitMomento } from "./corte.ts";
import type { ClaseConflicto } from "./merge/conflicto.ts";
import { formatConteo, formatNumero } from "./number.ts";
import { showValue } from "./show-value.ts";
import { cutText } from "./text.ts";

/** What a run of the sync leaves in a workbook's title, for its people to read and for the pane to list. */
export interface NotaSync {
  /** Day and hour in words, as `describeMomento` says them. */
  readonly cuando: string;
  /** Cells that came from planeación into the workbook, and that went from it to planeación. */
  readonly recibidas: number;
  readonly enviadas: number;
  /** Still to be decided. */
  readonly conflictos: readonly ConflictoNota[];
  /** Conflicts besides those: beyond what one line tells, or of cells that the sheet does not have. */
  readonly otros: number;
}

export interface ConflictoNota {
  readonly clase: ClaseConflicto;
  /** A1 address in the sheet when the run ended; of a whole row, that of its código. */
  readonly celda: string;
  /** Tells the row also after the rows were sorted. */
  readonly codigo: string;
  /** What planeación says there, as people read it; empty where that is blank, and of a whole row. */
  readonly planeacion: string;
}

/**
 * The note as one line: «2 de octubre de 2017, 06:00 · 3 celdas vinieron de planeación, 12 fueron a planeación · Por
 * decidir: N8 de 44010030007 (planeación: 25)». Long values are cut, and of many conflicts the first are listed.
 */
export function formatNota({ cuando, recibidas, enviadas, conflictos, otros }: NotaSync): string {
  const listed = conflictos.slice(0, maxConflictos);
  const rest = otros + conflictos.length - listed.length;
  const vinieron = formatConteo(recibidas, "celda vino", "celdas vinieron");
  const said = `${cuando} · ${vinieron} de planeación, ${formatConteo(enviadas, "fue", "fueron")} a planeación`;
  if (listed.length + rest === 0) return said;
  const all = listed.map(formatConflicto).join(", ");
  if (listed.length === 0) return `${said}${porDecidir}${formatNumero(rest)}${fueraDeLaHoja}`;
  return `${said}${porDecidir}${all}${rest === 0 ? "" : ` y ${formatNumero(rest)} más`}`;
}

/** Reads a note again; null for any other text, and for a note that somebody has changed. */
export function parseNota(text: string): NotaSync | null {
  const [head, cuando = "", recibidas = "", enviadas = ""] = comienzo.exec(text) ?? [];
  if (head === undefined) return null;
  const nota = { cuando, recibidas: countOf(recibidas), enviadas: countOf(enviadas) };
  if (text === head) return { ...nota, conflictos: [], otros: 0 };
  if (!text.startsWith(porDecidir, head.length)) return null;
  let at = head.length + porDecidir.length;
  const [, solos] = finSinLista.exec(text.slice(at)) ?? [];
  if (solos !== undefined) return { ...nota, conflictos: [], otros: countOf(solos) };
  const conflictos: ConflictoNota[] = [];
  const item = new RegExp(conflicto, "uy");
  for (;;) {
    item.lastIndex = at;
    const match = item.exec(text);
    if (match === null) return null;
    conflictos.push(conflictoOf(match));
    at = item.lastIndex;
    if (!text.startsWith(", ", at)) break;
    at += 2;
  }
  const [end, otros = "0"] = fin.exec(text.slice(at)) ?? [];
  return end === undefined ? null : { ...nota, conflictos, otros: countOf(otros) };
}

/**
 * Day and hour of a moment in the local time that it states, in words: «2 de octubre de 2017, 06:00».
 *
 * @param momento ISO 8601 with offset
 */
export function describeMomento(momento: string): string {
  const { dia, hora } = splitMomento(momento);
  return `${formatFecha(dia)}, ${hora}`;
}

/** A value in a note as people read it: `15.367`, `12,5 %`, `30/09/2017`; empty for blank. */
export function valorNota(cell: Cell): string {
  if (isBlank(cell) || cell === null) return "";
  if (typeof cell === "string") return oneLine(cell);
  return typeof cell === "object" && cell.kind === "pending" ? "sin calcular" : oneLine(showValue(cell));
}

/** As many as one line bears; the sheet of conflicts of the canonical workbook has them all. */
const maxConflictos = 20;
const maxLength = 40;

const porDecidir = " · Por decidir: ";
const fueraDeLaHoja = " fuera de esta hoja";
const enBlanco = "en blanco";
const filas: Readonly<Record<Exclude<ClaseConflicto, "celda">, string>> = {
  "fila-retirada": "planeación quitó la fila",
  "fila-nueva": "planeación no tiene la fila",
};

const comienzo =
  /^(\d{1,2} de \p{L}+ de \d{4}, \d{2}:\d{2}) · ([\d.]+) celdas? vin(?:o|ieron) de planeación, ([\d.]+) fue(?:ron)? a planeación/u;
const finSinLista = new RegExp(`^([\\d.]+)${fueraDeLaHoja}$`);
const fin = /^(?: y ([\d.]+) más)?$/;

/** Texts stand in quotes, doubled inside; what needs none is a código, a number or a day. */
const quoted = '"(?:[^"]|"")*"';
const bareCodigo = "[A-Za-z0-9._-]+";
const bareValor = String.raw`-?\d[\d.,/]*(?: %)?`;
const conflicto =
  `([A-Z]{1,3}[1-9]\\d{0,6}) de (${bareCodigo}|${quoted}) ` +
  `\\((?:planeación: (${enBlanco}|${bareValor}|${quoted})|(${Object.values(filas).join("|")}))\\)`;
const isBareCodigo = new RegExp(`^${bareCodigo}$`);
const isBareValor = new RegExp(`^${bareValor}$`);

function formatConflicto({ clase, celda, codigo, planeacion }: ConflictoNota): string {
  const shown = oneLine(codigo);
  const fila = isBareCodigo.test(shown) ? shown : quote(shown);
  return `${celda} de ${fila} (${clase === "celda" ? `planeación: ${formatValor(oneLine(planeacion))}` : filas[clase]})`;
}

function formatValor(text: string): string {
  if (text === "") return enBlanco;
  return isBareValor.test(text) ? text : quote(text);
}

function conflictoOf([, celda = "", codigo = "", valor, fila]: RegExpExecArray): ConflictoNota {
  const place = { celda, codigo: unquote(codigo) };
  if (valor === undefined) {
    return { ...place, clase: fila === filas["fila-nueva"] ? "fila-nueva" : "fila-retirada", planeacion: "" };
  }
  return { ...place, clase: "celda", planeacion: valor === enBlanco ? "" : unquote(valor) };
}

/** Without line breaks and other characters that are not seen, and no longer than one reads in passing. */
function oneLine(text: string): string {
  return cutText(text.replace(/[\s\p{Cc}]+/gu, " ").trim(), maxLength);
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function unquote(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}

function countOf(text: string): number {
  return Number(text.replaceAll(".", ""));
}
