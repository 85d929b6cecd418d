import type { Workbook, Worksheet } from "exceljs";
import { areaName, parseArea, type Area } from "../../shared/address.ts";
import type { Pieces, Spool } from "../pieces.ts";
import { defaultLimits } from "./limits.ts";
import { openZip } from "./zip.ts";
import { bulkColumns, bulkRowsXml, checkBulk, type BulkLink, type BulkSheet } from "./bulk.ts";
import { ByteText } from "./byte-text.ts";
import { centreRelationship, centreXml } from "./chart-centre.ts";
import { chartXml } from "./chart-xml.ts";
import type { SheetChart } from "./chart.ts";
import { drawingXml, type ChartFrame } from "./drawing.ts";
import {
  innerLocation,
  linkXml,
  normaliseCore,
  normaliseDrawing,
  normaliseSheet,
  normaliseStrings,
  normaliseStyles,
  normaliseWorkbook,
} from "./normalise.ts";
import type { HiddenFilter } from "./normalise.ts";
import {
  addContentTypes,
  contentTypes,
  Relationships,
  relationshipsName,
  relationshipTypes,
  targetPart,
} from "./package-parts.ts";
import { rangeText } from "./range-text.ts";
import {
  appendTo,
  findElement,
  parseSheetPart,
  setElement,
  sheetHead,
  sheetTail,
  type SheetPart,
  type SheetRow,
} from "./sheet-part.ts";
import { addSparklines, type SparklineGroup } from "./sparkline.ts";
import { StringTable } from "./string-table.ts";
import { attribute, setAttributes } from "./xml-elements.ts";
import { PartAside, writeZip, type NewEntry, type ZipPart } from "./zip-write.ts";

/** What exceljs cannot write, and the workbook gets besides. */
export interface Additions {
  readonly bulk?: readonly BulkSheet[];
  readonly charts?: readonly SheetChart[];
  readonly sparklines?: readonly SparklineGroup[];
  /** Cells where text that looks like a number is meant (códigos): no green corners. */
  readonly textNumbers?: readonly { readonly sheet: string; readonly area: Area }[];
  /** Creation date the file states; a fixed one when not given, so that equal workbooks are equal files. */
  readonly date?: Date;
  /** Deflate level, 1 (fast) to 9 (small). */
  readonly level?: number;
  /** Where what is finished of the file waits for the rest; memory when not given. */
  readonly spool?: Spool | undefined;
}

/**
 * Writes the workbook with bulk rows, charts and sparklines put in: the same input gives the same bytes.
 *
 * @param workbook sheets, styles, formulas, validations, conditional formats, tables and print set-up
 * @throws {Error} when an addition names a sheet the workbook lacks, or does not fit it
 */
export async function finishWorkbook(workbook: Workbook, additions: Additions = {}): Promise<Pieces> {
  const parts = readParts(Buffer.from(await workbook.xlsx.writeBuffer({ zip: { compression: "STORE" } })));
  return writeZip(entries(new Finish(workbook, additions, parts)), additions);
}

/** What exceljs wrote; its entries for folders are left out. */
function readParts(file: Buffer): Map<string, Buffer> {
  const zip = openZip(file, "exceljs", { ...defaultLimits, fileBytes: Infinity, inflatedBytes: Infinity });
  return new Map(
    zip.entries.filter(({ name }) => !name.endsWith("/")).map((entry) => [entry.name, zip.inflate(entry)]),
  );
}

const stringsPart = "xl/sharedStrings.xml";
/** More links than this in one sheet and Excel drops them all. */
const maxLinks = 65_530;
const usualDate = new Date(Date.UTC(2000, 0, 1));

/** Small parts first and in a fixed order; the sheets are made while they are written, the shared strings after them. */
function* entries(finish: Finish): Generator<NewEntry> {
  const { parts, sheets } = finish;
  const leading = ["[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "xl/workbook.xml"];
  const late = new Set([...leading, stringsPart, ...sheets.flatMap(({ name }) => [name, relationshipsName(name)])]);
  for (const name of leading) yield { name, content: finish.text(name) };
  for (const [name, content] of [...parts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!late.has(name)) yield { name, content };
  }
  for (const sheet of sheets) {
    yield { name: sheet.name, content: finish.sheetXml(sheet) };
    if (sheet.relationships.all.length > 0) {
      yield { name: relationshipsName(sheet.name), content: sheet.relationships.xml() };
    }
  }
  const { strings } = finish;
  yield { name: stringsPart, opening: strings.opening, content: [strings.close()] };
}

interface Sheet {
  readonly worksheet: Worksheet;
  /** Name of the part. */
  readonly name: string;
  readonly part: SheetPart;
  readonly relationships: Relationships;
  /** From top to bottom. */
  readonly bulk: readonly BulkSheet[];
}

/** The package while it is being finished; everything but the bulk rows is settled when it is made. */
class Finish {
  readonly parts: Map<string, string | Buffer>;
  readonly sheets: readonly Sheet[];
  readonly strings: StringTable;
  readonly #overrides: { part: string; type: string }[] = [];
  /** Of one sheet after the other. */
  readonly #xml = new ByteText();
  #charts = 0;

  constructor(workbook: Workbook, additions: Additions, parts: ReadonlyMap<string, Buffer>) {
    this.parts = new Map(parts);
    checkSheetNames(workbook, additions);
    const strings = this.parts.has(stringsPart) ? normaliseStrings(this.text(stringsPart)) : null;
    this.strings = new StringTable(strings);
    this.sheets = workbook.worksheets.map((worksheet) => this.#readSheet(worksheet, additions));
    for (const [name, content] of this.parts) {
      if (/^xl\/drawings\/drawing[0-9]+\.xml$/.test(name)) this.parts.set(name, normaliseDrawing(content.toString()));
    }
    for (const sheet of this.sheets) this.#finishSheet(sheet, additions);
    this.#finishWorkbook(additions);
  }

  text(name: string): string {
    const content = this.parts.get(name);
    if (content === undefined) throw new Error(`exceljs wrote no part ${name}`);
    return typeof content === "string" ? content : content.toString("utf8");
  }

  *sheetXml(sheet: Sheet): Generator<ZipPart> {
    const xml = this.#xml;
    const links: BulkLink[] = [];
    xml.utf8(sheetHead(sheet.part));
    let waiting = sheet.part.rows;
    for (const bulk of sheet.bulk) {
      xml.utf8(joinRows(waiting.filter(({ row }) => row < bulk.startRow)));
      for (const full of bulkRowsXml(bulk, prototypesOf(bulk, waiting), this.strings, links, xml)) {
        if (full.isFull) yield full;
        if (this.strings.xml.isFull) yield new PartAside(stringsPart, this.strings.xml);
      }
      waiting = waiting.filter(({ row }) => row >= bulk.startRow + (bulk.prototypes ?? 1));
    }
    xml.utf8(joinRows(waiting));
    addLinks(sheet, links);
    xml.utf8(sheetTail(sheet.part));
    yield xml;
  }

  #readSheet(worksheet: Worksheet, additions: Additions): Sheet {
    const name = `xl/worksheets/sheet${worksheet.id}.xml`;
    const rels = relationshipsName(name);
    const sheet: Sheet = {
      worksheet,
      name,
      part: parseSheetPart(this.text(name)),
      relationships: new Relationships(this.parts.has(rels) ? this.text(rels) : undefined),
      bulk: (additions.bulk ?? [])
        .filter((bulk) => bulk.sheet === worksheet.name)
        .sort((a, b) => a.startRow - b.startRow),
    };
    normaliseSheet(sheet.part, sheet.relationships, worksheet.id);
    checkRows(sheet);
    return sheet;
  }

  #finishSheet(sheet: Sheet, additions: Additions): void {
    const { part } = sheet;
    const isHere = (addition: { readonly sheet: string }): boolean => addition.sheet === sheet.worksheet.name;
    for (const bulk of sheet.bulk) this.#stretch(sheet, bulk);
    setDimension(sheet);
    setOutline(sheet);
    const areas = (additions.textNumbers ?? []).filter(isHere).map(({ area }) => areaName(area));
    if (areas.length > 0) {
      appendTo(part, "ignoredErrors", `<ignoredError sqref="${areas.join(" ")}" numberStoredAsText="1"/>`);
    }
    addSparklines(part, (additions.sparklines ?? []).filter(isHere));
    this.#addCharts(sheet, (additions.charts ?? []).filter(isHere));
  }

  /** A filter or table that ends at the prototypes, or at the header above them, reaches down to the last bulk row. */
  #stretch({ part, relationships, name }: Sheet, bulk: BulkSheet): void {
    const filter = findElement(part, "autoFilter");
    if (filter !== undefined) {
      setElement(part, filter.name, setAttributes(filter.xml, { ref: stretched(attribute(filter.xml, "ref"), bulk) }));
    }
    for (const { type, target } of relationships.all) {
      if (!type.endsWith("/table")) continue;
      const tableName = targetPart(name, target);
      const xml = this.text(tableName);
      const root = xml.indexOf("<table ");
      const ref = stretched(attribute(xml.slice(root), "ref"), bulk);
      const table = setAttributes(xml.slice(root), { ref });
      this.parts.set(
        tableName,
        xml.slice(0, root) + table.replace(/<autoFilter ref="[^"]*"/, () => `<autoFilter ref="${ref}"`),
      );
    }
  }

  #addCharts(sheet: Sheet, charts: readonly SheetChart[]): void {
    if (charts.length === 0) return;
    const drawing = this.#drawingOf(sheet);
    const relsName = relationshipsName(drawing);
    const relationships = new Relationships(this.parts.has(relsName) ? this.text(relsName) : undefined);
    const frames = charts.map((chart): ChartFrame => {
      const number = ++this.#charts;
      const part = `xl/charts/chart${number}.xml`;
      this.parts.set(part, chartXml(chart.chart));
      this.#addCentre(part, number, chart);
      this.#overrides.push({ part, type: contentTypes.chart });
      const relationshipId = relationships.add(relationshipTypes.chart, `../charts/chart${number}.xml`);
      const { from, to, description } = chart;
      return { from, to, description, name: chart.name ?? `Gráfico ${number}`, relationshipId };
    });
    this.parts.set(drawing, drawingXml(this.parts.has(drawing) ? this.text(drawing) : undefined, frames));
    this.parts.set(relsName, relationships.xml());
  }

  #addCentre(part: string, number: number, { chart }: SheetChart): void {
    const xml = centreXml(chart);
    if (xml === null) return;
    const shapes = `xl/drawings/chartShapes${number}.xml`;
    this.parts.set(shapes, xml);
    this.#overrides.push({ part: shapes, type: contentTypes.chartShapes });
    const relationships = new Relationships(undefined);
    const id = relationships.add(relationshipTypes.chartShapes, `../drawings/chartShapes${number}.xml`);
    if (id !== centreRelationship) throw new Error(`unexpected relationship ${id}`);
    this.parts.set(relationshipsName(part), relationships.xml());
  }

  /** Name of the sheet's drawing part, which it is given when exceljs wrote none. */
  #drawingOf({ name, part, relationships }: Sheet): string {
    const element = findElement(part, "drawing");
    const relationship = relationships.find(attribute(element?.xml ?? "<>", "r:id") ?? "");
    if (relationship !== undefined) return targetPart(name, relationship.target);
    let number = 1;
    while (this.parts.has(`xl/drawings/drawing${number}.xml`)) number++;
    const drawing = `xl/drawings/drawing${number}.xml`;
    this.parts.set(drawing, drawingXml(undefined, []));
    this.#overrides.push({ part: drawing, type: contentTypes.drawing });
    const id = relationships.add(relationshipTypes.drawing, `../drawings/drawing${number}.xml`);
    setElement(part, "drawing", `<drawing r:id="${id}"/>`);
    return drawing;
  }

  #finishWorkbook(additions: Additions): void {
    const { parts } = this;
    const filters = this.sheets.flatMap(({ worksheet, part }, place): HiddenFilter[] => {
      const area = parseArea(attribute(findElement(part, "autoFilter")?.xml ?? "<>", "ref") ?? "");
      return area === null ? [] : [{ place, range: rangeText(worksheet.name, area) }];
    });
    parts.set("xl/workbook.xml", normaliseWorkbook(this.text("xl/workbook.xml"), filters));
    parts.set("xl/styles.xml", normaliseStyles(this.text("xl/styles.xml")));
    parts.set("docProps/core.xml", normaliseCore(this.text("docProps/core.xml"), additions.date ?? usualDate));
    const workbookRels = new Relationships(this.text("xl/_rels/workbook.xml.rels"));
    if (!workbookRels.all.some(({ type }) => type === relationshipTypes.sharedStrings)) {
      workbookRels.add(relationshipTypes.sharedStrings, "sharedStrings.xml");
    }
    parts.set("xl/_rels/workbook.xml.rels", workbookRels.xml());
    this.#overrides.push({ part: stringsPart, type: contentTypes.sharedStrings });
    parts.set("[Content_Types].xml", addContentTypes(this.text("[Content_Types].xml"), this.#overrides));
  }
}

function checkSheetNames(workbook: Workbook, additions: Additions): void {
  const names = new Set(workbook.worksheets.map(({ name }) => name));
  const { bulk = [], charts = [], sparklines = [], textNumbers = [] } = additions;
  for (const { sheet } of [...bulk, ...charts, ...sparklines, ...textNumbers]) {
    if (!names.has(sheet)) throw new Error(`the workbook has no sheet ${sheet}`);
  }
}

/** Bulk rows may cover their prototypes, and nothing else. */
function checkRows({ worksheet, part, bulk }: Sheet): void {
  let free = 0;
  for (const one of bulk) {
    checkBulk(one);
    const prototypes = one.prototypes ?? 1;
    if (one.startRow < free) throw new Error(`bulk rows of ${worksheet.name} overlap at row ${one.startRow + 1}`);
    free = one.startRow + Math.max(prototypes, one.rowCount);
    const covered = part.rows.find(({ row }) => row >= one.startRow + prototypes && row < free);
    if (covered !== undefined) {
      throw new Error(`row ${covered.row + 1} of ${worksheet.name} lies where bulk rows go`);
    }
  }
}

function prototypesOf(bulk: BulkSheet, rows: readonly SheetRow[]): SheetRow[] {
  return rows.filter(({ row }) => row >= bulk.startRow && row < bulk.startRow + (bulk.prototypes ?? 1));
}

function joinRows(rows: readonly SheetRow[]): string {
  return rows.map(({ xml }) => xml).join("");
}

function stretched(ref: string | undefined, { startRow, rowCount, prototypes = 1 }: BulkSheet): string {
  const area = parseArea(ref ?? "");
  if (area === null) throw new Error(`not a range: ${ref}`);
  const ends = area.bottom >= startRow - 1 && area.bottom < startRow + prototypes && area.top < startRow;
  return areaName(
    ends
      ? { ...area, bottom: Math.max(area.bottom === startRow - 1 ? area.bottom : startRow, startRow + rowCount - 1) }
      : area,
  );
}

function setDimension({ part, bulk }: Sheet): void {
  const areas: Area[] = [];
  const before = parseArea(attribute(findElement(part, "dimension")?.xml ?? "<>", "ref") ?? "");
  const isPrototype = (row: number): boolean =>
    bulk.some(({ startRow, prototypes = 1 }) => row >= startRow && row < startRow + prototypes);
  const kept = part.rows.filter(({ row }) => !isPrototype(row));
  if (before !== null && kept.length > 0) {
    const rows = kept.map(({ row }) => row);
    areas.push({ ...before, top: Math.min(...rows), bottom: Math.max(...rows) });
  }
  for (const one of bulk) {
    const columns = bulkColumns(one, prototypesOf(one, part.rows));
    if (one.rowCount === 0 || columns === 0) continue;
    areas.push({ top: one.startRow, left: 0, bottom: one.startRow + one.rowCount - 1, right: columns - 1 });
  }
  const dimension = areas.reduce<Area>(
    (whole, area) => ({
      top: Math.min(whole.top, area.top),
      left: Math.min(whole.left, area.left),
      bottom: Math.max(whole.bottom, area.bottom),
      right: Math.max(whole.right, area.right),
    }),
    areas[0] ?? { top: 0, left: 0, bottom: 0, right: 0 },
  );
  setElement(part, "dimension", `<dimension ref="${areaName(dimension)}"/>`);
}

/** Without this Excel shows no buttons beside grouped rows. */
function setOutline({ part, bulk }: Sheet): void {
  const deepest = Math.max(0, ...bulk.map(({ outlineLevels = 0 }) => outlineLevels));
  if (deepest === 0) return;
  const format = findElement(part, "sheetFormatPr")?.xml ?? '<sheetFormatPr defaultRowHeight="15"/>';
  const before = Number(attribute(format, "outlineLevelRow") ?? 0);
  setElement(part, "sheetFormatPr", setAttributes(format, { outlineLevelRow: Math.max(before, deepest) }));
}

function addLinks({ worksheet, part, relationships }: Sheet, links: readonly BulkLink[]): void {
  if (links.length === 0) return;
  if (links.length > maxLinks) {
    throw new Error(
      `${links.length} links in ${worksheet.name}, where Excel takes ${maxLinks}; use HYPERLINK formulas`,
    );
  }
  const ids = new Map<string, string>();
  const written = links.map(({ address, link, tooltip }) => {
    const location = innerLocation(link);
    if (location !== null) return linkXml(address, location, "", tooltip);
    const id = ids.get(link) ?? relationships.add(relationshipTypes.hyperlink, link, true);
    ids.set(link, id);
    return linkXml(address, null, id, tooltip);
  });
  appendTo(part, "hyperlinks", written.join(""));
}
