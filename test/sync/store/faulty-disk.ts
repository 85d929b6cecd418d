import { Pieces } from "../../../sync/pieces.ts";
import type { Disk } from "../../../sync/store/disk.ts";

export type Call = keyof Disk;

/** What a call does to the disk: before one that only looks, the disk is as after the one before. */
export const changing: ReadonlySet<Call> = new Set<Call>([
  "writeFile",
  "copy",
  "writeAt",
  "append",
  "rename",
  "link",
  "unlink",
  "mkdir",
  "syncFolder",
]);

/** A disk that asks before every call, with its number from 1; whoever is asked may throw, or end the process. */
export function watchedDisk(
  disk: Disk,
  before: (number: number, call: Call, path: string, content: Uint8Array | null) => void | Promise<void>,
): Disk {
  let number = 0;
  const ask = async (call: Call, path: string, content: Uint8Array | null = null): Promise<void> => {
    number += 1;
    await before(number, call, path, content);
  };
  return {
    readFile: async (path) => (await ask("readFile", path), disk.readFile(path)),
    hash: async (path) => (await ask("hash", path), disk.hash(path)),
    writeFile: async (path, content, mode) => {
      await ask("writeFile", path, content instanceof Pieces ? await content.bytes() : content);
      await disk.writeFile(path, content, mode);
    },
    copy: async (from, to) => {
      await ask("copy", to, await disk.readFile(from).catch(() => null));
      return disk.copy(from, to);
    },
    writeAt: async (path, at, content) => {
      await ask("writeAt", path, content);
      await disk.writeAt(path, at, content);
    },
    readAt: async (path, at, into) => (await ask("readAt", path), disk.readAt(path, at, into)),
    append: async (path, content) => (await ask("append", path, content), disk.append(path, content)),
    rename: async (from, to) => (await ask("rename", to), disk.rename(from, to)),
    link: async (from, to) => (await ask("link", to), disk.link(from, to)),
    unlink: async (path) => (await ask("unlink", path), disk.unlink(path)),
    mkdir: async (path) => (await ask("mkdir", path), disk.mkdir(path)),
    readdir: async (path) => (await ask("readdir", path), disk.readdir(path)),
    stat: async (path) => (await ask("stat", path), disk.stat(path)),
    realpath: async (path) => (await ask("realpath", path), disk.realpath(path)),
    syncFolder: async (path) => (await ask("syncFolder", path), disk.syncFolder(path)),
  };
}

/** An error as the system gives it. */
export function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: injected, '${path}'`), { code, path });
}
