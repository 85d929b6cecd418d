import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { defaultLimits, type ReadLimits } from "../../sync/xlsx/limits.ts";
import { readWorkbook } from "../../sync/xlsx/read.ts";
import { openZip } from "../../sync/xlsx/zip.ts";

/** Reads the first sheet of a workbook to typed values, row by row. */
export type Reader = (file: string) => Promise<readonly (readonly unknown[])[]> | readonly (readonly unknown[])[];

export const readers: Readonly<Record<string, () => Promise<Reader>>> = {
  nuestro: () => Promise.resolve((file) => readOurs(file)),
  inflate: () => Promise.resolve(inflateNeeded),
  exceljs: async () => {
    const { default: ExcelJS } = await import("exceljs");
    return async (file) => {
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(file);
      const rows: (readonly unknown[])[] = [];
      workbook.worksheets[0]?.eachRow((row) => rows.push(Array.isArray(row.values) ? row.values : []));
      return rows;
    };
  },
  "exceljs-stream": async () => {
    const { default: ExcelJS } = await import("exceljs");
    return async (file) => {
      const rows: (readonly unknown[])[] = [];
      const reader = new ExcelJS.stream.xlsx.WorkbookReader(file, { sharedStrings: "cache", styles: "cache" });
      for await (const sheet of reader) {
        for await (const row of sheet) rows.push(Array.isArray(row.values) ? row.values : []);
        break;
      }
      return rows;
    };
  },
  "read-excel-file": async () => {
    const { readSheet } = await import("read-excel-file/node");
    return (file) => readSheet(file);
  },
};

/** The reader's caps, for sheets larger than any secretaría's. */
const wideLimits: ReadLimits = {
  ...defaultLimits,
  fileBytes: 1024 ** 3,
  inflatedBytes: 2 * 1024 ** 3 - 1,
  cells: 20_000_000,
  places: 20_000_000,
};

function readOurs(file: string): readonly (readonly unknown[])[] {
  const workbook = readWorkbook(readFileSync(file), file, wideLimits);
  const [sheet] = workbook.sheets;
  if (sheet === undefined) throw new Error(`${file} has no sheet`);
  return workbook.readGrid(sheet.name).rows.map(({ cells }) => cells);
}

const needed =
  /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|styles\.xml|sharedStrings\.xml|worksheets\/sheet1\.xml)$/i;

/** The least any reader in Node must do: get the parts a reader needs out of the zip, in one piece each. */
function inflateNeeded(file: string): [] {
  const zip = openZip(readFileSync(file), file, wideLimits);
  for (const entry of zip.entries) {
    if (!needed.test(entry.name)) continue;
    inflateRawSync(zip.compressed(entry), { chunkSize: Math.max(64, entry.size + 1), maxOutputLength: entry.size });
  }
  return [];
}
