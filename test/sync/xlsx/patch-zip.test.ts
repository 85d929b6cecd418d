import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SyncError } from "../../../sync/errors.ts";
import { patchZip } from "../../../sync/xlsx/zip-patch.ts";
import { openZip, type Zip } from "../../../sync/xlsx/zip.ts";
import type { ZipEntry } from "../../../sync/xlsx/zip-entry.ts";
import { changedEntries } from "./patched.ts";
import { localBytes, rawZip, type RawEntry } from "./raw-zip.ts";

const texts = ["", "uno", "dos y ñ", "tres ".repeat(5000)];

const entry = fc.record({
  content: fc.constantFrom(...texts),
  method: fc.constantFrom(0, 8),
  descriptor: fc.boolean(),
  zip64: fc.boolean(),
});
const shape = fc.record({
  entries: fc.array(entry, { minLength: 1, maxLength: 6 }),
  zip64: fc.boolean(),
  comment: fc.constantFrom<string[]>("", "comentario", "PK\u0005\u0006 no es el final"),
  /** By entry: left alone, replaced or left out; one always remains. */
  fates: fc
    .array(fc.constantFrom("stay", "stay", "replace", "remove"), { minLength: 6, maxLength: 6 })
    .map(([first = "stay", ...others]) => [first === "remove" ? "replace" : first, ...others]),
});

type Shape = typeof shape extends fc.Arbitrary<infer Value> ? Value : never;

function zipOf({ entries, zip64, comment }: Shape): Zip {
  const list = entries.map((each, index): RawEntry => ({ ...each, name: `parte ${index}.xml` }));
  return openZip(rawZip(list, { zip64, comment }), "prueba.zip");
}

const replacement = Buffer.from("nuevo ".repeat(300));

function changesOf(zip: Zip, { fates }: Shape): Map<ZipEntry, Buffer | null> {
  return new Map(
    zip.entries.flatMap((each, index) => {
      const fate = fates[index];
      return fate === "stay" ? [] : [[each, fate === "remove" ? null : replacement] as const];
    }),
  );
}

function contents(file: Buffer): Record<string, string> {
  const zip = openZip(file, "prueba.zip");
  return Object.fromEntries(zip.entries.map((each) => [each.name, zip.inflate(each).toString()]));
}

describe("patchZip", () => {
  it("changes the entries it is told to, and no byte of the others, whatever the zip's form", () => {
    fc.assert(
      fc.property(shape, (made) => {
        const zip = zipOf(made);
        const changes = changesOf(zip, made);
        const file = patchZip(zip, changes);
        const expected = made.entries.flatMap(({ content }, index) => {
          const fate = made.fates[index];
          const name = `parte ${index}.xml`;
          return fate === "remove" ? [] : [[name, fate === "replace" ? replacement.toString() : content]];
        });
        expect(Object.entries(contents(file))).toEqual(expected);
        // Offsets in the zip64 fields may differ, so records are compared where there are none.
        const touched = new Set([...changes.keys()].map(({ name }) => name));
        const others = changedEntries(zip.bytes, file).filter((name) => !touched.has(name));
        const large = new Set(made.entries.flatMap(({ zip64 }, index) => (zip64 ? [`parte ${index}.xml`] : [])));
        expect(others.filter((name) => !large.has(name))).toEqual([]);
        expect(file.subarray(file.length - made.comment.length).toString("latin1")).toBe(made.comment);
        expect(patchZip(zip, changes).equals(file)).toBe(true);
        expect(leftovers(file, touched)).toEqual([]);
        expect(endCounts(file)).toEqual(endCounts(file).map(() => expected.length));
      }),
      { numRuns: 400 },
    );
  });

  it("gives the very bytes when nothing changes", () => {
    fc.assert(
      fc.property(shape, (made) => {
        const zip = zipOf(made);
        expect(patchZip(zip, new Map()).equals(zip.bytes)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("writes the same content back to the same content", () => {
    const zip = openZip(
      rawZip([
        { name: "a", content: "uno" },
        { name: "b", content: "dos" },
      ]),
      "prueba.zip",
    );
    const [first] = zip.entries;
    if (first === undefined) throw new Error("no entry");
    expect(contents(patchZip(zip, new Map([[first, Buffer.from("uno")]])))).toEqual({ a: "uno", b: "dos" });
  });

  it("keeps what stands before the first entry and between the others", () => {
    const lost = localBytes({ name: "huérfano", content: "de una versión anterior" });
    const plain = rawZip([
      { name: "a", content: "uno" },
      { name: "b", content: "dos" },
    ]);
    const zip = openZip(shift(plain, lost), "prueba.zip");
    const [first] = zip.entries;
    if (first === undefined) throw new Error("no entry");
    const file = patchZip(zip, new Map([[first, replacement]]));
    expect(file.subarray(0, lost.length).equals(lost)).toBe(true);
    expect(contents(file)).toEqual({ a: replacement.toString(), b: "dos" });
    expect(contents(patchZip(zip, new Map([[first, null]])))).toEqual({ b: "dos" });
  });

  it("refuses zip64 records that lead nowhere", () => {
    const good = rawZip([{ name: "a", content: "uno" }], { zip64: false });
    const end = good.length - 22;
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(5n, 8);
    const zip = openZip(Buffer.concat([good.subarray(0, end), locator, good.subarray(end)]), "prueba.zip");
    const [first] = zip.entries;
    if (first === undefined) throw new Error("no entry");
    expect(() => patchZip(zip, new Map([[first, replacement]]))).toThrow(SyncError);
  });

  const python = "/usr/bin/python3";
  const hasPython = spawnSync(python, ["--version"], { stdio: "ignore" }).status === 0;
  it(`makes files that Python's zipfile finds sound${hasPython ? "" : " (skipped: no python3)"}`, (context) => {
    context.skip(!hasPython);
    const folder = mkdtempSync(join(tmpdir(), "metas-zip-"));
    try {
      const expected: Record<string, Record<string, string>> = {};
      for (const [index, made] of fc.sample(shape, { numRuns: 60, seed: 7 }).entries()) {
        // Python takes the signature in the comment for the end record.
        const zip = zipOf({ ...made, comment: made.comment.replace("PK", "") });
        const file = patchZip(zip, changesOf(zip, made));
        expected[`${index}.zip`] = contents(file);
        writeFileSync(join(folder, `${index}.zip`), file);
      }
      const script =
        "import sys, json, zipfile, os\n" +
        "read = lambda path: {n: zipfile.ZipFile(path).read(n).decode() for n in zipfile.ZipFile(path).namelist()}\n" +
        "print(json.dumps({f: read(os.path.join(sys.argv[1], f)) for f in os.listdir(sys.argv[1])}))";
      const theirs: unknown = JSON.parse(execFileSync(python, ["-c", script, folder], { encoding: "utf8" }));
      expect(theirs).toEqual(expected);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/**
 * What replaced entries still say of how they were written before: sizes behind the data, or in zip64 fields. Programs
 * that read from front to back believe it.
 */
function leftovers(file: Buffer, replaced: ReadonlySet<string>): string[] {
  return openZip(file, "prueba.zip").entries.flatMap(({ name, localOffset, recordOffset }) => {
    if (!replaced.has(name)) return [];
    const extras = [
      file
        .subarray(localOffset + 30 + file.readUInt16LE(localOffset + 26))
        .subarray(0, file.readUInt16LE(localOffset + 28)),
      file
        .subarray(recordOffset + 46 + file.readUInt16LE(recordOffset + 28))
        .subarray(0, file.readUInt16LE(recordOffset + 30)),
    ];
    const flags = [file.readUInt16LE(localOffset + 6), file.readUInt16LE(recordOffset + 8)];
    return [
      ...flags.flatMap((value) => ((value & 8) === 0 ? [] : [`${name}: descriptor`])),
      ...extras.flatMap((extra) => (extra.length === 0 ? [] : [`${name}: extra field`])),
    ];
  });
}

/** Each count of entries in the end records, those of zip64 where there are any. */
function endCounts(file: Buffer): number[] {
  const { entries, directoryOffset } = openZip(file, "prueba.zip");
  const at = directoryOffset + entries.reduce((sum, { recordLength }) => sum + recordLength, 0);
  const isZip64 = file.readUInt32LE(at) === 0x06064b50;
  return isZip64
    ? [Number(file.readBigUInt64LE(at + 24)), Number(file.readBigUInt64LE(at + 32))]
    : [file.readUInt16LE(at + 8), file.readUInt16LE(at + 10)];
}

/** The zip behind other bytes, its offsets corrected. */
function shift(file: Buffer, before: Buffer): Buffer {
  const zip = openZip(file, "prueba.zip");
  const bytes = Buffer.from(file);
  for (const { recordOffset, localOffset } of zip.entries) {
    bytes.writeUInt32LE(localOffset + before.length, recordOffset + 42);
  }
  bytes.writeUInt32LE(zip.directoryOffset + before.length, bytes.length - 6);
  return Buffer.concat([before, bytes]);
}
