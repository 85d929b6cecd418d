import { pieceOf, type Piece, type Spool } from "../pieces.ts";
import { unlinkIfThere } from "./disk.ts";
import type { Entorno } from "./entorno.ts";

/**
 * Pieces of the files of a commit to be, in a scratch file until the store is closed; whoever finds one there removes it.
 */
export class ScratchSpool implements Spool {
  readonly #entorno: Pick<Entorno, "disk" | "places">;
  #end = 0;

  constructor(entorno: Pick<Entorno, "disk" | "places">) {
    this.#entorno = entorno;
  }

  readonly keep = async (bytes: Uint8Array): Promise<Piece> => {
    const { length } = bytes;
    if (length < smallest) return pieceOf(bytes);
    const { disk, places } = this.#entorno;
    const at = this.#end;
    this.#end += length;
    await disk.writeAt(places.borrador, at, bytes);
    return {
      length,
      read: async (room) => {
        const into = room.subarray(0, length);
        await disk.readAt(places.borrador, at, into);
        return into;
      },
    };
  };

  /** Lets go of them all. */
  async clear(): Promise<void> {
    if (this.#end > 0) await unlinkIfThere(this.#entorno.disk, this.#entorno.places.borrador);
  }
}

/** Pieces of fewer bytes are few in a file, however large it is: the last of each part, and those of styles and charts. */
const smallest = 16 * 1024;
