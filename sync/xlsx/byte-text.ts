/** Bytes of a piece of a part, as the compressor takes them. */
export const pieceSize = 512 * 1024;

/**
 * Text put together as UTF-8 bytes: for millions of short pieces, of which strings would each time be made and thrown
 * away.
 */
export class ByteText {
  #bytes: Buffer;
  #length = 0;
  readonly #size: number;

  /** @param size bytes of a piece; what is taken may be somewhat longer */
  constructor(size: number) {
    this.#size = size;
    this.#bytes = Buffer.allocUnsafeSlow(size + slack);
  }

  get length(): number {
    return this.#length;
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

  /** What was put together since the last time. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.allocUnsafeSlow(this.#size + slack);
    this.#length = 0;
    return taken;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow((this.#length + more) * 2);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

const slack = 16 * 1024;
