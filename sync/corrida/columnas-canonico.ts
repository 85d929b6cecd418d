import { columnasMezcladas } from "../../shared/merge/columna-mezclada.ts";
import { columnaNombre } from "../canonico/palabras.ts";
import { exitCodes, SyncError } from "../errors.ts";
import { isCanonicoSame, type EntradaCorrida } from "./entrada.ts";
import { readAncestro } from "./estado.ts";

/**
 * Columns that both sides had and the canonical workbook has no more: written anew it would have them blank, and the next
 * run would take the blanks for planeación's.
 *
 * @throws SyncError
 */
export async function checkColumnasCanonico(entrada: EntradaCorrida): Promise<void> {
  const { memoria, canonico, plan, store, config } = entrada;
  if (memoria.espacio === null || isCanonicoSame(entrada)) return;
  const [lado] = canonico.leer()?.lados.values() ?? [];
  const missing = columnasMezcladas(plan).filter(({ key }) => lado !== undefined && !lado.columnas.has(key));
  if (missing.length === 0) return;
  const had = new Set<string>();
  for (const { id } of plan.secretarias) {
    for (const valores of (await readAncestro(store, id).catch(() => null))?.values() ?? []) {
      for (const key of Object.keys(valores)) had.add(key);
    }
  }
  const lost = missing.filter(({ key }) => had.has(key)).map(({ key }) => columnaNombre(key, plan));
  if (lost.length === 0) return;
  throw new SyncError("canonico-sin-columnas", {
    where: config.canonico,
    why: `Al libro canónico le faltan, o tiene repetidas, columnas que tenía (${lost.join(", ")}), y al escribirlo de nuevo quedarían en blanco en todas partes; no se hizo nada.`,
    hint: "Deje cada una una sola vez, con el encabezado que tenía, o recupere el libro anterior con «metas restaurar».",
    exitCode: exitCodes.safetyStop,
  });
}
