import { a1, type Area } from "../../shared/address.ts";
import { isReadOnly, type Place } from "./grid-view.ts";
import type { ExcelHost } from "./host/excel-host.ts";
import { bound } from "./host/model/area.ts";
import { isError } from "./host/model/cell-value.ts";
import type { Entries } from "./host/model/enter.ts";
import type { SheetModel } from "./host/model/sheet-model.ts";

/** What became of going a step back or forth. */
export type StepEnd =
  | { readonly kind: "done"; readonly sheet: SheetModel; readonly area: Area }
  /** There is no step. */
  | { readonly kind: "none" }
  /** The cells hold something else by now, or their sheet is gone: putting them back would take that away. */
  | { readonly kind: "overtaken" }
  | { readonly kind: "locked" };

/** Cells that a person typed, pasted or cleared in the grid, to be undone and done again: nothing that the add-in did. */
export class EditHistory {
  private readonly host: ExcelHost;
  private readonly done: Edit[] = [];
  private readonly undone: Edit[] = [];

  constructor(host: ExcelHost) {
    this.host = host;
  }

  /** Types entries into cells from one on, as `ExcelHost.type`. */
  type(sheet: SheetModel, row: number, column: number, entries: Entries): void {
    const held = (): readonly Held[] =>
      entries.flatMap((line, down) => line.map((_, right) => heldAt(sheet, row + down, column + right)));
    const before = held();
    this.host.type(sheet.name, a1(row, column), entries);
    const changes = held().flatMap((after, index) => {
      const had = before[index];
      return had === undefined || isSame(had, after) ? [] : [{ before: had, after }];
    });
    if (changes.length === 0) return;
    this.done.push({ sheet, changes });
    if (this.done.length > mostSteps) this.done.shift();
    this.undone.length = 0;
  }

  undo(): StepEnd {
    return this.step(this.done, this.undone, ({ before, after }) => ({ from: after, to: before }));
  }

  redo(): StepEnd {
    return this.step(this.undone, this.done, ({ before, after }) => ({ from: before, to: after }));
  }

  private step(taken: Edit[], given: Edit[], turn: (change: Change) => { from: Held; to: Held }): StepEnd {
    const edit = taken.at(-1);
    if (edit === undefined) return { kind: "none" };
    const { sheet } = edit;
    const changes = edit.changes.map(turn);
    const isThere = this.host.workbook.sheets.includes(sheet);
    if (!isThere || !changes.every(({ from }) => isSame(from, heldAt(sheet, from.row, from.column)))) {
      taken.pop();
      return { kind: "overtaken" };
    }
    if (changes.some(({ to }) => isReadOnly(sheet, to.row, to.column))) return { kind: "locked" };
    taken.pop();
    given.push(edit);
    const area = this.put(
      sheet,
      changes.map(({ to }) => to),
    );
    return { kind: "done", sheet, area };
  }

  private put(sheet: SheetModel, cells: readonly Held[]): Area {
    const area = cells.map(areaOf).reduce(bound);
    const entries: (string | number | boolean | null)[][] = Array.from({ length: area.bottom - area.top + 1 }, () =>
      Array.from({ length: area.right - area.left + 1 }, () => null),
    );
    for (const { row, column, input, format } of cells) {
      sheet.restyle(areaOf({ row, column }), (style) =>
        style.numberFormat === format ? style : { ...style, numberFormat: format },
      );
      const line = entries[row - area.top];
      if (line !== undefined) line[column - area.left] = input;
    }
    this.host.type(sheet.name, a1(area.top, area.left), entries);
    return area;
  }
}

/** Steps that are remembered, as many as Excel does. */
const mostSteps = 100;

interface Edit {
  readonly sheet: SheetModel;
  readonly changes: readonly Change[];
}

interface Change {
  readonly before: Held;
  readonly after: Held;
}

/** What a cell holds, as it is to be typed to have it again. */
interface Held {
  readonly row: number;
  readonly column: number;
  readonly input: string | number | boolean;
  /** Typing `12%` brings one. */
  readonly format: string;
}

function heldAt(sheet: SheetModel, row: number, column: number): Held {
  return { row, column, input: inputOf(sheet, row, column), format: sheet.styleAt(row, column).numberFormat };
}

function inputOf(sheet: SheetModel, row: number, column: number): string | number | boolean {
  const formula = sheet.formulaAt(row, column);
  const value = sheet.valueAt(row, column);
  if (formula !== null) return formula;
  if (value === null) return "";
  if (typeof value === "string") return `'${value}`;
  return isError(value) ? value.error : value;
}

function isSame(one: Held, other: Held): boolean {
  return one.input === other.input && one.format === other.format;
}

function areaOf({ row, column }: Place): Area {
  return { top: row, left: column, bottom: row, right: column };
}
