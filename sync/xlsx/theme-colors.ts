import type { ReadLimits } from "./limits.ts";
import { XmlReader } from "./xml.ts";

/** Colours of a workbook's theme as `#RRGGBB`, in the order in which styles count them. */
export type ThemeColors = readonly string[];

/** Office's own theme, for workbooks that bring none. */
export const officeTheme: ThemeColors = [
  "#FFFFFF",
  "#000000",
  "#E7E6E6",
  "#44546A",
  "#4472C4",
  "#ED7D31",
  "#A5A5A5",
  "#FFC000",
  "#5B9BD5",
  "#70AD47",
  "#0563C1",
  "#954F72",
];

/**
 * Reads of a theme part the colours alone.
 *
 * @throws SyncError `xml-*`, `part-*`
 */
export function readThemeColors(bytes: Buffer, where: string, limits: ReadLimits): ThemeColors {
  const xml = new XmlReader(bytes, where, drawing, limits);
  const found = new Map<string, string>();
  xml.root("theme");
  const depth = xml.depth;
  while (xml.nextChild(depth)) if (xml.name === "themeElements") readElements(xml, found);
  xml.finish();
  return order.map((name, index) => found.get(name) ?? officeTheme[index] ?? "#000000");
}

const drawing: ReadonlySet<string> = new Set([
  "http://schemas.openxmlformats.org/drawingml/2006/main",
  "http://purl.oclc.org/ooxml/drawingml/main",
]);

/** Styles count light before dark, the theme part lists dark before light. */
const order = [
  "lt1",
  "dk1",
  "lt2",
  "dk2",
  "accent1",
  "accent2",
  "accent3",
  "accent4",
  "accent5",
  "accent6",
  "hlink",
  "folHlink",
];

function readElements(xml: XmlReader, found: Map<string, string>): void {
  const depth = xml.depth;
  while (xml.nextChild(depth)) if (xml.name === "clrScheme") readScheme(xml, found);
}

function readScheme(xml: XmlReader, found: Map<string, string>): void {
  const depth = xml.depth;
  while (xml.nextChild(depth)) {
    const name = xml.name;
    const inner = xml.depth;
    while (xml.nextChild(inner)) {
      const color = xml.name === "sysClr" ? xml.attribute("lastClr") : xml.attribute("val");
      if (color !== undefined && /^[0-9a-f]{6}$/i.test(color)) found.set(name, `#${color.toUpperCase()}`);
    }
  }
}
