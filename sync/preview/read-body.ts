import type { IncomingMessage } from "node:http";
import { SyncError } from "../errors.ts";
import { megabytes } from "../xlsx/preflight.ts";

/**
 * The whole body of a request.
 *
 * @param most bytes; what is longer is refused as soon as it is known to be
 * @throws SyncError `vista-muy-grande`
 */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  const tooLarge = (size: number) =>
    new SyncError("vista-muy-grande", {
      where: "libro",
      why: `El libro es demasiado grande para la vista previa (${megabytes(size)}).`,
      hint: `Use uno de ${megabytes(most)} como mucho.`,
    });
  const announced = Number(request.headers["content-length"] ?? "0");
  if (announced > most) throw tooLarge(announced);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError("a body of text");
    size += chunk.length;
    if (size > most) throw tooLarge(size);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
