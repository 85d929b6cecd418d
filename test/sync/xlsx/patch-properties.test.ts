import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { a1 } from "../../../shared/address.ts";
import { preparePatch, type CellChange } from "../../../sync/xlsx/patch.ts";
import type { NewValue } from "../../../sync/xlsx/patch-value.ts";
import { ownFaults } from "./own-checks.ts";
import { bookCells, changedEntries, withChanges } from "./patched.ts";
import { declaration, main, rawWorkbook } from "./raw-workbook.ts";

/** PATCH_RUNS makes more of them; a failure names its seed. */
const numRuns = Number(process.env["PATCH_RUNS"] ?? 600);

/** General, percentage, date; and the same three in another look, so that each value finds a format. */
const styles = `${declaration}<styleSheet xmlns="${main}"><cellXfs>${[0, 10, 14]
  .flatMap((id) => [`<xf numFmtId="${id}" fontId="0"/>`, `<xf fontId="1" numFmtId="${id}"><protection/></xf>`])
  .join("")}</cellXfs></styleSheet>`;

const content = fc.constantFrom(
  "<v>12.5</v>",
  '<v><![CDATA[7]]></v><!-- <c r="A1"/> -->',
  "",
  "<v/>",
  "<f>B1+1</f>",
  '<f>A1&amp;"</f>"</f><v>3</v>'.replace('"</f>"', '"x"'),
  "<v>1</v><extLst><ext><row><c r='A1'><f t='array' ref='A1:Z99'/></c></row></ext></extLst>",
);
const text = fc.constantFrom(
  't="s"><v>0</v>',
  't="str"><v>á &lt; b</v>',
  't="inlineStr"><is><r><t>a</t></r><rPh><t>x</t></rPh></is>',
);

const cell = fc.record({
  gap: fc.integer({ min: 0, max: 3 }),
  hasReference: fc.boolean(),
  style: fc.option(fc.integer({ min: 0, max: 5 })),
  inside: fc.oneof(
    content.map((inner) => `>${inner}`),
    text.map((inner) => ` ${inner}`),
    fc.constant("empty"),
  ),
  space: fc.constantFrom("", "\n  ", "<!-- </row> -->", "<?x <c> ?>"),
});
const row = fc.record({
  gap: fc.integer({ min: 0, max: 2 }),
  hasReference: fc.boolean(),
  attributes: fc.constantFrom("", ' spans="1:3"', " ht='9'", ' x="a>b/"'),
  rowStyle: fc.option(fc.integer({ min: 0, max: 5 }), { freq: 5 }),
  cells: fc.array(cell, { maxLength: 6 }),
  space: fc.constantFrom("", "\n", "<!-- <row r='1'/> -->"),
});
const value: fc.Arbitrary<NewValue> = fc.oneof(
  fc.constant(null),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom("", " ", "=1+1", "_x000D_", "a\r\nb", "\u0000\uFFFE\uD800", "</t>]]>", "ñandú"),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -9e307, max: 9e307 }).map((number) => number + 0),
  fc.boolean(),
  fc.integer({ min: 1462, max: 60_000 }).map((serial) => ({ kind: "date" as const, serial })),
  fc.double({ noNaN: true, min: -10, max: 10 }).map((share) => ({ kind: "percent" as const, value: share + 0 })),
);
const change = fc.record({ row: fc.integer({ min: 0, max: 12 }), column: fc.integer({ min: 0, max: 9 }), value });

const book = fc.record({
  rows: fc.array(row, { maxLength: 6 }),
  prefix: fc.constantFrom("", "x:"),
  encoding: fc.constantFrom("UTF-8", "UTF-16"),
  date1904: fc.boolean(),
  dimension: fc.constantFrom("", "A1", "B2:C3"),
  columns: fc.option(fc.integer({ min: 0, max: 5 })),
  changes: fc.uniqueArray(change, { selector: (each) => each.row * 100 + each.column, maxLength: 12 }),
});
type Book = typeof book extends fc.Arbitrary<infer Value> ? Value : never;

/** The worksheet part, each row and cell with or without saying where it is. */
function sheetOf(made: Book): string {
  const p = made.prefix;
  let at = -1;
  const rows = made.rows.map(({ gap, hasReference, attributes, rowStyle, cells, space }) => {
    at += 1 + (hasReference ? gap : 0);
    let column = -1;
    const inner = cells.map((each) => {
      const isPlaced = each.hasReference || each.gap > 0;
      column += 1 + each.gap;
      const reference = isPlaced ? ` r="${a1(at, column)}"` : "";
      const style = each.style === null ? "" : ` s="${each.style}"`;
      const open = `${each.space}<c${reference}${style}`;
      return each.inside === "empty" ? `${open}/>` : `${open}${each.inside}</c>`;
    });
    const styled = rowStyle === null ? "" : ` s="${rowStyle}" customFormat="1"`;
    const open = `${space}<row${hasReference ? ` r="${at + 1}"` : ""}${attributes}${styled}`;
    return cells.length === 0 ? `${open}/>` : `${open}>${inner.join("")}</row>`;
  });
  const dimension = made.dimension === "" ? "" : `<dimension ref="${made.dimension}"/>`;
  const columns = made.columns === null ? "" : `<cols><col min="2" max="5" style="${made.columns}"/></cols>`;
  const body = `${dimension}${columns}<sheetData>${rows.join("")}</sheetData><mergeCells/>`;
  const prefixed = body.replaceAll(/<(\/?)([a-zA-Z])/g, `<$1${p}$2`);
  const namespace = p === "" ? "xmlns" : "xmlns:x";
  const head = declaration.replace("UTF-8", made.encoding);
  return `${head}<${p}worksheet ${namespace}="${main}">${prefixed}</${p}worksheet>`;
}

function fileOf(made: Book): Buffer {
  const xml = sheetOf(made);
  const bytes = Buffer.from(`\uFEFF${xml}`, "utf16le");
  return rawWorkbook({
    sheet: made.encoding === "UTF-8" ? xml : bytes,
    strings: "<si><t>compartido</t></si>",
    workbookPr: made.date1904 ? '<workbookPr date1904="1"/>' : "",
    parts: { "xl/styles.xml": styles },
  });
}

describe("random sheets and random changes", () => {
  it(`are read as the sheet with exactly the changes (PATCH_RUNS=${numRuns})`, () => {
    let written = 0;
    fc.assert(
      fc.property(book, (made) => {
        const before = fileOf(made);
        const patch = preparePatch(before, "libro.xlsx", "Hoja", made.changes);
        const after = patch.apply();
        expect(patch.refused).toEqual([]);
        expect(bookCells(after)).toEqual(withChanges(bookCells(before), "Hoja", changesMade(before, made.changes)));
        expect(changedEntries(before, after)).toEqual(patch.isEmpty ? [] : ["xl/worksheets/sheet1.xml"]);
        const again = preparePatch(after, "libro.xlsx", "Hoja", made.changes);
        expect(again.isEmpty).toBe(true);
        expect(again.apply().equals(after)).toBe(true);
        expect(isSimple(made) && isOrdered(before) && !isOrdered(after)).toBe(false);
        if (!patch.isEmpty) written++;
      }),
      { numRuns },
    );
    expect(written).toBeGreaterThan(numRuns / 2);
  });

  it("give the same, one by one in any order, as all at once", () => {
    fc.assert(
      fc.property(book, (made) => {
        const before = fileOf(made);
        let file = before;
        for (const each of made.changes) file = preparePatch(file, "libro.xlsx", "Hoja", [each]).apply();
        expect(bookCells(file)).toEqual(bookCells(preparePatch(before, "libro.xlsx", "Hoja", made.changes).apply()));
      }),
      { numRuns: Math.ceil(numRuns / 5) },
    );
  });
});

/** Empty text over empty text leaves it. */
function changesMade(before: Buffer, changes: readonly CellChange[]): CellChange[] {
  const cells = bookCells(before);
  return changes.filter(({ row: at, column, value: to }) => !(to === "" && cells[`Hoja!${a1(at, column)}`] === ""));
}

/** What the checks of our own can take apart. */
function isSimple(made: Book): boolean {
  return made.prefix === "" && made.encoding === "UTF-8" && !/<!|a>b/.test(sheetOf(made));
}

/** Excel wants rows and cells in order and each to say where it is. */
function isOrdered(file: Buffer): boolean {
  return !ownFaults(file).some(({ code }) => code === "cell-order");
}
