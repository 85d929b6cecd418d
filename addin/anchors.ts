import { a1, parseA1 } from "../shared/address.ts";
import type { Cell } from "../shared/cell.ts";
import { cellsByRow, type GridRow } from "../shared/grid.ts";
import type { Reporte } from "../shared/read.ts";
import type { CellAnchor, CellInput } from "./door.ts";
import type { Revisada } from "./revisada.ts";

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

/** Where a cell of a row stands by now: there, nowhere (its row is gone), or where nobody can tell. */
export type Paradero = { readonly kind: "found"; readonly cell: string } | { readonly kind: "gone" | "unknown" };

/**
 * Finds a cell again after rows or columns moved: in the one row with its código, under the one header that it had.
 *
 * @param seen     the cell with what it and its anchors held where it stood before
 * @param revisada the sheet as it is now
 */
export function findAgain(
  seen: { readonly cell: string; readonly held: CellInput; readonly anchors: readonly CellAnchor[] },
  { revision: { reporte }, leida }: Pick<Revisada, "revision" | "leida">,
): Paradero {
  const rows = cellsByRow(leida.grid);
  const { cell, held, anchors } = seen;
  const before = parseA1(cell);
  const column = reporte?.layout.columns.get("codigo");
  const ofRow = anchors.find((each) => parseA1(each.cell)?.row === before?.row);
  const ofColumn = anchors.find((each) => each !== ofRow);
  if (reporte === null || column === undefined || ofColumn === undefined) return { kind: "unknown" };
  const { firstDataRow, headerRow } = reporte.layout;
  const isHeld = (holds: CellInput, row: number, at: number): boolean => inputOf(rows.get(row)?.[at] ?? null) === holds;
  // A cell that has no other in its row for an anchor is the código's own.
  const codigo = ofRow?.holds ?? held;
  const inRows = [...rows.keys()].filter((row) => row >= firstDataRow && isHeld(codigo, row, column));
  const inColumns = [...(rows.get(headerRow)?.keys() ?? [])].filter((at) => isHeld(ofColumn.holds, headerRow, at));
  const [row, ...otherRows] = inRows;
  const [at, ...otherColumns] = inColumns;
  if (row === undefined) return { kind: "gone" };
  if (at === undefined || otherRows.length + otherColumns.length > 0) return { kind: "unknown" };
  return { kind: "found", cell: a1(row, at) };
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
