import { pendingCell, type Cell } from "../../shared/cell.ts";
import { cellKey, type GridRow } from "../../shared/grid.ts";
import { dateFormat, formatKind, percentFormat, type FormatKind } from "../../shared/number-format.ts";
import { DoorError } from "../door-error.ts";
import { isTooLarge } from "./run.ts";

/** Cells of an area as a grid has them. */
export interface CellsRead {
  readonly rows: readonly GridRow[];
  readonly formulas: ReadonlyMap<number, string>;
  /** Text cells that look like an error value; whether they are one, only `valueTypes` tells. */
  readonly suspects: readonly { readonly row: number; readonly column: number }[];
}

export interface CellArea {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** How much of a sheet is asked for at once. */
export interface BlockLimits {
  /** Rows of the first block. */
  readonly firstRows: number;
  /** Bytes that the next blocks should come to. */
  readonly bytes: number;
}

/** Excel on a desktop carries any sheet in one answer. */
export const desktopLimits: BlockLimits = { firstRows: Number.MAX_SAFE_INTEGER, bytes: Number.MAX_SAFE_INTEGER };

/** Excel on the web stops at 5 MB; office.js itself takes some. */
export const webLimits: BlockLimits = { firstRows: 250, bytes: 3_500_000 };

/**
 * Reads the cells of an area in blocks of rows, as large as Excel lets them be: one where there is no limit. What else is
 * asked for in `context` beforehand comes with the first of them.
 */
export async function readCells(
  context: Excel.RequestContext,
  sheetId: string,
  area: CellArea,
  limits: BlockLimits,
): Promise<CellsRead> {
  const reader = new CellReader(area.left);
  let top = area.top;
  let size = limits.firstRows;
  while (top <= area.bottom) {
    const count = Math.min(size, area.bottom - top + 1);
    const range = context.workbook.worksheets
      .getItem(sheetId)
      .getRangeByIndexes(top, area.left, count, area.right - area.left + 1);
    range.load(["values", "formulas", "numberFormat"]);
    try {
      await context.sync();
    } catch (error) {
      if (!isTooLarge(error) || count === 1) throw error;
      size = Math.floor(count / 2);
      continue;
    }
    const bytes = reader.add(top, range);
    top += count;
    // A block that was cut for its size says nothing of how large the next may be; its bytes do.
    size = Math.max(1, Math.floor((count * limits.bytes) / Math.max(1, bytes)));
  }
  return reader;
}

class CellReader implements CellsRead {
  readonly rows: GridRow[] = [];
  readonly formulas = new Map<number, string>();
  readonly suspects: { row: number; column: number }[] = [];
  private readonly left: number;
  private readonly kinds = new Map<string, FormatKind>();

  constructor(left: number) {
    this.left = left;
  }

  /** @returns about how many bytes the answer had */
  add(top: number, range: Excel.Range): number {
    const values = matrixOf(range.values);
    const formulas = matrixOf(range.formulas);
    const formats = matrixOf(range.numberFormat);
    let bytes = 0;
    for (const [down, row] of values.entries()) {
      const cells: (Cell | undefined)[] = [];
      let isUsed = false;
      for (const [right, value] of row.entries()) {
        const column = this.left + right;
        const formula = formulas[down]?.[right];
        const format = formats[down]?.[right];
        bytes += sizeOf(value) + sizeOf(formula) + sizeOf(format);
        // A text that merely begins with = is the same in both.
        const isFormula = typeof formula === "string" && formula.startsWith("=") && formula !== value;
        if (isFormula) this.formulas.set(cellKey(top + down, column), formula.slice(1));
        const cell = this.cellOf(value, isFormula, typeof format === "string" ? format : "General");
        if (cell !== null) cells[column] = cell;
        if (isFormula || cell !== null) isUsed = true;
        if (typeof cell === "string" && errorTexts.has(cell)) this.suspects.push({ row: top + down, column });
      }
      if (isUsed) this.rows.push({ row: top + down, cells });
    }
    return bytes;
  }

  private cellOf(value: unknown, isFormula: boolean, format: string): Cell {
    if (value === "" || value === null) return isFormula ? "" : null;
    if (typeof value === "number") {
      let kind = this.kinds.get(format);
      if (kind === undefined) {
        kind = formatKind(format);
        this.kinds.set(format, kind);
      }
      if (kind === percentFormat) return { kind: "percent", value };
      return kind === dateFormat ? { kind: "date", serial: value } : value;
    }
    if (typeof value === "boolean") return value;
    const text = typeof value === "string" ? value : JSON.stringify(value);
    // Excel is still calculating: what the cell will hold is not known yet.
    if (text === "#BUSY!" && isFormula) return pendingCell;
    return isFormula && errorTexts.has(text) ? { kind: "error", code: text } : text;
  }
}

/** Error values as the API gives them, in English whatever Excel's language. */
const errorTexts = new Set(
  ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"].concat([
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#GETTING_DATA",
    "#BLOCKED!",
    "#CONNECT!",
    "#UNKNOWN!",
  ]),
);

/** @throws DoorError `sin-valores` for the null that Excel sometimes answers instead */
export function matrixOf(values: unknown): readonly (readonly unknown[])[] {
  if (!Array.isArray(values)) throw new DoorError("sin-valores", "values, formulas or formats came as null");
  return values;
}

function sizeOf(value: unknown): number {
  return typeof value === "string" ? value.length + 3 : 8;
}
