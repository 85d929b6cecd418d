import { ApiError } from "../api-error.ts";
import { invalid } from "../args.ts";
import type { SheetModel } from "../model/sheet-model.ts";
import type { WorkbookModel } from "../model/workbook-model.ts";

/**
 * Excel's rules for a sheet's name: 1 to 31 characters, none of `:\/?*[]`, no apostrophe at either end, no other sheet's.
 *
 * @param own the sheet that is being renamed, or null for a new one
 * @throws ApiError InvalidArgument or ItemAlreadyExists
 */
export function checkSheetName(workbook: WorkbookModel, name: string, own: SheetModel | null): void {
  if (name === "" || name.length > 31 || /[:\\/?*[\]]/.test(name) || name.startsWith("'") || name.endsWith("'")) {
    throw invalid(`«${name}» cannot be the name of a sheet`);
  }
  const other = workbook.sheets.find((sheet) => sheet.name.toLowerCase() === name.toLowerCase());
  if (other !== undefined && other !== own) {
    throw new ApiError("ItemAlreadyExists", `There is a sheet «${name}» already.`);
  }
}
