import type { DefinedName, SheetInfo, SheetVisibility } from "../../shared/grid.ts";
import type { ReadLimits } from "./limits.ts";
import { documentRelations, spreadsheet } from "./namespaces.ts";
import { decodeEscapes } from "./xml-text.ts";
import { XmlReader } from "./xml.ts";

/** A sheet as the workbook part lists it, before its relation says what kind it is. */
export interface ListedSheet extends SheetInfo {
  readonly relationId: string;
}

export interface WorkbookPart {
  readonly sheets: readonly ListedSheet[];
  readonly definedNames: readonly DefinedName[];
  readonly date1904: boolean;
  /** Name of the sheet that Excel opens with; null where it is none of the sheets. */
  readonly activeSheet: string | null;
}

/** @throws SyncError `xml-*`, `part-*`, `too-many-sheets`, `too-many-names`, `sheet-duplicate` */
export function readWorkbookPart(bytes: Buffer, where: string, limits: ReadLimits): WorkbookPart {
  const xml = new XmlReader(bytes, where, spreadsheet, limits);
  const sheets: ListedSheet[] = [];
  const names: RawName[] = [];
  let date1904 = false;
  let activeTab: string | undefined;
  xml.root("workbook");
  const depth = xml.depth;
  while (xml.nextChild(depth)) {
    if (xml.name === "workbookPr") date1904 = isTrue(xml.attribute("date1904"));
    else if (xml.name === "bookViews") activeTab ??= readActiveTab(xml);
    else if (xml.name === "sheets") readSheets(xml, sheets, limits);
    else if (xml.name === "definedNames") readNames(xml, names, limits);
  }
  xml.finish();
  return {
    sheets,
    date1904,
    activeSheet: sheetAt(sheets, activeTab ?? "0")?.name ?? null,
    definedNames: names.map((name) => scoped(xml, name, sheets)),
  };
}

/** An XML logical value; a missing one is false. */
export function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

interface RawName {
  readonly name: string;
  readonly refersTo: string;
  readonly sheetIndex: string | undefined;
}

function readSheets(xml: XmlReader, sheets: ListedSheet[], limits: ReadLimits): void {
  const seen = new Set(sheets.map((sheet) => sheet.name.toLowerCase()));
  const depth = xml.depth;
  while (xml.nextChild(depth)) {
    if (xml.name !== "sheet") continue;
    const name = decodeEscapes(xml.attribute("name") ?? "");
    if (name === "" || name.length > 255) throw xml.error("part-invalid", "sheet");
    if (seen.has(name.toLowerCase())) throw xml.error("sheet-duplicate", name);
    seen.add(name.toLowerCase());
    const relationId = xml.attributeIn(documentRelations, "id") ?? "";
    sheets.push({ name, visibility: visibility(xml), relationId });
    if (sheets.length > limits.sheets) throw xml.error("too-many-sheets");
  }
}

function visibility(xml: XmlReader): SheetVisibility {
  const state = xml.attribute("state") ?? "visible";
  if (state === "visible" || state === "hidden" || state === "veryHidden") return state;
  throw xml.error("part-invalid", "state");
}

/** Of several windows on the workbook, the first is the one that Excel opens. */
function readActiveTab(xml: XmlReader): string | undefined {
  const depth = xml.depth;
  let tab: string | undefined;
  while (xml.nextChild(depth)) if (xml.name === "workbookView") tab ??= xml.attribute("activeTab") ?? "0";
  return tab;
}

function readNames(xml: XmlReader, names: RawName[], limits: ReadLimits): void {
  const depth = xml.depth;
  while (xml.nextChild(depth)) {
    if (xml.name !== "definedName") continue;
    if (names.length >= limits.definedNames) throw xml.error("too-many-names");
    const name = decodeEscapes(xml.attribute("name") ?? "");
    const sheetIndex = xml.attribute("localSheetId");
    names.push({ name, sheetIndex, refersTo: decodeEscapes(xml.text()) });
  }
}

function scoped(xml: XmlReader, { name, refersTo, sheetIndex }: RawName, sheets: readonly ListedSheet[]): DefinedName {
  if (sheetIndex === undefined) return { name, refersTo, sheet: null };
  const sheet = sheetAt(sheets, sheetIndex);
  if (sheet === undefined) throw xml.error("part-invalid", "localSheetId");
  return { name, refersTo, sheet: sheet.name };
}

/** Sheets are counted from 0, chart sheets too. */
function sheetAt(sheets: readonly ListedSheet[], index: string): ListedSheet | undefined {
  return /^\d{1,9}$/.test(index) ? sheets[Number(index)] : undefined;
}
