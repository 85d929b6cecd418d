import { isBlank, type Cell } from "../cell.ts";
import { isCodigo } from "../codigo.ts";
import type { Grid, GridRow } from "../grid.ts";
import { parseNumero } from "../number.ts";
import type { Plan } from "../plan/schema.ts";
import { foldText } from "../text.ts";
import { campos } from "./campos.ts";
import { columnasOf } from "./columnas.ts";
import { readOtroEncabezado, type Layout } from "./match.ts";
import { findTablasEntreFilas, type TablaEntreFilas } from "./otras-tablas.ts";

/** A row below the header that is no indicador: a note, a heading of a group, a total, or the header once more. */
export interface Nota {
  /** Zero-based, as the column of the first cell that says something. */
  readonly row: number;
  readonly column: number;
  /** What that cell says. */
  readonly text: string;
}

/** Tells the rows that are no indicadores from those that are, by the columns that a layout found. */
export class NotaFinder {
  /** Columns of data of ours, left to right in the template's order. */
  private readonly dataColumns: readonly number[];
  private readonly figureColumns: ReadonlySet<number>;
  private readonly codigo: number | undefined;
  private readonly nombre: number | undefined;
  private readonly columns: Layout["columns"];
  /** Folded texts of the header, by column. */
  private readonly headers: ReadonlyMap<number, ReadonlySet<string>>;
  private readonly tablas: readonly TablaEntreFilas[];
  private readonly plan: Plan;

  constructor(layout: Layout, grid: Grid, plan: Plan) {
    const data = columnasOf(plan).flatMap(({ campo, key }) => {
      const column = layout.columns.get(key);
      return column === undefined || campos[campo].dueno === "calculada" ? [] : [{ campo, column }];
    });
    this.plan = plan;
    this.dataColumns = data.map(({ column }) => column);
    this.figureColumns = new Set(
      data.filter(({ campo }) => campos[campo].tipo === "numero").map(({ column }) => column),
    );
    this.codigo = layout.columns.get("codigo");
    this.nombre = layout.columns.get("nombre");
    this.columns = layout.columns;
    this.headers = readHeaders(layout, grid);
    this.tablas = findTablasEntreFilas(layout, grid, plan);
  }

  /**
   * `fila` for a row to read as indicador, `blank` without data of ours, `ajena` in another table, `encabezado` for the
   * header with which another one begins, or the nota that it is.
   */
  find({ row, cells }: GridRow): "blank" | "fila" | "ajena" | "encabezado" | Nota {
    const tabla = this.tablas.find(({ area }) => row >= area.top && row <= area.bottom);
    if (tabla?.esDeIndicadores === true) return "ajena";
    const codigo = this.codigo === undefined ? null : cells[this.codigo];
    if (isCodigo(codigo, this.plan)) return "fila";
    const filled = this.dataColumns.filter((column) => !isBlank(cells[column]));
    const [first] = filled;
    if (first === undefined) return "blank";
    if (tabla === undefined && this.isOtroEncabezado({ row, cells })) return "encabezado";
    const isNota =
      tabla !== undefined ||
      (filled.length <= 2 && this.isWords(filled, cells)) ||
      this.isTotal(first, cells) ||
      this.isHeader(filled, cells);
    if (!isNota) return "fila";
    const column = filled.find((each) => typeof cells[each] === "string") ?? first;
    return { row, column, text: textOf(cells[column]) };
  }

  /** Words and no figure: «Elaboró: …», «Componente 4.1 | Fomento». What may be a código with an error is none. */
  private isWords(filled: readonly number[], cells: GridRow["cells"]): boolean {
    return (
      filled.some((column) => isWord(cells[column])) &&
      filled.every((column) => {
        const cell = cells[column];
        if (column === this.codigo) return isWord(cell) && !isCodigoLike(cell);
        if (this.figureColumns.has(column)) return typeof cell === "string" && parseNumero(cell).kind === "text";
        return typeof cell === "string" || typeof cell === "number";
      })
    );
  }

  /** «TOTAL», «Subtotal componente 4.1»: of words after it, only the código's column can have any. */
  private isTotal(first: number, cells: GridRow["cells"]): boolean {
    const isTotal = (column: number | undefined, pattern: RegExp): boolean => {
      const cell = column === undefined ? null : cells[column];
      return typeof cell === "string" && mayBeTotal.test(cell) && pattern.test(foldText(cell));
    };
    if (isTotal(this.codigo, totalBegin)) return true;
    return isBlank(this.codigo === undefined ? null : cells[this.codigo])
      ? isTotal(first, totalAlone) || isTotal(this.nombre, totalAlone)
      : false;
  }

  /** A header that names a column of ours elsewhere, or another one in its place: below it the figures are others. */
  private isOtroEncabezado({ row, cells }: GridRow): boolean {
    return [...readOtroEncabezado({ row, cells }, this.plan)].some(
      ([column, key]) =>
        this.columns.get(key) !== column &&
        (this.columns.has(key) || this.dataColumns.includes(column)) &&
        !this.repeatsHeader(column, cells),
    );
  }

  /** The header again, as on the next page of a copy. */
  private isHeader(filled: readonly number[], cells: GridRow["cells"]): boolean {
    if (filled.length < 2 || !this.repeatsHeader(filled[0], cells) || !this.repeatsHeader(filled[1], cells))
      return false;
    return filled.filter((column) => this.repeatsHeader(column, cells)).length * 2 > filled.length;
  }

  private repeatsHeader(column: number | undefined, cells: GridRow["cells"]): boolean {
    const cell = column === undefined ? null : cells[column];
    if (column === undefined || (typeof cell !== "string" && typeof cell !== "number")) return false;
    const headers = this.headers.get(column);
    return headers !== undefined && headers.has(foldText(String(cell)));
  }
}

function readHeaders(layout: Layout, { rows }: Grid): Map<number, Set<string>> {
  const first = layout.headerRow - (layout.disposicion?.filasEncabezado ?? 1) + 1;
  const headers = new Map<number, Set<string>>();
  for (const { row, cells } of rows) {
    if (row > layout.headerRow) break;
    if (row < first && row !== layout.tagRow) continue;
    for (const [column, cell] of cells.entries()) {
      if (!isBlank(cell)) headers.set(column, (headers.get(column) ?? new Set()).add(foldText(textOf(cell))));
    }
  }
  return headers;
}

function textOf(cell: Cell | undefined): string {
  return typeof cell === "string" || typeof cell === "number" ? String(cell).trim() : "";
}

function isWord(cell: Cell | undefined): boolean {
  return typeof cell === "string" && /\p{L}{3}/u.test(cell);
}

/** Without a space and with a figure, it may be a código of letters and digits with an error in it. */
function isCodigoLike(cell: Cell | undefined): boolean {
  return typeof cell === "string" && /\d/.test(cell) && !/\s/.test(cell.trim());
}

const mayBeTotal = /total/i;
const totalBegin = /^(?:gran |sub ?-?)?total(?:es)?\b/;
const totalAlone =
  /^(?:gran |sub ?-?)?total(?:es)?(?: general(?:es)?)?(?: (?:del? )?(?:la |el )?(?:eje|componente|programa|secretaria|dependencia|ciudad|municipio|plan))?[\d.\s]*:?$/;
