import { formatFecha, isCorte } from "../shared/corte.ts";

/**
 * What the last sync left in the workbook under the setting `METAS_SYNC`, as JSON:
 *
 * `{ "version": 1, "corrida": "20171002-0600", "cuando": "2017-10-02T06:00:00-05:00", "enviados": 3, "recibidos": 12,
 *    "conflictos": [{ "celda": "N8", "codigo": "44010030007", "columna": "Meta 2018", "aqui": "20", "alla": "25" }] }`
 *
 * Without it, or with a version that is not known, there is nothing to tell.
 */
export interface SyncInfo {
  readonly corrida: string;
  /** ISO moment with its zone, of which day and hour are shown as written. */
  readonly cuando: string;
  /** Cells that went from planning to this workbook, and from here to planning. */
  readonly enviados: number;
  readonly recibidos: number;
  readonly conflictos: readonly ConflictoInfo[];
}

export interface ConflictoInfo {
  /** A1 address in the sheet of indicadores. */
  readonly celda: string;
  readonly codigo: string;
  readonly columna: string;
  /** What this workbook says, and what planning says. */
  readonly aqui: string;
  readonly alla: string;
}

/** Reads the setting; null for none, and for what is no such object. */
export function readSyncInfo(setting: string | null): SyncInfo | null {
  if (setting === null) return null;
  const data = parse(setting);
  if (!isRecord(data) || data["version"] !== 1) return null;
  const { corrida, cuando, enviados, recibidos, conflictos } = data;
  if (typeof corrida !== "string" || typeof cuando !== "string") return null;
  return {
    corrida,
    cuando,
    enviados: countOf(enviados),
    recibidos: countOf(recibidos),
    conflictos: Array.isArray(conflictos) ? conflictos.flatMap(readConflicto) : [],
  };
}

/** `2017-10-02T06:00:00-05:00` → «2 de octubre de 2017, 06:00»; another text as it is. */
export function describeCuando(cuando: string): string {
  const [, day = "", hour = ""] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(cuando) ?? [];
  return isCorte(day) ? `${formatFecha(day)}, ${hour}` : cuando;
}

function readConflicto(data: unknown): ConflictoInfo[] {
  if (!isRecord(data)) return [];
  const text = (key: string): string => (typeof data[key] === "string" ? data[key] : "");
  const celda = text("celda");
  return /^[A-Z]{1,3}[1-9]\d{0,6}$/.test(celda)
    ? [{ celda, codigo: text("codigo"), columna: text("columna"), aqui: text("aqui"), alla: text("alla") }]
    : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

function countOf(value: unknown): number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : 0;
}
