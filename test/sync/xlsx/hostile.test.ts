import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SyncError } from "../../../sync/errors.ts";
import { readErrors } from "../../../sync/xlsx/read-errors.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { hostileFiles } from "./hostile.ts";
import { readerProcess, type Reading } from "./reader-process.ts";

/** What design/3-workbooks promises for each. */
const mostMilliseconds = 1000;
const mostMegabytes = 150;

/** Of files that are no danger: see read.test.ts. */
const provokedElsewhere = [
  "sheet-missing",
  "sheet-without-cells",
  "too-many-strings",
  "too-many-cells",
  "too-many-tables",
];

describe("hostile and broken files, each in a process of its own", () => {
  let folder = "";
  let read: (file: string) => Promise<Reading>;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "metas-hostil-"));
    mkdirSync(join(folder, "libros"));
    read = readerProcess(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(hostileFiles)("$story", async ({ make, code, where = "", rows = 0 }) => {
    const file = join(folder, "libros", "libro.xlsx");
    writeFileSync(file, make());
    // One more try where only the clock complains: other programs share the machine.
    let reading = await read(file);
    if (reading.milliseconds >= mostMilliseconds) reading = await read(file);
    expect(reading).toMatchObject({ code, bug: null, where: expect.stringContaining(where) });
    expect(reading.rows).toBe(rows);
    expect(reading.milliseconds).toBeLessThan(mostMilliseconds);
    expect(reading.megabytes).toBeLessThan(mostMegabytes);
    expect(readdirSync(join(folder, "libros"))).toEqual(["libro.xlsx"]);
  });
});

describe("files of other programs", () => {
  it.each([
    ["libreoffice.ods", "file-ods"],
    ["libreoffice.xls", "file-xls"],
  ])("%s", (file, code) => {
    const bytes = readFileSync(new URL(`../../fixtures/workbooks/${file}`, import.meta.url));
    expect(() => readWorkbook(bytes, file)).toThrow(expect.objectContaining({ code, where: file }));
  });
});

describe("errors of reading", () => {
  it.each(Object.entries(readErrors))("%s says why and what to do", (_, { why, hint }) => {
    expect(why).toMatch(/^[A-ZÁÉÍÓÚÑ].*[.]$/);
    expect(hint).toMatch(/^[A-ZÁÉÍÓÚÑ].*[.]$/);
  });

  it("are all provoked by a test file", () => {
    const provoked = new Set([...hostileFiles.map(({ code }) => code), ...provokedElsewhere]);
    expect(Object.keys(readErrors).filter((code) => !provoked.has(code))).toEqual([]);
  });

  it("keep the cause", () => {
    const broken = hostileFiles.find(({ code }) => code === "zip-damaged");
    const read = () => readWorkbook(broken?.make() ?? Buffer.alloc(0), "x").readGrid("Hoja");
    expect(read).toThrow(SyncError);
    expect(read).toThrow(expect.objectContaining({ cause: expect.any(Error) }));
  });
});
