import { parseArea, type Area } from "../../shared/address.ts";
import type { Cell } from "../../shared/cell.ts";
import type { DefinedName, Grid, SheetVisibility } from "../../shared/grid.ts";
import { vista } from "../../shared/layout/match.ts";
import type { HojaLeida, HojaPlace, OtraHoja, RowsRead, SettingKey } from "../door.ts";
import { HiddenFinder } from "./hidden.ts";
import { markOf } from "./highlight.ts";
import { matrixOf, readCells, type BlockLimits, type CellsRead } from "./read-cells.ts";
import { isTooLarge, isTransient } from "./run.ts";

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
  const others = workbook.worksheets.items.filter(({ id, visibility }) => id !== sheet.id && visibility === "Visible");
  const around = await readAround(context, { sheet, area, formats, others, withMerges: true });
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
    marks: around.marks,
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
interface Around extends Pick<Grid, "merges" | "tables">, Pick<HojaLeida, "others" | "marks"> {
  readonly hiddenRows: HiddenFinder;
  readonly hiddenColumns: HiddenFinder;
}

interface AroundQuestion {
  readonly sheet: Excel.Worksheet;
  readonly area: Area | null;
  readonly formats: Excel.ConditionalFormatCollection;
  readonly others: readonly Excel.Worksheet[];
  readonly withMerges: boolean;
}

/**
 * One question. Excel fails to answer where more than 512 areas are merged: then it is asked again without them. Where the
 * other sheets are too much for one answer they are asked about by themselves: no review fails because of them.
 */
async function readAround(context: Excel.RequestContext, question: AroundQuestion): Promise<Around> {
  try {
    return await askAround(context, question);
  } catch (error) {
    const { others, withMerges } = question;
    if (isTooLarge(error) && others.length > 0) {
      const around = await readAround(context, { ...question, others: [] });
      return { ...around, others: await readTops(context, others) };
    }
    if (isTransient(error) || !withMerges) throw error;
    return readAround(context, { ...question, withMerges: false });
  }
}

/** By halves where the sheets are too much for one answer; one that alone is too much is left out. */
async function readTops(context: Excel.RequestContext, sheets: readonly Excel.Worksheet[]): Promise<OtraHoja[]> {
  const answer = askTops(sheets);
  try {
    await context.sync();
    return answer();
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    if (sheets.length === 1) return [];
    const half = Math.ceil(sheets.length / 2);
    return [...(await readTops(context, sheets.slice(0, half))), ...(await readTops(context, sheets.slice(half)))];
  }
}

/** Asks for what of other sheets tells whether they are of indicadores; the answer is there once the question was put. */
function askTops(sheets: readonly Excel.Worksheet[]): () => OtraHoja[] {
  const asked = sheets.map((sheet) => {
    const top = sheet.getRangeByIndexes(0, 0, vista.rows, vista.columns).getUsedRangeOrNullObject(true);
    top.load(["values", "rowIndex", "columnIndex"]);
    return { sheet, top };
  });
  return () =>
    asked.flatMap(({ sheet: { id, name }, top }) => (top.isNullObject ? [] : [{ id, grid: gridOfValues(name, top) }]));
}

async function askAround(
  context: Excel.RequestContext,
  { sheet, area, formats, others, withMerges }: AroundQuestion,
): Promise<Around> {
  const merges = withMerges ? sheet.getRange().getMergedAreasOrNullObject() : null;
  merges?.load("address");
  const tables = sheet.tables.items.map((table) => ({ name: table.name, range: table.getRange() }));
  for (const { range } of tables) range.load("address");
  const tops = askTops(others);
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
    others: tops(),
    marks: rules.flatMap(({ formula }) => markOf(formula) ?? []),
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
function gridOfValues(sheet: string, { rowIndex, columnIndex, values }: Excel.Range): Grid {
  const before = Array.from({ length: columnIndex }, (): Cell => null);
  return {
    sheet,
    visibility: "visible",
    rows: matrixOf(values).map((row, index) => ({
      row: rowIndex + index,
      cells: before.concat(row.map((value) => (isConstant(value) && value !== "" ? value : null))),
    })),
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
