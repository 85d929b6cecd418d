import { datoValue } from "../dato.ts";
import { showFigure } from "../explain.ts";
import { columnaKey } from "../layout/columnas.ts";
import { cutText } from "../text.ts";
import type { RowCheck } from "./row-context.ts";

/** Checks of a row against the changes of metas asked for or approved in the plan's data. */
export const reprogramacionChecks: readonly RowCheck[] = [
  function reprogramacion({ indicador }, { plan, reprogramaciones, vigencia: abierta }, raise) {
    for (const each of reprogramaciones.get(indicador.codigo) ?? []) {
      if (each.secretaria !== undefined && each.secretaria !== indicador.secretaria) continue;
      if (each.estado === "solicitada") {
        raise("reprogramacion-solicitada", columnaKey("meta", abierta), { nota: cutText(each.nota, 300) });
        continue;
      }
      const wanted: string[] = [];
      const actual: string[] = [];
      let at: string | null = null;
      for (const [k, vigencia] of plan.vigencias.entries()) {
        const approved = each.metas[String(vigencia)];
        if (approved === undefined) continue;
        const own = datoValue(indicador.metas[k]);
        wanted.push(`${showFigure(approved, indicador)} en ${vigencia}`);
        actual.push(`${showFigure(own, indicador)} en ${vigencia}`);
        if (own !== approved) at ??= columnaKey("meta", vigencia);
      }
      if (at === null) continue;
      raise("reprogramacion-sin-aplicar", at, { metas: wanted.join(" y "), actuales: actual.join(" y ") });
    }
  },
];
