import { placeOf, type SheetModel } from "./host/model/sheet-model.ts";
import { isError, type CellValue } from "./host/model/cell-value.ts";
import type { WorkbookModel } from "./host/model/workbook-model.ts";
import { dateFormat, formatKind, percentFormat } from "../../shared/number-format.ts";

/** Cells of a sheet to write into the file, the sheet by its name there. */
export interface SheetChanges {
  readonly hoja: string;
  readonly celdas: readonly CellChange[];
}

export interface CellChange {
  readonly row: number;
  readonly column: number;
  readonly value: SavedValue;
}

export type SavedValue =
  | null
  | string
  | number
  | boolean
  | { readonly kind: "date"; readonly serial: number }
  | { readonly kind: "percent"; readonly value: number };

/** What was changed, and what of it the file cannot take. */
export interface Changes {
  readonly sheets: readonly SheetChanges[];
  /** Changed cells that go into the file. */
  readonly cells: number;
  /** Formulas and error values entered here, which are written by no one. */
  readonly formulas: number;
  readonly newSheets: readonly string[];
}

/** Remembers a workbook as it was opened, so that what changed since can be told. */
export class Opened {
  private readonly workbook: WorkbookModel;
  private readonly sheets: ReadonlyMap<string, { readonly name: string; readonly cells: ReadonlyMap<number, Content> }>;

  constructor(workbook: WorkbookModel) {
    this.workbook = workbook;
    this.sheets = new Map(
      workbook.sheets.map((sheet) => {
        const cells = new Map<number, Content>();
        for (const [key, { value, formula }] of sheet.cells) {
          if (value !== null || formula !== null) cells.set(key, { value, formula });
        }
        return [sheet.id, { name: sheet.name, cells }];
      }),
    );
  }

  /** Formulas that only have another value by now are calculated anew by whoever opens the file. */
  changes(): Changes {
    const sheets: SheetChanges[] = [];
    const newSheets: string[] = [];
    let formulas = 0;
    let cells = 0;
    for (const sheet of this.workbook.sheets) {
      const before = this.sheets.get(sheet.id);
      if (before === undefined) {
        newSheets.push(sheet.name);
        continue;
      }
      const celdas: CellChange[] = [];
      for (const key of new Set([...before.cells.keys(), ...sheet.cells.keys()])) {
        const now = sheet.cells.get(key);
        if (isSame(before.cells.get(key), now)) continue;
        const value = now?.value ?? null;
        const [row, column] = placeOf(key);
        const saved = (now?.formula ?? null) === null ? savedValue(sheet, row, column, value) : undefined;
        if (saved === undefined) formulas++;
        else celdas.push({ row, column, value: saved });
      }
      cells += celdas.length;
      if (celdas.length > 0) sheets.push({ hoja: before.name, celdas });
    }
    return { sheets, cells, formulas, newSheets };
  }
}

interface Content {
  readonly value: CellValue;
  readonly formula: string | null;
}

function isSame(before: Content | undefined, now: Content | undefined): boolean {
  if ((before?.formula ?? null) !== (now?.formula ?? null)) return false;
  if ((before?.formula ?? null) !== null) return true;
  const [one, other] = [before?.value ?? null, now?.value ?? null];
  if (one !== null && isError(one)) return other !== null && isError(other) && one.error === other.error;
  return one === other;
}

function savedValue(sheet: SheetModel, row: number, column: number, value: CellValue): SavedValue | undefined {
  if (value !== null && isError(value)) return undefined;
  if (typeof value !== "number") return value;
  const kind = formatKind(sheet.styleAt(row, column).numberFormat);
  if (kind === dateFormat) return { kind: "date", serial: value };
  return kind === percentFormat ? { kind: "percent", value } : value;
}
