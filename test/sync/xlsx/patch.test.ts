import { describe, expect, it } from "vitest";
import { parseA1 } from "../../../shared/address.ts";
import { SyncError } from "../../../sync/errors.ts";
import { patchErrors } from "../../../sync/xlsx/patch-errors.ts";
import { patchWorkbook, preparePatch, type CellChange, type PatchOptions } from "../../../sync/xlsx/patch.ts";
import type { NewValue } from "../../../sync/xlsx/patch-value.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { bookCells, changedEntries, entryNames, partText, refusals } from "./patched.ts";
import {
  declaration,
  main,
  office,
  rawWorkbook,
  relations,
  workbookParts,
  workbookXml,
  worksheet,
  zipParts,
  type RawWorkbook,
} from "./raw-workbook.ts";

type Changes = Readonly<Record<string, NewValue>>;

const sheetPart = "xl/worksheets/sheet1.xml";
const changesOf = (changes: Changes): CellChange[] =>
  Object.entries(changes).map(([address, value]) => ({ ...at(address), value }));
const prepare = (raw: RawWorkbook, changes: Changes, options: PatchOptions = {}) =>
  preparePatch(rawWorkbook(raw), "libro.xlsx", "Hoja", changesOf(changes), options);
const patched = (raw: RawWorkbook, changes: Changes) =>
  patchWorkbook(rawWorkbook(raw), "libro.xlsx", "Hoja", changesOf(changes));
const sheetAfter = (raw: RawWorkbook, changes: Changes) => partText(patched(raw, changes), sheetPart);
const refused = (raw: RawWorkbook, changes: Changes) => refusals(prepare(raw, changes).refused);
const row = (content: string, attributes = 'r="1"') => `<row ${attributes}>${content}</row>`;

function at(address: string): { row: number; column: number } {
  const place = parseA1(address);
  if (place === null) throw new Error(`no address: ${address}`);
  return place;
}

const strings = "<si><t>cero</t></si>";
/** General, percentage, date; the same with a border; text. */
const formats = [0, 10, 14, 49];
const inline = (text: string, attribute = "") => `t="inlineStr"><is><t${attribute}>${text}</t></is></c>`;
const keeps = ' xml:space="preserve"';

/** What stands inside `sheetData`, changes, what stands there then. */
const rewrites: readonly [story: string, rows: string, changes: Changes, expected: string][] = [
  ["a number", row('<c r="A1" s="3"><v>1</v></c>'), { A1: 2.5 }, row('<c r="A1" s="3"><v>2.5</v></c>')],
  [
    "the shortest number",
    row('<c r="A1"><v>1</v></c>'),
    { A1: 0.1 + 0.2 },
    row('<c r="A1"><v>0.30000000000000004</v></c>'),
  ],
  ["a large number", row('<c r="A1"><v>1</v></c>'), { A1: 1e21 }, row('<c r="A1"><v>1e+21</v></c>')],
  ["text over a number", row('<c r="A1" s="1"><v>1</v></c>'), { A1: "años" }, row(`<c r="A1" s="1" ${inline("años")}`)],
  [
    "a number over a shared text",
    row('<c r="A1" t="s" s="3"><v>0</v></c>'),
    { A1: 7 },
    row('<c r="A1" s="3"><v>7</v></c>'),
  ],
  ["text over a shared text", row('<c t="s" r="A1"><v>0</v></c>'), { A1: "x" }, row(`<c r="A1" ${inline("x")}`)],
  ["text that looks like a formula", row('<c r="A1"/>'), { A1: "=1+1" }, row(`<c r="A1" ${inline("=1+1")}`)],
  ["markup in text", row('<c r="A1"/>'), { A1: '<a> & "b"' }, row(`<c r="A1" ${inline('&lt;a&gt; &amp; "b"')}`)],
  ["spaces in text", row('<c r="A1"/>'), { A1: " a " }, row(`<c r="A1" ${inline(" a ", keeps)}`)],
  ["a line break", row('<c r="A1"/>'), { A1: "a\nb" }, row(`<c r="A1" ${inline("a\nb", keeps)}`)],
  ["a carriage return", row('<c r="A1"/>'), { A1: "a\rb" }, row(`<c r="A1" ${inline("a_x000D_b")}`)],
  ["what looks like an escape", row('<c r="A1"/>'), { A1: "_x000D_" }, row(`<c r="A1" ${inline("_x005F_x000D_")}`)],
  ["half a pair", row('<c r="A1"/>'), { A1: "a\uD83Db" }, row(`<c r="A1" ${inline("a_xD83D_b")}`)],
  ["a logical value", row('<c r="A1" s="2"><v>1</v></c>'), { A1: false }, row('<c r="A1" s="2" t="b"><v>0</v></c>')],
  [
    "a percentage",
    row('<c r="A1" s="1"/>'),
    { A1: { kind: "percent", value: 0.5 } },
    row('<c r="A1" s="1"><v>0.5</v></c>'),
  ],
  [
    "a date",
    row('<c r="A1" s="2"/>'),
    { A1: { kind: "date", serial: 43_008 } },
    row('<c r="A1" s="2"><v>43008</v></c>'),
  ],
  ["blank", row('<c r="A1" s="1" t="s"><v>0</v></c>'), { A1: null }, row('<c r="A1" s="1"/>')],
  ["empty text, which is blank", row('<c r="A1" s="1"><v>0</v></c>'), { A1: "" }, row('<c r="A1" s="1"/>')],
  ["an error", row('<c r="A1" t="e"><v>#N/A</v></c>'), { A1: 1 }, row('<c r="A1"><v>1</v></c>')],
  [
    "a picture in a cell",
    row('<c r="A1" t="e" vm="1" cm="1" ph="1"><v>#VALUE!</v></c>'),
    { A1: 1 },
    row('<c r="A1" ph="1"><v>1</v></c>'),
  ],
  ["a formula", row('<c r="A1" t="str"><f>B1</f><v>x</v></c>'), { A1: 1 }, row('<c r="A1"><v>1</v></c>')],
  ["a formula not calculated", row('<c r="A1"><f>B1</f></c>'), { A1: null }, row('<c r="A1"/>')],
  ["a formula of the same value", row('<c r="A1"><f>1+1</f><v>2</v></c>'), { A1: 2 }, row('<c r="A1"><v>2</v></c>')],
  [
    "single quotes and white space",
    row("<c  r = 'A1'\n s='1' t='s' ><v>0</v></c >"),
    { A1: "x" },
    row(`<c  r = 'A1'\n s='1' ${inline("x")}`),
  ],
  [
    "comments and CDATA",
    row('<!-- <c r="A1"/> --><c r="A1"><v><![CDATA[1]]></v><!-- </c> --></c><?x </row> ?>'),
    { A1: 2 },
    row('<!-- <c r="A1"/> --><c r="A1"><v>2</v></c><?x </row> ?>'),
  ],
  [
    "an extension of the cell",
    row('<c r="A1"><v>1</v><extLst><ext><c r="A1"/></ext></extLst></c>'),
    { A1: 2 },
    row('<c r="A1"><v>2</v><extLst><ext><c r="A1"/></ext></extLst></c>'),
  ],
  [
    "an extension of the cell, then blank",
    row('<c r="A1"><v>1</v><extLst><ext/></extLst></c>'),
    { A1: null },
    row('<c r="A1"><extLst><ext/></extLst></c>'),
  ],
  [
    "an extension of the row",
    row('<c r="A1"><v>1</v></c><extLst><ext><row r="1"><c r="B1"/></row></ext></extLst>'),
    { A1: 2 },
    row('<c r="A1"><v>2</v></c><extLst><ext><row r="1"><c r="B1"/></row></ext></extLst>'),
  ],
  [
    "a greater-than sign in an attribute",
    row('<c r="A1" x=">"><v>1</v></c>', 'r="1" y="/>"'),
    { A1: 2 },
    row('<c r="A1" x=">"><v>2</v></c>', 'r="1" y="/>"'),
  ],
  [
    "cells without r",
    row("<c><v>1</v></c><c><v>2</v></c>", ""),
    { B1: 3, C1: 4 },
    row('<c><v>1</v></c><c><v>3</v></c><c r="C1"><v>4</v></c>', ""),
  ],
  [
    "rows without r",
    `<row/><row><c><v>1</v></c></row>`,
    { A2: 2, A3: 3 },
    '<row/><row><c><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>',
  ],
  [
    "a row that its cell places",
    '<row><c r="A4"><v>1</v></c></row><row><c><v>2</v></c></row>',
    { A4: 3, A5: 4, A2: 5 },
    '<row r="2"><c r="A2"><v>5</v></c></row><row><c r="A4"><v>3</v></c></row><row><c><v>4</v></c></row>',
  ],
  [
    "a follower of a shared formula",
    row('<c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>2</v></c>') +
      row('<c r="A2"><f t="shared" si="0"/><v>4</v></c>', 'r="2"'),
    { A2: 1 },
    row('<c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>2</v></c>') + row('<c r="A2"><v>1</v></c>', 'r="2"'),
  ],
  [
    "a shared formula nobody shares",
    row(
      '<c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>2</v></c><c r="B1"><f t="shared" ref="B1" si="1">C1</f><v>1</v></c>',
    ),
    { A1: 1 },
    row('<c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1" si="1">C1</f><v>1</v></c>'),
  ],
  [
    "new cells in order",
    row('<c r="B1"><v>1</v></c><c r="D1"><v>2</v></c>'),
    { E1: 5, A1: 1, C1: 3 },
    row(
      '<c r="A1"><v>1</v></c><c r="B1"><v>1</v></c><c r="C1"><v>3</v></c><c r="D1"><v>2</v></c><c r="E1"><v>5</v></c>',
    ),
  ],
  [
    "two new cells at one place",
    row('<c r="D1"><v>2</v></c>'),
    { D1: 9, B1: 5, A1: 1 },
    row('<c r="A1"><v>1</v></c><c r="B1"><v>5</v></c><c r="D1"><v>9</v></c>'),
  ],
  [
    "a cell inside a text, which is none",
    '<row><c t="inlineStr"><is><c r="B9"/><t>a</t></is></c></row>',
    { A1: 1, A2: 2 },
    '<row><c><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
  ],
  ["a row without cells", '<row r="1" ht="20"/>', { B1: "x" }, `<row r="1" ht="20"><c r="B1" ${inline("x")}</row>`],
  ["a row with nothing in it", row(" "), { B1: 1 }, row(' <c r="B1"><v>1</v></c>')],
  [
    "new rows in order",
    row('<c r="A3"/>', 'r="3"') + row('<c r="A6"/>', 'r="6"'),
    { A9: 9, B1: 2, A1: 1, C5: 5, A8: 8 },
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="3"><c r="A3"/></row><row r="5"><c r="C5"><v>5</v></c></row><row r="6"><c r="A6"/></row><row r="8"><c r="A8"><v>8</v></c></row><row r="9"><c r="A9"><v>9</v></c></row>',
  ],
  [
    "blank cells that are not there",
    row('<c r="A1"><v>1</v></c>'),
    { B1: null, A2: null, A1: 2, C9: "" },
    row('<c r="A1"><v>2</v></c>'),
  ],
  [
    "spans that suffice",
    row('<c r="A1"/>', 'r="1" spans="1:3"'),
    { C1: 1 },
    row('<c r="A1"/><c r="C1"><v>1</v></c>', 'r="1" spans="1:3"'),
  ],
  [
    "spans that do not",
    row('<c r="A1"/>', 'r="1" spans="1:3" ht="9"'),
    { E1: 1 },
    row('<c r="A1"/><c r="E1"><v>1</v></c>', 'r="1" spans="1:5" ht="9"'),
  ],
  [
    "spans that suffice for one of two",
    row('<c r="A1"/>', 'r="1" spans="1:3"'),
    { C1: 1, F1: 2 },
    row('<c r="A1"/><c r="C1"><v>1</v></c><c r="F1"><v>2</v></c>', 'r="1" spans="1:6"'),
  ],
  [
    "spans with a gap",
    row('<c r="A1"/>', "r='1' spans='2:3 7:8'"),
    { E1: 1 },
    row('<c r="A1"/><c r="E1"><v>1</v></c>', "r='1' spans=\"2:8\""),
  ],
  [
    "the style of the row",
    row('<c r="A1"/>', 'r="1" s="3" customFormat="1"'),
    { B1: "x" },
    row(`<c r="A1"/><c r="B1" s="3" ${inline("x")}`, 'r="1" s="3" customFormat="1"'),
  ],
  [
    "a row whose style is for itself",
    row('<c r="A1"/>', 'r="1" s="3"'),
    { B1: "x" },
    row(`<c r="A1"/><c r="B1" ${inline("x")}`, 'r="1" s="3"'),
  ],
  [
    "the style of two cells above",
    row('<c r="A1" s="3"/>') + row('<c r="A2" s="3"/>', 'r="2"'),
    { A3: "x" },
    row('<c r="A1" s="3"/>') + row('<c r="A2" s="3"/>', 'r="2"') + row(`<c r="A3" s="3" ${inline("x")}`, 'r="3"'),
  ],
  [
    "a heading above",
    row('<c r="A1" s="3"/>'),
    { A2: "x" },
    row('<c r="A1" s="3"/>') + row(`<c r="A2" ${inline("x")}`, 'r="2"'),
  ],
  [
    "one cell above with the format needed",
    row('<c r="A1" s="1"/>'),
    { A2: { kind: "percent", value: 1 } },
    row('<c r="A1" s="1"/>') + row('<c r="A2" s="1"><v>1</v></c>', 'r="2"'),
  ],
  [
    "a date where numbers are shown",
    row('<c r="A1"/>'),
    { A1: { kind: "date", serial: 43_008 } },
    row('<c r="A1" s="2"><v>43008</v></c>'),
  ],
  [
    "a number where percentages are shown",
    row('<c r="A1" s="1"/>'),
    { A1: 12.5 },
    row('<c r="A1" s="0"><v>12.5</v></c>'),
  ],
];

const prefixed = (content: string) =>
  `${declaration}<x:worksheet xmlns:x="${main}"><x:sheetData>${content.replaceAll(/<(\/?)([a-zA-Z])/g, "<$1x:$2")}</x:sheetData></x:worksheet>`;

const around = (ref: string) => ({ beforeRows: `<!-- <dimension ref="Z9"/> --><dimension ref="${ref}"/>` });

const withData = (inner: string) => `${declaration}<worksheet xmlns="${main}">${inner}<drawing/></worksheet>`;

const marked = (inner: string) => Buffer.from(`\uFEFF${worksheet(inner, "<!-- ñ -->", "<mergeCells/><x y='>'/>")}`);

const xf = (id: number, rest = "", inner = "") => `<xf numFmtId="${id}" ${rest}>${inner}</xf>`;

const validation = (sqref: string) => ({
  rows: row('<c r="A1"><v>1</v></c>') + row('<c r="A2"><v>1</v></c>', 'r="2"'),
  afterRows: `<dataValidations><dataValidation sqref="${sqref}"/></dataValidations>`,
});

const types = (inner: string) =>
  `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><!-- x -->${inner}</Types>`;

const links = (more: readonly (readonly [string, string, string])[]) =>
  relations([...more, ["rId1", "worksheet", "worksheets/sheet1.xml"], ["rId2", "styles", "styles.xml"]]);

describe("the cells that change", () => {
  it.each(rewrites)("%s", (_, rows, changes, expected) => {
    expect(sheetAfter({ rows, strings, formats }, changes)).toBe(worksheet(expected));
  });

  it.each(rewrites)("with prefixes: %s", (_, rows, changes, expected) => {
    // What stands in comments is changed alike, and means nothing.
    expect(sheetAfter({ sheet: prefixed(rows), strings, formats }, changes)).toBe(prefixed(expected));
  });

  it.each(rewrites)("in UTF-16: %s", (_, rows, changes, expected) => {
    const text = worksheet(rows).replace("UTF-8", "UTF-16");
    const sheet = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    expect(sheetAfter({ sheet, strings, formats }, changes)).toBe(worksheet(expected));
    expect(sheetAfter({ sheet: Buffer.from(sheet).swap16(), strings, formats }, changes)).toBe(worksheet(expected));
  });

  it.each(rewrites)("reads back what was written: %s", (_, rows, changes) => {
    const before = rawWorkbook({ rows, strings, formats });
    const after = patchWorkbook(before, "libro.xlsx", "Hoja", changesOf(changes));
    expect(changedEntries(before, after)).toEqual([sheetPart]);
    // A second time there is nothing to do.
    expect(patchWorkbook(after, "libro.xlsx", "Hoja", changesOf(changes)).equals(after)).toBe(true);
  });
});

describe("the rest of the sheet", () => {
  it.each([
    ["B2:C3", { B2: 1 }, "B2:C3"],
    ["B2:C3", { D9: 1 }, "B2:D9"],
    ["B2:C3", { A1: 1 }, "A1:C3"],
    ["B2:C3", { Z99: null }, "B2:C3"],
    ["A1", { A1: 1 }, "A1"],
    ["$A$1:$B$2", { C1: "x" }, "A1:C2"],
    ["?", { C1: 1 }, "?"],
  ])("dimension %s after %j", (ref, changes: Changes, expected) => {
    const rows = row('<c r="B2"><v>7</v></c>', 'r="2"');
    expect(sheetAfter({ rows, ...around(ref) }, changes)).toContain(`--><dimension ref="${expected}"/><sheetData>`);
  });

  it.each([
    ["<sheetData/>", '<sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData>'],
    ["<sheetData />", '<sheetData ><row r="2"><c r="B2"><v>1</v></c></row></sheetData>'],
    ["<sheetData></sheetData>", '<sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData>'],
  ])("a sheet without rows: %s", (data, expected) => {
    expect(sheetAfter({ sheet: withData(data) }, { B2: 1 })).toBe(withData(expected));
  });

  it("needs a place for rows", () => {
    const sheet = `${declaration}<worksheet xmlns="${main}"/>`;
    expect(codeOf(() => patched({ sheet }, { B2: 1 }))).toBe("part-unexpected");
  });

  it("keeps a byte order mark, and the bytes of everything else", () => {
    const after = patched({ sheet: marked(row('<c r="A1"/>')) }, { A1: 1 });
    expect(partText(after, sheetPart)).toBe(marked(row('<c r="A1"><v>1</v></c>')).toString());
  });

  it("names the encoding it has now", () => {
    const latin = worksheet(row(`<c r="A1" ${inline("año")}`)).replace("UTF-8", "ISO-8859-1");
    const after = sheetAfter({ sheet: Buffer.from(latin, "latin1") }, { B1: "niñez" });
    expect(after).toBe(worksheet(row(`<c r="A1" ${inline("año")}<c r="B1" ${inline("niñez")}`)));
  });

  it("writes into strict workbooks in their own namespace", () => {
    const strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    const sheet = worksheet(row('<c r="A1" s="2" t="d"><v>2017-09-30</v></c>')).replace(main, strict);
    const after = patched({ sheet, formats }, { A1: { kind: "date", serial: 43_009 }, A2: "x" });
    expect(bookCells(after)).toEqual({ "Hoja!A1": { d: 43_009 }, "Hoja!A2": "x" });
    expect(partText(after, sheetPart)).toContain(`<worksheet xmlns="${strict}"`);
  });
});

describe("1904 workbooks", () => {
  const raw: RawWorkbook = { workbookPr: '<workbookPr date1904="1"/>', formats, rows: row('<c r="A1" s="2"/>') };
  it("shifts dates back", () => {
    const after = patched(raw, { A1: { kind: "date", serial: 43_008.5 } });
    expect(partText(after, sheetPart)).toContain("<v>41546.5</v>");
    expect(bookCells(after)).toEqual({ "Hoja!A1": { d: 43_008.5 } });
  });
  it.each([
    [1461, true],
    [1462, false],
    [2_958_465, false],
    [2_958_466, true],
    [Number.NaN, true],
  ])("date %d", (serial, isRefused) => {
    expect(refused(raw, { A1: { kind: "date", serial } })).toEqual(isRefused ? { A1: "patch-date-invalid" } : {});
  });
});

/** `sheetData`, what follows it, changes → code by address. */
const guards: readonly [story: string, raw: RawWorkbook, changes: Changes, expected: Record<string, string>][] = [
  ["beyond the last cell", {}, { A1: 1, XFD1048576: 1 }, {}],
  [
    "32,767 characters and one more",
    {},
    { A1: "x".repeat(32_767), A2: "x".repeat(32_768) },
    { A2: "patch-text-too-long" },
  ],
  [
    "numbers Excel does not have",
    {},
    { A1: Number.NaN, A2: Number.POSITIVE_INFINITY, A3: 1e308, A4: { kind: "percent", value: Number.NaN }, A5: -9e307 },
    { A1: "patch-number-invalid", A2: "patch-number-invalid", A3: "patch-number-invalid", A4: "patch-number-invalid" },
  ],
  [
    "dates Excel does not have",
    { formats: [14] },
    { A1: { kind: "date", serial: -1 }, A2: { kind: "date", serial: 2_958_466 }, A3: { kind: "date", serial: 0 } },
    { A1: "patch-date-invalid", A2: "patch-date-invalid" },
  ],
  [
    "merged cells",
    { afterRows: '<mergeCells><mergeCell ref="B2:C3"/></mergeCells>' },
    { B2: "x", C2: "x", B3: 1, C3: true, D3: 1 },
    { C2: "patch-merged-cell", B3: "patch-merged-cell", C3: "patch-merged-cell" },
  ],
  [
    "a shared formula's master",
    {
      rows: row(
        '<c r="A1"><f t="shared" ref="A1:C1" si="3">D1</f><v>1</v></c><c r="B1"><f t="shared" si="3"/><v>1</v></c><c r="C1"><f si="3" t="shared">F1</f><v>1</v></c>',
      ),
    },
    { A1: 5, B1: 5, C1: null },
    { A1: "patch-shared-formula" },
  ],
  [
    "an array formula",
    { rows: row('<c r="A1"><f t="array" ref="A1:B2">D1:E2</f><v>1</v></c><c r="B1"><v>1</v></c>') },
    { A1: 5, B1: 5, A2: 5, B2: 5, C1: 5 },
    { A1: "patch-array-formula", B1: "patch-array-formula", A2: "patch-array-formula", B2: "patch-array-formula" },
  ],
  [
    "an array formula of one cell",
    {
      rows: row(
        '<c r="A1" cm="1"><f t="array" ref="A1">SORT(D1:D9)</f><v>1</v></c><c r="B1"><f t="array">D1</f><v>1</v></c>',
      ),
    },
    { A1: 5, B1: 5 },
    { A1: "patch-array-formula", B1: "patch-array-formula" },
  ],
  [
    "a data table",
    {
      rows:
        row('<c r="A1"><f t="dataTable" ref="A1:A3" dt2D="0" r1="F1"/><v>1</v></c>') +
        row('<c r="A2"><v>1</v></c>', 'r="2"'),
    },
    { A1: 5, A2: 5, A4: 5 },
    { A1: "patch-data-table", A2: "patch-data-table" },
  ],
  [
    "the value that is there already",
    { rows: row('<c r="A1"><f t="array" ref="A1:B1">D1:E1</f><v>1</v></c><c r="B1"><v>1</v></c>') },
    { B1: 1 },
    {},
  ],
  [
    "a cell there twice",
    { rows: row('<c r="A1"/><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c>') },
    { A1: 5, B1: 6 },
    { A1: "patch-cell-repeated" },
  ],
  [
    "a row there twice",
    { rows: row('<c r="A1"><v>1</v></c>') + row('<c r="B1"/>') + row('<c r="A2"/>', 'r="2"') },
    { A1: 5, B1: 6, A2: 1 },
    { A1: "patch-cell-repeated", B1: "patch-cell-repeated" },
  ],
  [
    "formats the workbook does not have",
    { formats: [0] },
    { A1: { kind: "date", serial: 43_008 }, A2: { kind: "percent", value: 1 }, A3: 1 },
    { A1: "patch-format", A2: "patch-format" },
  ],
  [
    "a workbook without styles",
    {
      parts: {
        "xl/styles.xml": null,
        "xl/_rels/workbook.xml.rels": relations([["rId1", "worksheet", "worksheets/sheet1.xml"]]),
      },
    },
    { A1: { kind: "percent", value: 1 }, A2: 1 },
    { A1: "patch-format" },
  ],
];

describe("the cells that must not change", () => {
  it.each(guards)("%s", (_, raw, changes, expected) => {
    const patch = prepare(raw, changes);
    expect(refusals(patch.refused)).toEqual(expected);
    expect(patch.accepted).toHaveLength(Object.keys(changes).length - Object.keys(expected).length);
    // The others are written all the same.
    const after = bookCells(patch.apply());
    const written = Object.entries(changes).filter(([address, to]) => !(address in expected) && typeof to !== "object");
    expect(written.map(([address]) => after[`Hoja!${address}`])).toEqual(written.map(([, to]) => to));
    const [first = null] = Object.values(expected);
    expect(codeOf(() => patched(raw, changes))).toBe(first);
  });

  it("knows each code, and where", () => {
    for (const { change, error } of guards.flatMap(([, raw, changes]) => prepare(raw, changes).refused)) {
      expect(patchErrors).toHaveProperty(error.code);
      expect(error.where).toMatch(/^libro\.xlsx › Hoja![A-Z]+\d+$/);
      expect(change.row).toBeGreaterThanOrEqual(0);
    }
  });

  it("has no cells beyond XFD1048576", () => {
    const changes = [
      { row: 1_048_576, column: 0, value: 1 },
      { row: 0, column: 16_384, value: 1 },
      { row: 1_048_575, column: 16_383, value: 1 },
    ];
    const patch = preparePatch(rawWorkbook(), "libro.xlsx", "Hoja", changes);
    expect(patch.refused.map(({ error, change }) => [error.code, change])).toEqual([
      ["patch-outside-sheet", changes[0]],
      ["patch-outside-sheet", changes[1]],
    ]);
    expect(bookCells(patch.apply())).toEqual({ "Hoja!XFD1048576": 1 });
  });

  it.each([
    ["a cell twice", [at("A1"), at("A1")]],
    ["half a row", [{ row: 0.5, column: 0 }]],
    ["no column", [{ row: 0, column: -1 }]],
  ])("takes %s for a bug", (_, places) => {
    const changes = places.map((place) => ({ ...place, value: 1 }));
    expect(codeOf(() => preparePatch(rawWorkbook(), "libro.xlsx", "Hoja", changes))).toBe("bug");
  });

  const signature = { "_xmlsignatures/origin.sigs": "" };
  const signedRelation =
    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="firma/o.bin"/>';
  const root = relations([["rId1", "officeDocument", "xl/workbook.xml"]]);
  it.each<[string, RawWorkbook["parts"]]>([
    ["signed", signature],
    ["signed, elsewhere", { "_rels/.rels": root.replace("</", `${signedRelation}</`), "firma/o.bin": "" }],
  ])("a workbook %s", (_, parts = {}) => {
    expect(codeOf(() => prepare({ parts }, {}))).toBe("patch-signed");
  });

  it.each(['<c \'r="A1"><v>1</v></c>', '<c r="A1"><v x/="1">1</v></c>'])("refuses what is no XML: %s", (content) => {
    // The reader is content with it; Excel is not, and to cut in it would be a guess.
    expect(codeOf(() => prepare({ rows: row(content) }, { B1: 1 }))).toBe("xml-malformed");
  });

  it("passes on what the reader refuses", () => {
    expect(codeOf(() => preparePatch(Buffer.from("D0CF11E0A1B11AE1", "hex"), "a.xlsx", "Hoja", []))).toMatch(/^file-/);
    expect(codeOf(() => preparePatch(rawWorkbook(), "a.xlsx", "Otra", []))).toBe("sheet-missing");
    expect(codeOf(() => prepare({ rows: row('<c r="A1"><v>x</v></c>') }, { B1: 1 }))).toBe("cell-number-invalid");
  });
});

describe("formats", () => {
  const book = (xfs: readonly string[], rows: string) => ({
    rows,
    parts: {
      "xl/styles.xml": `${declaration}<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="170" formatCode="d/m/yy"/></numFmts><cellStyleXfs>${xf(14)}</cellStyleXfs><cellXfs>${xfs.join("")}</cellXfs></styleSheet>`,
    },
  });
  const left = '<alignment horizontal="left"/>';
  it.each([
    ["of the same look", [xf(0, 'fontId="1"'), xf(14), xf(170, 'applyNumberFormat="1" fontId="1"')], "2"],
    ["the usual one of several", [xf(0), xf(170), xf(14)], "2"],
    ["the first, without the usual one", [xf(0), xf(21), xf(170)], "1"],
    ["with the same alignment", [xf(0, "", left), xf(14), xf(14, "", left)], "2"],
    ["in whatever order it is said", [xf(0, 'a="1" b="2"'), xf(14, 'b="2" a="1"')], "1"],
    ["which is not there", [xf(0, 'fontId="1"'), xf(14), xf(14, "", left)], undefined],
  ])("a date gets the format %s", (_, xfs, expected) => {
    const patch = prepare(book(xfs, row('<c r="A1"/>')), { A1: { kind: "date", serial: 43_008 } });
    const style = /<c r="A1" s="(\d)"><v>43008</.exec(partText(patch.apply(), sheetPart))?.[1];
    expect([style, patch.refused.length]).toEqual([expected, expected === undefined ? 1 : 0]);
  });
});

describe("notes", () => {
  const x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";
  const xm = "http://schemas.microsoft.com/office/excel/2006/main";
  const extension = `<extLst><ext xmlns:y="${x14}" xmlns:z="${xm}"><y:dataValidations><y:dataValidation><y:formula1><z:f>Lista!$A$1</z:f></y:formula1><z:sqref>A1:A2</z:sqref></y:dataValidation></y:dataValidations><y:sparkline><z:sqref>B1:B2</z:sqref></y:sparkline></ext></extLst>`;
  it.each<[string, RawWorkbook, Changes, string[]]>([
    ["below", validation("A1:A2"), { A3: 1, A4: 1, A6: 1, B3: 1 }, ["A3", "A4"]],
    ["inside", validation("A1:A9 C1"), { A3: 1, C2: 1, C1: 2 }, ["C2"]],
    ["blank", validation("A1:A2"), { A3: null }, []],
    ["an extension's", { afterRows: extension }, { A3: 1, B3: 1 }, ["A3"]],
  ])("%s", (_, raw, changes, expected) => {
    const { notes } = prepare(raw, changes);
    expect(notes.map(({ code }) => code)).toEqual(expected.map(() => "below-validation"));
    expect(notes.map(({ change }) => change)).toEqual(expected.map((address) => ({ ...at(address), value: 1 })));
  });
});

describe("identity", () => {
  const raw: RawWorkbook = {
    strings,
    formats,
    rows: row('<c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.50</v></c><c r="C1" s="2"/>'),
  };
  it.each<[string, Changes]>([
    ["no changes", {}],
    ["what is there already", { A1: "cero", B1: { kind: "percent", value: 0.5 }, C1: null, D1: null, A9: "" }],
    ["only refused ones", { A2: Number.NaN }],
  ])("%s", (_, changes) => {
    const patch = prepare(raw, changes);
    expect(patch.isEmpty).toBe(true);
    expect(patch.apply().equals(rawWorkbook(raw))).toBe(true);
  });
});

describe("calculation", () => {
  const chain = `<Override PartName="/XL/calcChain.xml" ContentType="a"></Override>`;
  const book = (workbook: string): Buffer =>
    zipParts(
      workbookParts({
        rows: row('<c r="A1"><f>B1</f><v>1</v></c><c r="B1"><v>1</v></c>'),
        parts: {
          "[Content_Types].xml": types(chain),
          "xl/_rels/workbook.xml.rels": links([["rId7", "calcChain", "calcChain.xml"]]),
          "xl/calcChain.xml": "<calcChain/>",
          "xl/workbook.xml": workbook,
        },
      }),
    );
  const plain = workbookXml([["Hoja", "rId1"]]);

  it("loses its chain with a formula, and only then", () => {
    const before = book(plain);
    const without = patchWorkbook(before, "libro.xlsx", "Hoja", changesOf({ A1: 3 }));
    expect(entryNames(without)).toEqual(entryNames(before).filter((name) => name !== "xl/calcChain.xml"));
    expect(partText(without, "[Content_Types].xml")).toBe(types(""));
    expect(partText(without, "xl/_rels/workbook.xml.rels")).toBe(links([]));
    const kept = patchWorkbook(before, "libro.xlsx", "Hoja", changesOf({ B1: 3 }));
    expect(changedEntries(before, kept)).toEqual([sheetPart]);
  });

  it.each([
    ["no calcPr", plain, plain.replace("</sheets>", '</sheets><calcPr fullCalcOnLoad="1"/>')],
    [
      "names and what follows",
      plain.replace("</sheets>", "</sheets><definedNames/><oleSize ref='A1'/>"),
      plain.replace("</sheets>", "</sheets><definedNames/><calcPr fullCalcOnLoad=\"1\"/><oleSize ref='A1'/>"),
    ],
    [
      "a calcPr that says no",
      plain.replace("</sheets>", '</sheets><calcPr calcId="1" fullCalcOnLoad="0"/>'),
      plain.replace("</sheets>", '</sheets><calcPr calcId="1" fullCalcOnLoad="1"/>'),
    ],
  ])("is ordered on demand: %s", (_, before, expected) => {
    const patch = preparePatch(book(before), "libro.xlsx", "Hoja", changesOf({ B1: 3 }), { recalculate: true });
    expect(partText(patch.apply(), "xl/workbook.xml")).toBe(expected);
  });

  it("is not ordered where nothing is calculated", () => {
    const rows = row(`<c r="A1" ${inline("fin")}`);
    const before = rawWorkbook({ rows });
    const patch = preparePatch(before, "libro.xlsx", "Hoja", changesOf({ B1: 3 }), { recalculate: true });
    expect(changedEntries(before, patch.apply())).toEqual([sheetPart]);
  });

  it("finds formulas on other sheets", () => {
    const before = rawWorkbook({
      parts: {
        "xl/workbook.xml": workbookXml([
          ["Hoja", "rId1"],
          ["Otra", "rId2"],
        ]),
        "xl/_rels/workbook.xml.rels": relations([
          ["rId1", "worksheet", "worksheets/sheet1.xml"],
          ["rId2", "worksheet", "o.xml"],
        ]),
        "xl/o.xml": `${declaration}<y:worksheet xmlns:y="${main}" xmlns:r="${office}"><y:sheetData><y:row><y:c><y:f>1</y:f></y:c></y:row></y:sheetData></y:worksheet>`,
        "xl/styles.xml": null,
      },
    });
    const patch = preparePatch(before, "libro.xlsx", "Hoja", changesOf({ B1: 3 }), { recalculate: true });
    expect(changedEntries(before, patch.apply())).toEqual(["xl/workbook.xml", sheetPart]);
    expect(readWorkbook(patch.apply(), "libro.xlsx").sheets).toHaveLength(2);
  });
});

/** Code of the SyncError thrown, "bug" for any other error, null for none. */
function codeOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof SyncError ? error.code : "bug";
  }
}
