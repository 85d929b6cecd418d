import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { a1 } from "../../../shared/address.ts";
import { preparePatch, type CellChange, type Patch } from "../../../sync/xlsx/patch.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { hasLibreOffice, recalculateAll, withLibreOffice } from "./libreoffice.ts";
import { bookCells, changedEntries, partText, refusals, someChanges, withChanges } from "./patched.ts";
import { validationErrors } from "./validate.ts";

/** PATCH_ALL=1 validates every patched workbook; otherwise one of every third family (`chart_bar`, `table`…) is. */
const validatesAll = process.env["PATCH_ALL"] === "1";

const fixtures = new URL("../../fixtures/", import.meta.url);
const corpus = new URL("../../../../shared/corpus/", import.meta.url);
const own = [...list(new URL("workbooks/", fixtures)), ...list(new URL("rich/", fixtures))];
const excel = existsSync(corpus) ? list(corpus) : [];

function list(folder: URL): URL[] {
  return readdirSync(folder)
    .filter((file) => /\.xls[xm]$/.test(file))
    .map((file) => new URL(file, folder));
}

interface Patched {
  readonly sheet: string;
  readonly before: Buffer;
  readonly bytes: Buffer;
  readonly changes: readonly CellChange[];
  readonly patch: Patch;
}

const nameOf = (url: URL): string => decodeURIComponent(url.pathname.slice(url.pathname.lastIndexOf("/") + 1));

/** Patches each sheet of a workbook on its own. */
function patchEach(url: URL): Patched[] {
  const before = readFileSync(url);
  return readWorkbook(before, nameOf(url)).sheets.map(({ name }) => {
    const changes = someChanges(readWorkbook(before, nameOf(url)).readGrid(name));
    const patch = preparePatch(before, nameOf(url), name, changes);
    return { sheet: name, before, bytes: patch.apply(), changes, patch };
  });
}

const calculation = ["[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/calcChain.xml"];

/** What does not hold of a patched workbook and should of any; nothing when all is well. */
function wrongs({ sheet, before, bytes, changes, patch }: Patched): string[] {
  const changed = changedEntries(before, bytes);
  const parts = changed.filter((entry) => /worksheets\/[^/]*\.xml$/.test(entry));
  const others = changed.filter((entry) => !parts.includes(entry));
  const read = bookCells(bytes);
  const again = preparePatch(bytes, "otra vez.xlsx", sheet, patch.accepted);
  const checks: Record<string, boolean> = {
    "something is written": patch.accepted.length > 0 && !patch.isEmpty,
    "no change is lost": patch.accepted.length + patch.refused.length === changes.length,
    "the changes are read, and nothing else": isDeepStrictEqual(
      read,
      withChanges(bookCells(before), sheet, patch.accepted),
    ),
    "one sheet changes": parts.length === 1,
    "no other part does, but for the calculation": others.length === 0 || isDeepStrictEqual(others, calculation),
    "the same input gives the same bytes": preparePatch(before, "igual.xlsx", sheet, changes).apply().equals(bytes),
    "what is there already is nothing to write": again.isEmpty && again.apply().equals(bytes),
  };
  return Object.entries(checks).flatMap(([check, holds]) => (holds ? [] : [check]));
}

function wrongsOf(url: URL): string[] {
  return patchEach(url).flatMap((patched) =>
    wrongs(patched).map((wrong) => `${nameOf(url)} ${patched.sheet}: ${wrong}`),
  );
}

describe("workbooks of other programs", () => {
  it.each(own.map((url) => [nameOf(url), url] as const))("%s", (_, url) => {
    expect(wrongsOf(url)).toEqual([]);
  });

  it("patches all of ../shared/corpus", (context) => {
    context.skip(excel.length === 0, "../shared/corpus is not there");
    expect(excel.flatMap(wrongsOf)).toEqual([]);
    expect(excel).toHaveLength(173);
  });

  const families = new Map(excel.map((url) => [url.pathname.replace(/\d+\.xls[xm]$/, ""), url]));
  const chosen = validatesAll ? excel : [...families.values()].filter((_, index) => index % 3 === 0);
  it("are as valid as before", { timeout: 900_000 }, async () => {
    const work = [...own, ...chosen].flatMap((url) => (validatesAll ? patchEach(url) : patchEach(url).slice(0, 1)));
    const found: string[] = [];
    const worker = async () => {
      for (let next = work.pop(); next !== undefined; next = work.pop()) {
        const errors = await validationErrors(next.bytes);
        const before = new Set(errors.length === 0 ? [] : await validationErrors(next.before));
        found.push(...errors.filter((error) => !before.has(error)));
      }
    };
    await Promise.all([worker(), worker()]);
    expect(found).toEqual([]);
  });
});

const python = "/usr/bin/python3";
const hasOpenpyxl = spawnSync(python, ["-c", "import openpyxl"], { stdio: "ignore" }).status === 0;
const sample = [...own, ...excel.filter((_, index) => index % 12 === 0)];

describe("what other programs read of a patched workbook", () => {
  it(`openpyxl: the same as we do${hasOpenpyxl ? "" : " (skipped: openpyxl is not installed)"}`, (context) => {
    context.skip(!hasOpenpyxl);
    const folder = mkdtempSync(join(tmpdir(), "metas-patch-"));
    try {
      const expected: Record<string, Record<string, unknown>> = {};
      for (const [index, url] of sample.entries()) {
        const [first] = patchEach(url);
        if (first === undefined) continue;
        const name = `${String(index).padStart(3, "0")}.xls${url.pathname.endsWith("m") ? "m" : "x"}`;
        writeFileSync(join(folder, name), first.bytes);
        const changed = first.patch.accepted.filter(({ value }) => value !== null && value !== "");
        expected[name] = Object.fromEntries(
          changed.map(({ row, column, value }) => [`${first.sheet}!${a1(row, column)}`, plain(value)]),
        );
      }
      writeFileSync(join(folder, "expected.json"), JSON.stringify(expected));
      const script = fileURLToPath(new URL("patched.py", fixtures));
      const out: unknown = JSON.parse(execFileSync(python, [script, folder], { encoding: "utf8" }));
      expect(out).toEqual({ files: sample.length, differences: [] });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it(`LibreOffice: the same as we do${withLibreOffice}`, { timeout: 600_000 }, async (context) => {
    context.skip(!hasLibreOffice);
    const theirs: Record<string, unknown> = {};
    const ours: Record<string, unknown> = {};
    const rich = own.filter(({ pathname }) => pathname.includes("/rich/"));
    const patched = [...rich, ...excel.filter((_, index) => index % 60 === 0)].map((url) => {
      const [first] = patchEach(url);
      if (first === undefined) throw new Error("no sheet");
      return { url, first };
    });
    const saved = await recalculateAll(patched.map(({ first }) => first.bytes));
    for (const [index, { url, first }] of patched.entries()) {
      const cells = bookCells(saved[index] ?? Buffer.alloc(0));
      for (const { row, column, value } of first.patch.accepted) {
        const address = `${first.sheet}!${a1(row, column)}`;
        const key = `${nameOf(url)} ${address}`;
        theirs[key] = typeof value === "boolean" ? valueOf(cells[address]) : cells[address];
        ours[key] = withChanges({}, first.sheet, [{ row, column, value }])[address];
      }
    }
    expect(theirs).toEqual(ours);
    expect(Object.keys(ours).length).toBeGreaterThan(excel.length === 0 ? 10 : 20);
  });
});

/** LibreOffice saves TRUE as the formula `TRUE()`. */
function valueOf(cell: unknown): unknown {
  return typeof cell === "object" && cell !== null && "v" in cell ? cell.v : cell;
}

/** As openpyxl has it: numbers, whatever shows them. */
function plain(value: CellChange["value"]): string | number | boolean | null {
  if (typeof value !== "object" || value === null) return value;
  return value.kind === "date" ? value.serial : value.value;
}

describe("a workbook with everything in it", () => {
  const before = readFileSync(new URL("rich/todo.xlsx", fixtures));
  const patch = (sheet: string, changes: readonly (readonly [string, CellChange["value"]])[]) =>
    preparePatch(
      before,
      "todo.xlsx",
      sheet,
      changes.map(([address, value]) => ({ ...place(address), value })),
    );

  it("keeps what cannot be changed, and says why", () => {
    const { refused, accepted } = patch("Indicadores", [
      ["A1", "título"],
      ["B1", "escondida"],
      ["F3", 1],
      ["F4", 1],
      ["H3", 1],
      ["H4", null],
      ["H8", "texto"],
      ["C3", 0.5],
      ["D3", 43_000],
    ]);
    expect(refusals(refused)).toEqual({
      B1: "patch-merged-cell",
      F3: "patch-shared-formula",
      H3: "patch-array-formula",
      H4: "patch-array-formula",
      H8: "patch-array-formula",
    });
    // A number where percentages and dates are shown: the same border with a plain format is there.
    expect(accepted.map(({ row, column }) => a1(row, column))).toEqual(["A1", "F4", "C3", "D3"]);
  });

  it("guards tables and pivot tables", () => {
    const tables = patch("Tablas", [
      ["B3", "Otra"],
      ["C4", 9],
      ["C7", 5],
      ["B7", "Suma"],
      ["F3", "x"],
      ["F5", "y"],
      ["F6", "z"],
      ["G6", 3],
      ["F7", "zz"],
      ["B8", "bajo el total"],
    ]);
    expect(refusals(tables.refused)).toEqual({
      B3: "patch-table-header",
      B7: "patch-table-totals",
      C7: "patch-table-totals",
      F3: "patch-table-header",
    });
    expect(tables.notes.map(({ change, code }) => [a1(change.row, change.column), code])).toEqual([
      ["F6", "below-table"],
      ["G6", "below-table"],
      ["F7", "below-table"],
      ["B8", "below-table"],
    ]);
    expect(
      refusals(
        patch("Dinámica", [
          ["A4", "x"],
          ["A8", "x"],
        ]).refused,
      ),
    ).toEqual({ A4: "patch-pivot-table" });
  });

  it("takes the format of the cells above, of the row and of the column", () => {
    const bytes = patch("Indicadores", [
      ["A13", "44010030012"],
      ["C13", { kind: "percent", value: 0.5 }],
      ["D13", { kind: "date", serial: 43_100 }],
      ["C15", "fila con formato"],
      ["I13", "columna con formato"],
      ["Z40", "nada"],
    ]).apply();
    const sheet = partText(bytes, "xl/worksheets/sheet1.xml");
    const styleOf = (address: string) => new RegExp(`<c r="${address}"(?: s="(\\d+)")?`).exec(sheet)?.[1];
    expect(["A13", "C13", "D13", "C15", "I13", "Z40"].map(styleOf)).toEqual([
      ...["A12", "C12", "D12", "A1"].map(styleOf),
      /<col min="9" max="9"[^>]* style="(\d+)"/.exec(sheet)?.[1],
      undefined,
    ]);
  });

  it("notes values under cells with a validation", () => {
    const { notes } = patch("Indicadores", [
      ["B13", 5],
      ["E13", "sin novedad"],
      ["E12", "con novedad"],
      ["A13", "x"],
    ]);
    expect(notes.map(({ change, code }) => [a1(change.row, change.column), code])).toEqual([
      ["B13", "below-validation"],
      ["E13", "below-validation"],
    ]);
  });

  it("leaves out the calculation chain when a formula is written over", () => {
    const bytes = patch("Indicadores", [["B14", 7]]).apply();
    expect(changedEntries(before, bytes)).toEqual([
      "[Content_Types].xml",
      "xl/_rels/workbook.xml.rels",
      "xl/worksheets/sheet1.xml",
      "xl/calcChain.xml",
    ]);
    for (const part of ["[Content_Types].xml", "xl/_rels/workbook.xml.rels"]) {
      expect(partText(before, part)).toContain("calcChain");
      const cut = /<Override PartName="\/xl\/calcChain.xml"[^>]*>|<Relationship Id="rId90"[^>]*>/;
      expect(partText(bytes, part)).toBe(partText(before, part).replace(cut, ""));
    }
  });

  it("has its formulas calculated anew on demand", () => {
    const changes = [{ row: 2, column: 1, value: 1 }];
    const bytes = preparePatch(before, "todo.xlsx", "Indicadores", changes, { recalculate: true }).apply();
    expect(changedEntries(before, bytes)).toEqual(["xl/worksheets/sheet1.xml", "xl/workbook.xml"]);
    expect(partText(bytes, "xl/workbook.xml")).toBe(
      partText(before, "xl/workbook.xml").replace("<calcPr ", '<calcPr fullCalcOnLoad="1" '),
    );
  });

  it("leaves macros alone", () => {
    const macros = readFileSync(new URL("rich/macros.xlsm", fixtures));
    const changes = [{ row: 3, column: 4, value: "nota" }];
    const bytes = preparePatch(macros, "macros.xlsm", "Indicadores", changes).apply();
    expect(readWorkbook(bytes, "macros.xlsm").hasMacros).toBe(true);
    expect(changedEntries(macros, bytes)).toEqual(["xl/worksheets/sheet1.xml"]);
  });
});

function place(address: string): { row: number; column: number } {
  const match = /^([A-Z])(\d+)$/.exec(address);
  return { row: Number(match?.[2]) - 1, column: (match?.[1] ?? "").charCodeAt(0) - 65 };
}
