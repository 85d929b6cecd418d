import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateFormat, formatKind, generalFormat, percentFormat } from "../../../shared/number-format.ts";
import { isoSerial } from "../../../sync/xlsx/iso-date.ts";
import { builtInFormat } from "../../../sync/xlsx/number-format.ts";
import { parseNumber } from "../../../sync/xlsx/number-text.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { decodeEscapes, decodeXml } from "../../../sync/xlsx/xml-text.ts";
import { rawWorkbook } from "./raw-workbook.ts";

describe("numbers", () => {
  const texts = [
    "0",
    "-0",
    "1",
    "-1",
    "007",
    "1.",
    ".5",
    "-.5",
    "0.1",
    "0.30000000000000004",
    "0.33333333333333331",
    "15367.0",
    "44010030007",
    "9007199254740991",
    "9007199254740992",
    "9007199254740993",
    "123456789012345678",
    "0.1234567890123456",
    "1e3",
    "1E-7",
    "1.5E+300",
    "5e-324",
    "2.2250738585072014e-308",
    "1e-400",
    "+1",
    "0.0000000000000000000001",
    "0.00000000000000000000001",
    "179769313486231570000000000000000",
    "8.5",
    "100",
    "0.000123",
    "2.5e0",
  ];
  it.each(texts)("reads %s as Number does", (text) => expect(readNumbers([text])[0]).toBe(Number(text)));

  it("reads any double as Number does", () => {
    const numbers = fc.oneof(
      fc.double({ noNaN: true, min: -9e307, max: 9e307 }),
      fc.tuple(fc.integer(), fc.integer({ min: 0, max: 12 })).map(([mantissa, power]) => mantissa / 10 ** power),
    );
    const writers = [String, (value: number) => value.toPrecision(17), (value: number) => value.toPrecision(15)];
    const array = fc.array(numbers, { minLength: 50, maxLength: 50 });
    fc.assert(
      fc.property(array, fc.constantFrom(...writers), (values, write) => {
        const written = values.map(write);
        expect(readNumbers(written)).toEqual(written.map(Number));
      }),
      { numRuns: 200 },
    );
  });

  it("reads decimals of up to twenty digits as Number does", () => {
    const decimal = fc
      .tuple(fc.stringMatching(/^-?\d{1,10}$/), fc.stringMatching(/^\d{0,12}$/))
      .map((pair) => pair.join("."));
    fc.assert(
      fc.property(fc.array(decimal, { minLength: 50, maxLength: 50 }), (written) => {
        expect(readNumbers(written)).toEqual(written.map(Number));
      }),
      { numRuns: 200 },
    );
  });

  it.each(["", " ", "NaN", "INF", "Infinity", "0x10", "1,5", "1e", "--1", "1.2.3", "1 2", "e5", "."])(
    "refuses %j",
    (text) => expect(parseNumber(text)).toBeNull(),
  );
});

/** Numbers of one row of cells. */
function readNumbers(texts: readonly string[]): unknown[] {
  const rows = `<row r="1">${texts.map((text) => `<c><v>${text}</v></c>`).join("")}</row>`;
  return [...(readWorkbook(rawWorkbook({ rows }), "x").readGrid("Hoja").rows[0]?.cells ?? [])];
}

describe("XML text", () => {
  const table: readonly [raw: string, text: string | null][] = [
    ["a", "a"],
    ["a&amp;amp;", "a&amp;"],
    ["&lt;&gt;&quot;&apos;", "<>\"'"],
    ["&#65;&#x41;&#x1F600;", "AA😀"],
    ["a\r\nb\rc\nd", "a\nb\nc\nd"],
    ["&#13;&#10;", "\r\n"],
    ["&", null],
    ["a & b", null],
    ["&amp", null],
    ["&nbsp;", null],
    ["&AMP;", null],
    ["&#;", null],
    ["&#x;", null],
    ["&#xZZ;", null],
    ["&#-5;", null],
    ["&#0;", null],
    ["&#xD800;", null],
    ["&#xFFFF;", null],
    ["&#x110000;", null],
    ["&#99999999999999;", null],
    ["&__proto__;", null],
  ];
  it.each(table)("%j", (raw, text) => expect(decodeXml(raw)).toBe(text));

  const escapes: readonly [text: string, decoded: string][] = [
    ["_x000D_", "\r"],
    ["_x000d_", "\r"],
    ["_x005F_x000D_", "_x000D_"],
    ["_x005F_", "_"],
    ["__x000A__", "_\n_"],
    ["_x000D__x000A_", "\r\n"],
    ["_xlfn.IFS", "_xlfn.IFS"],
    ["_X000D_", "_X000D_"],
    ["_xD83D__xDE00_", "😀"],
  ];
  it.each(escapes)("escape %s", (text, decoded) => expect(decodeEscapes(text)).toBe(decoded));
});

describe("kinds of number format", () => {
  const kinds: readonly [code: string, kind: number][] = [
    ["General", generalFormat],
    ["0", generalFormat],
    ["#,##0.00", generalFormat],
    ["@", generalFormat],
    ["0.00E+00", generalFormat],
    ["##0.0E+0", generalFormat],
    ['#,##0 "días"', generalFormat],
    ['"mes de "0', generalFormat],
    ["0\\d", generalFormat],
    ["[Red]0", generalFormat],
    ["[Red][>100]0;[Blue]0", generalFormat],
    ["[$$-240A] #,##0", generalFormat],
    ['_-"$"* #,##0_-;\\-"$"* #,##0_-;_-"$"* "-"_-;_-@_-', generalFormat],
    ['_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)', generalFormat],
    ["# ?/?", generalFormat],
    ["0%", percentFormat],
    ["0.0 %", percentFormat],
    ["#,##0.0%;[Red]-#,##0.0%", percentFormat],
    ['"—";0%', percentFormat],
    ['0"%"', generalFormat],
    ["0\\%", generalFormat],
    ["dd/mm/yyyy", dateFormat],
    ["m/d/yy h:mm", dateFormat],
    ['[$-C0A]d\\ "de"\\ mmmm\\ "de"\\ yyyy;@', dateFormat],
    ["[h]:mm:ss", dateFormat],
    ["[mm]:ss", dateFormat],
    ["[s]", dateFormat],
    ["h:mm AM/PM", dateFormat],
    ["yyyy", dateFormat],
    ["DD-MMM-YY", dateFormat],
    ["[Red]dd/mm", dateFormat],
    [";;;", generalFormat],
    ["", generalFormat],
    ['"sin cerrar', generalFormat],
    ["[sin cerrar", generalFormat],
    ["\\", generalFormat],
  ];
  it.each(kinds)("%s", (code, kind) => expect(formatKind(code)).toBe(kind));

  it("knows the built-in ones", () => {
    expect(builtIn(percentFormat)).toEqual([9, 10]);
    expect(builtIn(dateFormat)).toEqual([
      14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55,
      56, 57, 58, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81,
    ]);
  });
});

/** Ids of the built-in formats of a kind. */
function builtIn(kind: number): number[] {
  return Array.from({ length: 200 }, (_, id) => id).filter((id) => builtInFormat(id) === kind);
}

describe("ISO dates", () => {
  const dates: readonly [text: string, serial: number | null][] = [
    ["1900-01-01", 1],
    ["1900-02-28", 59],
    ["1900-03-01", 61],
    ["2017-09-30", 43_008],
    ["2017-09-30T18:00:00", 43_008.75],
    ["2017-09-30T18:00:00.000Z", 43_008.75],
    ["9999-12-31", 2_958_465],
    ["T06:00:00", 0.25],
    ["06:00", 0.25],
    ["2017-02-29", null],
    ["2017-13-01", null],
    ["1899-12-31", null],
    ["2017-09-30T25:00:00", null],
    ["30/09/2017", null],
    ["", null],
    ["Z", null],
    ["43008", null],
  ];
  it.each(dates)("%j", (text, serial) => expect(isoSerial(text)).toBe(serial));
});
