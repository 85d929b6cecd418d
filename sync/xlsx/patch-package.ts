import type { ReadLimits } from "./limits.ts";
import { spreadsheet } from "./namespaces.ts";
import { patchError } from "./patch-errors.ts";
import { readError } from "./read-errors.ts";
import { readRelations, type Relation } from "./relations.ts";
import { readWorkbookPart } from "./workbook-part.ts";
import { utf8Bytes } from "./xml-bytes.ts";
import { applyEdits, asStored, attributeEdit, type Edit } from "./xml-edit.ts";
import { XmlWalker } from "./xml-walk.ts";
import { XmlReader } from "./xml.ts";
import type { Zip } from "./zip.ts";
import { partKey, type ZipEntry } from "./zip-entry.ts";

/** Parts of a workbook that matter to a change of one sheet's cells. */
export interface PatchParts {
  readonly workbook: ZipEntry;
  readonly sheet: ZipEntry;
  readonly sheetRelations: readonly Relation[];
  /** All sheets with cells. */
  readonly worksheets: readonly ZipEntry[];
  readonly styles: ZipEntry | null;
  /** The order in which Excel calculates; it may be left out, but never name a cell without a formula. */
  readonly calcChain: ZipEntry | null;
}

/** @param zip of a workbook that `readWorkbook` accepted, with a sheet of this name */
export function findParts(zip: Zip, sheetName: string, limits: ReadLimits): PatchParts {
  const root = readRelations(zip, "", limits).find(({ type }) => type === "officeDocument");
  const workbook = part(zip, root?.target ?? "xl/workbook.xml");
  const where = `${zip.file} › ${workbook.name}`;
  const { sheets } = readWorkbookPart(utf8Bytes(zip.inflate(workbook), where), where, limits);
  const relations = readRelations(zip, workbook.name, limits);
  const listed = sheets.find(({ name }) => name === sheetName);
  const sheet = part(zip, relations.find(({ id }) => id === listed?.relationId)?.target ?? sheetName);
  const sheetRelations = readRelations(zip, sheet.name, limits);
  const ofType = (type: string) =>
    relations.flatMap((relation) =>
      relation.type === type && relation.target !== null ? (zip.find(relation.target) ?? []) : [],
    );
  const [styles = null] = ofType("styles");
  const [calcChain = null] = ofType("calcChain");
  return { workbook, sheet, sheetRelations, worksheets: ofType("worksheet"), styles, calcChain };
}

/** @throws SyncError `patch-signed` when any change would break a digital signature */
export function refuseSigned(zip: Zip): void {
  const rootRelations = zip.find("_rels/.rels");
  const isSigned =
    zip.entries.some(({ name }) => /(^|\/)_xmlsignatures\/|\.sigs$/i.test(partKey(name))) ||
    (rootRelations !== undefined && /digital-signature/i.test(latin1(zip.inflate(rootRelations))));
  if (isSigned) throw patchError("patch-signed", zip.file);
}

/** What leaving out the calculation chain takes: the part itself, its content type and the relation that leads to it. */
export function withoutCalcChain(zip: Zip, parts: PatchParts, limits: ReadLimits): Map<ZipEntry, Buffer | null> {
  const { calcChain, workbook } = parts;
  const changes = new Map<ZipEntry, Buffer | null>();
  if (calcChain === null) return changes;
  changes.set(calcChain, null);
  const types = zip.find("[Content_Types].xml");
  const partName = partKey(`/${calcChain.name}`);
  if (types !== undefined) {
    cut(changes, zip, types, contentTypes, limits, (xml) => partKey(xml.attribute("PartName") ?? "") === partName);
  }
  const relations = zip.find(workbook.name.replace(/[^/\\]*$/, (name) => `_rels/${name}.rels`));
  if (relations !== undefined) {
    cut(changes, zip, relations, relationships, limits, (xml) => (xml.attribute("Type") ?? "").endsWith("/calcChain"));
  }
  return changes;
}

/** The workbook part with the order to calculate all formulas anew when a program opens the file. */
export function withRecalculation(zip: Zip, workbook: ZipEntry, limits: ReadLimits): Buffer {
  const original = zip.inflate(workbook);
  const where = `${zip.file} › ${workbook.name}`;
  const bytes = utf8Bytes(original, where);
  return asStored(original, applyEdits(bytes, [recalculationEdit(new XmlReader(bytes, where, spreadsheet, limits))]));
}

/** Whether any sheet of the workbook has a formula. */
export function hasFormulas(zip: Zip, parts: PatchParts): boolean {
  if (parts.calcChain !== null) return true;
  return parts.worksheets.some((entry) =>
    /<([^\s<>/:]+:)?f[\s/>]/.test(latin1(utf8Bytes(zip.inflate(entry), `${zip.file} › ${entry.name}`))),
  );
}

/** Namespace and elements of the parts in which others are listed. */
const contentTypes = {
  namespaces: new Set(["http://schemas.openxmlformats.org/package/2006/content-types"]),
  root: "Types",
  item: "Override",
};
const relationships = {
  namespaces: new Set(["http://schemas.openxmlformats.org/package/2006/relationships"]),
  root: "Relationships",
  item: "Relationship",
};

function cut(
  changes: Map<ZipEntry, Buffer | null>,
  zip: Zip,
  entry: ZipEntry,
  list: typeof contentTypes,
  limits: ReadLimits,
  isUnwanted: (xml: XmlReader) => boolean,
): void {
  const original = zip.inflate(entry);
  const where = `${zip.file} › ${entry.name}`;
  const bytes = utf8Bytes(original, where);
  const xml = new XmlReader(bytes, where, list.namespaces, limits);
  const edits: Edit[] = [];
  xml.root(list.root);
  const depth = xml.depth;
  while (xml.nextChild(depth)) {
    if (xml.name !== list.item || !isUnwanted(xml)) continue;
    const start = bytes.lastIndexOf("<", xml.pos - 1);
    xml.skip();
    edits.push({ start, end: xml.pos, text: "" });
  }
  if (edits.length > 0) changes.set(entry, asStored(original, applyEdits(bytes, edits)));
}

/** `calcPr` comes behind these, ECMA-376 part 1, 18.2.27. */
const beforeCalculation: ReadonlySet<string> = new Set([
  "fileVersion",
  "fileSharing",
  "workbookPr",
  "workbookProtection",
  "bookViews",
  "sheets",
  "functionGroups",
  "externalReferences",
  "definedNames",
]);

function recalculationEdit(xml: XmlReader): Edit {
  xml.root("workbook");
  const { depth, prefix } = xml;
  let place = xml.pos;
  while (xml.nextChild(depth)) {
    if (xml.name === "calcPr") {
      return attributeEdit(new XmlWalker(xml.bytes, xml.where).tagBefore(xml.pos), "fullCalcOnLoad", "1");
    }
    const isBefore = beforeCalculation.has(xml.name);
    xml.skip();
    if (isBefore) place = xml.pos;
  }
  return { start: place, end: place, text: `<${prefix}calcPr fullCalcOnLoad="1"/>` };
}

function part(zip: Zip, name: string): ZipEntry {
  const entry = zip.find(name);
  if (entry === undefined) throw readError("part-missing", `${zip.file} › ${name}`);
  return entry;
}

function latin1(bytes: Buffer): string {
  return bytes.toString("latin1");
}
