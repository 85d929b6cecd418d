import { tipos } from "../acumulacion.ts";
import { columnName } from "../address.ts";
import { tiposAcumulacion, type TipoAcumulacion } from "../indicador.ts";
import type { Plan } from "../plan/schema.ts";
import { semaforoText } from "../semaforo.ts";
import { foldText } from "../text.ts";
import { columnaKey, tipoWords, type ColumnaKey } from "./columnas.ts";
import { tituloCampos } from "./titulo.ts";

/** The columns that the sheet itself computes. */
export const calculadas = ["nivel", "avance", "brecha", "esperado", "semaforo"] as const;
export type Calculada = (typeof calculadas)[number];

/** Texts by which a formula knows that a vigencia is not programmed. */
export const npTexts = [
  "NP",
  "NP.",
  "N.P.",
  "N.P",
  "N. P.",
  "N. P",
  "N/P",
  "N P",
  "No programada",
  "No programado",
] as const;

export type ReglasHoja = Pick<Plan, "vigencias" | "capacidad" | "modoReporte" | "semaforo" | "perfilEsperado">;

/**
 * Formulas of the computed columns, as `shared/avance.ts` computes them: English function names, nothing newer than
 * Excel 2010, no locale in them. Empty text where nothing can be measured.
 *
 * Two things are stricter here: a figure typed as text counts as unknown, and one unknown figure of any vigencia up to
 * the open one leaves the nivel empty. They hold for the vigencia they were made for, and are empty when the title
 * block comes to say another.
 *
 * @param columns  zero-based column of each key; the computed columns must be among them
 * @param vigencia the open one, of the plan's vigencias
 * @returns formulas without `=` for a zero-based row
 */
export function makeFormulas(
  columns: ReadonlyMap<ColumnaKey, number>,
  plan: ReglasHoja,
  vigencia: number,
): (row: number) => Record<Calculada, string> {
  const index = plan.vigencias.indexOf(vigencia);
  if (index < 0) throw new Error(`the plan has no vigencia ${vigencia}`);
  return (row) => {
    const cell = (key: ColumnaKey): string => {
      const column = columns.get(key);
      if (column === undefined) throw new Error(`the sheet has no column ${key}`);
      return `$${columnName(column)}${row + 1}`;
    };
    const parOf = (each: number): Par => ({
      meta: cell(columnaKey("meta", each)),
      ejecucion: cell(columnaKey("ejecucion", each)),
    });
    const refs: Refs = {
      ...parOf(vigencia),
      lineaBase: cell("lineaBase"),
      tipo: `TRIM(${cell("tipoAcumulacion")})`,
      modo: `TRIM(${cell("modoReporte")})`,
      nivel: cell("nivel"),
      cerradas: plan.vigencias.slice(0, index).map(parOf),
    };
    const deEstaVigencia = (formula: string): string =>
      `IFERROR(IF(${tituloCampos.vigencia.name}=${vigencia},${formula},""),"")`;
    return {
      nivel: deEstaVigencia(nivelFormula(refs, plan)),
      avance: deEstaVigencia(avanceFormula(refs, plan)),
      brecha: deEstaVigencia(brechaFormula(refs)),
      esperado: `IF(TRIM(${cell("codigo")})="","",IFERROR(${esperadoFormula(plan)},""))`,
      semaforo: semaforoFormula(cell("avance"), cell("codigo"), plan),
    };
  };
}

/** Two cells of one vigencia. */
interface Par {
  readonly meta: string;
  readonly ejecucion: string;
}

/** Expressions of one row; those of `Par` are the open vigencia's. */
interface Refs extends Par {
  readonly lineaBase: string;
  readonly tipo: string;
  readonly modo: string;
  readonly nivel: string;
  /** Closed vigencias in order. */
  readonly cerradas: readonly Par[];
}

function nivelFormula(refs: Refs, plan: ReglasHoja): string {
  const { meta, ejecucion, tipo, cerradas } = refs;
  const formula = byTipo(tipo, (each) => {
    switch (tipos[each].nivel) {
      case "ninguno":
        return null;
      case "suma":
        return [...cerradas, { meta, ejecucion }].map((par) => `IF(${bothNumbers(par)},${par.ejecucion},0)`).join("+");
      case "reportado":
        return nivelReportado(refs, each, plan);
    }
  });
  return `IF(${countUnknown([...cerradas, { meta, ejecucion }])}=0,${formula},"")`;
}

/** The last nivel where nothing is reported, else the report, or the last nivel and the report upon it. */
function nivelReportado(refs: Refs, tipo: TipoAcumulacion, plan: ReglasHoja): string {
  const { ejecucion, modo } = refs;
  const previo = nivelAnterior(refs, tipo);
  const sumado = `${previo}${tipos[tipo].sentido === 1 ? "+" : "-"}${ejecucion}`;
  return `IF(${isReported(refs, tipo)},${withModo()},${previo})`;

  function withModo(): string {
    if (!tipos[tipo].usaModo) return ejecucion;
    if (plan.modoReporte === "nivel") return `IF(${modo}="flujo",${sumado},${ejecucion})`;
    if (plan.modoReporte === "flujo") return `IF(${modo}="nivel",${ejecucion},${sumado})`;
    return `IF(${modo}="nivel",${ejecucion},IF(OR(${modo}="flujo",${sumado}=${ejecucion}),${sumado},""))`;
  }
}

function avanceFormula(refs: Refs, plan: ReglasHoja): string {
  const { meta, ejecucion, lineaBase, nivel, tipo } = refs;
  return byTipo(tipo, (each) => {
    const { base, sentido, nivel: clase } = tipos[each];
    const frente = clase === "reportado" && each !== "stock" ? nivel : ejecucion;
    if (base === null || (each === "capacidad" && plan.capacidad === "nivel")) {
      return `IF(AND(${areNumbers(meta, ejecucion, frente)},${meta}>0),${rounded(`${frente}/${meta}`)},"")`;
    }
    const from = base === "previo" ? nivelAnterior(refs, each) : lineaBase;
    const needed = base === "previo" ? [meta, ejecucion, nivel] : [meta, ejecucion, nivel, lineaBase];
    const conditions = [areNumbers(...needed), ...programmed(refs, each), `${meta}${sentido === 1 ? ">" : "<"}${from}`];
    return `IF(AND(${conditions.join(",")}),${rounded(`(${frente}-${from})/(${meta}-${from})`)},"")`;
  });
}

/** Without the noise of decimals (0.7 + 0.1), which would put 0.8 of 0.8 a band lower. */
function rounded(ratio: string): string {
  return `ROUND(${ratio},12)`;
}

function brechaFormula(refs: Refs): string {
  const { meta, ejecucion, nivel, tipo } = refs;
  return byTipo(tipo, (each) => {
    const frente = tipos[each].nivel === "reportado" && each !== "stock" ? nivel : ejecucion;
    const conditions = [areNumbers(meta, ejecucion, frente), ...programmed(refs, each)];
    const missing = tipos[each].sentido === 1 ? `${meta}-${frente}` : `${frente}-${meta}`;
    return `IF(AND(${conditions.join(",")}),${missing},"")`;
  });
}

/** Elapsed share of the vigencia's days at the corte, seen through the plan's profile. */
function esperadoFormula({ perfilEsperado }: ReglasHoja): string {
  const vigencia = tituloCampos.vigencia.name;
  const corte = tituloCampos.corte.name;
  const start = `DATE(${vigencia},1,1)`;
  const elapsed = `MIN(1,MAX(0,(${corte}+1-${start})/(DATE(${vigencia}+1,1,1)-${start})))`;
  const known = (formula: string): string => `IF(N(${corte})>0,${formula},"")`;
  if (perfilEsperado === "lineal") return known(elapsed);
  let formula = "";
  let before = { tiempo: 0, avance: 0 };
  for (const point of perfilEsperado) {
    const step = point.tiempo - before.tiempo;
    const rise = point.avance - before.avance;
    const value = step === 0 ? `${point.avance}` : `${before.avance}+(${rise})*(${elapsed}-${before.tiempo})/${step}`;
    formula += `IF(${elapsed}<=${point.tiempo},${value},`;
    before = point;
  }
  return known(`${formula}${before.avance}${")".repeat(perfilEsperado.length)}`);
}

function semaforoFormula(avance: string, codigo: string, { semaforo }: ReglasHoja): string {
  const { sobresaliente, satisfactorio, medio, bajo } = semaforo;
  const bands =
    `IF(${avance}>=${sobresaliente},"${semaforoText("sobresaliente")}",` +
    `IF(${avance}>=${satisfactorio},"${semaforoText("satisfactorio")}",` +
    `IF(${avance}>=${medio},"${semaforoText("medio")}",` +
    `IF(${avance}>=${bajo},"${semaforoText("bajo")}","${semaforoText("critico")}"))))`;
  return `IF(ISNUMBER(${avance}),${bands},IF(TRIM(${codigo})="","","${semaforoText("sin-dato")}"))`;
}

/** Last nivel reported in a closed vigencia, else the línea base; an error where that is no number. */
function nivelAnterior({ cerradas, lineaBase }: Refs, tipo: TipoAcumulacion): string {
  const start = `IF(ISNUMBER(${lineaBase}),${lineaBase},NA())`;
  return cerradas.reduce((before, par) => `IF(${isReported(par, tipo)},${par.ejecucion},${before})`, start);
}

/** A meta and something reported against it. */
function isReported(par: Par, tipo: TipoAcumulacion): string {
  const zero = programmed(par, tipo);
  return zero.length === 0 ? bothNumbers(par) : `AND(${[bothNumbers(par), ...zero].join(",")})`;
}

/** 0 of 0 is no meta, unless the tipo shrinks. */
function programmed({ meta, ejecucion }: Par, tipo: TipoAcumulacion): string[] {
  return tipos[tipo].sentido === -1 ? [] : [`OR(${meta}<>0,${ejecucion}<>0)`];
}

function bothNumbers({ meta, ejecucion }: Par): string {
  return areNumbers(meta, ejecucion);
}

function areNumbers(...refs: readonly string[]): string {
  const different = [...new Set(refs)];
  return `COUNT(${different.join(",")})=${different.length}`;
}

/** How many figures are neither a number nor blank nor NP; one range where the cells stand side by side. */
function countUnknown(pares: readonly Par[]): string {
  const cells = pares.flatMap(({ meta, ejecucion }) => [meta, ejecucion]);
  const np = textArray(npTexts);
  return joinRanges(cells)
    .map((range) => `SUMPRODUCT((1-ISNUMBER(${range}))*(TRIM(${range})<>"")*ISERROR(MATCH(TRIM(${range}),${np},0)))`)
    .join("+");
}

/** `$K9`, `$L9`, `$N9` → `$K9:$L9`, `$N9`. */
function joinRanges(cells: readonly string[]): string[] {
  const ranges: { first: string; last: string }[] = [];
  for (const cell of cells) {
    const open = ranges.at(-1);
    if (open !== undefined && nextColumn(open.last) === cell) open.last = cell;
    else ranges.push({ first: cell, last: cell });
  }
  return ranges.map(({ first, last }) => (first === last ? first : `${first}:${last}`));
}

function nextColumn(cell: string): string {
  const [, letters = "", row = ""] = /^\$([A-Z]+)([0-9]+)$/.exec(cell) ?? [];
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return `$${columnName(column)}${row}`;
}

/** Picks a formula by the tipo's words; tipos of the same formula stand together, those without one are empty. */
function byTipo(tipo: string, formulaOf: (tipo: TipoAcumulacion) => string | null): string {
  const groups = new Map<string, TipoAcumulacion[]>();
  for (const each of tiposAcumulacion) {
    const formula = formulaOf(each);
    if (formula !== null) groups.set(formula, [...(groups.get(formula) ?? []), each]);
  }
  const open = [...groups].map(([formula, members]) => `IF(${isOneOf(tipo, wordsOf(members))},${formula},`);
  return `${open.join("")}""${")".repeat(groups.size)}`;
}

/** Every way to write the tipos; formulas do not mind case, but they do mind accents. */
function wordsOf(members: readonly TipoAcumulacion[]): string[] {
  return members.flatMap((tipo) => {
    const { nombre } = tipos[tipo];
    const plain = [...tipoWords].filter(([word, each]) => each === tipo && word !== nombre.toLowerCase());
    return [nombre, ...plain.map(([word]) => word)].filter((word, index) => index === 0 || foldText(word) === word);
  });
}

function isOneOf(text: string, words: readonly string[]): string {
  return words.length === 1 ? `${text}="${words[0]}"` : `OR(${text}=${textArray(words)})`;
}

function textArray(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text}"`).join(",")}}`;
}
