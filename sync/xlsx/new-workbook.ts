import { createRequire } from "node:module";
import type ExcelJS from "exceljs";

/**
 * exceljs's workbook without the rest of exceljs (its streams, archiver and unzipper), which takes longer to load than
 * thirty workbooks to read.
 */
const ExcelWorkbook: typeof ExcelJS.Workbook = createRequire(import.meta.url)("exceljs/lib/doc/workbook.js");

export function newWorkbook(): ExcelJS.Workbook {
  return new ExcelWorkbook();
}
