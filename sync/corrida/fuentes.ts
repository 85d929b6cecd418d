import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Config } from "../config.ts";
import { exitCodes, SyncError, usageError } from "../errors.ts";
import { fileError } from "../file-error.ts";
import { listLibros, readSha } from "../libro.ts";
import { checkClosed, isFolder } from "../output.ts";
import { nodeDisk } from "../store/disk.ts";
import { readNuevos } from "../store/read-nuevos.ts";
import { isReadOnly } from "../store/read-only.ts";
import { sha256 } from "../sha256.ts";
import { storeError } from "../store/store-error.ts";
import { copyErrorOf, nuevo } from "./copias.ts";

/** A file of the workbooks' folder as it is on the disk now. */
export interface Fuente {
  readonly path: string;
  readonly sha: string;
  /** Its bytes, read once more (`readAgain`): most are as the last run left them, and nobody has any use for theirs. */
  readonly leer: () => Buffer;
  /** Set when a program says that it has the file open, or it is for reading only: it may be read, not written. */
  readonly abierto: SyncError | null;
}

/** Where a workspace has what is read here. */
type UnEspacio = Pick<Config, "path" | "libros" | "canonico">;

export interface Fuentes {
  readonly fuentes: readonly Fuente[];
  /** Left out, and why. */
  readonly omitidas: readonly { readonly path: string; readonly error: SyncError }[];
}

/**
 * Reads a workspace's workbooks as they are. Copies that cloud clients leave, and those that runs leave and somebody has
 * worked in, of the canonical workbook too, are left out and told of, never merged.
 *
 * @throws SyncError for a folder that cannot be read or holds no workbook
 */
export async function readFuentes({ libros, canonico, path: config }: UnEspacio): Promise<Fuentes> {
  if (!(await isFolder(libros))) throw withoutFolder(libros);
  const paths = await listLibros([libros]);
  const all = new Set(paths);
  const nuestros = await readNuevos(dirname(config));
  const leidas: (Fuente | SyncError | null)[] = [];
  for (let from = 0; from < paths.length; from += atATime) {
    const some = paths.slice(from, from + atATime).map((path) => readFuente(path, all, nuestros));
    leidas.push(...(await Promise.all(some)));
  }
  return {
    fuentes: leidas.flatMap((leida) => (leida === null || leida instanceof SyncError ? [] : [leida])),
    omitidas: [
      ...leidas.flatMap((leida, index) => {
        const path = paths[index];
        return leida instanceof SyncError && path !== undefined ? [{ path, error: leida }] : [];
      }),
      ...(await workedInCopies(canonico, nuestros)),
    ],
  };
}

/** Files read side by side: enough for a slow disk, few enough for the memory. */
const atATime = 8;

/** Copies that runs left beside the canonical workbook and somebody has worked in: what they typed is nowhere else. */
async function workedInCopies(canonico: string, nuestros: ReadonlySet<string>): Promise<Fuentes["omitidas"]> {
  const folder = dirname(canonico);
  const names = await readdir(folder).catch(() => []);
  const paths = names.filter((name) => nuevo.test(name) && name.replace(nuevo, "$1") === basename(canonico));
  const found: { path: string; error: SyncError }[] = [];
  for (const path of paths.map((name) => join(folder, name))) {
    if (!nuestros.has(await readSha(path))) found.push({ path, error: workedInError(path, canonico) });
  }
  return found;
}

/** A file, or why it is left out; null when it is a copy as a run left it. */
async function readFuente(
  path: string,
  all: ReadonlySet<string>,
  nuestros: ReadonlySet<string>,
): Promise<Fuente | SyncError | null> {
  const isNuevo = nuevo.test(path);
  const copy = copyErrorOf(path, all);
  if (copy !== null && !isNuevo) return copy;
  try {
    const sha = await readSha(path);
    if (isNuevo && nuestros.has(sha)) return null;
    // Without what it was a copy of, it is the workbook that somebody goes on with.
    if (copy !== null) return workedInError(path, path.replace(nuevo, "$1"));
    return { path, sha, leer: () => readAgain(path, sha), abierto: await findObstaculo(path) };
  } catch (error) {
    if (error instanceof SyncError) return error;
    throw error;
  }
}

/**
 * The bytes of a file that was read before, when its hash was taken.
 *
 * @throws SyncError `archivo-cambio` where they are others by now, or what the disk says
 */
export function readAgain(path: string, sha: string): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw fileError("leer", path, cause);
  }
  if (sha256(bytes) !== sha) throw storeError("archivo-cambio", path);
  return bytes;
}

/** Somebody saved a file after the run had looked at it. */
export function isArchivoCambio(error: unknown): boolean {
  return error instanceof SyncError && error.code === "archivo-cambio";
}

function withoutFolder(carpeta: string): SyncError {
  return usageError("carpeta-no-existe", {
    where: carpeta,
    why: "No existe la carpeta de los libros.",
    hint: "Créela, o corrija «libros» en metas.config.json.",
  });
}

/** Why a file can be read and not written now; null where it can. */
export async function findObstaculo(path: string): Promise<SyncError | null> {
  try {
    await checkClosed(path);
    return (await isReadOnly({ disk: nodeDisk }, path)) ? storeError("archivo-de-solo-lectura", path) : null;
  } catch (error) {
    if (error instanceof SyncError) return error;
    throw error;
  }
}

function workedInError(path: string, original: string): SyncError {
  return new SyncError("nuevo-con-cambios", {
    where: path,
    why: `Parece la copia que deja una corrida cuando no puede escribir en ${basename(original)}, con cambios que alguien le hizo; no se mezcla.`,
    hint: `Pase a ${basename(original)} lo que se haya escrito en este, y bórrelo.`,
    exitCode: exitCodes.partial,
  });
}
