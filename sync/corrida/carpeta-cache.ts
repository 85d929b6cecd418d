import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { crc32 } from "node:zlib";

/**
 * Files that only save time: whatever is missing, damaged or half written counts as never kept, and is made anew by who
 * wanted it. A file holds one or more parts, each sealed, so that one is read without the others.
 */
export class CarpetaCache {
  readonly #folder: string;
  readonly #used = new Set<string>();
  /** Where every part is read into: each of its own would be as much garbage. */
  #room = Buffer.alloc(0);

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * One part of a file as it was given to `write`; undefined where there is none that is whole.
   *
   * @returns what may hold typed arrays that last until the next part is read
   */
  read(name: string, part = 0): unknown {
    try {
      const read: unknown = deserialize(readSealed(join(this.#folder, name), part, (length) => this.#roomFor(length)));
      this.#used.add(name);
      return read;
    } catch {
      return undefined;
    }
  }

  /** Keeps a file; that it cannot be kept harms nobody. */
  async write(name: string, parts: readonly unknown[]): Promise<void> {
    this.#used.add(name);
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(join(this.#folder, name), Buffer.concat(parts.map(sealed)));
    } catch {
      // It is made anew the next time.
    }
  }

  /** Keeps a file that nobody needed to read. */
  use(name: string): void {
    this.#used.add(name);
  }

  /** Lets go of what this run had no use for. */
  async prune(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names) {
      if (!this.#used.has(name)) await rm(join(this.#folder, name), { force: true }).catch(() => undefined);
    }
  }

  #roomFor(length: number): Buffer {
    if (length > this.#room.length) this.#room = Buffer.allocUnsafeSlow(length * 2);
    return this.#room.subarray(0, length);
  }
}

/** Bytes before each part of a file: its checksum, against damage, not against people; and its length. */
const sealLength = 8;

function sealed(part: unknown): Buffer {
  const payload = serialize(part);
  const seal = Buffer.alloc(sealLength);
  seal.writeUInt32LE(crc32(payload), 0);
  seal.writeUInt32LE(payload.length, 4);
  return Buffer.concat([seal, payload]);
}

/**
 * One part of a file, at once: that takes less time than the turns of reading it aside.
 *
 * @throws Error when it is not there whole
 */
function readSealed(path: string, part: number, roomFor: (length: number) => Buffer): Buffer {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const seal = Buffer.alloc(sealLength);
    let at = 0;
    for (let before = part; ; before--) {
      readSync(file, seal, 0, sealLength, at);
      at += sealLength;
      if (before === 0) break;
      at += seal.readUInt32LE(4);
    }
    const payload = roomFor(Math.min(seal.readUInt32LE(4), size));
    const length = readSync(file, payload, 0, payload.length, at);
    if (length !== seal.readUInt32LE(4) || seal.readUInt32LE(0) !== crc32(payload)) throw new Error("damaged");
    return payload;
  } finally {
    closeSync(file);
  }
}
