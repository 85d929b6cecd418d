import { tipos } from "../shared/acumulacion.ts";
import { tiposAcumulacion, type ModoReporte, type TipoAcumulacion } from "../shared/indicador.ts";
import type { Plan } from "../shared/plan/schema.ts";

/** Cells of one row, or constants in their place; `""` for a column that the sheet has not got. */
export interface AvanceRefs {
  readonly tipo: string;
  readonly modo: string;
  readonly lineaBase: string;
  readonly meta: string;
  readonly ejecucion: string;
  /** Closed vigencias in order. */
  readonly cerradas: readonly { readonly meta: string; readonly ejecucion: string }[];
}

/** Every way in which a sheet writes a tipo or a modo. */
export interface AvanceWords {
  readonly tipo: (tipo: TipoAcumulacion) => readonly string[];
  readonly modo: (modo: ModoReporte) => readonly string[];
}

/**
 * The avance of a row in one formula, an error where it cannot be measured: what `shared/avance.ts` computes, for
 * conditional formats. They take neither array constants, which the formulas of the template have, nor a helper column
 * for the nivel. A figure typed as text leaves the row without avance.
 */
export function avanceFormula(
  refs: AvanceRefs,
  words: AvanceWords,
  plan: Pick<Plan, "capacidad" | "modoReporte">,
): string {
  const groups = new Map<string, string[]>();
  for (const tipo of tiposAcumulacion) {
    const formula = ofTipo(tipo, refs, words, plan);
    groups.set(formula, [...(groups.get(formula) ?? []), ...words.tipo(tipo)]);
  }
  const open = [...groups].map(([formula, each]) => `IF(${isOneOf(refs.tipo, each)},${formula},`);
  return `ROUND(${open.join("")}NA()${")".repeat(groups.size)},12)`;
}

function ofTipo(
  tipo: TipoAcumulacion,
  refs: AvanceRefs,
  words: AvanceWords,
  plan: Pick<Plan, "capacidad" | "modoReporte">,
): string {
  const { meta, ejecucion, lineaBase } = refs;
  const { base, sentido, usaModo } = tipos[tipo];
  const isLevel = base === null || (tipo === "capacidad" && plan.capacidad === "nivel");
  const reached = usaModo ? nivel(tipo, refs, words, plan) : ejecucion;
  if (isLevel) return `IF(COUNT(${meta},${ejecucion})=2,IF(${meta}>0,(${reached})/${meta},NA()),NA())`;
  const from = base === "previo" ? nivelAnterior(tipo, refs) : lineaBase;
  const needed = base === "previo" ? `COUNT(${meta},${ejecucion})=2` : `COUNT(${meta},${ejecucion},${lineaBase})=3`;
  const isOnItsWay = `${meta}${sentido === 1 ? ">" : "<"}${from}`;
  return `IF(${needed},IF(${isOnItsWay},(${reached}-${from})/(${meta}-${from}),NA()),NA())`;
}

/** The report as a nivel: as it is, on top of the last one, or an error where nobody said which and it matters. */
function nivel(
  tipo: TipoAcumulacion,
  refs: AvanceRefs,
  words: AvanceWords,
  { modoReporte }: Pick<Plan, "modoReporte">,
): string {
  const { ejecucion, modo } = refs;
  const previo = nivelAnterior(tipo, refs);
  const isShrinking = tipos[tipo].sentido === -1;
  const sumado = isShrinking ? `${previo}-2*${ejecucion}` : previo;
  const both = `IF(${sumado}=0,0,NA())`;
  const otherwise = modoReporte === "nivel" ? "0" : modoReporte === "flujo" ? sumado : both;
  const isNivel = isOneOf(modo, words.modo("nivel"));
  const isFlujo = isOneOf(modo, words.modo("flujo"));
  return `(${ejecucion}+IF(${isNivel},0,IF(${isFlujo},${sumado},${otherwise})))`;
}

/** Last nivel reported in a closed vigencia that had a meta, else the línea base. */
function nivelAnterior(tipo: TipoAcumulacion, { cerradas, lineaBase }: AvanceRefs): string {
  const start = `IF(ISNUMBER(${lineaBase}),${lineaBase},NA())`;
  return cerradas.reduce((before, { meta, ejecucion }) => {
    const isNothing = tipos[tipo].sentido === 1 ? `,AND(ISNUMBER(${meta}),${meta}=0,${ejecucion}=0)` : "";
    return `IF(OR(${isAbsent(meta)},${isAbsent(ejecucion)}${isNothing}),${before},IF(ISNUMBER(${ejecucion}),${ejecucion},NA()))`;
  }, start);
}

/** Blank or NP, in any of its spellings. */
function isAbsent(cell: string): string {
  const text = `TRIM(${cell})`;
  const spellings = ["NP", "N.P", "No pr"].map((begin) => `LEFT(${text},${begin.length})="${begin}"`);
  return [`${text}=""`, ...spellings, `${text}="N/P"`, `${text}="N P"`].join(",");
}

function isOneOf(cell: string, words: readonly string[]): string {
  const equal = [...new Set(words)].map((word) => `TRIM(${cell})="${word.replaceAll('"', '""')}"`);
  return equal.length === 1 ? equal.join("") : `OR(${equal.join(",")})`;
}
