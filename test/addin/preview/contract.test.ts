import { describe, expect, it } from "vitest";
import { memberNames, type MemberTable } from "../../../addin/preview/host/members.ts";
import * as conditional from "../../../addin/preview/host/objects/conditional-formats.ts";
import { dataValidationTable } from "../../../addin/preview/host/objects/data-validation.ts";
import * as format from "../../../addin/preview/host/objects/format.ts";
import { nameTable, namesTable } from "../../../addin/preview/host/objects/names.ts";
import { rangeAreasTable } from "../../../addin/preview/host/objects/range-areas.ts";
import { rangeCollectionTable, rangeTable } from "../../../addin/preview/host/objects/range.ts";
import * as parts from "../../../addin/preview/host/objects/sheet-parts.ts";
import { tablesTable, tableTable } from "../../../addin/preview/host/objects/tables.ts";
import * as workbook from "../../../addin/preview/host/objects/workbook.ts";
import { worksheetTable } from "../../../addin/preview/host/objects/worksheet.ts";
import { worksheetsTable } from "../../../addin/preview/host/objects/worksheets.ts";
import { loadLibrary } from "./office-node.ts";

const library = loadLibrary();

/** What the host claims of a class, with the type it stands for left behind. */
function claim<T>(table: MemberTable<T>): { className: string; properties: string[]; methods: string[] } {
  return { className: table.className, ...memberNames(table) };
}

const claims = [
  claim(workbook.workbookTable),
  claim(workbook.applicationTable),
  claim(workbook.runtimeTable),
  claim(workbook.workbookProtectionTable),
  claim(workbook.propertiesTable),
  claim(workbook.settingsTable),
  claim(workbook.settingTable),
  claim(worksheetsTable),
  claim(worksheetTable),
  claim(rangeTable),
  claim(rangeAreasTable),
  claim(rangeCollectionTable),
  claim(format.rangeFormatTable),
  claim(format.fillTable),
  claim(format.fontTable),
  claim(format.formatProtectionTable),
  claim(format.bordersTable),
  claim(format.borderTable),
  claim(conditional.conditionalFormatsTable),
  claim(conditional.conditionalFormatTable),
  claim(conditional.customFormatTable),
  claim(conditional.formatRuleTable),
  claim(conditional.cellValueFormatTable),
  claim(conditional.conditionalRangeFormatTable),
  claim(conditional.conditionalFillTable),
  claim(conditional.conditionalFontTable),
  claim(dataValidationTable),
  claim(parts.protectionTable),
  claim(parts.freezePanesTable),
  claim(parts.pageLayoutTable),
  claim(parts.autoFilterTable),
  claim(parts.customPropertiesTable),
  claim(parts.customPropertyTable),
  claim(tablesTable),
  claim(tableTable),
  claim(namesTable),
  claim(nameTable),
];

/** Written under another name than it is read by, as the library itself does. */
const writtenAs: Readonly<Record<string, string>> = {
  "Worksheet.Gridlines": "showGridlines",
  "Worksheet.Headings": "showHeadings",
};

describe("the host claims nothing that office.js has not got", () => {
  it.each(claims)("$className", ({ className, properties, methods }) => {
    const prototype = prototypeOf(className);
    const isThere = (name: string): boolean => name in prototype;
    expect(properties.filter((name) => !isThere(writtenAs[`${className}.${name}`] ?? clientName(name)))).toEqual([]);
    expect(methods.filter((name) => typeof methodOf(prototype, clientName(name)) !== "function")).toEqual([]);
  });

  it("and would notice", () => {
    const prototype = prototypeOf("Range");
    expect(clientName("GetEverything") in prototype).toBe(false);
    expect(() => prototypeOf("Rango")).toThrow(/Rango/);
  });
});

/*
 * `@types/office-js` has `Workbook.focus` and a class `Window`, both of ExcelApiDesktop 1.1; the library itself has neither, so
 * that the pane cannot bring its workbook to the front. Once this fails, `addin/excel/navigate.ts` can.
 */
it("office.js has no way to bring a workbook to the front", () => {
  expect(methodOf(prototypeOf("Workbook"), "focus")).toBeUndefined();
  expect(() => prototypeOf("Window")).toThrow(/Window/);
});

it("claims each class once", () => {
  const names = claims.map(({ className }) => className);
  expect(new Set(names).size).toBe(names.length);
});

function prototypeOf(className: string): object {
  const found: unknown = Reflect.get(library.Excel, className);
  if (typeof found !== "function") throw new Error(`the library has no class ${className}`);
  const prototype: unknown = found.prototype;
  if (typeof prototype !== "object" || prototype === null) throw new Error(`${className} has no prototype`);
  return prototype;
}

/** Methods only: looking at a property would ask it for a value it has not loaded. */
function methodOf(prototype: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(prototype, name)?.value;
}

/** `GetUsedRange` → `getUsedRange`; names with an underscore are the same on both sides. */
function clientName(name: string): string {
  return name.startsWith("_") ? name : `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;
}
