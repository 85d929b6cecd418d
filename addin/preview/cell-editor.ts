import { a1 } from "../../shared/address.ts";
import type { Place } from "./grid-view.ts";

/** What becomes of an edit, and where to go from there. */
export type EditEnd =
  | { readonly kind: "done"; readonly text: string; readonly move: "down" | "up" | "right" | "left" | null }
  | { readonly kind: "cancelled" };

export interface EditRequest {
  readonly place: Place;
  readonly over: HTMLElement;
  readonly text: string;
  /** Values of the cell's list, when it has one. */
  readonly options: readonly string[];
  /** @returns false when the text is refused and the edit goes on */
  readonly end: (end: EditEnd) => boolean;
}

/** The field that lies over a cell while someone types into it. */
export class CellEditor {
  private readonly layer: HTMLElement;
  private open: { readonly input: HTMLInputElement; readonly request: EditRequest } | null = null;

  /** @param layer over the grid, not scrolling with it */
  constructor(layer: HTMLElement) {
    this.layer = layer;
  }

  get isOpen(): boolean {
    return this.open !== null;
  }

  start(request: EditRequest): void {
    const { place, over, text, options } = request;
    const input = document.createElement("input");
    input.className = "editor";
    input.value = text;
    input.autocomplete = "off";
    input.spellcheck = false;
    input.setAttribute("aria-label", `Contenido de ${a1(place.row, place.column)}`);
    if (options.length > 0) this.addOptions(input, options);
    const cell = over.getBoundingClientRect();
    const around = this.layer.getBoundingClientRect();
    input.style.left = `${cell.left - around.left - 1}px`;
    input.style.top = `${cell.top - around.top - 1}px`;
    input.style.width = `${Math.max(cell.width + 2, 90)}px`;
    input.style.height = `${Math.max(24, Math.min(cell.height + 2, 40))}px`;
    this.open = { input, request };
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => this.finish({ kind: "done", text: input.value, move: null }));
    this.layer.append(input);
    input.focus();
  }

  /** Ends the edit by keeping what was typed, as clicking elsewhere does. */
  commit(): void {
    if (this.open !== null) this.finish({ kind: "done", text: this.open.input.value, move: null });
  }

  private addOptions(input: HTMLInputElement, options: readonly string[]): void {
    const list = document.createElement("datalist");
    list.id = "opciones-celda";
    for (const value of options.slice(0, 500)) list.append(new Option(value, value));
    input.setAttribute("list", list.id);
    this.layer.append(list);
  }

  private onKey(event: KeyboardEvent): void {
    const { open } = this;
    if (open === null || event.isComposing) return;
    event.stopPropagation();
    if (event.key === "Escape") this.finish({ kind: "cancelled" });
    else if (event.key === "Enter") {
      this.finish({ kind: "done", text: open.input.value, move: event.shiftKey ? "up" : "down" });
    } else if (event.key === "Tab") {
      this.finish({ kind: "done", text: open.input.value, move: event.shiftKey ? "left" : "right" });
    } else return;
    event.preventDefault();
  }

  private finish(end: EditEnd): void {
    const { open } = this;
    if (open === null) return;
    // Taking the field away blurs it, which must not end the edit once more.
    this.open = null;
    if (open.request.end(end)) this.layer.replaceChildren();
    else {
      this.open = open;
      open.input.focus();
      open.input.setAttribute("aria-invalid", "true");
    }
  }
}
