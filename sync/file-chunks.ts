import type { FileHandle } from "node:fs/promises";

/** What an open file holds from where it stands, bit by bit: each lasts until the next is asked for. */
export async function* chunksOf(file: FileHandle): AsyncGenerator<Uint8Array> {
  const chunk = Buffer.allocUnsafeSlow(chunkSize);
  for (;;) {
    const { bytesRead } = await file.read(chunk);
    if (bytesRead === 0) return;
    yield chunk.subarray(0, bytesRead);
  }
}

/** Bytes of a file that are in memory at once. */
const chunkSize = 256 * 1024;
