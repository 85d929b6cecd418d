import { parseArea } from "../../shared/address.ts";
import type { TableInfo } from "../../shared/grid.ts";
import type { ReadLimits } from "./limits.ts";
import { spreadsheet } from "./namespaces.ts";
import { decodeEscapes } from "./xml-text.ts";
import { XmlReader } from "./xml.ts";

/** Name (as formulas call it) and area of a table part. */
export function readTablePart(bytes: Buffer, where: string, limits: ReadLimits): TableInfo {
  const xml = new XmlReader(bytes, where, spreadsheet, limits);
  xml.root("table");
  const name = decodeEscapes(xml.attribute("displayName") ?? xml.attribute("name") ?? "");
  const area = parseArea(xml.attribute("ref") ?? "");
  if (area === null) throw xml.error("cell-outside-sheet");
  xml.finish();
  return { name, area };
}
