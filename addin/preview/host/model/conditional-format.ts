import type { Area } from "../../../../shared/address.ts";

/** A rule that colours cells by what they hold. `priority` is its place in the sheet's list. */
export interface ConditionalFormat {
  readonly id: string;
  readonly type: ConditionalFormatType;
  areas: readonly Area[];
  stopIfTrue: boolean;
  /** With `=`, relative to the first area's top left cell; empty until it is set. */
  formula: string;
  /** Of `CellValue`: `GreaterThan`, `Between` … */
  operator: string;
  formula2: string;
  format: ConditionalStyle;
}

/** The types that this host can make and evaluate; others Excel knows are refused. */
export const conditionalFormatTypes = ["Custom", "CellValue"] as const;
export type ConditionalFormatType = (typeof conditionalFormatTypes)[number];

/** What a rule changes; what it leaves out stays as the cell has it. */
export interface ConditionalStyle {
  readonly fill?: string;
  readonly fontColor?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: string;
  readonly strikethrough?: boolean;
  readonly numberFormat?: string;
}
