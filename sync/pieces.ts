import { sha256Of } from "./sha256.ts";

/** A stretch of a file that is finished, wherever it is. */
export interface Piece {
  /** Bytes. */
  readonly length: number;
  /** @param room where the bytes may go, for as long as nobody else uses it */
  readonly read: (room: Buffer) => Promise<Uint8Array>;
}

/** Where the pieces of a file wait until all of it is there. */
export interface Spool {
  /** @param bytes of which nobody changes any more */
  readonly keep: (bytes: Uint8Array) => Promise<Piece>;
}

export const memorySpool: Spool = { keep: (bytes) => Promise.resolve(pieceOf(bytes)) };

export function pieceOf(bytes: Uint8Array): Piece {
  // A copy where else much more would stay in memory: zlib hands over a bit of a large chunk.
  const kept = bytes.length < bytes.buffer.byteLength / 2 ? Buffer.from(bytes) : bytes;
  return { length: kept.length, read: () => Promise.resolve(kept) };
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

  /** Each lasts until the next is asked for. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const room = Buffer.allocUnsafeSlow(Math.max(0, ...this.#pieces.map((piece) => piece.length)));
    for (const piece of this.#pieces) yield await piece.read(room);
  }

  /** All of it in memory. */
  async bytes(): Promise<Buffer> {
    const all = Buffer.allocUnsafeSlow(this.length);
    let at = 0;
    for await (const piece of this) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }

  /** In hexadecimal. */
  sha256(): Promise<string> {
    return (this.#sha256 ??= sha256Of(this));
  }
}
