import { a1, type Area } from "../../../../shared/address.ts";
import { cellKey } from "../../../../shared/grid.ts";
import { cellCount, contains, intersect } from "../model/area.ts";
import type { CellValue } from "../model/cell-value.ts";
import { placeOf, type CellModel, type SheetModel } from "../model/sheet-model.ts";
import type { WorkbookModel } from "../model/workbook-model.ts";
import { evaluate } from "./evaluate.ts";
import { mentionsOf } from "./mentions.ts";
import { NotEvaluated } from "./not-evaluated.ts";
import { scalarOf } from "./operand.ts";
import { parseFormula } from "./parse.ts";
import { nameFor, surroundingsOf } from "./surroundings.ts";

/** Cells whose content has changed. */
export interface Change {
  readonly sheet: SheetModel;
  readonly area: Area;
}

export interface Recalculation {
  /** Sheets on which some formula has been calculated. */
  readonly sheets: ReadonlySet<SheetModel>;
  /** Formulas that should have been, but use what this host does not know; they keep the value they had. */
  readonly left: readonly string[];
}

/** Calculates what depends on changed cells, the changed formulas themselves included. */
export function recalculate(workbook: WorkbookModel, changes: readonly Change[]): Recalculation {
  return new Pass(workbook, changes).run();
}

/** `left` for a formula that could not be calculated: what it holds is old, so nothing is calculated from it. */
type State = "clean" | "dirty" | "busy" | "done" | "left";

class Pass {
  private readonly workbook: WorkbookModel;
  private readonly changes: readonly Change[];
  private readonly formulas = new Map<SheetModel, Map<number, CellModel>>();
  private readonly states = new Map<CellModel, State>();
  private readonly sheets = new Set<SheetModel>();
  private readonly left: string[] = [];

  constructor(workbook: WorkbookModel, changes: readonly Change[]) {
    this.workbook = workbook;
    this.changes = changes;
    for (const sheet of workbook.sheets) {
      this.formulas.set(sheet, new Map([...sheet.cells].filter(([, { formula }]) => formula !== null)));
    }
  }

  run(): Recalculation {
    for (const [sheet, cells] of this.formulas) {
      for (const [key, cell] of cells) this.settle(sheet, key, cell);
    }
    return { sheets: this.sheets, left: this.left };
  }

  private settle(sheet: SheetModel, key: number, cell: CellModel): void {
    if (!this.isDirty(sheet, key, cell)) return;
    const state = this.states.get(cell);
    if (state === "busy") throw new NotEvaluated("circular reference");
    if (state === "done" || state === "left") return;
    this.states.set(cell, "busy");
    try {
      const around = surroundingsOf(this.workbook, sheet, (each, row, column) => this.read(each, row, column));
      cell.value = scalarOf(evaluate(parseFormula(cell.formula ?? ""), { ...around, rows: 0, columns: 0 })) ?? 0;
      this.states.set(cell, "done");
      this.sheets.add(sheet);
    } catch (error) {
      if (!(error instanceof NotEvaluated)) throw error;
      this.states.set(cell, "left");
      this.left.push(`${sheet.name}!${a1(...placeOf(key))}`);
    }
  }

  private read(sheet: SheetModel, row: number, column: number): CellValue {
    const key = cellKey(row, column);
    const cell = this.formulas.get(sheet)?.get(key);
    if (cell !== undefined) {
      this.settle(sheet, key, cell);
      if (this.states.get(cell) === "left") throw new NotEvaluated("a formula that was not");
    }
    return sheet.valueAt(row, column);
  }

  private isDirty(sheet: SheetModel, key: number, cell: CellModel): boolean {
    const known = this.states.get(cell);
    if (known !== undefined) return known !== "clean";
    this.states.set(cell, "clean");
    const [row, column] = placeOf(key);
    const changed = this.changes.some((change) => change.sheet === sheet && contains(change.area, row, column));
    const dirty = changed || this.usesDirty(sheet, cell.formula ?? "");
    this.states.set(cell, dirty ? "dirty" : "clean");
    return dirty;
  }

  private usesDirty(sheet: SheetModel, formula: string): boolean {
    const { areas, words } = mentionsOf(formula);
    const areaIsDirty = areas.some(({ sheet: name, area }) => {
      const on = name === null ? sheet : this.workbook.findSheet(name);
      return on !== null && this.areaIsDirty(on, area);
    });
    return areaIsDirty || words.some((word) => this.nameIsDirty(sheet, word));
  }

  private nameIsDirty(sheet: SheetModel, word: string): boolean {
    const name = nameFor(this.workbook, sheet, word);
    return name !== null && this.usesDirty(sheet, name.refersTo);
  }

  private areaIsDirty(sheet: SheetModel, area: Area): boolean {
    if (this.changes.some((change) => change.sheet === sheet && intersect(change.area, area) !== null)) return true;
    const formulas = this.formulas.get(sheet);
    if (formulas === undefined || formulas.size === 0) return false;
    if (cellCount(area) > formulas.size) {
      return [...formulas].some(([key, cell]) => contains(area, ...placeOf(key)) && this.isDirty(sheet, key, cell));
    }
    for (let row = area.top; row <= area.bottom; row++) {
      for (let column = area.left; column <= area.right; column++) {
        const key = cellKey(row, column);
        const cell = formulas.get(key);
        if (cell !== undefined && this.isDirty(sheet, key, cell)) return true;
      }
    }
    return false;
  }
}
