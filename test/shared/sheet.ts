import { cellKey, type DefinedName, type Grid, type WorkbookInfo } from "../../shared/grid.ts";
import type { Area } from "../../shared/address.ts";
import type { Cell, DateCell, ErrorCell, PercentCell } from "../../shared/cell.ts";
import { serialFromIso } from "../../shared/corte.ts";
import { planSchema, type Plan, type PlanInput } from "../../shared/plan/schema.ts";
import { cali2016 } from "../../shared/plan/cali-2016-2019.ts";
import type { Libro } from "../../shared/read.ts";

/** A cell in a test: a value, or a formula with the value it shows. */
export type TestCell = Cell | undefined | { readonly formula: string; readonly value: Cell };

export interface SheetOptions {
  readonly sheet?: string;
  readonly visibility?: Grid["visibility"];
  readonly merges?: readonly Area[];
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
}

/** A grid from rows of cells, the first one row 1; an empty array is a row without content. */
export function makeGrid(rows: readonly (readonly TestCell[])[], options: SheetOptions = {}): Grid {
  const formulas = new Map<number, string>();
  const cellOf = (cell: TestCell, row: number, column: number): Cell => {
    if (typeof cell !== "object" || cell === null || !("formula" in cell)) return cell ?? null;
    formulas.set(cellKey(row, column), cell.formula);
    return cell.value;
  };
  return {
    sheet: options.sheet ?? "Indicadores",
    visibility: options.visibility ?? "visible",
    rows: rows
      .map((cells, row) => ({ row, cells: cells.map((cell, column) => cellOf(cell, row, column)) }))
      .filter(({ cells }) => cells.some((cell) => cell !== null)),
    formulas,
    merges: options.merges ?? [],
    hiddenRows: new Set(options.hiddenRows),
    hiddenColumns: new Set(options.hiddenColumns),
    tables: [],
  };
}

/** A workbook with one sheet, and what else it says of itself. */
export function makeLibro(
  rows: readonly (readonly TestCell[])[],
  options: SheetOptions & Partial<WorkbookInfo> = {},
): Libro {
  const grid = makeGrid(rows, options);
  return {
    file: "prueba.xlsx",
    grid,
    info: {
      sheets: options.sheets ?? [{ name: grid.sheet, visibility: grid.visibility }],
      definedNames: options.definedNames ?? [],
      hasMacros: options.hasMacros ?? false,
      externalLinks: options.externalLinks ?? 0,
    },
  };
}

/** The built-in plan, with changes. */
export function makePlan(changes: Partial<PlanInput> = {}): Plan {
  return planSchema.parse({ ...cali2016, ...changes });
}

export function percent(value: number): PercentCell {
  return { kind: "percent", value };
}

export function fecha(iso: string): DateCell {
  return { kind: "date", serial: serialFromIso(iso) };
}

export function errorCell(code = "#REF!"): ErrorCell {
  return { kind: "error", code };
}

export function definedName(name: string, refersTo: string): DefinedName {
  return { name, refersTo, sheet: null };
}
