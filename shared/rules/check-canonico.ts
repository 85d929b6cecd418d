import type { Indicador } from "../indicador.ts";
import type { Plan } from "../plan/schema.ts";
import { placeOfFila, type AcrossRaise, type FilaDeLibro } from "./across-raise.ts";
import { findDiferencias, isDoubtful } from "./planeacion.ts";

/** Checks a row of a workbook against what planning keeps of it. */
export function compareWithCanonico(fila: FilaDeLibro, official: Indicador, plan: Plan, raise: AcrossRaise): void {
  for (const { key, columna, valor, otro } of findDiferencias(fila.indicador, official, plan)) {
    if (isDoubtful(fila.leido, key)) continue;
    raise("meta-distinta-del-plan", placeOfFila(fila, key), { columna, valor, canonico: otro });
  }
}
