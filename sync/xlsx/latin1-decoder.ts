/**
 * Valid UTF-8 as strings of one byte a character, as far as its characters are in Latin-1: nearly all that is written in
 * Spanish is, and engines are slow to find that out themselves. Eight bytes at a time are looked at and copied.
 */
export class Latin1Decoder {
  /** Where what was decoded last ends. */
  end = 0;
  /** Whether it may hold a control character. */
  mayHoldControls = false;
  private readonly source: DataView;
  /** What the string is made of; used again for the next. */
  private latin1: Buffer = Buffer.alloc(0);
  private target: DataView = viewOf(this.latin1);

  constructor(bytes: Buffer) {
    this.source = viewOf(bytes);
  }

  /**
   * Decodes up to `to`, or up to the first character that is not in Latin-1.
   *
   * @param to not inside a character
   */
  decode(from: number, to: number): string {
    if (to - from > this.latin1.length) {
      this.latin1 = Buffer.allocUnsafeSlow(to - from);
      this.target = viewOf(this.latin1);
    }
    return this.latin1.toString("latin1", 0, this.narrow(from, to));
  }

  /** @returns how many characters `latin1` then holds */
  private narrow(from: number, to: number): number {
    const { source, target } = this;
    const last = to - 8;
    let at = from;
    let length = 0;
    let controls = 0;
    while (at <= last) {
      let word = source.getInt32(at, true);
      let wide = word & 0x80808080;
      let plain = 0;
      controls |= controlsIn(word);
      target.setInt32(length, word, true);
      if (wide === 0) {
        word = source.getInt32(at + 4, true);
        wide = word & 0x80808080;
        plain = 4;
        controls |= controlsIn(word);
        target.setInt32(length + 4, word, true);
      }
      if (wide === 0) {
        at += 8;
        length += 8;
      } else {
        plain += (31 - Math.clz32(wide & -wide)) >> 3;
        at += plain;
        length += plain;
        const lead = source.getUint8(at);
        if (lead > lastLead) break;
        target.setUint8(length++, narrowed(lead, source.getUint8(at + 1)));
        at += 2;
      }
    }
    while (at < to) {
      const byte = source.getUint8(at);
      if (byte > lastLead) break;
      controls |= (byte - 0x20) & 0x80;
      target.setUint8(length++, byte < 0x80 ? byte : narrowed(byte, source.getUint8(at + 1)));
      at += byte < 0x80 ? 1 : 2;
    }
    this.end = at;
    this.mayHoldControls = (controls & 0x80808080) !== 0;
    return length;
  }
}

/** First byte of the last characters that are in Latin-1, U+00C0 to U+00FF. */
const lastLead = 0xc3;

/** Has the highest bit of a byte set where it is below 0x20: it borrows from that bit, which was not set. */
function controlsIn(word: number): number {
  return (word - 0x20202020) & ~word;
}

function narrowed(lead: number, follower: number): number {
  return ((lead & 3) << 6) | (follower & 0x3f);
}

function viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
