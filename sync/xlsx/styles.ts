import { formatKind, type FormatKind } from "../../shared/number-format.ts";
import type { ReadLimits } from "./limits.ts";
import { spreadsheet } from "./namespaces.ts";
import { builtInFormat } from "./number-format.ts";
import { XmlReader } from "./xml.ts";

/** Kind of number format by a cell's style index: one byte each. */
export type CellFormats = Uint8Array;

/**
 * Reads of `styles.xml` only what tells a date and a percentage from a plain number.
 *
 * @throws SyncError `xml-*`, `part-*`, `too-many-styles`
 */
export function readCellFormats(bytes: Buffer, where: string, limits: ReadLimits): CellFormats {
  const xml = new XmlReader(bytes, where, spreadsheet, limits);
  const custom = new Map<number, FormatKind>();
  const formatIds: number[] = [];
  xml.root("styleSheet");
  const depth = xml.depth;
  while (xml.nextChild(depth)) {
    if (xml.name === "numFmts") readCustomFormats(xml, custom, limits);
    else if (xml.name === "cellXfs") readFormatIds(xml, formatIds, limits);
  }
  xml.finish();
  return Uint8Array.from(formatIds, (id) => custom.get(id) ?? builtInFormat(id));
}

function readCustomFormats(xml: XmlReader, custom: Map<number, FormatKind>, limits: ReadLimits): void {
  const depth = xml.depth;
  while (xml.nextChild(depth)) {
    if (xml.name !== "numFmt") continue;
    const code = xml.attribute("formatCode") ?? "";
    // Excel allows 255; a longer one is no format, and its kind would be a guess.
    if (code.length > 1024) throw xml.error("part-invalid", "numFmt");
    custom.set(readId(xml, "0"), formatKind(code));
    if (custom.size > limits.styles) throw xml.error("too-many-styles");
  }
}

function readFormatIds(xml: XmlReader, formatIds: number[], limits: ReadLimits): void {
  const depth = xml.depth;
  while (xml.nextChild(depth)) {
    if (xml.name !== "xf") continue;
    formatIds.push(readId(xml, "0"));
    if (formatIds.length > limits.styles) throw xml.error("too-many-styles");
  }
}

function readId(xml: XmlReader, fallback: string): number {
  const text = xml.attribute("numFmtId") ?? fallback;
  if (!/^\d{1,9}$/.test(text)) throw xml.error("part-invalid", "numFmtId");
  return Number(text);
}
