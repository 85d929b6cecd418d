import type { WorkbookModel } from "./host/model/workbook-model.ts";

/** The names of the visible sheets at the foot of the window. */
export class SheetTabs {
  private readonly element: HTMLElement;
  private readonly workbook: WorkbookModel;
  private readonly ended = new AbortController();
  private drawn = "";

  /** @param element with the role of a tab list */
  constructor(element: HTMLElement, workbook: WorkbookModel) {
    this.element = element;
    this.workbook = workbook;
    const { signal } = this.ended;
    element.addEventListener("click", (event) => this.choose(event.target), { signal });
    element.addEventListener("keydown", (event) => this.onKey(event), { signal });
  }

  dispose(): void {
    this.ended.abort();
  }

  draw(): void {
    const { activeSheet } = this.workbook;
    const visible = this.workbook.sheets.filter(({ visibility }) => visibility === "visible");
    const state = JSON.stringify([activeSheet.id, ...visible.map(({ id, name, tabColor }) => [id, name, tabColor])]);
    if (state === this.drawn) return;
    this.drawn = state;
    const hadFocus = this.element.contains(document.activeElement);
    this.element.replaceChildren(
      ...visible.map((sheet) => {
        const tab = document.createElement("button");
        tab.type = "button";
        tab.className = "pestana";
        tab.textContent = sheet.name;
        tab.dataset["hoja"] = sheet.id;
        tab.setAttribute("role", "tab");
        tab.setAttribute("aria-selected", String(sheet === activeSheet));
        tab.setAttribute("aria-controls", "hoja");
        tab.tabIndex = sheet === activeSheet ? 0 : -1;
        if (/^#[0-9A-F]{6}$/i.test(sheet.tabColor)) tab.style.setProperty("--color-pestana", sheet.tabColor);
        return tab;
      }),
    );
    const selected = this.element.querySelector<HTMLElement>("[aria-selected=true]");
    selected?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (hadFocus) selected?.focus();
  }

  private choose(target: EventTarget | null): void {
    const id = target instanceof Element ? target.closest<HTMLElement>("[data-hoja]")?.dataset["hoja"] : undefined;
    const sheet = id === undefined ? null : this.workbook.findSheet(id);
    if (sheet !== null) this.workbook.activate(sheet);
  }

  private onKey(event: KeyboardEvent): void {
    const tabs = [...this.element.querySelectorAll<HTMLElement>("[data-hoja]")];
    const at = tabs.findIndex((tab) => tab === event.target);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const tab = next === undefined || at < 0 ? undefined : tabs[(next + tabs.length) % tabs.length];
    if (tab === undefined) return;
    event.preventDefault();
    tab.focus();
    this.choose(tab);
  }
}
