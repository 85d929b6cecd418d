import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SyncError } from "../../../sync/errors.ts";
import { readErrors } from "../../../sync/xlsx/read-errors.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { openZip } from "../../../sync/xlsx/zip.ts";
import { workbookParts, zipParts, type Parts } from "./raw-workbook.ts";

/**
 * Mutates valid workbooks at random and reads them: a grid or a known SyncError must come of it, soon. A failure names
 * its run; FUZZ_SEED repeats the same runs, FUZZ_RUNS makes more of them.
 */
const runs = Number(process.env["FUZZ_RUNS"] ?? 3000);
const seed = Number(process.env["FUZZ_SEED"] ?? 20_170_930);
const mostMilliseconds = 2000;

describe(`mutated workbooks (FUZZ_SEED=${seed} FUZZ_RUNS=${runs})`, () => {
  const books = seeds();
  it.each([
    ["bytes of the file", mutateFile],
    ["XML inside its parts", mutatePart],
  ])("%s", (_, mutate) => {
    const random = randomFrom(seed);
    const outcomes = { read: 0, refused: 0 };
    for (let run = 0; run < runs / 2; run++) {
      const bytes = mutate(pick(books, random), random);
      const start = performance.now();
      const bug = read(bytes, outcomes);
      expect(bug, `run ${run}`).toBeNull();
      expect(performance.now() - start, `run ${run}`).toBeLessThan(mostMilliseconds);
    }
    // Mutations that are all refused, or all harmless, would test little.
    expect(outcomes.refused).toBeGreaterThan(runs / 20);
    expect(outcomes.read).toBeGreaterThan(runs / 50);
  });
});

interface Book {
  readonly bytes: Buffer;
  readonly parts: Parts;
}

type Random = (below: number) => number;

/** What is wrong with how the file was read, null when nothing is. */
function read(bytes: Uint8Array, outcomes: { read: number; refused: number }): string | null {
  try {
    const book = readWorkbook(bytes, "libro.xlsx");
    for (const { name } of book.sheets) book.readGrid(name);
    outcomes.read++;
    return null;
  } catch (error) {
    if (!(error instanceof SyncError))
      return error instanceof Error ? (error.stack ?? error.message) : "no error object";
    outcomes.refused++;
    return error.code in readErrors ? null : error.code;
  }
}

/** The fixtures, and one file with all kinds of cells. */
function seeds(): Book[] {
  const folder = new URL("../../fixtures/workbooks/", import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith(".xlsx"));
  const everything = zipParts(
    workbookParts({
      formats: [0, 9, 14],
      strings: '<si><t>a</t></si><si><r><t xml:space="preserve"> b</t></r></si><si><t>_x000D_ñ</t></si>',
      rows:
        '<row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>2</v></c><c r="C1" s="1"><v>0.25</v></c></row>' +
        '<row r="3"><c r="A3" s="2"><v>43008</v></c><c r="B3"><f t="shared" si="0" ref="B3:C3">A1*2</f><v>4</v></c>' +
        '<c r="C3"><f t="shared" si="0"/><v>6</v></c><c r="D3" t="b"><v>1</v></c><c r="E3" t="e"><v>#N/A</v></c></row>' +
        '<row><c t="inlineStr"><is><t>x&amp;y</t></is></c><c><v><![CDATA[7]]></v></c><c t="d"><v>2017-09-30</v></c></row>',
      beforeRows: '<cols><col min="2" max="3" hidden="1"/></cols>',
      afterRows: '<mergeCells><mergeCell ref="A9:B9"/></mergeCells><extLst><ext/></extLst>',
    }),
  );
  return [...files.map((file) => readFileSync(new URL(file, folder))), everything].map((bytes) => {
    const zip = openZip(bytes, "semilla.xlsx");
    return { bytes, parts: Object.fromEntries(zip.entries.map((entry) => [entry.name, zip.inflate(entry)])) };
  });
}

function mutateFile({ bytes }: Book, random: Random): Buffer {
  let mutated = Buffer.from(bytes);
  for (let time = random(4); time >= 0; time--) mutated = mutateBytes(mutated, random);
  return mutated;
}

/** Changes one of the parts that are read, and zips it again so that no checksum gives it away. */
function mutatePart({ parts }: Book, random: Random): Buffer {
  const names = Object.keys(parts).filter((name) => /workbook|sheet|sharedStrings|styles|table|_rels/.test(name));
  const name = pick(names, random);
  let part = Buffer.from(parts[name] ?? "");
  for (let time = random(3); time >= 0; time--)
    part = random(2) === 0 ? mutateXml(part, random) : mutateBytes(part, random);
  return zipParts({ ...parts, [name]: part }, (entry) => ({ ...entry, method: 0 }));
}

function mutateBytes(bytes: Buffer, random: Random): Buffer<ArrayBuffer> {
  const at = random(bytes.length + 1);
  const length = random(random(8) === 0 ? 400 : 6) + 1;
  const other = random(bytes.length + 1);
  switch (random(6)) {
    case 0:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from([(bytes[at] ?? 0) ^ (1 << random(8))]),
        bytes.subarray(at + 1),
      ]);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([random(256)]), bytes.subarray(at + 1)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(other, other + length), bytes.subarray(at)]);
    case 4:
      return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(length, random(256)), bytes.subarray(at + length)]);
    default:
      return Buffer.from(bytes.subarray(0, random(4) === 0 ? at : bytes.length - random(40)));
  }
}

const fragments = [
  "<",
  ">",
  "/>",
  "</",
  "&",
  "&amp;",
  "&#0;",
  "&#x10FFFF;",
  '"',
  "'",
  "]]>",
  "<![CDATA[",
  "<!--",
  "-->",
  "<?",
  "<!DOCTYPE x>",
  "\0",
  "\r",
  "\u00f1",
  ' r="A1"',
  ' r="XFE1"',
  ' r="A1048577"',
  ' s="99"',
  ' t="s"',
  ' t="b"',
  ' t="x"',
  ' xmlns="urn:x"',
  ' xmlns:x="urn:x"',
  "<x:c>",
  "<v/>",
  "<v>1e400</v>",
  "<v>NaN</v>",
  "<f/>",
  "<f>1</f>",
  "<is/>",
  "<row/>",
  "<c/>",
  "-1",
  "1e9",
  "99999999999999999999",
  "<extLst/>",
  'hidden="1"',
  "_x0000_",
  " ",
  "\n",
];

/** Tags taken away, doubled or exchanged, values replaced, fragments put in between. */
function mutateXml(bytes: Buffer, random: Random): Buffer<ArrayBuffer> {
  const tokens = bytes.toString("utf8").split(/(?<=>)|(?=<)|(?<=")|(?=")/);
  const at = random(tokens.length);
  switch (random(5)) {
    case 0:
      tokens.splice(at, 1 + random(3));
      break;
    case 1:
      tokens.splice(at, 0, ...tokens.slice(at, at + 1 + random(6)));
      break;
    case 2:
      tokens.splice(at, 1, pick(tokens, random));
      break;
    case 3:
      tokens.splice(at, 1, pick(fragments, random));
      break;
    default:
      tokens.splice(at, 0, pick(fragments, random));
  }
  return Buffer.from(tokens.join(""));
}

function pick<T>(list: readonly T[], random: Random): T {
  const item = list[random(list.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

/** Mulberry32: small, quick, and the same everywhere. */
function randomFrom(start: number): Random {
  let state = start;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
