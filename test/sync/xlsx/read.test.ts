import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Grid } from "../../../shared/grid.ts";
import { SyncError } from "../../../sync/errors.ts";
import { defaultLimits } from "../../../sync/xlsx/limits.ts";
import { readWorkbook, type WorkbookFile } from "../../../sync/xlsx/read.ts";
import { openZip } from "../../../sync/xlsx/zip.ts";
import { gridCells } from "./grid-cells.ts";
import { rawZip } from "./raw-zip.ts";
import {
  declaration,
  main,
  office,
  rawWorkbook,
  relations,
  workbookParts,
  worksheet,
  zipParts,
  type RawWorkbook,
} from "./raw-workbook.ts";

const open = (raw: RawWorkbook): WorkbookFile => readWorkbook(rawWorkbook(raw), "libro.xlsx");
const grid = (raw: RawWorkbook): Grid => open(raw).readGrid("Hoja");
const cells = (raw: RawWorkbook) => gridCells(grid(raw));
const row = (content: string, attributes = 'r="1"') => `<row ${attributes}>${content}</row>`;

const formatted = (raw: RawWorkbook) => cells({ rows: row('<c s="0"><v>0.5</v></c><c s="1"><v>0.5</v></c>'), ...raw });
const positions = (rows: string) => grid({ rows }).rows.map(({ row: at, cells: values }) => [at, values.length]);

/** Content of `<row r="1">` → cells. */
const contents: readonly [story: string, row: string, expected: Record<string, unknown>][] = [
  ["a number", '<c r="A1"><v>12.5</v></c>', { A1: 12.5 }],
  ["a number of type n", '<c r="A1" t="n"><v>12</v></c>', { A1: 12 }],
  ["white space around a number", '<c r="A1"><v> 12\n</v></c>', { A1: 12 }],
  ["a number in a CDATA section", '<c r="A1"><v><![CDATA[12]]></v></c>', { A1: 12 }],
  ["a comment inside a value", '<c r="A1"><v>1<!-- x -->2</v></c>', { A1: 12 }],
  ["a number with references", '<c r="A1"><v>&#49;&#x32;</v></c>', { A1: 12 }],
  ["no value", '<c r="A1" s="0"/><c r="B1"></c><c r="C1"><v/></c><c r="D1"><v></v></c>', {}],
  ["a shared text", '<c r="A1" t="s"><v>0</v></c>', { A1: "cero" }],
  ["single quotes", "<c r='A1' t='s'><v>0</v></c>", { A1: "cero" }],
  ["spaces in tags", '<c  r = "A1"\n\tt="s" ><v >0</v ></c >', { A1: "cero" }],
  ["attributes in another order", '<c t="s" s="0" r="A1"><v>0</v></c>', { A1: "cero" }],
  ["unknown attributes", '<c r="A1" cm="1" vm="2" ph="1"><v>1</v></c>', { A1: 1 }],
  ["a formula's text", '<c r="A1" t="str"><f>B1</f><v>sí &amp; no</v></c>', { A1: { f: "B1", v: "sí & no" } }],
  ["a formula's empty text", '<c r="A1" t="str"><f>B1</f><v></v></c>', { A1: { f: "B1", v: "" } }],
  ["text without a formula", '<c r="A1" t="str"><v> a </v></c>', { A1: " a " }],
  ["a formula not calculated", '<c r="A1"><f>1/3</f></c>', { A1: { f: "1/3", v: "pending" } }],
  ["a formula with an empty value", '<c r="A1"><f>1/3</f><v/></c>', { A1: { f: "1/3", v: "pending" } }],
  ["a formula with references", '<c r="A1"><f>A2&amp;"&lt;"</f><v>1</v></c>', { A1: { f: 'A2&"<"', v: 1 } }],
  [
    "a shared formula",
    '<c r="A1"><f t="shared" ref="A1:B1" si="0">C1*2</f><v>2</v></c><c r="B1"><f t="shared" si="0"/><v>4</v></c>',
    { A1: { f: "C1*2", v: 2 }, B1: { f: "", v: 4 } },
  ],
  [
    "an array formula",
    '<c r="A1"><f t="array" ref="A1:B1">C1:D1*2</f><v>2</v></c><c r="B1"><v>4</v></c>',
    { A1: { f: "C1:D1*2", v: 2 }, B1: 4 },
  ],
  ["a value before its formula", '<c r="A1"><v>2</v><f>1+1</f></c>', { A1: { f: "1+1", v: 2 } }],
  ["an inline text", '<c r="A1" t="inlineStr"><is><t>año</t></is></c>', { A1: "año" }],
  [
    "an inline text of runs",
    '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><rPr><b/></rPr><t>b</t></r></is></c>',
    { A1: "ab" },
  ],
  [
    "an inline text's phonetics",
    '<c r="A1" t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>x</t></rPh></is></c>',
    { A1: "a" },
  ],
  [
    "logical values",
    '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="b"><v>true</v></c>',
    { A1: true, B1: false, C1: true },
  ],
  [
    "an error",
    '<c r="A1" t="e"><v>#DIV/0!</v></c><c r="B1" t="e"><f>#REF!</f><v>#REF!</v></c>',
    { A1: { e: "#DIV/0!" }, B1: { f: "#REF!", v: { e: "#REF!" } } },
  ],
  [
    "an ISO date",
    '<c r="A1" t="d"><v>2017-09-30</v></c><c r="B1" t="d"><v>2017-09-30T12:00:00</v></c>',
    { A1: { d: 43008 }, B1: { d: 43008.5 } },
  ],
  ["cells without r", "<c><v>1</v></c><c/><c><v>3</v></c>", { A1: 1, C1: 3 }],
  ["cells without r after one with", '<c r="C1"><v>1</v></c><c><v>2</v></c>', { C1: 1, D1: 2 }],
  ["cells out of order", '<c r="C1"><v>3</v></c><c r="A1"><v>1</v></c>', { A1: 1, C1: 3 }],
  ["the last column", '<c r="XFD1"><v>1</v></c>', { XFD1: 1 }],
  ["an extension inside a cell", '<c r="A1"><v>1</v><extLst><ext><v>9</v></ext></extLst></c>', { A1: 1 }],
  ["comments and instructions", '<!-- <c r="A1"><v>9</v></c> --><?x y?><c r="A1"><v>1</v></c>', { A1: 1 }],
];

describe("content of cells", () => {
  it.each(contents)("%s", (_, content, expected) => {
    expect(cells({ rows: row(content), strings: "<si><t>cero</t></si>" })).toEqual(expected);
  });

  it.each(contents)("with prefixes: %s", (_, content, expected) => {
    const prefixed = row(content).replaceAll(/<(\/?)([a-zA-Z])/g, "<$1x:$2");
    const sheet = `${declaration}<x:worksheet xmlns:x="${main}"><x:sheetData>${prefixed}</x:sheetData></x:worksheet>`;
    // Inside the comment nothing changes its meaning.
    expect(cells({ sheet, strings: "<si><t>cero</t></si>" })).toEqual(expected);
  });

  it.each(contents)("in UTF-16: %s", (_, content, expected) => {
    const text = worksheet(row(content)).replace("UTF-8", "UTF-16");
    const sheet = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    expect(cells({ sheet, strings: "<si><t>cero</t></si>" })).toEqual(expected);
    expect(cells({ sheet: Buffer.from(sheet).swap16(), strings: "<si><t>cero</t></si>" })).toEqual(expected);
  });
});

/** `si` element → text. */
const texts: readonly [story: string, item: string, expected: string][] = [
  ["plain", "<t>Meta</t>", "Meta"],
  ["with tildes", "<t>Educación</t>", "Educación"],
  ["outside the basic plane", "<t>😀</t>", "😀"],
  ["references", "<t>a &amp; b &lt;c&gt; &quot;d&quot; &apos;e&apos; &#241; &#xF1;</t>", "a & b <c> \"d\" 'e' ñ ñ"],
  ["spaces dropped", "<t>  a b\n </t>", "a b"],
  ["spaces kept", '<t xml:space="preserve">  a b\n </t>', "  a b\n "],
  ["NBSP is no space", "<t>\u00a0a\u00a0</t>", "\u00a0a\u00a0"],
  ["line ends", "<t>a\r\nb\rc</t>", "a\nb\nc"],
  ["CR as reference", "<t>a&#13;b</t>", "a\rb"],
  ["CR as Excel writes it", "<t>a_x000D_\nb</t>", "a\r\nb"],
  ["an escaped escape", "<t>a_x005F_x000D_b</t>", "a_x000D_b"],
  ["no escape", "<t>_x00D_ _xGGGG_ _x000D x_</t>", "_x00D_ _xGGGG_ _x000D x_"],
  ["runs", '<r><t>uno </t></r><r><rPr><b/></rPr><t xml:space="preserve"> dos</t></r>', "uno dos"],
  ["phonetic runs", '<t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh><phoneticPr fontId="1"/>', "東京"],
  ["a CDATA section", "<t>a<![CDATA[<b>&amp;]]>c</t>", "a<b>&amp;c"],
  ["empty", "<t/>", ""],
  ["nothing", "", ""],
];

describe("shared and inline texts", () => {
  it.each(texts)("%s", (_, item, expected) => {
    const rows = row(`<c t="s"><v>1</v></c><c t="inlineStr"><is>${item}</is></c>`);
    expect(cells({ rows, strings: `<si><t>otro</t></si><si>${item}</si><si><t>más</t></si>` })).toEqual({
      A1: expected,
      B1: expected,
    });
  });

  it("reads prefixed string tables", () => {
    const table = `<x:sst xmlns:x="${main}"><x:si><x:t>uno</x:t></x:si></x:sst>`;
    expect(
      cells({ rows: row('<c t="s"><v>0</v></c>'), strings: "", parts: { "xl/sharedStrings.xml": table } }),
    ).toEqual({ A1: "uno" });
  });
});

describe("formats", () => {
  it("tells dates and percentages", () => {
    expect(formatted({ formats: [10, 14] })).toEqual({ A1: { p: 0.5 }, B1: { d: 0.5 } });
    expect(formatted({ formats: [164, 165], codes: { 164: "0.0%", 165: "dd/mm/yy" } })).toEqual({
      A1: { p: 0.5 },
      B1: { d: 0.5 },
    });
  });
  it("shifts dates of 1904 workbooks, and only dates", () => {
    expect(formatted({ formats: [0, 14], workbookPr: '<workbookPr date1904="1"/>' })).toEqual({
      A1: 0.5,
      B1: { d: 1462.5 },
    });
  });
  it("keeps the value of a formula as a percentage", () => {
    expect(cells({ formats: [9], rows: row('<c s="0"><f>A2</f><v>0.5</v></c>') })).toEqual({
      A1: { f: "A2", v: { p: 0.5 } },
    });
  });
  it("reads a workbook without styles", () => {
    const links = relations([["rId1", "worksheet", "worksheets/sheet1.xml"]]);
    expect(formatted({ parts: { "xl/_rels/workbook.xml.rels": links, "xl/styles.xml": null } })).toEqual({
      A1: 0.5,
      B1: 0.5,
    });
  });
});

describe("rows", () => {
  it("counts rows without r", () => {
    expect(positions("<row><c><v>1</v></c></row><row/><row><c><v>1</v></c></row>")).toEqual([
      [0, 1],
      [2, 1],
    ]);
  });
  it("lets the first cell place a row without r", () => {
    expect(cells({ rows: '<row><c r="B5"><v>1</v></c></row><row><c><v>2</v></c></row>' })).toEqual({ B5: 1, A6: 2 });
  });
  it("sorts rows out of order", () => {
    expect(positions(row("<c><v>1</v></c>", 'r="9"') + row("<c><v>1</v></c>", 'r="2"'))).toEqual([
      [1, 1],
      [8, 1],
    ]);
  });
  it("leaves out rows without values", () => {
    expect(positions(row('<c s="0"/>') + row("<c><v>1</v></c>", 'r="1048576" s="1" customFormat="1"'))).toEqual([
      [1_048_575, 1],
    ]);
  });
  it("fills blank cells with undefined", () => {
    expect(grid({ rows: row('<c r="C1"><v>1</v></c>') }).rows[0]?.cells).toEqual([undefined, undefined, 1]);
  });
});

describe("around the rows", () => {
  it("tells hidden rows and columns, merges", () => {
    const found = grid({
      beforeRows:
        '<dimension ref="A1:XFD1048576"/><cols><col min="2" max="3" hidden="1"/><col min="3" max="5" hidden="true"/><col min="9" max="9"/></cols>',
      rows: row("<c><v>1</v></c>", 'r="4" hidden="1"') + row("<c><v>1</v></c>", 'r="5" hidden="0"'),
      afterRows: '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/><mergeCell ref="$B$2:A1"/></mergeCells>',
    });
    expect([...found.hiddenColumns]).toEqual([1, 2, 3, 4]);
    expect([...found.hiddenRows]).toEqual([3]);
    expect(found.merges).toEqual([
      { top: 0, left: 0, bottom: 1_048_575, right: 16_383 },
      { top: 0, left: 0, bottom: 1, right: 1 },
    ]);
  });

  it("finds tables through the sheet's relations", () => {
    const found = grid({
      afterRows: '<tableParts count="1"><tablePart r:id="rId7"/></tableParts>',
      parts: {
        "xl/worksheets/_rels/sheet1.xml.rels": relations([["rId7", "table", "../tables/table1.xml"]]),
        "xl/tables/table1.xml": `<table xmlns="${main}" name="interno" displayName="Metas" ref="A1:E5"/>`,
      },
    });
    expect(found.tables).toEqual([{ name: "Metas", area: { top: 0, left: 0, bottom: 4, right: 4 } }]);
  });

  it("passes over what it does not need", () => {
    const alternate =
      '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><controls xmlns=""><sheetData/></controls></mc:Choice></mc:AlternateContent>';
    expect(
      cells({
        rows: row("<c><v>1</v></c>"),
        afterRows: `${alternate}<extLst><ext><sheetData xmlns="urn:otro"/></ext></extLst>`,
      }),
    ).toEqual({ A1: 1 });
  });
});

describe("the workbook", () => {
  it("lists sheets with cells, in order, and their visibility", () => {
    const book = open({
      parts: {
        "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Gráfico" sheetId="1" r:id="rId4"/><sheet name="A &amp; B" state="hidden" sheetId="2" r:id="rId1"/><sheet name="Hoja" state="veryHidden" sheetId="3" r:id="rId5"/></sheets></workbook>`,
        "xl/_rels/workbook.xml.rels": relations([
          ["rId1", "worksheet", "worksheets/sheet1.xml"],
          ["rId4", "chartsheet", "chartsheets/sheet1.xml"],
          ["rId5", "worksheet", "/xl/worksheets/Otra%20hoja.xml"],
        ]),
        "xl/chartsheets/sheet1.xml": `<chartsheet xmlns="${main}"/>`,
        "xl/worksheets/Otra hoja.xml": worksheet(row("<c><v>3</v></c>")),
      },
    });
    expect(book.sheets).toEqual([
      { name: "A & B", visibility: "hidden" },
      { name: "Hoja", visibility: "veryHidden" },
    ]);
    expect(gridCells(book.readGrid("Hoja"))).toEqual({ A1: 3 });
    expect(codeOf(() => book.readGrid("Gráfico"))).toBe("sheet-without-cells");
    expect(codeOf(() => book.readGrid("__proto__"))).toBe("sheet-missing");
  });

  it.each<readonly [string, string, string | null]>([
    ["the first where no window is told of", "", "Hoja"],
    ["the first where the window says nothing", "<bookViews><workbookView/></bookViews>", "Hoja"],
    [
      "the one of the first window",
      `<bookViews><workbookView activeTab="1"/><workbookView activeTab="0"/></bookViews>`,
      "Otra",
    ],
    ["none where it is hidden", windowOn(2), null],
    ["none where it has no cells", windowOn(3), null],
    ["none where there is no such sheet", windowOn(9), null],
    ["none where it is nonsense", '<bookViews><workbookView activeTab="-1"/></bookViews>', null],
  ])("tells the sheet that it opens with: %s", (_, views, expected) => {
    const list = ["Hoja", "Otra", "Oculta", "Gráfico"].map(
      (name, index) =>
        `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"${name === "Oculta" ? ' state="hidden"' : ""}/>`,
    );
    const { activeSheet } = open({
      parts: {
        "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}">${views}<sheets>${list.join("")}</sheets></workbook>`,
        "xl/_rels/workbook.xml.rels": relations([
          ["rId1", "worksheet", "worksheets/sheet1.xml"],
          ["rId2", "worksheet", "worksheets/sheet2.xml"],
          ["rId3", "worksheet", "worksheets/sheet3.xml"],
          ["rId4", "chartsheet", "chartsheets/sheet1.xml"],
        ]),
        "xl/worksheets/sheet2.xml": worksheet(""),
        "xl/worksheets/sheet3.xml": worksheet(""),
        "xl/chartsheets/sheet1.xml": `<chartsheet xmlns="${main}"/>`,
      },
    });
    expect(activeSheet).toBe(expected);
  });

  it("tells defined names and whose they are", () => {
    const names =
      '<definedNames><definedName name="CORTE">Hoja!$A$1</definedName><definedName name="x" localSheetId="0">"a&amp;b"</definedName></definedNames>';
    expect(open({ afterSheets: names }).definedNames).toEqual([
      { name: "CORTE", refersTo: "Hoja!$A$1", sheet: null },
      { name: "x", refersTo: '"a&b"', sheet: "Hoja" },
    ]);
  });

  it("counts macros and external links", () => {
    const links = relations([
      ["rId1", "worksheet", "worksheets/sheet1.xml"],
      ["rId8", "externalLink", "externalLinks/externalLink1.xml"],
    ]);
    const parts = { "xl/vbaProject.bin": "x", "xl/_rels/workbook.xml.rels": links };
    expect(open({ parts })).toMatchObject({ hasMacros: true, externalLinks: 1 });
    expect(open({})).toMatchObject({ hasMacros: false, externalLinks: 0, date1904: false });
  });

  it("reads strict files", () => {
    const parts = workbookParts({
      rows: row('<c t="s"><v>0</v></c><c t="d"><v>2017-09-30</v></c>'),
      strings: "<si><t>a</t></si>",
    });
    const bytes = zipParts(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, strict(part)])));
    expect(gridCells(readWorkbook(bytes, "x").readGrid("Hoja"))).toEqual({ A1: "a", B1: { d: 43008 } });
  });

  it("finds the workbook wherever the package says", () => {
    const parts = workbookParts({ rows: row("<c><v>1</v></c>") });
    const moved = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name.replace("xl/", "otra/"), part]));
    moved["_rels/.rels"] = relations([["rId1", "officeDocument", "/otra/workbook.xml"]]);
    expect(gridCells(readWorkbook(zipParts(moved), "x").readGrid("Hoja"))).toEqual({ A1: 1 });
  });

  it("does not mind the case of part names, nor backslashes", () => {
    const parts = workbookParts({ rows: row("<c><v>1</v></c>") });
    const odd = Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name.toUpperCase().replaceAll("/", "\\"), part]),
    );
    expect(gridCells(readWorkbook(zipParts(odd), "x").readGrid("Hoja"))).toEqual({ A1: 1 });
  });
});

describe("kinds of zip", () => {
  const parts = workbookParts({ rows: row("<c><v>7</v></c>") });
  const entries = Object.entries(parts).map(([name, content]) => ({ name, content }));
  const kinds: readonly [story: string, bytes: Buffer][] = [
    ["stored", rawZip(entries.map((entry) => ({ ...entry, method: 0 })))],
    ["deflated", rawZip(entries)],
    ["with data descriptors", rawZip(entries.map((entry) => ({ ...entry, descriptor: true })))],
    [
      "zip64",
      rawZip(
        entries.map((entry) => ({ ...entry, zip64: true })),
        { zip64: true },
      ),
    ],
    [
      "zip64 with data descriptors",
      rawZip(
        entries.map((entry) => ({ ...entry, zip64: true, descriptor: true })),
        { zip64: true },
      ),
    ],
    ["with a comment", rawZip(entries, { comment: "PK\u0005\u0006 de la Secretaría" })],
    ["with bytes behind it", Buffer.concat([rawZip(entries), Buffer.from("\n\n")])],
  ];
  it.each(kinds)("%s", (_, bytes) => {
    expect(gridCells(readWorkbook(bytes, "x").readGrid("Hoja"))).toEqual({ A1: 7 });
    const zip = openZip(bytes, "x");
    expect(zip.entries.map(({ name }) => name)).toEqual(Object.keys(parts));
    for (const entry of zip.entries) expect(zip.inflate(entry).toString()).toBe(parts[entry.name]);
  });

  it("reads a view into a larger buffer", () => {
    const bytes = rawZip(entries);
    const larger = Buffer.concat([Buffer.alloc(7, 1), bytes, Buffer.alloc(9, 2)]);
    const view = new Uint8Array(larger.buffer, larger.byteOffset + 7, bytes.length);
    expect(gridCells(readWorkbook(view, "x").readGrid("Hoja"))).toEqual({ A1: 7 });
  });
});

describe("limits are data", () => {
  const tight: readonly [code: string, limits: Partial<typeof defaultLimits>, raw: RawWorkbook][] = [
    ["too-many-cells", { cells: 2 }, { rows: row("<c><v>1</v></c><c><v>1</v></c><c><v>1</v></c>") }],
    ["sheet-too-wide", { places: 9 }, { rows: row('<c r="J1"><v>1</v></c>') }],
    ["cell-text-too-long", { cellChars: 3 }, { rows: row('<c t="str"><v>abcd</v></c>') }],
    ["cell-text-too-long", { cellChars: 3 }, { rows: row("<c><f>1+11</f></c>") }],
    [
      "too-many-strings",
      { sharedStrings: 1 },
      { rows: row("<c><v>1</v></c>"), strings: "<si><t>a</t></si><si><t>b</t></si>" },
    ],
    ["too-many-styles", { styles: 1 }, { formats: [0, 0], rows: row("<c><v>1</v></c>") }],
    ["too-many-sheets", { sheets: 0 }, {}],
    ["too-many-tables", { tables: 0 }, { afterRows: '<tableParts><tablePart r:id="rId1"/></tableParts>' }],
    ["too-many-merges", { merges: 0 }, { afterRows: '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>' }],
    ["zip-too-many-entries", { entries: 2 }, {}],
    ["zip-inflated-too-large", { inflatedBytes: 1000 }, {}],
    ["file-too-large", { fileBytes: 1000 }, {}],
    ["xml-too-deep", { xmlDepth: 2 }, {}],
  ];
  it.each(tight)("%s", (code, limits, raw) => {
    const read = () => readWorkbook(rawWorkbook(raw), "x", { ...defaultLimits, ...limits }).readGrid("Hoja");
    expect(codeOf(read)).toBe(code);
  });
});

describe("never fewer rows without a word", () => {
  const fixture = openZip(
    readFileSync(new URL("../../fixtures/workbooks/google.xlsx", import.meta.url)),
    "google.xlsx",
  );
  const parts = Object.fromEntries(fixture.entries.map((entry) => [entry.name, fixture.inflate(entry)]));
  it.each(["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"])(
    "%s cut anywhere",
    (name) => {
      const whole = parts[name] ?? Buffer.alloc(0);
      const end = whole.lastIndexOf(">");
      for (let length = 0; length <= end; length++) {
        const bytes = zipParts({ ...parts, [name]: whole.subarray(0, length) }, (entry) => ({ ...entry, method: 0 }));
        expect(
          codeOf(() => readWorkbook(bytes, "x").readGrid("Hoja 1")),
          `${length} bytes`,
        ).toMatch(/^(xml-|part-|cell-)/);
      }
    },
  );
});

function strict(text: string | Uint8Array): string {
  return String(text)
    .replaceAll(main, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    .replaceAll(office, "http://purl.oclc.org/ooxml/officeDocument/relationships");
}

function codeOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof SyncError) return error.code;
    throw error;
  }
  return "no error";
}

function windowOn(activeTab: number): string {
  return `<bookViews><workbookView activeTab="${activeTab}"/></bookViews>`;
}
