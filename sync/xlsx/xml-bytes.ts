import { isAscii, isUtf8 } from "node:buffer";
import { readError } from "./read-errors.ts";

/**
 * A part's bytes as UTF-8 without byte order mark, which is what nearly all parts are already: then it is a view, no
 * copy. UTF-16 and the encodings named in an XML declaration are converted.
 *
 * @throws SyncError `xml-encoding` where bytes and encoding do not fit, instead of reading replacement characters
 */
export function utf8Bytes(bytes: Buffer, where: string): Buffer {
  const utf16 = utf16Kind(bytes);
  if (utf16 !== null) return convert(bytes, utf16, where);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const content = hasMark ? bytes.subarray(3) : bytes;
  const encoding = declaredEncoding(content);
  if (encoding !== "utf-8" && !hasMark) return convert(content, encoding, where);
  if (!isAscii(content) && !isUtf8(content)) throw readError("xml-encoding", where);
  return content;
}

type Utf16 = "utf-16le" | "utf-16be";

/** By its mark, or without one by how `<` and its neighbour look. */
function utf16Kind(bytes: Buffer): Utf16 | null {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0x3c && bytes[1] === 0)) return "utf-16le";
  if ((bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0 && bytes[1] === 0x3c)) return "utf-16be";
  return null;
}

function declaredEncoding(bytes: Buffer): string {
  const head = bytes.toString("latin1", 0, 200);
  const declaration = head.startsWith("<?xml") ? head.slice(0, head.indexOf("?>") + 1) : "";
  const encoding = /\sencoding\s*=\s*["']([^"']*)["']/.exec(declaration)?.[1]?.toLowerCase() ?? "utf-8";
  return encoding === "utf8" ? "utf-8" : encoding;
}

function convert(bytes: Buffer, encoding: string, where: string): Buffer {
  try {
    return Buffer.from(new TextDecoder(encoding, { fatal: true }).decode(bytes), "utf8");
  } catch (cause) {
    throw readError("xml-encoding", where, undefined, cause);
  }
}
