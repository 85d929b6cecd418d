import { describe, expect, test } from "vitest";
import { hallazgos, type HallazgoCode } from "../../../shared/rules/catalog.ts";
import { acrossCasos } from "./across-casos.ts";
import { review, una, type Caso } from "./caso.ts";
import { cellCasos } from "./cells-casos.ts";
import { layoutCasos } from "./layout-casos.ts";
import { rowCasos } from "./rows-casos.ts";

/** A code without a case does not compile. */
const casos: Readonly<Record<HallazgoCode, Caso>> = { ...layoutCasos, ...cellCasos, ...rowCasos, ...acrossCasos };
const entries = Object.entries(casos);

test("every kind of finding has its case", () => {
  expect(Object.keys(casos).sort()).toEqual(Object.keys(hallazgos).sort());
});

describe.each(entries)("%s", (code, { raises, at, en = 0, clean }) => {
  test("is raised where it stands", () => {
    const { hojas, findings } = review(raises);
    const found = findings.filter((finding) => finding.code === code);
    const file = hojas.length > 1 ? hojas[en]?.libro.file : found[0]?.file;
    const cells = found.filter((finding) => finding.file === file).map(({ cell }) => cell);
    const expected = at.map((lugar) => (lugar === null ? null : hojas[en]?.at(lugar)));
    expect(new Set(cells)).toEqual(new Set(expected));
    expect(cells).toHaveLength(expected.length);
  });

  test("is not raised by what comes close", () => {
    expect(review(clean).findings.filter((finding) => finding.code === code && finding.dispensa === undefined)).toEqual(
      [],
    );
  });

  test("reads as a sentence, with every figure put in", () => {
    for (const { message, reason } of review(raises).findings) {
      expect(`${message} ${reason}`).not.toMatch(/[{}]|undefined|null|NaN/);
      expect(message).toMatch(/[.»]$/);
    }
  });
});

test("a healthy workbook has no findings", () => {
  expect(review(una({})).findings).toEqual([]);
});
