import { access, constants, mkdir, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SyncError, usageError } from "./errors.ts";
import { fileError, openElsewhere, systemCode } from "./file-error.ts";
import { Pieces } from "./pieces.ts";

/** The file system as far as writing needs it; tests put a failing one in its place. */
export interface Discos {
  readonly open: typeof open;
  readonly rename: typeof rename;
  readonly rm: typeof rm;
  readonly platform: NodeJS.Platform;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

const node: Discos = { open, rename, rm, platform: process.platform, sleep };

/**
 * Writes a file whole or not at all: beside it first, synced to the disk, then renamed over it.
 *
 * @throws SyncError when it cannot be written; what was there before is then untouched
 */
export async function writeWhole(
  path: string,
  content: string | Uint8Array | Pieces,
  disk: Discos = node,
): Promise<void> {
  await checkReplaceable(path);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    const file = await disk.open(temporary, "w");
    try {
      if (content instanceof Pieces) for await (const piece of content) await file.writeFile(piece);
      else await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await replace(temporary, path, disk);
  } catch (cause) {
    await disk.rm(temporary, { force: true }).catch(() => undefined);
    throw await writeError(path, cause);
  }
}

/** A system may say that a folder is not there of one that is, and that takes no files: `/proc`. */
async function writeError(path: string, cause: unknown): Promise<Error> {
  const folder = dirname(path);
  if (systemCode(cause) !== "ENOENT" || !(await isFolder(folder))) return fileError("escribir", path, cause);
  return new SyncError("carpeta-no-admite-archivos", {
    where: folder,
    why: "La carpeta existe, pero el sistema no deja crear archivos en ella.",
    hint: "Escriba en otra carpeta.",
    cause,
  });
}

/**
 * Makes sure, before any work is done for it, that a file may be written anew.
 *
 * @throws SyncError with exit code 5 when a program has it open, 1 when it is a folder or read-only
 */
export async function checkReplaceable(path: string): Promise<void> {
  if (await isFolder(path)) throw fileError("escribir", path, Object.assign(new Error("EISDIR"), { code: "EISDIR" }));
  await checkClosed(path);
  if (await isReadOnly(path)) {
    throw new SyncError("archivo-de-solo-lectura", {
      where: path,
      why: "El archivo ya existe y es de solo lectura.",
      hint: "Quítele la marca de solo lectura en sus propiedades, bórrelo, o elija otro nombre con --salida.",
    });
  }
}

/**
 * Makes sure that no program on this or another machine says that it has the file open.
 *
 * @throws SyncError with exit code 5
 */
export async function checkClosed(path: string): Promise<void> {
  for (const [mark, program] of openMarks) {
    const beside = join(dirname(path), mark(basename(path)));
    if (await exists(beside)) throw openElsewhere(path, program, basename(beside));
  }
}

/** What a program leaves beside a file while it has it open. */
const openMarks: readonly (readonly [mark: (name: string) => string, program: string])[] = [
  [(name) => `~$${name}`, "Excel"],
  [(name) => `.~lock.${name}#`, "LibreOffice"],
];

/** Whether it may not be written; the bits are asked too, because an administrator may write anything. */
async function isReadOnly(path: string): Promise<boolean> {
  if (!(await exists(path))) return false;
  const { mode } = await stat(path);
  if ((mode & 0o222) === 0) return true;
  return access(path, constants.W_OK).then(
    () => false,
    () => true,
  );
}

/** Milliseconds between tries, on Windows alone: an antivirus lets go of a file soon, Excel does not. */
const pauses = [50, 150, 400, 1000] as const;

/** Renames over a file; where Windows refuses, a program has the file open. */
async function replace(temporary: string, path: string, disk: Discos): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await disk.rename(temporary, path);
      return;
    } catch (cause) {
      if (disk.platform !== "win32" || !["EPERM", "EACCES", "EBUSY"].includes(systemCode(cause) ?? "")) throw cause;
      const pause = pauses[tries];
      if (pause === undefined) throw openElsewhere(path, "Excel", null, cause);
      await disk.sleep(pause);
    }
  }
}

/** Refuses an output that is one of the inputs, whatever way its path is written. */
export async function checkNotInput(output: string, inputs: readonly string[]): Promise<void> {
  const place = await placeOf(output);
  for (const input of inputs) {
    if ((await placeOf(input)) !== place) continue;
    throw usageError("salida-es-entrada", {
      where: output,
      why: "La salida es uno de los libros de entrada, y se perdería.",
      hint: "Elija otro nombre con --salida.",
    });
  }
}

/** Makes a folder and those above it. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw await writeError(path, cause);
  }
}

/** True when something stands there, whatever it is. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

export async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function placeOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return resolve(path);
  }
}
