import type { Area } from "../../../../shared/address.ts";
import type { Json } from "../json.ts";
import { SheetModel } from "./sheet-model.ts";
import { userHand, type Hand, type WorkbookEvent } from "./workbook-event.ts";

/** A defined name; `refersTo` with `=`. */
export interface NameModel {
  readonly name: string;
  refersTo: string;
  comment: string;
  visible: boolean;
  /** The sheet it belongs to, or null for the whole workbook. */
  readonly sheet: SheetModel | null;
}

/** The open workbook: everything the API can see of it. Changes are told to whoever listens. */
export class WorkbookModel {
  name: string;
  readonly sheets: SheetModel[] = [];
  names: NameModel[] = [];
  readonly settings = new Map<string, Json>();
  readonly properties = new Map<string, string>();
  /** Password of a protected structure (empty without one), or null when sheets may come and go. */
  structureLock: string | null = null;
  calculationMode: "Automatic" | "AutomaticExceptTables" | "Manual" = "Automatic";
  private active: SheetModel | null = null;
  private nextId = 1;
  private readonly listeners = new Set<(event: WorkbookEvent) => void>();

  constructor(name: string) {
    this.name = name;
  }

  /** The sheet on screen. */
  get activeSheet(): SheetModel {
    const sheet = this.active ?? this.sheets[0];
    if (sheet === undefined) throw new Error("the workbook has no sheet");
    return sheet;
  }

  /** An id that nothing else of this workbook has. */
  newId(): string {
    return `{00000000-0001-0000-0000-${(this.nextId++).toString(16).toUpperCase().padStart(12, "0")}}`;
  }

  findSheet(nameOrId: string): SheetModel | null {
    const name = nameOrId.toLowerCase();
    return this.sheets.find((sheet) => sheet.id === nameOrId || sheet.name.toLowerCase() === name) ?? null;
  }

  /** Appends a sheet; without a name it gets the next free `Hoja1`, `Hoja2` … */
  addSheet(name: string | null, hand: Hand = userHand): SheetModel {
    const sheet = new SheetModel(this.newId(), name ?? this.freeName());
    this.sheets.push(sheet);
    this.emit({ kind: "added", sheet, hand });
    return sheet;
  }

  /** The active sheet's neighbour becomes active; the last visible sheet cannot be deleted by callers. */
  deleteSheet(sheet: SheetModel, hand: Hand = userHand): void {
    const index = this.sheets.indexOf(sheet);
    if (index < 0) throw new Error(`no sheet ${sheet.name} in the workbook`);
    const wasActive = sheet === this.activeSheet;
    this.sheets.splice(index, 1);
    this.names = this.names.filter((name) => name.sheet !== sheet);
    if (wasActive) this.active = null;
    this.emit({ kind: "deleted", sheet, hand });
    if (wasActive) {
      const next = this.sheets.slice(index).find(isVisible) ?? this.sheets.findLast(isVisible) ?? null;
      this.active = next;
      if (next !== null) this.emit({ kind: "activated", sheet: next, hand });
    }
  }

  renameSheet(sheet: SheetModel, name: string, hand: Hand = userHand): void {
    const before = sheet.name;
    if (before === name) return;
    sheet.name = name;
    this.emit({ kind: "renamed", sheet, before, hand });
  }

  activate(sheet: SheetModel, hand: Hand = userHand): void {
    const before = this.activeSheet;
    this.active = sheet;
    if (before === sheet) return;
    this.emit({ kind: "deactivated", sheet: before, hand });
    this.emit({ kind: "activated", sheet, hand });
  }

  select(sheet: SheetModel, areas: readonly Area[], hand: Hand = userHand): void {
    this.activate(sheet, hand);
    sheet.selection = areas;
    this.emit({ kind: "selected", sheet, hand });
  }

  emit(event: WorkbookEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  /** @returns stops listening */
  subscribe(listener: (event: WorkbookEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private freeName(): string {
    let number = this.sheets.length + 1;
    while (this.findSheet(`Hoja${number}`) !== null) number++;
    return `Hoja${number}`;
  }
}

function isVisible({ visibility }: SheetModel): boolean {
  return visibility === "visible";
}
