import type { Tag } from "./xml-walk.ts";

/** Bytes from `start` up to `end` give way to a text; both the same for an insertion. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Part with the edits in it, every other byte as it was.
 *
 * @param edits must not overlap; several at the same place stay in the order given
 */
export function applyEdits(bytes: Buffer, edits: readonly Edit[]): Buffer {
  const sorted = [...edits].sort((one, other) => one.start - other.start || one.end - other.end);
  const pieces: Buffer[] = [];
  let at = 0;
  for (const { start, end, text } of sorted) {
    if (start < at) throw new Error(`edits overlap at byte ${start}`);
    pieces.push(bytes.subarray(at, start), Buffer.from(text, "utf8"));
    at = end;
  }
  pieces.push(bytes.subarray(at));
  return Buffer.concat(pieces);
}

/**
 * A part edited as UTF-8, fit to take the place of the one it came from: with its byte order mark where that was UTF-8
 * too, and an XML declaration that names the encoding it has now.
 *
 * @param original the part as it lies in the file
 * @param edited   what became of `utf8Bytes(original)`
 */
export function asStored(original: Buffer, edited: Buffer): Buffer {
  const hasMark = original.subarray(0, 3).equals(utf8Mark);
  const declared = withDeclaredUtf8(edited);
  return hasMark ? Buffer.concat([utf8Mark, declared]) : declared;
}

const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

function withDeclaredUtf8(bytes: Buffer): Buffer {
  const head = bytes.toString("latin1", 0, 200);
  if (!head.startsWith("<?xml")) return bytes;
  const found = /\sencoding\s*=\s*(["'])([^"']*)\1/d.exec(head.slice(0, head.indexOf("?>") + 1));
  const place = found?.indices?.[2];
  if (place === undefined || /^utf-?8$/i.test(found?.[2] ?? "")) return bytes;
  return applyEdits(bytes, [{ start: place[0], end: place[1], text: "UTF-8" }]);
}

/** The tag, without these attributes and with those added, left open: neither `>` nor `/>`. */
export function openTag(
  bytes: Buffer,
  tag: Tag,
  dropped: ReadonlySet<string>,
  added: Readonly<Record<string, string | undefined>>,
): string {
  const kept = tag.attributes
    .filter(({ name }) => !dropped.has(name) && added[name] === undefined)
    .map(({ start, end }) => bytes.toString("utf8", start, end));
  const more = Object.entries(added).map(([name, value]) => (value === undefined ? "" : ` ${name}="${value}"`));
  return [bytes.toString("utf8", tag.start, tag.nameEnd), ...kept, ...more].join("");
}

/** Edit that gives an attribute of a tag another value, or adds it. */
export function attributeEdit(tag: Tag, name: string, value: string): Edit {
  const found = tag.attributes.find((attribute) => attribute.name === name);
  const place = found ?? { start: tag.nameEnd, end: tag.nameEnd };
  return { start: place.start, end: place.end, text: ` ${name}="${value}"` };
}
