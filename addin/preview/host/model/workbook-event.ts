import type { Area } from "../../../../shared/address.ts";
import type { CellValue } from "./cell-value.ts";
import type { SheetModel } from "./sheet-model.ts";

/** Whose doing a change is: a person or another add-in here, a co-author elsewhere, or the add-in under test. */
export interface Hand {
  readonly source: "Local" | "Remote";
  readonly trigger: "ThisLocalAddin" | "Unknown";
}

export const userHand: Hand = { source: "Local", trigger: "Unknown" };
export const remoteHand: Hand = { source: "Remote", trigger: "Unknown" };
export const addinHand: Hand = { source: "Local", trigger: "ThisLocalAddin" };

/** Something that happened to the workbook, in the order it happened. */
export type WorkbookEvent =
  | ChangedEvent
  | { readonly kind: "formatted"; readonly sheet: SheetModel; readonly areas: readonly Area[]; readonly hand: Hand }
  | { readonly kind: "selected"; readonly sheet: SheetModel; readonly hand: Hand }
  | { readonly kind: "activated"; readonly sheet: SheetModel; readonly hand: Hand }
  | { readonly kind: "deactivated"; readonly sheet: SheetModel; readonly hand: Hand }
  | { readonly kind: "added"; readonly sheet: SheetModel; readonly hand: Hand }
  | { readonly kind: "deleted"; readonly sheet: SheetModel; readonly hand: Hand }
  | { readonly kind: "renamed"; readonly sheet: SheetModel; readonly before: string; readonly hand: Hand }
  | { readonly kind: "protected"; readonly sheet: SheetModel; readonly hand: Hand }
  | { readonly kind: "calculated"; readonly sheet: SheetModel; readonly hand: Hand };

export interface ChangedEvent {
  readonly kind: "changed";
  readonly sheet: SheetModel;
  readonly area: Area;
  readonly changeType: ChangeType;
  /** Only for a single cell, as in Excel. */
  readonly details: { readonly before: CellValue; readonly after: CellValue } | null;
  readonly hand: Hand;
}

export type ChangeType =
  | "RangeEdited"
  | "RowInserted"
  | "RowDeleted"
  | "ColumnInserted"
  | "ColumnDeleted"
  | "CellInserted"
  | "CellDeleted";
