import { crc32, deflateRawSync } from "node:zlib";

/** An entry written by hand, with whatever must be wrong or rare about it. */
export interface RawEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Instead of deflating `content`, whose `size` and `crc` must then be told. */
  readonly deflated?: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  /** What the directory says, when not the truth. */
  readonly size?: number;
  readonly crc?: number;
  /** What the local header says, when not the same as the directory. */
  readonly localName?: string;
  readonly localSize?: number;
  /** Sizes follow the data. */
  readonly descriptor?: boolean;
  /** Sizes and offset lie in the zip64 extra fields. */
  readonly zip64?: boolean;
  /** Where its local record lies in the file already: it gets none of its own. */
  readonly at?: number;
}

/** A zip file, byte by byte as told. */
export function rawZip(entries: readonly RawEntry[], options: { zip64?: boolean; comment?: string } = {}): Buffer {
  const pieces: Buffer[] = [];
  const records: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed = pack(entry);
    records.push(record(entry, packed, entry.at ?? offset));
    if (entry.at !== undefined) continue;
    const local = localRecord(entry, packed);
    pieces.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(records);
  return Buffer.concat([...pieces, directory, ...end(entries.length, directory.length, offset, options)]);
}

/** Local header, data and what follows them. */
export function localBytes(entry: RawEntry): Buffer {
  return localRecord(entry, pack(entry));
}

interface Packed {
  readonly data: Buffer;
  readonly size: number;
  readonly crc: number;
}

const full = 0xffffffff;

function pack(entry: RawEntry): Packed {
  const content = Buffer.from(entry.content);
  const data = entry.deflated ?? (entry.method === 0 ? content : deflateRawSync(content, { level: 1 }));
  return { data: Buffer.from(data), size: entry.size ?? content.length, crc: entry.crc ?? crc32(content) };
}

function localRecord(entry: RawEntry, packed: Packed): Buffer {
  const name = Buffer.from(entry.localName ?? entry.name);
  const isLate = entry.descriptor === true;
  const extra = entry.zip64 === true && !isLate ? zip64Extra([packed.size, packed.data.length]) : Buffer.alloc(0);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE((entry.flags ?? 0) | (isLate ? 8 : 0), 6);
  head.writeUInt16LE(entry.method ?? 8, 8);
  head.writeUInt32LE(isLate ? 0 : packed.crc, 14);
  head.writeUInt32LE(isLate ? 0 : extra.length > 0 ? full : packed.data.length, 18);
  head.writeUInt32LE(isLate ? 0 : extra.length > 0 ? full : (entry.localSize ?? packed.size), 22);
  head.writeUInt16LE(name.length, 26);
  head.writeUInt16LE(extra.length, 28);
  const pieces = [head, name, extra, packed.data];
  if (isLate) {
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(0x08074b50, 0);
    tail.writeUInt32LE(packed.crc, 4);
    tail.writeUInt32LE(packed.data.length, 8);
    tail.writeUInt32LE(packed.size, 12);
    pieces.push(tail);
  }
  return Buffer.concat(pieces);
}

function record(entry: RawEntry, packed: Packed, offset: number): Buffer {
  const name = Buffer.from(entry.name);
  const isLarge = entry.zip64 === true;
  const extra = isLarge ? zip64Extra([packed.size, packed.data.length, offset]) : Buffer.alloc(0);
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(20, 6);
  head.writeUInt16LE((entry.flags ?? 0) | (entry.descriptor === true ? 8 : 0), 8);
  head.writeUInt16LE(entry.method ?? 8, 10);
  head.writeUInt32LE(packed.crc, 16);
  head.writeUInt32LE(isLarge ? full : packed.data.length, 20);
  head.writeUInt32LE(isLarge ? full : packed.size, 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt32LE(isLarge ? full : offset, 42);
  return Buffer.concat([head, name, extra]);
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + values.length * 8);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(values.length * 8, 2);
  for (const [index, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + index * 8);
  return extra;
}

function end(count: number, size: number, offset: number, options: { zip64?: boolean; comment?: string }): Buffer[] {
  const comment = Buffer.from(options.comment ?? "");
  const tail = Buffer.alloc(22);
  tail.writeUInt32LE(0x06054b50, 0);
  tail.writeUInt16LE(options.zip64 === true ? 0xffff : count, 8);
  tail.writeUInt16LE(options.zip64 === true ? 0xffff : count, 10);
  tail.writeUInt32LE(options.zip64 === true ? full : size, 12);
  tail.writeUInt32LE(options.zip64 === true ? full : offset, 16);
  tail.writeUInt16LE(comment.length, 20);
  if (options.zip64 !== true) return [tail, comment];
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeBigUInt64LE(BigInt(count), 24);
  end64.writeBigUInt64LE(BigInt(count), 32);
  end64.writeBigUInt64LE(BigInt(size), 40);
  end64.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return [end64, locator, tail, comment];
}
