import { isBlank, type Cell } from "../cell.ts";
import type { ColumnaKey } from "../layout/columnas.ts";
import type { ColumnaMezclada } from "./columna-mezclada.ts";
import { isEqual, isLegible } from "./igualdad.ts";
import type { Valores } from "./mezcla.ts";

/**
 * Whether a row says what it said before. What cannot be read now says nothing new; what could not be read before, and
 * can now, does.
 */
export function isSameFila(now: Valores, before: Valores, columnas: readonly ColumnaMezclada[]): boolean {
  return columnas.every(({ key, tipo }) => {
    const [cell, old] = [now[key], before[key]];
    if (!isLegible(cell)) return true;
    return isLegible(old) ? isEqual(cell, old, tipo) : isBlank(cell);
  });
}

/** Only what the merge follows of a row, as far as it can be read. */
export function pickLegibles(fila: Valores, columnas: readonly ColumnaMezclada[]): Valores {
  const legibles: Record<ColumnaKey, Cell> = {};
  for (const { key } of columnas) {
    const cell = fila[key];
    if (isLegible(cell)) legibles[key] = cell;
  }
  return legibles;
}

/**
 * Marks a row of the ancestor as one that planeación decided not to have: the código that both sides agree on is none.
 * So the row is not proposed again while the secretaría leaves it as it is, and never comes back by itself.
 */
export function markRechazada(fila: Valores): Valores {
  return { ...fila, codigo: null };
}

export function isRechazada(fila: Valores): boolean {
  return fila["codigo"] === null;
}
