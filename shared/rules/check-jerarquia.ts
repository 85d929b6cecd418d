import { parseCodigo, type CodigoPartes } from "../codigo.ts";
import type { Indicador } from "../indicador.ts";
import { cutText } from "../text.ts";
import { compareNivel, niveles, type Nivel } from "./jerarquia.ts";
import type { RowCheck, RowContext, RowRaise } from "./row-context.ts";

/** Checks of a código against the hierarchy: the one written in its row, and the plan's. */
export const jerarquiaChecks: readonly RowCheck[] = [
  function hierarchy({ indicador }, context, raise) {
    const partes = parseCodigo(indicador.codigo, context.plan);
    if (partes === null) return;
    checkTexts(indicador, partes, context, raise);
    checkPlace(indicador, partes, context, raise);
  },
];

function checkTexts(indicador: Indicador, partes: CodigoPartes, { jerarquia }: RowContext, raise: RowRaise): void {
  for (const nivel of levels) {
    const numero = partes[nivel];
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
}

function checkPlace({ codigo }: Indicador, partes: CodigoPartes, { jerarquia }: RowContext, raise: RowRaise): void {
  let parent = "";
  for (const nivel of levels) {
    const numero = partes[nivel];
    if (numero === null || !jerarquia.conHijos.has(parent)) return;
    if (!jerarquia.nombres.has(numero)) {
      raise("codigo-fuera-del-plan", "codigo", { nivel: niveles[nivel], numero, codigo });
      return;
    }
    parent = numero;
  }
}

const levels: readonly Nivel[] = ["eje", "componente", "programa"];
