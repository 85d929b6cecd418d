import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { esperadoAt, ritmoOf } from "../../shared/ritmo.ts";
import { makePlan } from "./sheet.ts";

const lineal = makePlan();
const lento = makePlan({
  perfilEsperado: [
    { tiempo: 0.5, avance: 0.2 },
    { tiempo: 0.75, avance: 0.4 },
    { tiempo: 1, avance: 1 },
  ],
});

describe("expected at the corte", () => {
  test.each<[string, number, number]>([
    ["2016-12-31", 0, 0],
    ["2017-09-30", 273 / 365, 0.2 + (0.2 * (273 / 365 - 0.5)) / 0.25],
    ["2017-12-31", 1, 1],
    ["2018-06-30", 1, 1],
  ])("%s", (corte, straight, slow) => {
    expect(esperadoAt(2017, corte, lineal)).toBeCloseTo(straight, 12);
    expect(esperadoAt(2017, corte, lento)).toBeCloseTo(slow, 12);
  });

  test("a profile may start above zero and stop early", () => {
    const early = makePlan({
      perfilEsperado: [
        { tiempo: 0, avance: 0.1 },
        { tiempo: 0.5, avance: 0.9 },
      ],
    });
    expect(["2016-12-31", "2017-07-02", "2017-12-31"].map((corte) => esperadoAt(2017, corte, early))).toEqual([
      0.1, 0.9, 0.9,
    ]);
  });

  test("never falls as days go by, whatever the profile", () => {
    const share = fc.integer({ min: 0, max: 100 }).map((points) => points / 100);
    const perfil = fc.uniqueArray(share, { minLength: 2, maxLength: 6 }).chain((times) =>
      fc.array(share, { minLength: times.length, maxLength: times.length }).map((avances) => {
        const [tiempo, avance] = [times, avances].map((each) => each.toSorted((a, b) => a - b));
        return times.map((_, index) => ({ tiempo: tiempo?.[index] ?? 0, avance: avance?.[index] ?? 0 }));
      }),
    );
    const day = fc.integer({ min: 1, max: 365 });
    fc.assert(
      fc.property(perfil, day, day, (perfilEsperado, a, b) => {
        const plan = makePlan({ perfilEsperado });
        const [first = 0, second = 0] = [Math.min(a, b), Math.max(a, b)].map((each) =>
          esperadoAt(2017, new Date(Date.UTC(2017, 0, each)).toISOString().slice(0, 10), plan),
        );
        expect(first).toBeLessThanOrEqual(second + 1e-12);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(second).toBeLessThanOrEqual(1);
      }),
    );
  });
});

test.each<[number | null, number, string | null]>([
  [null, 0.5, null],
  [0.5, 0.5, "a-tiempo"],
  [0.45, 0.5, "a-tiempo"],
  [0.44, 0.5, "atrasado"],
  [0.8, 0.75, "a-tiempo"],
  [0.81, 0.75, "adelantado"],
  [1, 1, "a-tiempo"],
  [1, 0.98, "a-tiempo"],
  [1, 0.5, "adelantado"],
  [3, 1, "adelantado"],
  [-0.2, 0, "atrasado"],
])("%j against %d is %j", (avance, esperado, ritmo) => {
  expect(ritmoOf(avance, esperado, lineal)).toBe(ritmo);
});
