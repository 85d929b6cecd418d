/**
 * ASCII stretches of a part as strings: slices of windows decoded in one go, which costs a tenth of decoding each. A slice
 * keeps its window alive, so windows are small; whoever reads on from front to back decodes each about once.
 */
export class Latin1Window {
  private readonly bytes: Buffer;
  private start = 0;
  private end = 0;
  private text = "";

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Bytes from `from` up to `to`, which must be ASCII: then Latin-1 and UTF-8 are the same. */
  slice(from: number, to: number): string {
    if (from < this.start || to > this.end) {
      if (to - from > windowSize) return this.bytes.toString("latin1", from, to);
      this.start = from;
      this.end = Math.min(from + windowSize, this.bytes.length);
      this.text = this.bytes.toString("latin1", from, this.end);
    }
    return this.text.slice(from - this.start, to - this.start);
  }
}

const windowSize = 2048;
