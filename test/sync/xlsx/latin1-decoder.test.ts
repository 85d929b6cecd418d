import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../../sync/xlsx/limits.ts";
import { Latin1Decoder } from "../../../sync/xlsx/latin1-decoder.ts";
import { readSharedStrings } from "../../../sync/xlsx/shared-strings.ts";

const plain = fc.constantFrom("a", "Z", "9", " ", "indicador", "\n", "\t", "\u007f", "]");
const latin1 = fc.constantFrom("\u0080", "ñ", "Ó", "¿", "ÿ", "á");
const wide = fc.constantFrom("Ā", "–", "“—”", "€", "漢", "😀", "\ufffd");
const control = fc.constantFrom("\u0000", "\u001f");

/** Texts of some of the kinds, with little or much of each. */
const textOf = (...all: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc
    .subarray([...all], { minLength: 1 })
    .chain((kinds) => fc.array(fc.oneof(...kinds), { maxLength: 40 }))
    .map((pieces) => pieces.join(""));

describe("bytes become the text they stand for", () => {
  test("up to the first character that is not in Latin-1, wherever it stands", () => {
    const text = textOf(plain, latin1, wide, control);
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 4 }), (before, owns) => {
        const bytes = Buffer.from(before + owns.join(""), "utf8");
        const decoder = new Latin1Decoder(bytes);
        let from = Buffer.byteLength(before);
        for (const own of owns) {
          const expected = /^[\0-\u00ff]*/.exec(own)?.[0] ?? "";
          const to = from + Buffer.byteLength(own);
          expect(decoder.decode(from, to)).toBe(expected);
          expect(decoder.end).toBe(from + Buffer.byteLength(expected));
          expect(decoder.mayHoldControls || !expected.split("").some((each) => each < " ")).toBe(true);
          from = to;
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("a window of Spanish text holds no control character", () => {
    const bytes = Buffer.from("<si><t>Niñas y niños de 0 a 5 años, ¿cuántos?</t></si>", "utf8");
    const decoder = new Latin1Decoder(bytes);
    decoder.decode(0, bytes.length);
    expect(decoder.mayHoldControls).toBe(false);
  });
});

describe("shared texts are those of the part, in their order", () => {
  const head = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';

  test("whatever signs they hold, long or short, between formatted ones", () => {
    const text = textOf(plain, latin1, wide);
    const long = fc.tuple(text, fc.integer({ min: 1, max: 3000 })).map(([each, times]) => each.repeat(times));
    const item = fc.record({ text: fc.oneof({ weight: 9, arbitrary: text }, long), isRich: fc.boolean() });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 30 }), (items) => {
        const xml = items.map(({ text: own, isRich }) => {
          const t = `<t xml:space="preserve">${own}</t>`;
          return isRich ? `<si><r>${t}</r></si>` : `<si>${t}</si>`;
        });
        const bytes = Buffer.from(`${head}${xml.join("")}</sst>`, "utf8");
        const { texts } = readSharedStrings(bytes, "sst", defaultLimits);
        expect(texts).toEqual(items.map((each) => each.text));
      }),
      { numRuns: 500 },
    );
  });

  test("in time that grows with the part, when each plain text holds a wide sign and no item ends near a window's", () => {
    const rich = `<si><r><t>${"a".repeat(200)}</t></r></si>`;
    const partOf = (sign: string): Buffer =>
      Buffer.from(
        `${head}${`<si><t>a</t></si><si><r><t>b</t></r></si><si><t>a${sign}b</t></si>`.repeat(6000)}${rich.repeat(5000)}</sst>`,
      );
    timeOf(partOf("-"));
    expect(timeOf(partOf("—"))).toBeLessThan(20 * timeOf(partOf("-")) + 500);
  });
});

function timeOf(bytes: Buffer): number {
  const start = performance.now();
  expect(readSharedStrings(bytes, "sst", defaultLimits).texts.length).toBe(23_000);
  return performance.now() - start;
}
