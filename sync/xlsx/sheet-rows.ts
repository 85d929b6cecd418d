import { a1, maxColumns, maxRows, parseA1 } from "../../shared/address.ts";
import { pendingCell, type Cell, type ErrorCell } from "../../shared/cell.ts";
import { cellKey, type GridRow } from "../../shared/grid.ts";
import { dateFormat, generalFormat, percentFormat } from "../../shared/number-format.ts";
import { isoSerial } from "./iso-date.ts";
import { keepAlive } from "./keep-alive.ts";
import { Latin1Window } from "./latin1-window.ts";
import { defaultLimits, type ReadLimits } from "./limits.ts";
import { spreadsheet } from "./namespaces.ts";
import { parseNumber, powersOfTen } from "./number-text.ts";
import { readError, type ReadErrorCode } from "./read-errors.ts";
import { noStrings, type SharedStrings } from "./shared-strings.ts";
import type { CellFormats } from "./styles.ts";
import { decodeText, isEdgeSpace, isMarkup, readTextItem, textKinds, trimXml } from "./text-item.ts";
import { isTrue } from "./workbook-part.ts";
import { decodeEscapes } from "./xml-text.ts";
import { isSpace, skipSpace, XmlReader } from "./xml.ts";

/** What the rows of a sheet need of the workbook around them. */
export interface RowContext {
  /** File and sheet, as errors name them: a cell's address goes behind. */
  readonly where: string;
  readonly strings: SharedStrings;
  /** Null when the workbook has no styles: then every number is a plain one. */
  readonly formats: CellFormats | null;
  readonly date1904: boolean;
  readonly limits: ReadLimits;
}

export interface SheetRows {
  readonly rows: GridRow[];
  readonly formulas: Map<number, string>;
  /** Only of `rows`: sheets hide a million blank ones, which hide nothing. */
  readonly hiddenRows: Set<number>;
}

/**
 * Reads the `sheetData` just started: nearly all of a workbook's bytes, so it works on them directly, without a token or
 * a string that is not a value. Whatever it does not expect is an error: skipping it could lose a figure.
 */
export function readSheetRows(xml: XmlReader, context: RowContext): SheetRows {
  const scanner = new RowScanner(xml, context);
  if (!xml.isEmpty) scanner.readRows();
  return scanner.finish();
}

const numberType = 0;
const sharedType = 1;
const textType = 2;
const inlineType = 3;
const logicalType = 4;
const errorType = 5;
const dateType = 6;

const cellTypes = new Map([
  ["n", numberType],
  ["s", sharedType],
  ["str", textType],
  ["inlineStr", inlineType],
  ["b", logicalType],
  ["e", errorType],
  ["d", dateType],
]);

/** Days from the epoch of 1904 workbooks to that of all others. */
const shift1904 = 1462;

class RowScanner {
  private readonly xml: XmlReader;
  private readonly bytes: Buffer;
  /** The same bytes, to compare four at a time. */
  private readonly words: DataView;
  private readonly context: RowContext;
  private readonly limits: ReadLimits;
  private readonly texts: readonly string[];
  private readonly formats: CellFormats | null;
  private readonly names: Names;
  private readonly ascii: Latin1Window;
  private readonly rows: GridRow[] = [];
  private readonly formulas = new Map<number, string>();
  private readonly hiddenRows = new Set<number>();
  private readonly errorCells = new Map<string, ErrorCell>();
  /** Some shared text is longer than a cell's may be. */
  private readonly mayBeTooLong: boolean;
  private isOrdered = true;
  private row = -1;
  /** True from a row without `r` up to its first cell with one, which then says where the row is. */
  private isRowOpen = false;
  private column = -1;
  /**
   * Cells of the current row from its first value on. A copy of `blank`, which is as wide as rows are: so it seldom
   * grows, and it is as new as the texts put into it, which engines do faster than into an old one.
   */
  private cells: (Cell | undefined)[] = [];
  private blank: undefined[] = [];
  private lastWidth = 0;
  /** How wide the current row is so far; `cells` may be wider. */
  private width = 0;
  private cellCount = 0;
  private places = 0;
  /** Where a helper that returns a value stopped reading. */
  private stop = 0;
  /** The attribute read last: its name begins and ends, its value begins and ends. */
  private readonly attribute = { start: 0, nameEnd: 0, valueStart: 0, end: 0 };

  constructor(xml: XmlReader, context: RowContext) {
    this.xml = xml;
    this.bytes = xml.bytes;
    this.words = new DataView(xml.bytes.buffer, xml.bytes.byteOffset, xml.bytes.byteLength);
    this.context = context;
    this.limits = context.limits;
    this.texts = context.strings.texts;
    this.formats = context.formats;
    this.mayBeTooLong = context.strings.longest > context.limits.cellChars;
    this.ascii = new Latin1Window(xml.bytes);
    this.names = elementNames(xml.prefix);
  }

  /** Reads up to the end tag of `sheetData`, which is left to the reader. */
  readRows(): void {
    let pos = this.markup(this.xml.pos);
    while (this.bytes[pos + 1] !== slash) {
      const afterName = this.open(pos, this.names.row);
      pos = this.markup(afterName === -1 ? this.other(pos) : this.readRow(afterName));
    }
    this.xml.pos = pos;
  }

  finish(): SheetRows {
    const { rows, formulas, hiddenRows } = this;
    if (!this.isOrdered) {
      rows.sort((one, other) => one.row - other.row);
      const twice = rows.find((row, index) => row.row === rows[index + 1]?.row);
      if (twice !== undefined) throw readError("cell-duplicate", `${this.context.where}!${a1(twice.row, 0)}`);
    }
    return { rows, formulas, hiddenRows };
  }

  /** @returns where the row ends */
  private readRow(afterName: number): number {
    const { bytes } = this;
    this.row++;
    this.column = -1;
    this.isRowOpen = true;
    let isHidden = false;
    let pos = afterName;
    while (isSpace(bytes[pos] ?? 0)) {
      pos = this.readAttribute(pos);
      if (this.attributeIs("r")) this.setRow();
      else if (this.attributeIs("hidden")) isHidden = isTrue(this.attributeText());
    }
    if (this.row >= maxRows) throw this.error("cell-outside-sheet");
    if (bytes[pos] === slash && bytes[pos + 1] === gt) return pos + 2;
    if (bytes[pos] !== gt) throw this.xml.malformed(pos);
    pos = this.readCells(pos + 1);
    this.endRow(isHidden);
    return this.close(pos, this.names.row);
  }

  /** @returns where the row's end tag begins */
  private readCells(from: number): number {
    const { bytes, names } = this;
    let pos = from;
    for (;;) {
      if (names.isPlain) pos = this.readUsualCells(pos);
      pos = this.markup(pos);
      if (bytes[pos + 1] === slash) return pos;
      const afterCell = this.open(pos, names.c);
      pos = afterCell === -1 ? this.other(pos) : this.readCell(afterCell);
    }
  }

  /**
   * Reads cells written as nearly all are, one right behind the other: `<c r="B7" s="2" t="s"><v>12</v></c>`, with a style
   * and a type or without, a number of few digits in it. Stops before any other, which may be well written all the same.
   *
   * @returns where the last one ends
   */
  private readUsualCells(from: number): number {
    const { words, bytes, row, texts, formats } = this;
    const last = this.mayBeTooLong ? -1 : bytes.length - usualLength;
    let { cells, width } = this;
    let [count, pos] = [0, from];
    while (pos <= last && words.getInt32(pos, true) === cellWord && words.getInt32(pos + 2, true) === referenceWord) {
      let at = pos + 6;
      let column = -1;
      let byte = bytes[at] ?? 0;
      while (byte >= 0x41 && byte <= 0x5a) {
        column = (column + 1) * 26 + byte - 0x41;
        byte = bytes[++at] ?? 0;
      }
      let number = 0;
      while (byte >= 0x30 && byte <= 0x39) {
        number = number * 10 + byte - 0x30;
        byte = bytes[++at] ?? 0;
      }
      if (byte !== doubleQuote || number - 1 !== row || column < width || column >= maxColumns || at > last) break;
      let style = 0;
      if (words.getInt32(at + 1, true) === styleWord) {
        at += 5;
        byte = bytes[at] ?? 0;
        while (byte >= 0x30 && byte <= 0x39) {
          style = style * 10 + byte - 0x30;
          byte = bytes[++at] ?? 0;
        }
        if (byte !== doubleQuote || bytes[at - 1] === doubleQuote || at > last) break;
      }
      let isShared = false;
      if (words.getInt32(at + 1, true) === typeWord) {
        if (bytes[at + 5] !== letterS || bytes[at + 6] !== doubleQuote) break;
        isShared = true;
        at += 6;
      }
      if (words.getInt32(at + 1, true) !== valueWord) break;
      const start = at + 5;
      at = start;
      byte = bytes[at] ?? 0;
      let value = 0;
      while (byte >= 0x30 && byte <= 0x39) {
        value = value * 10 + byte - 0x30;
        byte = bytes[++at] ?? 0;
      }
      let divisor = 1;
      if (byte === dot && !isShared && at > start) {
        byte = bytes[++at] ?? 0;
        while (byte >= 0x30 && byte <= 0x39) {
          value = value * 10 + byte - 0x30;
          divisor *= 10;
          byte = bytes[++at] ?? 0;
        }
      }
      if (at === start || at > start + fewDigits || at > last) break;
      if (words.getInt32(at, true) !== valueEndWord || words.getInt32(at + 4, true) !== cellEndWord) break;
      let cell: Cell | undefined;
      if (isShared) cell = texts[value];
      else {
        const format = formats === null ? generalFormat : formats[style];
        if (format === undefined) break;
        cell = this.formatted(divisor === 1 ? value : value / divisor, format);
      }
      if (cell === undefined) break;
      if (width === 0) cells = this.blank.slice();
      if (cells.length <= column) cells = widened(cells, column + 1);
      cells[column] = cell;
      width = column + 1;
      count++;
      pos = at + 8;
    }
    if (count > 0) {
      this.cells = cells;
      this.width = width;
      this.column = width - 1;
      this.cellCount += count;
      this.isRowOpen = false;
    }
    return pos;
  }

  private setRow(): void {
    const { valueStart, end } = this.attribute;
    const number = this.digits(valueStart);
    if (this.stop !== end || number < 1) throw this.error("cell-outside-sheet");
    this.row = number - 1;
    this.isRowOpen = false;
  }

  private endRow(isHidden: boolean): void {
    const { cells, row, width } = this;
    if (width === 0) return;
    this.places += width;
    if (this.cellCount > this.limits.cells) throw this.error("too-many-cells");
    if (this.places > this.limits.places) throw this.error("sheet-too-wide");
    const last = this.rows.at(-1);
    if (last !== undefined && last.row >= row) this.isOrdered = false;
    this.fitBlank();
    cells.length = width;
    this.rows.push({ row, cells });
    this.width = 0;
    if (isHidden) this.hiddenRows.add(row);
  }

  /** To the width that rows have by now: widened when a second one is as wide, narrowed before copies of it cost too much. */
  private fitBlank(): void {
    const { blank, width } = this;
    const isFit =
      width === blank.length || (width > blank.length ? width !== this.lastWidth : width * 2 > blank.length);
    if (!isFit) this.blank = blankRow.slice(0, width);
    this.lastWidth = width;
  }

  /** @returns where the cell ends */
  private readCell(afterName: number): number {
    const { bytes } = this;
    let style = -1;
    let type = -1;
    let references = 0;
    let pos = afterName;
    this.column++;
    while (isSpace(bytes[pos] ?? 0)) {
      const name = bytes[pos + 1];
      const isUsual = bytes[pos + 2] === equalSign && bytes[pos + 3] === doubleQuote;
      if (isUsual && name === letterR) {
        references++;
        pos = this.readReference(pos);
      } else if (isUsual && name === letterS && style === -1) {
        style = this.digits(pos + 4);
        if (bytes[this.stop] !== doubleQuote || style < 0) throw this.error("cell-style-missing");
        pos = this.stop + 1;
      } else if (
        isUsual &&
        name === letterT &&
        bytes[pos + 4] === letterS &&
        bytes[pos + 5] === doubleQuote &&
        type === -1
      ) {
        type = sharedType;
        pos += 6;
      } else {
        pos = this.readAttribute(pos);
        if (this.attributeIs("r")) {
          references++;
          this.setReference(this.attributeText());
        } else if (this.attributeIs("s")) style = this.once(style, this.styleIndex(this.attributeText()));
        else if (this.attributeIs("t")) type = this.once(type, this.cellType());
      }
    }
    if (references > 1) throw this.xml.malformed(pos);
    if (this.column >= maxColumns) throw this.error("cell-outside-sheet");
    if (bytes[pos] === slash && bytes[pos + 1] === gt) return pos + 2;
    if (bytes[pos] !== gt) throw this.xml.malformed(pos);
    return this.readContent(pos + 1, type === -1 ? numberType : type, style === -1 ? 0 : style);
  }

  /** An attribute's value, which must not have had one before. */
  private once(before: number, value: number): number {
    if (before !== -1) throw this.xml.malformed(this.attribute.start);
    return value;
  }

  /** @returns where the attribute `r` at `pos` ends */
  private readReference(pos: number): number {
    const { bytes } = this;
    let at = pos + 4;
    let letters = 0;
    let byte = bytes[at] ?? 0;
    while (byte >= 0x41 && byte <= 0x5a) {
      letters = letters * 26 + byte - 0x40;
      at++;
      byte = bytes[at] ?? 0;
    }
    let number = 0;
    while (byte >= 0x30 && byte <= 0x39) {
      number = number * 10 + byte - 0x30;
      at++;
      byte = bytes[at] ?? 0;
    }
    if (byte === doubleQuote && letters > 0 && number > 0) {
      this.moveTo(number - 1, letters - 1);
      return at + 1;
    }
    const end = this.readAttribute(pos);
    this.setReference(this.attributeText());
    return end;
  }

  private setReference(text: string): void {
    const place = parseA1(text);
    if (place === null) throw this.error("cell-outside-sheet");
    this.moveTo(place.row, place.column);
  }

  private moveTo(row: number, column: number): void {
    this.column = column;
    if (row !== this.row) {
      if (!this.isRowOpen) throw this.error(row >= maxRows ? "cell-outside-sheet" : "cell-misplaced");
      this.row = row;
    }
    this.isRowOpen = false;
    if (column >= maxColumns || row >= maxRows) throw this.error("cell-outside-sheet");
  }

  /** Content of a cell, in its usual form `<v>…</v></c>` without a detour. */
  private readContent(pos: number, type: number, style: number): number {
    const { bytes } = this;
    if (bytes[pos + 1] === letterV && bytes[pos + 2] === gt && bytes[pos] === lt && this.names.isPlain) {
      const value = this.value(pos + 3, type, style);
      const end = this.stop;
      if (
        bytes[end + 1] === slash &&
        bytes[end + 2] === letterV &&
        bytes[end + 3] === gt &&
        bytes[end + 4] === lt &&
        bytes[end + 5] === slash &&
        bytes[end + 6] === letterC &&
        bytes[end + 7] === gt
      ) {
        if (value !== undefined) this.put(value);
        return end + 8;
      }
    }
    return this.readChildren(pos, type, style);
  }

  private readChildren(from: number, type: number, style: number): number {
    const { bytes, names } = this;
    let formula: string | undefined;
    let value: Cell | undefined;
    let pos = this.markup(from);
    while (bytes[pos + 1] !== slash) {
      const valueName = this.open(pos, names.v);
      const formulaName = valueName === -1 ? this.open(pos, names.f) : -1;
      if (valueName !== -1) value = this.interpret(this.elementText(pos, valueName, names.v, true), type, style);
      else if (formulaName !== -1) formula = this.elementText(pos, formulaName, names.f, true);
      else if (this.open(pos, names.is) !== -1) value = this.inlineText(pos);
      else this.stop = this.other(pos);
      pos = this.markup(this.stop);
    }
    if (formula !== undefined) {
      if (formula.length > this.limits.cellChars) throw this.error("cell-text-too-long");
      this.formulas.set(cellKey(this.row, this.column), formula);
      value ??= pendingCell;
    }
    if (value !== undefined) this.put(value);
    return this.close(pos, names.c);
  }

  private put(value: Cell): void {
    const { column } = this;
    if (column < this.width) {
      if (this.cells[column] !== undefined) throw this.error("cell-duplicate");
    } else {
      if (this.width === 0) this.cells = this.blank.slice();
      if (this.cells.length <= column) this.cells = widened(this.cells, column + 1);
      this.width = column + 1;
    }
    this.cells[column] = value;
    this.cellCount++;
  }

  /** Value that begins at `from` and ends at the `<` where this leaves `stop`. */
  private value(from: number, type: number, style: number): Cell | undefined {
    if (type === numberType) {
      const number = this.number(from);
      return number === undefined ? undefined : this.numberCell(number, style);
    }
    if (type === sharedType) {
      const index = this.digits(from);
      if (this.bytes[this.stop] === lt && index >= 0) return this.sharedText(index);
    }
    return this.interpret(this.rawText(from, true), type, style);
  }

  private interpret(text: string, type: number, style: number): Cell | undefined {
    if (type === textType || type === inlineType) return this.checkedText(text);
    const trimmed = text.trim();
    if (trimmed === "") return undefined;
    switch (type) {
      case sharedType:
        if (!/^\d{1,9}$/.test(trimmed)) throw this.error("cell-string-missing");
        return this.sharedText(Number(trimmed));
      case logicalType:
        if (isTrue(trimmed.toLowerCase())) return true;
        if (trimmed !== "0" && trimmed.toLowerCase() !== "false") throw this.error("cell-value-invalid");
        return false;
      case errorType:
        return this.errorCell(trimmed);
      case dateType:
        return this.isoDate(trimmed);
      default:
        return this.numberCell(this.checkedNumber(trimmed), style);
    }
  }

  private sharedText(index: number): string {
    const text = this.texts[index];
    if (text === undefined) throw this.error("cell-string-missing", `texto ${index} de ${this.texts.length}`);
    return this.mayBeTooLong ? this.checkedText(text) : text;
  }

  private checkedText(text: string): string {
    if (text.length > this.limits.cellChars) throw this.error("cell-text-too-long");
    return text;
  }

  private errorCell(code: string): ErrorCell {
    const known = this.errorCells.get(code);
    if (known !== undefined) return known;
    if (!code.startsWith("#") || code.length > 32) throw this.error("cell-value-invalid");
    const cell: ErrorCell = { kind: "error", code };
    this.errorCells.set(code, cell);
    return cell;
  }

  private isoDate(text: string): Cell {
    const serial = isoSerial(text);
    if (serial === null) throw this.error("cell-value-invalid");
    return { kind: "date", serial };
  }

  private numberCell(number: number, style: number): Cell {
    const { formats } = this;
    if (formats === null) return number;
    const format = formats[style];
    if (format === undefined) throw this.error("cell-style-missing", `formato ${style} de ${formats.length}`);
    return this.formatted(number, format);
  }

  private formatted(number: number, format: number): Cell {
    if (format === percentFormat) return { kind: "percent", value: number };
    if (format === dateFormat) return { kind: "date", serial: this.context.date1904 ? number + shift1904 : number };
    return number;
  }

  /**
   * Number from `from` up to the next `<`. Whole numbers below 2^53 and powers of ten up to 10^22 are exact as doubles,
   * so that one division rounds as `Number` does.
   */
  private number(from: number): number | undefined {
    const { bytes } = this;
    let pos = from;
    let byte = bytes[pos] ?? 0;
    const isNegative = byte === minus;
    if (isNegative) byte = bytes[++pos] ?? 0;
    const start = pos;
    let mantissa = 0;
    while (byte >= 0x30 && byte <= 0x39) {
      mantissa = mantissa * 10 + byte - 0x30;
      byte = bytes[++pos] ?? 0;
    }
    let digits = pos - start;
    let decimals = 0;
    if (byte === dot) {
      const point = pos;
      byte = bytes[++pos] ?? 0;
      while (byte >= 0x30 && byte <= 0x39) {
        mantissa = mantissa * 10 + byte - 0x30;
        byte = bytes[++pos] ?? 0;
      }
      decimals = pos - point - 1;
      digits += decimals;
    }
    this.stop = pos;
    if (byte !== lt || digits === 0) return this.otherNumber(from);
    if (mantissa > Number.MAX_SAFE_INTEGER || decimals > 22) return this.longNumber(from, pos);
    const number = decimals === 0 ? mantissa : mantissa / (powersOfTen[decimals] ?? Number.NaN);
    return isNegative ? -number : number;
  }

  /** Digits and a point only, but more of them than are exact: the engine knows how to round. */
  private longNumber(from: number, to: number): number {
    const number = Number(this.ascii.slice(from, to));
    if (Math.abs(number) > largestNumber) throw this.error("cell-number-too-large");
    return number;
  }

  private otherNumber(from: number): number | undefined {
    const text = this.rawText(from, true).trim();
    return text === "" ? undefined : this.checkedNumber(text);
  }

  private checkedNumber(text: string): number {
    const number = parseNumber(text);
    if (number === null) throw this.error("cell-number-invalid");
    if (Math.abs(number) > largestNumber) throw this.error("cell-number-too-large");
    return number;
  }

  private cellType(): number {
    const { valueStart, end } = this.attribute;
    const type = cellTypes.get(this.ascii.slice(valueStart, end));
    if (type === undefined) throw this.error("cell-type-unknown");
    return type;
  }

  private styleIndex(text: string): number {
    if (!/^\d{1,9}$/.test(text)) throw this.error("cell-style-missing");
    return Number(text);
  }

  /** Text of the inline string whose tag begins at `pos`. */
  private inlineText(pos: number): string {
    const { bytes, names } = this;
    const afterName = this.open(pos, names.is);
    if (bytes[afterName] === gt) {
      const textName = this.open(afterName + 1, names.t);
      if (textName !== -1) {
        const text = this.elementText(afterName + 1, textName, names.t, false);
        if (this.isClose(this.stop, names.is)) {
          this.stop = this.close(this.stop, names.is);
          return this.checkedText(text);
        }
      }
    }
    this.enter(pos);
    const text = readTextItem(this.xml);
    this.stop = this.xml.pos;
    return this.checkedText(text);
  }

  /**
   * Text of the element whose tag begins at `pos`; leaves `stop` behind its end tag.
   *
   * @param keepsSpace what holds where the element does not say `xml:space`
   */
  private elementText(pos: number, afterName: number, name: Buffer, keepsSpace: boolean): string {
    const { bytes } = this;
    let at = afterName;
    let keeps = keepsSpace;
    while (isSpace(bytes[at] ?? 0)) {
      at = this.readAttribute(at);
      if (this.attributeIs("xml:space")) keeps ||= this.attributeText() === "preserve";
    }
    if (bytes[at] === slash && bytes[at + 1] === gt) {
      this.stop = at + 2;
      return "";
    }
    if (bytes[at] !== gt) throw this.xml.malformed(at);
    const text = this.rawText(at + 1, keeps);
    if (this.isClose(this.stop, name)) {
      this.stop = this.close(this.stop, name);
      return text;
    }
    // A comment or a CDATA section inside the text, which the reader knows how to join.
    this.enter(pos);
    const whole = decodeEscapes(this.xml.text());
    this.stop = this.xml.pos;
    return keeps ? whole : trimXml(whole);
  }

  /** Text from `from` to the next `<`, where this leaves `stop`. */
  private rawText(from: number, keepsSpace: boolean): string {
    const { bytes } = this;
    let kinds = 0;
    let pos = from;
    for (; pos < bytes.length; pos++) {
      const kind = textKinds[bytes[pos] ?? 0] ?? 0;
      if (kind === isMarkup) break;
      kinds |= kind;
    }
    this.stop = pos;
    if (pos - from > this.xml.longestText) throw this.error("cell-text-too-long");
    if (kinds === 0 || (kinds === isEdgeSpace && keepsSpace)) return this.ascii.slice(from, pos);
    const text = decodeText(bytes, from, pos, kinds, keepsSpace);
    if (text === null) throw this.xml.malformed(from);
    return text;
  }

  /** Unsigned whole number from `from`, -1 when there is no digit; leaves `stop` behind it. */
  private digits(from: number): number {
    const { bytes } = this;
    let pos = from;
    let value = 0;
    let byte = bytes[pos] ?? 0;
    while (byte >= 0x30 && byte <= 0x39) {
      value = value * 10 + byte - 0x30;
      byte = bytes[++pos] ?? 0;
    }
    this.stop = pos;
    return pos === from ? -1 : value;
  }

  /** Passes white space, comments and instructions; returns where the next tag begins. */
  private markup(from: number): number {
    const { bytes, xml } = this;
    let pos = from;
    for (;;) {
      pos = skipSpace(bytes, pos);
      if (bytes[pos] !== lt) throw xml.malformed(pos);
      if (bytes[pos + 1] !== bang && bytes[pos + 1] !== question) return pos;
      xml.pos = pos;
      if (xml.misc()) throw xml.malformed(pos);
      pos = xml.pos;
    }
  }

  /** Place behind the name when a start tag of that name begins at `pos`, else -1. */
  private open(pos: number, name: Buffer): number {
    const end = this.afterName(pos + 1, name);
    const byte = end === -1 ? 0 : (this.bytes[end] ?? 0);
    return byte === gt || byte === slash || isSpace(byte) ? end : -1;
  }

  private isClose(pos: number, name: Buffer): boolean {
    return this.bytes[pos] === lt && this.bytes[pos + 1] === slash && this.afterName(pos + 2, name) !== -1;
  }

  /** @returns where the end tag that must begin at `pos` ends */
  private close(pos: number, name: Buffer): number {
    const end = this.afterName(pos + 2, name);
    const close = end === -1 ? pos : skipSpace(this.bytes, end);
    if (this.bytes[close] !== gt) throw this.xml.malformed(pos);
    return close + 1;
  }

  private afterName(start: number, name: Buffer): number {
    for (let at = 0; at < name.length; at++) if (this.bytes[start + at] !== name[at]) return -1;
    return start + name.length;
  }

  /** Reads the attribute behind the white space at `from` into `attribute`; returns where it ends. */
  private readAttribute(from: number): number {
    const { bytes, attribute } = this;
    const start = skipSpace(bytes, from);
    const first = bytes[start];
    if (first === gt || first === slash) {
      attribute.start = attribute.nameEnd = start;
      return start;
    }
    let nameEnd = start;
    for (let byte = first; byte !== undefined && byte !== equalSign && byte !== gt && byte !== lt && !isSpace(byte);) {
      nameEnd++;
      byte = bytes[nameEnd];
    }
    const equals = skipSpace(bytes, nameEnd);
    const open = skipSpace(bytes, equals + 1);
    const quote = bytes[open];
    if (nameEnd === start || bytes[equals] !== equalSign || (quote !== doubleQuote && quote !== singleQuote)) {
      throw this.xml.malformed(start);
    }
    let end = open + 1;
    while (end < bytes.length && bytes[end] !== quote && bytes[end] !== lt) end++;
    if (bytes[end] !== quote) throw this.xml.malformed(open);
    attribute.start = start;
    attribute.nameEnd = nameEnd;
    attribute.valueStart = open + 1;
    attribute.end = end;
    if (first === letterX) this.checkNamespace();
    return end + 1;
  }

  /** A namespace declared down here must not make our elements mean something else. */
  private checkNamespace(): void {
    const { start, nameEnd } = this.attribute;
    const name = this.bytes.toString("utf8", start, nameEnd);
    const isOurs = name === (this.names.prefix === "" ? "xmlns" : `xmlns:${this.names.prefix.slice(0, -1)}`);
    if (isOurs && !spreadsheet.has(this.attributeText())) throw this.xml.error("part-unexpected");
  }

  private attributeIs(name: string): boolean {
    const { start, nameEnd } = this.attribute;
    if (nameEnd - start !== name.length) return false;
    for (let at = 0; at < name.length; at++) if (this.bytes[start + at] !== name.charCodeAt(at)) return false;
    return true;
  }

  private attributeText(): string {
    return this.xml.decode(this.attribute.valueStart, this.attribute.end);
  }

  /** Passes an element that is no row, cell, value or formula: extensions may be left out, nothing else. */
  private other(pos: number): number {
    this.enter(pos);
    if (this.xml.name !== "extLst") throw this.xml.error("part-unexpected", `byte ${pos}`);
    this.xml.skip();
    return this.xml.pos;
  }

  /** Lets the reader start the element whose tag begins at `pos`. */
  private enter(pos: number): void {
    this.xml.pos = pos;
    if (this.xml.next() !== "start") throw this.xml.malformed(pos);
  }

  private error(code: ReadErrorCode, detail?: string): Error {
    const column = Math.min(Math.max(this.column, 0), maxColumns);
    return readError(code, `${this.context.where}!${a1(Math.min(this.row, maxRows), column)}`, detail);
  }
}

/** As wide as any; its copies are as compact as an engine has them. */
const blankRow: readonly undefined[] = Array.from<undefined>({ length: maxColumns });

/** The cells with blank ones behind; where many are missing at once, for an array that grows leaves garbage each time. */
function widened(cells: (Cell | undefined)[], width: number): (Cell | undefined)[] {
  const missing = width - cells.length;
  if (missing > 16) return cells.concat(blankRow.slice(0, missing));
  for (let left = missing; left > 0; left--) cells.push(undefined);
  return cells;
}

/** Names of elements as the part writes them, prefix included. */
interface Names {
  readonly prefix: string;
  readonly isPlain: boolean;
  readonly row: Buffer;
  readonly c: Buffer;
  readonly v: Buffer;
  readonly f: Buffer;
  readonly is: Buffer;
  readonly t: Buffer;
}

function elementNames(prefix: string): Names {
  const bytes = (name: string) => Buffer.from(prefix + name, "utf8");
  return {
    prefix,
    isPlain: prefix === "",
    row: bytes("row"),
    c: bytes("c"),
    v: bytes("v"),
    f: bytes("f"),
    is: bytes("is"),
    t: bytes("t"),
  };
}

/** What Excel can hold: 9.99999999999999E+307. */
const largestNumber = 9.999_999_999_999_99e307;

/** No fewer bytes than a usual cell has behind any of its digits: what is nearer to the end is read byte by byte. */
const usualLength = 32;

/** So many digits and a point are exact as a double, and so is the power of ten they are divided by. */
const fewDigits = 15;

/** Four bytes as `DataView` reads them, the first one lowest. */
function wordOf(text: string): number {
  return Buffer.from(text, "latin1").readInt32LE(0);
}

const cellWord = wordOf("<c r");
const referenceWord = wordOf(' r="');
const styleWord = wordOf(' s="');
const typeWord = wordOf(' t="');
const valueWord = wordOf("><v>");
const valueEndWord = wordOf("</v>");
const cellEndWord = wordOf("</c>");

const lt = 0x3c;
const gt = 0x3e;
const slash = 0x2f;
const bang = 0x21;
const question = 0x3f;
const equalSign = 0x3d;
const doubleQuote = 0x22;
const singleQuote = 0x27;
const minus = 0x2d;
const dot = 0x2e;
const letterC = 0x63;
const letterR = 0x72;
const letterS = 0x73;
const letterT = 0x74;
const letterV = 0x76;
const letterX = 0x78;

const idleContext = { where: "", strings: noStrings, formats: null, date1904: false, limits: defaultLimits };
keepAlive(new RowScanner(new XmlReader(Buffer.alloc(0), "", spreadsheet, defaultLimits), idleContext));
