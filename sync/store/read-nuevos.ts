import { hashIfThere, nodeDisk } from "./disk.ts";
import { readWrittenHead } from "./head.ts";
import { pathOf, placesOf } from "./places.ts";
import { usualCarpeta } from "./store.ts";

/**
 * Hashes of the copies that runs left beside files they could not write, as they left them: a copy of another hash is
 * one that somebody has worked in. Reading them asks for no lock.
 *
 * @param raiz the workspace's folder
 */
export async function readNuevos(raiz: string): Promise<ReadonlySet<string>> {
  const head = await readWrittenHead({ disk: nodeDisk, places: placesOf(raiz, usualCarpeta) });
  return new Set(head?.nuevos.map(({ hash }) => hash));
}

/**
 * The copy that a run left beside a file it could not write, where it still is as it was left; null where there is none.
 *
 * @param raiz the workspace's folder
 * @param de   the file
 */
export async function findNuevo(raiz: string, de: string): Promise<string | null> {
  const places = placesOf(raiz, usualCarpeta);
  const head = await readWrittenHead({ disk: nodeDisk, places });
  for (const nuevo of head?.nuevos ?? []) {
    const path = pathOf(places, nuevo.path);
    if (pathOf(places, nuevo.de) === de && (await hashIfThere(nodeDisk, path)) === nuevo.hash) return path;
  }
  return null;
}
