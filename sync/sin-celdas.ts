import type { Revision } from "../shared/validate.ts";

/** A city's workbooks together need not fit in memory with their cells, which nobody asks for after the review. */
export function withoutCells(revision: Revision): Revision {
  const { libro, reporte } = revision;
  if (libro === null) return revision;
  const rest = { ...libro, grid: { ...libro.grid, rows: [], formulas: new Map<number, string>() } };
  return { ...revision, libro: rest, reporte: reporte === null ? null : { ...reporte, libro: rest, rows: [] } };
}
