import type { Workbook } from "exceljs";
/*
 * exceljs's workbook without the rest of exceljs (its streams, archiver and unzipper), which takes longer to load than
 * thirty workbooks to read.
 */
import ExcelWorkbook from "exceljs/lib/doc/workbook.js";

export function newWorkbook(): Workbook {
  return new ExcelWorkbook();
}
