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
  return text
    .normalize("NFKC")
    .replace(/[\s'\u200B-\u200F\u2060\uFEFF]/g, "")
    .toUpperCase();
}

/** The parts of a normalised código, or null when it does not follow the plan's pattern. */
export function parseCodigo(codigo: string, plan: Patron): CodigoPartes | null {
  const values = new Map<string, string>();
  const { segmentos, separador } = plan.codigo;
  const pieces = separador === "" ? null : codigo.split(separador);
  if (pieces !== null && pieces.length !== segmentos.length) return null;
  let at = 0;
  for (const [index, segmento] of segmentos.entries()) {
    const piece = pieces === null ? codigo.slice(at, at + segmento.ancho) : (pieces[index] ?? "");
    at += segmento.ancho;
    const fits = pieces === null ? piece.length === segmento.ancho : piece.length > 0 && piece.length <= segmento.ancho;
    if (!fits || (segmento.valor === undefined ? !/^[0-9A-Z]+$/.test(piece) : piece !== segmento.valor)) return null;
    if (segmento.valor === undefined && separador === "" && !/^[0-9]+$/.test(piece)) return null;
    values.set(segmento.nombre, piece);
  }
  if (pieces === null && at !== codigo.length) return null;
  const level = (name: string): string | null => {
    const value = values.get(name);
    return value === undefined ? null : value.replace(/^0+(?=.)/, "");
  };
  const eje = level("eje");
  const componente = join(eje, level("componente"));
  return {
    eje,
    componente,
    programa: join(componente, level("programa")),
    consecutivo: values.get("consecutivo") ?? null,
  };
}

/** The pattern in words: `11 cifras: 4 + eje (1) + componente (2) + programa (3) + consecutivo (4)`. */
export function describeCodigo(plan: Patron): string {
  const { segmentos, separador } = plan.codigo;
  const parts = segmentos.map((each) => each.valor ?? `${each.nombre} (${each.ancho})`);
  if (separador !== "") return `${parts.join(` ${separador} `)}, por ejemplo ${plan.codigo.ejemplo}`;
  const length = segmentos.reduce((sum, each) => sum + each.ancho, 0);
  return `${length} cifras: ${parts.join(" + ")}, por ejemplo ${plan.codigo.ejemplo}`;
}

function join(outer: string | null, inner: string | null): string | null {
  return outer === null || inner === null ? null : `${outer}.${inner}`;
}
