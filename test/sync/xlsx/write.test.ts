import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Grid } from "../../../shared/grid.ts";
import { cellKey } from "../../../shared/grid.ts";
import type { BulkRow, BulkSheet } from "../../../sync/xlsx/bulk.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { SharedText } from "../../../sync/xlsx/shared-text.ts";
import { finishWorkbook } from "../../../sync/xlsx/write.ts";
import { awkwardTexts, everything } from "./everything.ts";
import {
  hasLibreOffice,
  hasPdfToPpm,
  recalculate,
  toPdf,
  toPictures,
  withLibreOffice,
  withPdfToPpm,
} from "./libreoffice.ts";
import { ownFaults, unzip } from "./own-checks.ts";
import { validationErrors } from "./validate.ts";
import { bytesOf } from "../../bytes-of.ts";

/** A Python that has openpyxl, where there is one. */
const python = ["python3", "/usr/bin/python3"].find(
  (program) => spawnSync(program, ["-c", "import openpyxl"], { stdio: "ignore" }).status === 0,
);

async function write(rowCount?: number): Promise<Buffer> {
  const { workbook, additions } = everything(rowCount);
  return bytesOf(finishWorkbook(workbook, additions));
}

function cell(grid: Grid, row: number, column: number): unknown {
  return grid.rows.find((one) => one.row === row)?.cells[column] ?? null;
}

describe("a workbook with everything", () => {
  let file: Buffer;
  beforeAll(async () => {
    file = await write();
  });

  it("is valid Open XML", async () => {
    expect(await validationErrors(file)).toEqual([]);
  });

  it("has none of the faults that only Excel notices", () => {
    expect(ownFaults(file).filter(({ code }) => code !== "cell-error")).toEqual([]);
  });

  it("has the same bytes when it is written again", async () => {
    expect(file.equals(await write())).toBe(true);
  });

  it("is read back value by value", () => {
    const workbook = readWorkbook(file, "libro.xlsx");
    const grid = workbook.readGrid("Indicadores");
    awkwardTexts.forEach((text, index) => expect(cell(grid, 3 + index, 1)).toBe(text));
    expect(cell(grid, 3, 0)).toBe("101");
    expect(cell(grid, 4, 2)).toEqual({ kind: "percent", value: 0.01 });
    expect(cell(grid, 4, 5)).toEqual({ kind: "error", code: "#N/A" });
    expect(cell(grid, 5, 5)).toBe(true);
    expect(cell(grid, 6, 4)).toBe(false);
    expect(grid.formulas.get(cellKey(3, 2))).toBe("D4/200");
    expect(cell(workbook.readGrid("Programas «P&D»"), 19, 0)).toBe("Debajo de las filas");
  });

  it("makes dimension, filter and table reach down to the last bulk row", () => {
    const parts = unzip(file);
    expect(parts.get("xl/worksheets/sheet2.xml")).toContain('<dimension ref="A1:G63"/>');
    expect(parts.get("xl/worksheets/sheet2.xml")).toContain('<autoFilter ref="A3:G63"/>');
    expect(parts.get("xl/tables/table1.xml")).toMatch(/ ref="A2:B7".*<autoFilter ref="A2:B7"/s);
    expect(parts.get("xl/workbook.xml")).toContain("'Indicadores'!$A$3:$G$63</definedName>");
    expect(parts.get("xl/workbook.xml")).toContain("!$A$1:$G$63</definedName>");
  });

  it("groups, hides and folds rows", () => {
    const xml = unzip(file).get("xl/worksheets/sheet3.xml") ?? "";
    expect(xml).toContain('outlineLevelRow="1"');
    expect(xml).toContain('<row r="6" collapsed="1">');
    expect(xml).toContain('<row r="7" ht="30" hidden="1" outlineLevel="1">');
  });

  it("keeps links inside the workbook inside and shares outside ones", () => {
    const parts = unzip(file);
    expect(parts.get("xl/worksheets/sheet1.xml")).toContain(`<hyperlink ref="A2" location="'Indicadores'!A4"`);
    expect(parts.get("xl/worksheets/sheet2.xml")).toContain(`location="'Programas «P&amp;D»'!A3"`);
    expect(parts.get("xl/worksheets/_rels/sheet2.xml.rels")).toContain('Target="https://example.co/a?b=1&amp;c=2"');
  });

  it.skipIf(!hasLibreOffice)(`recalculates to the same figures in LibreOffice${withLibreOffice}`, async () => {
    const before = readWorkbook(file, "antes.xlsx");
    const after = readWorkbook(await recalculate(file), "después.xlsx");
    for (const { name } of before.sheets) {
      const [grid, recalculated] = [before.readGrid(name), after.readGrid(name)];
      expect(grid.formulas.size > 0).toBe(name === "Indicadores" || name.startsWith("Programas"));
      for (const key of grid.formulas.keys()) {
        const [row, column] = [Math.floor(key / 16_384), key % 16_384];
        expect(numeric(cell(recalculated, row, column)), `${name} ${row} ${column}`).toEqual(
          numeric(cell(grid, row, column)),
        );
      }
    }
  });

  it.skipIf(!hasLibreOffice || !hasPdfToPpm)(`prints${withLibreOffice || withPdfToPpm}`, async () => {
    const pages = await toPictures(await toPdf(file), 40);
    expect(pages.length).toBe(5);
    expect(pages.every((page) => page.subarray(1, 4).toString("latin1") === "PNG")).toBe(true);
  });

  it.skipIf(python === undefined)(
    `is read by openpyxl with the same values${python === undefined ? " (skipped: no openpyxl)" : ""}`,
    () => {
      const program =
        "import openpyxl,sys,json\n" +
        "book=openpyxl.load_workbook(sys.argv[1],data_only=True)\n" +
        "sheet=book['Indicadores']\n" +
        "print(json.dumps([[c.value for c in r] for r in sheet['C4:F8']]))\n" +
        "openpyxl.load_workbook(sys.argv[1])";
      const printed = withFile(
        file,
        (path) => spawnSync(python ?? "", ["-W", "ignore", "-c", program, path], { encoding: "utf8" }).stdout,
      );
      expect(JSON.parse(printed)).toEqual([
        [0, 0, true, "crítico"],
        [0.01, 2, false, "#N/A"],
        [0.02, 4, true, true],
        [0.03, 6, false, "crítico"],
        [0.04, 8, true, "crítico"],
      ]);
    },
  );
});

/** LibreOffice saves the results of its own arithmetic, equal to ours but for the last digit. */
function numeric(value: unknown): unknown {
  if (typeof value === "number") return Math.round(value * 1e9) / 1e9;
  const isPercent = typeof value === "object" && value !== null && "value" in value;
  return isPercent ? numeric(value.value) : value;
}

function withFile<Result>(file: Buffer, work: (path: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "metas-openpyxl-"));
  try {
    writeFileSync(join(folder, "libro.xlsx"), file);
    return work(join(folder, "libro.xlsx"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function book(): ExcelJS.Workbook {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("Hoja");
  sheet.getCell("A1").value = "Título";
  sheet.getCell("B2").numFmt = "0.00";
  sheet.getCell("A9").value = "Abajo";
  return workbook;
}

function bulk(rows: readonly BulkRow[], more: Partial<BulkSheet> = {}): BulkSheet {
  return { sheet: "Hoja", startRow: 1, rowCount: rows.length, rows, ...more };
}

async function core(date?: Date): Promise<string> {
  const file = await bytesOf(finishWorkbook(book(), date === undefined ? {} : { date }));
  return unzip(file).get("docProps/core.xml") ?? "";
}

describe("finishWorkbook", () => {
  it("finishes a workbook without text, rows or anything", async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet("Hoja");
    const file = await bytesOf(finishWorkbook(workbook));
    expect(await validationErrors(file)).toEqual([]);
    expect(ownFaults(file)).toEqual([]);
  });

  it("leaves the prototypes out when there are no rows", async () => {
    const file = await bytesOf(finishWorkbook(book(), { bulk: [bulk([])] }));
    expect(unzip(file).get("xl/worksheets/sheet1.xml")).not.toContain('r="2"');
    expect(ownFaults(file)).toEqual([]);
  });

  it("puts several blocks of rows into one sheet", async () => {
    const file = await bytesOf(
      finishWorkbook(book(), {
        bulk: [bulk([{ cells: [2] }], { startRow: 10, columnCount: 1 }), bulk([{ cells: [1] }])],
      }),
    );
    const grid = readWorkbook(file, "a.xlsx").readGrid("Hoja");
    expect(grid.rows.map(({ row }) => row)).toEqual([0, 1, 8, 10]);
    expect(ownFaults(file)).toEqual([]);
  });

  it("holds a text that several cells share once, and lets go of it when it is written", async () => {
    const shared = new SharedText("Durante el año & más");
    const own = Array.from({ length: 400 }, (_, index) => `texto ${index}`);
    const above = [...own, shared, shared].map((text): BulkRow => ({ cells: [text] }));
    const below = [shared, "texto 1"].map((text): BulkRow => ({ cells: [text] }));
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet("Hoja");
    const blocks = [
      bulk(above, { startRow: 0, columnCount: 1 }),
      bulk(below, { startRow: above.length, columnCount: 1 }),
    ];
    const file = await bytesOf(finishWorkbook(workbook, { bulk: blocks }));
    const texts = readWorkbook(file, "a.xlsx")
      .readGrid("Hoja")
      .rows.map(({ cells }) => cells[0]);
    expect(texts.slice(400)).toEqual([...Array.from({ length: 3 }, () => "Durante el año & más"), "texto 1"]);
    const strings = unzip(file).get("xl/sharedStrings.xml") ?? "";
    expect(strings.split("Durante el año")).toHaveLength(2);
    expect(strings).toContain(`count="${above.length + below.length}"`);
    expect({ text: shared.text, hasNumber: shared.number !== null }).toEqual({ text: null, hasNumber: true });
  });

  it("states the date it is given, and else always the same", async () => {
    expect(await core(new Date(Date.UTC(2026, 5, 30, 12)))).toContain(">2026-06-30T12:00:00Z</dcterms:created>");
    expect(await core()).toContain(">2000-01-01T00:00:00Z</dcterms:modified>");
  });

  it.each<[string, BulkSheet, string]>([
    ["an unknown sheet", bulk([], { sheet: "Otra" }), "no sheet Otra"],
    ["fewer rows than announced", bulk([{ cells: [] }], { rowCount: 2 }), "fewer rows"],
    ["more rows than announced", bulk([{ cells: [] }, { cells: [] }], { rowCount: 1 }), "more rows"],
    ["more cells than columns", bulk([{ cells: [1, 2, 3] }]), "more cells"],
    ["rows over rows", bulk(Array.from({ length: 8 }, () => ({ cells: [] }))), "row 9 of Hoja"],
    ["rows beyond the sheet", bulk([], { startRow: 1_048_576, rowCount: 1 }), "out of range"],
    ["an outline deeper than announced", bulk([{ cells: [], outlineLevel: 1 }]), "outlineLevels"],
    ["a prototype that is not there", bulk([{ cells: [], prototype: 1 }]), "no prototype row 1"],
    ["a number that is none", bulk([{ cells: [Number.NaN] }]), "NaN"],
    ["a text too long", bulk([{ cells: ["a".repeat(32_768)] }]), "32768"],
    ["a formula with its equals sign", bulk([{ cells: [{ formula: "=A1", value: 1 }] }]), "not a formula"],
  ])("refuses %s", async (_, rows, reason) => {
    await expect(finishWorkbook(book(), { bulk: [rows] })).rejects.toThrow(reason);
  });

  it("refuses more links than Excel takes", async () => {
    const rows = Array.from({ length: 65_531 }, () => ({ cells: [{ value: "a", link: "#Hoja!A1" }] }));
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet("Hoja");
    await expect(finishWorkbook(workbook, { bulk: [bulk(rows, { columnCount: 1 })] })).rejects.toThrow("HYPERLINK");
  });
});
