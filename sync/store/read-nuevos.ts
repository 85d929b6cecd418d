import { nodeDisk } from "./disk.ts";
import { readWrittenHead } from "./head.ts";
import { placesOf } from "./places.ts";
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
