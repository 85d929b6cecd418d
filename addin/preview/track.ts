/** Rows or columns one after the other: where each begins, in pixels. Hidden ones are as long as nothing. */
export class Track {
  readonly count: number;
  private readonly starts: Float64Array;

  constructor(count: number, sizeOf: (index: number) => number) {
    this.count = count;
    this.starts = new Float64Array(count + 1);
    let next = 0;
    for (let index = 0; index < count; index++) {
      this.starts[index] = next;
      next += sizeOf(index);
    }
    this.starts[count] = next;
  }

  get total(): number {
    return this.start(this.count);
  }

  start(index: number): number {
    return this.starts[Math.min(Math.max(index, 0), this.count)] ?? 0;
  }

  /** Length of those from one to another, both included. */
  length(first: number, last = first): number {
    return this.start(last + 1) - this.start(first);
  }

  /** The one under a pixel; the first or the last for a pixel outside. */
  at(pixel: number): number {
    let [low, high] = [0, this.count - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= pixel) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }

  /** The next one in a direction that has a length; where there is none, the one it began with. */
  step(from: number, by: 1 | -1): number {
    for (let index = from + by; index >= 0 && index < this.count; index += by) if (this.length(index) > 0) return index;
    return from;
  }
}
