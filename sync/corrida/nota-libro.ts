import { a1 } from "../../shared/address.ts";
import { isBlank } from "../../shared/cell.ts";
import { cellKey } from "../../shared/grid.ts";
import { findNota } from "../../shared/layout/titulo.ts";
import type { Conflicto } from "../../shared/merge/conflicto.ts";
import type { Edicion, Mezcla } from "../../shared/merge/mezcla.ts";
import {
  describeMomento,
  formatNota,
  parseNota,
  valorNota,
  type ConflictoNota,
  type NotaSync,
} from "../../shared/nota-sync.ts";
import type { Reporte } from "../../shared/read.ts";
import type { CellChange } from "../xlsx/patch.ts";

/** A run's note, to be written into its cell. */
export interface NotaLibro {
  /** The cell tells of more or fewer conflicts than wait: a run before could not write there. */
  readonly isBehind: boolean;
  /** What writes it, when so many cells come from planeación. */
  change(recibidas: number): CellChange;
}

/**
 * The note of a workbook that keeps a cell for it; null for one that keeps none, or where that cell holds something else
 * than a note: what people wrote there is theirs.
 *
 * @param momento ISO 8601 with offset
 */
export function notaOf(reporte: Reporte, mezcla: Mezcla, momento: string): NotaLibro | null {
  const { libro, layout } = reporte;
  const found = findNota(libro.grid, libro.info.definedNames, layout.headerRow);
  if (found === null) return null;
  const { row, column, value } = found;
  const before = typeof value === "string" ? parseNota(value) : null;
  if ((before === null && !isBlank(value)) || libro.grid.formulas.has(cellKey(row, column))) return null;
  // What is decided by others comes to both sides.
  const recibidas = new Set(mezcla.alLibro.map(keyOf));
  const conflictos = conflictosOf(reporte, mezcla.conflictos);
  const nota: Omit<NotaSync, "recibidas"> = {
    cuando: describeMomento(momento),
    enviadas: mezcla.alCanonico.filter((edicion) => !recibidas.has(keyOf(edicion))).length,
    conflictos,
    otros: mezcla.conflictos.length - conflictos.length,
  };
  const known = before === null ? 0 : before.conflictos.length + before.otros;
  return {
    isBehind: known !== mezcla.conflictos.length,
    change: (cuantas) => ({ row, column, value: formatNota({ ...nota, recibidas: cuantas }) }),
  };
}

function keyOf({ codigo, columna }: Edicion): string {
  return `${codigo} ${columna}`;
}

/** Those whose cell the sheet has, from the top down. */
function conflictosOf({ indicadores, layout }: Reporte, conflictos: readonly Conflicto[]): ConflictoNota[] {
  const rows = new Map(indicadores.map(({ codigo, row }) => [codigo, row]));
  const found = conflictos.flatMap(({ clase, codigo, columna, planeacion }) => {
    const row = rows.get(codigo);
    const column = layout.columns.get(columna ?? "codigo");
    if (row === undefined || column === undefined) return [];
    const nota: ConflictoNota = { clase, celda: a1(row, column), codigo, planeacion: valorNota(planeacion) };
    return [{ row, column, nota }];
  });
  return found.sort((a, b) => a.row - b.row || a.column - b.column).map(({ nota }) => nota);
}
