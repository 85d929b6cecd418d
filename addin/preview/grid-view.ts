import { a1, columnName, type Area } from "../../shared/address.ts";
import { cellKey } from "../../shared/grid.ts";
import { dress, lookAt } from "./cell-look.ts";
import { contains } from "./host/model/area.ts";
import type { SheetModel } from "./host/model/sheet-model.ts";
import type { WorkbookModel } from "./host/model/workbook-model.ts";
import { layOut, mergeAt, mergesIn, type SheetLayout } from "./sheet-layout.ts";

/** Width of the row numbers and height of the column letters. */
export const headings = { width: 46, height: 22 } as const;

/** Rows beyond the edge that are there already, so that slow scrolling shows no gap. */
const margin = 8;

/** Columns come and go in steps, so that rows are not made anew at every pixel. */
const columnStep = 8;

/** A cell by its place. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/**
 * A sheet as a grid for eyes, keyboards and screen readers. Of its rows and columns only those in view are in the page,
 * and the active cell's wherever it is, so that the focus has a place to stay.
 */
export class GridView {
  readonly element: HTMLElement;
  private readonly workbook: WorkbookModel;
  private readonly canvas = div("lienzo", "presentation");
  private readonly top = div("fijas", "rowgroup");
  private readonly body = div("filas", "rowgroup");
  private readonly rows = new Map<number, { readonly signature: string; readonly element: HTMLElement }>();
  private readonly measure = document.createElement("canvas").getContext("2d");
  private shown: { sheet: SheetModel; layout: SheetLayout } | null = null;
  private active: Place = { row: 0, column: 0 };
  /** The sheet whose active cell that is. */
  private activeOn: SheetModel | null = null;
  private showHidden = false;
  /** Counts what was done to cells: rows on screen that were made before are made anew. */
  private version = 0;
  private frame = 0;

  /** @param element with the role of a grid; scrolls */
  constructor(element: HTMLElement, workbook: WorkbookModel) {
    this.element = element;
    this.workbook = workbook;
    this.canvas.append(this.top, this.body);
    element.replaceChildren(this.canvas);
    element.addEventListener("scroll", this.soon);
    this.observer.observe(element);
  }

  private readonly observer = new ResizeObserver(() => this.soon());

  dispose(): void {
    this.observer.disconnect();
    this.element.removeEventListener("scroll", this.soon);
    cancelAnimationFrame(this.frame);
  }

  get layout(): SheetLayout {
    return this.current().layout;
  }

  get sheet(): SheetModel {
    return this.current().sheet;
  }

  get activeCell(): Place {
    return this.active;
  }

  /** Rows and columns that are not on screen because the sheet hides them. */
  get hiddenCount(): { readonly rows: number; readonly columns: number } {
    const { sheet } = this.current();
    return { rows: sheet.hiddenRows.size, columns: sheet.hiddenColumns.size };
  }

  get isShowingHidden(): boolean {
    return this.showHidden;
  }

  setShowHidden(show: boolean): void {
    this.showHidden = show;
    this.refresh();
  }

  /** Cells, looks, sizes or the sheet itself may have changed. */
  refresh(): void {
    this.shown = null;
    this.version++;
    this.soon();
  }

  /** Makes a cell the one that has the focus, or would have it. */
  activate(place: Place, options: { readonly focus: boolean; readonly scroll: boolean }): void {
    const merge = mergeAt(this.sheet, place.row, place.column);
    this.active = merge === null ? place : { row: merge.top, column: merge.left };
    if (options.scroll) this.bringIntoView(this.active);
    this.draw();
    if (options.focus) this.cellElement(this.active)?.focus({ preventScroll: true });
  }

  /** The element of a cell on screen. */
  cellElement({ row, column }: Place): HTMLElement | null {
    return this.canvas.querySelector<HTMLElement>(`[data-celda="${a1(row, column)}"]`);
  }

  /** The cell whose element this is, or is within. */
  placeOf(target: EventTarget | null): Place | null {
    const cell = target instanceof Element ? target.closest<HTMLElement>("[data-celda]") : null;
    const row = Number(cell?.dataset["fila"]);
    const column = Number(cell?.dataset["columna"]);
    return cell === null || Number.isNaN(row + column) ? null : { row, column };
  }

  /** Rows that fit on the screen, less one. */
  get pageRows(): number {
    return Math.max(1, Math.floor((this.element.clientHeight - headings.height) / 20) - 1);
  }

  private readonly soon = (): void => {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  };

  private current(): { sheet: SheetModel; layout: SheetLayout } {
    const sheet = this.workbook.activeSheet;
    if (this.shown?.sheet !== sheet) {
      this.shown = { sheet, layout: layOut(sheet, this.showHidden) };
      this.version++;
    }
    if (this.activeOn !== sheet) {
      const [first] = sheet.selection;
      this.active = { row: first?.top ?? 0, column: first?.left ?? 0 };
      this.activeOn = sheet;
    }
    return this.shown;
  }

  private bringIntoView({ row, column }: Place): void {
    const { element } = this;
    const { rows, columns, frozen } = this.layout;
    const fixedHeight = headings.height + rows.start(frozen.rows);
    const fixedWidth = headings.width + columns.start(frozen.columns);
    if (row >= frozen.rows) {
      const y = headings.height + rows.start(row);
      if (y < element.scrollTop + fixedHeight) element.scrollTop = y - fixedHeight;
      else if (y + rows.length(row) > element.scrollTop + element.clientHeight) {
        element.scrollTop = y + rows.length(row) - element.clientHeight + 2;
      }
    }
    if (column < frozen.columns) return;
    const x = headings.width + columns.start(column);
    if (x < element.scrollLeft + fixedWidth) element.scrollLeft = x - fixedWidth;
    else if (x + columns.length(column) > element.scrollLeft + element.clientWidth) {
      element.scrollLeft = x + columns.length(column) - element.clientWidth + 2;
    }
  }

  private draw(): void {
    const { sheet, layout } = this.current();
    const { rows, columns, frozen } = layout;
    const { element, canvas, top, body } = this;
    const fixedHeight = rows.start(frozen.rows);
    element.setAttribute("aria-rowcount", String(rows.count + 1));
    element.setAttribute("aria-colcount", String(columns.count + 1));
    element.setAttribute("aria-label", `Hoja ${sheet.name}`);
    element.classList.toggle("sin-lineas", !sheet.showGridlines);
    canvas.style.width = `${headings.width + columns.total}px`;
    canvas.style.height = `${headings.height + rows.total}px`;
    top.style.height = `${headings.height + fixedHeight}px`;
    top.classList.toggle("con-filas", frozen.rows > 0);
    const window = this.window();
    const hadFocus = this.placeOf(document.activeElement) !== null && element.contains(document.activeElement);
    const wanted = new Map<number, string>();
    wanted.set(-1, this.signature(window, -1));
    for (let row = 0; row < frozen.rows; row++) wanted.set(row, this.signature(window, row));
    for (let row = window.top; row <= window.bottom; row++) wanted.set(row, this.signature(window, row));
    // The first row of a merge that reaches into view, and the active cell's.
    for (const merge of mergesIn(sheet, window)) wanted.set(merge.top, this.signature(window, merge.top));
    wanted.set(this.active.row, this.signature(window, this.active.row));
    for (const [row, made] of this.rows) {
      if (wanted.get(row) === made.signature) continue;
      made.element.remove();
      this.rows.delete(row);
    }
    for (const [row, signature] of wanted) {
      if (this.rows.has(row) || (row >= 0 && rows.length(row) === 0)) continue;
      const made = row < 0 ? this.makeHeading(window) : this.makeRow(row, window);
      insert(row < frozen.rows ? top : body, made, row);
      this.rows.set(row, { signature, element: made });
    }
    if (hadFocus && !element.contains(document.activeElement)) {
      this.cellElement(this.active)?.focus({ preventScroll: true });
    }
  }

  private signature(window: Area, row: number): string {
    const { row: activeRow, column } = this.active;
    const { selection } = this.sheet;
    const selected = selection
      .filter((area) => row < 0 || (row >= area.top && row <= area.bottom))
      .map(({ top, left, bottom, right }) => `${top} ${left} ${bottom} ${right}`);
    return [this.version, window.left, window.right, row < 0 || row === activeRow ? column : "", ...selected].join("|");
  }

  /** Cells to have in the page besides the frozen ones. */
  private window(): Area {
    const { rows, columns, frozen } = this.layout;
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.element;
    const left = columns.at(scrollLeft + columns.start(frozen.columns));
    const right = columns.at(scrollLeft + clientWidth - headings.width);
    return {
      top: Math.max(frozen.rows, rows.at(scrollTop + rows.start(frozen.rows)) - margin),
      bottom: Math.min(rows.count - 1, rows.at(scrollTop + clientHeight - headings.height) + margin),
      left: Math.max(frozen.columns, Math.floor(left / columnStep) * columnStep),
      right: Math.min(columns.count - 1, Math.ceil((right + 1) / columnStep) * columnStep - 1),
    };
  }

  private makeHeading(window: Area): HTMLElement {
    const { sheet, layout } = this.current();
    const row = div("fila encabezados", "row");
    row.setAttribute("aria-rowindex", "1");
    const corner = div("esquina", "columnheader");
    corner.setAttribute("aria-colindex", "1");
    corner.append(hiddenText("Fila"));
    row.append(corner);
    for (const column of this.columnsOf(window)) {
      const heading = div("letra", "columnheader");
      heading.textContent = columnName(column);
      heading.setAttribute("aria-colindex", String(column + 2));
      heading.classList.toggle(
        "elegida",
        sheet.selection.some(({ left, right }) => column >= left && column <= right),
      );
      heading.classList.toggle("oculta", sheet.hiddenColumns.has(column));
      heading.classList.toggle("tras-oculta", column > 0 && layout.columns.length(column - 1) === 0);
      this.across(heading, column, layout.columns.length(column));
      row.append(heading);
    }
    return row;
  }

  private makeRow(row: number, window: Area): HTMLElement {
    const { sheet, layout } = this.current();
    const { rows, frozen } = layout;
    const element = div("fila", "row");
    const height = rows.length(row);
    const start = row < frozen.rows ? headings.height + rows.start(row) : rows.start(row) - rows.start(frozen.rows);
    element.style.top = `${start}px`;
    element.style.height = `${height}px`;
    element.setAttribute("aria-rowindex", String(row + 2));
    const number = div("numero", "rowheader");
    number.textContent = String(row + 1);
    number.setAttribute("aria-colindex", "1");
    number.classList.toggle(
      "elegida",
      sheet.selection.some(({ top, bottom }) => row >= top && row <= bottom),
    );
    number.classList.toggle("oculta", sheet.hiddenRows.has(row));
    number.classList.toggle("tras-oculta", row > 0 && rows.length(row - 1) === 0);
    element.append(number);
    for (const column of this.columnsOf(window)) {
      const merge = mergeAt(sheet, row, column);
      if (merge !== null && (merge.top !== row || merge.left !== column)) continue;
      if (merge !== null && merge.bottom > merge.top) element.classList.add("con-combinada");
      element.append(this.makeCell(row, column, merge));
    }
    return element;
  }

  private makeCell(row: number, column: number, merge: Area | null): HTMLElement {
    const { sheet, layout } = this.current();
    const look = lookAt(this.workbook, sheet, row, column);
    const cell = div("celda", "gridcell");
    const text = document.createElement("span");
    text.textContent = look.text;
    cell.append(text);
    dress(cell, text, look);
    cell.dataset["celda"] = a1(row, column);
    cell.dataset["fila"] = String(row);
    cell.dataset["columna"] = String(column);
    cell.setAttribute("aria-colindex", String(column + 2));
    if (merge !== null) {
      cell.setAttribute("aria-rowspan", String(merge.bottom - merge.top + 1));
      cell.setAttribute("aria-colspan", String(merge.right - merge.left + 1));
      cell.style.height = `${layout.rows.length(merge.top, merge.bottom)}px`;
    }
    if (isReadOnly(sheet, row, column)) cell.setAttribute("aria-readonly", "true");
    const isSelected = sheet.selection.some((area) => contains(area, row, column));
    cell.setAttribute("aria-selected", String(isSelected));
    const isActive = row === this.active.row && column === this.active.column;
    cell.tabIndex = isActive ? 0 : -1;
    if (isActive) {
      cell.classList.add("activa");
      cell.setAttribute("aria-describedby", "pista");
    }
    const width = layout.columns.length(column, merge?.right ?? column);
    this.across(cell, column, width);
    const isLong = look.align === "left" && !look.style.wrapText && merge === null && look.text !== "";
    if (isLong && typeof sheet.valueAt(row, column) === "string") this.spill(cell, text, row, column, width);
    else if (typeof sheet.valueAt(row, column) === "number" && this.widthOf(look.text, text, look.bold) > width - 2) {
      text.textContent = "#".repeat(Math.max(1, Math.floor(width / 9)));
      text.setAttribute("aria-label", look.text);
      cell.title = look.text;
    }
    return cell;
  }

  /** Text goes on over the empty cells at its right, and ends where the next one begins. */
  private spill(cell: HTMLElement, text: HTMLElement, row: number, column: number, width: number): void {
    const { sheet, layout } = this.current();
    if (text.textContent === null || text.textContent.length * 5 < width) return;
    let room = width;
    for (let next = column + 1; next < layout.columns.count && room < 2000; next++) {
      if (sheet.valueAt(row, next) !== null || mergeAt(sheet, row, next) !== null) break;
      room += layout.columns.length(next);
    }
    if (room === width) return;
    cell.classList.add("sobra");
    text.style.maxWidth = `${room - 4}px`;
  }

  private widthOf(text: string, element: HTMLElement, bold: boolean): number {
    if (this.measure === null || text.length < 6) return 0;
    const size = Number.parseFloat(element.parentElement?.style.fontSize ?? "") || 14.67;
    this.measure.font = `${bold ? "600 " : ""}${size}px Carlito, Calibri, sans-serif`;
    return this.measure.measureText(text).width;
  }

  /** Frozen columns are laid side by side and stick; the others have their place. */
  private across(element: HTMLElement, column: number, width: number): void {
    const { columns, frozen } = this.layout;
    element.style.width = `${width}px`;
    element.style.left = `${headings.width + columns.start(column)}px`;
    if (column >= frozen.columns) return;
    element.classList.add("fija");
    element.classList.toggle("ultima-fija", column === frozen.columns - 1);
  }

  private columnsOf(window: Area): number[] {
    const { columns, frozen } = this.layout;
    const wanted = new Set<number>();
    for (let column = 0; column < frozen.columns; column++) wanted.add(column);
    for (const merge of mergesIn(this.sheet, window)) wanted.add(merge.left);
    for (let column = window.left; column <= window.right; column++) wanted.add(column);
    wanted.add(this.active.column);
    return [...wanted].filter((column) => columns.length(column) > 0).sort((one, other) => one - other);
  }
}

/** Whether typing into a cell is refused: the sheet is protected and the cell locked. */
export function isReadOnly(sheet: SheetModel, row: number, column: number): boolean {
  if (sheet.protection === null) return false;
  return (sheet.cells.get(cellKey(row, column))?.style ?? sheet.styleAt(row, column)).locked;
}

/** Puts a row where screen readers expect it: in the order of the sheet. */
function insert(group: HTMLElement, made: HTMLElement, row: number): void {
  made.dataset["orden"] = String(row);
  let before: Element | null = group.lastElementChild;
  while (before instanceof HTMLElement && Number(before.dataset["orden"]) > row) before = before.previousElementSibling;
  if (before === null) group.prepend(made);
  else before.after(made);
}

function div(className: string, role: string): HTMLElement {
  const element = document.createElement("div");
  element.className = className;
  element.setAttribute("role", role);
  return element;
}

function hiddenText(text: string): HTMLElement {
  const element = document.createElement("span");
  element.className = "solo-lectores";
  element.textContent = text;
  return element;
}
