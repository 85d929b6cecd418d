/** A text that several cells hold: kept until the first of them is written, and from then on known by its number alone. */
export class SharedText {
  #text: string | null;
  #number: number | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** Null once it has a number. */
  get text(): string | null {
    return this.#text;
  }

  /** Its place among the workbook's shared strings; null while it has none. */
  get number(): number | null {
    return this.#number;
  }

  enter(number: number): void {
    this.#number = number;
    this.#text = null;
  }
}
