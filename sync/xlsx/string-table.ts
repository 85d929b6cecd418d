import { escapeCellText, spaceAttribute } from "./escape.ts";

/**
 * The workbook's shared strings, each text once. Continues a table that another writer began, whose entries keep their
 * numbers.
 */
export class StringTable {
  readonly #begun: string;
  readonly #first: number;
  readonly #numbers = new Map<string, number>();
  readonly #items: string[] = [];

  /** @param xml the part as exceljs wrote it, or null when no cell of it holds text */
  constructor(xml: string | null) {
    const open = xml === null ? -1 : xml.indexOf("<si>");
    this.#begun = xml === null || open < 0 ? "" : xml.slice(open, xml.lastIndexOf("</sst>"));
    this.#first = this.#begun === "" ? 0 : this.#begun.split("<si>").length - 1;
  }

  /** Number of a text, which is entered when it is new. */
  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#first + this.#items.length;
    this.#items.push(`<si><t${spaceAttribute(text)}>${escapeCellText(text)}</t></si>`);
    this.#numbers.set(text, number);
    return number;
  }

  /** The part in pieces; to be read after the last text was entered. */
  *xml(): Generator<string> {
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
    yield `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="${this.#first + this.#items.length}">`;
    yield this.#begun;
    for (let start = 0; start < this.#items.length; start += 2048) {
      yield this.#items.slice(start, start + 2048).join("");
    }
    yield "</sst>";
  }
}
