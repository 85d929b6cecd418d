import type { Grid, WorkbookInfo } from "../shared/grid.ts";
import type { SemaforoInfo } from "../shared/semaforo.ts";
import type { DoorError } from "./door-error.ts";
import type { PlantillaHoja } from "./plantilla.ts";

/**
 * Everything the pane asks of Excel. `excel/` answers it with Office.js, and is the only place that does.
 *
 * Each call may throw a `DoorError`, whose code says what stands in the way.
 */
export interface Door {
  /** Reads the sheet on screen, and what of the workbook around it bears on its review. */
  readHoja(): Promise<HojaLeida>;
  /** Reads rows of a sheet again, from `top` to `bottom` (zero-based, both included). */
  readRows(place: HojaPlace, top: number, bottom: number): Promise<RowsRead>;
  /** Shows a cell that is still the one its anchors tell of; a hidden one only when asked to unhide what hides it. */
  goTo(place: HojaPlace, cell: string, anchors: readonly CellAnchor[], show: boolean): Promise<Visita>;
  /**
   * Writes cells that still hold what they held when they were read and that the sheet's protection lets be written; the
   * others are left alone. Throws where nothing was written; what stops it later comes with what was done before.
   */
  writeCells(place: HojaPlace, edits: readonly CellEdit[]): Promise<Escrito>;
  /**
   * Replaces our conditional formats of a sheet by these, the first deciding where several hold; none takes them away.
   *
   * @returns whether there were any of ours before
   */
  highlight(place: HojaPlace, rules: readonly HighlightRule[]): Promise<boolean>;
  /** Adds a sheet as planned, and shows it. */
  insertPlantilla(hoja: PlantillaHoja): Promise<string>;
  /** Makes a sheet of the workbook the one on screen, by its id or its name. */
  activateSheet(sheet: string): Promise<void>;
  /** Keeps a small JSON text in the workbook, or takes it away. */
  storeSetting(key: SettingKey, value: string | null): Promise<void>;
  /** Tells of edits and of another sheet coming on screen, until the answer is called. */
  listen(listener: (change: Change) => void): Promise<() => Promise<void>>;
}

/** What the workbook keeps for us: the plan in use. */
export type SettingKey = "METAS_PLAN";

/** A sheet, by the id that stays when it is renamed and by the area of its values. */
export interface HojaPlace {
  readonly id: string;
  readonly name: string;
  /** First and last column with values, zero-based: rows are read again from one to the other. */
  readonly left: number;
  readonly right: number;
}

export interface HojaLeida {
  readonly place: HojaPlace;
  readonly file: string;
  readonly grid: Grid;
  readonly info: WorkbookInfo;
  readonly others: readonly OtraHoja[];
  /** The sheet is protected: locked cells cannot be written. */
  readonly isProtected: boolean;
  /** Marks of our own conditional formats on the sheet; none where it is not highlighted. */
  readonly marks: readonly string[];
  /** Texts that the workbook keeps for us. */
  readonly settings: Readonly<Record<SettingKey, string | null>>;
}

/** Another visible sheet with something in its first rows: these, to see whether its header is known. */
export interface OtraHoja {
  readonly id: string;
  readonly grid: Grid;
}

/** Rows read again: those that hold something, and every formula in them by `cellKey`. */
export interface RowsRead {
  readonly rows: Grid["rows"];
  readonly formulas: Grid["formulas"];
  readonly hiddenRows: ReadonlySet<number>;
}

/** What became of going to a cell. */
export type Visita =
  | { readonly kind: "there" }
  | { readonly kind: "hidden"; readonly sheet: boolean; readonly row: boolean; readonly column: boolean }
  /** Rows or columns moved, and something else stands there by now. */
  | { readonly kind: "moved" };

export interface CellEdit {
  /** A1 address. */
  readonly cell: string;
  /** What must stand there for the edit to be made: formula text with `=`, or the value; blank is empty text. */
  readonly expected: CellInput;
  readonly value: CellInput;
  readonly format: FormatWish;
  /** Without them the cell is no longer that of this row and column, and is left alone. */
  readonly anchors: readonly CellAnchor[];
}

/** A cell that must hold a value, by which rows and columns that moved are found out. */
export interface CellAnchor {
  readonly cell: string;
  readonly holds: CellInput;
}

/**
 * Number format to give a cell before it is written: that of text, one that keeps numbers numbers (only where it is that
 * of text), a certain one, or null for the one it has.
 */
export type FormatWish = "text" | "number" | { readonly code: string } | null;

/** A constant or a formula as Excel takes it. */
export type CellInput = string | number | boolean;

/** A cell as it was before an edit and as it is after. */
export interface CellDone {
  readonly cell: string;
  readonly before: CellInput;
  readonly after: CellInput;
  /** Number format before, where the edit changed it. */
  readonly format: string | null;
  readonly anchors: readonly CellAnchor[];
}

export interface Escrito {
  readonly done: readonly CellDone[];
  /** Cells that were left alone, and why. */
  readonly skipped: readonly CellSkipped[];
  /** What stopped the writing half way; cells neither done nor skipped are as they were. */
  readonly failure: DoorError | null;
}

export interface CellSkipped {
  readonly cell: string;
  readonly why: SkipReason;
}

export type SkipReason =
  /** Rows or columns moved: it is no longer where it was read. */
  | "movida"
  /** It held something else by then. */
  | "cambiada"
  /** It moved, and its código or its column's header is not there exactly once to find it by. */
  | "perdida"
  /** It is a locked cell of a protected sheet. */
  | "bloqueada"
  /** It needs another number format, and the sheet's protection lets no format be changed. */
  | "formato-protegido";

/** One band's conditional format. */
export interface HighlightRule {
  /** Our name for it, which the formula carries so that it can be found again. */
  readonly mark: string;
  /** Areas in A1, joined by commas. */
  readonly address: string;
  /** In English, with `=`, for the first row of the areas. */
  readonly formula: string;
  readonly look: Pick<SemaforoInfo, "fondo" | "texto">;
  /** Shows the band's mark before what the cells hold, which stays as it is; null for cells with formats of their own. */
  readonly numberFormat: string | null;
}

/** Something that happened in Excel and was not our own doing. */
export type Change =
  | { readonly kind: "activated" }
  | {
      readonly kind: "edited";
      readonly sheetId: string;
      /** Rows that changed, zero-based; null when rows or columns came, went or moved. */
      readonly rows: { readonly top: number; readonly bottom: number } | null;
      /** By a co-author: what is on screen is renewed without a word. */
      readonly isRemote: boolean;
    }
  /** Formulas of a sheet were calculated. */
  | { readonly kind: "calculated"; readonly sheetId: string };
