import type { ColumnaMezclada } from "./columna-mezclada.ts";
import { isRechazada } from "./fila.ts";
import type { MezclaInput, Parada } from "./mezcla.ts";

/** How many rows may be gone from a secretaría's workbook before nothing of it is merged. */
export interface LimitesParada {
  /** Share of the rows both sides had; above it the merge stops. */
  readonly parte: number;
  /** Fewer rows than these never stop it. */
  readonly filas: number;
}

export const limitesParada: LimitesParada = { parte: 0.3, filas: 3 };

/**
 * Why a workbook is not to be merged at all: it lost too many rows or a column of its own, as the wrong or a damaged file
 * would. Rows that planeación took out do not count: who drops them too only follows.
 */
export function findParada(
  { ancestro, canonico, libro }: MezclaInput,
  columnas: readonly ColumnaMezclada[],
  limites: LimitesParada,
): Parada | null {
  if (ancestro === null) return null;
  const has = ({ filas, repetidos }: typeof libro, codigo: string): boolean =>
    filas.has(codigo) || repetidos.has(codigo);
  const vigentes = [...ancestro].filter(([codigo, fila]) => has(canonico, codigo) && !isRechazada(fila));
  const faltan = vigentes.filter(([codigo]) => !has(libro, codigo)).length;
  const de = vigentes.length;
  if (faltan >= limites.filas && faltan > limites.parte * de) return { code: "demasiadas-filas-faltan", faltan, de };
  const filas = [...ancestro.values()];
  const perdidas = columnas.filter(
    ({ key, dueno }) =>
      dueno === "secretaria" && !libro.columnas.has(key) && filas.some((valores) => valores[key] !== undefined),
  );
  return perdidas.length === 0 ? null : { code: "columna-propia-falta", columnas: perdidas.map(({ key }) => key) };
}
