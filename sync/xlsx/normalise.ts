import { attribute, childElements, inner, unescapeXml } from "./xml-elements.ts";
import { escapeXml } from "./escape.ts";
import type { Relationships } from "./package-parts.ts";
import { findElement, setElement, type SheetPart } from "./sheet-part.ts";

/*
 * What exceljs 4.4.0 writes at random, in the wrong order or not quite right, put straight. The order of a worksheet's
 * children (legacyDrawing after extLst) is put straight where the sheet is written.
 */

/** Makes a sheet's extension ids depend on the sheet and their order, and its inner links inner ones. */
export function normaliseSheet(part: SheetPart, relationships: Relationships, sheetNumber: number): void {
  const numbers = new Map<string, string>();
  part.elements = part.elements.map(({ name, xml }) => ({ name, xml: fixedIds(xml, sheetNumber, numbers) }));
  const format = findElement(part, "sheetFormatPr");
  // exceljs's own default is 55, which no program means.
  if (format !== undefined)
    setElement(part, format.name, format.xml.replace('x14ac:dyDescent="55"', 'x14ac:dyDescent="0.25"'));
  const properties = findElement(part, "sheetPr");
  if (properties !== undefined) setElement(part, properties.name, orderChildren(properties.xml, sheetProperties));
  normaliseLinks(part, relationships);
}

const sheetProperties = ["tabColor", "outlinePr", "pageSetUpPr"];

/** exceljs writes how a sheet folds behind how it is printed; the standard wants it before. */
function orderChildren(xml: string, names: readonly string[]): string {
  const children = childElements(inner(xml)).sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
  if (children.length === 0) return xml;
  const open = xml.slice(0, xml.indexOf(">") + 1);
  return `${open}${children.map((child) => child.xml).join("")}${xml.slice(xml.lastIndexOf("</"))}`;
}

function fixedIds(xml: string, sheetNumber: number, numbers: Map<string, string>): string {
  return xml.replace(/(<x14:id>|<x14:cfRule [^>]*\bid=")(\{[0-9A-Fa-f-]{36}\})/g, (_, before: string, id: string) => {
    const key = id.toUpperCase();
    let fixed = numbers.get(key);
    if (fixed === undefined) {
      fixed = `{00000000-0000-4000-8000-${hex(sheetNumber, 4)}${hex(numbers.size + 1, 8)}}`;
      numbers.set(key, fixed);
    }
    return before + fixed;
  });
}

function hex(number: number, digits: number): string {
  return number.toString(16).toUpperCase().padStart(digits, "0");
}

/** exceljs keeps links inside the workbook as external ones too. */
function normaliseLinks(part: SheetPart, relationships: Relationships): void {
  const links = findElement(part, "hyperlinks");
  if (links === undefined) return;
  const written = childElements(inner(links.xml)).map(({ xml }) => {
    const id = attribute(xml, "r:id") ?? "";
    const target = relationships.find(id)?.target ?? "";
    const location = innerLocation(target);
    const tooltip = attribute(xml, "tooltip");
    if (location !== null) relationships.remove(id);
    return linkXml(attribute(xml, "ref") ?? "", location, id, tooltip === undefined ? undefined : unescapeXml(tooltip));
  });
  setElement(part, "hyperlinks", `<hyperlinks>${written.join("")}</hyperlinks>`);
}

/** Where in the workbook a link leads, or null when it leads out of it. */
export function innerLocation(link: string): string | null {
  if (link.startsWith("#")) return link.slice(1);
  return /^[^!:/]+![A-Za-z]+[0-9]+$/.test(link) ? link : null;
}

export function linkXml(ref: string, location: string | null, id: string, tooltip: string | undefined): string {
  const where = location === null ? ` r:id="${id}"` : ` location="${escapeXml(location)}"`;
  return `<hyperlink ref="${ref}"${where}${tooltip === undefined ? "" : ` tooltip="${escapeXml(tooltip)}"`}/>`;
}

/** Puts the children of every font into the order of the schema. */
export function normaliseStyles(xml: string): string {
  return xml.replace(/<font>(.*?)<\/font>/gs, (_, children: string) => {
    const sorted = childElements(children).sort((a, b) => fontOrder.indexOf(a.name) - fontOrder.indexOf(b.name));
    return `<font>${sorted.map((child) => child.xml).join("")}</font>`;
  });
}

/** ECMA-376 part 1, 18.8.22, as Excel writes it and the transitional schema demands. */
const fontOrder: readonly string[] = [
  "b",
  "i",
  "strike",
  "condense",
  "extend",
  "outline",
  "shadow",
  "u",
  "vertAlign",
  "sz",
  "color",
  "name",
  "rFont",
  "family",
  "charset",
  "scheme",
];

/** Takes away an attribute that only the other kind of anchor has. */
export function normaliseDrawing(xml: string): string {
  return xml.replace(/<xdr:oneCellAnchor editAs="[^"]*"/g, "<xdr:oneCellAnchor");
}

/** Dates the file says of itself. */
export function normaliseCore(xml: string, date: Date): string {
  const text = `${date.toISOString().slice(0, 19)}Z`;
  return xml.replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, (_, open: string) => open + text);
}

/** Text that looks like a spreadsheet's escape, which exceljs writes as it is. */
export function normaliseStrings(xml: string): string {
  return xml.replace(/(<t(?: xml:space="preserve")?>)([^<]*)/g, (_, open: string, text: string) => {
    return open + text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_").replaceAll("\r", "_x000D_");
  });
}

export interface HiddenFilter {
  /** Place of the sheet among the tabs. */
  readonly place: number;
  /** Its cells as a formula names them. */
  readonly range: string;
}

/** Print areas with absolute rows, and the hidden name by which Excel knows each sheet's filter. */
export function normaliseWorkbook(xml: string, filters: readonly HiddenFilter[]): string {
  const begin = xml.indexOf("<definedNames>");
  const end = xml.indexOf("</definedNames>");
  const before = begin < 0 ? "" : xml.slice(begin + "<definedNames>".length, end);
  const names = childElements(before).map(({ xml: name }) =>
    attribute(name, "name") === "_xlnm.Print_Area" ? name.replace(/\$([A-Z]+)([0-9]+)(?=[:,<])/g, "$$$1$$$2") : name,
  );
  for (const { place, range } of filters) {
    names.push(
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${place}" hidden="1">${escapeXml(range)}</definedName>`,
    );
  }
  const written = names.length === 0 ? "" : `<definedNames>${names.join("")}</definedNames>`;
  const bare = begin < 0 ? xml : xml.slice(0, begin) + xml.slice(end + "</definedNames>".length);
  return bare.replace("<calcPr", () => `${written}<calcPr`);
}
