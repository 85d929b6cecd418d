import { dirname, join } from "node:path";
import { Pieces } from "../../../sync/pieces.ts";
import type { Disk } from "../../../sync/store/disk.ts";
import { sha256 } from "../../../sync/sha256.ts";
import { systemError } from "./faulty-disk.ts";

/**
 * A disk in memory that can lose its power. What was written into a file is there for good when the call returns (the
 * store's door syncs files), but a name that came, went or moved only once its folder was synced: of what was not, any
 * part may survive, as long as changes of one name keep their order. A rename is atomic, as on every journaling file system.
 */
export class MemoryDisk implements Disk {
  private names: Map<string, Buffer>;
  private readonly folders: Set<string>;
  private durable: Map<string, Buffer>;
  private pending: Change[] = [];

  constructor(names: ReadonlyMap<string, Buffer> = new Map(), folders: Iterable<string> = ["/"]) {
    this.names = new Map(names);
    this.durable = new Map(names);
    this.folders = new Set(folders);
  }

  /** The disk as it may be found when the power is back; `survives` is asked for each change that was not synced. */
  afterPowerLoss(survives: () => boolean): MemoryDisk {
    const names = new Map(this.durable);
    const lost = new Set<string>();
    for (const change of this.pending) {
      const touched = change.map(([path]) => path);
      if (touched.some((path) => lost.has(path)) || !survives()) touched.forEach((path) => lost.add(path));
      else apply(names, change);
    }
    return new MemoryDisk(names, this.folders);
  }

  readonly readFile = async (path: string): Promise<Buffer> => Buffer.from(this.file(path));

  readonly hash = async (path: string): Promise<string> => sha256(this.file(path));

  readonly writeFile = async (path: string, content: Uint8Array | Pieces): Promise<void> => {
    this.checkFolder(path);
    const found = this.names.get(path);
    const filled = content instanceof Pieces ? await content.bytes() : Buffer.from(content);
    if (found === undefined) this.change([[path, filled]]);
    else this.refill(found, filled);
  };

  readonly copy = async (from: string, to: string): Promise<string> => {
    await this.writeFile(to, this.file(from));
    return this.hash(to);
  };

  /** As if each was synced: what a scratch file holds after a crash is nobody's. */
  readonly writeAt = async (path: string, at: number, content: Uint8Array): Promise<void> => {
    const found = this.file(path);
    const filled = Buffer.alloc(Math.max(found.length, at + content.length));
    found.copy(filled);
    filled.set(content, at);
    await this.writeFile(path, filled);
  };

  readonly readAt = async (path: string, at: number, into: Uint8Array): Promise<number> => {
    const read = this.file(path).subarray(at, at + into.length);
    into.set(read);
    return read.length;
  };

  readonly append = async (path: string, content: Uint8Array): Promise<void> => {
    this.checkFolder(path);
    const found = this.names.get(path);
    if (found === undefined) this.change([[path, Buffer.from(content)]]);
    else this.refill(found, Buffer.concat([found, content]));
  };

  readonly rename = async (from: string, to: string): Promise<void> => {
    const file = this.file(from);
    this.checkFolder(to);
    this.change([
      [from, null],
      [to, file],
    ]);
  };

  readonly link = async (from: string, to: string): Promise<void> => {
    if (this.names.has(to)) throw systemError("EEXIST", to);
    this.change([[to, this.file(from)]]);
  };

  readonly unlink = async (path: string): Promise<void> => {
    this.file(path);
    this.change([[path, null]]);
  };

  readonly mkdir = async (path: string): Promise<void> => {
    for (let folder = path; !this.folders.has(folder); folder = dirname(folder)) this.folders.add(folder);
  };

  readonly readdir = async (path: string): Promise<string[]> => {
    if (!this.folders.has(path)) throw systemError("ENOENT", path);
    const within = [...this.names.keys(), ...this.folders].filter((one) => one !== "/" && dirname(one) === path);
    return within.map((one) => one.slice(join(path, "x").length - 1)).sort();
  };

  readonly stat: Disk["stat"] = async (path) => {
    if (this.folders.has(path)) return { isFolder: true, mode: 0o755, size: 0, modified: 0 };
    return { isFolder: false, mode: 0o644, size: this.file(path).length, modified: 0 };
  };

  readonly realpath = async (path: string): Promise<string> => {
    if (!this.folders.has(path)) this.file(path);
    return path;
  };

  readonly syncFolder = async (path: string): Promise<void> => {
    if (!this.folders.has(path)) throw systemError("ENOENT", path);
    // What a synced change rests upon is synced with it.
    const needed = new Set<string>();
    const synced = new Set<Change>();
    for (const change of [...this.pending].reverse()) {
      if (!change.some(([name]) => dirname(name) === path || needed.has(name))) continue;
      synced.add(change);
      for (const [name] of change) needed.add(name);
    }
    for (const change of this.pending) if (synced.has(change)) apply(this.durable, change);
    this.pending = this.pending.filter((change) => !synced.has(change));
  };

  private file(path: string): Buffer {
    const file = this.names.get(path);
    if (file === undefined) throw systemError("ENOENT", path);
    return file;
  }

  private checkFolder(path: string): void {
    if (!this.folders.has(dirname(path))) throw systemError("ENOENT", path);
  }

  private change(change: Change): void {
    apply(this.names, change);
    this.pending.push(change);
  }

  /** Gives every name of one file its new content, at once and for good. */
  private refill(file: Buffer, content: Buffer): void {
    for (const names of [this.names, this.durable]) {
      for (const [name, one] of names) if (one === file) names.set(name, content);
    }
    this.pending = this.pending.map((change) => change.map(([name, one]) => [name, one === file ? content : one]));
  }
}

/** Names that get a file or lose it, all at once. */
type Change = readonly (readonly [path: string, file: Buffer | null])[];

function apply(names: Map<string, Buffer>, change: Change): void {
  for (const [path, file] of change) {
    if (file === null) names.delete(path);
    else names.set(path, file);
  }
}
