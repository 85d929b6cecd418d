declare module "exceljs/lib/doc/workbook.js" {
  import type { Workbook } from "exceljs";

  const ExcelWorkbook: typeof Workbook;
  export default ExcelWorkbook;
}
