import type { Cell, PercentCell } from "./cell.ts";

/** A percentage as percentage points, without the noise of multiplying: 57 % → 57. Any other cell as it is. */
export function inPuntos(cell: Cell): Cell {
  return typeof cell === "object" && cell?.kind === "percent" ? clean(cell.value * 100) : cell;
}

/** The percentage of so many points: 57 → 57 %. */
export function percentOf(puntos: number): PercentCell {
  return { kind: "percent", value: clean(puntos / 100) };
}

function clean(value: number): number {
  return Number(value.toPrecision(15));
}
