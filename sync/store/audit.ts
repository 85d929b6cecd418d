import { readIfThere, statIfThere } from "./disk.ts";
import type { Entorno } from "./entorno.ts";
import { sha256 } from "../sha256.ts";

/** What the first line carries in place of its predecessor's hash. */
export const origen = "0".repeat(64);

/** What a line carries in its place where nobody knew any more with which line the audit had ended. */
export const desconocida = "f".repeat(64);

/** Where the audit ends. */
export interface FinDeAuditoria {
  readonly bytes: number;
  readonly lineas: number;
  /** Hash of the last line. */
  readonly ultima: string;
}

const newline = 0x0a;

/** What a line says of its commit; `dato` is the caller's. */
export interface Apunte {
  readonly generacion: number;
  readonly corrida: string;
  readonly cuando: string;
  readonly parte: string;
  readonly dato: unknown;
}

/** A place where the audit is not what was written; line from 1, or null for its end. */
export interface Rotura {
  readonly code: "no-es-json" | "cadena-rota" | "fin-distinto";
  readonly linea: number | null;
}

/**
 * Appends lines to the audit; done again after a crash, it appends what is missing. A new file's name is there for good
 * once the store's folder is synced, which writing the head does.
 *
 * Nothing that happened to the file stops it: the chain goes on from the hash that the store remembers, so that lines
 * removed or changed meanwhile show as a break.
 *
 * @param fin where the audit ended before; `bytes` is the file's length when the commit was decided
 * @returns where it ends now
 */
export async function appendAudit(
  { disk, places }: Entorno,
  fin: FinDeAuditoria,
  apuntes: readonly Apunte[],
): Promise<FinDeAuditoria> {
  if (apuntes.length === 0) return fin;
  let { lineas, ultima } = fin;
  let text = "";
  for (const apunte of apuntes) {
    lineas += 1;
    const line = JSON.stringify({ n: lineas, anterior: ultima, ...apunte });
    ultima = sha256(line);
    text += `${line}\n`;
  }
  const found = (await readIfThere(disk, places.auditoria)) ?? Buffer.alloc(0);
  // What somebody else wrote may stop in the middle of a line.
  const isMidLine = fin.bytes > 0 && found.length >= fin.bytes && found[fin.bytes - 1] !== newline;
  const lines = Buffer.from(isMidLine ? `\n${text}` : text);
  const end = found.subarray(fin.bytes);
  const isOurs = found.length >= fin.bytes && end.subarray(0, lines.length).equals(lines.subarray(0, end.length));
  const missing = isOurs ? lines.subarray(end.length) : lines;
  if (missing.length > 0) await disk.append(places.auditoria, missing);
  const bytes = found.length + missing.length;
  return { bytes, lineas, ultima };
}

/**
 * Checks the chain of the whole audit, line after line.
 *
 * @param fin where the store says that it ends
 * @returns the breaks, in order; none when every line is what was written
 */
export async function verifyAudit(
  { disk, places }: Entorno,
  fin: FinDeAuditoria,
): Promise<{ readonly lineas: number; readonly roturas: readonly Rotura[] }> {
  const roturas: Rotura[] = [];
  let [ultima, lineas, at] = [origen, 0, 0];
  for (const line of splitLines((await readIfThere(disk, places.auditoria)) ?? Buffer.alloc(0))) {
    at += 1;
    const link = readLink(line);
    if (link === null) {
      roturas.push({ code: "no-es-json", linea: at });
      continue;
    }
    if (link.anterior !== ultima || link.n !== lineas + 1) roturas.push({ code: "cadena-rota", linea: at });
    ultima = sha256(line);
    lineas = link.n;
  }
  if (ultima !== fin.ultima || lineas !== fin.lineas) roturas.push({ code: "fin-distinto", linea: null });
  return { lineas: at, roturas };
}

/** Where the audit ends, as its file alone says it. */
export async function endOfAudit({ disk, places }: Entorno): Promise<FinDeAuditoria> {
  if ((await statIfThere(disk, places.auditoria)) === null) return { bytes: 0, lineas: 0, ultima: origen };
  const content = await disk.readFile(places.auditoria);
  let [lineas, ultima] = [0, origen];
  for (const line of splitLines(content)) {
    const link = readLink(line);
    if (link === null) continue;
    lineas = link.n;
    ultima = sha256(line);
  }
  return { bytes: content.length, lineas, ultima };
}

/** Lines that are not blank, as bytes: a hash must not depend on how they decode. */
function* splitLines(content: Buffer): Generator<Buffer> {
  for (let start = 0; start < content.length;) {
    const end = content.indexOf(newline, start);
    const stop = end === -1 ? content.length : end;
    if (stop > start) yield content.subarray(start, stop);
    start = stop + 1;
  }
}

function readLink(line: Buffer): { readonly n: number; readonly anterior: unknown } | null {
  try {
    const value: unknown = JSON.parse(line.toString("utf8"));
    if (typeof value !== "object" || value === null || !("n" in value) || !("anterior" in value)) return null;
    return typeof value.n === "number" ? { n: value.n, anterior: value.anterior } : null;
  } catch {
    return null;
  }
}
