import { cellsByRow } from "../shared/grid.ts";
import { anchorsOf, findAgain } from "./anchors.ts";
import type { CellDone, CellEdit } from "./door.ts";
import type { Revisada } from "./revisada.ts";
import type { Hecho, State } from "./state.ts";

/** The edit that takes a cell back, as long as it still holds what was written. */
export function undoing({ cell, before, after, format, anchors }: CellDone): CellEdit {
  return { cell, expected: after, value: before, format: format === null ? null : { code: format }, anchors };
}

/** Cells that were not where they had been, by whether a fresh look at their sheet finds them. */
export interface Sought {
  readonly found: readonly CellDone[];
  /** Nothing is written there, and they may yet be told. */
  readonly lost: readonly CellDone[];
}

/** Looks for cells that were written; nothing is known of those outside the rows, which are taken to have stayed. */
export function seek(cells: readonly CellDone[], revisada: Revisada): Sought {
  const anchors = anchorsOf(revisada.revision.reporte, cellsByRow(revisada.leida.grid));
  const found: CellDone[] = [];
  const lost: CellDone[] = [];
  for (const done of cells) {
    const cell = done.anchors.length === 0 ? done.cell : findAgain({ ...done, held: done.after }, revisada);
    if (cell === null) lost.push(done);
    else found.push({ ...done, cell, anchors: anchors(cell) });
  }
  return { found, lost };
}

/** What names the sheet of a step that is not the one on screen; empty for that one. */
export function enOtraHoja({ place }: Hecho, { revisada }: Pick<State, "revisada">): string {
  return place.id === revisada?.leida.place.id ? "" : `, en la hoja «${place.name}»`;
}
