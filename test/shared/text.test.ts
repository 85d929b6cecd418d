import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutText, foldText, normalizeText } from "../../shared/text.ts";

test.each<[string, string]>([
  ["  Código\u00A0 del \n indicador ", "codigo del indicador"],
  ["SECRETARÍA", "secretaria"],
  ["Secretari\u0301a", "secretaria"],
  ["Ñandú", "nandu"],
  ["", ""],
])("foldText %j", (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test.each<[string, string]>([
  ["a\r\nb\rc", "a\nb\nc"],
  ["uno  \ndos\u00A0\n", "uno\ndos"],
  ["Secretari\u0301a", "Secretaría"],
  ["dos  espacios", "dos  espacios"],
])("normalizeText %j", (text, normalized) => {
  expect(normalizeText(text)).toBe(normalized);
});

test.each<[string, number, string]>([
  ["corto", 5, "corto"],
  ["más largo", 5, "más…"],
  ["ab👍cd", 4, "ab…"],
])("cutText %j to %d", (text, length, cut) => {
  expect(cutText(text, length)).toBe(cut);
});

describe("properties", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(...Array.from(" \n\r\u00A0aÁñ\u0301")) }),
  );

  test("both forms are settled after one pass", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normalizeText(normalizeText(text))).toBe(normalizeText(text));
        expect(foldText(foldText(text))).toBe(foldText(text));
        expect(foldText(normalizeText(text))).toBe(foldText(text));
      }),
    );
  });

  test("a cut text fits and breaks no character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 20 }), (text, length) => {
        const cut = cutText(text, length);
        expect(cut.length).toBeLessThanOrEqual(length);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});
