import { a1, parseA1 } from "../shared/address.ts";
import type { Cell } from "../shared/cell.ts";
import { cellsByRow } from "../shared/grid.ts";
import { findNota } from "../shared/layout/titulo.ts";
import { parseNota, valorNota, type ConflictoNota, type NotaSync } from "../shared/nota-sync.ts";
import type { Reporte } from "../shared/read.ts";

/** What the last sync left in the workbook's title, with what the sheet says now beside it. */
export interface SyncInfo extends Pick<NotaSync, "cuando" | "recibidas" | "enviadas" | "otros"> {
  readonly conflictos: readonly ConflictoInfo[];
}

export interface ConflictoInfo extends ConflictoNota {
  /** Header of the column; empty where there is none any more. */
  readonly columna: string;
  /** What this workbook says. */
  readonly aqui: string;
}

/** All that wait, those of which the note has no room to say more among them. */
export function countConflictos(sync: SyncInfo | null): number {
  return sync === null ? 0 : sync.conflictos.length + sync.otros;
}

/** Reads the note; null in a sheet without one, and where a text of somebody else stands in its place. */
export function readSyncInfo({ libro, layout, indicadores }: Reporte): SyncInfo | null {
  const { grid, info } = libro;
  const found = findNota(grid, info.definedNames, layout.headerRow);
  const nota = typeof found?.value === "string" ? parseNota(found.value) : null;
  if (nota === null) return null;
  const rows = cellsByRow(grid);
  const filas = new Map(indicadores.map(({ codigo, row }) => [codigo, row]));
  const at = (row: number, column: number): Cell => rows.get(row)?.[column] ?? null;
  const withCell = (conflicto: ConflictoNota): ConflictoInfo[] => {
    const place = parseA1(conflicto.celda);
    if (place === null) return [];
    // Rows may have been sorted since.
    const row = filas.get(conflicto.codigo) ?? place.row;
    return [
      {
        ...conflicto,
        celda: a1(row, place.column),
        columna: valorNota(at(layout.headerRow, place.column)),
        aqui: valorNota(at(row, place.column)),
      },
    ];
  };
  return { ...nota, conflictos: nota.conflictos.flatMap(withCell) };
}
