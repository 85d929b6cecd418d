import { a1 } from "../../../shared/address.ts";
import type { Cell } from "../../../shared/cell.ts";
import { cellKey, type Grid } from "../../../shared/grid.ts";

/** A grid's cells by address, formulas as `{ f, v }`: easy to compare and to read when a test fails. */
export function gridCells(grid: Grid): Record<string, unknown> {
  const cells: Record<string, unknown> = {};
  for (const { row, cells: values } of grid.rows) {
    for (const [column, value] of values.entries()) {
      if (value === undefined) continue;
      const formula = grid.formulas.get(cellKey(row, column));
      cells[a1(row, column)] = formula === undefined ? shown(value) : { f: formula, v: shown(value) };
    }
  }
  return cells;
}

function shown(cell: Cell): unknown {
  if (typeof cell !== "object" || cell === null) return cell;
  switch (cell.kind) {
    case "percent":
      return { p: cell.value };
    case "date":
      return { d: cell.serial };
    case "error":
      return { e: cell.code };
    case "pending":
      return "pending";
  }
}
