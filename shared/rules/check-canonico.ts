import { placeOfFila, type AcrossCheck } from "./across-raise.ts";
import { findDiferencias, isDoubtful } from "./planeacion.ts";

/** Checks of the workbooks against what planning keeps; nothing without it. */
export const canonicoChecks: readonly AcrossCheck[] = [
  function otherThanCanonical({ byCodigo, canonico, plan }, raise) {
    for (const group of canonico === undefined ? [] : byCodigo.values()) {
      for (const each of group) {
        const { fila, leido } = each;
        const { secretaria, codigo } = fila.indicador;
        const official = canonico?.(secretaria, codigo);
        if (official === undefined) continue;
        for (const { key, columna, valor, otro } of findDiferencias(fila.indicador, official, plan)) {
          if (isDoubtful(leido, key)) continue;
          raise("meta-distinta-del-plan", placeOfFila(each, key), { columna, valor, canonico: otro });
        }
      }
    }
  },
];
