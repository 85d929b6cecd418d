import { placeOfFila, type AcrossCheck } from "./across-raise.ts";
import { findDiferencias } from "./planeacion.ts";

/** Checks of the workbooks against what planning keeps; nothing without it. */
export const canonicoChecks: readonly AcrossCheck[] = [
  function otherThanCanonical({ byCodigo, canonico, plan }, raise) {
    for (const group of canonico === undefined ? [] : byCodigo.values()) {
      for (const each of group) {
        const { secretaria, codigo } = each.fila.indicador;
        const official = canonico?.(secretaria, codigo);
        if (official === undefined) continue;
        for (const { key, columna, valor, otro } of findDiferencias(each.fila.indicador, official, plan)) {
          raise("meta-distinta-del-plan", placeOfFila(each, key), { columna, valor, canonico: otro });
        }
      }
    }
  },
];
