import { constants, crc32, deflateRawSync } from "node:zlib";
import { localBytes, rawZip, type RawEntry } from "./raw-zip.ts";
import {
  main,
  rawWorkbook,
  relations,
  sharedStrings,
  workbookParts,
  workbookXml,
  worksheet,
  zipParts,
  type RawWorkbook,
} from "./raw-workbook.ts";

/** A file that is broken, hostile or only odd, and what must come of it. */
export interface HostileFile {
  readonly story: string;
  /** Null when it is legal and must be read. */
  readonly code: string | null;
  /** Part of the error's `where`. */
  readonly where?: string;
  /** Rows with values, when it is read. */
  readonly rows?: number;
  readonly make: () => Uint8Array;
}

const sheetPart = "xl/worksheets/sheet1.xml";
const value = '<row r="1"><c r="A1"><v>1</v></c></row>';
const cell = (content: string) => ({ rows: `<row r="7">${content}</row>` });
const good = () => rawWorkbook({ rows: value });
const ole = (...streams: string[]) =>
  Buffer.concat([
    Buffer.from("d0cf11e0a1b11ae1", "hex"),
    Buffer.alloc(500),
    ...streams.map((name) => Buffer.from(name, "utf16le")),
  ]);

/** A workbook with extra entries, or with some changed. */
function withEntries(change: (entries: RawEntry[]) => RawEntry[], raw: RawWorkbook = { rows: value }): Buffer {
  return rawZip(change(Object.entries(workbookParts(raw)).map(([name, content]) => ({ name, content }))));
}

const extra = (entry: RawEntry) => withEntries((entries) => [...entries, entry]);
const changed = (name: string, change: Partial<RawEntry>) =>
  withEntries((entries) => entries.map((entry) => (entry.name === name ? { ...entry, ...change } : entry)));

/** An entry whose content is `before`, one block as often as told, `after`; made without ever holding it whole. */
function repeated(name: string, before: string, block: string, times: number, after: string): RawEntry {
  const flush = { level: 9, finishFlush: constants.Z_FULL_FLUSH };
  const packed = deflateRawSync(block, flush);
  const head = deflateRawSync(before, flush);
  let crc = crc32(before);
  for (let time = 0; time < times; time++) crc = crc32(block, crc);
  return {
    name,
    content: "",
    deflated: Buffer.concat([head, ...Array.from({ length: times }, () => packed), deflateRawSync(after)]),
    size: Buffer.byteLength(before) + Buffer.byteLength(block) * times + Buffer.byteLength(after),
    crc: crc32(after, crc),
  };
}

/** A workbook whose sheet is such an entry. */
function repeatedSheet(before: string, block: string, times: number, after: string): Buffer {
  const [start = "", end = ""] = worksheet("|").split("|");
  const sheet = repeated(sheetPart, start + before, block, times, after + end);
  return withEntries((entries) => entries.map((entry) => (entry.name === sheetPart ? sheet : entry)));
}

/** An entry whose local record lies inside the data of another, as in zips that inflate without end. */
function sharedData(): Buffer {
  const inner = { name: "xl/otra.xml", content: "x".repeat(99) };
  const outer = { name: "xl/una.bin", content: localBytes(inner), method: 0 };
  const at = localBytes({ ...outer, content: "" }).length;
  return withEntries((entries) => [outer, { ...inner, at }, ...entries]);
}

const manyRows = (count: number, make: (row: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index + 1)).join("");
const billionLaughs =
  '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>' +
  worksheet(value);

const notWorkbooks: readonly HostileFile[] = [
  { story: "zero bytes", code: "file-empty", make: () => Buffer.alloc(0) },
  { story: "one byte", code: "file-not-xlsx", make: () => Buffer.from([7]) },
  { story: "two letters of a zip", code: "file-truncated", make: () => Buffer.from("PK") },
  { story: "half a download", code: "file-truncated", make: () => good().subarray(0, good().length / 2) },
  { story: "a download short of a few bytes", code: "file-truncated", make: () => good().subarray(0, -3) },
  {
    story: "an HTML sign-in page",
    code: "file-html",
    make: () => Buffer.from("\n<!DOCTYPE html><html><title>Sign in to your account</title></html>"),
  },
  {
    story: "an XHTML page",
    code: "file-html",
    make: () => Buffer.from('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'),
  },
  { story: "CSV with BOM", code: "file-csv", make: () => Buffer.from("\ufeffCódigo;Meta\n44010030007;15.367\n") },
  { story: "UTF-16 text of Excel", code: "file-csv", make: () => Buffer.from("\ufeffCódigo\tMeta\r\n", "utf16le") },
  { story: "a PDF", code: "file-not-xlsx", make: () => Buffer.from("%PDF-1.7\n%\u00e2\u0000\u0001") },
  { story: "a password", code: "file-encrypted", make: () => ole("Root Entry", "EncryptionInfo", "EncryptedPackage") },
  { story: "an old .xls", code: "file-xls", make: () => ole("Root Entry", "Workbook") },
  { story: "an old Word document", code: "file-not-xlsx", make: () => ole("Root Entry", "WordDocument") },
  {
    story: "an .xlsb",
    code: "file-xlsb",
    make: () =>
      zipParts({
        "_rels/.rels": relations([["rId1", "officeDocument", "xl/workbook.bin"]]),
        "xl/workbook.bin": "\u0083\u0001",
      }),
  },
  {
    story: "an .ods",
    code: "file-ods",
    make: () =>
      rawZip([
        { name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet", method: 0 },
        { name: "content.xml", content: "<x/>" },
      ]),
  },
  {
    story: "a .docx",
    code: "zip-not-workbook",
    make: () =>
      zipParts({
        "_rels/.rels": relations([["rId1", "officeDocument", "word/document.xml"]]),
        "word/document.xml": "<w/>",
      }),
  },
  { story: "a zip of photos", code: "zip-not-workbook", make: () => zipParts({ "foto.jpg": "x" }) },
  { story: "an empty zip", code: "zip-not-workbook", make: () => rawZip([]) },
  { story: "64 MB and a byte", code: "file-too-large", make: () => Buffer.alloc(64 * 1024 * 1024 + 1) },
];

const zips: readonly HostileFile[] = [
  {
    story: "a name that climbs out",
    code: "zip-entry-name",
    where: "../",
    make: () => extra({ name: "xl/../../etc/passwd", content: "x" }),
  },
  {
    story: "a name that climbs out by backslashes",
    code: "zip-entry-name",
    make: () => extra({ name: "..\\x", content: "x" }),
  },
  { story: "an absolute name", code: "zip-entry-name", make: () => extra({ name: "/etc/passwd", content: "x" }) },
  { story: "a name on a drive", code: "zip-entry-name", make: () => extra({ name: "C:\\x", content: "x" }) },
  { story: "__proto__", code: "zip-entry-name", make: () => extra({ name: "xl/__proto__/x", content: "x" }) },
  { story: "a name with NUL", code: "zip-entry-name", make: () => extra({ name: "xl/x\0.xml", content: "x" }) },
  { story: "an empty name", code: "zip-entry-name", make: () => extra({ name: "", content: "x" }) },
  {
    story: "two entries of one name",
    code: "zip-duplicate-entry",
    where: sheetPart,
    make: () => extra({ name: sheetPart, content: worksheet("") }),
  },
  {
    story: "two entries of one name but for its case",
    code: "zip-duplicate-entry",
    make: () => extra({ name: sheetPart.toUpperCase(), content: "" }),
  },
  {
    story: "a local header with another name",
    code: "zip-headers-disagree",
    where: sheetPart,
    make: () => changed(sheetPart, { localName: "xl/worksheets/sheet2.xml" }),
  },
  {
    story: "a local header with another size",
    code: "zip-headers-disagree",
    make: () => changed(sheetPart, { localSize: 7 }),
  },
  { story: "a size too small", code: "zip-size-lies", where: sheetPart, make: () => changed(sheetPart, { size: 50 }) },
  {
    story: "a size too large",
    code: "zip-size-lies",
    where: sheetPart,
    make: () => changed(sheetPart, { size: 5_000_000 }),
  },
  { story: "a stored size that lies", code: "zip-size-lies", make: () => changed(sheetPart, { method: 0, size: 50 }) },
  { story: "a wrong checksum", code: "zip-checksum", where: sheetPart, make: () => changed(sheetPart, { crc: 7 }) },
  {
    story: "data that cannot be inflated",
    code: "zip-damaged",
    make: () => changed(sheetPart, { deflated: Buffer.alloc(40, 0xff) }),
  },
  {
    story: "entries that share data",
    code: "zip-overlap",
    make: sharedData,
  },
  { story: "an encrypted entry", code: "zip-unsupported", make: () => changed(sheetPart, { flags: 1 }) },
  { story: "another compression", code: "zip-unsupported", make: () => changed(sheetPart, { method: 14 }) },
  {
    story: "30,000 entries",
    code: "zip-too-many-entries",
    make: () => rawZip(Array.from({ length: 30_000 }, (_, index) => ({ name: `x${index}`, content: "", method: 0 }))),
  },
  {
    story: "400 MB of text in one cell",
    code: "zip-ratio",
    where: sheetPart,
    make: () =>
      repeatedSheet('<row r="1"><c r="A1" t="inlineStr"><is><t>', "a".repeat(1 << 20), 400, "</t></is></c></row>"),
  },
  {
    story: "an unused part of 1 GB",
    code: "zip-inflated-too-large",
    where: "xl/media/bomba.bin",
    make: () =>
      withEntries((entries) => [...entries, repeated("xl/media/bomba.bin", "", "a".repeat(1 << 20), 1024, "")]),
  },
  {
    story: "an unused part of 60 MB in 60 KB",
    code: "zip-ratio",
    make: () => withEntries((entries) => [...entries, repeated("xl/media/bomba.bin", "", "a".repeat(1 << 20), 60, "")]),
  },
  {
    story: "sixty parts of 9 MB in 9 KB",
    code: "zip-inflated-too-large",
    make: () =>
      withEntries((entries) => [
        ...entries,
        ...Array.from({ length: 60 }, (_, index) => repeated(`x${index}`, "", "a".repeat(1 << 20), 9, "")),
      ]),
  },
  {
    story: "a bomb that says it is small",
    code: "zip-size-lies",
    make: () => {
      const sheet = repeated(sheetPart, "", " ".repeat(1 << 20), 300, "");
      return changed(sheetPart, { ...sheet, size: 9000 });
    },
  },
];

const xml: readonly HostileFile[] = [
  {
    story: "billion laughs in a sheet",
    code: "xml-doctype",
    where: sheetPart,
    make: () => rawWorkbook({ sheet: billionLaughs }),
  },
  {
    story: "DOCTYPE in the workbook",
    code: "xml-doctype",
    where: "xl/workbook.xml",
    make: () =>
      rawWorkbook({ parts: { "xl/workbook.xml": `<!DOCTYPE x SYSTEM "file:///etc/passwd">${workbookXml([])}` } }),
  },
  {
    story: "DOCTYPE in the strings",
    code: "xml-doctype",
    make: () =>
      rawWorkbook({
        rows: value,
        strings: "",
        parts: { "xl/sharedStrings.xml": `<!DOCTYPE sst>${sharedStrings("")}` },
      }),
  },
  {
    story: "a million elements inside one another",
    code: "xml-too-deep",
    make: () => rawWorkbook({ beforeRows: "<a>".repeat(100_000) }),
  },
  {
    story: "100,000 namespaces",
    code: "xml-too-deep",
    make: () => rawWorkbook({ beforeRows: `<a ${manyRows(100_000, (row) => `xmlns:n${row}="u" `)}/>` }),
  },
  {
    story: "300,000 attributes",
    code: null,
    rows: 1,
    make: () => rawWorkbook({ rows: value, beforeRows: `<a ${manyRows(300_000, (row) => `n${row}="" `)}/>` }),
  },
  {
    story: "an unknown reference",
    code: "xml-malformed",
    make: () => rawWorkbook(cell('<c r="A7" t="str"><v>&nbsp;</v></c>')),
  },
  {
    story: "a bare ampersand in the strings",
    code: "xml-malformed",
    where: "xl/sharedStrings.xml",
    make: () => rawWorkbook({ rows: value, strings: "<si><t>a & b</t></si>" }),
  },
  { story: "a cell not closed", code: "xml-malformed", make: () => rawWorkbook(cell('<c r="A7"><v>1</v>')) },
  { story: "elements crossed", code: "xml-malformed", make: () => rawWorkbook(cell('<c r="A7"><v>1</c></v>')) },
  {
    story: "an attribute without quotes",
    code: "xml-malformed",
    make: () => rawWorkbook(cell("<c r=A7><v>1</v></c>")),
  },
  {
    story: "attributes run together",
    code: "xml-malformed",
    make: () => rawWorkbook(cell('<c r="A7"s="0"><v>1</v></c>')),
  },
  { story: "text between rows", code: "xml-malformed", make: () => rawWorkbook({ rows: `${value}5` }) },
  { story: "a second root", code: "xml-malformed", make: () => rawWorkbook({ sheet: `${worksheet(value)}<otro/>` }) },
  {
    story: "an unclosed tail",
    code: "xml-malformed",
    make: () => rawWorkbook({ rows: value, afterRows: "<pageMargins>" }),
  },
  { story: "an unclosed comment", code: "xml-malformed", make: () => rawWorkbook({ rows: `${value}<!-- ` }) },
  { story: "an empty sheet part", code: "xml-malformed", where: sheetPart, make: () => rawWorkbook({ sheet: "" }) },
  {
    story: "invalid UTF-8",
    code: "xml-encoding",
    where: sheetPart,
    make: () => rawWorkbook({ sheet: Buffer.from(worksheet('<row><c t="str"><v>a\u00f1o</v></c></row>'), "latin1") }),
  },
  {
    story: "an encoding nobody knows",
    code: "xml-encoding",
    make: () => rawWorkbook({ sheet: worksheet(value).replace("UTF-8", "x-klingon") }),
  },
  {
    story: "half a character of UTF-16",
    code: "xml-encoding",
    make: () => rawWorkbook({ sheet: Buffer.from(`\ufeff${worksheet(value)}`, "utf16le").subarray(0, -1) }),
  },
  {
    story: "rows of an unknown namespace",
    code: "part-unexpected",
    make: () => rawWorkbook({ rows: '<row r="1"><c xmlns="urn:otro" r="A1"><v>1</v></c></row>' }),
  },
  {
    story: "a worksheet of an unknown namespace",
    code: "part-unexpected",
    make: () => rawWorkbook({ sheet: worksheet(value).replaceAll(main, "urn:otro") }),
  },
  {
    story: "two sheetData",
    code: "part-unexpected",
    make: () => rawWorkbook({ rows: value, afterRows: `<sheetData>${value}</sheetData>` }),
  },
  { story: "an element where a cell should be", code: "part-unexpected", make: () => rawWorkbook(cell("<celda/>")) },
];

const workbooks: readonly HostileFile[] = [
  {
    story: "10,000 sheets",
    code: "too-many-sheets",
    make: () => {
      const ids = Array.from({ length: 10_000 }, (_, index) => index + 1);
      const sheets = Object.fromEntries(ids.map((id) => [`xl/worksheets/sheet${id}.xml`, worksheet("")]));
      const links = relations(ids.map((id) => [`rId${id}`, "worksheet", `worksheets/sheet${id}.xml`]));
      const book = workbookXml(ids.map((id) => [`H${id}`, `rId${id}`]));
      return zipParts(
        { ...workbookParts(), ...sheets, "xl/_rels/workbook.xml.rels": links, "xl/workbook.xml": book },
        (entry) => ({ ...entry, method: 0 }),
      );
    },
  },
  {
    story: "100,000 defined names",
    code: "too-many-names",
    where: "xl/workbook.xml",
    make: () =>
      rawWorkbook({
        afterSheets: `<definedNames>${manyRows(100_000, (row) => `<definedName name="n${row}">Hoja!$A$${row}</definedName>`)}</definedNames>`,
      }),
  },
  {
    story: "a name of a sheet that is not there",
    code: "part-invalid",
    make: () =>
      rawWorkbook({
        afterSheets: '<definedNames><definedName name="x" localSheetId="7">1</definedName></definedNames>',
      }),
  },
  {
    story: "a missing sheet part",
    code: "part-missing",
    where: sheetPart,
    make: () => rawWorkbook({ parts: { [sheetPart]: null } }),
  },
  {
    story: "a sheet without a relation",
    code: "part-missing",
    where: "Hoja",
    make: () => rawWorkbook({ parts: { "xl/_rels/workbook.xml.rels": relations([]) } }),
  },
  {
    story: "a sheet outside the file",
    code: "part-missing",
    make: () =>
      rawWorkbook({
        parts: {
          "xl/_rels/workbook.xml.rels": relations([["rId1", "worksheet", "https://x.y/z"]]).replace(
            'Id="rId1"',
            'Id="rId1" TargetMode="External"',
          ),
        },
      }),
  },
  {
    story: "a missing workbook part",
    code: "part-missing",
    where: "xl/workbook.xml",
    make: () => rawWorkbook({ parts: { "xl/workbook.xml": null } }),
  },
  {
    story: "missing shared strings",
    code: "part-missing",
    make: () => rawWorkbook({ rows: value, strings: "", parts: { "xl/sharedStrings.xml": null } }),
  },
  {
    story: "a workbook that is its own sheet",
    code: "part-unexpected",
    make: () =>
      rawWorkbook({ parts: { "xl/_rels/workbook.xml.rels": relations([["rId1", "worksheet", "workbook.xml"]]) } }),
  },
  {
    story: "a package whose workbook is its relations",
    code: "part-unexpected",
    make: () => rawWorkbook({ parts: { "_rels/.rels": relations([["rId1", "officeDocument", "_rels/.rels"]]) } }),
  },
  {
    story: "a sheet that is its own table",
    code: "part-unexpected",
    make: () =>
      rawWorkbook({
        rows: value,
        afterRows: '<tableParts><tablePart r:id="rId1"/></tableParts>',
        parts: { "xl/worksheets/_rels/sheet1.xml.rels": relations([["rId1", "table", "sheet1.xml"]]) },
      }),
  },
  {
    story: "two sheets of one part",
    code: "sheet-duplicate",
    make: () =>
      rawWorkbook({
        parts: {
          "xl/workbook.xml": workbookXml([
            ["Hoja", "rId1"],
            ["Otra", "rId1"],
          ]),
        },
      }),
  },
  {
    story: "two sheets of one name",
    code: "sheet-duplicate",
    make: () =>
      rawWorkbook({
        parts: {
          "xl/workbook.xml": workbookXml([
            ["Hoja", "rId1"],
            ["HOJA", "rId2"],
          ]),
        },
      }),
  },
  {
    story: "sheets named like parts of JavaScript",
    code: null,
    rows: 1,
    make: () => rawWorkbook({ rows: value, parts: { "xl/workbook.xml": workbookXml([["__proto__", "rId1"]]) } }),
  },
];

const sheets: readonly HostileFile[] = [
  {
    story: "a column beyond XFD",
    code: "cell-outside-sheet",
    where: "Hoja!",
    make: () => rawWorkbook(cell('<c r="XFE7"><v>1</v></c>')),
  },
  {
    story: "a row beyond 1048576",
    code: "cell-outside-sheet",
    make: () => rawWorkbook({ rows: '<row r="1048577"><c><v>1</v></c></row>' }),
  },
  { story: "a row 0", code: "cell-outside-sheet", make: () => rawWorkbook({ rows: '<row r="0"/>' }) },
  {
    story: "a row 1e9",
    code: "cell-outside-sheet",
    make: () => rawWorkbook({ rows: '<row r="99999999999999999999"/>' }),
  },
  {
    story: "a column of a thousand letters",
    code: "cell-outside-sheet",
    make: () => rawWorkbook(cell(`<c r="${"A".repeat(1000)}7"><v>1</v></c>`)),
  },
  {
    story: "a reference that is none",
    code: "cell-outside-sheet",
    make: () => rawWorkbook(cell('<c r="7A"><v>1</v></c>')),
  },
  {
    story: "a cell of another row",
    code: "cell-misplaced",
    where: "Hoja!",
    make: () => rawWorkbook(cell('<c r="A8"><v>1</v></c>')),
  },
  {
    story: "a cell twice",
    code: "cell-duplicate",
    where: "Hoja!A7",
    make: () => rawWorkbook(cell('<c r="A7"><v>1</v></c><c r="A7"><v>2</v></c>')),
  },
  { story: "a row twice", code: "cell-duplicate", where: "Hoja!A1", make: () => rawWorkbook({ rows: value + value }) },
  {
    story: "1e400",
    code: "cell-number-too-large",
    where: "Hoja!B7",
    make: () => rawWorkbook(cell('<c r="B7"><v>1e400</v></c>')),
  },
  {
    story: "1e308, which Excel cannot hold",
    code: "cell-number-too-large",
    make: () => rawWorkbook(cell('<c r="B7"><v>1e308</v></c>')),
  },
  {
    story: "NaN",
    code: "cell-number-invalid",
    where: "Hoja!B7",
    make: () => rawWorkbook(cell('<c r="B7"><v>NaN</v></c>')),
  },
  { story: "INF", code: "cell-number-invalid", make: () => rawWorkbook(cell("<c><v>INF</v></c>")) },
  { story: "a hexadecimal number", code: "cell-number-invalid", make: () => rawWorkbook(cell("<c><v>0x1F</v></c>")) },
  { story: "a decimal comma", code: "cell-number-invalid", make: () => rawWorkbook(cell("<c><v>1,5</v></c>")) },
  {
    story: "a megabyte of digits",
    code: "cell-number-too-large",
    make: () => rawWorkbook(cell(`<c><v>1${"0".repeat(1 << 20)}</v></c>`)),
  },
  {
    story: "an unknown type",
    code: "cell-type-unknown",
    where: "Hoja!A7",
    make: () => rawWorkbook(cell('<c r="A7" t="x"><v>1</v></c>')),
  },
  { story: "a logical value 2", code: "cell-value-invalid", make: () => rawWorkbook(cell('<c t="b"><v>2</v></c>')) },
  {
    story: "an error that is none",
    code: "cell-value-invalid",
    make: () => rawWorkbook(cell('<c t="e"><v>1</v></c>')),
  },
  {
    story: "a date that is none",
    code: "cell-value-invalid",
    make: () => rawWorkbook(cell('<c t="d"><v>2017-02-30</v></c>')),
  },
  {
    story: "a shared text beyond the last",
    code: "cell-string-missing",
    where: "Hoja!C7",
    make: () => rawWorkbook({ ...cell('<c r="C7" t="s"><v>1</v></c>'), strings: "<si><t>a</t></si>" }),
  },
  {
    story: "a shared text -1",
    code: "cell-string-missing",
    make: () => rawWorkbook({ ...cell('<c t="s"><v>-1</v></c>'), strings: "<si><t>a</t></si>" }),
  },
  {
    story: "a shared text without any",
    code: "cell-string-missing",
    make: () => rawWorkbook(cell('<c t="s"><v>0</v></c>')),
  },
  {
    story: "a style beyond the last",
    code: "cell-style-missing",
    where: "Hoja!C7",
    make: () => rawWorkbook(cell('<c r="C7" s="5"><v>1</v></c>')),
  },
  {
    story: "9 MB of text in one cell",
    code: "cell-text-too-long",
    where: "Hoja!A1",
    make: () =>
      repeatedSheet('<row r="1"><c r="A1" t="inlineStr"><is><t>', "a".repeat(1 << 20), 9, "</t></is></c></row>"),
  },
  {
    story: "9 MB of shared text",
    code: "cell-text-too-long",
    where: "Hoja!A7",
    make: () =>
      rawWorkbook({ ...cell('<c r="A7" t="s"><v>0</v></c>'), strings: `<si><t>${"ñ".repeat(4 << 20)}</t></si>` }),
  },
  {
    story: "32,768 characters",
    code: "cell-text-too-long",
    make: () => rawWorkbook(cell(`<c t="str"><v>${"a".repeat(32_768)}</v></c>`)),
  },
  {
    story: "a text of a million runs",
    code: "cell-text-too-long",
    make: () =>
      rawWorkbook({ ...cell('<c t="s"><v>0</v></c>'), strings: `<si>${"<r><t>a</t></r>".repeat(200_000)}</si>` }),
  },
  {
    story: "text of nothing but spaces",
    code: null,
    rows: 1,
    make: () => rawWorkbook(cell(`<c t="inlineStr"><is><t>a${" ".repeat(32_000)}b</t></is></c>`)),
  },
  {
    story: "one merge A1:XFD1048576",
    code: null,
    rows: 1,
    make: () => rawWorkbook({ rows: value, afterRows: '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>' }),
  },
  {
    story: "a merge beyond the sheet",
    code: "cell-outside-sheet",
    make: () => rawWorkbook({ afterRows: '<mergeCells><mergeCell ref="A1:XFE9"/></mergeCells>' }),
  },
  {
    story: "200,000 merges",
    code: "too-many-merges",
    make: () =>
      rawWorkbook({
        afterRows: `<mergeCells>${manyRows(200_000, (row) => `<mergeCell ref="A${row}:B${row}"/>`)}</mergeCells>`,
      }),
  },
  {
    story: "a dimension that lies",
    code: null,
    rows: 1,
    make: () => rawWorkbook({ beforeRows: '<dimension ref="A1:XFD1048576"/>', rows: value }),
  },
  {
    story: "all columns hidden, a thousand times",
    code: null,
    rows: 1,
    make: () =>
      rawWorkbook({
        rows: value,
        beforeRows: `<cols>${'<col min="1" max="16384" hidden="1"/>'.repeat(20_000)}</cols>`,
      }),
  },
  {
    story: "1,048,576 rows with formats only",
    code: null,
    rows: 0,
    make: () =>
      rawWorkbook({
        rows: manyRows(1_048_576, (row) => `<row r="${row}" spans="1:25" s="1" customFormat="1" ht="15"/>`),
      }),
  },
  {
    story: "500,000 rows with three blank cells",
    code: null,
    rows: 0,
    make: () =>
      rawWorkbook({
        rows: manyRows(
          500_000,
          (row) => `<row r="${row}"><c r="A${row}" s="1"/><c r="B${row}" s="1"/><c r="C${row}" s="1"/></row>`,
        ),
      }),
  },
  {
    story: "a value at the end of each of 600 rows",
    code: "sheet-too-wide",
    make: () => rawWorkbook({ rows: manyRows(600, (row) => `<row r="${row}"><c r="XFD${row}"><v>1</v></c></row>`) }),
  },
  {
    story: "200,000 rows that run backwards",
    code: null,
    rows: 200_000,
    make: () => rawWorkbook({ rows: manyRows(200_000, (row) => `<row r="${300_000 - row}"><c><v>1</v></c></row>`) }),
  },
  {
    story: "300,000 conditional formats",
    code: null,
    rows: 1,
    make: () =>
      rawWorkbook({ rows: value, afterRows: manyRows(300_000, (row) => `<conditionalFormatting sqref="A${row}"/>`) }),
  },
  {
    story: "a formula of 100,000 characters",
    code: "cell-text-too-long",
    make: () => rawWorkbook(cell(`<c><f>${"1+".repeat(50_000)}1</f><v>1</v></c>`)),
  },
  {
    story: "70,000 styles",
    code: "too-many-styles",
    make: () => rawWorkbook({ rows: value, formats: Array.from({ length: 70_000 }, () => 0) }),
  },
];

export const hostileFiles: readonly HostileFile[] = [...notWorkbooks, ...zips, ...xml, ...workbooks, ...sheets];
