import { cellsOf, type CellPlace, type RowPlace, type SheetMap } from "./sheet-map.ts";
import { tagAttribute } from "./xml-walk.ts";

/** Where a cell is in a sheet's part, or would go. */
export interface Target {
  readonly row: RowPlace | null;
  readonly cell: CellPlace | null;
  /** The row or the cell is there twice. */
  readonly isRepeated: boolean;
  /** Styles it may have, the fittest first; one at least. */
  readonly styles: readonly number[];
}

/** Finds cells of a sheet; rows are taken apart when asked for, once. */
export class Targets {
  private readonly map: SheetMap;
  private readonly rows = new Map<number, RowPlace>();
  private readonly repeatedRows = new Set<number>();
  private readonly cells = new Map<number, readonly CellPlace[]>();

  constructor(map: SheetMap) {
    this.map = map;
    for (const place of map.rows) {
      if (this.rows.has(place.row)) this.repeatedRows.add(place.row);
      else this.rows.set(place.row, place);
    }
  }

  find(row: number, column: number): Target {
    const found = this.cellsOf(row).filter((cell) => cell.column === column);
    const [cell = null] = found;
    return {
      row: this.rows.get(row) ?? null,
      cell,
      isRepeated: found.length > 1 || this.repeatedRows.has(row),
      styles: cell === null ? this.stylesOfNew(row, column) : [cell.style],
    };
  }

  cellsOf(row: number): readonly CellPlace[] {
    const known = this.cells.get(row);
    if (known !== undefined) return known;
    const place = this.rows.get(row);
    const cells = place === undefined ? [] : cellsOf(this.map, place);
    this.cells.set(row, cells);
    return cells;
  }

  /**
   * As Excel does: the row's own style, then that of a column of alike cells above, then the column's. One cell above
   * alone may be a heading, so it comes last, for where none of the others has the number format that is needed.
   */
  private stylesOfNew(row: number, column: number): number[] {
    const styles: number[] = [];
    const own = this.rowStyle(row);
    const above = this.styleAt(row - 1, column);
    if (own !== null) styles.push(own);
    if (above !== null && above === this.styleAt(row - 2, column)) styles.push(above);
    styles.push(this.map.columns.find(({ first, last }) => column >= first && column <= last)?.style ?? 0);
    if (above !== null) styles.push(above);
    return styles;
  }

  private rowStyle(row: number): number | null {
    const place = this.rows.get(row);
    if (place === undefined) return null;
    const tag = this.map.walker.tag(place.start);
    const isFormatted = /^(1|true)$/.test(tagAttribute(tag, "customFormat") ?? "");
    return isFormatted ? Number(tagAttribute(tag, "s") ?? "0") : null;
  }

  private styleAt(row: number, column: number): number | null {
    return this.cellsOf(row).find((cell) => cell.column === column)?.style ?? null;
  }
}
