import { placeOfFila, type AcrossCheck } from "./across-raise.ts";
import { findDiferencias } from "./planeacion.ts";

/** Checks of the workbooks against what planning keeps; nothing without it. */
export const canonicoChecks: readonly AcrossCheck[] = [
  function otherThanCanonical({ byCodigo, canonico, plan }, raise) {
    for (const [codigo, group] of canonico === undefined ? [] : byCodigo) {
      for (const each of group) {
        const official = canonico?.(each.fila.indicador.secretaria, codigo);
        if (official === undefined) continue;
        for (const { key, columna, valor, otro } of findDiferencias(each.fila.indicador, official, plan)) {
          raise("meta-distinta-del-plan", placeOfFila(each, key), { columna, valor, canonico: otro });
        }
      }
    }
  },
];
