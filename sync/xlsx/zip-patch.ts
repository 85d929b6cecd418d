import { crc32, deflateRawSync } from "node:zlib";
import { readError } from "./read-errors.ts";
import type { Zip } from "./zip.ts";
import type { ZipEntry } from "./zip-entry.ts";

/**
 * The same zip with the content of some entries replaced (`Buffer`) or some left out (`null`). All others keep their
 * bytes, from their local header up to the next one, and their place; the directory keeps its records but for offsets.
 * What stands before the first entry and behind the directory, such as a comment, is kept too.
 *
 * The same input gives the same bytes; no changes give the very bytes of `zip`.
 *
 * @throws SyncError `zip-damaged` where the end records contradict each other
 */
export function patchZip(zip: Zip, changes: ReadonlyMap<ZipEntry, Buffer | null>): Buffer {
  if (changes.size === 0) return zip.bytes;
  const pieces = [
    zip.bytes.subarray(0, Math.min(zip.directoryOffset, ...zip.entries.map((entry) => entry.localOffset))),
  ];
  let offset = pieces[0]?.length ?? 0;
  const places = new Map<ZipEntry, Place>();
  for (const { entry, end } of inFileOrder(zip)) {
    const content = changes.get(entry);
    if (content === null) continue;
    const packed = content === undefined ? null : pack(entry, content);
    const local =
      packed === null ? [zip.bytes.subarray(entry.localOffset, end)] : [localHeader(zip, entry, packed), packed.data];
    places.set(entry, { offset, packed });
    pieces.push(...local);
    offset += local.reduce((sum, piece) => sum + piece.length, 0);
  }
  const records = zip.entries.flatMap((entry) => {
    const place = places.get(entry);
    return place === undefined ? [] : [directoryRecord(zip, entry, place)];
  });
  const directory = Buffer.concat(records);
  return Buffer.concat([
    ...pieces,
    directory,
    endRecords(zip, { offset, size: directory.length, count: records.length }),
  ]);
}

/** Excel's own level; measured on 500 × 25 cells it takes 2 ms longer than level 1 and gives two thirds of its bytes. */
const level = 6;

interface Packed {
  readonly data: Buffer;
  readonly size: number;
  readonly crc: number;
}

interface Place {
  readonly offset: number;
  /** Null for an entry that stays as it is. */
  readonly packed: Packed | null;
}

/** Entries by place, each with where the next one begins: what lies between, a data descriptor or padding, is its own. */
function inFileOrder(zip: Zip): { entry: ZipEntry; end: number }[] {
  const entries = [...zip.entries].sort((one, other) => one.localOffset - other.localOffset);
  return entries.map((entry, index) => ({ entry, end: entries[index + 1]?.localOffset ?? zip.directoryOffset }));
}

function pack(entry: ZipEntry, content: Buffer): Packed {
  const data = entry.method === 0 ? content : deflateRawSync(content, { level });
  return { data, size: content.length, crc: crc32(content) };
}

const localHead = 30;
const recordHead = 46;
const full = 0xffffffff;
/** Bit 3: sizes follow the data. */
const descriptorFlag = 8;
const zip64Field = 1;

/** The entry's own header with the new sizes in it, so that neither data descriptor nor zip64 field is needed. */
function localHeader(zip: Zip, entry: ZipEntry, packed: Packed): Buffer {
  const { bytes } = zip;
  const at = entry.localOffset;
  const extraStart = at + localHead + bytes.readUInt16LE(at + 26);
  const extra = withoutZip64(bytes.subarray(extraStart, entry.dataOffset));
  const head = Buffer.from(bytes.subarray(at, extraStart));
  writeSizes(head, 6, 14, packed);
  head.writeUInt16LE(extra.length, 28);
  return Buffer.concat([head, extra]);
}

function directoryRecord(zip: Zip, entry: ZipEntry, { offset, packed }: Place): Buffer {
  const record = Buffer.from(zip.bytes.subarray(entry.recordOffset, entry.recordOffset + entry.recordLength));
  if (packed === null) {
    writeOffset(record, offset);
    return record;
  }
  const extraStart = recordHead + record.readUInt16LE(28);
  const extraEnd = extraStart + record.readUInt16LE(30);
  const extra = withoutZip64(record.subarray(extraStart, extraEnd));
  const head = Buffer.from(record.subarray(0, extraStart));
  writeSizes(head, 8, 16, packed);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt32LE(offset, 42);
  return Buffer.concat([head, extra, record.subarray(extraEnd)]);
}

function writeSizes(head: Buffer, flagsAt: number, crcAt: number, { crc, data, size }: Packed): void {
  head.writeUInt16LE(head.readUInt16LE(flagsAt) & ~descriptorFlag, flagsAt);
  head.writeUInt32LE(crc, crcAt);
  head.writeUInt32LE(data.length, crcAt + 4);
  head.writeUInt32LE(size, crcAt + 8);
}

/** Where 32 bits were full the offset stands in the zip64 field, behind the sizes that are there for the same reason. */
function writeOffset(record: Buffer, offset: number): void {
  const field = record.readUInt32LE(42) === full ? zip64Place(record) : null;
  if (field === null) {
    record.writeUInt32LE(offset, 42);
    return;
  }
  const before = [24, 20].filter((at) => record.readUInt32LE(at) === full).length;
  const at = field.start + before * 8;
  // A field without room for it: the full 32 bits were the truth, which no file within the limits gets near.
  if (at + 8 > field.end) record.writeUInt32LE(offset, 42);
  else record.writeBigUInt64LE(BigInt(offset), at);
}

function zip64Place(record: Buffer): { start: number; end: number } | null {
  const start = recordHead + record.readUInt16LE(28);
  const found = extraFields(record.subarray(start, start + record.readUInt16LE(30))).find(
    ({ id }) => id === zip64Field,
  );
  return found === undefined ? null : { start: start + found.start + 4, end: start + found.end };
}

function withoutZip64(extra: Buffer): Buffer {
  const fields = extraFields(extra);
  if (!fields.some(({ id }) => id === zip64Field)) return extra;
  const last = fields.at(-1)?.end ?? 0;
  const kept = fields.filter(({ id }) => id !== zip64Field).map(({ start, end }) => extra.subarray(start, end));
  return Buffer.concat([...kept, extra.subarray(last)]);
}

interface ExtraField {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** Fields up to the first that is cut off; some writers leave padding there. */
function extraFields(extra: Buffer): ExtraField[] {
  const fields: ExtraField[] = [];
  for (let start = 0; start + 4 <= extra.length;) {
    const end = start + 4 + extra.readUInt16LE(start + 2);
    if (end > extra.length) break;
    fields.push({ id: extra.readUInt16LE(start), start, end });
    start = end;
  }
  return fields;
}

const endLength = 22;
const locatorLength = 20;
const end64Length = 56;

/** Everything behind the directory, with the new offsets and counts where the old ones stood. */
function endRecords(zip: Zip, directory: { offset: number; size: number; count: number }): Buffer {
  const oldSize = zip.entries.reduce((sum, { recordLength }) => sum + recordLength, 0);
  const from = zip.directoryOffset + oldSize;
  const tail = Buffer.from(zip.bytes.subarray(from));
  const end = findEnd(tail, zip.file);
  writeCount(tail, end + 8, directory.count);
  writeCount(tail, end + 10, directory.count);
  if (tail.readUInt32LE(end + 12) !== full) tail.writeUInt32LE(directory.size, end + 12);
  if (tail.readUInt32LE(end + 16) !== full) tail.writeUInt32LE(directory.offset, end + 16);
  const locator = end - locatorLength;
  // Some programs look at the zip64 records whenever they are there, so they must be right even where nobody needs them.
  if (locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50) return tail;
  const end64 = Number(tail.readBigUInt64LE(locator + 8)) - from;
  const isThere = end64 >= 0 && end64 + end64Length <= locator && tail.readUInt32LE(end64) === 0x06064b50;
  if (!isThere) throw readError("zip-damaged", zip.file);
  tail.writeBigUInt64LE(BigInt(directory.count), end64 + 24);
  tail.writeBigUInt64LE(BigInt(directory.count), end64 + 32);
  tail.writeBigUInt64LE(BigInt(directory.size), end64 + 40);
  tail.writeBigUInt64LE(BigInt(directory.offset), end64 + 48);
  tail.writeBigUInt64LE(BigInt(directory.offset + directory.size + end64), locator + 8);
  return tail;
}

function writeCount(tail: Buffer, at: number, count: number): void {
  if (tail.readUInt16LE(at) !== 0xffff) tail.writeUInt16LE(count, at);
}

/** As `openZip` finds it: the last end record whose comment fits. */
function findEnd(tail: Buffer, file: string): number {
  let at = tail.lastIndexOf("PK\u0005\u0006", tail.length - endLength, "latin1");
  while (at >= 0 && at + endLength + tail.readUInt16LE(at + 20) > tail.length) {
    at = at === 0 ? -1 : tail.lastIndexOf("PK\u0005\u0006", at - 1, "latin1");
  }
  if (at < 0) throw readError("zip-damaged", file);
  return at;
}
