import { readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";

/** A file as it goes out. */
export interface StaticFile {
  readonly type: string;
  readonly body: Buffer;
}

/**
 * A file of a folder by the path of an address.
 *
 * @param path as in the address, still percent-encoded, without the folder's own prefix
 * @returns null for what is not there, leads out of the folder, is hidden, or is of no kind that pages need
 */
export async function readStatic(folder: string, path: string): Promise<StaticFile | null> {
  const steps = decode(path)?.split("/");
  if (steps === undefined || steps.some((step) => !/^[\w@+-][\w@+.-]*$/.test(step))) return null;
  const file = join(folder, ...steps);
  const type = types[extname(file).toLowerCase()];
  if (type === undefined || !file.startsWith(folder + sep)) return null;
  const body = await readFile(file).catch(() => null);
  return body === null ? null : { type, body };
}

const types: Readonly<Record<string, string | undefined>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
};

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
