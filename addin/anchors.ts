import { a1, parseA1 } from "../shared/address.ts";
import type { Cell } from "../shared/cell.ts";
import type { GridRow } from "../shared/grid.ts";
import type { Reporte } from "../shared/read.ts";
import type { CellAnchor, CellInput } from "./door.ts";

/**
 * What tells that a cell of a row is still the same: the row's código and the column's header, as they were read.
 *
 * @param rows of the sheet, as `cellsByRow` gives them
 */
export function anchorsOf(
  reporte: Reporte | null,
  rows: ReadonlyMap<number, GridRow["cells"]>,
): (cell: string) => readonly CellAnchor[] {
  if (reporte === null) return () => [];
  const { layout } = reporte;
  const codigo = layout.columns.get("codigo");
  return (cell) => {
    const at = parseA1(cell);
    if (at === null || at.row < layout.firstDataRow || codigo === undefined) return [];
    return [
      { row: at.row, column: codigo },
      { row: layout.headerRow, column: at.column },
    ].flatMap(({ row, column }) => {
      const holds = inputOf(rows.get(row)?.[column] ?? null);
      return (row === at.row && column === at.column) || holds === null ? [] : [{ cell: a1(row, column), holds }];
    });
  };
}

/** What a cell holds as the API gives and takes it; null for what no fix replaces. */
export function inputOf(cell: Cell): CellInput | null {
  if (cell === null) return "";
  if (typeof cell !== "object") return cell;
  switch (cell.kind) {
    case "percent":
      return cell.value;
    case "date":
      return cell.serial;
    case "error":
    case "pending":
      return null;
  }
}
