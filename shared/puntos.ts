import type { Cell, PercentCell } from "./cell.ts";

/** A percentage as percentage points: 57 % → 57. Any other cell as it is. */
export function inPuntos(cell: Cell): Cell {
  return typeof cell === "object" && cell?.kind === "percent" ? puntosOf(cell.value) : cell;
}

/** The percentage of so many points: 57 → 57 %. */
export function percentOf(puntos: number): PercentCell {
  return { kind: "percent", value: razonOf(puntos) };
}

/** A ratio in percentage points: 0.57 → 57. */
export function puntosOf(razon: number): number {
  return clean(razon * 100);
}

/** So many percentage points as a ratio: 57 → 0.57. */
export function razonOf(puntos: number): number {
  return clean(puntos / 100);
}

/** Without the noise of multiplying. */
function clean(value: number): number {
  return Number(value.toPrecision(15));
}
