import { areaName, a1, type Area } from "../address.ts";
import { isBlank } from "../cell.ts";
import { isCodigo } from "../codigo.ts";
import type { Grid, GridRow } from "../grid.ts";
import { formatConteo } from "../number.ts";
import type { Plan } from "../plan/schema.ts";
import { isAcross, namesCodigo, readOtroEncabezado, repeatsLayout, type Layout } from "./match.ts";

/** An Excel table below the header that stands in columns of ours, and does not go on with the table that is read. */
export interface TablaEntreFilas {
  readonly area: Area;
  /** It has a column of códigos of its own, and is told of; of any other the rows without código are notas. */
  readonly esDeIndicadores: boolean;
}

/** Where another table of indicadores of the sheet begins, zero-based, and what people call its place. */
export interface OtraTabla {
  readonly row: number;
  readonly column: number;
  readonly lugar: string;
}

export function findTablasEntreFilas(layout: Layout, grid: Grid, plan: Plan): TablaEntreFilas[] {
  return grid.tables
    .filter(({ area }) => isEntreFilas(area, layout) && !goesOn(area, layout, grid, plan))
    .map(({ area }) => ({ area, esDeIndicadores: hasCodigo(area, grid, plan) }));
}

/** A table that begins with the first row of data, or above it, is the one that is read. */
export function isEntreFilas(area: Area, { columns, firstDataRow }: Layout): boolean {
  return area.top > firstDataRow && [...columns.values()].some((column) => isAcross(area, column));
}

/**
 * The tables of indicadores that are not read: Excel tables, one whose header stands above or to the right of the one that
 * was found, one whose header ended the reading, and rows with códigos above the header that is read, of which nobody knows
 * the header.
 *
 * @param below row of that header
 */
export function findOtrasTablas(layout: Layout, grid: Grid, plan: Plan, below: GridRow | undefined): OtraTabla[] {
  const areas = grid.tables.flatMap(({ area }) =>
    !isOwn(area, layout) && hasCodigo(area, grid, plan) && !goesOn(area, layout, grid, plan) ? area : [],
  );
  const tablas = areas.map((area): OtraTabla => ({ row: area.top, column: area.left, lugar: areaName(area) }));
  // The rows right above a header are part of it.
  const above = grid.rows.find(
    (each) =>
      each.row < layout.headerRow - 2 &&
      each.row !== layout.tagRow &&
      readOtroEncabezado(each, plan).size > 0 &&
      tablas.every(({ row }) => row !== each.row),
  );
  const sueltas = grid.rows.flatMap(({ row, cells }) => {
    if (row >= (above?.row ?? layout.headerRow) || areas.some(({ top, bottom }) => top <= row && row <= bottom))
      return [];
    // The vigencia of the title is none, short as códigos may be.
    const column = cells.findIndex((cell) => isCodigo(cell, plan) && !plan.vigencias.includes(Number(cell)));
    return column < 0 ? [] : { row, column };
  });
  const [first] = sueltas;
  if (first !== undefined) {
    const filas = formatConteo(sueltas.length, "fila", "filas");
    tablas.push({ ...first, lugar: `la de ${filas} con código que empieza en ${a1(first.row, first.column)}` });
  }
  const { beside } = layout;
  const places = [above, below].flatMap((each) => (each === undefined ? [] : [[each.row, firstColumn(each)] as const]));
  if (beside !== null) places.push([layout.headerRow, beside]);
  return tablas.concat(places.map(([row, column]) => ({ row, column, lugar: `la que empieza en ${a1(row, column)}` })));
}

function isOwn(area: Area, { columns, headerRow }: Layout): boolean {
  return area.top <= headerRow && headerRow <= area.bottom && isAcross(area, columns.get("codigo") ?? area.left);
}

/** The table that is read, in another piece. */
function goesOn(area: Area, layout: Layout, grid: Grid, plan: Plan): boolean {
  return repeatsLayout(headersOf(area, grid), layout, plan);
}

function hasCodigo(area: Area, grid: Grid, plan: Plan): boolean {
  return namesCodigo(headersOf(area, grid), plan);
}

/** Cells of a table's first row, by column. */
function headersOf(area: Area, { rows }: Grid): GridRow["cells"] {
  const first = rows.find(({ row }) => row === area.top)?.cells ?? [];
  return first.map((cell, column) => (isAcross(area, column) ? cell : undefined));
}

function firstColumn({ cells }: GridRow): number {
  return cells.findIndex((cell) => !isBlank(cell));
}
