import { rawZip, type RawEntry } from "./raw-zip.ts";

export const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Parts of a workbook by name; text is XML as it will be stored. */
export type Parts = Record<string, string | Uint8Array>;

export interface RawWorkbook {
  /** What stands inside `sheetData`. */
  readonly rows?: string;
  /** The whole worksheet part, instead of `rows`. */
  readonly sheet?: string | Uint8Array;
  readonly beforeRows?: string;
  readonly afterRows?: string;
  /** `si` elements. */
  readonly strings?: string;
  /** `numFmtId` of each cell style, and codes of custom ones. */
  readonly formats?: readonly number[];
  readonly codes?: Record<number, string>;
  readonly workbookPr?: string;
  /** What follows `sheets` in the workbook part. */
  readonly afterSheets?: string;
  /** Overrides and additions; null leaves a part out. */
  readonly parts?: Record<string, string | Uint8Array | null>;
}

/** A small workbook with one sheet, `Hoja`, as a set of parts. */
export function workbookParts(raw: RawWorkbook = {}): Parts {
  const sheet = raw.sheet ?? worksheet(raw.rows ?? "", raw.beforeRows, raw.afterRows);
  const parts: Record<string, string | Uint8Array | null> = {
    "[Content_Types].xml": `${declaration}<Types xmlns="${packages}/content-types"/>`,
    "_rels/.rels": relations([["rId1", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": workbookXml([["Hoja", "rId1"]], raw.workbookPr, raw.afterSheets),
    "xl/_rels/workbook.xml.rels": relations([
      ["rId1", "worksheet", "worksheets/sheet1.xml"],
      ["rId2", "styles", "styles.xml"],
      ...(raw.strings === undefined ? [] : [["rId3", "sharedStrings", "sharedStrings.xml"] as const]),
    ]),
    "xl/styles.xml": styles(raw.formats ?? [0], raw.codes ?? {}),
    ...(raw.strings === undefined ? {} : { "xl/sharedStrings.xml": sharedStrings(raw.strings) }),
    "xl/worksheets/sheet1.xml": sheet,
    ...raw.parts,
  };
  return Object.fromEntries(Object.entries(parts).flatMap(([name, part]) => (part === null ? [] : [[name, part]])));
}

export function rawWorkbook(raw: RawWorkbook = {}): Buffer {
  return zipParts(workbookParts(raw));
}

export function zipParts(parts: Parts, change: (entry: RawEntry) => RawEntry = (entry) => entry): Buffer {
  return rawZip(Object.entries(parts).map(([name, content]) => change({ name, content })));
}

export function worksheet(rows: string, before = "", after = ""): string {
  return `${declaration}<worksheet xmlns="${main}" xmlns:r="${office}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`;
}

export function sharedStrings(items: string): string {
  return `${declaration}<sst xmlns="${main}">${items}</sst>`;
}

export function workbookXml(sheets: readonly (readonly [string, string])[], pr = "", after = ""): string {
  const list = sheets.map(([name, id], index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="${id}"/>`);
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${office}">${pr}<sheets>${list.join("")}</sheets>${after}</workbook>`;
}

/** @param list id, last step of the type, target */
export function relations(list: readonly (readonly [string, string, string])[]): string {
  const items = list.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${packages}/relationships">${items.join("")}</Relationships>`;
}

function styles(formats: readonly number[], codes: Record<number, string>): string {
  const custom = Object.entries(codes).map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`);
  const xfs = formats.map((id) => `<xf numFmtId="${id}"/>`);
  return `${declaration}<styleSheet xmlns="${main}"><numFmts>${custom.join("")}</numFmts><cellXfs>${xfs.join("")}</cellXfs></styleSheet>`;
}
