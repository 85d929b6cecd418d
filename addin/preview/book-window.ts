import { a1, areaName } from "../../shared/address.ts";
import { formatConteo } from "../../shared/number.ts";
import { cellText } from "./cell-text.ts";
import { Opened, type Changes } from "./changes.ts";
import { describeSaved } from "./describe-saved.ts";
import type { Elements } from "./elements.ts";
import { textToEdit } from "./entrada.ts";
import { GridHands } from "./grid-hands.ts";
import { GridView, headings } from "./grid-view.ts";
import { ExcelHost } from "./host/excel-host.ts";
import type { SheetModel } from "./host/model/sheet-model.ts";
import type { WorkbookEvent } from "./host/model/workbook-event.ts";
import { openPane, type OpenPane } from "./host/transport-web.ts";
import type { HojaJson } from "./libro-schema.ts";
import { describeNotDrawn } from "./not-drawn.ts";
import { openLibro } from "./open-libro.ts";
import { saveLibro, ServerError, type LibroAbierto } from "./server-client.ts";
import { SheetTabs } from "./sheet-tabs.ts";
import { hintAt } from "./validation-hint.ts";

/** An open workbook on the page: grid, tabs, and the pane that talks to it. */
export class BookWindow {
  readonly host: ExcelHost;
  readonly pane: OpenPane;
  readonly view: GridView;
  private readonly parts: Elements;
  private readonly abierto: LibroAbierto;
  private readonly opened: Opened;
  /** What the file says of each sheet. */
  private readonly hojas: ReadonlyMap<SheetModel, HojaJson>;
  private readonly hands: GridHands;
  private readonly tabs: SheetTabs;
  private readonly ended = new AbortController();
  private readonly stopListening: () => void;
  private drawing = 0;
  /** What of the sheet on screen changes unheard, as it was last seen. */
  private rules = "";
  /** Edits that are in the file last downloaded. */
  private downloaded = editsIn(noChanges);

  constructor(parts: Elements, abierto: LibroAbierto) {
    this.parts = parts;
    this.abierto = abierto;
    const workbook = openLibro(abierto.libro);
    this.host = new ExcelHost(workbook);
    this.opened = new Opened(workbook);
    this.hojas = new Map(
      abierto.libro.sheets.flatMap((hoja) => {
        const sheet = workbook.findSheet(hoja.name);
        return sheet === null ? [] : [[sheet, hoja]];
      }),
    );
    this.view = new GridView(parts.hoja, workbook);
    this.hands = new GridHands(this.view, this.host, parts.capa, (text) => this.say(text));
    this.tabs = new SheetTabs(parts.pestanas, workbook);
    this.stopListening = workbook.subscribe((event) => this.note(event));
    // An address of its own each time: going to the one it has already, the frame would keep its page.
    this.pane = openPane(parts.marcoPanel, `/panel/taskpane.html?apertura=${++openings}`, this.host);
    this.listen();
    parts.archivo.textContent = abierto.libro.name;
    parts.hoja.scrollTo(0, 0);
    this.say("");
    this.view.refresh();
    this.drawSoon();
  }

  get name(): string {
    return this.abierto.libro.name;
  }

  /** Whether cells were changed that no downloaded file has. */
  hasEdits(): boolean {
    this.hands.finishEdit();
    return editsIn(this.opened.changes()) !== this.downloaded;
  }

  close(): void {
    this.ended.abort();
    this.stopListening();
    this.hands.dispose();
    this.tabs.dispose();
    this.view.dispose();
    this.pane.close();
    cancelAnimationFrame(this.drawing);
  }

  private listen(): void {
    const { parts } = this;
    const { signal } = this.ended;
    const commands = [
      [parts.revisar, "revisar"],
      [parts.resaltar, "resaltar"],
      [parts.quitar, "quitarResaltado"],
    ] as const;
    for (const [button, action] of commands) {
      button.disabled = false;
      button.addEventListener("click", () => void this.press(button, action), { signal });
    }
    parts.descargar.disabled = false;
    parts.descargar.addEventListener("click", () => void this.download(), { signal });
    parts.ocultas.addEventListener("click", () => this.toggleHidden(), { signal });
    // Conditional formats come and go without an event, as in Excel: looked at once a request of the pane is through.
    window.addEventListener("message", () => setTimeout(() => this.noteRules(), 0), { signal });
  }

  private async press(button: HTMLButtonElement, action: string): Promise<void> {
    button.setAttribute("aria-busy", "true");
    try {
      await this.pane.press(action);
    } catch {
      this.say("El panel todavía se está abriendo. Espere un momento y vuelva a pulsar.");
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  private toggleHidden(): void {
    this.view.setShowHidden(!this.view.isShowingHidden);
    this.drawSoon();
  }

  /** Changes are shown as they come; that the add-in went somewhere is followed. */
  private note(event: WorkbookEvent): void {
    if (event.kind === "selected" && event.hand.trigger === "ThisLocalAddin") {
      const [area] = event.sheet.selection;
      this.view.refresh();
      if (area !== undefined) {
        this.view.activate({ row: area.top, column: area.left }, { focus: false, scroll: true });
      }
    } else if (event.kind !== "selected") this.view.refresh();
    this.drawSoon();
  }

  private noteRules(): void {
    const { conditionalFormats, hiddenRows, hiddenColumns } = this.host.workbook.activeSheet;
    const rules = conditionalFormats.map(({ id, formula, format }) => [id, formula, format]);
    const now = JSON.stringify([rules, hiddenRows.size, hiddenColumns.size]);
    if (now === this.rules) return;
    this.rules = now;
    this.view.refresh();
    this.drawSoon();
  }

  private drawSoon(): void {
    cancelAnimationFrame(this.drawing);
    this.drawing = requestAnimationFrame(() => {
      this.tabs.draw();
      this.drawFormula();
      this.drawHidden();
      this.drawHint();
      this.drawNotDrawn();
    });
  }

  private drawFormula(): void {
    const { lugar, contenido } = this.parts;
    const { sheet, activeCell } = this.view;
    const { row, column } = activeCell;
    const [area] = sheet.selection;
    const isOne = area === undefined || (area.top === area.bottom && area.left === area.right);
    lugar.value = isOne ? a1(row, column) : areaName(area);
    const { numberFormat } = sheet.styleAt(row, column);
    const value = sheet.valueAt(row, column);
    contenido.value = textToEdit(value, sheet.formulaAt(row, column), cellText(value, numberFormat), numberFormat);
  }

  private drawHidden(): void {
    const { ocultas } = this.parts;
    const { rows, columns } = this.view.hiddenCount;
    const what = [
      ...(rows === 0 ? [] : [formatConteo(rows, "fila", "filas")]),
      ...(columns === 0 ? [] : [formatConteo(columns, "columna", "columnas")]),
    ].join(" y ");
    ocultas.hidden = what === "";
    ocultas.textContent = `Ver ${what} ${rows + columns === 1 ? "oculta" : "ocultas"}`;
    ocultas.setAttribute("aria-pressed", String(this.view.isShowingHidden));
  }

  private drawNotDrawn(): void {
    const { noDibujado } = this.parts;
    const { activeSheet } = this.host.workbook;
    const text = describeNotDrawn(this.host.workbook, activeSheet, this.hojas.get(activeSheet));
    noDibujado.hidden = text === "";
    // Said again only when it is another sentence.
    if (noDibujado.textContent !== text) noDibujado.textContent = text;
  }

  /** What the cell's validation says, beside the cell as in Excel. */
  private drawHint(): void {
    const { pista } = this.parts;
    const { sheet, activeCell } = this.view;
    const hint = hintAt(this.host.workbook, sheet, activeCell.row, activeCell.column);
    const title = hint?.title ?? "";
    const message = hint?.message ?? "";
    const cell = this.view.cellElement(activeCell);
    const isFocused = cell !== null && document.activeElement === cell;
    pista.hidden = !isFocused || (title === "" && message === "");
    pista.replaceChildren();
    if (pista.hidden || cell === null) return;
    const strong = document.createElement("strong");
    strong.textContent = title;
    pista.append(strong, ` ${message}`);
    const around = this.parts.hoja.getBoundingClientRect();
    const at = cell.getBoundingClientRect();
    const top = Math.max(headings.height, at.bottom - around.top + 6);
    const isBelow = top + pista.offsetHeight < around.height - 8;
    pista.style.top = `${isBelow ? top : Math.max(headings.height, at.top - around.top - pista.offsetHeight - 6)}px`;
    pista.style.left = `${Math.max(headings.width, Math.min(at.left - around.left + 12, around.width - 280))}px`;
  }

  private async download(): Promise<void> {
    const changes = this.opened.changes();
    const { file, libro } = this.abierto;
    this.say("Guardando…");
    try {
      const saved = await saveLibro(file, libro.name, changes.sheets);
      offer(saved.file, libro.name);
      this.downloaded = editsIn(changes);
      this.say(describeSaved(changes, saved));
    } catch (error) {
      this.say(describeError(error));
    }
  }

  private say(text: string): void {
    this.parts.estado.textContent = text;
  }
}

let openings = 0;

const noChanges = { sheets: [], formulas: 0 } as const;

/** Cells typed, as something to compare; what no file takes is none of them, but for formulas, which someone wrote. */
function editsIn({ sheets, formulas }: Pick<Changes, "sheets" | "formulas">): string {
  return JSON.stringify([sheets, formulas]);
}

/** What went wrong with a file, in words. */
export function describeError(error: unknown): string {
  if (error instanceof ServerError) return `${error.message} ${error.hint}`;
  throw error;
}

function offer(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name.replace(/\.xls[xm]$/i, "") + (/\.xlsm$/i.test(name) ? ".xlsm" : ".xlsx");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
