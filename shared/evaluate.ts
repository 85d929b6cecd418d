import { computeAvance, razones, type Avance, type Razon } from "./avance.ts";
import type { Corte } from "./corte.ts";
import { datoValue } from "./dato.ts";
import { indicadorKey, type Indicador } from "./indicador.ts";
import { medirAvance } from "./medida.ts";
import type { ReviewMemo } from "./memo.ts";
import type { Plan } from "./plan/schema.ts";
import { evaluatePlan, type EvaluacionPlan } from "./plan-de-choque.ts";
import type { Reporte } from "./read.ts";
import { esperadoAt, ritmoOf, type Ritmo } from "./ritmo.ts";
import type { Semaforo } from "./semaforo.ts";

/** Why a row has no avance: what the formulas say, or that nobody knows whose row it is. */
export type RazonFila = Razon | "codigo-repetido" | "sin-codigo" | "sin-vigencia";

export const razonesFila: Readonly<Record<RazonFila, string>> = {
  ...razones,
  "codigo-repetido": "el código está en más de una fila",
  "sin-codigo": "la fila no tiene código",
  "sin-vigencia": "la hoja no dice de qué vigencia es",
};

/** One indicador at the corte: its figures and everything that follows from them. */
export interface Fila {
  readonly indicador: Indicador;
  readonly avance: Avance;
  readonly reason: RazonFila | null;
  /** Meta and ejecución of the open vigencia as numbers, null where there is none. */
  readonly meta: number | null;
  readonly reportado: number | null;
  readonly semaforo: Semaforo;
  readonly esperado: number | null;
  readonly ritmo: Ritmo | null;
  /** Below the plan's umbral; null where there is no avance. */
  readonly rezagada: boolean | null;
  readonly cumplida: boolean | null;
  readonly plan: EvaluacionPlan;
}

/**
 * Measures every row of a reporte at its vigencia and corte.
 *
 * @param memo of an earlier review that `readReporte` has looked at: the same rows are not measured again
 */
export function evaluateReporte(
  reporte: Pick<Reporte, "vigencia" | "corte" | "indicadores" | "repetidos">,
  plan: Plan,
  memo?: ReviewMemo,
): Fila[] {
  return reporte.indicadores.map(evaluadorOf(reporte, plan, memo));
}

/** What measures the rows of a reporte, one by one. */
export function evaluadorOf(
  reporte: Pick<Reporte, "vigencia" | "corte" | "repetidos">,
  plan: Plan,
  memo?: ReviewMemo,
): (indicador: Indicador) => Fila {
  const index = reporte.vigencia === null ? -1 : plan.vigencias.indexOf(reporte.vigencia);
  const esperado = index < 0 ? null : esperadoOf(reporte.vigencia, reporte.corte, plan);
  return (indicador) => {
    if (index < 0) return evaluateFila(indicador, unmeasured, "sin-vigencia", index, esperado, plan);
    let fila = memo?.filas.get(indicador);
    if (fila === undefined) {
      const avance = computeAvance(indicador, index, plan);
      fila = evaluateFila(indicador, avance, avance.reason, index, esperado, plan);
      memo?.filas.set(indicador, fila);
    }
    if (indicador.codigo === "") return withoutAvance(fila, "sin-codigo");
    return reporte.repetidos.has(indicadorKey(indicador)) ? withoutAvance(fila, "codigo-repetido") : fila;
  };
}

/** The row without what follows from its figures, because nobody knows whether they are the right ones. */
export function withoutAvance(fila: Fila, reason: RazonFila): Fila {
  return {
    ...fila,
    avance: unmeasured,
    reason,
    semaforo: "sin-dato",
    ritmo: null,
    rezagada: null,
    cumplida: null,
    plan: evaluatePlan(fila.indicador, unmeasured),
  };
}

function evaluateFila(
  indicador: Indicador,
  avance: Avance,
  reason: RazonFila | null,
  index: number,
  esperado: number | null,
  plan: Plan,
): Fila {
  const reportado = datoValue(indicador.ejecucion[index]);
  const ratio = avance.avance;
  const { semaforo, rezagada, cumplida } = medirAvance(ratio, plan);
  return {
    indicador,
    avance,
    reason,
    meta: datoValue(indicador.metas[index]),
    reportado,
    semaforo,
    esperado,
    ritmo: esperado === null ? null : ritmoOf(ratio, esperado, plan),
    rezagada,
    cumplida,
    plan: evaluatePlan(indicador, avance),
  };
}

function esperadoOf(vigencia: number | null, corte: Corte | null, plan: Plan): number | null {
  return vigencia === null || corte === null ? null : esperadoAt(vigencia, corte, plan);
}

const unmeasured: Avance = {
  avance: null,
  reason: null,
  cuatrienio: null,
  cuatrienioReason: null,
  nivelAnterior: null,
  nivel: null,
  alcanzado: null,
  brecha: null,
  modo: null,
};
