import type { Area } from "../../../shared/address.ts";
import { ApiError } from "./api-error.ts";
import { addressOf, quoteSheet } from "./model/area.ts";
import type { SheetModel } from "./model/sheet-model.ts";

/** Cells of one sheet that an API object stands for: one area for a Range, any number for RangeAreas. */
export class Region {
  readonly sheet: SheetModel;
  readonly areas: readonly Area[];

  constructor(sheet: SheetModel, areas: readonly Area[]) {
    this.sheet = sheet;
    this.areas = areas;
  }

  /** The only area of a Range. */
  get area(): Area {
    const [area] = this.areas;
    if (area === undefined) throw new ApiError("InvalidReference", "The range has no cells.");
    return area;
  }

  /** `Hoja1!A1:B2`, several joined by commas. */
  get address(): string {
    return this.areas.map((area) => `${quoteSheet(this.sheet.name)}!${addressOf(area)}`).join(",");
  }
}
