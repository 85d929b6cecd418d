import { sha256Of } from "./sha256.ts";

/** A stretch of a file that is finished, wherever it is. */
export interface Piece {
  /** Bytes. */
  readonly length: number;
  readonly read: () => Promise<Uint8Array>;
}

/** Where the pieces of a file wait until all of it is there. */
export interface Spool {
  /** @param bytes of which nobody changes any more */
  readonly keep: (bytes: Uint8Array) => Promise<Piece>;
}

export const memorySpool: Spool = { keep: (bytes) => Promise.resolve(pieceOf(bytes)) };

export function pieceOf(bytes: Uint8Array): Piece {
  return { length: bytes.length, read: () => Promise.resolve(bytes) };
}

/** A whole file in pieces, of which one at a time need be in memory: a city's workbooks have no end. */
export class Pieces implements AsyncIterable<Uint8Array> {
  readonly length: number;
  readonly #pieces: readonly Piece[];
  #sha256: Promise<string> | null = null;

  /** @param pieces in the order of the file */
  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
    this.length = pieces.reduce((sum, { length }) => sum + length, 0);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (const piece of this.#pieces) yield await piece.read();
  }

  /** All of it in memory. */
  async bytes(): Promise<Buffer> {
    const read: Uint8Array[] = [];
    for await (const piece of this) read.push(piece);
    return Buffer.concat(read);
  }

  /** In hexadecimal. */
  sha256(): Promise<string> {
    return (this.#sha256 ??= sha256Of(this));
  }
}
