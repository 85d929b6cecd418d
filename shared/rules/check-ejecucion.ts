import { tipos } from "../acumulacion.ts";
import { computeAvance, readMeta, readNivelAnterior } from "../avance.ts";
import { datoValue, type Dato } from "../dato.ts";
import { showFigure } from "../explain.ts";
import type { Cifras } from "../indicador.ts";
import { columnaKey } from "../layout/columnas.ts";
import { formatPorcentaje } from "../number.ts";
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
      const params = { vigencia: String(vigencia), meta: showFigure(meta, indicador) };
      raise(k === index ? "sin-ejecucion" : "vigencia-cerrada-sin-ejecucion", key, params);
    }
  },
  function withoutMeta({ indicador }, { index, plan }, raise) {
    for (const [k, vigencia] of plan.vigencias.entries()) {
      if (k > index) return;
      const valor = datoValue(indicador.ejecucion[k]);
      if (valor === null || valor === 0) continue;
      const meta = describeNoMeta(indicador, k);
      if (meta === null) continue;
      const params = { vigencia: String(vigencia), valor: showFigure(valor, indicador), meta };
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
      avance: formatPorcentaje(avance.avance),
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
    if (index === 0 || (indicador.observaciones === "" && indicador.planDeChoque === "")) return;
    let text: string | null = null;
    for (const [k, vigencia] of plan.vigencias.entries()) {
      if (k >= index) return;
      const { avance } = computeAvance({ ...indicador, modoReporte: "nivel" }, k, plan);
      if (avance === null || avance >= 1) continue;
      text ??= foldText(`${indicador.observaciones} ${indicador.planDeChoque}`);
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

function isAbsent(dato: Dato | undefined): boolean {
  return dato === undefined || dato.kind === "blank" || dato.kind === "np";
}

/** Why a meta is none, as the end of «se reporta 5 y …»; null when there is one, or one that cannot be read. */
function describeNoMeta({ metas, tipoAcumulacion }: Cifras, index: number): string | null {
  const meta = metas[index];
  if (meta === undefined || meta.kind === "blank") return "la meta está en blanco";
  if (meta.kind === "np") return "la meta dice NP";
  const zeroIsMeta = tipoAcumulacion !== null && tipos[tipoAcumulacion].sentido === -1;
  return meta.kind === "value" && meta.value === 0 && !zeroIsMeta ? "la meta es cero" : null;
}
