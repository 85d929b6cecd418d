import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { pieceOf, type Piece, type Spool } from "../pieces.ts";
import { listIfThere, unlinkIfThere } from "./disk.ts";
import type { Entorno } from "./entorno.ts";

/**
 * Pieces of the files of a commit to be, in a scratch file until the store is closed. It is the run's own: one that was
 * paused while another went on in its place writes into no file of that one, and finds its own gone.
 */
export class ScratchSpool implements Spool {
  readonly #entorno: Entorno;
  readonly #path: string;
  #end = 0;

  constructor(entorno: Entorno) {
    this.#entorno = entorno;
    this.#path = join(entorno.places.carpeta, `borrador-${randomBytes(6).toString("hex")}.tmp`);
  }

  readonly keep = async (bytes: Uint8Array): Promise<Piece> => {
    const { length } = bytes;
    if (length < smallest) return pieceOf(bytes);
    const at = this.#end;
    this.#end += length;
    await this.#whileOurs((disk) => disk.writeAt(this.#path, at, bytes));
    return {
      length,
      read: async (room) => {
        const into = room.subarray(0, length);
        await this.#whileOurs((disk) => disk.readAt(this.#path, at, into));
        return into;
      },
    };
  };

  /** Lets go of them all. */
  async clear(): Promise<void> {
    if (this.#end > 0) await unlinkIfThere(this.#entorno.disk, this.#path);
  }

  async #whileOurs(action: (disk: Entorno["disk"]) => Promise<void>): Promise<void> {
    try {
      await action(this.#entorno.disk);
    } catch (cause) {
      // Whoever took the workspace over says more than that the file is gone.
      await this.#entorno.fence();
      throw cause;
    }
  }
}

/** Removes what runs that ended left. */
export async function removeScratch({ disk, places }: Pick<Entorno, "disk" | "places">): Promise<void> {
  for (const name of await listIfThere(disk, places.carpeta)) {
    if (/^borrador-.*\.tmp$/.test(name)) await unlinkIfThere(disk, join(places.carpeta, name));
  }
}

/** Pieces of fewer bytes are few in a file, however large it is: the last of each part, and those of styles and charts. */
const smallest = 16 * 1024;
