import { parseCodigo } from "../codigo.ts";
import { cutText } from "../text.ts";
import { compareNivel, niveles, type Nivel } from "./jerarquia.ts";
import type { RowCheck } from "./row-context.ts";

/** Checks of a código against the hierarchy: the plan's, and the one written in its row. */
export const jerarquiaChecks: readonly RowCheck[] = [
  function hierarchyInRow({ indicador }, { plan, jerarquia }, raise) {
    const partes = parseCodigo(indicador.codigo, plan);
    for (const nivel of levels) {
      const numero = partes?.[nivel] ?? null;
      const text = indicador[nivel];
      if (numero === null || text === "") continue;
      const found = compareNivel(nivel, numero, text, jerarquia);
      if (found === "igual") continue;
      const official = jerarquia.nombres.get(numero);
      const common = { nivel: niveles[nivel], numero, valor: cutText(text, 80) };
      if (found === "otro-nombre") {
        raise("nombre-de-nivel-distinto", nivel, { ...common, nombre: official ?? "" });
        continue;
      }
      raise("codigo-contra-jerarquia", nivel, { ...common, nombre: official === undefined ? "" : ` (${official})` });
      // The inner levels carry the outer one's number: they would only say the same again.
      return;
    }
  },
  function hierarchyInPlan({ indicador }, { plan, jerarquia }, raise) {
    const partes = parseCodigo(indicador.codigo, plan);
    let parent = "";
    for (const nivel of levels) {
      const numero = partes?.[nivel] ?? null;
      if (numero === null || !jerarquia.conHijos.has(parent)) return;
      if (!jerarquia.nombres.has(numero)) {
        raise("codigo-fuera-del-plan", "codigo", { nivel: niveles[nivel], numero, codigo: indicador.codigo });
        return;
      }
      parent = numero;
    }
  },
];

const levels: readonly Nivel[] = ["eje", "componente", "programa"];
