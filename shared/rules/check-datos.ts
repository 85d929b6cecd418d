import { areaName } from "../address.ts";
import type { Nota } from "../layout/notas.ts";
import { formatConteo } from "../number.ts";
import { cutText, listText } from "../text.ts";
import type { LayoutCheck } from "./check-layout.ts";

/** Checks of the rows below the header as a block. */
export const datosChecks: readonly LayoutCheck[] = [
  function noRows({ indicadores, libro }, _plan, raise) {
    if (indicadores.length === 0) raise("sin-indicadores", {}, { hoja: libro.grid.sheet });
  },
  function otherRows({ notas }, _plan, raise) {
    const [first] = notas;
    if (first === undefined) return;
    const cuantas = formatConteo(notas.length, "fila", "filas");
    raise("filas-sin-indicador", { row: first.row, column: first.column }, { cuantas, filas: describeNotas(notas) });
  },
  function otherTables({ otrasTablas }, _plan, raise) {
    const [first] = otrasTablas;
    if (first !== undefined) raise("otra-tabla", first, { tablas: listText(otrasTablas.map(({ lugar }) => lugar)) });
  },
  function merged({ indicadores, layout, libro, notas }, _plan, raise) {
    const lastRow = indicadores.at(-1)?.row ?? -1;
    const known = new Set(layout.columns.values());
    const ofNotas = new Set(notas.map(({ row }) => row));
    // One that begins above is of a header over several rows, whatever lies below it.
    const inside = libro.grid.merges.filter(
      (area) =>
        area.top >= layout.firstDataRow &&
        area.top <= lastRow &&
        hasColumn(known, area.left, area.right) &&
        !(area.top === area.bottom && ofNotas.has(area.top)),
    );
    const [first] = inside;
    if (first === undefined) return;
    const cuantas = formatConteo(inside.length, "grupo de celdas combinadas", "grupos de celdas combinadas");
    const place = { row: first.top, column: first.left };
    raise("celdas-combinadas", place, { cuantas, area: areaName(first) });
  },
  function hiddenRows({ indicadores, layout, libro }, _plan, raise) {
    const hidden = indicadores.filter(({ row }) => libro.grid.hiddenRows.has(row));
    const [first] = hidden;
    if (first === undefined) return;
    const cuantas = formatConteo(hidden.length, "fila oculta", "filas ocultas");
    const column = layout.columns.get("codigo") ?? 0;
    raise("filas-ocultas", { row: first.row, column }, { cuantas, fila: String(first.row + 1) });
  },
];

/** Each row by its number, the first ones with what they say: `12 «TOTAL», 15 «Fuente: SIG», y 18, 19`. */
function describeNotas(notas: readonly Nota[]): string {
  const said = notas.slice(0, 8).map(({ row, text }) => `${row + 1} «${cutText(text, 40)}»`);
  const rest = notas.slice(8).map(({ row }) => String(row + 1));
  return rest.length === 0 ? said.join(", ") : `${said.join(", ")}, y ${listText(rest, 200)}`;
}

function hasColumn(columns: ReadonlySet<number>, from: number, to: number): boolean {
  for (const column of columns) if (column >= from && column <= to) return true;
  return false;
}
