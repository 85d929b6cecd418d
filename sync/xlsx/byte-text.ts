/** Bytes of a piece of a part, as the compressor takes them. */
export const pieceSize = 512 * 1024;

/** Characters of ASCII alone as bytes, for texts that are written again and again. */
export function asciiBytes(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

/**
 * Text put together as UTF-8 bytes: for millions of short pieces, of which strings would each time be made and thrown
 * away. Whoever has no more use for what was taken may give it back to be filled anew: memory that was never touched
 * before is what costs most.
 */
export class ByteText {
  #bytes: Buffer;
  #length = 0;
  readonly #spare: Buffer[] = [];

  constructor() {
    this.#bytes = Buffer.allocUnsafeSlow(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** There is enough for the compressor. */
  get isFull(): boolean {
    return this.#length >= pieceSize;
  }

  /** Bytes of well-formed UTF-8, some dozens at most. */
  bytes(more: Uint8Array): void {
    const { length } = more;
    this.#reserve(length);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let index = 0; index < length; index++) bytes[at++] = more[index] ?? 0;
    this.#length = at;
  }

  /** Short text of ASCII characters alone. */
  ascii(text: string): void {
    const { length } = text;
    this.#reserve(length);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let index = 0; index < length; index++) bytes[at++] = text.charCodeAt(index);
    this.#length = at;
  }

  /** A whole number from 0 to 2³¹ − 1. */
  whole(number: number): void {
    this.#reserve(10);
    let digits = 1;
    for (let limit = 10; digits < 10 && number >= limit; limit *= 10) digits++;
    const bytes = this.#bytes;
    let rest = number | 0;
    for (let at = this.#length + digits - 1; at >= this.#length; at--) {
      const next = (rest / 10) | 0;
      bytes[at] = 0x30 + rest - next * 10;
      rest = next;
    }
    this.#length += digits;
  }

  /** Any text. */
  utf8(text: string): void {
    this.#reserve(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length, "utf8");
  }

  /**
   * Text between two tags, where it may stand in an element of a cell as it is: without escapes, and without a word on
   * its white space. Else nothing is written.
   *
   * @returns whether it was
   */
  plain(open: Uint8Array, text: string, close: Uint8Array): boolean {
    const before = this.#length;
    this.bytes(open);
    const start = this.#length;
    this.utf8(text);
    if (!isPlain(text, this.#bytes, start, this.#length)) {
      this.#length = before;
      return false;
    }
    this.bytes(close);
    return true;
  }

  /** What was put together since the last time. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = this.#spare.pop() ?? Buffer.allocUnsafeSlow(capacity);
    this.#length = 0;
    return taken;
  }

  /** @param taken by `take`, and of no more use to anybody */
  giveBack(taken: Buffer): void {
    if (taken.buffer.byteLength === capacity) this.#spare.push(Buffer.from(taken.buffer));
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow((this.#length + more) * 2);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** A piece, and room for what is written before anybody looks whether it is full. */
const capacity = pieceSize + 16 * 1024;

const space = 0x20;

/** 1 for bytes of characters that need a closer look: controls, & < >, the underscore of _xHHHH_, U+F000 and above. */
const specialBytes = new Uint8Array(256).fill(1, 0, space);
for (const character of "&<>_") specialBytes[character.charCodeAt(0)] = 1;
specialBytes[0xef] = 1;

/** Looks at a text's bytes, which is several times as fast as looking at its characters. */
function isPlain(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end || isEdgeSpace(text.charCodeAt(0)) || isEdgeSpace(text.charCodeAt(text.length - 1))) return false;
  let special = 0;
  let before = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    special |= specialBytes[byte] ?? 1;
    if (byte === space && before === space) return false;
    before = byte;
  }
  return special === 0;
}

/** True for every white space, and for some characters that are none. */
function isEdgeSpace(code: number): boolean {
  return code <= space || code === 0xa0 || (code >= 0x1680 && code <= 0x3000) || code === 0xfeff;
}
