import { parseA1, parseArea, type Area } from "../../../shared/address.ts";
import { maxTextLength } from "../../../sync/xlsx/escape.ts";
import { Relationships, relationshipsName, targetPart } from "../../../sync/xlsx/package-parts.ts";
import { order } from "../../../sync/xlsx/sheet-part.ts";
import { attribute, childElements, inner, unescapeXml, type XmlElement } from "../../../sync/xlsx/xml-elements.ts";
import { openZip } from "../../../sync/xlsx/zip.ts";

/** A fault that Excel repairs, or hides, and that the schema validator passes. */
export interface Fault {
  readonly code: FaultCode;
  readonly where: string;
}

export type FaultCode =
  | "cell-error"
  | "cell-order"
  | "content-type-missing"
  | "content-type-dangling"
  | "dimension"
  | "drawing-id-twice"
  | "element-order"
  | "external-reference"
  | "formula-long"
  | "merge-overlap"
  | "name-scope"
  | "name-twice"
  | "relationship-dangling"
  | "relationship-missing"
  | "sheet-name"
  | "string-index"
  | "style-index"
  | "table-header"
  | "table-id-twice"
  | "table-name-twice"
  | "text-long"
  | "validation-overlap";

/**
 * Looks for the faults that neither the schema validator nor LibreOffice complain about. Fit for workbooks without
 * prefixes on the names of sheet elements.
 *
 * @param allowed faults that are meant, such as an error value a test writes
 */
export function ownFaults(file: Uint8Array, allowed: readonly FaultCode[] = []): Fault[] {
  const parts = unzip(file);
  const faults: Fault[] = [];
  const report: Report = (code, where) => {
    if (!allowed.includes(code)) faults.push({ code, where });
  };
  checkPackage(parts, report);
  const book = readBook(parts);
  checkNames(book, report);
  checkTables(book, parts, report);
  for (const sheet of book.sheets) checkSheet(sheet, book, report);
  for (const [name, xml] of parts) if (/^xl\/drawings\/[^/]+\.xml$/.test(name)) checkDrawing(name, xml, report);
  return faults;
}

/** The text parts of a workbook by name; others as Latin-1 text, which keeps their bytes. */
export function unzip(file: Uint8Array): Map<string, string> {
  const zip = openZip(file, "libro.xlsx");
  return new Map(
    zip.entries.map((entry) => [
      entry.name,
      zip.inflate(entry).toString(/\.(xml|rels|vml)$/.test(entry.name) ? "utf8" : "latin1"),
    ]),
  );
}

type Report = (code: FaultCode, where: string) => void;

interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly children: readonly XmlElement[];
}

interface Book {
  readonly sheets: readonly Sheet[];
  readonly names: readonly { readonly name: string; readonly scope: number | null; readonly refersTo: string }[];
  readonly strings: readonly string[];
  readonly styles: number;
  readonly dxfs: number;
}

function readBook(parts: ReadonlyMap<string, string>): Book {
  const workbook = children(parts.get("xl/workbook.xml") ?? "");
  const relationships = new Relationships(parts.get("xl/_rels/workbook.xml.rels"));
  const sheets = inside(workbook, "sheets").map(({ xml }): Sheet => {
    const target = relationships.find(attribute(xml, "r:id") ?? "")?.target ?? "";
    const part = targetPart("xl/workbook.xml", target);
    return { name: unescapeXml(attribute(xml, "name") ?? ""), part, children: children(parts.get(part) ?? "") };
  });
  const names = inside(workbook, "definedNames").map(({ xml }) => {
    const scope = attribute(xml, "localSheetId");
    return {
      name: attribute(xml, "name") ?? "",
      scope: scope === undefined ? null : Number(scope),
      refersTo: inner(xml),
    };
  });
  const styles = children(parts.get("xl/styles.xml") ?? "");
  return {
    sheets,
    names,
    strings: children(parts.get("xl/sharedStrings.xml") ?? "").map(({ xml }) => xml),
    styles: inside(styles, "cellXfs").length,
    dxfs: inside(styles, "dxfs").length,
  };
}

function checkPackage(parts: ReadonlyMap<string, string>, report: Report): void {
  const types = children(parts.get("[Content_Types].xml") ?? "").map(({ xml }) => xml);
  const overrides = types.flatMap((xml) => attribute(xml, "PartName")?.slice(1) ?? []);
  const defaults = new Set(types.flatMap((xml) => attribute(xml, "Extension")?.toLowerCase() ?? []));
  for (const override of overrides) if (!parts.has(override)) report("content-type-dangling", override);
  for (const [name, xml] of parts) {
    if (name === "[Content_Types].xml") continue;
    const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
    const isTyped = overrides.includes(name) || (defaults.has(extension) && extension !== "xml");
    if (!isTyped) report("content-type-missing", name);
    checkRelationships(name, xml, parts, report);
  }
}

function checkRelationships(name: string, xml: string, parts: ReadonlyMap<string, string>, report: Report): void {
  if (name.endsWith(".rels")) return;
  const relationships = new Relationships(parts.get(relationshipsName(name)));
  for (const { id, target, external, type } of relationships.all) {
    if (!external && !parts.has(targetPart(name, target))) report("relationship-dangling", `${name} ${id} ${target}`);
    if (/externalLink/.test(type)) report("external-reference", `${name} ${target}`);
  }
  const ids = relationships.all.map(({ id }) => id);
  if (new Set(ids).size < ids.length) report("relationship-dangling", `${name}: an id given twice`);
  for (const match of xml.matchAll(/ r:(?:id|embed|link|pict)="([^"]*)"/g)) {
    if (!ids.includes(match[1] ?? "")) report("relationship-missing", `${name} ${match[1]}`);
  }
}

function checkNames({ sheets, names }: Book, report: Report): void {
  const sheetNames = sheets.map(({ name }) => name.toLowerCase());
  for (const { name } of sheets) {
    const isUnique = sheetNames.filter((other) => other === name.toLowerCase()).length === 1;
    const isSound =
      name !== "" && name.length <= 31 && !/[[\]:*?/\\]|^'|'$/.test(name) && name.toLowerCase() !== "history";
    if (!isUnique || !isSound) report("sheet-name", name);
  }
  const seen = new Set<string>();
  for (const { name, scope, refersTo } of names) {
    const key = `${scope ?? ""}!${name.toLowerCase()}`;
    if (seen.has(key)) report("name-twice", name);
    seen.add(key);
    if (scope !== null && sheets[scope] === undefined) report("name-scope", `${name} ${scope}`);
    const [, quoted, plain] = /^(?:'((?:[^']|'')+)'|([^'!(",]+))!/.exec(unescapeXml(refersTo)) ?? [];
    const sheet = quoted?.replaceAll("''", "'") ?? plain;
    if (sheet !== undefined && !sheetNames.includes(sheet.toLowerCase())) report("name-scope", `${name}: ${sheet}`);
  }
}

function checkTables(book: Book, parts: ReadonlyMap<string, string>, report: Report): void {
  const taken = new Set(book.names.map(({ name }) => name.toLowerCase()));
  const ids = new Set<string>();
  for (const sheet of book.sheets) {
    const relationships = new Relationships(parts.get(relationshipsName(sheet.part)));
    for (const { type, target } of relationships.all) {
      if (!type.endsWith("/table")) continue;
      const part = targetPart(sheet.part, target);
      const table = root(parts.get(part) ?? "");
      const name = attribute(table.xml, "displayName") ?? "";
      if (taken.has(name.toLowerCase())) report("table-name-twice", name);
      taken.add(name.toLowerCase());
      const id = attribute(table.xml, "id") ?? "";
      if (ids.has(id)) report("table-id-twice", `${part} ${id}`);
      ids.add(id);
      checkTableHeader(sheet, table, book, report);
    }
  }
}

/** Excel repairs a table whose header cells do not say what its columns are called. */
function checkTableHeader(sheet: Sheet, table: XmlElement, book: Book, report: Report): void {
  const area = parseArea(attribute(table.xml, "ref") ?? "");
  const columns = inside(childElements(inner(table.xml)), "tableColumns").map(
    ({ xml }) => attribute(xml, "name") ?? "",
  );
  const row = rowsOf(sheet).find(({ xml }) => Number(attribute(xml, "r")) - 1 === area?.top);
  const cells = new Map(
    childElements(inner(row?.xml ?? "")).map(({ xml }) => [parseA1(attribute(xml, "r") ?? "")?.column, xml]),
  );
  columns.forEach((column, index) => {
    const cell = cells.get((area?.left ?? 0) + index) ?? "<c/>";
    const text = book.strings[Number(valueOf(cell))] ?? "";
    if (attribute(cell, "t") !== "s" || inner(childElements(inner(text))[0]?.xml ?? "<t/>") !== column) {
      report("table-header", `${sheet.name} ${column}`);
    }
  });
  const width = area === null ? 0 : area.right - area.left + 1;
  if (width !== columns.length || area === null || area.bottom === area.top) report("table-header", sheet.name);
}

function checkSheet(sheet: Sheet, book: Book, report: Report): void {
  const places = sheet.children.map(({ name }) => order.indexOf(name));
  if (places.some((place, index) => place < 0 || place < (places[index - 1] ?? 0))) {
    report("element-order", `${sheet.name}: ${sheet.children.map(({ name }) => name).join(" ")}`);
  }
  const once = sheet.children.map(({ name }) => name).filter((name) => name !== "conditionalFormatting");
  if (new Set(once).size < once.length) report("element-order", `${sheet.name}: an element given twice`);
  checkCells(sheet, book, report);
  const merges = inside(sheet.children, "mergeCells").map(({ xml }) => attribute(xml, "ref") ?? "");
  for (const pair of overlaps(merges)) report("merge-overlap", `${sheet.name} ${pair}`);
  const validations = inside(sheet.children, "dataValidations").flatMap(({ xml }) =>
    (attribute(xml, "sqref") ?? "").split(" "),
  );
  for (const pair of overlaps(validations)) report("validation-overlap", `${sheet.name} ${pair}`);
  for (const { name, xml } of sheet.children) {
    if (name !== "conditionalFormatting") continue;
    for (const match of xml.matchAll(/ dxfId="([0-9]+)"/g)) {
      if (Number(match[1]) >= book.dxfs) report("style-index", `${sheet.name} dxf ${match[1]}`);
    }
  }
}

function checkCells(sheet: Sheet, book: Book, report: Report): void {
  const used = parseArea(attribute(sheet.children.find(({ name }) => name === "dimension")?.xml ?? "<>", "ref") ?? "");
  for (const { xml } of inside(sheet.children, "cols")) {
    if (Number(attribute(xml, "style") ?? 0) >= book.styles)
      report("style-index", `${sheet.name} column ${attribute(xml, "min")}`);
  }
  let rowBefore = -1;
  for (const { xml: row } of rowsOf(sheet)) {
    const number = Number(attribute(row, "r")) - 1;
    if (!(number > rowBefore)) report("cell-order", `${sheet.name} row ${number + 1}`);
    rowBefore = number;
    if (Number(attribute(row, "s") ?? 0) >= book.styles) report("style-index", `${sheet.name} row ${number + 1}`);
    let columnBefore = -1;
    for (const { xml } of childElements(inner(row))) {
      const address = attribute(xml, "r") ?? "";
      const place = parseA1(address);
      if (place === null || place.row !== number || place.column <= columnBefore) {
        report("cell-order", `${sheet.name} ${address}`);
        continue;
      }
      columnBefore = place.column;
      if (used === null || !holds(used, place.row, place.column)) report("dimension", `${sheet.name} ${address}`);
      checkCell(xml, `${sheet.name} ${address}`, book, report);
    }
  }
}

function checkCell(xml: string, where: string, { strings, styles }: Book, report: Report): void {
  if (Number(attribute(xml, "s") ?? 0) >= styles) report("style-index", where);
  const type = attribute(xml, "t");
  if (type === "e") report("cell-error", where);
  const value = valueOf(xml);
  const text = type === "s" ? strings[Number(value)] : value;
  if (text === undefined || (type === "s" && !/^[0-9]+$/.test(value))) report("string-index", where);
  if (text !== undefined && textLength(text) > maxTextLength) report("text-long", where);
  const formula = childElements(inner(xml)).find(({ name }) => name === "f");
  if (formula === undefined) return;
  const formulaText = unescapeXml(inner(formula.xml));
  if (formulaText.length > 8192) report("formula-long", where);
  if (/\[[0-9]+\]|\[[^\]]*\.xls/.test(formulaText.replace(/"[^"]*"/g, ""))) report("external-reference", where);
}

function checkDrawing(name: string, xml: string, report: Report): void {
  const ids = [...xml.matchAll(/<(?:xdr|cdr):cNvPr id="([0-9]+)"/g)].map((match) => match[1]);
  if (new Set(ids).size < ids.length) report("drawing-id-twice", name);
}

function rowsOf(sheet: Sheet): readonly XmlElement[] {
  return inside(sheet.children, "sheetData");
}

function valueOf(cell: string): string {
  return inner(childElements(inner(cell)).find(({ name }) => name === "v")?.xml ?? "<v/>");
}

function textLength(xml: string): number {
  return unescapeXml(xml.replace(/<[^>]*>/g, "")).replace(/_x[0-9A-F]{4}_/g, "x").length;
}

/** Pairs of ranges that share a cell. Sorted by top row, so that far apart ranges are never compared. */
function overlaps(refs: readonly string[]): string[] {
  const areas = refs
    .flatMap((ref) => {
      const area = parseArea(ref);
      return area === null ? [] : [{ ref, area }];
    })
    .sort((a, b) => a.area.top - b.area.top);
  const pairs: string[] = [];
  let open: typeof areas = [];
  for (const one of areas) {
    open = open.filter(({ area }) => area.bottom >= one.area.top);
    for (const other of open) if (share(one.area, other.area)) pairs.push(`${other.ref} ${one.ref}`);
    open.push(one);
  }
  return pairs;
}

function share(a: Area, b: Area): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

function holds(area: Area, row: number, column: number): boolean {
  return row >= area.top && row <= area.bottom && column >= area.left && column <= area.right;
}

function root(xml: string): XmlElement {
  return childElements(xml.replace(/^\s*<\?xml[^>]*\?>/, ""))[0] ?? { name: "", xml: "<>" };
}

function children(xml: string): XmlElement[] {
  return childElements(inner(root(xml).xml));
}

function inside(elements: readonly XmlElement[], name: string): XmlElement[] {
  const element = elements.find((one) => one.name === name);
  return element === undefined ? [] : childElements(inner(element.xml));
}
