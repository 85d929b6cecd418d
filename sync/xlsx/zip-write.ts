import { promisify } from "node:util";
import zlib from "node:zlib";
import { ByteText, pieceSize } from "./byte-text.ts";

/** What an entry holds: all at once, or in pieces that are made while earlier ones are being compressed. */
export type ZipContent = string | Uint8Array | Iterable<ZipPart> | AsyncIterable<ZipPart>;

/** A `ByteText` is taken from, and given back what the compressor is done with. */
export type ZipPart = string | Uint8Array | ByteText;

export interface NewEntry {
  readonly name: string;
  readonly content: ZipContent;
}

/**
 * Measured on 20,000 × 25 cells: level 1 gives 5.1 MB, 3 gives 4.0, 5 gives 3.5 and 6 gives 3.4. With two processors all
 * take the same time, because the rows are made meanwhile; with one, 6 takes 40 % longer than 5, and 5 no longer than 1.
 */
export const defaultLevel = 5;

/**
 * Writes a zip file whose bytes depend on the entries and the level alone: fixed dates, the order given, no data
 * descriptors. Pieces are compressed side by side on Node's thread pool.
 *
 * @param entries in the order of the file; taken one after the other, so a later one may depend on what an earlier one
 *   brought about while it was read
 * @param level deflate level, 0 (stored) to 9
 * @throws {Error} for a name given twice, more than 65,535 entries, or more than 4 GiB
 */
export async function writeZip(
  entries: Iterable<NewEntry> | AsyncIterable<NewEntry>,
  level: number = defaultLevel,
): Promise<Buffer> {
  const files: Packed[] = [];
  const names = new Set<string>();
  const lane = new Lane();
  for await (const entry of entries) {
    if (names.has(entry.name)) throw new Error(`zip entry given twice: ${entry.name}`);
    names.add(entry.name);
    files.push(await pack(entry, level, lane));
  }
  return assemble(files);
}

/** A deflate stream looks back this far at most. */
const windowSize = 32 * 1024;
const limit = 0xffffffff;
/** 1980-01-01, 00:00, the earliest date a zip file knows. */
const dosDate = 0x0021;
const deflateRaw = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.deflateRaw);

interface Packed {
  readonly name: Buffer;
  readonly method: 0 | 8;
  readonly crc: number;
  readonly size: number;
  readonly pieces: readonly Promise<Buffer>[];
}

/** At most this many pieces wait for the thread pool; enough for both to stay busy, few enough for the memory. */
class Lane {
  readonly #running: Promise<unknown>[] = [];

  async enter(piece: Promise<Buffer>): Promise<void> {
    this.#running.push(piece);
    if (this.#running.length >= 4) await this.#running.shift();
  }
}

/** Bytes to compress at once, and who wants them back. */
interface Piece {
  readonly bytes: Buffer;
  readonly owner: ByteText | null;
}

async function pack(entry: NewEntry, level: number, lane: Lane): Promise<Packed> {
  const pieces: Promise<Buffer>[] = [];
  let crc = 0;
  let size = 0;
  let before: Piece | undefined;
  const add = async (piece: Piece, last: boolean): Promise<void> => {
    const { bytes } = piece;
    crc = zlib.crc32(bytes, crc);
    size += bytes.length;
    if (size > limit) throw new Error(`zip entry larger than 4 GiB: ${entry.name}`);
    const done = level === 0 ? Promise.resolve(Buffer.from(bytes)) : deflatePiece(bytes, level, before?.bytes, last);
    // The piece before was still needed as dictionary. What goes wrong is seen when the file is assembled.
    const spent = last ? [before, piece] : [before];
    done.then(() => spent.forEach((each) => each?.owner?.giveBack(each.bytes))).catch(() => undefined);
    pieces.push(done);
    before = piece;
    await lane.enter(done);
  };
  // One piece is held back, because the last one closes the stream.
  let held: Piece | undefined;
  for await (const piece of gather(entry.content)) {
    if (held !== undefined) await add(held, false);
    held = piece;
  }
  await add(held ?? { bytes: Buffer.alloc(0), owner: null }, true);
  return { name: Buffer.from(entry.name, "utf8"), method: level === 0 ? 0 : 8, crc, size, pieces };
}

/** Each piece is deflated on its own, with the end of the one before as dictionary; joined they are one stream. */
async function deflatePiece(bytes: Buffer, level: number, before: Buffer | undefined, last: boolean): Promise<Buffer> {
  const deflated = await deflateRaw(bytes, {
    level,
    finishFlush: last ? zlib.constants.Z_FINISH : zlib.constants.Z_SYNC_FLUSH,
    chunkSize: Math.max(1024, Math.min(bytes.length, 128 * 1024)),
    ...(before === undefined ? {} : { dictionary: before.subarray(-windowSize) }),
  });
  // A copy, because what zlib hands over keeps the whole of its chunk in memory.
  return deflated.length < deflated.buffer.byteLength / 2 ? Buffer.from(deflated) : deflated;
}

async function* gather(content: ZipContent): AsyncGenerator<Piece> {
  const parts = typeof content === "string" || content instanceof Uint8Array ? [content] : content;
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const part of parts) {
    const isTaken = part instanceof ByteText;
    if (!isTaken) {
      waiting.push(typeof part === "string" ? Buffer.from(part, "utf8") : bufferOf(part));
      length += waiting.at(-1)?.length ?? 0;
    }
    if (length > 0 && (isTaken || length >= pieceSize)) {
      yield* slices(joined(waiting));
      waiting = [];
      length = 0;
    }
    if (isTaken && part.length > 0) yield { bytes: part.take(), owner: part };
  }
  if (length > 0) yield* slices(joined(waiting));
}

function joined(parts: readonly Buffer[]): Buffer {
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}

/** Pieces of the usual size; what is left over at the end goes with the last one rather than alone. */
function* slices(bytes: Buffer): Generator<Piece> {
  let start = 0;
  while (bytes.length - start > pieceSize * 1.5) {
    yield { bytes: bytes.subarray(start, (start += pieceSize)), owner: null };
  }
  if (start < bytes.length) yield { bytes: bytes.subarray(start), owner: null };
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function assemble(files: readonly Packed[]): Promise<Buffer> {
  if (files.length > 0xffff) throw new Error(`too many zip entries: ${files.length}`);
  const out: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const data = await Promise.all(file.pieces);
    const compressed = data.reduce((sum, piece) => sum + piece.length, 0);
    const fields = headerFields(file, compressed);
    const local = Buffer.concat([localSignature, fields, file.name]);
    const central = Buffer.alloc(46);
    centralSignature.copy(central, 0);
    fields.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    directory.push(central, file.name);
    out.push(local, ...data);
    offset += local.length + compressed;
    if (offset > limit) throw new Error("zip file larger than 4 GiB");
  }
  const directorySize = directory.reduce((sum, part) => sum + part.length, 0);
  if (offset + directorySize > limit) throw new Error("zip file larger than 4 GiB");
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directorySize, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...out, ...directory, end]);
}

const localSignature = Buffer.from("PK\u0003\u0004", "latin1");
/** Signature and «version made by» 2.0. */
const centralSignature = Buffer.from("PK\u0001\u0002\u0014\u0000", "latin1");

/** The 26 bytes that the local header and the directory have in common. */
function headerFields(file: Packed, compressed: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x0800, 2); // names are UTF-8
  fields.writeUInt16LE(file.method, 4);
  fields.writeUInt16LE(dosDate, 8);
  fields.writeUInt32LE(file.crc, 10);
  fields.writeUInt32LE(compressed, 14);
  fields.writeUInt32LE(file.size, 18);
  fields.writeUInt16LE(file.name.length, 22);
  return fields;
}
