import { ApiError } from "./api-error.ts";
import { intersect, isUnbounded } from "./model/area.ts";
import type { ProtectionOption } from "./model/protection.ts";
import type { SheetModel } from "./model/sheet-model.ts";
import type { Region } from "./region.ts";

/** @throws ApiError AccessDenied where the sheet is protected and one of the cells is locked */
export function guardContent({ sheet, areas }: Region): void {
  if (sheet.protection === null) return;
  for (const area of areas) {
    const bounded = isUnbounded(area) ? intersect(area, sheet.usedArea(false) ?? area) : area;
    if (bounded === null) continue;
    if (isUnbounded(bounded)) throw denied();
    for (let row = bounded.top; row <= bounded.bottom; row++) {
      for (let column = bounded.left; column <= bounded.right; column++) {
        if (sheet.styleAt(row, column).locked) throw denied();
      }
    }
  }
}

/** @throws ApiError AccessDenied where the sheet is protected and does not let this kind of change through */
export function guardOption(sheet: SheetModel, option: ProtectionOption): void {
  if (sheet.protection !== null && !sheet.protection.options[option]) throw denied();
}

/** @throws ApiError AccessDenied where the sheet is protected at all */
export function guardSheet(sheet: SheetModel): void {
  if (sheet.protection !== null) throw denied();
}

export function denied(): ApiError {
  return new ApiError("AccessDenied", "You cannot perform the requested operation.");
}
