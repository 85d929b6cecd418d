import type { Grid, SheetInfo, TableInfo, WorkbookInfo } from "../../shared/grid.ts";
import { defaultLimits, type ReadLimits } from "./limits.ts";
import { readError, type ReadErrorCode } from "./read-errors.ts";
import { readRelations, type Relation } from "./relations.ts";
import { noStrings, readSharedStrings, type SharedStrings } from "./shared-strings.ts";
import { readSheet } from "./sheet.ts";
import { readCellFormats, type CellFormats } from "./styles.ts";
import { readTablePart } from "./table-part.ts";
import { readWorkbookPart, type ListedSheet, type WorkbookPart } from "./workbook-part.ts";
import { utf8Bytes } from "./xml-bytes.ts";
import { openZip, type Zip } from "./zip.ts";
import type { ZipEntry } from "./zip-entry.ts";

/** An opened workbook: what it says of itself at once, a sheet's cells when asked for. */
export interface WorkbookFile extends WorkbookInfo {
  /** Its dates count from 1904. `Grid`s have them shifted to Excel's usual epoch already; writers must shift back. */
  readonly date1904: boolean;
  /** Sheet of `sheets` that Excel opens with, as the workbook says; null where that one has no cells or is hidden. */
  readonly activeSheet: string | null;
  /**
   * Cells of a sheet, by its name as in `sheets`.
   *
   * @throws SyncError for a sheet that is missing, broken or beyond the limits
   */
  readGrid(sheetName: string): Grid;
  /** Compressed bytes of a sheet's part: what reading it costs grows with them. */
  sizeOf(sheetName: string): number;
  /** Sheets without cells (of a chart, a dialog), which are not among `sheets`. */
  readonly otherSheets: readonly string[];
  /** Types of the parts that hang on a sheet, each once: `comments`, `drawing` (but for an empty one), `table`… */
  partsOf(sheetName: string): readonly string[];
}

/**
 * Opens an .xlsx or .xlsm that nobody vouches for. Macros and links are counted, never followed.
 *
 * @param bytes the whole file; must not change while the workbook is used
 * @param file  what to call it in errors
 * @throws SyncError whose code is a `ReadErrorCode`, for any file that is broken, hostile or no workbook
 */
export function readWorkbook(bytes: Uint8Array, file: string, limits: ReadLimits = defaultLimits): WorkbookFile {
  return new OpenWorkbook(openZip(bytes, file, limits), limits);
}

class OpenWorkbook implements WorkbookFile {
  readonly sheets: readonly SheetInfo[];
  readonly definedNames: WorkbookFile["definedNames"];
  readonly hasMacros: boolean;
  readonly externalLinks: number;
  readonly date1904: boolean;
  readonly activeSheet: string | null;
  readonly otherSheets: readonly string[];
  private readonly zip: Zip;
  private readonly limits: ReadLimits;
  private readonly relations: readonly Relation[];
  private readonly worksheets: ReadonlyMap<string, Worksheet>;
  private strings: SharedStrings | undefined;
  private formats: CellFormats | null | undefined;

  constructor(zip: Zip, limits: ReadLimits) {
    this.zip = zip;
    this.limits = limits;
    const entry = findWorkbook(zip, limits);
    const where = `${zip.file} › ${entry.name}`;
    const part = readWorkbookPart(utf8Bytes(zip.inflate(entry), where), where, limits);
    this.relations = readRelations(zip, entry.name, limits);
    this.worksheets = findWorksheets(zip, part, this.relations);
    this.sheets = [...this.worksheets.values()].map(({ info }) => info);
    this.otherSheets = part.sheets.map(({ name }) => name).filter((name) => !this.worksheets.has(name));
    this.definedNames = part.definedNames;
    this.date1904 = part.date1904;
    this.activeSheet =
      this.sheets.find(({ name, visibility }) => name === part.activeSheet && visibility === "visible")?.name ?? null;
    this.hasMacros = zip.entries.some(({ name }) => /(^|[/\\])vbaProject\.bin$/i.test(name));
    this.externalLinks = this.relations.filter(({ type }) => type === "externalLink").length;
  }

  readGrid(sheetName: string): Grid {
    const sheet = this.worksheets.get(sheetName);
    const where = `${this.zip.file} › ${sheetName}`;
    if (sheet === undefined) {
      throw readError(this.otherSheets.includes(sheetName) ? "sheet-without-cells" : "sheet-missing", where);
    }
    const { info, entry } = sheet;
    this.strings ??= this.readStrings();
    if (this.formats === undefined) this.formats = this.readFormats();
    const partWhere = `${where} (${entry.name})`;
    return readSheet(utf8Bytes(this.zip.inflate(entry), partWhere), partWhere, {
      where,
      info,
      strings: this.strings,
      formats: this.formats,
      date1904: this.date1904,
      limits: this.limits,
      table: this.tablesOf(entry),
    });
  }

  sizeOf(sheetName: string): number {
    return this.worksheets.get(sheetName)?.entry.compressedSize ?? 0;
  }

  partsOf(sheetName: string): string[] {
    const sheet = this.worksheets.get(sheetName);
    if (sheet === undefined) return [];
    const relations = readRelations(this.zip, sheet.entry.name, this.limits);
    return [...new Set(relations.filter((each) => !this.isEmptyDrawing(each)).map(({ type }) => type))];
  }

  /** LibreOffice gives one to every sheet with a filter: nothing is anchored in it. */
  private isEmptyDrawing({ type, target }: Relation): boolean {
    const entry = type === "drawing" && target !== null ? this.zip.find(target) : undefined;
    if (entry === undefined) return false;
    return !utf8Bytes(this.zip.inflate(entry), `${this.zip.file} › ${entry.name}`).includes("Anchor");
  }

  private readStrings(): SharedStrings {
    return this.readByType("sharedStrings", readSharedStrings) ?? noStrings;
  }

  private readFormats(): CellFormats | null {
    return this.readByType("styles", readCellFormats);
  }

  /** A part of which a workbook has one at most; null when it has none. */
  private readByType<T>(type: string, read: (bytes: Buffer, where: string, limits: ReadLimits) => T): T | null {
    const relation = this.relations.find((candidate) => candidate.type === type);
    if (relation === undefined) return null;
    const entry = partOf(this.zip, relation, type);
    const where = `${this.zip.file} › ${entry.name}`;
    return read(utf8Bytes(this.zip.inflate(entry), where), where, this.limits);
  }

  /** Reader of a sheet's tables by relation id; the relations are read when the first is asked for. */
  private tablesOf(sheet: ZipEntry): (relationId: string) => TableInfo {
    let tables: ReadonlyMap<string, Relation> | undefined;
    return (relationId) => {
      tables ??= byId(readRelations(this.zip, sheet.name, this.limits).filter(({ type }) => type === "table"));
      const entry = partOf(this.zip, tables.get(relationId), relationId);
      const where = `${this.zip.file} › ${entry.name}`;
      return readTablePart(utf8Bytes(this.zip.inflate(entry), where), where, this.limits);
    };
  }
}

interface Worksheet {
  readonly info: SheetInfo;
  readonly entry: ZipEntry;
}

/** The package says which part is the workbook; where it does not, or none is there, it is another kind of file. */
function findWorkbook(zip: Zip, limits: ReadLimits): ZipEntry {
  const relation = readRelations(zip, "", limits).find(({ type }) => type === "officeDocument");
  const name = relation?.target ?? "xl/workbook.xml";
  const entry = zip.find(name);
  const other = otherFormat(zip, name);
  if (other !== null) throw readError(other, zip.file);
  if (entry === undefined) {
    throw relation === undefined ? readError("zip-not-workbook", zip.file) : missing(zip, name);
  }
  return entry;
}

function otherFormat(zip: Zip, workbook: string): ReadErrorCode | null {
  if (/\.bin$/i.test(workbook) || zip.find("xl/workbook.bin") !== undefined) return "file-xlsb";
  const mimetype = zip.find("mimetype");
  if (mimetype !== undefined && mimetype.size < 256) {
    const type = zip.inflate(mimetype).toString("latin1");
    return type.includes("opendocument.spreadsheet") ? "file-ods" : "zip-not-workbook";
  }
  return /^(word|ppt|visio)\//i.test(workbook) ? "zip-not-workbook" : null;
}

/** Sheets with cells, in the order of the workbook; each must have a part of its own. */
function findWorksheets(zip: Zip, part: WorkbookPart, relations: readonly Relation[]): Map<string, Worksheet> {
  const links = byId(relations);
  const worksheets = new Map<string, Worksheet>();
  const used = new Set<ZipEntry>();
  for (const sheet of part.sheets) {
    const relation = links.get(sheet.relationId);
    const entry = partOf(zip, relation, sheet.name);
    if (used.has(entry)) throw readError("sheet-duplicate", `${zip.file} › ${sheet.name}`);
    used.add(entry);
    if (relation?.type === "worksheet") worksheets.set(sheet.name, { info: infoOf(sheet), entry });
  }
  return worksheets;
}

function byId(relations: readonly Relation[]): Map<string, Relation> {
  return new Map(relations.map((relation) => [relation.id, relation]));
}

function infoOf({ name, visibility }: ListedSheet): SheetInfo {
  return { name, visibility };
}

/** @param what names in the error what leads to the part, when nothing else does */
function partOf(zip: Zip, relation: Relation | undefined, what: string): ZipEntry {
  const target = relation?.target ?? null;
  const entry = target === null ? undefined : zip.find(target);
  if (entry === undefined) throw missing(zip, target ?? what);
  return entry;
}

function missing(zip: Zip, part: string): Error {
  return readError("part-missing", `${zip.file} › ${part}`);
}
