import type { Cell } from "./cell.ts";
import type { Plan } from "./plan/schema.ts";

type Patron = Pick<Plan, "codigo">;

/** A código taken apart by the plan's pattern: hierarchy as the plan writes it (`4`, `4.1`, `4.1.3`). */
export interface CodigoPartes {
  readonly eje: string | null;
  readonly componente: string | null;
  readonly programa: string | null;
  readonly consecutivo: string | null;
}

/** The identity of an indicador however it was typed: without white space, quotes or invisible characters. */
export function normalizeCodigo(text: string): string {
  if (hasOnly(text, true)) return text;
  return text
    .normalize("NFKC")
    .replace(/[\s'\u200B-\u200F\u2060\uFEFF]/g, "")
    .toUpperCase();
}

/** The parts of a normalised código, or null when it does not follow the plan's pattern. */
export function parseCodigo(codigo: string, plan: Patron): CodigoPartes | null {
  const { segmentos, separador } = plan.codigo;
  const pieces = separador === "" ? null : codigo.split(separador);
  if (pieces !== null && pieces.length !== segmentos.length) return null;
  const found: Partial<Record<Segmento["nombre"], string>> = {};
  let at = 0;
  for (const [index, segmento] of segmentos.entries()) {
    const piece = pieces === null ? codigo.slice(at, at + segmento.ancho) : (pieces[index] ?? "");
    at += segmento.ancho;
    if (!isPiece(piece, segmento, pieces !== null)) return null;
    found[segmento.nombre] = piece;
  }
  if (pieces === null && at !== codigo.length) return null;
  const eje = found.eje === undefined ? null : withoutZeros(found.eje);
  const componente = join(eje, found.componente);
  return {
    eje,
    componente,
    programa: join(componente, found.programa),
    consecutivo: found.consecutivo ?? null,
  };
}

/** True when a cell is a código by the plan's pattern, and holds nothing else. */
export function isCodigo(cell: Cell | undefined, plan: Patron): boolean {
  return (
    (typeof cell === "string" || typeof cell === "number") && parseCodigo(normalizeCodigo(String(cell)), plan) !== null
  );
}

/**
 * What a normalised código has in common with others of the same place in the plan: between separators a segment may be
 * padded or not, `P-1-2` is `P-01-002`. For telling them apart from two indicadores; its identity is how it is written.
 */
export function foldCodigo(codigo: string, { codigo: { separador } }: Patron): string {
  return separador === "" ? codigo : codigo.split(separador).map(withoutZeros).join(separador);
}

/** The pattern in words: `11 cifras: 4 + eje (1) + componente (2) + programa (3) + consecutivo (4)`. */
export function describeCodigo(plan: Patron): string {
  const { segmentos, separador } = plan.codigo;
  const parts = segmentos.map((each) => each.valor ?? `${each.nombre} (${each.ancho})`);
  if (separador !== "") return `${parts.join(` ${separador} `)}, por ejemplo ${plan.codigo.ejemplo}`;
  const length = segmentos.reduce((sum, each) => sum + each.ancho, 0);
  return `${length} cifras: ${parts.join(" + ")}, por ejemplo ${plan.codigo.ejemplo}`;
}

type Segmento = Patron["codigo"]["segmentos"][number];

/** Between separators a segment may be shorter than its width, and hold letters. */
function isPiece(piece: string, { ancho, valor }: Segmento, isSeparated: boolean): boolean {
  if (isSeparated ? piece.length === 0 || piece.length > ancho : piece.length !== ancho) return false;
  return valor === undefined ? hasOnly(piece, isSeparated) : piece === valor;
}

/** Digits, and capitals where they are allowed. */
function hasOnly(piece: string, letters: boolean): boolean {
  for (let index = 0; index < piece.length; index++) {
    const code = piece.charCodeAt(index);
    const isDigit = code >= 0x30 && code <= 0x39;
    if (!isDigit && !(letters && code >= 0x41 && code <= 0x5a)) return false;
  }
  return true;
}

function withoutZeros(piece: string): string {
  return piece.replace(/^0+(?=.)/, "");
}

function join(outer: string | null, inner: string | undefined): string | null {
  return outer === null || inner === undefined ? null : `${outer}.${withoutZeros(inner)}`;
}
