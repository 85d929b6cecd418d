import { a1, areaName, maxColumns, maxRows, type Area } from "../../shared/address.ts";
import { CellEditor } from "./cell-editor.ts";
import { cellText } from "./cell-text.ts";
import { EditHistory } from "./edit-history.ts";
import { readEntrada, textToEdit } from "./entrada.ts";
import { isReadOnly, type GridView, type Place } from "./grid-view.ts";
import { bound } from "./host/model/area.ts";
import type { ExcelHost } from "./host/excel-host.ts";
import { hintAt } from "./validation-hint.ts";

/** What keys, pointer and clipboard do to the sheet on screen. */
export class GridHands {
  private readonly view: GridView;
  private readonly host: ExcelHost;
  private readonly editor: CellEditor;
  private readonly history: EditHistory;
  private readonly say: (text: string) => void;
  private readonly ended = new AbortController();
  /** Where an extended selection began. */
  private anchor: Place | null = null;

  /** @param say tells the person why something was not done */
  constructor(view: GridView, host: ExcelHost, layer: HTMLElement, say: (text: string) => void) {
    this.view = view;
    this.host = host;
    this.editor = new CellEditor(layer);
    this.history = new EditHistory(host);
    this.say = say;
    const { element } = view;
    const { signal } = this.ended;
    element.addEventListener("keydown", (event) => this.onKey(event), { signal });
    element.addEventListener("pointerdown", (event) => this.onPointer(event), { signal });
    element.addEventListener("dblclick", (event) => this.edit(this.view.placeOf(event.target), null), { signal });
    element.addEventListener("scroll", () => this.editor.commit(), { signal });
    element.addEventListener("copy", (event) => this.onCopy(event), { signal });
    element.addEventListener("paste", (event) => this.onPaste(event), { signal });
  }

  /** Keeps what is being typed. */
  finishEdit(): void {
    this.editor.commit();
  }

  dispose(): void {
    this.finishEdit();
    this.ended.abort();
  }

  private onPointer(event: PointerEvent): void {
    const place = this.view.placeOf(event.target);
    if (place === null || event.button !== 0) return;
    event.preventDefault();
    this.editor.commit();
    this.go(place, event.shiftKey, { scroll: false });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.isComposing || this.view.placeOf(event.target) === null) return;
    const { activeCell: at } = this.view;
    const step = stepOf(event);
    if (step !== null) {
      event.preventDefault();
      this.step(step);
      return;
    }
    const next = this.target(event);
    if (next !== null) {
      event.preventDefault();
      this.go(next, event.shiftKey && event.key !== "Tab", { scroll: true });
      return;
    }
    if (event.key === "F2" || event.key === "Enter") this.edit(at, null);
    else if (event.key === "Delete" || event.key === "Backspace") this.clear();
    else if (isTyping(event)) this.edit(at, event.key);
    else return;
    event.preventDefault();
  }

  private step(step: "undo" | "redo"): void {
    const end = this.history[step]();
    if (end.kind !== "done") {
      this.say(stepTexts[step][end.kind]);
      return;
    }
    const { sheet, area } = end;
    this.host.select(sheet.name, areaName(area));
    this.view.activate({ row: area.top, column: area.left }, { focus: true, scroll: true });
    this.say(`${step === "undo" ? "Se deshizo" : "Se rehízo"} el cambio de ${areaName(area)}.`);
  }

  /** Where a key leads; null for a key that leads nowhere. */
  private target({ key, ctrlKey, metaKey }: KeyboardEvent): Place | null {
    const { activeCell, layout, pageRows } = this.view;
    const { row, column } = this.head ?? activeCell;
    const { rows, columns } = layout;
    const far = ctrlKey || metaKey;
    switch (key) {
      case "ArrowDown":
        return { row: far ? this.lastRow() : rows.step(this.lastOf(row, column).row, 1), column };
      case "ArrowUp":
        return { row: far ? rows.step(-1, 1) : rows.step(row, -1), column };
      case "ArrowRight":
        return { row, column: far ? this.lastColumn() : columns.step(this.lastOf(row, column).column, 1) };
      case "ArrowLeft":
        return { row, column: far ? columns.step(-1, 1) : columns.step(column, -1) };
      case "Home":
        return { row: far ? rows.step(-1, 1) : row, column: columns.step(-1, 1) };
      case "End":
        return { row: far ? this.lastRow() : row, column: this.lastColumn() };
      case "PageDown":
        return { row: this.pages(row, pageRows), column };
      case "PageUp":
        return { row: this.pages(row, -pageRows), column };
      default:
        return null;
    }
  }

  private head: Place | null = null;

  private pages(row: number, by: number): number {
    const { rows } = this.view.layout;
    let next = row;
    for (let step = 0; step < Math.abs(by); step++) next = rows.step(next, by > 0 ? 1 : -1);
    return next;
  }

  private lastRow(): number {
    return this.view.sheet.usedArea(true)?.bottom ?? 0;
  }

  private lastColumn(): number {
    return this.view.sheet.usedArea(true)?.right ?? 0;
  }

  /** Last row and column of the merge around a cell. */
  private lastOf(row: number, column: number): Place {
    const merge = this.view.sheet.merges.find(({ top, left }) => top === row && left === column);
    return merge === undefined ? { row, column } : { row: merge.bottom, column: merge.right };
  }

  private go(place: Place, extend: boolean, { scroll }: { readonly scroll: boolean }): void {
    const from = extend ? (this.anchor ?? this.view.activeCell) : place;
    this.anchor = from;
    this.head = extend ? place : null;
    const area = bound(areaOf(from), areaOf(place));
    this.host.select(this.view.sheet.name, areaName(area));
    this.view.activate(place, { focus: true, scroll });
  }

  private edit(place: Place | null, typed: string | null): void {
    if (place === null || this.editor.isOpen) return;
    const { sheet } = this.view;
    const { row, column } = place;
    if (isReadOnly(sheet, row, column)) {
      this.say(`La celda ${a1(row, column)} está bloqueada: la hoja está protegida.`);
      return;
    }
    const over = this.view.cellElement(place);
    if (over === null) return;
    const { numberFormat } = sheet.styleAt(row, column);
    const value = sheet.valueAt(row, column);
    const before = textToEdit(value, sheet.formulaAt(row, column), cellText(value, numberFormat), numberFormat);
    const hint = hintAt(this.host.workbook, sheet, row, column);
    // As in Excel: while someone types, the add-in's requests have to wait.
    this.host.beginCellEdit();
    this.editor.start({
      place,
      over,
      text: typed ?? before,
      options: hint?.options ?? [],
      end: (end) => {
        const isChanged = end.kind === "done" && end.text !== before;
        if (isChanged && end.text !== "" && hint !== null && hint.refusal !== null) {
          const isListed = hint.options?.some((option) => option.toLowerCase() === end.text.trim().toLowerCase());
          if (isListed === false) {
            this.say(hint.refusal);
            return false;
          }
        }
        this.host.endCellEdit();
        if (isChanged) this.history.type(sheet, row, column, [[readEntrada(end.text, numberFormat)]]);
        this.after(place, end.kind === "done" ? end.move : null, end.kind === "cancelled" || end.move !== null);
        return true;
      },
    });
  }

  private after(place: Place, move: "down" | "up" | "right" | "left" | null, focus: boolean): void {
    const { rows, columns } = this.view.layout;
    const { row, column } = place;
    if (!focus) return;
    switch (move) {
      case null:
        return this.go(place, false, { scroll: false });
      case "down":
        return this.go({ row: rows.step(row, 1), column }, false, { scroll: true });
      case "up":
        return this.go({ row: rows.step(row, -1), column }, false, { scroll: true });
      case "right":
        return this.go({ row, column: columns.step(column, 1) }, false, { scroll: true });
      case "left":
        return this.go({ row, column: columns.step(column, -1) }, false, { scroll: true });
    }
  }

  private clear(): void {
    const { sheet } = this.view;
    for (const area of sheet.selection) {
      const inUse = limited(area);
      const entries: (string | null)[][] = [];
      for (let row = inUse.top; row <= inUse.bottom; row++) {
        const line: (string | null)[] = [];
        for (let column = inUse.left; column <= inUse.right; column++) {
          if (isReadOnly(sheet, row, column)) {
            this.say(`La celda ${a1(row, column)} está bloqueada: la hoja está protegida.`);
            return;
          }
          line.push("");
        }
        entries.push(line);
      }
      this.history.type(sheet, inUse.top, inUse.left, entries);
    }
  }

  private onCopy(event: ClipboardEvent): void {
    const { sheet } = this.view;
    const [area] = sheet.selection;
    if (area === undefined || this.editor.isOpen) return;
    const inUse = limited(area);
    const lines: string[] = [];
    for (let row = inUse.top; row <= inUse.bottom; row++) {
      const line: string[] = [];
      for (let column = inUse.left; column <= inUse.right; column++) {
        line.push(cellText(sheet.valueAt(row, column), sheet.styleAt(row, column).numberFormat));
      }
      lines.push(line.join("\t"));
    }
    event.clipboardData?.setData("text/plain", lines.join("\n"));
    event.preventDefault();
  }

  private onPaste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text === "" || this.editor.isOpen) return;
    event.preventDefault();
    const { sheet, activeCell } = this.view;
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").slice(0, mostPasted);
    const cells = lines.map((line) => line.split("\t").slice(0, mostPasted));
    const width = Math.max(...cells.map((line) => line.length));
    const entries = cells.map((line, down) =>
      Array.from({ length: width }, (_, right) => {
        const { numberFormat } = sheet.styleAt(activeCell.row + down, activeCell.column + right);
        return readEntrada(line[right] ?? "", numberFormat);
      }),
    );
    const locked = entries.some((line, down) =>
      line.some((_, right) => isReadOnly(sheet, activeCell.row + down, activeCell.column + right)),
    );
    if (locked) this.say("Hay celdas bloqueadas en el lugar donde se pega: la hoja está protegida.");
    else this.history.type(sheet, activeCell.row, activeCell.column, entries);
  }
}

/** Rows and columns that are pasted at once. */
const mostPasted = 5000;

/** Whole rows and columns are cut to what a person means by them. */
function limited(area: Area): Area {
  return {
    ...area,
    bottom: Math.min(area.bottom, area.top + mostPasted, maxRows - 1),
    right: Math.min(area.right, area.left + 200, maxColumns - 1),
  };
}

function areaOf({ row, column }: Place): Area {
  return { top: row, left: column, bottom: row, right: column };
}

function stepOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): "undo" | "redo" | null {
  if (!(ctrlKey || metaKey) || altKey) return null;
  const letter = key.toLowerCase();
  if (letter === "y" || (letter === "z" && shiftKey)) return "redo";
  return letter === "z" ? "undo" : null;
}

const overtaken = "Ese cambio ya no se puede deshacer ni rehacer: después cambiaron las mismas celdas.";
const locked = "No se puede: la hoja está protegida y las celdas están bloqueadas.";
const stepTexts = {
  undo: { none: "No hay cambios suyos en celdas por deshacer.", overtaken, locked },
  redo: { none: "No hay cambios suyos en celdas por rehacer.", overtaken, locked },
} as const;

function isTyping({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  // Keys that write something are named by it, all others by a word.
  return /^\P{Cc}$/u.test(key) && key !== " " && !ctrlKey && !metaKey && !altKey;
}
