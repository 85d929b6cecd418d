import { existsSync, readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { areaName } from "../../../shared/address.ts";
import { readWorkbook, type WorkbookFile } from "../../../sync/xlsx/read.ts";
import { decodeEscapes } from "../../../sync/xlsx/xml-text.ts";
import { gridCells } from "./grid-cells.ts";

/** What openpyxl read, see test/fixtures/expected.py. */
interface ExpectedBook {
  readonly sheets: readonly ExpectedSheet[];
  /** Name, what it refers to, index of its sheet. */
  readonly names: readonly (readonly (string | number | null)[])[];
}

interface ExpectedSheet {
  readonly name: string;
  readonly state: string;
  readonly cells: Readonly<Record<string, unknown>>;
  readonly merges: readonly string[];
  readonly tables: readonly (readonly string[])[];
}

type Expected = Readonly<Record<string, ExpectedBook>>;

const fixtures = new URL("../../fixtures/", import.meta.url);
const ownExpected: Expected = JSON.parse(readFileSync(new URL("expected.json", fixtures), "utf8"));
const corpusExpected: Expected = JSON.parse(readFileSync(new URL("corpus-expected.json", fixtures), "utf8"));

/** Texts out of which openpyxl has taken a literal `x005F_`, by file, sheet and address. */
const damaged: Readonly<Record<string, string>> = {
  "xlsxwriter.xlsx Datos!B3": "_x005F_",
  "xlsxwriter-1904.xlsx Datos!B3": "_x005F_",
};

const ownFolder = new URL("workbooks/", fixtures);
const corpusFolder = new URL("../../../../shared/corpus/", import.meta.url);

describe("own workbooks, as openpyxl reads them", () => {
  const files = readdirSync(ownFolder).filter((file) => file.endsWith(".xlsx"));
  it("has an expectation for each", () => expect(new Set(Object.keys(ownExpected))).toEqual(new Set(files)));
  it.each(Object.entries(ownExpected))("%s", (file, expected) => {
    expect(differences(ownFolder, file, expected)).toEqual({});
  });
});

describe("workbooks saved by Excel, as openpyxl reads them", () => {
  it("reads all of ../shared/corpus", (context) => {
    context.skip(!existsSync(corpusFolder), "../shared/corpus is not there");
    const found = Object.entries(corpusExpected).map(([file, expected]) => differences(corpusFolder, file, expected));
    expect(found.filter((differing) => Object.keys(differing).length > 0)).toEqual([]);
    expect(found).toHaveLength(173);
  });
});

type Differences = Record<string, { readonly ours: unknown; readonly theirs: unknown }>;

/** What is not read alike, by its place; nothing when all is well. */
function differences(folder: URL, file: string, expected: ExpectedBook): Differences {
  const book = readWorkbook(readFileSync(new URL(file, folder)), file);
  const found: Differences = {};
  const compare = (place: string, ours: unknown, theirs: unknown) => {
    if (!agree(ours, theirs)) found[`${file} ${place}`] = { ours, theirs };
  };
  const sheets = book.sheets.map(({ name, visibility }) => [name, visibility]);
  compare(
    "sheets",
    sheets,
    expected.sheets.map(({ name, state }) => [name, state]),
  );
  const names = book.definedNames.filter(({ name }) => !name.startsWith("_xlnm."));
  const ours = names.map(({ name, refersTo, sheet }) => JSON.stringify([name, refersTo, sheet === null]));
  const theirs = expected.names.map(([name, refersTo, sheet]) => JSON.stringify([name, refersTo, sheet === null]));
  compare("names", ours.sort(), theirs.sort());
  for (const sheet of expected.sheets) compareSheet(book, file, sheet, compare);
  return found;
}

function compareSheet(
  book: WorkbookFile,
  file: string,
  expected: ExpectedSheet,
  compare: (place: string, ours: unknown, theirs: unknown) => void,
): void {
  const grid = book.readGrid(expected.name);
  const cells = gridCells(grid);
  for (const address of new Set([...Object.keys(cells), ...Object.keys(expected.cells)])) {
    const place = `${expected.name}!${address}`;
    compare(place, cells[address], damaged[`${file} ${place}`] ?? expected.cells[address]);
  }
  compare(`${expected.name} merges`, grid.merges.map(areaName).sort(), expected.merges);
  const tables = grid.tables.map(({ name, area }) => [name, areaName(area)]);
  compare(`${expected.name} tables`, tables, expected.tables);
}

function agree(ours: unknown, theirs: unknown): boolean {
  if (isFormula(theirs)) {
    if (!isFormula(ours)) return false;
    // A follower of a shared formula: openpyxl works its text out, we leave it empty.
    const sameText = ours.f === theirs.f || ours.f === "";
    // openpyxl makes no difference between an empty text and no value.
    return sameText && ("v" in theirs ? agree(ours.v, theirs.v) : ours.v === "pending" || ours.v === "");
  }
  if (isKind(theirs, "d")) return isKind(ours, "d") && Math.abs(ours.d - theirs.d) < 1e-6;
  // Times of day and durations; in 1904 workbooks ours are shifted like dates.
  if (isKind(theirs, "t")) return isKind(ours, "d") && Math.abs(((ours.d - theirs.t) % 1462) % 1) < 1e-6;
  if (isLong(theirs)) {
    const [length, start, end] = theirs.long;
    return typeof ours === "string" && ours.length === length && ours.startsWith(start) && ours.endsWith(end);
  }
  // openpyxl leaves Excel's `_xHHHH_` as they stand in the file.
  if (typeof theirs === "string" && ours === decodeEscapes(theirs)) return true;
  return JSON.stringify(ours) === JSON.stringify(theirs);
}

function isFormula(value: unknown): value is { f: string; v?: unknown } {
  return typeof value === "object" && value !== null && "f" in value;
}

function isKind<K extends "d" | "t">(value: unknown, kind: K): value is Record<K, number> {
  return typeof value === "object" && value !== null && kind in value;
}

function isLong(value: unknown): value is { long: [number, string, string] } {
  return typeof value === "object" && value !== null && "long" in value;
}
