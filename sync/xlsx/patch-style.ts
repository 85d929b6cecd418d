import type { ReadLimits } from "./limits.ts";
import { spreadsheet } from "./namespaces.ts";
import { dateFormat, generalFormat, type FormatKind } from "../../shared/number-format.ts";
import { readCellFormats } from "./styles.ts";
import { tagAttribute, XmlWalker } from "./xml-walk.ts";
import { XmlReader } from "./xml.ts";

/** The cell styles of a workbook, seen by what they make of a number. */
export class CellStyles {
  private readonly bytes: Buffer | null;
  private readonly where: string;
  private readonly limits: ReadLimits;
  private readonly kinds: Uint8Array | null;
  private looks: readonly Look[] | undefined;

  /** @param bytes the styles part as UTF-8; null when the workbook has none, and all numbers are plain */
  constructor(bytes: Buffer | null, where: string, limits: ReadLimits) {
    this.bytes = bytes;
    this.where = where;
    this.limits = limits;
    this.kinds = bytes === null ? null : readCellFormats(bytes, where, limits);
  }

  /** True when a cell of that style shows its number as one of that kind. */
  shows(style: number, kind: FormatKind): boolean {
    return (this.kinds === null ? generalFormat : this.kinds[style]) === kind;
  }

  /**
   * A style like this one, font, colours, borders and all, but for a number format of that kind.
   *
   * @returns null when the workbook has none
   */
  variant(style: number, kind: FormatKind): number | null {
    this.looks ??= this.bytes === null ? [] : readLooks(this.bytes, this.where, this.limits);
    const { looks } = this;
    const look = looks[style]?.look;
    const alike = looks.filter((other) => other.look === look && this.shows(other.style, kind));
    // Among formats for dates the short one of the computer's own language, which every program knows.
    const usual = kind === dateFormat ? alike.find(({ format }) => format === "14") : undefined;
    return (usual ?? alike[0])?.style ?? null;
  }
}

interface Look {
  readonly style: number;
  readonly format: string;
  /** All that is said of the style, the number format apart. */
  readonly look: string;
}

function readLooks(bytes: Buffer, where: string, limits: ReadLimits): Look[] {
  const xml = new XmlReader(bytes, where, spreadsheet, limits);
  const looks: Look[] = [];
  xml.root("styleSheet");
  const depth = xml.depth;
  while (xml.nextChild(depth)) if (xml.name === "cellXfs") readList(xml, looks);
  return looks;
}

function readList(xml: XmlReader, looks: Look[]): void {
  const depth = xml.depth;
  while (xml.nextChild(depth)) if (xml.name === "xf") looks.push(readLook(xml, looks.length));
}

function readLook(xml: XmlReader, style: number): Look {
  const tag = new XmlWalker(xml.bytes, xml.where).tagBefore(xml.pos);
  xml.skip();
  const attributes = tag.attributes
    .filter(({ name }) => name !== "numFmtId" && name !== "applyNumberFormat")
    .map(({ name, value }) => `${name}=${value}`);
  const children = tag.isEmpty ? "" : xml.bytes.toString("utf8", tag.end, xml.bytes.lastIndexOf("</", xml.pos - 1));
  return { style, format: tagAttribute(tag, "numFmtId") ?? "0", look: `${attributes.sort().join(" ")}>${children}` };
}
