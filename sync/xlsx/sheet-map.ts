import { maxColumns, parseA1, parseArea, type Area } from "../../shared/address.ts";
import type { ReadLimits } from "./limits.ts";
import { spreadsheet, x14 } from "./namespaces.ts";
import { tagAttribute, XmlWalker, type Tag } from "./xml-walk.ts";
import { XmlReader } from "./xml.ts";

/** Where things stand in the bytes of a worksheet part: what it takes to change a few of its cells and nothing else. */
export interface SheetMap {
  readonly walker: XmlWalker;
  /** Of the elements of the rows, with its colon, or "". */
  readonly prefix: string;
  readonly dimension: Tag | null;
  readonly columns: readonly ColumnStyle[];
  readonly data: Tag;
  /** Where its end tag begins, or its only tag when that is empty. */
  readonly dataEnd: number;
  /** As they follow one another in the part, which ought to be in order. */
  readonly rows: readonly RowPlace[];
  /** Cells that one array formula fills. */
  readonly arrays: readonly Area[];
  /** Cells that a what-if data table fills. */
  readonly dataTables: readonly Area[];
  /** How many cells have the shared formula of this index. */
  readonly shared: ReadonlyMap<string, number>;
  /** Cells whose typing is checked by a data validation, x14 ones included. */
  readonly validations: readonly Area[];
}

/** Style of cells that are not there, for a range of columns, zero-based. */
export interface ColumnStyle {
  readonly first: number;
  readonly last: number;
  readonly style: number;
}

export interface RowPlace {
  /** Zero-based. */
  readonly row: number;
  readonly start: number;
  /** Where its end tag begins; the place behind its only tag when that is empty. */
  readonly contentEnd: number;
}

export interface CellPlace {
  /** Zero-based. */
  readonly column: number;
  readonly tag: Tag;
  /** Behind the whole cell. */
  readonly end: number;
  readonly style: number;
  readonly formula: Tag | null;
  /** Extensions inside the cell, as they stand. */
  readonly extensions: string;
}

/**
 * Finds the rows of a worksheet part that `readSheet` has accepted: whatever is wrong with it was told there.
 *
 * @throws SyncError `part-unexpected` when it has no `sheetData`, which a reader forgives and a writer cannot
 */
export function mapSheet(bytes: Buffer, where: string, limits: ReadLimits): SheetMap {
  return new SheetMapper(bytes, where, limits).map();
}

/** The cells of a row, as they follow one another. */
export function cellsOf(map: SheetMap, row: RowPlace): CellPlace[] {
  const tag = map.walker.tag(row.start);
  return tag.isEmpty ? [] : new CellFinder(map).find(tag.end, row.contentEnd);
}

class SheetMapper {
  private readonly xml: XmlReader;
  private readonly walker: XmlWalker;
  private readonly columns: ColumnStyle[] = [];
  private readonly rows: RowPlace[] = [];
  private readonly arrays: Area[] = [];
  private readonly dataTables: Area[] = [];
  private readonly shared = new Map<string, number>();
  private readonly validations: Area[] = [];
  private names: Names = namesOf("");
  private row = -1;

  constructor(bytes: Buffer, where: string, limits: ReadLimits) {
    this.walker = new XmlWalker(bytes, where);
    // Names of the x14 extension too, for its validations.
    this.xml = new XmlReader(bytes, where, new Set([...spreadsheet, x14, excelMain]), limits);
  }

  map(): SheetMap {
    const { xml, walker } = this;
    let dimension: Tag | null = null;
    let data: { tag: Tag; end: number } | null = null;
    xml.root("worksheet");
    const depth = xml.depth;
    while (xml.nextChild(depth)) {
      if (xml.name === "dimension") dimension = walker.tagBefore(xml.pos);
      else if (xml.name === "cols") this.readColumns();
      else if (xml.name === "dataValidations") this.readValidations();
      else if (xml.name === "extLst") this.readExtensions();
      else if (xml.name === "sheetData") data = this.readData();
    }
    if (data === null) throw xml.error("part-unexpected", "sheetData");
    const { columns, rows, arrays, dataTables, shared, validations } = this;
    const places = { rows, arrays, dataTables, shared, validations };
    return { walker, prefix: this.names.prefix, dimension, columns, data: data.tag, dataEnd: data.end, ...places };
  }

  private readData(): { tag: Tag; end: number } {
    const { xml, walker } = this;
    const tag = walker.tagBefore(xml.pos);
    this.names = namesOf(xml.prefix);
    if (tag.isEmpty) return { tag, end: tag.start };
    let pos = walker.nextTag(tag.end);
    while (!walker.isEndTag(pos)) pos = walker.nextTag(this.readRow(pos));
    xml.pos = pos;
    return { tag, end: pos };
  }

  /** @returns where the row, or whatever else stands there, ends */
  private readRow(start: number): number {
    const { walker, names } = this;
    if (!walker.isStartTag(start, names.row)) return walker.elementEnd(start);
    const tag = walker.tag(start);
    const number = tagAttribute(tag, "r");
    this.row = number === undefined ? this.row + 1 : Number(number) - 1;
    if (tag.isEmpty) {
      this.rows.push({ row: this.row, start, contentEnd: tag.end });
      return tag.end;
    }
    // A row that does not say where it is lies where its first cell that does says.
    let isOpen = number === undefined;
    let pos = walker.nextTag(tag.end);
    while (!walker.isEndTag(pos)) {
      const isCell = walker.isStartTag(pos, names.c);
      const place = isOpen && isCell ? parseA1(tagAttribute(walker.tag(pos), "r") ?? "") : null;
      if (place !== null) {
        this.row = place.row;
        isOpen = false;
      }
      pos = walker.nextTag(isCell ? this.readCell(pos) : walker.elementEnd(pos));
    }
    this.rows.push({ row: this.row, start, contentEnd: pos });
    return walker.tagEnd(pos);
  }

  /** @returns where the cell ends */
  private readCell(start: number): number {
    const { walker, names } = this;
    const end = walker.tagEnd(start);
    if (walker.bytes[end - 2] === slash) return end;
    let pos = walker.nextTag(end);
    while (!walker.isEndTag(pos)) {
      if (walker.isStartTag(pos, names.f)) this.readFormula(walker.tag(pos));
      pos = walker.nextTag(walker.elementEnd(pos));
    }
    return walker.tagEnd(pos);
  }

  private readFormula(tag: Tag): void {
    const type = tagAttribute(tag, "t");
    if (type === "shared") {
      const index = tagAttribute(tag, "si") ?? "";
      this.shared.set(index, (this.shared.get(index) ?? 0) + 1);
    } else if (type === "array" || type === "dataTable") {
      const area = parseArea(tagAttribute(tag, "ref") ?? "");
      // Without an area it is its own cell only, which is told from the formula itself.
      if (area !== null) (type === "array" ? this.arrays : this.dataTables).push(area);
    }
  }

  private readColumns(): void {
    const { xml } = this;
    const depth = xml.depth;
    while (xml.nextChild(depth)) {
      const style = Number(xml.attribute("style") ?? "0");
      const first = Number(xml.attribute("min")) - 1;
      const last = Number(xml.attribute("max")) - 1;
      const isRange = first >= 0 && last >= first && last < maxColumns;
      if (xml.name === "col" && style > 0 && isRange) this.columns.push({ first, last, style });
    }
  }

  private readValidations(): void {
    const { xml } = this;
    const depth = xml.depth;
    while (xml.nextChild(depth)) if (xml.name === "dataValidation") this.addValidation(xml.attribute("sqref") ?? "");
  }

  /** The x14 form, for lists on other sheets, has its cells in an element of their own. */
  private readExtensions(): void {
    const { xml } = this;
    const depth = xml.depth;
    let isValidation = false;
    for (;;) {
      const token = xml.next();
      if (token === "end" && xml.depth < depth) return;
      if (token !== "start") continue;
      if (xml.name === "dataValidation") isValidation = true;
      else if (xml.name === "conditionalFormatting" || xml.name === "sparkline") isValidation = false;
      else if (xml.name === "sqref" && isValidation) this.addValidation(xml.text());
    }
  }

  private addValidation(sqref: string): void {
    for (const text of sqref.trim().split(/\s+/)) {
      const area = parseArea(text);
      if (area !== null) this.validations.push(area);
    }
  }
}

class CellFinder {
  private readonly walker: XmlWalker;
  private readonly names: Names;
  private readonly cells: CellPlace[] = [];
  private column = -1;

  constructor(map: SheetMap) {
    this.walker = map.walker;
    this.names = namesOf(map.prefix);
  }

  find(from: number, end: number): CellPlace[] {
    const { walker, names } = this;
    let pos = walker.nextTag(from);
    while (pos < end) {
      // What is no cell is an extension of the row: nothing in it is a cell either, whatever its name.
      const isCell = walker.isStartTag(pos, names.c);
      pos = walker.nextTag(isCell ? this.readCell(walker.tag(pos)) : walker.elementEnd(pos));
    }
    return this.cells;
  }

  private readCell(tag: Tag): number {
    const { walker, names } = this;
    const place = parseA1(tagAttribute(tag, "r") ?? "");
    this.column = place === null ? this.column + 1 : place.column;
    let formula: Tag | null = null;
    let extensions = "";
    let end = tag.end;
    if (!tag.isEmpty) {
      let pos = walker.nextTag(tag.end);
      while (!walker.isEndTag(pos)) {
        const childEnd = walker.elementEnd(pos);
        if (walker.isStartTag(pos, names.f)) formula = walker.tag(pos);
        else if (walker.localName(pos) === "extLst") extensions += walker.bytes.toString("utf8", pos, childEnd);
        pos = walker.nextTag(childEnd);
      }
      end = walker.tagEnd(pos);
    }
    const style = Number(tagAttribute(tag, "s") ?? "0");
    this.cells.push({ column: this.column, tag, end, style, formula, extensions });
    return end;
  }
}

const slash = 0x2f;
const excelMain = "http://schemas.microsoft.com/office/excel/2006/main";

interface Names {
  readonly prefix: string;
  readonly row: Buffer;
  readonly c: Buffer;
  readonly f: Buffer;
}

function namesOf(prefix: string): Names {
  const bytes = (name: string) => Buffer.from(prefix + name, "utf8");
  return { prefix, row: bytes("row"), c: bytes("c"), f: bytes("f") };
}
