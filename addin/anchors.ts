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

/** A cell as it was seen: what it held and what told it apart. */
export interface CellSeen {
  readonly cell: string;
  readonly held: CellInput | null;
  readonly anchors: readonly CellAnchor[];
}

/**
 * Where a cell stands after rows or columns moved: in the one row with its código, under the one header that it had. Null
 * where there is none such or more than one, so that nobody can tell.
 *
 * @param revisada the sheet as it is now
 */
export function findAgain({ cell, held, anchors }: CellSeen, { revision, leida }: Revisada): string | null {
  const layout = revision.reporte?.layout;
  const column = layout?.columns.get("codigo");
  const before = parseA1(cell);
  const ofRow = anchors.find((each) => parseA1(each.cell)?.row === before?.row);
  const ofColumn = anchors.find((each) => each !== ofRow);
  // A cell that has no other in its row for an anchor is the código's own.
  const codigo = ofRow?.holds ?? held;
  if (layout === undefined || column === undefined || ofColumn === undefined || codigo === null) return null;
  const rows = cellsByRow(leida.grid);
  const isHeld = (holds: CellInput, row: number, at: number): boolean => inputOf(rows.get(row)?.[at] ?? null) === holds;
  const [row, ...otherRows] = [...rows.keys()].filter(
    (each) => each >= layout.firstDataRow && isHeld(codigo, each, column),
  );
  const [at, ...otherColumns] = [...(rows.get(layout.headerRow)?.keys() ?? [])].filter((each) =>
    isHeld(ofColumn.holds, layout.headerRow, each),
  );
  return row === undefined || at === undefined || otherRows.length + otherColumns.length > 0 ? null : a1(row, at);
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
