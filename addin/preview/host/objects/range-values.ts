import { a1 } from "../../../../shared/address.ts";
import { type Arg, invalid, jsonArg } from "../args.ts";
import { displayText } from "../display-text.ts";
import { guardContent, guardOption } from "../guard.ts";
import type { Json } from "../json.ts";
import { columnCount, isUnbounded, rowCount } from "../model/area.ts";
import { valueType, wireValue } from "../model/cell-value.ts";
import { enter, type Entries } from "../model/enter.ts";
import { formulaText } from "../model/entry.ts";
import type { SheetModel } from "../model/sheet-model.ts";
import type { MemberTable } from "../members.ts";
import type { Region } from "../region.ts";
import type { Run } from "../run.ts";

/** Members of a Range that are a row of cells by row: read as arrays, written as arrays or as one value for all. */
export const cellReads: NonNullable<MemberTable<Region>["read"]> = {
  Values: (region, run) => eachCell(region, run, (sheet, row, column) => wireValue(sheet.valueAt(row, column))),
  Text: (region, run) => eachCell(region, run, textAt),
  Formulas: (region, run) => eachCell(region, run, formulaAt),
  ValueTypes: (region, run) => eachCell(region, run, (sheet, row, column) => valueType(sheet.valueAt(row, column))),
  NumberFormat: (region, run) => eachCell(region, run, (sheet, row, column) => sheet.styleAt(row, column).numberFormat),
};

export const cellWrites: NonNullable<MemberTable<Region>["write"]> = {
  Values: writeEntries,
  Formulas: writeEntries,
  NumberFormat: writeNumberFormats,
};

/** A single format, as text or as an array of one, goes to every cell, and to whole rows and columns. */
function writeNumberFormats(region: Region, value: Arg, run: Run): void {
  const { sheet, area } = region;
  guardOption(sheet, "allowFormatCells");
  const single = singleFormat(value);
  const formats = single === null ? entriesOf(region, value).map((row) => row.map(formatOf)) : [];
  sheet.restyle(area, (style, row, column) => {
    const numberFormat = single ?? formats[row - area.top]?.[column - area.left] ?? null;
    return numberFormat === null ? style : { ...style, numberFormat };
  });
  run.workbook.emit({ kind: "formatted", sheet, areas: [area], hand: run.hand });
}

function singleFormat(arg: Arg): string | null {
  const json = jsonArg(arg);
  const [row, ...rows] = isArray(json) ? json : [[json]];
  const [format, ...others] = row !== undefined && isArray(row) ? row : [];
  return typeof format === "string" && rows.length === 0 && others.length === 0 ? format : null;
}

function formatOf(entry: string | number | boolean | null): string | null {
  if (entry !== null && typeof entry !== "string") throw invalid("number format expected");
  return entry;
}

function writeEntries(region: Region, value: Arg, run: Run): void {
  guardContent(region);
  const entries = entriesOf(region, value);
  enter(run.workbook, region.sheet, region.area, entries, run.hand);
  run.noteChange(region.sheet, region.area);
}

/** A value for each cell; one value stands for all of them. */
function entriesOf({ area }: Region, arg: Arg): Entries {
  const json = jsonArg(arg);
  if (isUnbounded(area)) throw invalid("whole rows or columns take no cell values");
  if (!isArray(json)) {
    const entry = entryOf(json);
    return Array.from({ length: rowCount(area) }, () => Array.from({ length: columnCount(area) }, () => entry));
  }
  if (json.length !== rowCount(area)) throw sizeMismatch(area.top, area.left);
  return json.map((row) => {
    if (!isArray(row) || row.length !== columnCount(area)) throw sizeMismatch(area.top, area.left);
    return row.map(entryOf);
  });
}

function isArray(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function entryOf(json: Json): string | number | boolean | null {
  if (typeof json === "object" && json !== null) throw invalid("cell value expected");
  return json;
}

function sizeMismatch(row: number, column: number): Error {
  return invalid(`the number of rows or columns in the input array does not match the range at ${a1(row, column)}`);
}

function eachCell(
  { sheet, area }: Region,
  run: Run,
  at: (sheet: SheetModel, row: number, column: number) => Json,
): Json {
  if (run.nullValues || isUnbounded(area)) return null;
  run.settle();
  const rows: Json[] = [];
  for (let row = area.top; row <= area.bottom; row++) {
    const cells: Json[] = [];
    for (let column = area.left; column <= area.right; column++) cells.push(at(sheet, row, column));
    rows.push(cells);
  }
  return rows;
}

function textAt(sheet: SheetModel, row: number, column: number): string {
  return displayText(sheet.valueAt(row, column), sheet.styleAt(row, column).numberFormat);
}

function formulaAt(sheet: SheetModel, row: number, column: number): string | number | boolean {
  return sheet.formulaAt(row, column) ?? formulaText(sheet.valueAt(row, column));
}
