import * as fc from "fast-check";
import { expect, test } from "vitest";
import { add, divide } from "../../shared/decimal.ts";

test.each<[number, number, number]>([
  [0.7, 0.1, 0.8],
  [12.1, 8.2, 20.3],
  [0.57, -0.5, 0.07],
  [20.3, -20.3, 0],
  [0.3, -0.1 - 0.2, 0],
  [7480.1, 0.2, 7480.3],
  [-0, -0, 0],
])("%d + %d = %d", (a, b, sum) => {
  expect(add(a, b)).toBe(sum);
});

test.each<[number, number, number]>([
  [0.07, 0.1, 0.7],
  [2.1, 3, 0.7],
  [1, 3, 1 / 3],
  [-0, 5, 0],
])("%d / %d = %d", (a, b, ratio) => {
  expect(divide(a, b)).toBe(ratio);
});

const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });

test("decimals add and divide as the whole numbers they stand for", () => {
  fc.assert(
    fc.property(cents, cents, fc.constantFrom(10, 100, 1000), (a, b, scale) => {
      expect(add(a / scale, b / scale)).toBe((a + b) / scale + 0);
    }),
  );
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.constantFrom(2, 4, 5, 8, 10, 16, 20, 25, 50),
      fc.constantFrom(10, 100),
      (a, b, scale) => {
        expect(divide(a / scale, b / scale)).toBe(a / b);
      },
    ),
  );
});
