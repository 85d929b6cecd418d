import type { Cell } from "../../shared/cell.ts";
import { isBlank } from "../../shared/cell.ts";
import { maxTextLength } from "../../shared/rules/cells.ts";
import { showValue } from "../../shared/show-value.ts";
import { cutText } from "../../shared/text.ts";

/** How a blank value is written where values stand side by side; typed as a final value, it means the same. */
export const enBlanco = "(en blanco)";

/** A value as people read it: `15.367`, `12,5 %`, `30/09/2017`, `(en blanco)`. */
export function valorText(cell: Cell): string {
  if (isBlank(cell) || cell === null) return enBlanco;
  if (typeof cell === "string") return cutText(cell, maxTextLength);
  return typeof cell === "object" && cell.kind === "pending" ? "(sin calcular)" : showValue(cell);
}
