import type { Edicion } from "../../shared/merge/mezcla.ts";

/**
 * Of a row that comes or goes its código says it all; its cells are in the workbooks and their backups. Of those that came
 * with a secretaría's first workbook their number does.
 */
export function isWorthTelling({ regla, columna }: Edicion): boolean {
  return !regla.startsWith("fila-") || (columna === "codigo" && regla !== "fila-nueva");
}

/** Of a row that was retired, put back or accepted, but for the código that `isWorthTelling` tells. */
export function isOfFilaEntera({ regla, columna }: Edicion): boolean {
  return regla.startsWith("fila-") && regla !== "fila-nueva" && columna !== "codigo";
}

/** The código of a row that a first merge took as the secretaría has it. */
export function isAdoptada({ regla, columna }: Pick<Edicion, "regla" | "columna">): boolean {
  return regla === "fila-nueva" && columna === "codigo";
}
