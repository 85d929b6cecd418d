import { isBlank } from "../cell.ts";
import { cellKey, type Grid } from "../grid.ts";
import { columnasOf } from "../layout/columnas.ts";
import { formatConteo } from "../number.ts";
import type { LayoutCheck } from "./check-layout.ts";

/** Checks of the formulas: computed columns that someone typed over, and formulas that lost what they refer to. */
export const formulasChecks: readonly LayoutCheck[] = [
  function overwritten({ indicadores, layout, libro }, plan, raise) {
    if (layout.disposicion !== null) return;
    const rows = new Set(indicadores.map(({ row }) => row));
    for (const { key, info, encabezado } of columnasOf(plan)) {
      const column = layout.columns.get(key);
      if (column === undefined || info.dueno !== "calculada") continue;
      const typed = libro.grid.rows.filter(
        ({ row, cells }) => rows.has(row) && !isBlank(cells[column]) && !libro.grid.formulas.has(cellKey(row, column)),
      );
      const [first] = typed;
      if (first === undefined) continue;
      const cuantas = formatConteo(typed.length, "celda", "celdas");
      raise("formula-sobrescrita", { row: first.row, column }, { columna: encabezado, cuantas });
    }
  },
  function broken({ layout, libro, rows }, plan, raise) {
    const sinReferencia = brokenKeys(libro.grid.formulas);
    for (const { key, info, encabezado } of columnasOf(plan)) {
      const column = layout.columns.get(key);
      if (column === undefined || (sinReferencia.size === 0 && info.dueno !== "calculada")) continue;
      let count = 0;
      let first: number | null = null;
      let muestra = "#REF!";
      for (const { row, cells } of rows) {
        const cell = cells[column];
        const shown =
          info.dueno === "calculada" && typeof cell === "object" && cell?.kind === "error" ? cell.code : null;
        if (shown === null && !sinReferencia.has(cellKey(row, column))) continue;
        if (first === null) muestra = shown ?? muestra;
        first ??= row;
        count += 1;
      }
      if (first === null) continue;
      const cuantas = formatConteo(count, "celda", "celdas");
      raise("formula-rota", { row: first, column }, { columna: encabezado, cuantas, muestra });
    }
  },
];

const brokenByFormulas = new WeakMap<Grid["formulas"], ReadonlySet<number>>();

/** Cells whose formula lost what it refers to; a sheet's formulas stay the same from one edit of a figure to the next. */
function brokenKeys(formulas: Grid["formulas"]): ReadonlySet<number> {
  let keys = brokenByFormulas.get(formulas);
  if (keys === undefined) {
    keys = new Set([...formulas].filter(([, text]) => text.includes("#REF!")).map(([key]) => key));
    brokenByFormulas.set(formulas, keys);
  }
  return keys;
}
