import { tipos } from "../acumulacion.ts";
import { readMeta, readNivelAnterior } from "../avance.ts";
import { datoValue } from "../dato.ts";
import { showFigure } from "../explain.ts";
import { columnaKey } from "../layout/columnas.ts";
import type { RowCheck } from "./row-context.ts";

/** Checks of the metas against the línea base and against each other. */
export const metasChecks: readonly RowCheck[] = [
  function blank({ indicador }, { columns, index, vigencia }, raise) {
    const key = columnaKey("meta", vigencia);
    if (indicador.metas[index]?.kind === "blank" && columns.has(key)) {
      raise("meta-en-blanco", key, { vigencia: String(vigencia) });
    }
  },
  function againstLineaBase({ indicador }, { plan }, raise) {
    const base = datoValue(indicador.lineaBase);
    if (base === null || indicador.tipoAcumulacion === null) return;
    const tipo = tipos[indicador.tipoAcumulacion];
    if (tipo.base !== "lineaBase") return;
    for (const [k, vigencia] of plan.vigencias.entries()) {
      const meta = readMeta(indicador, k);
      if (typeof meta === "string" || (meta - base) * tipo.sentido >= 0) continue;
      const common = {
        vigencia: String(vigencia),
        meta: showFigure(meta, indicador),
        base: showFigure(base, indicador),
      };
      const key = columnaKey("meta", vigencia);
      if (tipo.sentido === 1) raise("meta-bajo-linea-base", key, common);
      else raise("meta-sobre-linea-base", key, { ...common, referencia: "de la línea base" });
    }
  },
  function againstNivelAnterior({ indicador }, { index, vigencia }, raise) {
    if (indicador.tipoAcumulacion === null || tipos[indicador.tipoAcumulacion].base !== "previo") return;
    const meta = readMeta(indicador, index);
    const previo = readNivelAnterior(indicador, index);
    if (typeof meta === "string" || typeof previo === "string" || meta <= previo) return;
    raise("meta-sobre-linea-base", columnaKey("meta", vigencia), {
      vigencia: String(vigencia),
      meta: showFigure(meta, indicador),
      base: showFigure(previo, indicador),
      referencia: "del último nivel",
    });
  },
  function nothingToGain({ avance, indicador, meta }, { vigencia }, raise) {
    if (avance.reason !== "meta-igual-linea-base" && avance.reason !== "meta-igual-nivel-anterior") return;
    const params = { vigencia: String(vigencia), meta: showFigure(meta, indicador) };
    raise("meta-igual-linea-base", columnaKey("meta", vigencia), params);
  },
  function sequence({ indicador }, { plan }, raise) {
    if (indicador.tipoAcumulacion === null) return;
    const tipo = tipos[indicador.tipoAcumulacion];
    if (tipo.nivel !== "reportado") return;
    let before: { vigencia: number; meta: number } | null = null;
    for (const [k, vigencia] of plan.vigencias.entries()) {
      const meta = readMeta(indicador, k);
      if (typeof meta === "string") continue;
      if (before !== null && (meta - before.meta) * tipo.sentido < 0) {
        raise(tipo.sentido === 1 ? "meta-decreciente" : "meta-creciente", columnaKey("meta", vigencia), {
          antes: showFigure(before.meta, indicador),
          vigenciaAntes: String(before.vigencia),
          meta: showFigure(meta, indicador),
          vigencia: String(vigencia),
        });
      }
      before = { vigencia, meta };
    }
  },
];
