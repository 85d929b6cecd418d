import type { Pieces } from "../sync/pieces.ts";

/** All of a file that was made, for tests that look at it. */
export async function bytesOf(made: Promise<Pieces>): Promise<Buffer> {
  return (await made).bytes();
}
