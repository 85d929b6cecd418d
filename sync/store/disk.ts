import { createHash, type Hash } from "node:crypto";
import { closeSync, constants, openSync, readSync, writeSync } from "node:fs";
import { copyFile, link, mkdir, open, readdir, readFile, realpath, rename, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { systemCode } from "../file-error.ts";
import { chunksOf } from "../file-chunks.ts";
import type { Pieces } from "../pieces.ts";
import { sha256Of } from "../sha256.ts";

/**
 * The store's only door to the file system. Whatever writes a file returns when its content is on the disk; a name that
 * came, went or moved is there for good only after `syncFolder`. Errors are the system's own.
 */
export interface Disk {
  readonly readFile: (path: string) => Promise<Buffer>;
  /** `sha256` of what a file holds, which is not in memory for it. */
  readonly hash: (path: string) => Promise<string>;
  /** Creates or empties the file and fills it. */
  readonly writeFile: (path: string, content: Uint8Array | Pieces, mode?: number) => Promise<void>;
  /** Creates or empties a file and fills it with what another holds, of which it gives the `sha256`. */
  readonly copy: (from: string, to: string) => Promise<string>;
  /** Puts bytes into a file that is there: scratch, which is of no use after a crash and not synced. */
  readonly writeAt: (path: string, at: number, content: Uint8Array) => Promise<void>;
  /** Fills `into` from it; gives how many bytes there were, fewer at its end. */
  readonly readAt: (path: string, at: number, into: Uint8Array) => Promise<number>;
  readonly append: (path: string, content: Uint8Array) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Gives a file a second name; `EEXIST` where that name is taken, so that of two who try one wins. */
  readonly link: (from: string, to: string) => Promise<void>;
  readonly unlink: (path: string) => Promise<void>;
  /** Makes the folder and those above it, for good. */
  readonly mkdir: (path: string) => Promise<void>;
  readonly readdir: (path: string) => Promise<readonly string[]>;
  readonly stat: (path: string) => Promise<Datos>;
  readonly realpath: (path: string) => Promise<string>;
  readonly syncFolder: (path: string) => Promise<void>;
}

/** What is known of a file without reading it. */
export interface Datos {
  readonly isFolder: boolean;
  readonly mode: number;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970, by the clock of the machine that holds the disk. */
  readonly modified: number;
}

export const nodeDisk: Disk = {
  readFile: (path) => readFile(path),
  hash: async (path) => {
    const file = await open(path, "r");
    try {
      return await sha256Of(chunksOf(file));
    } finally {
      await file.close();
    }
  },
  writeFile: (path, content, mode) => fill(path, "w", content, mode),
  copy: async (from, to) => {
    const source = await open(from, "r");
    try {
      const hash = createHash("sha256");
      await fill(to, "w", hashing(chunksOf(source), hash));
      return hash.digest("hex");
    } finally {
      await source.close();
    }
  },
  // At once: nothing waits for the disk, and the other threads are busy compressing.
  writeAt: async (path, at, content) => {
    const file = openSync(path, constants.O_WRONLY);
    try {
      for (let done = 0; done < content.length;)
        done += writeSync(file, content, done, content.length - done, at + done);
    } finally {
      closeSync(file);
    }
  },
  readAt: async (path, at, into) => {
    const file = openSync(path, "r");
    try {
      let done = 0;
      for (let read = 1; read > 0 && done < into.length; done += read) {
        read = readSync(file, into, done, into.length - done, at + done);
      }
      return done;
    } finally {
      closeSync(file);
    }
  },
  append: (path, content) => fill(path, "a", content),
  rename: (from, to) => rename(from, to),
  link: async (from, to) => {
    try {
      await link(from, to);
    } catch (cause) {
      if (!withoutLinks.has(systemCode(cause) ?? "")) throw cause;
      await copyFile(from, to, constants.COPYFILE_EXCL);
    }
  },
  unlink: (path) => unlink(path),
  mkdir: async (path) => {
    const first = await mkdir(path, { recursive: true });
    if (first === undefined) return;
    for (let folder = path; folder !== dirname(first); folder = dirname(folder)) await syncFolder(folder);
    await syncFolder(dirname(first));
  },
  readdir: (path) => readdir(path),
  stat: async (path) => {
    const found = await stat(path);
    return { isFolder: found.isDirectory(), mode: found.mode & 0o7777, size: found.size, modified: found.mtimeMs };
  },
  realpath: (path) => realpath(path),
  syncFolder,
};

/** How often and how long to wait for a program that holds a file; pauses in milliseconds, cut at random by up to half. */
export interface Reintentos {
  readonly pausas: readonly number[];
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** An antivirus or the cloud's client lets go of a file soon; Excel does not. */
export const usualReintentos: Reintentos = { pausas: [50, 150, 400, 1000], random: Math.random, sleep };

/**
 * Does what a program that has the file open may refuse (renaming over it, removing it), waiting for it a little.
 *
 * @returns the last refusal, null when it was done
 */
export async function insist(
  action: () => Promise<void>,
  { pausas, random, sleep: wait }: Reintentos,
): Promise<Error | null> {
  for (let tries = 0; ; tries++) {
    try {
      await action();
      return null;
    } catch (cause) {
      if (!(cause instanceof Error) || !refusals.has(systemCode(cause) ?? "")) throw cause;
      const pausa = pausas[tries];
      if (pausa === undefined) return cause;
      await wait(pausa * (0.5 + random() / 2));
    }
  }
}

/** The file's content, null when there is none. */
export async function readIfThere(disk: Disk, path: string): Promise<Buffer | null> {
  return disk.readFile(path).catch(nullIfMissing);
}

/** The hash of what the file holds, null when there is none. */
export async function hashIfThere(disk: Disk, path: string): Promise<string | null> {
  return disk.hash(path).catch(nullIfMissing);
}

/** What is known of the file, null when there is none. */
export async function statIfThere(disk: Disk, path: string): Promise<Datos | null> {
  return disk.stat(path).catch(nullIfMissing);
}

/** The folder's names, none when it is not there. */
export async function listIfThere(disk: Disk, path: string): Promise<readonly string[]> {
  return (await disk.readdir(path).catch(nullIfMissing)) ?? [];
}

/** Removes the file, if it is there. */
export async function unlinkIfThere(disk: Disk, path: string): Promise<void> {
  await disk.unlink(path).catch(nullIfMissing);
}

async function* hashing(chunks: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

/** What Windows and its shares answer while a program has the file open. */
const refusals: ReadonlySet<string> = new Set(["EPERM", "EACCES", "EBUSY"]);

/** What a file system without hard links answers (exFAT and some shares). */
const withoutLinks: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

function nullIfMissing(cause: unknown): null {
  if (systemCode(cause) !== "ENOENT") throw cause;
  return null;
}

async function fill(
  path: string,
  flags: "w" | "a",
  content: Uint8Array | AsyncIterable<Uint8Array>,
  mode?: number,
): Promise<void> {
  const file = await open(path, flags);
  try {
    if (content instanceof Uint8Array) await file.writeFile(content);
    else for await (const chunk of content) await file.writeFile(chunk);
    if (mode !== undefined) await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Windows opens no folder, and some network file systems sync none: there the rename itself has to do. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } catch (cause) {
    if (!["EINVAL", "ENOTSUP", "EOPNOTSUPP"].includes(systemCode(cause) ?? "")) throw cause;
  } finally {
    await folder.close();
  }
}
