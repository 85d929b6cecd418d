import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { pieceOf, type Piece, type Spool } from "../pieces.ts";
import { systemCode } from "../file-error.ts";
import { insist, listIfThere, unlinkIfThere } from "./disk.ts";
import type { Entorno } from "./entorno.ts";
import { storeError } from "./store-error.ts";

/**
 * Pieces of the files of a commit to be, in a scratch file until the store is closed. It is the run's own: one that was
 * paused while another went on in its place writes into no file of that one, and finds its own gone.
 */
export class ScratchSpool implements Spool {
  readonly #entorno: Entorno;
  readonly #path: string;
  /** The making of the file; null before the first piece that goes there. */
  #made: Promise<void> | null = null;
  #end = 0;
  #isClosed = false;

  constructor(entorno: Entorno) {
    this.#entorno = entorno;
    this.#path = join(entorno.places.carpeta, `borrador-${randomBytes(6).toString("hex")}.tmp`);
  }

  readonly keep = async (bytes: Uint8Array): Promise<Piece> => {
    const { length } = bytes;
    if (length < smallest) return pieceOf(bytes);
    if (this.#isClosed) throw new Error("kept after the store was closed");
    const at = this.#end;
    this.#end += length;
    const seal = crc32(bytes);
    this.#made ??= this.#whileOurs((disk) => disk.writeFile(this.#path, new Uint8Array()));
    await this.#made;
    await this.#whileOurs((disk) => disk.writeAt(this.#path, at, bytes));
    return this.#pieceAt(at, length, seal);
  };

  /** By itself: what is made beside something that holds on to the bytes holds on to them too. */
  #pieceAt(at: number, length: number, seal: number): Piece {
    const read = async (room: Buffer): Promise<Uint8Array> => {
      const into = room.subarray(0, length);
      let found = 0;
      await this.#whileOurs(async (disk) => {
        found = await disk.readAt(this.#path, at, into);
      });
      // What is made of it is known by what is read here, and nothing further on would notice.
      if (found !== length || crc32(into) !== seal) throw storeError("borrador-danado", this.#path);
      return into;
    };
    return { length, read };
  }

  /** Lets go of them all. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#made !== null) await unlinkIfThere(this.#entorno.disk, this.#path);
  }

  async #whileOurs(action: (disk: Entorno["disk"]) => Promise<void>): Promise<void> {
    const { disk, reintentos, fence } = this.#entorno;
    try {
      const refusal = await insist(() => action(disk), reintentos);
      if (refusal !== null) throw refusal;
    } catch (cause) {
      // Whoever took the workspace over says more than that the file is gone.
      await fence();
      // Somebody tidied up.
      if (systemCode(cause) === "ENOENT") throw storeError("borrador-danado", this.#path, "", cause);
      throw cause;
    }
  }
}

/** Removes what runs that ended left. */
export async function removeScratch({ disk, places, reintentos }: Omit<Entorno, "fence">): Promise<void> {
  for (const name of await listIfThere(disk, places.carpeta)) {
    // One that a program holds on to harms nobody, and goes with another opening.
    if (!isScratch.test(name)) continue;
    await insist(() => unlinkIfThere(disk, join(places.carpeta, name)), reintentos).catch((cause: unknown) => {
      if (systemCode(cause) === null) throw cause;
    });
  }
}

const isScratch = /^borrador-[0-9a-f]+\.tmp$/;

/** Pieces of fewer bytes are few in a file, however large it is: the last of each part, and those of styles and charts. */
const smallest = 16 * 1024;
