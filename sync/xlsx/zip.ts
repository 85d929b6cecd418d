import { crc32, inflateRawSync } from "node:zlib";
import { notZip } from "./file-kind.ts";
import { defaultLimits, type ReadLimits } from "./limits.ts";
import { checkEntries, megabytes } from "./preflight.ts";
import { readError } from "./read-errors.ts";
import { partKey, type ZipEntry } from "./zip-entry.ts";

/** A zip whose directory was read and checked; no entry is inflated before it is asked for. */
export interface Zip {
  readonly file: string;
  readonly bytes: Buffer;
  /** In the order of the central directory. */
  readonly entries: readonly ZipEntry[];
  readonly directoryOffset: number;
  /** The entry of a part, whatever the case of its name (OPC compares without case). */
  find(name: string): ZipEntry | undefined;
  /** The entry's compressed bytes, a view of the file. */
  compressed(entry: ZipEntry): Buffer;
  /** The entry's content; throws SyncError when it is damaged, lies about its size or fails its checksum. */
  inflate(entry: ZipEntry): Buffer;
}

/**
 * Opens a zip by its central directory.
 *
 * @param file what to call it in errors
 * @throws SyncError `file-*` when it is no zip at all, `zip-*` when it is broken or hostile
 */
export function openZip(bytes: Uint8Array, file: string, limits: ReadLimits = defaultLimits): Zip {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length > limits.fileBytes) throw readError("file-too-large", file, megabytes(buffer.length));
  const kind = notZip(buffer);
  if (kind !== null) throw readError(kind, file);
  const directory = findDirectory(buffer, file);
  if (directory.entries > limits.entries) throw readError("zip-too-many-entries", file, String(directory.entries));
  const entries = readDirectory(buffer, directory, file);
  checkEntries(entries, directory.offset, file, limits);
  const byName = new Map(entries.map((entry) => [partKey(entry.name), entry]));
  const compressed = (entry: ZipEntry) => buffer.subarray(entry.dataOffset, entry.dataOffset + entry.compressedSize);
  return {
    file,
    bytes: buffer,
    entries,
    directoryOffset: directory.offset,
    find: (name) => byName.get(partKey(name)),
    compressed,
    inflate: (entry) => inflate(entry, compressed(entry), `${file} › ${entry.name}`),
  };
}

function inflate(entry: ZipEntry, compressed: Buffer, where: string): Buffer {
  const content = entry.method === 0 ? compressed : inflateRaw(entry, compressed, where);
  if (content.length !== entry.size) throw readError("zip-size-lies", where);
  if (crc32(content) !== entry.crc) throw readError("zip-checksum", where);
  return content;
}

/** One buffer of the declared size and one byte more, so that zlib never grows it: a longer content fails at once. */
function inflateRaw(entry: ZipEntry, compressed: Buffer, where: string): Buffer {
  try {
    return inflateRawSync(compressed, {
      chunkSize: Math.max(64, entry.size + 1),
      maxOutputLength: Math.max(1, entry.size),
    });
  } catch (cause) {
    const isLonger = cause instanceof RangeError;
    throw readError(isLonger ? "zip-size-lies" : "zip-damaged", where, undefined, cause);
  }
}

interface Directory {
  readonly offset: number;
  readonly size: number;
  readonly entries: number;
}

const endLength = 22;
const zip64LocatorLength = 20;
const max16 = 0xffff;
const max32 = 0xffffffff;

/** The end record lies at the very end, or before a comment of at most 64 KiB. */
function findDirectory(buffer: Buffer, file: string): Directory {
  if (buffer.length < endLength) throw readError("file-truncated", file);
  const from = Math.max(0, buffer.length - endLength - max16);
  let at = buffer.lastIndexOf("PK\u0005\u0006", buffer.length - endLength, "latin1");
  while (at >= from && at + endLength + buffer.readUInt16LE(at + 20) > buffer.length) {
    at = at === 0 ? -1 : buffer.lastIndexOf("PK\u0005\u0006", at - 1, "latin1");
  }
  if (at < from) throw readError("file-truncated", file);
  const disks = buffer.readUInt16LE(at + 4) | buffer.readUInt16LE(at + 6);
  const directory = {
    entries: buffer.readUInt16LE(at + 10),
    size: buffer.readUInt32LE(at + 12),
    offset: buffer.readUInt32LE(at + 16),
  };
  const isZip64 =
    at >= zip64LocatorLength && buffer.readUInt32LE(at - zip64LocatorLength) === 0x07064b50 && needsZip64(directory);
  if (!isZip64) {
    if (disks !== 0) throw readError("zip-unsupported", file);
    return inside(directory, at, file);
  }
  const end64 = safeNumber(buffer, at - 12, file);
  if (end64 + 56 > at || buffer.readUInt32LE(end64) !== 0x06064b50) throw readError("zip-damaged", file);
  const directory64 = {
    entries: safeNumber(buffer, end64 + 32, file),
    size: safeNumber(buffer, end64 + 40, file),
    offset: safeNumber(buffer, end64 + 48, file),
  };
  return inside(directory64, end64, file);
}

function needsZip64(directory: Directory): boolean {
  return directory.entries === max16 || directory.size === max32 || directory.offset === max32;
}

function inside(directory: Directory, end: number, file: string): Directory {
  if (directory.offset + directory.size > end) throw readError("zip-damaged", file);
  return directory;
}

function safeNumber(buffer: Buffer, at: number, where: string): number {
  const value = at + 8 <= buffer.length ? buffer.readBigUInt64LE(at) : -1n;
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) throw readError("zip-damaged", where);
  return Number(value);
}

const recordHead = 46;
const localHead = 30;

function readDirectory(buffer: Buffer, directory: Directory, file: string): ZipEntry[] {
  const entries: ZipEntry[] = [];
  const end = directory.offset + directory.size;
  let at = directory.offset;
  while (at < end) {
    if (at + recordHead > end || buffer.readUInt32LE(at) !== 0x02014b50) throw readError("zip-damaged", file);
    const nameLength = buffer.readUInt16LE(at + 28);
    const extraLength = buffer.readUInt16LE(at + 30);
    const recordLength = recordHead + nameLength + extraLength + buffer.readUInt16LE(at + 32);
    if (at + recordLength > end) throw readError("zip-damaged", file);
    entries.push(readEntry(buffer, at, nameLength, extraLength, recordLength, file));
    at += recordLength;
  }
  if (entries.length !== directory.entries) throw readError("zip-damaged", file);
  return entries;
}

function readEntry(
  buffer: Buffer,
  at: number,
  nameLength: number,
  extraLength: number,
  recordLength: number,
  file: string,
): ZipEntry {
  const nameBytes = buffer.subarray(at + recordHead, at + recordHead + nameLength);
  const name = nameBytes.toString("utf8");
  const where = `${file} › ${name}`;
  const extra = buffer.subarray(at + recordHead + nameLength, at + recordHead + nameLength + extraLength);
  const large = zip64Values(extra, where);
  const read32 = (offset: number) => {
    const value = buffer.readUInt32LE(at + offset);
    return value === max32 && large.length > 0 ? (large.shift() ?? value) : value;
  };
  const size = read32(24);
  const compressedSize = read32(20);
  const localOffset = read32(42);
  const fields = {
    name,
    flags: buffer.readUInt16LE(at + 8),
    method: buffer.readUInt16LE(at + 10),
    crc: buffer.readUInt32LE(at + 16),
    compressedSize,
    size,
    localOffset,
  };
  const dataOffset = checkLocalHeader(buffer, fields, nameBytes, where);
  return { ...fields, dataOffset, recordOffset: at, recordLength };
}

/** The 64-bit values of the zip64 extra field, in the order in which they replace full 32-bit ones. */
function zip64Values(extra: Buffer, where: string): number[] {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    if (at + 4 + length > extra.length) break;
    if (extra.readUInt16LE(at) === 1) {
      const count = Math.min(3, Math.floor(length / 8));
      return Array.from({ length: count }, (_, index) => safeNumber(extra, at + 4 + index * 8, where));
    }
    at += 4 + length;
  }
  return [];
}

/**
 * Programs that trust local headers would see another file than those that trust the directory, so both must agree.
 *
 * @returns where the entry's data begins
 */
function checkLocalHeader(
  buffer: Buffer,
  entry: Pick<ZipEntry, "flags" | "method" | "crc" | "compressedSize" | "size" | "localOffset">,
  nameBytes: Buffer,
  where: string,
): number {
  const at = entry.localOffset;
  if (at + localHead > buffer.length || buffer.readUInt32LE(at) !== 0x04034b50) throw readError("zip-damaged", where);
  const nameLength = buffer.readUInt16LE(at + 26);
  const dataOffset = at + localHead + nameLength + buffer.readUInt16LE(at + 28);
  if (dataOffset + entry.compressedSize > buffer.length) throw readError("zip-damaged", where);
  const localName = buffer.subarray(at + localHead, at + localHead + nameLength);
  const disagrees = () => readError("zip-headers-disagree", where);
  if (!localName.equals(nameBytes) || buffer.readUInt16LE(at + 8) !== entry.method) throw disagrees();
  // With a data descriptor the sizes follow the data; writers leave zero or anything here.
  if ((entry.flags & 8) !== 0) return dataOffset;
  const large = zip64Values(buffer.subarray(at + localHead + nameLength, dataOffset), where);
  const read32 = (offset: number) => {
    const value = buffer.readUInt32LE(at + offset);
    return value === max32 && large.length > 0 ? (large.shift() ?? value) : value;
  };
  const size = read32(22);
  const compressedSize = read32(18);
  if (size !== entry.size || compressedSize !== entry.compressedSize) throw disagrees();
  if (buffer.readUInt32LE(at + 14) !== entry.crc) throw disagrees();
  return dataOffset;
}
