import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SyncError } from "../../../sync/errors.ts";
import { patchErrors } from "../../../sync/xlsx/patch-errors.ts";
import { preparePatch, type CellChange } from "../../../sync/xlsx/patch.ts";
import { readErrors } from "../../../sync/xlsx/read-errors.ts";
import { bookCells, withChanges } from "./patched.ts";
import { rawWorkbook, worksheet } from "./raw-workbook.ts";

/** PATCH_RUNS makes more of them; a failure names its seed. */
const numRuns = Number(process.env["PATCH_RUNS"] ?? 1000);
const mostMilliseconds = 2000;

const sheet = worksheet(
  '<row r="1" spans="1:3" hidden="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.25</v></c><c r="C1"/></row>' +
    '<row r="3"><c r="A3" s="2"><v>43008</v></c><c r="B3"><f t="shared" si="0" ref="B3:C3">A1*2</f><v>4</v></c>' +
    '<c r="C3"><f t="shared" si="0"/><v>6</v></c><c r="D3" t="b"><v>1</v></c></row><row r="4"/>' +
    '<row><c t="inlineStr"><is><t>x&amp;y</t></is></c><c><v><![CDATA[7]]></v></c></row><!-- <row r="1"/> -->' +
    '<row r="7"><c r="B7"><f t="array" ref="B7:B8">A1:A2</f><v>1</v><extLst><ext><c r="A7"/></ext></extLst></c></row>',
  '<dimension ref="A1:D7"/><cols><col min="2" max="3" style="1"/></cols>',
  '<mergeCells><mergeCell ref="A9:B9"/></mergeCells><dataValidations><dataValidation sqref="A1:A3"/></dataValidations>',
);

const cells = ['<c r="B2"/>', "<c/>", "<c><v>1</v></c>", '<c r="A1"><v>5</v></c>', '<c r="F1"/>', "</c>"];
const rows = [
  "<row/>",
  '<row r="1"/>',
  "<row>",
  '<row r="2">',
  '<row r="9"><c r="A9"><v>1</v></c></row>',
  "<row><c/></row>",
  "</row>",
];
const insides = [
  "<f/>",
  '<f t="shared" si="0">1</f>',
  "<v>1</v>",
  '<is><t xml:space="preserve"> </t></is>',
  "<y:row/>",
];
const nothings = [
  "<!-- <c/> -->",
  "<?x </row> ?>",
  "\n",
  "<extLst><row/></extLst>",
  "<extLst><c/><f/></extLst>",
  "<!--",
  "-->",
];
const texts = ["<![CDATA[", "]]>", "<?x", "?>", "/>", "</sheetData>", "é", "&amp;", ...Array.from("<>/\"'= &;!?x5-")];
const attributes = [
  ' r="9"',
  ' r="A&#49;"',
  " s='1'",
  ' t="str"',
  ' xmlns="x"',
  ' xmlns:y="x"',
  ' spans="1:2"',
  ' y=">"',
  " z='/>'",
  ' customFormat="1"',
  ' cm="1"',
  "\n",
  ' y="extLst"',
];
/** At some place of the part, or at the next place there where it may do no harm. */
const between = fc.record({
  mark: fc.constant("<"),
  added: fc.constantFrom(...cells, ...rows, ...insides, ...nothings),
});
const inTag = fc.record({ mark: fc.constant(">"), added: fc.constantFrom(...attributes) });
const anywhere = fc.record({ mark: fc.constant(""), added: fc.constantFrom(...cells, ...rows, ...texts, "") });
const mutation = fc.record({
  place: fc.integer({ min: 0, max: sheet.length }),
  piece: fc.oneof(
    { arbitrary: between, weight: 4 },
    { arbitrary: inTag, weight: 3 },
    { arbitrary: anywhere, weight: 1 },
  ),
  removed: fc.oneof(
    { arbitrary: fc.constant(0), weight: 9 },
    { arbitrary: fc.integer({ min: 1, max: 12 }), weight: 1 },
  ),
});
const change = fc.record({
  row: fc.integer({ min: 0, max: 9 }),
  column: fc.integer({ min: 0, max: 5 }),
  value: fc.oneof(fc.constant(null), fc.constantFrom("a<b", " x "), fc.integer(), fc.boolean()),
});
const changeList = fc.uniqueArray(change, {
  selector: (each) => each.row * 100 + each.column,
  minLength: 1,
  maxLength: 6,
});

describe("patching broken sheets", () => {
  it(`changes exactly what it says or refuses, soon (PATCH_RUNS=${numRuns})`, () => {
    const outcomes = { written: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), changeList, (mutations, changes) => {
        const before = rawWorkbook({
          sheet: mutations.reduce(mutate, sheet),
          strings: "<si><t>compartido</t></si>",
          formats: [0, 9, 14],
        });
        const start = performance.now();
        const after = patchOrRefuse(before, changes);
        expect(performance.now() - start).toBeLessThan(mostMilliseconds);
        if (after === null) {
          outcomes.refused++;
          return;
        }
        outcomes.written++;
        expect(bookCells(after.bytes)).toEqual(withChanges(bookCells(before), "Hoja", after.accepted));
      }),
      { numRuns },
    );
    // Mutations that are all refused, or all harmless, would test little.
    expect(outcomes.refused).toBeGreaterThan(numRuns / 20);
    expect(outcomes.written).toBeGreaterThan(numRuns / 20);
  });
});

type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

function mutate(text: string, { place, piece, removed }: Mutation): string {
  const at = Math.max(0, text.indexOf(piece.mark, place));
  return text.slice(0, at) + piece.added + text.slice(at + removed);
}

/** Null when the whole file is refused, for a reason that has a code. */
function patchOrRefuse(
  before: Buffer,
  changes: readonly CellChange[],
): { bytes: Buffer; accepted: readonly CellChange[] } | null {
  try {
    const patch = preparePatch(before, "libro.xlsx", "Hoja", changes);
    const unknown = patch.refused.find(({ error }) => !(error.code in patchErrors));
    if (unknown !== undefined) throw unknown.error;
    return { bytes: patch.apply(), accepted: patch.accepted };
  } catch (error) {
    if (error instanceof SyncError && error.code in readErrors) return null;
    throw error;
  }
}
