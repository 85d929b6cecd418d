import { mkdir, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { exitCodes, SyncError } from "./errors.ts";
import { fileError } from "./file-error.ts";

/** The file system as far as writing needs it; tests put a failing one in its place. */
export interface Discos {
  readonly open: typeof open;
  readonly rename: typeof rename;
  readonly rm: typeof rm;
}

const node: Discos = { open, rename, rm };

/**
 * Writes a file whole or not at all: beside it first, synced to the disk, then renamed over it.
 *
 * @throws SyncError when it cannot be written; what was there before is then untouched
 */
export async function writeWhole(path: string, content: string | Uint8Array, disk: Discos = node): Promise<void> {
  if (await isFolder(path)) throw fileError("escribir", path, Object.assign(new Error("EISDIR"), { code: "EISDIR" }));
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    const file = await disk.open(temporary, "w");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await disk.rename(temporary, path);
  } catch (cause) {
    await disk.rm(temporary, { force: true }).catch(() => undefined);
    throw fileError("escribir", path, cause);
  }
}

/** Refuses an output that is one of the inputs, whatever way its path is written. */
export async function checkNotInput(output: string, inputs: readonly string[]): Promise<void> {
  const place = await placeOf(output);
  for (const input of inputs) {
    if ((await placeOf(input)) !== place) continue;
    throw new SyncError("salida-es-entrada", {
      where: output,
      why: "La salida es uno de los libros de entrada, y se perdería.",
      hint: "Elija otro nombre con --salida.",
      exitCode: exitCodes.usage,
    });
  }
}

/** Makes a folder and those above it. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw fileError("escribir", path, cause);
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

async function placeOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return resolve(path);
  }
}
