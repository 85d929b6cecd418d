import { a1 } from "../../shared/address.ts";
import { isBlank, type Cell } from "../../shared/cell.ts";
import type { DefinedName, Grid } from "../../shared/grid.ts";
import { readTitulo, tituloCampos } from "../../shared/layout/titulo.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { foldText, listText, normalizeText } from "../../shared/text.ts";
import type { ConflictoAbierto } from "../corrida/registro.ts";
import { makeAviso, type AvisoCanonico } from "./aviso.ts";
import { encabezadosConflictos, encabezados, encabezadosValores } from "./hoja-conflictos.ts";
import { encabezadosHistorial } from "./hoja-historial.ts";
import { inicioLeyenda, inicioTitulo } from "./hoja-indicadores.ts";
import { valoresConflicto } from "./palabras.ts";

/*
 * What stands in the canonical workbook where nobody reads it and the next rewrite puts our own text, or nothing. Known by
 * its place and by how our texts begin, not by their words: those go with the plan and with the program's version.
 */

/** Above the table of the sheet Indicadores; all that is below is kept, in its columns or as rows of nobody. */
export function avisosSobreIndicadores(
  grid: Grid,
  names: readonly DefinedName[],
  headerRow: number,
  plan: Plan,
): AvisoCanonico[] {
  const { vigencia, corte, version } = readTitulo(grid, names, headerRow, plan).cells;
  const above = { ...grid, rows: grid.rows.filter(({ row }) => row < headerRow) };
  return avisosOf(
    above,
    (cell, row, column) =>
      [vigencia, corte, version].some((place) => place?.row === row && place.column === column) ||
      (typeof cell === "string" && (row === headerRow - 1 ? tag.test(cell) : isOwnTitulo(cell))),
  );
}

/** In the row of tags, above the header, every text of ours is the key of a column. */
const tag = /^[a-z][A-Za-z]*\d*$/;
const etiquetas = new Set(Object.values(tituloCampos).map(({ etiqueta }) => foldText(etiqueta)));

function isOwnTitulo(text: string): boolean {
  return text.startsWith(inicioTitulo) || text.startsWith(inicioLeyenda) || etiquetas.has(foldText(text));
}

/** Outside the columns of the sheet Conflictos, and over the values of its conflicts, which are decided elsewhere. */
export function avisosEnConflictos(
  grid: Grid,
  plan: Plan,
  abiertos: readonly ConflictoAbierto[],
): readonly AvisoCanonico[] {
  const conflictos = new Map(abiertos.map(({ conflicto }) => [conflicto.id, conflicto]));
  return avisosOfTabla(grid, encabezadosConflictos, (cell, encabezado, id) => {
    const campo = encabezadosValores[encabezado];
    const conflicto = conflictos.get(id);
    if (campo === undefined || conflicto?.clase !== "celda") return true;
    return typeof cell === "string" && normalizeText(cell) === normalizeText(valoresConflicto(conflicto, plan)[campo]);
  });
}

/** Outside the columns of the sheet Historial. */
export function avisosEnHistorial(grid: Grid): readonly AvisoCanonico[] {
  return avisosOfTabla(grid, encabezadosHistorial, () => true);
}

/** Beside the names of the hidden sheet with the lists. */
export function avisosEnListas(grid: Grid): readonly AvisoCanonico[] {
  return avisosOf(grid, (_, __, column) => column === 0);
}

/**
 * Of a sheet with a title in column A, a blank row, and a table whose every row has an Id, or one line over all columns
 * where there is none. A sheet without its header is told of by who reads the decisions.
 */
function avisosOfTabla(
  grid: Grid,
  propios: readonly string[],
  isOurs: (cell: Cell, encabezado: string, id: string) => boolean,
): AvisoCanonico[] {
  const wanted = new Map(propios.map((each) => [foldText(each), each]));
  const header = grid.rows.find(({ cells }) => cells.filter((cell) => isIn(wanted, cell)).length > propios.length / 2);
  if (header === undefined) return [];
  const columns = new Map<number, string>();
  for (const [column, cell] of header.cells.entries()) {
    const encabezado = typeof cell === "string" ? wanted.get(foldText(cell)) : undefined;
    if (encabezado === undefined) continue;
    columns.set(column, encabezado);
    wanted.delete(foldText(encabezado));
  }
  const idColumn = [...columns].find(([, encabezado]) => encabezado === encabezados.id)?.[0] ?? 0;
  const ids = new Map(grid.rows.map(({ row, cells }) => [row, textOf(cells[idColumn])]));
  const lines = new Set(grid.merges.filter(({ left }) => left === 0).map(({ top }) => top));
  return avisosOf(grid, (cell, row, column) => {
    if (row < header.row) return column === 0 && row < header.row - 1;
    const encabezado = columns.get(column);
    if (encabezado === undefined) return false;
    if (row === header.row || (lines.has(row) && column === 0)) return true;
    const id = ids.get(row) ?? "";
    return id !== "" && isOurs(cell, encabezado, id);
  });
}

function isIn(words: ReadonlyMap<string, string>, cell: Cell | undefined): boolean {
  return typeof cell === "string" && words.has(foldText(cell));
}

function textOf(cell: Cell | undefined): string {
  return typeof cell === "string" ? cell.trim() : typeof cell === "number" ? String(cell) : "";
}

/** One aviso for all cells of a sheet that are not ours. */
function avisosOf(grid: Grid, isOurs: (cell: Cell, row: number, column: number) => boolean): AvisoCanonico[] {
  const found: string[] = [];
  for (const { row, cells } of grid.rows) {
    for (const [column, cell] of cells.entries()) {
      if (cell === undefined || isBlank(cell) || isOurs(cell, row, column)) continue;
      found.push(a1(row, column));
    }
  }
  const [first] = found;
  if (first === undefined) return [];
  return [makeAviso("texto-fuera-de-la-tabla", `${grid.sheet}!${first}`, { celdas: listText(found, maxCeldas) })];
}

const maxCeldas = 5;
