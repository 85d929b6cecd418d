import type { Area } from "../../../../shared/address.ts";

/** A table of a sheet; its area has the header row on top. */
export interface TableModel {
  readonly id: string;
  name: string;
  area: Area;
  style: string;
  showHeaders: boolean;
  showTotals: boolean;
  showBandedRows: boolean;
  showFilterButton: boolean;
}
