import { maxColumns, parseArea, type Area } from "../../shared/address.ts";
import type { Grid, SheetInfo, TableInfo } from "../../shared/grid.ts";
import type { ReadLimits } from "./limits.ts";
import { documentRelations, spreadsheet } from "./namespaces.ts";
import { readSheetRows, type RowContext, type SheetRows } from "./sheet-rows.ts";
import { isTrue } from "./workbook-part.ts";
import { XmlReader } from "./xml.ts";

export interface SheetContext extends RowContext {
  readonly info: SheetInfo;
  /** The sheet's table with this relation id. */
  table(relationId: string): TableInfo;
}

/**
 * Reads a worksheet part to its very end.
 *
 * @param where file and part, for what is wrong with the XML; `context.where` is for what is wrong with a cell
 * @throws SyncError `xml-*`, `part-*`, `cell-*`, `too-many-*`, `sheet-too-wide`
 */
export function readSheet(bytes: Buffer, where: string, context: SheetContext): Grid {
  const xml = new XmlReader(bytes, where, spreadsheet, context.limits);
  const { limits, info } = context;
  let data: SheetRows = { rows: [], formulas: new Map(), hiddenRows: new Set() };
  let hasData = false;
  let merges: Area[] = [];
  let hiddenColumns: ReadonlySet<number> = new Set<number>();
  let tables: TableInfo[] = [];
  xml.root("worksheet");
  const depth = xml.depth;
  while (xml.nextChild(depth)) {
    if (xml.name === "cols") hiddenColumns = readHiddenColumns(xml);
    else if (xml.name === "mergeCells") merges = readMerges(xml, limits);
    else if (xml.name === "tableParts") tables = readTables(xml, context);
    else if (xml.name === "sheetData") {
      if (hasData) throw xml.error("part-unexpected", "sheetData");
      hasData = true;
      data = readSheetRows(xml, context);
    }
  }
  xml.finish();
  return { sheet: info.name, visibility: info.visibility, ...data, merges, hiddenColumns, tables };
}

/** Columns hidden one by one; ranges may overlap in a broken file, so each column is marked at most once per sweep. */
function readHiddenColumns(xml: XmlReader): Set<number> {
  const ranges: { first: number; last: number }[] = [];
  const depth = xml.depth;
  while (xml.nextChild(depth)) {
    if (xml.name !== "col" || !isTrue(xml.attribute("hidden"))) continue;
    const first = columnNumber(xml, "min");
    ranges.push({ first, last: Math.max(first, columnNumber(xml, "max")) });
  }
  ranges.sort((one, other) => one.first - other.first);
  const hidden = new Set<number>();
  let next = 0;
  for (const { first, last } of ranges) {
    for (let column = Math.max(next, first); column <= last; column++) hidden.add(column);
    next = Math.max(next, last + 1);
  }
  return hidden;
}

function columnNumber(xml: XmlReader, name: string): number {
  const text = xml.attribute(name) ?? "";
  if (!/^[1-9]\d{0,4}$/.test(text) || Number(text) > maxColumns) throw xml.error("cell-outside-sheet", `col ${name}`);
  return Number(text) - 1;
}

function readMerges(xml: XmlReader, limits: ReadLimits): Area[] {
  const merges: Area[] = [];
  const depth = xml.depth;
  while (xml.nextChild(depth)) {
    if (xml.name !== "mergeCell") continue;
    if (merges.length >= limits.merges) throw xml.error("too-many-merges");
    const area = parseArea(xml.attribute("ref") ?? "");
    if (area === null) throw xml.error("cell-outside-sheet", "mergeCell");
    merges.push(area);
  }
  return merges;
}

function readTables(xml: XmlReader, context: SheetContext): TableInfo[] {
  const tables: TableInfo[] = [];
  const depth = xml.depth;
  while (xml.nextChild(depth)) {
    if (xml.name !== "tablePart") continue;
    if (tables.length >= context.limits.tables) throw xml.error("too-many-tables");
    tables.push(context.table(xml.attributeIn(documentRelations, "id") ?? ""));
  }
  return tables;
}
