import * as fc from "fast-check";
import { expect, test } from "vitest";
import { a1, areaName, columnName, maxColumns, maxRows, parseA1, parseArea } from "../../shared/address.ts";

test.each<[number, string]>([
  [0, "A"],
  [25, "Z"],
  [26, "AA"],
  [701, "ZZ"],
  [702, "AAA"],
  [16_383, "XFD"],
])("column %d is %s", (column, name) => {
  expect(columnName(column)).toBe(name);
});

test("every column of a sheet comes back from its name, and no two share one", () => {
  const names = Array.from({ length: maxColumns }, (_, column) => columnName(column));
  expect(new Set(names).size).toBe(maxColumns);
  expect(names.map((name) => parseA1(`${name}1`)?.column)).toEqual(names.map((_, column) => column));
});

test("rows come back from their address", () => {
  fc.assert(
    fc.property(fc.nat(maxRows - 1), fc.nat(maxColumns - 1), (row, column) => {
      expect(parseA1(a1(row, column))).toEqual({ row, column });
    }),
  );
});

test.each(["", "A", "1", "A0", "XFE1", "AAAA1", "A1048577", "A01", "A1:B2", "Á1", "A-1", " A1"])(
  "%j is no cell",
  (text) => {
    expect(parseA1(text)).toBeNull();
  },
);

test("dollars and small letters are understood", () => {
  expect(parseA1("$b$3")).toEqual({ row: 2, column: 1 });
});

test.each<[string, string | null]>([
  ["B2", "B2"],
  ["B2:B2", "B2"],
  ["D9:B2", "B2:D9"],
  ["$B$9:$D$2", "B2:D9"],
  ["B2:", null],
  ["B2:C3:D4", null],
  ["B:B", null],
])("area %j is %j", (text, name) => {
  const area = parseArea(text);
  expect(area === null ? null : areaName(area)).toBe(name);
});
