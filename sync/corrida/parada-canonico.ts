import { isRechazada } from "../../shared/merge/fila.ts";
import type { Tabla } from "../../shared/merge/mezcla.ts";
import type { LimitesParada } from "../../shared/merge/parada.ts";

/** Why nothing of a secretaría is merged: the canonical workbook looks damaged, or like another one. */
export interface ParadaCanonico {
  readonly code: "demasiadas-filas-retiradas";
  readonly faltan: number;
  readonly de: number;
}

interface Entrada {
  /** Null where nothing was ever agreed on. */
  readonly ancestro: Tabla | null;
  /** Whether a código stands in the canonical workbook, whosever it is: a row that changes hands is not gone. */
  readonly estaEnCanonico: (codigo: string) => boolean;
  /** Rows that planeación had taken out before, as the last run told: they are no news. */
  readonly retiradas: ReadonlySet<string>;
}

/**
 * Whether too many of the rows that both sides agreed on are gone from the canonical workbook at once. One by one planeación
 * may take out what it likes; half a sheet deleted by mistake would make of every secretaría's report a loose row.
 */
export function findParadaCanonico(
  { ancestro, estaEnCanonico, retiradas }: Entrada,
  limites: LimitesParada,
): ParadaCanonico | null {
  const vigentes = [...(ancestro ?? [])].filter(([codigo, fila]) => !isRechazada(fila) && !retiradas.has(codigo));
  const faltan = vigentes.filter(([codigo]) => !estaEnCanonico(codigo)).length;
  const de = vigentes.length;
  return faltan >= limites.filas && faltan > limites.parte * de
    ? { code: "demasiadas-filas-retiradas", faltan, de }
    : null;
}
