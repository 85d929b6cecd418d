/**
 * One cell's value as the file or Excel holds it, typed but not interpreted: blank, text, number, logical value, or one
 * of the special cells below. Plain JavaScript values where they suffice, because a city has millions of cells.
 */
export type Cell = null | string | number | boolean | SpecialCell;

export type SpecialCell = PercentCell | DateCell | ErrorCell | PendingCell;

/** A number whose format shows it as a percentage: `value` 0.125 is seen as 12,5 %. */
export interface PercentCell {
  readonly kind: "percent";
  readonly value: number;
}

/** A number whose format shows it as a date or time: days since 1899-12-30 (1904 workbooks are shifted when read). */
export interface DateCell {
  readonly kind: "date";
  readonly serial: number;
}

/** An error value, as Excel writes it in English: `#REF!`, `#N/A`, `#DIV/0!`. */
export interface ErrorCell {
  readonly kind: "error";
  readonly code: string;
}

/** A formula that no program has calculated yet: its value is unknown, which is neither blank nor zero. */
export interface PendingCell {
  readonly kind: "pending";
}

export const pendingCell: PendingCell = { kind: "pending" };

export function isPending(cell: Cell | undefined): boolean {
  return typeof cell === "object" && cell?.kind === "pending";
}

/** True for an error value and for a formula that nobody has calculated: what the cell says is not known. */
export function isUnknown(cell: Cell | undefined): cell is ErrorCell | PendingCell {
  return typeof cell === "object" && (cell?.kind === "error" || cell?.kind === "pending");
}

/** True for a cell that shows nothing: empty, or text of white space only (NBSP included). */
export function isBlank(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === "string" && cell.trim() === "");
}
