import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elapsedShare, formatFecha, isCorte, isoFromSerial, parseFecha, serialFromIso } from "../../shared/corte.ts";

const days = fc
  .date({ min: new Date("1900-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("share of the vigencia gone by", () => {
  test.each<[string, number]>([
    ["2016-12-31", 0],
    ["2017-01-01", 1 / 365],
    ["2017-09-30", 273 / 365],
    ["2017-12-31", 1],
    ["2018-03-01", 1],
  ])("2017 at %s", (corte, share) => {
    expect(elapsedShare(2017, corte)).toBe(share);
  });

  test("a leap year has 366 days", () => {
    expect(elapsedShare(2016, "2016-02-29")).toBe(60 / 366);
  });

  test("never falls as days go by, and stays within 0 and 1", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1990, max: 2100 }), days, days, (vigencia, a, b) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        expect(elapsedShare(vigencia, first)).toBeLessThanOrEqual(elapsedShare(vigencia, second));
        expect(elapsedShare(vigencia, a)).toBeGreaterThanOrEqual(0);
        expect(elapsedShare(vigencia, b)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("Excel serials", () => {
  test.each<[number, string | null]>([
    [0, null],
    [0.5, null],
    [1, "1900-01-01"],
    [59, "1900-02-28"],
    [60, "1900-02-28"],
    [61, "1900-03-01"],
    [43_008, "2017-09-30"],
    [43_008.75, "2017-09-30"],
    [2_958_465.99, "9999-12-31"],
    [2_958_466, null],
    [-1, null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
  ])("%d is %j", (serial, iso) => {
    expect(isoFromSerial(serial)).toBe(iso);
  });

  test("a day comes back from its serial", () => {
    fc.assert(
      fc.property(days, (iso) => {
        expect(isoFromSerial(serialFromIso(iso))).toBe(iso);
      }),
    );
  });
});

describe("days typed as text", () => {
  test.each<[string, string | null]>([
    ["2017-09-30", "2017-09-30"],
    ["30/09/2017", "2017-09-30"],
    ["5/4/2017", "2017-04-05"],
    [" 30-9-2017 ", "2017-09-30"],
    ["30.09.2017", "2017-09-30"],
    ["30 de septiembre de 2017", "2017-09-30"],
    ["1 de MARZO del 2018", "2018-03-01"],
    ["31/09/2017", null],
    ["29/02/2017", null],
    ["09/30/2017", null],
    ["30/09/17", null],
    ["30 de brumario de 2017", null],
    ["septiembre de 2017", null],
    ["2017", null],
    ["", null],
  ])("%j is %j", (text, iso) => {
    expect(parseFecha(text)).toBe(iso);
  });

  test("a day in words is read back", () => {
    fc.assert(
      fc.property(days, (iso) => {
        expect(parseFecha(formatFecha(iso))).toBe(iso);
      }),
    );
  });

  test("arbitrary text is an existing day or nothing", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$/)), (text) => {
        const iso = parseFecha(text);
        expect(iso === null || isCorte(iso)).toBe(true);
      }),
    );
  });
});
