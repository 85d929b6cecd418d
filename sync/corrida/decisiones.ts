import type { Decision } from "../../shared/merge/conflicto.ts";

/** What is decided of open conflicts, by their ids. */
export interface Decisiones {
  /** What is to be applied. */
  readonly vigentes: Map<string, Decision>;
  /** What the sheet Conflictos of the canonical workbook said when it was last read. */
  readonly enHoja: ReadonlyMap<string, Decision>;
}

/**
 * Takes up what the sheet Conflictos says now. Who decided last counts, on the sheet or by command: a cell that stands as
 * it stood says nothing new, and one that was cleared takes back what it had said.
 *
 * @param hoja decisions that can be used; null when the sheet is as it was
 */
export function withHoja(
  vigentes: ReadonlyMap<string, Decision>,
  enHoja: ReadonlyMap<string, Decision>,
  hoja: ReadonlyMap<string, Decision> | null,
): Decisiones {
  const all = new Map(vigentes);
  if (hoja === null) return { vigentes: all, enHoja };
  for (const id of new Set([...enHoja.keys(), ...hoja.keys()])) {
    const [before, now] = [enHoja.get(id), hoja.get(id)];
    if (isSame(before, now)) continue;
    if (now !== undefined) all.set(id, now);
    else if (isSame(all.get(id), before)) all.delete(id);
  }
  return { vigentes: all, enHoja: hoja };
}

function isSame(one: Decision | undefined, other: Decision | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
