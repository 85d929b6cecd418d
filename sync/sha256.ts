import { createHash } from "node:crypto";

/** SHA-256 in hexadecimal, by which contents are known. */
export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The same of a file that may not be there. */
export function hashOf(content: Uint8Array | null): string | null {
  return content === null ? null : sha256(content);
}

/** The same of what comes bit by bit. */
export async function sha256Of(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest("hex");
}
