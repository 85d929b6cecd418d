import { asciiBytes, ByteText } from "./byte-text.ts";
import { checkTextLength, escapeCellText, spaceAttribute } from "./escape.ts";

/**
 * The workbook's shared strings, a text that comes again once. Continues a table that another writer began, whose entries
 * keep their numbers. Texts are written as they come, and only those that may come again are kept.
 */
export class StringTable {
  /** The entries so far, without those that were taken already and those of the other writer. */
  readonly xml = new ByteText();
  readonly #begun: string;
  readonly #first: number;
  #references: number;
  #size = 0;
  readonly #numbers = new Map<string, number>();

  /** @param xml the part as exceljs wrote it, or null when no cell of it holds text */
  constructor(xml: string | null) {
    const open = xml === null ? -1 : xml.indexOf("<si>");
    this.#begun = xml === null || open < 0 ? "" : xml.slice(open, xml.lastIndexOf("</sst>"));
    this.#references = Number(/<sst [^>]*\bcount="([0-9]+)"/.exec(xml ?? "")?.[1] ?? 0);
    this.#first = this.#begun === "" ? 0 : this.#begun.split("<si>").length - 1;
  }

  /**
   * Number of a text, which is entered when it is new, or null when the table is full and the text has to stand in its
   * cell.
   *
   * @throws {Error} when the text is longer than a cell can hold
   */
  numberOf(text: string): number | null {
    const known = this.#numbers.get(text);
    if (known !== undefined) {
      this.#references++;
      return known;
    }
    const number = this.enter(text);
    if (number !== null) this.#numbers.set(text, number);
    return number;
  }

  /** Enters a text without looking whether it is there already: for texts that hardly ever come twice. */
  enter(text: string): number | null {
    checkTextLength(text);
    if (this.#size >= capacity) return null;
    this.#references++;
    if (!this.xml.plain(itemStart, text, itemEnd)) {
      this.xml.utf8(`<si><t${spaceAttribute(text)}>${escapeCellText(text)}</t></si>`);
    }
    return this.#first + this.#size++;
  }

  /** How many texts were entered so far. */
  get size(): number {
    return this.#size;
  }

  /** Counts one more cell that holds a text already numbered. */
  countReference(): void {
    this.#references++;
  }

  /** How the part begins, once the last text was entered: before the first entry. */
  get opening(): string {
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="${this.#references}" uniqueCount="${this.#first + this.#size}">${this.#begun}`;
  }

  /** The last entries, and how it ends. */
  close(): ByteText {
    this.xml.ascii("</sst>");
    return this.xml;
  }
}

/** More different texts than this are not worth the memory. */
const capacity = 500_000;
const itemStart = asciiBytes("<si><t>");
const itemEnd = asciiBytes("</t></si>");
