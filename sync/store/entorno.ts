import { dirname } from "node:path";
import { systemCode } from "../file-error.ts";
import { insist, statIfThere, unlinkIfThere, type Disk, type Reintentos } from "./disk.ts";
import type { Places } from "./places.ts";
import { storeError } from "./store-error.ts";

/** What every part of the store works with. */
export interface Entorno {
  readonly disk: Disk;
  readonly places: Places;
  readonly reintentos: Reintentos;
  /** Returns while the workspace is still ours; throws SyncError `candado-perdido` when another run took it over. */
  readonly fence: () => Promise<void>;
}

/** Writes one of the store's own files whole or not at all, for good. */
export async function writeOwn(
  entorno: Omit<Entorno, "fence">,
  path: string,
  content: Uint8Array | string,
): Promise<void> {
  const { disk, places } = entorno;
  await disk.writeFile(places.escribiendo, typeof content === "string" ? Buffer.from(content) : content);
  await moveOwn(entorno, path);
}

/**
 * The same with what another file holds.
 *
 * @throws SyncError `archivo-cambio` when that is not what was expected
 */
export async function copyOwn(
  entorno: Omit<Entorno, "fence">,
  from: string,
  esperado: string,
  path: string,
): Promise<void> {
  const { disk, places, reintentos } = entorno;
  let copied: string | null = null;
  const refusal = await insist(async () => {
    copied = await disk.copy(from, places.escribiendo).catch(async (cause: unknown) => {
      // A program may take a file away for a moment to put another in its place.
      if (systemCode(cause) === "ENOENT" && (await statIfThere(disk, from)) === null) return null;
      throw cause;
    });
  }, reintentos);
  if (refusal !== null) throw refusal;
  if (copied === esperado) return moveOwn(entorno, path);
  await unlinkIfThere(disk, places.escribiendo);
  throw storeError("archivo-cambio", from);
}

async function moveOwn({ disk, places, reintentos }: Omit<Entorno, "fence">, path: string): Promise<void> {
  const refusal = await insist(() => disk.rename(places.escribiendo, path), reintentos);
  if (refusal !== null) throw refusal;
  await disk.syncFolder(dirname(path));
}

/** Removes files, those that are there, for good; also where another run removed them and ended before syncing. */
export async function removeOwn({ disk }: Pick<Entorno, "disk">, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if ((await statIfThere(disk, path)) !== null) await unlinkIfThere(disk, path);
  }
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    if ((await statIfThere(disk, folder)) !== null) await disk.syncFolder(folder);
  }
}
