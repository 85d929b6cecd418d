import { columnName, maxRows } from "../../shared/address.ts";
import { asciiBytes, type ByteText } from "./byte-text.ts";
import { escapeCellText, escapeXml, spaceAttribute } from "./escape.ts";
import type { SheetRow } from "./sheet-part.ts";
import { SharedText } from "./shared-text.ts";
import type { StringTable } from "./string-table.ts";
import { attribute, childElements, inner } from "./xml-elements.ts";

/**
 * Rows written straight into a sheet, which exceljs holds with a few *prototype* rows in their place: the first bulk row
 * goes where the first prototype is. A bulk cell takes the style of the prototype cell in its column, a bulk row the
 * height of its prototype row. What the prototypes hold is not written. A table or auto filter that ends at the
 * prototypes (or at the header above them) is made to end at the last bulk row; other ranges are the caller's, who knows
 * `rowCount`.
 */
export interface BulkSheet {
  readonly sheet: string;
  /** Zero-based row of the first bulk row and of the first prototype. */
  readonly startRow: number;
  /** How many rows `rows` gives. */
  readonly rowCount: number;
  /** How many rows of the exceljs sheet, from `startRow` on, are prototypes; 1 when not given. */
  readonly prototypes?: number;
  /** How many columns the rows have at most; the widest prototype when not given. */
  readonly columnCount?: number;
  /** Deepest outline level among the rows, 0 to 7; rows above it are refused. */
  readonly outlineLevels?: number;
  /** Read once, from first to last, while the file is being compressed. */
  readonly rows: Iterable<BulkRow>;
}

export interface BulkRow {
  /** By column from A on; a missing cell or null is a blank one with the prototype's style. */
  readonly cells: readonly (BulkCell | undefined)[];
  /** Which prototype row the styles come from, 0 when not given. */
  readonly prototype?: number;
  /** Depth in the outline (grouped rows): 0, or 1 to 7. */
  readonly outlineLevel?: number;
  readonly hidden?: boolean;
  /** The rows grouped under (or above) this one are folded away. */
  readonly collapsed?: boolean;
  /**
   * In points, instead of the prototype row's. An estimate that Excel fits again once the row is edited; without any
   * height Excel fits the row when it opens the file, while LibreOffice and phones show one line.
   */
  readonly height?: number;
}

export type BulkCell = BulkValue | SharedText | BulkDetails;

export type BulkValue = null | string | number | boolean;

export interface BulkDetails {
  /** The value; of a formula, the one it has now. */
  readonly value: BulkValue | SharedText | BulkError;
  /** Formula without `=`, in English and with commas. */
  readonly formula?: string;
  /** Where a click leads: `#'Hoja'!A1` inside the workbook, anything else outside it. */
  readonly link?: string;
  /** What is shown while pointing at the link. */
  readonly tooltip?: string;
  /** The prototype row this one cell's style comes from, instead of its row's. */
  readonly prototype?: number;
}

/** An error value as Excel writes it in English: `#N/A`. */
export interface BulkError {
  readonly error: string;
}

/** A link of a bulk cell, met while its row was written. */
export interface BulkLink {
  readonly address: string;
  readonly link: string;
  readonly tooltip: string | undefined;
}

/** Number of columns of a bulk sheet, given the prototype rows as exceljs wrote them. */
export function bulkColumns(bulk: BulkSheet, prototypes: readonly SheetRow[]): number {
  const widest = prototypes.map((row) => readPrototype(row).styles.length);
  return Math.max(bulk.columnCount ?? 0, ...widest);
}

/**
 * Writes the rows as XML.
 *
 * @param prototypes the prototype rows that exceljs wrote (one without cells may be missing)
 * @param strings filled with the texts met; the caller takes from them each time that something is given over
 * @param links filled with the links met
 * @param xml to write to; given over each time it or the strings are full
 * @throws {Error} when the rows are not what `bulk` announces, or a value cannot be in a cell
 */
export function* bulkRowsXml(
  bulk: BulkSheet,
  prototypes: readonly SheetRow[],
  strings: StringTable,
  links: BulkLink[],
  xml: ByteText,
): Generator<ByteText> {
  const writer = new RowWriter(bulk, new Styles(bulk, prototypes), strings, links, xml);
  let row = bulk.startRow;
  for (const bulkRow of bulk.rows) {
    if (row >= bulk.startRow + bulk.rowCount) throw new Error(`${place(bulk, row)}: more rows than rowCount`);
    writer.write(bulkRow, row);
    row++;
    if (xml.isFull || strings.xml.isFull) yield xml;
  }
  if (row !== bulk.startRow + bulk.rowCount) throw new Error(`${place(bulk, row)}: fewer rows than rowCount`);
}

/** @throws {Error} when what `bulk` says of itself cannot be */
export function checkBulk(bulk: BulkSheet): void {
  const levels = bulk.outlineLevels ?? 0;
  const isSound =
    [bulk.startRow, bulk.rowCount, levels].every((number) => Number.isInteger(number) && number >= 0) &&
    bulk.startRow + bulk.rowCount <= maxRows &&
    levels <= 7;
  if (!isSound) throw new Error(`bulk rows of ${bulk.sheet}: startRow, rowCount or outlineLevels out of range`);
}

interface PrototypeRow {
  readonly height: string | undefined;
  readonly styles: readonly (string | undefined)[];
}

function readPrototype({ xml }: SheetRow): PrototypeRow {
  const styles: (string | undefined)[] = [];
  for (const cell of childElements(inner(xml))) {
    const letters = /^[A-Z]+/.exec(attribute(cell.xml, "r") ?? "")?.[0] ?? "";
    let column = 0;
    for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
    styles[column - 1] = attribute(cell.xml, "s");
  }
  return { height: attribute(xml, "ht"), styles };
}

/** Beginnings of cell tags by prototype and column, made once: `<c r="H` and `" s="5"`. */
class Styles {
  readonly columns: readonly string[];
  readonly opens: readonly Uint8Array[];
  readonly #tags: readonly (readonly Uint8Array[])[];
  readonly #heights: readonly (string | undefined)[];

  constructor(bulk: BulkSheet, prototypes: readonly SheetRow[]) {
    const count = bulkColumns(bulk, prototypes);
    const read = Array.from({ length: bulk.prototypes ?? 1 }, (_, index) => {
      const row = prototypes.find((prototype) => prototype.row === bulk.startRow + index);
      return row === undefined ? { height: undefined, styles: [] } : readPrototype(row);
    });
    this.columns = Array.from({ length: count }, (_, column) => columnName(column));
    this.opens = this.columns.map((name) => asciiBytes(`<c r="${name}`));
    this.#heights = read.map(({ height }) => height);
    this.#tags = read.map(({ styles }) =>
      this.columns.map((_, column) => {
        const style = styles[column];
        return style === undefined ? noStyle : asciiBytes(`" s="${style}"`);
      }),
    );
  }

  tags(prototype: number): readonly Uint8Array[] {
    const tags = this.#tags[prototype];
    if (tags === undefined) throw new Error(`no prototype row ${prototype}`);
    return tags;
  }

  height(prototype: number): string | undefined {
    return this.#heights[prototype];
  }
}

/** What `write` writes again and again. */
const rowStart = asciiBytes('<row r="');
const rowEnd = asciiBytes("</row>");
const noStyle = asciiBytes('"');
const emptyEnd = asciiBytes("/>");
const sharedStart = asciiBytes(' t="s"><v>');
const numberStart = asciiBytes("><v>");
const valueEnd = asciiBytes("</v></c>");

class RowWriter {
  readonly #xml: ByteText;
  readonly #bulk: BulkSheet;
  readonly #styles: Styles;
  readonly #strings: StringTable;
  readonly #links: BulkLink[];
  /** Text that each column held last, and its number: columns repeat themselves. */
  readonly #texts: (string | undefined)[];
  readonly #numbers: number[];
  /** Texts of each column that were looked up, and how many of them were new. */
  readonly #lookups: number[];
  readonly #news: number[];

  constructor(bulk: BulkSheet, styles: Styles, strings: StringTable, links: BulkLink[], xml: ByteText) {
    this.#bulk = bulk;
    this.#styles = styles;
    this.#strings = strings;
    this.#links = links;
    this.#xml = xml;
    this.#texts = styles.columns.map(() => undefined);
    this.#numbers = styles.columns.map(() => 0);
    this.#lookups = styles.columns.map(() => 0);
    this.#news = styles.columns.map(() => 0);
  }

  write(bulkRow: BulkRow, row: number): void {
    const { cells } = bulkRow;
    const { columns } = this.#styles;
    const xml = this.#xml;
    if (cells.length > columns.length) throw new Error(`${place(this.#bulk, row)}: more cells than columns`);
    const own = this.#styles.tags(bulkRow.prototype ?? 0);
    const number = asciiBytes(String(row + 1));
    xml.bytes(rowStart);
    xml.bytes(number);
    xml.ascii(`"${rowAttributes(this.#bulk, bulkRow, row, this.#styles)}>`);
    for (let column = 0; column < columns.length; column++) {
      const cell = cells[column];
      const tag = own[column] ?? noStyle;
      if (cell === null || cell === undefined) {
        if (tag === noStyle) continue;
        this.#open(column, number, tag);
        xml.bytes(emptyEnd);
      } else if (cell instanceof SharedText) {
        this.#open(column, number, tag);
        this.#shared(cell, column);
      } else if (typeof cell === "object") {
        const chosen = cell.prototype === undefined ? tag : (this.#styles.tags(cell.prototype)[column] ?? noStyle);
        this.#open(column, number, chosen);
        this.#details(cell, column, row);
        if (cell.link === undefined) continue;
        this.#links.push({ address: `${columns[column]}${row + 1}`, link: cell.link, tooltip: cell.tooltip });
      } else {
        this.#open(column, number, tag);
        this.#value(cell, column, row);
      }
    }
    xml.bytes(rowEnd);
  }

  #open(column: number, number: Uint8Array, tag: Uint8Array): void {
    const xml = this.#xml;
    xml.bytes(this.#styles.opens[column] ?? noStyle);
    xml.bytes(number);
    xml.bytes(tag);
  }

  #value(value: string | number | boolean, column: number, row: number): void {
    const xml = this.#xml;
    if (typeof value === "string") return this.#text(value, column);
    if (typeof value === "boolean") return xml.ascii(value ? ' t="b"><v>1</v></c>' : ' t="b"><v>0</v></c>');
    xml.bytes(numberStart);
    if (value >= 0 && value <= maxWhole && Number.isInteger(value) && !Object.is(value, -0)) xml.whole(value);
    else xml.ascii(numberText(value, this.#bulk, row));
    xml.bytes(valueEnd);
  }

  /** Shared, which every reader takes; in the cell only when the table of shared texts is full. */
  #text(text: string, column: number): void {
    const number = this.#numberOf(text, column);
    if (number !== null) return this.#reference(number);
    this.#xml.utf8(` t="inlineStr"><is><t${spaceAttribute(text)}>${escapeCellText(text)}</t></is></c>`);
  }

  #shared(shared: SharedText, column: number): void {
    const { text, number } = shared;
    if (number !== null) {
      this.#strings.countReference();
      return this.#reference(number);
    }
    this.#text(text ?? "", column);
    if (this.#texts[column] === text) shared.enter(this.#numbers[column] ?? 0);
  }

  #reference(number: number): void {
    const xml = this.#xml;
    xml.bytes(sharedStart);
    xml.whole(number);
    xml.bytes(valueEnd);
  }

  /** Number of a text, by what its column held last where it is the same; null when the table is full. */
  #numberOf(text: string, column: number): number | null {
    if (this.#texts[column] === text) {
      this.#strings.countReference();
      return this.#numbers[column] ?? 0;
    }
    const number = this.#lookUp(text, column);
    if (number === null) return null;
    this.#texts[column] = text;
    this.#numbers[column] = number;
    return number;
  }

  /** A column whose texts are mostly its own (observaciones, explanations) is not looked up any more: it costs more than it saves. */
  #lookUp(text: string, column: number): number | null {
    const lookups = this.#lookups[column] ?? 0;
    const news = this.#news[column] ?? 0;
    if (lookups >= fewLookups && news * 2 > lookups) return this.#strings.enter(text);
    const before = this.#strings.size;
    const number = this.#strings.numberOf(text);
    this.#lookups[column] = lookups + 1;
    this.#news[column] = news + this.#strings.size - before;
    return number;
  }

  #details({ formula, value }: BulkDetails, column: number, row: number): void {
    const xml = this.#xml;
    if (value instanceof SharedText) {
      if (formula !== undefined) throw new Error(`${place(this.#bulk, row)}: the text of a formula is not shared`);
      return this.#shared(value, column);
    }
    if (formula === undefined && value === null) return xml.ascii("/>");
    if (formula === undefined && typeof value !== "object") return this.#value(value, column, row);
    const f = formula === undefined ? "" : `<f>${formulaText(formula, this.#bulk, row)}</f>`;
    if (value === null) xml.utf8(`>${f}</c>`);
    else if (typeof value === "string") xml.utf8(` t="str">${f}<v>${escapeCellText(value)}</v></c>`);
    else if (typeof value === "number") xml.utf8(`>${f}<v>${numberText(value, this.#bulk, row)}</v></c>`);
    else if (typeof value === "boolean") xml.utf8(` t="b">${f}<v>${value ? 1 : 0}</v></c>`);
    else xml.utf8(` t="e">${f}<v>${escapeXml(value.error)}</v></c>`);
  }
}

/** Largest number that `ByteText.whole` writes. */
const maxWhole = 2 ** 31 - 1;

/** Lookups after which a column's texts show whether they repeat themselves. */
const fewLookups = 256;

function rowAttributes(bulk: BulkSheet, bulkRow: BulkRow, row: number, styles: Styles): string {
  const level = bulkRow.outlineLevel ?? 0;
  if (level > (bulk.outlineLevels ?? 0)) throw new Error(`${place(bulk, row)}: deeper than outlineLevels`);
  const fixed = styles.height(bulkRow.prototype ?? 0);
  return (
    heightAttributes(bulkRow.height, fixed) +
    (bulkRow.hidden === true ? ' hidden="1"' : "") +
    (level > 0 ? ` outlineLevel="${level}"` : "") +
    (bulkRow.collapsed === true ? ' collapsed="1"' : "")
  );
}

function heightAttributes(estimate: number | undefined, fixed: string | undefined): string {
  if (estimate !== undefined) return ` ht="${estimate}"`;
  return fixed === undefined ? "" : ` ht="${fixed}" customHeight="1"`;
}

function formulaText(formula: string, bulk: BulkSheet, row: number): string {
  if (formula === "" || formula.startsWith("=") || formula.length > 8192) {
    throw new Error(`${place(bulk, row)}: not a formula: ${formula.slice(0, 40)}`);
  }
  return escapeXml(formula);
}

function numberText(value: number, bulk: BulkSheet, row: number): string {
  if (!Number.isFinite(value)) throw new Error(`${place(bulk, row)}: ${value} cannot be in a cell`);
  return String(value);
}

function place(bulk: BulkSheet, row: number): string {
  return `${bulk.sheet}, row ${row + 1}`;
}
