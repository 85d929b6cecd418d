import { createHash } from "node:crypto";

/** SHA-256 in hexadecimal, by which the store knows contents. */
export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The same of a file that may not be there. */
export function hashOf(content: Uint8Array | null): string | null {
  return content === null ? null : sha256(content);
}
