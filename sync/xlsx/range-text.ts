import { a1, areaName, type Area } from "../../shared/address.ts";

/** Cells of a sheet as a formula names them: `'Hoja 1'!$B$2:$B$9`. */
export function rangeText(sheet: string, area: Area): string {
  return `${quoteSheet(sheet)}!${areaName(area).replace(/([A-Z]+)([0-9]+)/g, "$$$1$$$2")}`;
}

/** One cell as a link inside the workbook names it: `#'Hoja 1'!B2`. */
export function cellLink(sheet: string, row: number, column: number): string {
  return `#${quoteSheet(sheet)}!${a1(row, column)}`;
}

/** Name of a sheet as a formula writes it, always in quotes. */
function quoteSheet(sheet: string): string {
  return `'${sheet.replaceAll("'", "''")}'`;
}
