import { dirname, extname } from "node:path";
import { hashIfThere, insist, unlinkIfThere } from "./disk.ts";
import type { Entorno } from "./entorno.ts";
import type { Nuevo } from "./head.ts";
import { pathOf } from "./places.ts";
import type { Decidido } from "./record.ts";

/**
 * Where the content goes that cannot be put in its place: the first of `libro.nuevo.xlsx`, `libro.nuevo-2.xlsx`… that is
 * free, or that is still what a run left there. A copy that somebody has worked in stays theirs.
 */
export async function freeNuevo(entorno: Entorno, path: string, nuevos: readonly Nuevo[]): Promise<string> {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  for (let number = 1; ; number++) {
    const nuevo = `${stem}.nuevo${number === 1 ? "" : `-${number}`}${extension}`;
    if (await isFreeNuevo(entorno, nuevo, nuevos)) return nuevo;
  }
}

/** Whether nobody's work stands there. */
export async function isFreeNuevo(
  { disk, places }: Entorno,
  nuevo: string,
  nuevos: readonly Nuevo[],
): Promise<boolean> {
  const found = await hashIfThere(disk, pathOf(places, nuevo));
  return found === null || nuevos.some((one) => one.path === nuevo && one.hash === found);
}

/**
 * Removes the copies of files that are now written; nobody is to take them for the latest.
 *
 * @returns the copies that there are, this commit's among them
 */
export async function tidyNuevos(entorno: Entorno, { partes, cabeza }: Decidido): Promise<Nuevo[]> {
  const { disk, places, reintentos } = entorno;
  const written = new Set(
    partes.flatMap(({ omitida, pasos }) => (omitida === null ? pasos : [])).map(({ path }) => path),
  );
  const kept: Nuevo[] = [];
  for (const nuevo of [...cabeza.nuevos, ...partes.flatMap(leftBy)]) {
    const path = pathOf(places, nuevo.path);
    if ((await hashIfThere(disk, path)) !== nuevo.hash) continue;
    if (written.has(nuevo.de) && (await insist(() => unlinkIfThere(disk, path), reintentos)) === null) {
      await disk.syncFolder(dirname(path));
    } else if (!kept.some((one) => one.path === nuevo.path)) {
      kept.push(nuevo);
    }
  }
  return kept;
}

/** The copy that a parte leaves, if it could be left. */
function leftBy({ omitida, pasos }: Decidido["partes"][number]): Nuevo[] {
  if (omitida === null || omitida.nuevo === null) return [];
  const hash = pasos.find(({ path }) => path === omitida.path)?.despues ?? null;
  return hash === null || omitida.path === null ? [] : [{ path: omitida.nuevo, de: omitida.path, hash }];
}
