import { cellsByRow } from "../shared/grid.ts";
import { anchorsOf, findAgain } from "./anchors.ts";
import type { CellDone, CellEdit, CellSkipped } from "./door.ts";
import type { Revisada } from "./revisada.ts";
import type { Hecho, State } from "./state.ts";

/** The edit that takes a cell back, as long as it still holds what was written. */
export function undoing({ cell, before, after, format, anchors }: CellDone): CellEdit {
  return { cell, expected: after, value: before, format: format === null ? null : { code: format }, anchors };
}

/** Cells that were not where they had been, by where a fresh look at their sheet finds them. */
export interface Sought {
  readonly found: readonly CellDone[];
  /** Those that cannot be told from others: nothing is written, and they may yet be told. */
  readonly unknown: readonly CellDone[];
  readonly skipped: readonly CellSkipped[];
}

/** Looks for cells that were written; nothing is known of cells outside the rows, which are taken to have stayed. */
export function seek(cells: readonly CellDone[], revisada: Revisada): Sought {
  const anchors = anchorsOf(revisada.revision.reporte, cellsByRow(revisada.leida.grid));
  const found: CellDone[] = [];
  const unknown: CellDone[] = [];
  const skipped: CellSkipped[] = [];
  for (const done of cells) {
    const { cell } = done;
    const paradero = findAgain({ ...done, held: done.after }, revisada);
    if (done.anchors.length === 0) found.push(done);
    else if (paradero.kind === "found") {
      found.push({ ...done, cell: paradero.cell, anchors: anchors(paradero.cell) });
    } else {
      skipped.push({ cell, why: paradero.kind === "gone" ? "borrada" : "movida" });
      if (paradero.kind === "unknown") unknown.push(done);
    }
  }
  return { found, unknown, skipped };
}

/** What names the sheet of a step that is not the one on screen; empty for that one. */
export function enOtraHoja({ place }: Hecho, { revisada }: Pick<State, "revisada">): string {
  return place.id === revisada?.leida.place.id ? "" : `, en la hoja «${place.name}»`;
}
