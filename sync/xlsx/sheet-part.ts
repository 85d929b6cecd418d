import { childElements, attribute, inner, type XmlElement } from "./xml-elements.ts";

/**
 * A worksheet part as exceljs wrote it, taken apart so that elements can be added and written back in the order the
 * schema asks for. Fit for exceljs's own output only: no prefixes, no comments, no CDATA.
 */
export interface SheetPart {
  /** XML declaration and the open tag of the worksheet. */
  readonly open: string;
  /** Children of the worksheet except `sheetData`, in any order. */
  elements: XmlElement[];
  readonly rows: readonly SheetRow[];
}

export interface SheetRow {
  /** Zero-based. */
  readonly row: number;
  readonly xml: string;
}

export function parseSheetPart(xml: string): SheetPart {
  const root = xml.indexOf("<worksheet");
  const openEnd = xml.indexOf(">", root) + 1;
  const close = xml.lastIndexOf("</worksheet>");
  if (root < 0 || close < 0) throw new Error("not a worksheet part");
  const children = childElements(xml.slice(openEnd, close));
  const sheetData = children.find(({ name }) => name === "sheetData");
  const rows = childElements(sheetData === undefined ? "" : inner(sheetData.xml)).map(({ xml: rowXml }) => ({
    row: Number(attribute(rowXml, "r")) - 1,
    xml: rowXml,
  }));
  return { open: xml.slice(0, openEnd), elements: children.filter(({ name }) => name !== "sheetData"), rows };
}

/** Everything before the rows, `<sheetData>` included. */
export function sheetHead(part: SheetPart): string {
  return `${part.open}${inOrder(part.elements, 0, sheetDataPlace)}<sheetData>`;
}

/** Everything after the rows, `</sheetData>` included. */
export function sheetTail(part: SheetPart): string {
  return `</sheetData>${inOrder(part.elements, sheetDataPlace, order.length)}</worksheet>`;
}

/** The first element of that name. */
export function findElement(part: SheetPart, name: string): XmlElement | undefined {
  return part.elements.find((element) => element.name === name);
}

/** Replaces every element of that name by one, or adds it. */
export function setElement(part: SheetPart, name: string, xml: string): void {
  part.elements = [...part.elements.filter((element) => element.name !== name), { name, xml }];
}

/** Puts children at the end of an element, which is made (with these attributes) when the sheet has none. */
export function appendTo(part: SheetPart, name: string, children: string): void {
  const before = findElement(part, name);
  setElement(part, name, `<${name}>${before === undefined ? "" : inner(before.xml)}${children}</${name}>`);
}

/** Children of `worksheet` in the order of CT_Worksheet, ECMA-376 part 1, 18.3.1.99. */
export const order: readonly string[] = [
  "sheetPr",
  "dimension",
  "sheetViews",
  "sheetFormatPr",
  "cols",
  "sheetData",
  "sheetCalcPr",
  "sheetProtection",
  "protectedRanges",
  "scenarios",
  "autoFilter",
  "sortState",
  "dataConsolidate",
  "customSheetViews",
  "mergeCells",
  "phoneticPr",
  "conditionalFormatting",
  "dataValidations",
  "hyperlinks",
  "printOptions",
  "pageMargins",
  "pageSetup",
  "headerFooter",
  "rowBreaks",
  "colBreaks",
  "customProperties",
  "cellWatches",
  "ignoredErrors",
  "smartTags",
  "drawing",
  "legacyDrawing",
  "legacyDrawingHF",
  "picture",
  "oleObjects",
  "controls",
  "webPublishItems",
  "tableParts",
  "extLst",
];

const sheetDataPlace = order.indexOf("sheetData");

function inOrder(elements: readonly XmlElement[], from: number, to: number): string {
  const placed = elements.map((element) => {
    const place = order.indexOf(element.name);
    if (place < 0) throw new Error(`unknown element in a worksheet: ${element.name}`);
    return { place, xml: element.xml };
  });
  return placed
    .filter(({ place }) => place >= from && place < to)
    .sort((a, b) => a.place - b.place)
    .map(({ xml }) => xml)
    .join("");
}
