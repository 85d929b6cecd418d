import { computeAvance } from "../../shared/avance.ts";
import type { Corte } from "../../shared/corte.ts";
import { blankDato, valueDato, type Dato } from "../../shared/dato.ts";
import { columnaKey, modoWords, tipoWords } from "../../shared/layout/columnas.ts";
import { type Calculada } from "../../shared/layout/formulas.ts";
import { parseNumero } from "../../shared/number.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { esperadoAt } from "../../shared/ritmo.ts";
import { semaforoOf, semaforoText } from "../../shared/semaforo.ts";
import { foldText } from "../../shared/text.ts";
import type { FilaPlantilla, ValorPlantilla } from "../plantilla.ts";

/** What the formulas of a row give, for the values kept beside them. */
export function computeFila(
  fila: FilaPlantilla,
  { plan, vigencia, corte }: { plan: Plan; vigencia: number; corte: Corte | null },
): Record<Calculada, string | number> {
  const index = plan.vigencias.indexOf(vigencia);
  const datos = (campo: "meta" | "ejecucion"): Dato[] =>
    plan.vigencias.map((each) => datoOf(fila[columnaKey(campo, each)]));
  const cifras = {
    tipoAcumulacion: tipoWords.get(foldText(textOf(fila["tipoAcumulacion"]))) ?? null,
    modoReporte: modoWords.get(foldText(textOf(fila["modoReporte"]))) ?? null,
    lineaBase: datoOf(fila["lineaBase"]),
    metas: datos("meta"),
    ejecucion: datos("ejecucion"),
  };
  const { nivel, avance, brecha } = computeAvance(cifras, index, plan);
  const figures = [...cifras.metas.slice(0, index + 1), ...cifras.ejecucion.slice(0, index + 1)];
  const known = figures.every(({ kind }) => kind !== "unknown");
  const written = textOf(fila["codigo"]) !== "";
  return {
    nivel: (known ? nivel : null) ?? "",
    avance: avance ?? "",
    brecha: brecha ?? "",
    esperado: written && corte !== null ? esperadoAt(vigencia, corte, plan) : "",
    semaforo: avance !== null || written ? semaforoText(semaforoOf(avance, plan)) : "",
  };
}

/** A figure as a formula sees it: a text other than NP is no number. */
function datoOf(value: ValorPlantilla | undefined): Dato {
  if (value === null || value === undefined) return blankDato;
  if (typeof value === "number") return valueDato(value);
  const { kind } = parseNumero(value);
  return kind === "np" || kind === "blank" ? { kind } : { kind: "unknown", why: "texto" };
}

function textOf(value: ValorPlantilla | undefined): string {
  return value === null || value === undefined ? "" : String(value).trim();
}
