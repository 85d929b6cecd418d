import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatNumero, formatPorcentaje, parseNumero } from "../../shared/number.ts";

const nbsp = "\u00A0";

describe("texts with one meaning", () => {
  test.each<[string, number]>([
    ["7.480", 7480],
    ["15.367", 15_367],
    ["1.234", 1234],
    ["1.234.567", 1_234_567],
    ["1.234.567,89", 1_234_567.89],
    ["1'234.567", 1_234_567],
    ["1’234.567", 1_234_567],
    ["1 234", 1234],
    [`12${nbsp}345`, 12_345],
    ["12\u202F345,6", 12_345.6],
    ["0", 0],
    ["00", 0],
    ["007", 7],
    ["0,5", 0.5],
    ["0,234", 0.234],
    ["1,2340", 1.234],
    ["1234,567", 1234.567],
    ["1.234,567", 1234.567],
    ["12,50", 12.5],
    ["1234567", 1_234_567],
    [`${nbsp} 25 `, 25],
    ["25\n", 25],
    ["-3", -3],
    ["- 3", -3],
    ["−3", -3],
    ["+3", 3],
    ["-1.234,5", -1234.5],
    ["999999999999999", 999_999_999_999_999],
  ])("%j is %d", (text, value) => {
    expect(parseNumero(text)).toEqual({ kind: "value", value, percent: false });
  });

  test.each<[string, number]>([
    ["100%", 100],
    ["12,5 %", 12.5],
    [`12,5${nbsp}%`, 12.5],
    ["-5 %", -5],
    ["0%", 0],
    ["1.234 %", 1234],
  ])("%j is %d with a percent sign", (text, value) => {
    expect(parseNumero(text)).toEqual({ kind: "value", value, percent: true });
  });

  test("minus zero is zero", () => {
    expect(parseNumero("-0")).toEqual({ kind: "value", value: 0, percent: false });
    expect(Object.is(parseNumero("-0,00").kind === "value", true)).toBe(true);
  });
});

describe("texts without a number, or without a certain one", () => {
  test.each<[string, readonly string[]]>([
    ["blank", ["", " ", nbsp, "\t\n", "\u3000"]],
    [
      "np",
      [
        "NP",
        "np",
        " N.P. ",
        "N.P",
        "NP.",
        "N. P.",
        "N.\u00A0P",
        "n/p",
        "N P",
        "No programada",
        `no${nbsp}programado`,
        "NO  PROGRAMADA",
      ],
    ],
    ["sin-dato", ["SD", "s.d.", "S/D", "Sin dato", "sin datos", "ND", "n.d.", "No disponible"]],
    [
      "ambiguous",
      [
        "1.5",
        "1,234",
        "-12,345",
        "123,456 %",
        "0.123",
        "1,234.56",
        "12.34",
        "1.2345",
        "1234.567",
        "1.23.456",
        "1.234.56",
        "1,234,567",
        "01.234",
        "1.234 567",
        "1'234'567",
        "1'234",
        "5.",
        "5,",
        "1..234",
        "12 34",
        "1.5 %",
        "2016 2017",
      ],
    ],
    [
      "text",
      [
        "#¡REF!",
        "#N/A",
        "1e5",
        "1E+05",
        "0x10",
        "Infinity",
        "NaN",
        "veinte",
        "20 personas",
        "15/20",
        "3-5",
        "2017-09-30",
        "(5)",
        "5-",
        "--5",
        "+-5",
        "%",
        "% 5",
        "5 %%",
        "-",
        ".5",
        ",5",
        "$ 5",
        "NPs",
        "NP..",
        "N.P.A.",
        "١٢",
      ],
    ],
    ["too-long", ["1234567890123456", "1.234.567.890.123.456", "-12345678901234,56"]],
  ])("%s", (kind, texts) => {
    expect(Object.fromEntries(texts.map((text) => [text, parseNumero(text).kind]))).toEqual(
      Object.fromEntries(texts.map((text) => [text, kind])),
    );
  });
});

describe("properties", () => {
  const decimals = fc
    .tuple(fc.integer({ min: -9_999_999_999, max: 9_999_999_999 }), fc.integer({ min: 0, max: 4 }))
    .map(([whole, places]) => Number(`${whole}e-${places}`) + 0);

  test("what is formatted is read back the same, unless it looks like English thousands", () => {
    fc.assert(
      fc.property(decimals, (value) => {
        const text = formatNumero(value, 10);
        fc.pre(!/^-?[1-9]\d{0,2},\d{3}$/.test(text));
        expect(parseNumero(text)).toEqual({ kind: "value", value, percent: false });
      }),
    );
  });

  test("a formatted porcentaje is read back as its points", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (thousandths) => {
        const read = parseNumero(formatPorcentaje(thousandths / 1000));
        expect(read).toMatchObject({ kind: "value", percent: true });
        expect(read.kind === "value" && read.value).toBeCloseTo(thousandths / 10, 9);
      }),
    );
  });

  test("white space around and kinds of it never matter", () => {
    const space = fc.constantFrom("", " ", nbsp, "\t", "\n", "\u202F");
    fc.assert(
      fc.property(decimals, space, space, (value, before, after) => {
        const text = formatNumero(value, 10);
        expect(parseNumero(before + text + after)).toEqual(parseNumero(text));
      }),
    );
  });

  test("a dot groups exactly three digits or there is no number", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from("0123456789.,' %-")), maxLength: 14 }), (text) => {
        const misgrouped = /\.(?!\d{3}(\D|$))|,.*[.,']|^\D*0\d*\.|\d{4,}\./.test(text);
        expect(misgrouped && parseNumero(text).kind === "value").toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test("one dot with other than three digits after it is never a number", () => {
    fc.assert(
      fc.property(fc.nat(9999), fc.stringMatching(/^(\d{1,2}|\d{4,6})$/), (whole, decimal) => {
        expect(parseNumero(`${whole}.${decimal}`).kind).toBe("ambiguous");
      }),
    );
  });

  test("never throws, and a value is always a finite number", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })), (text) => {
        const read = parseNumero(text);
        const value = read.kind === "value" ? read.value : 0;
        expect([Number.isFinite(value), Object.is(value, -0)]).toEqual([true, false]);
      }),
      { numRuns: 1000 },
    );
  });
});

test.each<[number, string]>([
  [0, "0"],
  [-0, "0"],
  [-0.001, "0"],
  [7480, "7.480"],
  [15_367, "15.367"],
  [1_234_567.891, "1.234.567,89"],
  [-2.5, "-2,5"],
])("formatNumero %d", (value, text) => {
  expect(formatNumero(value)).toBe(text);
});

test("formatNumero shows any number as Intl does", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.double(),
        fc.integer(),
        fc.double({ min: -1e6, max: 1e6 }),
        fc.integer().map((n) => n / 1000),
      ),
      fc.integer({ min: 0, max: 10 }),
      (value, decimals) => {
        const options = { maximumFractionDigits: decimals, useGrouping: "always", signDisplay: "negative" } as const;
        expect(formatNumero(value, decimals)).toBe(new Intl.NumberFormat("es-CO", options).format(value));
      },
    ),
    { numRuns: 2000 },
  );
});

test.each<[number, string]>([
  [0.677407, `67,7${nbsp}%`],
  [1, `100${nbsp}%`],
  [-0.1, `-10${nbsp}%`],
  [12.5, `1.250${nbsp}%`],
])("formatPorcentaje %d", (ratio, text) => {
  expect(formatPorcentaje(ratio)).toBe(text);
});
