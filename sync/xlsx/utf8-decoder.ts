/**
 * Valid UTF-8 as strings of one byte a character where that is possible, as in all that is written in Spanish with a
 * typewriter's signs: engines are slow to find that out themselves. Four bytes at a time are looked at and copied.
 */
export class Utf8Decoder {
  /** Whether what was decoded last may hold a control character. */
  mayHoldControls = false;
  private readonly bytes: Buffer;
  private readonly source: DataView;
  /** What the string is made of, one byte a character; used again for the next. */
  private latin1: Buffer;
  private target: DataView;

  /** @param usual bytes that are decoded at a time, as a rule */
  constructor(bytes: Buffer, usual: number) {
    this.bytes = bytes;
    this.source = viewOf(bytes);
    this.latin1 = Buffer.allocUnsafeSlow(Math.min(usual, bytes.length));
    this.target = viewOf(this.latin1);
  }

  /** Neither place may be inside a character. */
  decode(from: number, to: number): string {
    if (to - from > this.latin1.length) {
      this.latin1 = Buffer.allocUnsafeSlow(to - from);
      this.target = viewOf(this.latin1);
    }
    const length = this.narrow(from, to);
    return length === -1 ? this.bytes.toString("utf8", from, to) : this.latin1.toString("latin1", 0, length);
  }

  /** @returns how many characters `latin1` then holds, -1 when not all are in Latin-1 or one ends what is to be decoded */
  private narrow(from: number, to: number): number {
    const { source, target } = this;
    const last = to - 4;
    let at = from;
    let length = 0;
    let controls = 0;
    this.mayHoldControls = true;
    while (at <= last) {
      const word = source.getInt32(at, true);
      const wide = word & 0x80808080;
      // A byte below 0x20 borrows from its highest bit, which was not set.
      controls |= (word - 0x20202020) & ~word;
      target.setInt32(length, word, true);
      if (wide === 0) {
        at += 4;
        length += 4;
      } else {
        const plain = (31 - Math.clz32(wide & -wide)) >> 3;
        at += plain;
        length += plain;
        const lead = source.getUint8(at);
        if (lead > 0xc3) return -1;
        target.setUint8(length++, ((lead & 3) << 6) | (source.getUint8(at + 1) & 0x3f));
        at += 2;
      }
    }
    for (; at < to; at++) {
      const byte = source.getUint8(at);
      if (byte >= 0x80) return -1;
      controls |= (byte - 0x20) & 0x80;
      target.setUint8(length++, byte);
    }
    this.mayHoldControls = (controls & 0x80808080) !== 0;
    return length;
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
