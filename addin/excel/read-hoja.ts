import { parseArea, type Area } from "../../shared/address.ts";
import type { Cell } from "../../shared/cell.ts";
import type { DefinedName, Grid, SheetVisibility } from "../../shared/grid.ts";
import type { HojaLeida, HojaPlace, RowsRead, SettingKey } from "../door.ts";
import { HiddenFinder } from "./hidden.ts";
import { isOurs } from "./highlight.ts";
import { matrixOf, readCells, type BlockLimits, type CellsRead } from "./read-cells.ts";
import { isTransient } from "./run.ts";

/** Rows above which a header may stand, and columns of other sheets that are looked at for one. */
const headerRows = 66;
const headerColumns = 100;

/** Other sheets that are looked at. */
const mostOthers = 12;

/** Cells of a sheet that are asked about one by one whether they are errors. */
const mostSuspects = 500;

/**
 * Reads the sheet on screen in three steps, however many rows it has: what there is, what lies around the cells, and the
 * cells. Where rows are hidden in part, or a text looks like an error, it asks again.
 */
export async function readActiveHoja(context: Excel.RequestContext, limits: BlockLimits): Promise<HojaLeida> {
  const { workbook } = context;
  const sheet = workbook.worksheets.getActiveWorksheet();
  const used = sheet.getUsedRangeOrNullObject(true);
  const formats = sheet.getRange().conditionalFormats;
  const settings = { METAS_PLAN: settingOf(workbook, "METAS_PLAN") };
  workbook.load("name");
  sheet.load(["id", "name", "visibility"]);
  sheet.protection.load("protected");
  workbook.worksheets.load(["items/id", "items/name", "items/visibility"]);
  workbook.names.load(["items/name", "items/formula"]);
  sheet.names.load(["items/name", "items/formula"]);
  sheet.tables.load(["items/id", "items/name"]);
  used.load(["rowIndex", "columnIndex", "rowCount", "columnCount"]);
  formats.load(["items/id", "items/type"]);
  await context.sync();

  const area = used.isNullObject ? null : areaOf(used);
  const place: HojaPlace = { id: sheet.id, name: sheet.name, left: area?.left ?? 0, right: area?.right ?? 0 };
  const around = await readAround(context, sheet, area, formats);
  const cells = area === null ? noCells : await readCells(context, sheet.id, area, limits);
  const settled = await settle(context, sheet, cells, [around.hiddenRows, around.hiddenColumns]);
  const grid: Grid = {
    sheet: sheet.name,
    visibility: visibilityOf(sheet.visibility),
    ...settled,
    hiddenRows: onlyRows(around.hiddenRows.hidden, settled.rows),
    merges: around.merges,
    hiddenColumns: around.hiddenColumns.hidden,
    tables: around.tables,
  };
  const definedNames = [...namesOf(workbook.names, null), ...namesOf(sheet.names, sheet.name)];
  return {
    place,
    file: workbook.name,
    grid,
    info: {
      sheets: workbook.worksheets.items.map(({ name, visibility }) => ({ name, visibility: visibilityOf(visibility) })),
      definedNames,
      hasMacros: /\.xl(sm|sb|tm|am)$/i.test(workbook.name),
      externalLinks: countExternal(settled.formulas, definedNames),
    },
    others: around.others,
    isProtected: sheet.protection.protected,
    isHighlighted: around.isHighlighted,
    settings: { METAS_PLAN: textOf(settings.METAS_PLAN) },
  };
}

/** Reads some rows of a sheet again: one question, and a second one only where something looks like an error. */
export async function readSomeRows(
  context: Excel.RequestContext,
  { id, left, right }: HojaPlace,
  rows: { readonly top: number; readonly bottom: number },
  limits: BlockLimits,
): Promise<RowsRead> {
  const sheet = context.workbook.worksheets.getItem(id);
  const hidden = new HiddenFinder(sheet, "row");
  const isOne = rows.top === rows.bottom;
  // With more rows their blocks may have to be asked for again, and what was asked with them is lost.
  if (isOne) hidden.ask({ from: rows.top, to: rows.bottom });
  const cells = await readCells(context, id, { ...rows, left, right }, limits);
  if (!isOne) {
    hidden.ask({ from: rows.top, to: rows.bottom });
    await context.sync();
  }
  const settled = await settle(context, sheet, cells, [hidden]);
  return { ...settled, hiddenRows: onlyRows(hidden.hidden, settled.rows) };
}

/** What bears on the cells besides themselves. */
interface Around extends Pick<Grid, "merges" | "tables"> {
  readonly others: readonly Grid[];
  readonly isHighlighted: boolean;
  readonly hiddenRows: HiddenFinder;
  readonly hiddenColumns: HiddenFinder;
}

/** One question. Excel fails to answer where more than 512 areas are merged: then it is asked again without them. */
async function readAround(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  area: Area | null,
  formats: Excel.ConditionalFormatCollection,
): Promise<Around> {
  try {
    return await askAround(context, sheet, area, formats, sheet.getRange().getMergedAreasOrNullObject());
  } catch (error) {
    if (isTransient(error)) throw error;
    return askAround(context, sheet, area, formats, null);
  }
}

async function askAround(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  area: Area | null,
  formats: Excel.ConditionalFormatCollection,
  merges: Excel.RangeAreas | null,
): Promise<Around> {
  const { worksheets } = context.workbook;
  merges?.load("address");
  const tables = sheet.tables.items.map((table) => ({ name: table.name, range: table.getRange() }));
  for (const { range } of tables) range.load("address");
  const others = worksheets.items
    .filter(({ id, visibility }) => id !== sheet.id && visibility === "Visible")
    .slice(0, mostOthers)
    .map((other) => ({ name: other.name, range: other.getRangeByIndexes(0, 0, headerRows, headerColumns) }));
  for (const { range } of others) range.load("values");
  const rules = formats.items
    .filter(({ type }) => type === "Custom")
    .map((format) => {
      const { rule } = format.customOrNullObject;
      rule.load("formula");
      return rule;
    });
  const hiddenRows = new HiddenFinder(sheet, "row");
  const hiddenColumns = new HiddenFinder(sheet, "column");
  if (area !== null) {
    // The tags are hidden in every sheet of ours, near its top.
    hiddenRows.ask({ from: area.top, to: area.bottom }, 12);
    hiddenColumns.ask({ from: area.left, to: area.right });
  }
  await context.sync();
  return {
    merges: merges === null || merges.isNullObject ? [] : areasIn(merges.address),
    tables: tables.flatMap(({ name, range }) => areasIn(range.address).map((tableArea) => ({ name, area: tableArea }))),
    others: others.map(({ name, range }) => gridOfValues(name, matrixOf(range.values))),
    isHighlighted: rules.some(({ formula }) => isOurs(formula)),
    hiddenRows,
    hiddenColumns,
  };
}

const noCells: CellsRead = { rows: [], formulas: new Map(), suspects: [] };

/** Asks what the cells and the stretches of rows leave open, until nothing is. */
async function settle(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  { rows, formulas, suspects }: CellsRead,
  finders: readonly HiddenFinder[],
): Promise<Pick<Grid, "rows" | "formulas">> {
  const asked = suspects.slice(0, mostSuspects).map(({ row, column }) => {
    const range = sheet.getRangeByIndexes(row, column, 1, 1);
    range.load("valueTypes");
    return { row, column, range };
  });
  let isOpen = finders.map((finder) => finder.settle()).some(Boolean) || asked.length > 0;
  while (isOpen) {
    await context.sync();
    isOpen = finders.map((finder) => finder.settle()).some(Boolean);
  }
  const errors = new Map<number, Set<number>>();
  for (const { row, column, range } of asked) {
    if (String(range.valueTypes[0]?.[0]) !== "Error") continue;
    errors.set(row, (errors.get(row) ?? new Set()).add(column));
  }
  if (errors.size === 0) return { rows, formulas };
  return {
    rows: rows.map((each) => {
      const columns = errors.get(each.row);
      return columns === undefined
        ? each
        : { ...each, cells: each.cells.map((cell, at) => errorAt(cell, columns.has(at))) };
    }),
    formulas,
  };
}

function errorAt(cell: Cell | undefined, isError: boolean): Cell | undefined {
  return isError && typeof cell === "string" ? { kind: "error", code: cell } : cell;
}

function settingOf(workbook: Excel.Workbook, key: SettingKey): Excel.Setting {
  const setting = workbook.settings.getItemOrNullObject(key);
  setting.load("value");
  return setting;
}

/** A setting may have been put there as text or as the object itself. */
function textOf(setting: Excel.Setting): string | null {
  if (setting.isNullObject) return null;
  const value: unknown = setting.value;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function areaOf({ rowIndex, columnIndex, rowCount, columnCount }: Excel.Range): Area {
  return {
    top: rowIndex,
    left: columnIndex,
    bottom: rowIndex + rowCount - 1,
    right: columnIndex + columnCount - 1,
  };
}

/** `Hoja!A1:B2,Hoja!C3` or, with a name that has commas, `'A, B'!A1` → areas. */
function areasIn(address: string): Area[] {
  return address
    .replace(/'(?:[^']|'')*'!/g, "")
    .split(",")
    .flatMap((part) => parseArea(part.slice(part.lastIndexOf("!") + 1).trim()) ?? []);
}

function namesOf(names: Excel.NamedItemCollection, sheet: string | null): DefinedName[] {
  return names.items.map(({ name, formula }) => ({
    name,
    refersTo: String(formula).replace(/^=/, ""),
    sheet,
  }));
}

function visibilityOf(visibility: Excel.SheetVisibility | "Visible" | "Hidden" | "VeryHidden"): SheetVisibility {
  if (visibility === "Hidden") return "hidden";
  return visibility === "VeryHidden" ? "veryHidden" : "visible";
}

/** Sheets hide a million blank rows, which hide nothing. */
function onlyRows(hidden: ReadonlySet<number>, rows: Grid["rows"]): Set<number> {
  return new Set(rows.map(({ row }) => row).filter((row) => hidden.has(row)));
}

/** Other workbooks that formulas of the sheet or names refer to; the API lists the links themselves only on the web. */
function countExternal(formulas: Grid["formulas"], names: readonly DefinedName[]): number {
  const books = new Set<string>();
  const note = (text: string): void => {
    for (const [, book = ""] of text.matchAll(/\[([^[\]]+\.xl\w*)\]/gi)) books.add(book.toLowerCase());
  };
  for (const text of formulas.values()) if (text.includes("[")) note(text);
  for (const { refersTo } of names) note(refersTo);
  return books.size;
}

/** A sheet as far as finding a header needs it. */
function gridOfValues(sheet: string, values: readonly (readonly unknown[])[]): Grid {
  return {
    sheet,
    visibility: "visible",
    rows: values.flatMap((row, index) => {
      const cells = row.map((value): Cell => (isConstant(value) && value !== "" ? value : null));
      return cells.every((cell) => cell === null) ? [] : [{ row: index, cells }];
    }),
    formulas: new Map(),
    merges: [],
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
    tables: [],
  };
}

function isConstant(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
