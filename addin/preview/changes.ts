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
  readonly deletedSheets: readonly string[];
  /** Sheets whose highlight came, went or changed. */
  readonly highlighted: readonly string[];
  /** Cells with another number format. */
  readonly formats: number;
  /** Rows and columns that were hidden or shown. */
  readonly hidden: number;
  /** What the pane keeps in the workbook is another, as a plan. */
  readonly settings: boolean;
}

/** Remembers a workbook as it was opened, so that what changed since can be told. */
export class Opened {
  private readonly workbook: WorkbookModel;
  private readonly sheets: ReadonlyMap<string, OpenedSheet>;
  private readonly settings: string;

  constructor(workbook: WorkbookModel) {
    this.workbook = workbook;
    this.sheets = new Map(
      workbook.sheets.map((sheet) => {
        const cells = new Map<number, OpenedCell>();
        for (const [key, { value, formula }] of sheet.cells) {
          const [row, column] = placeOf(key);
          cells.set(key, { value, formula, format: sheet.styleAt(row, column).numberFormat });
        }
        const { name } = sheet;
        return [sheet.id, { name, cells, highlight: highlightOf(sheet), hidden: hiddenOf(sheet) }];
      }),
    );
    this.settings = settingsOf(workbook);
  }

  /** Formulas that only have another value by now are calculated anew by whoever opens the file. */
  changes(): Changes {
    const sheets: SheetChanges[] = [];
    const newSheets: string[] = [];
    const highlighted: string[] = [];
    let formulas = 0;
    let cells = 0;
    let formats = 0;
    let hidden = 0;
    for (const sheet of this.workbook.sheets) {
      const before = this.sheets.get(sheet.id);
      if (before === undefined) {
        newSheets.push(sheet.name);
        continue;
      }
      if (highlightOf(sheet) !== before.highlight) highlighted.push(sheet.name);
      hidden += differences(before.hidden.rows, sheet.hiddenRows);
      hidden += differences(before.hidden.columns, sheet.hiddenColumns);
      const celdas: CellChange[] = [];
      for (const key of new Set([...before.cells.keys(), ...sheet.cells.keys()])) {
        const now = sheet.cells.get(key);
        const had = before.cells.get(key);
        const [row, column] = placeOf(key);
        if (had !== undefined && had.format !== sheet.styleAt(row, column).numberFormat) formats++;
        if (isSame(had, now)) continue;
        const value = now?.value ?? null;
        const saved = (now?.formula ?? null) === null ? savedValue(sheet, row, column, value) : undefined;
        if (saved === undefined) formulas++;
        else celdas.push({ row, column, value: saved });
      }
      cells += celdas.length;
      if (celdas.length > 0) sheets.push({ hoja: before.name, celdas });
    }
    const deletedSheets = [...this.sheets]
      .filter(([id]) => this.workbook.sheets.every((sheet) => sheet.id !== id))
      .map(([, { name }]) => name);
    const settings = settingsOf(this.workbook) !== this.settings;
    return { sheets, cells, formulas, newSheets, deletedSheets, highlighted, formats, hidden, settings };
  }
}

interface Content {
  readonly value: CellValue;
  readonly formula: string | null;
}

interface OpenedCell extends Content {
  readonly format: string;
}

interface OpenedSheet {
  readonly name: string;
  readonly cells: ReadonlyMap<number, OpenedCell>;
  readonly highlight: string;
  readonly hidden: { readonly rows: ReadonlySet<number>; readonly columns: ReadonlySet<number> };
}

/** Conditional formats by what they do: those put back as they were are the same. */
function highlightOf({ conditionalFormats }: SheetModel): string {
  return JSON.stringify(
    conditionalFormats.map(({ type, areas, formula, formula2, operator, format, stopIfTrue }) => {
      return [type, areas, formula, formula2, operator, format, stopIfTrue];
    }),
  );
}

function hiddenOf({ hiddenRows, hiddenColumns }: SheetModel): OpenedSheet["hidden"] {
  return { rows: new Set(hiddenRows), columns: new Set(hiddenColumns) };
}

function differences(before: ReadonlySet<number>, now: ReadonlySet<number>): number {
  return [...before].filter((each) => !now.has(each)).length + [...now].filter((each) => !before.has(each)).length;
}

function settingsOf({ settings }: WorkbookModel): string {
  return JSON.stringify([...settings].toSorted(([one], [other]) => (one < other ? -1 : 1)));
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
