import { join } from "node:path";
import * as z from "zod";
import { jsonText } from "../json-text.ts";
import { hashIfThere, listIfThere, readIfThere, unlinkIfThere } from "./disk.ts";
import { copyOwn, writeOwn, type Entorno } from "./entorno.ts";
import { sha } from "./schema.ts";
import { sha256 } from "../sha256.ts";
import { storeError } from "./store-error.ts";

const schema = z.strictObject({
  version: z.literal(1),
  generacion: z.int().positive(),
  corrida: z.string(),
  cuando: z.iso.datetime(),
  archivos: z.array(
    z.strictObject({
      path: z.string(),
      parte: z.string(),
      /** Hash of what was there before the commit, null when there was no such file. */
      antes: sha.nullable(),
      /** Hash of what the commit left, null when it removed the file. */
      despues: sha.nullable(),
      /** Whether what was there before is kept. */
      respaldado: z.boolean(),
    }),
  ),
});

/** What a commit changed, and so what it takes to go back to before it. */
export type Manifiesto = z.infer<typeof schema>;

/** What to keep: the commits that either number reaches. */
export interface Retencion {
  readonly corridas: number;
  readonly dias: number;
}

export const usualRetencion: Retencion = { corridas: 30, dias: 90 };

/** What was let go. */
export interface Podado {
  readonly corridas: readonly string[];
  readonly objetos: number;
}

/**
 * Keeps what a file holds under its hash, for good.
 *
 * @throws SyncError `archivo-cambio` when it holds something else by now
 */
export async function saveObject(entorno: Entorno, hash: string, file: string): Promise<void> {
  const path = join(entorno.places.objetos, hash);
  if ((await hashIfThere(entorno.disk, path)) !== hash) await copyOwn(entorno, file, hash, path);
}

/** @throws SyncError `respaldo-no-existe` or `respaldo-danado` */
export async function readObject({ disk, places }: Entorno, hash: string): Promise<Buffer> {
  const path = join(places.objetos, hash);
  const content = await readIfThere(disk, path);
  if (content === null) throw storeError("respaldo-no-existe", path);
  if (sha256(content) !== hash) throw storeError("respaldo-danado", path);
  return content;
}

export async function writeManifest(entorno: Entorno, manifiesto: Manifiesto): Promise<void> {
  await writeOwn(entorno, join(entorno.places.corridas, manifestName(manifiesto)), jsonText(manifiesto));
}

/**
 * The commits whose backups are kept, oldest first.
 *
 * @throws SyncError `respaldo-danado`
 */
export async function readManifests(entorno: Entorno): Promise<Manifiesto[]> {
  const manifests: Manifiesto[] = [];
  for (const name of await listManifests(entorno)) manifests.push(await readManifest(entorno, name));
  return manifests;
}

/** Names of their files, oldest first. */
async function listManifests({ disk, places }: Entorno): Promise<string[]> {
  const names = await listIfThere(disk, places.corridas);
  return names.filter((one) => /^\d{10}-.+\.json$/.test(one)).sort();
}

async function readManifest({ disk, places }: Entorno, name: string): Promise<Manifiesto> {
  const path = join(places.corridas, name);
  const content = await disk.readFile(path);
  try {
    return schema.parse(JSON.parse(content.toString("utf8")));
  } catch (cause) {
    throw storeError("respaldo-danado", path, "", cause);
  }
}

/**
 * Lets go of the commits that are both too many and too old, and of the contents that none of the others needs.
 *
 * @param hasLeftovers whether there may be contents that no commit needs: of one that was not to be, of files of which
 *   nothing is kept; else, while no commit is too old, only the oldest is looked at
 */
export async function pruneBackups(
  entorno: Entorno,
  { corridas, dias }: Retencion,
  now: Date,
  hasLeftovers: boolean,
): Promise<Podado> {
  const { disk, places, fence } = entorno;
  const oldest = now.getTime() - dias * 86_400_000;
  if (!hasLeftovers && !(await isFirstTooOld(entorno, corridas, oldest))) return { corridas: [], objetos: 0 };
  const manifests = await readManifests(entorno);
  const byNumber = Math.max(0, manifests.length - corridas);
  const byAge = manifests.findIndex(({ cuando }) => Date.parse(cuando) >= oldest);
  // Going back to before a commit takes all that came after it: what goes is always the beginning.
  const cut = Math.min(byNumber, byAge === -1 ? manifests.length : byAge);
  const kept = new Set(manifests.slice(cut).flatMap(({ archivos }) => archivos.flatMap(neededObject)));
  await fence();
  const gone = manifests.slice(0, cut);
  for (const manifest of gone) await unlinkIfThere(disk, join(places.corridas, manifestName(manifest)));
  const unneeded = (await listIfThere(disk, places.objetos)).filter((name) => !kept.has(name));
  // No content may go for good before what says that it is there, whichever run removed that.
  if (gone.length > 0 || unneeded.length > 0) await disk.syncFolder(places.corridas);
  for (const name of unneeded) await unlinkIfThere(disk, join(places.objetos, name));
  return { corridas: gone.map(({ corrida }) => corrida), objetos: unneeded.length };
}

async function isFirstTooOld(entorno: Entorno, corridas: number, oldest: number): Promise<boolean> {
  const [first, ...others] = await listManifests(entorno);
  if (first === undefined || others.length < corridas) return false;
  return Date.parse((await readManifest(entorno, first)).cuando) < oldest;
}

function neededObject({ antes, respaldado }: Manifiesto["archivos"][number]): string[] {
  return antes !== null && respaldado ? [antes] : [];
}

/** Sorts as the commits came. */
function manifestName({ generacion, corrida }: Manifiesto): string {
  return `${String(generacion).padStart(10, "0")}-${corrida}.json`;
}
