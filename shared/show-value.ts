import type { Cell, PendingCell } from "./cell.ts";
import { showSerial } from "./corte.ts";
import { formatNumero, formatPorcentaje } from "./number.ts";

/** A value that is no text as people read it: `15.367`, `12,5 %`, `30/09/2017`, `VERDADERO`, `#N/A`. */
export function showValue(cell: Exclude<Cell, null | string | PendingCell>): string {
  if (typeof cell === "number") return formatNumero(cell, decimals);
  if (typeof cell === "boolean") return cell ? "VERDADERO" : "FALSO";
  switch (cell.kind) {
    case "percent":
      return formatPorcentaje(cell.value, decimals);
    case "date":
      return showSerial(cell.serial);
    case "error":
      return cell.code;
  }
}

const decimals = 10;
