import { tipos } from "../acumulacion.ts";
import { computeAvance, readMeta, readNivelAnterior } from "../avance.ts";
import { datoValue, describeAusente, type Dato } from "../dato.ts";
import { showFigure } from "../explain.ts";
import type { Cifras } from "../indicador.ts";
import { columnaKey } from "../layout/columnas.ts";
import { formatAvance } from "../semaforo.ts";
import { foldText } from "../text.ts";
import type { RowCheck } from "./row-context.ts";

/** Checks of what is reported: that it is there, that it fits the metas, and that somebody accounts for it. */
export const ejecucionChecks: readonly RowCheck[] = [
  function missing({ indicador }, { columns, index, plan }, raise) {
    for (const [k, vigencia] of plan.vigencias.entries()) {
      if (k > index) return;
      const key = columnaKey("ejecucion", vigencia);
      const meta = readMeta(indicador, k);
      if (typeof meta === "string" || !isAbsent(indicador.ejecucion[k]) || !columns.has(key)) continue;
      const estado = describeAusente(indicador.ejecucion[k]);
      const params = { vigencia: String(vigencia), meta: showFigure(meta, indicador), estado };
      raise(k === index ? "sin-ejecucion" : "vigencia-cerrada-sin-ejecucion", key, params);
    }
  },
  function withoutMeta({ indicador }, { index, plan }, raise) {
    for (const [k, vigencia] of plan.vigencias.entries()) {
      if (k > index) return;
      const valor = datoValue(indicador.ejecucion[k]);
      const meta = valor === null ? null : describeNoMeta(indicador, k);
      if (valor === null || meta === null) continue;
      const ignorado = findIgnorado(indicador, k, valor);
      // Zero says «nothing done», except that a reduction may have reached it.
      if (valor === 0 && (ignorado === null || !isReduccion(indicador))) continue;
      const efecto = ignorado === null ? "" : `; no se cuenta y el nivel sigue en ${showFigure(ignorado, indicador)}`;
      const params = { vigencia: String(vigencia), valor: showFigure(valor, indicador), meta, efecto };
      raise("ejecucion-sin-meta", columnaKey("ejecucion", vigencia), params);
    }
  },
  function ahead({ indicador }, { index, plan, vigencia: abierta }, raise) {
    for (const [k, vigencia] of plan.vigencias.entries()) {
      const valor = datoValue(indicador.ejecucion[k]);
      if (k <= index || valor === null || valor === 0) continue;
      const params = { vigencia: String(vigencia), valor: showFigure(valor, indicador), abierta: String(abierta) };
      raise("ejecucion-futura", columnaKey("ejecucion", vigencia), params);
    }
  },
  function backwards({ avance, indicador }, { index, plan }, raise) {
    if (indicador.tipoAcumulacion === null) return;
    const { sentido, usaModo } = tipos[indicador.tipoAcumulacion];
    if (!usaModo) return;
    for (const [k, vigencia] of plan.vigencias.entries()) {
      if (k > index || (k === index && avance.modo !== "nivel")) return;
      const valor = datoValue(indicador.ejecucion[k]);
      const anterior = readNivelAnterior(indicador, k);
      if (valor === null || typeof anterior === "string" || typeof readMeta(indicador, k) === "string") continue;
      if ((valor - anterior) * sentido >= 0) continue;
      raise("ejecucion-bajo-nivel", columnaKey("ejecucion", vigencia), {
        vigencia: String(vigencia),
        valor: showFigure(valor, indicador),
        donde: sentido === 1 ? "por debajo" : "por encima",
        anterior: showFigure(anterior, indicador),
      });
    }
  },
  function excessive({ avance, indicador, meta, reportado }, { plan, vigencia }, raise) {
    if (avance.avance === null || avance.avance < plan.avanceExcesivo) return;
    raise("avance-excesivo", columnaKey("ejecucion", vigencia), {
      avance: formatAvance(avance.avance, plan),
      valor: showFigure(avance.nivel ?? reportado, indicador),
      meta: showFigure(meta, indicador),
    });
  },
  function unexplained({ indicador, reportado }, { columns, index }, raise) {
    if (reportado === null || indicador.observaciones !== "" || !columns.has("observaciones")) return;
    if (reportado === 0 && typeof readMeta(indicador, index) === "string") return;
    raise("sin-observaciones", "observaciones", { valor: showFigure(reportado, indicador) });
  },
  function backlog({ indicador }, { columns, index, plan }, raise) {
    const { observaciones, planDeChoque } = indicador;
    if (index === 0 || planDeChoque === null || (observaciones === "" && planDeChoque === "")) return;
    let text: string | null = null;
    for (const [k, vigencia] of plan.vigencias.entries()) {
      if (k >= index) return;
      const { avance } = computeAvance({ ...indicador, modoReporte: "nivel" }, k, plan);
      if (avance === null || avance >= 1) continue;
      text ??= foldText(`${observaciones} ${planDeChoque}`);
      if (text.includes(String(vigencia)) || backlogWords.test(text)) continue;
      raise("rezago-sin-explicar", columns.has("observaciones") ? "observaciones" : "codigo", {
        vigencia: String(vigencia),
        valor: showFigure(datoValue(indicador.ejecucion[k]), indicador),
        meta: showFigure(datoValue(indicador.metas[k]), indicador),
      });
    }
  },
];

const backlogWords =
  /\b(rezag|pendiente|atrasad|atraso|vigencia anterior|vigencias anteriores|ano anterior|ano pasado)/;

/** The nivel that stays as it was because a vigencia without meta does not count; null where it would not differ. */
function findIgnorado(indicador: Cifras, index: number, valor: number): number | null {
  const { tipoAcumulacion } = indicador;
  if (tipoAcumulacion === null || typeof readMeta(indicador, index) === "number") return null;
  const { nivel } = tipos[tipoAcumulacion];
  const anterior = readNivelAnterior(indicador, index);
  if (nivel === "ninguno" || typeof anterior === "string") return null;
  return (nivel === "suma" ? valor === 0 : valor === anterior) ? null : anterior;
}

function isReduccion({ tipoAcumulacion }: Cifras): boolean {
  return tipoAcumulacion !== null && tipos[tipoAcumulacion].sentido === -1;
}

function isAbsent(dato: Dato | undefined): boolean {
  return dato === undefined || dato.kind === "blank" || dato.kind === "np";
}

/** Why a meta is none, as the end of «se reporta 5 y …»; null when there is one, or one that cannot be read. */
function describeNoMeta(cifras: Cifras, index: number): string | null {
  const meta = cifras.metas[index];
  if (meta === undefined || meta.kind === "blank") return "la meta está en blanco";
  if (meta.kind === "np") return "la meta dice NP";
  return meta.kind === "value" && meta.value === 0 && !isReduccion(cifras) ? "la meta es cero" : null;
}
