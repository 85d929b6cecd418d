import { showFecha, splitMomento } from "../../shared/corte.ts";
import { exitCodes, SyncError } from "../errors.ts";

/** A file as it was before, and the run that found or put another in its place. */
export interface Anterior {
  readonly sha: string;
  /** ISO 8601 with offset. */
  readonly momento: string;
}

/** Files that one workbook was before, the latest first; more than a month of daily runs. */
const maxAnteriores = 40;

/**
 * What a workbook was before, with what this run has replaced.
 *
 * @param actual what it is now, which it may have been before too
 */
export function withAnteriores(
  antes: readonly Anterior[],
  reemplazados: readonly (string | null | undefined)[],
  momento: string,
  actual: string | null,
): Anterior[] {
  const nuevos = [...new Set(reemplazados)].flatMap((sha) => (sha === null || sha === undefined ? [] : [sha]));
  const known = new Set(nuevos);
  return [...nuevos.map((sha): Anterior => ({ sha, momento })), ...antes.filter(({ sha }) => !known.has(sha))]
    .filter(({ sha }) => sha !== actual)
    .slice(0, maxAnteriores);
}

/**
 * Stops where somebody put an old copy of a workbook back: merged, it would undo on both sides what was agreed on since, as
 * if people had typed it. One that was saved again on purpose is another file.
 *
 * @param sha of the file as it is on the disk
 */
export function findCopiaAnterior(antes: readonly Anterior[], sha: string | null, where: string): SyncError | null {
  const anterior = antes.find((each) => each.sha === sha);
  if (anterior === undefined) return null;
  const { dia, hora } = splitMomento(anterior.momento);
  return new SyncError("copia-anterior", {
    where,
    why: `Es una copia de como estaba el libro hasta la corrida del ${showFecha(dia)} a las ${hora}: mezclarla desharía lo que cambió después.`,
    hint: "Ponga el más reciente: lo tiene quien lo envió, el historial de versiones de la nube o, si lo escribió una corrida, «metas restaurar». Si de verdad quiere volver a este, ábralo en Excel y guárdelo.",
    exitCode: exitCodes.safetyStop,
  });
}
