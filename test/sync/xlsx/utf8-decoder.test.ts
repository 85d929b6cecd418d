import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Utf8Decoder } from "../../../sync/xlsx/utf8-decoder.ts";

const plain = fc.constantFrom("a", "Z", "9", " ", "<", "</t>", "indicador", "\n", "\u0000", "\u001f", "\u007f");
const latin1 = fc.constantFrom("\u0080", "ñ", "Ó", "¿", "ÿ", "á");
const wide = fc.constantFrom("Ā", "–", "«—»", "€", "漢", "😀", "\uffff");

/** Texts of some of the kinds, with little or much of each. */
const text = fc
  .subarray([plain, latin1, wide], { minLength: 1 })
  .chain((kinds) => fc.array(fc.oneof(...kinds), { maxLength: 40 }))
  .map((pieces) => pieces.join(""));

describe("bytes become the text they stand for", () => {
  test("whatever is in it and wherever it stands", () => {
    fc.assert(
      fc.property(text, text, text, fc.nat(12), (before, own, after, usual) => {
        const bytes = Buffer.from(before + own + after, "utf8");
        const from = Buffer.byteLength(before);
        const decoder = new Utf8Decoder(bytes, usual);
        for (const [start, end, expected] of [
          [from, from + Buffer.byteLength(own), own],
          [0, bytes.length, before + own + after],
          [from, from, ""],
        ] as const) {
          expect(decoder.decode(start, end)).toBe(expected);
          const holdsControls = expected.split("").some((each) => each < " ");
          expect(decoder.mayHoldControls || !holdsControls).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("a window of Spanish text holds no control character", () => {
    const bytes = Buffer.from("<si><t>Niñas y niños de 0 a 5 años, ¿cuántos?</t></si>", "utf8");
    const decoder = new Utf8Decoder(bytes, 64);
    decoder.decode(0, bytes.length);
    expect(decoder.mayHoldControls).toBe(false);
  });
});
