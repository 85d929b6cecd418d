import { maxColumns, maxRows, type Area } from "../../../../shared/address.ts";
import { cellKey, type SheetVisibility } from "../../../../shared/grid.ts";
import { contains, isEntireColumn, isEntireRow, isUnbounded } from "./area.ts";
import { plainStyle, type CellStyle } from "./cell-style.ts";
import type { CellValue } from "./cell-value.ts";
import type { ConditionalFormat } from "./conditional-format.ts";
import type { PageLayout } from "./page-layout.ts";
import { plainPageLayout } from "./page-layout.ts";
import type { Protection } from "./protection.ts";
import type { TableModel } from "./table-model.ts";
import type { Validation } from "./validation.ts";

/** A cell with something in it: a value, a formula or a look of its own. */
export interface CellModel {
  value: CellValue;
  /** With `=`, or null for a constant. */
  formula: string | null;
  /** Null for the look of its row, column or sheet. */
  style: CellStyle | null;
}

/** One worksheet: what the file holds of it and what the screen shows of it. */
export class SheetModel {
  readonly id: string;
  name: string;
  visibility: SheetVisibility = "visible";
  tabColor = "";
  showGridlines = true;
  showHeadings = true;
  protection: Protection | null = null;
  /** Cells that stay in view, from A1; null when nothing is frozen. */
  freeze: Area | null = null;
  pageLayout: PageLayout = plainPageLayout;
  /** Header and rows of the sheet's own filter; tables have theirs. Which rows it lets through is not emulated. */
  autoFilter: Area | null = null;
  selection: readonly Area[] = [{ top: 0, left: 0, bottom: 0, right: 0 }];
  merges: Area[] = [];
  /** First to be applied first. */
  conditionalFormats: ConditionalFormat[] = [];
  validations: Validation[] = [];
  readonly tables: TableModel[] = [];
  readonly customProperties = new Map<string, string>();
  readonly hiddenRows = new Set<number>();
  readonly hiddenColumns = new Set<number>();
  /** Widths in points. */
  readonly columnWidths = new Map<number, number>();
  /** Heights in points. */
  readonly rowHeights = new Map<number, number>();
  /** By `cellKey`. */
  readonly cells = new Map<number, CellModel>();
  private sheetStyle: CellStyle = plainStyle;
  private readonly columnStyles = new Map<number, CellStyle>();
  private readonly rowStyles = new Map<number, CellStyle>();

  constructor(id: string, name: string) {
    this.id = id;
    this.name = name;
  }

  valueAt(row: number, column: number): CellValue {
    return this.cells.get(cellKey(row, column))?.value ?? null;
  }

  formulaAt(row: number, column: number): string | null {
    return this.cells.get(cellKey(row, column))?.formula ?? null;
  }

  styleAt(row: number, column: number): CellStyle {
    return this.cells.get(cellKey(row, column))?.style ?? this.inheritedStyle(row, column);
  }

  /** Puts a value or a formula with its value into a cell; its look stays. */
  setContent(row: number, column: number, value: CellValue, formula: string | null): void {
    const key = cellKey(row, column);
    const cell = this.cells.get(key);
    if (cell !== undefined) {
      cell.value = value;
      cell.formula = formula;
      if (value === null && formula === null && cell.style === null) this.cells.delete(key);
    } else if (value !== null || formula !== null) {
      this.cells.set(key, { value, formula, style: null });
    }
  }

  /** Changes the look of cells; whole rows, columns and the sheet remember it for cells that do not exist yet. */
  restyle(area: Area, change: (style: CellStyle, row: number, column: number) => CellStyle): void {
    if (!isUnbounded(area)) {
      for (let row = area.top; row <= area.bottom; row++) {
        for (let column = area.left; column <= area.right; column++) this.restyleCell(row, column, change);
      }
      return;
    }
    const rows = isEntireRow(area);
    const columns = isEntireColumn(area);
    for (const [key, cell] of this.cells) {
      const [row, column] = placeOf(key);
      if (cell.style !== null && contains(area, row, column)) cell.style = change(cell.style, row, column);
    }
    if (rows && columns) {
      this.sheetStyle = change(this.sheetStyle, 0, 0);
      for (const [column, style] of this.columnStyles) this.columnStyles.set(column, change(style, 0, column));
      for (const [row, style] of this.rowStyles) this.rowStyles.set(row, change(style, row, 0));
    } else if (columns) {
      this.keepCrossings(this.rowStyles.keys(), area, change);
      for (let column = area.left; column <= area.right; column++) {
        this.columnStyles.set(column, change(this.columnStyles.get(column) ?? this.sheetStyle, 0, column));
      }
    } else {
      this.keepCrossings(null, area, change);
      for (let row = area.top; row <= area.bottom; row++) {
        this.rowStyles.set(row, change(this.rowStyles.get(row) ?? this.sheetStyle, row, 0));
      }
    }
  }

  /** Moves cells, heights, hidden rows and looks of rows; what goes to null is lost. */
  moveRows(target: (row: number) => number | null): void {
    const moved = <T>(entries: Iterable<readonly [number, T]>): (readonly [number, T])[] =>
      [...entries].flatMap(([row, value]) => {
        const next = target(row);
        return next === null ? [] : [[next, value] as const];
      });
    refill(this.rowStyles, moved(this.rowStyles));
    refill(this.rowHeights, moved(this.rowHeights));
    const hidden = moved([...this.hiddenRows].map((row) => [row, true] as const));
    this.hiddenRows.clear();
    for (const [row] of hidden) this.hiddenRows.add(row);
    const cells = [...this.cells].flatMap(([key, cell]) => {
      const [row, column] = placeOf(key);
      const next = target(row);
      return next === null ? [] : [[cellKey(next, column), cell] as const];
    });
    refill(this.cells, cells);
  }

  /** Smallest area around what is in use, or null for an empty sheet. */
  usedArea(valuesOnly: boolean, within: Area | null = null): Area | null {
    let [top, left, bottom, right] = [maxRows, maxColumns, -1, -1];
    for (const [key, cell] of this.cells) {
      if (valuesOnly && cell.value === null && cell.formula === null) continue;
      const [row, column] = placeOf(key);
      if (within !== null && !contains(within, row, column)) continue;
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
      left = Math.min(left, column);
      right = Math.max(right, column);
    }
    return bottom < 0 ? null : { top, left, bottom, right };
  }

  private inheritedStyle(row: number, column: number): CellStyle {
    return this.rowStyles.get(row) ?? this.columnStyles.get(column) ?? this.sheetStyle;
  }

  private hasOwnStyle(row: number, column: number): boolean {
    return (this.cells.get(cellKey(row, column))?.style ?? null) !== null;
  }

  private restyleCell(row: number, column: number, change: (s: CellStyle, r: number, c: number) => CellStyle): void {
    const key = cellKey(row, column);
    const cell = this.cells.get(key);
    const style = change(cell?.style ?? this.inheritedStyle(row, column), row, column);
    if (cell === undefined) this.cells.set(key, { value: null, formula: null, style });
    else cell.style = style;
  }

  /** Where a styled row meets a styled column, the cell itself has to say which look came last. */
  private keepCrossings(
    styledRows: Iterable<number> | null,
    area: Area,
    change: (style: CellStyle, row: number, column: number) => CellStyle,
  ): void {
    if (styledRows !== null) {
      for (const row of styledRows) {
        for (let column = area.left; column <= area.right; column++) {
          if (!this.hasOwnStyle(row, column)) this.restyleCell(row, column, change);
        }
      }
      return;
    }
    for (let row = area.top; row <= area.bottom; row++) {
      for (const column of this.columnStyles.keys()) {
        if (!this.hasOwnStyle(row, column)) this.restyleCell(row, column, change);
      }
    }
  }
}

/** Row and column of a `cellKey`. */
export function placeOf(key: number): [row: number, column: number] {
  return [Math.floor(key / maxColumns), key % maxColumns];
}

function refill<T>(map: Map<number, T>, entries: Iterable<readonly [number, T]>): void {
  const next = [...entries];
  map.clear();
  for (const [key, value] of next) map.set(key, value);
}
