import { a1, maxColumns, maxRows, type Area } from "../../shared/address.ts";
import type { Cell } from "../../shared/cell.ts";
import { cellKey, cellsByRow, type Grid } from "../../shared/grid.ts";
import type { SyncError } from "../errors.ts";
import { defaultLimits, type ReadLimits } from "./limits.ts";
import { patchError, type PatchErrorCode } from "./patch-errors.ts";
import { contains, PatchGuards } from "./patch-guards.ts";
import {
  findParts,
  hasFormulas,
  refuseSigned,
  withoutCalcChain,
  withRecalculation,
  type PatchParts,
} from "./patch-package.ts";
import { rewriteSheet, type Write } from "./patch-sheet.ts";
import { CellStyles } from "./patch-style.ts";
import { Targets, type Target } from "./patch-targets.ts";
import { holds, isEmpty, neededFormat, valueRefusal, type NewValue } from "./patch-value.ts";
import { readWorkbook, type WorkbookFile } from "./read.ts";
import { mapSheet, type SheetMap } from "./sheet-map.ts";
import { utf8Bytes } from "./xml-bytes.ts";
import { asStored } from "./xml-edit.ts";
import { patchZip } from "./zip-patch.ts";
import { openZip, type Zip } from "./zip.ts";
import type { ZipEntry } from "./zip-entry.ts";

/** A cell of a sheet, zero-based, and what it shall hold. */
export interface CellChange {
  readonly row: number;
  readonly column: number;
  readonly value: NewValue;
}

export interface RefusedChange {
  readonly change: CellChange;
  /** Its code is a `PatchErrorCode`, its place the cell. */
  readonly error: SyncError;
}

/** What became of a cell that is written all the same, though its owner ought to know. */
export interface PatchNote {
  readonly change: CellChange;
  /** It lies right under a table, or under cells with a data validation, which do not reach it. */
  readonly code: "below-table" | "below-validation";
}

/** Changes looked at, and not written yet. */
export interface Patch {
  /** What `apply` writes, and what the cells hold already. */
  readonly accepted: readonly CellChange[];
  readonly refused: readonly RefusedChange[];
  readonly notes: readonly PatchNote[];
  /** Nothing to write: `apply` gives the very bytes of the file. */
  readonly isEmpty: boolean;
  /** The file with the accepted changes in it; the refused ones are left out. */
  apply(): Buffer;
}

export interface PatchOptions {
  readonly limits?: ReadLimits;
  /**
   * Also tell the program that opens the workbook next to calculate its formulas anew, where it has any. Without it
   * formulas that depend on the changed cells go on showing what was calculated before, until somebody changes one of
   * the cells they depend on. It costs the workbook part its byte identity (one attribute) and a question whether to
   * save when the file is closed.
   */
  readonly recalculate?: boolean;
}

/**
 * Changes cells of a workbook that is somebody else's. All parts but the sheet's keep their bytes; in the sheet's part
 * only the cells change, each keeping its format. A formula that is written over is gone, and with it the workbook's
 * calculation chain, which programs make anew.
 *
 * What is written is read back as exactly that value: where the cell's format would make a percentage of a number or a
 * number of a date, it gets the workbook's style that differs in the number format alone, or the change is refused.
 * Text is text, also when it begins with `=`. The same input gives the same bytes.
 *
 * @param bytes     the whole file, which the caller must know to be unchanged on disk when it writes the new one
 * @param file      what to call it in errors
 * @param sheetName as in `WorkbookFile.sheets`
 * @param changes   a cell at most once
 * @throws SyncError a `ReadErrorCode` for a file that `readWorkbook` or `readGrid` refuses, a `PatchErrorCode` for the
 *   first change that cannot be written: then nothing is
 */
export function patchWorkbook(
  bytes: Uint8Array,
  file: string,
  sheetName: string,
  changes: readonly CellChange[],
  options: PatchOptions = {},
): Buffer {
  const patch = preparePatch(bytes, file, sheetName, changes, options);
  const [first] = patch.refused;
  if (first !== undefined) throw first.error;
  return patch.apply();
}

/**
 * Looks at the changes one by one, for whoever wants to write those that can be written and report the others.
 *
 * @throws SyncError a `ReadErrorCode`, or `patch-signed`, for a file of which no cell can be changed
 */
export function preparePatch(
  bytes: Uint8Array,
  file: string,
  sheetName: string,
  changes: readonly CellChange[],
  { limits = defaultLimits, recalculate = false }: PatchOptions = {},
): Patch {
  const zip = openZip(bytes, file, limits);
  const book = readWorkbook(zip.bytes, file, limits);
  const grid = book.readGrid(sheetName);
  refuseSigned(zip);
  checkChanges(changes);
  return new SheetPatch(zip, book, grid, changes, limits, recalculate);
}

function checkChanges(changes: readonly CellChange[]): void {
  const seen = new Set<number>();
  for (const { row, column } of changes) {
    if (!Number.isInteger(row) || !Number.isInteger(column) || row < 0 || column < 0) {
      throw new RangeError(`no cell: row ${row}, column ${column}`);
    }
    const key = row * 2 ** 20 + column;
    if (seen.has(key)) throw new Error(`cell changed twice: ${a1(row, column)}`);
    seen.add(key);
  }
}

class SheetPatch implements Patch {
  readonly accepted: CellChange[] = [];
  readonly refused: RefusedChange[] = [];
  readonly notes: readonly PatchNote[];
  private readonly zip: Zip;
  private readonly grid: Grid;
  private readonly limits: ReadLimits;
  private readonly recalculate: boolean;
  private readonly date1904: boolean;
  private readonly parts: PatchParts;
  private readonly map: SheetMap;
  private readonly targets: Targets;
  private readonly guards: PatchGuards;
  private readonly styles: CellStyles;
  private readonly values: ReadonlyMap<number, readonly (Cell | undefined)[]>;
  private readonly writes: Write[] = [];

  constructor(
    zip: Zip,
    book: WorkbookFile,
    grid: Grid,
    changes: readonly CellChange[],
    limits: ReadLimits,
    recalculate: boolean,
  ) {
    this.zip = zip;
    this.grid = grid;
    this.limits = limits;
    this.recalculate = recalculate;
    this.date1904 = book.date1904;
    this.parts = findParts(zip, grid.sheet, limits);
    const { sheet, styles } = this.parts;
    this.map = mapSheet(utf8Bytes(zip.inflate(sheet), this.where(sheet)), this.where(sheet), limits);
    this.targets = new Targets(this.map);
    this.guards = new PatchGuards(zip, this.parts, this.map, grid, limits);
    this.styles =
      styles === null
        ? new CellStyles(null, zip.file, limits)
        : new CellStyles(utf8Bytes(zip.inflate(styles), this.where(styles)), this.where(styles), limits);
    this.values = cellsByRow(grid);
    for (const change of changes) this.take(change);
    this.notes = this.findNotes();
  }

  get isEmpty(): boolean {
    return this.writes.length === 0;
  }

  apply(): Buffer {
    const { zip, parts, limits } = this;
    if (this.isEmpty) return zip.bytes;
    const losesFormula = this.writes.some(({ target }) => target.cell !== null && target.cell.formula !== null);
    const entries = losesFormula ? withoutCalcChain(zip, parts, limits) : new Map<ZipEntry, Buffer | null>();
    const sheet = rewriteSheet(this.map, this.targets, this.writes, this.date1904);
    entries.set(parts.sheet, asStored(zip.inflate(parts.sheet), sheet));
    if (this.recalculate && hasFormulas(zip, parts)) {
      entries.set(parts.workbook, withRecalculation(zip, parts.workbook, limits));
    }
    return patchZip(zip, entries);
  }

  private take(change: CellChange): void {
    const { row, column, value } = change;
    if (row >= maxRows || column >= maxColumns) {
      this.refuse(change, "patch-outside-sheet");
      return;
    }
    const isFormula = this.grid.formulas.has(cellKey(row, column));
    if (!isFormula && holds(this.values.get(row)?.[column], value)) {
      this.accepted.push(change);
      return;
    }
    const target = this.targets.find(row, column);
    const refusal = valueRefusal(value, this.date1904) ?? this.guards.refusal(row, column, target);
    const style = this.styleFor(target, value);
    if (refusal !== null || style === null) {
      this.refuse(change, refusal ?? "patch-format");
      return;
    }
    this.accepted.push(change);
    this.writes.push({ row, column, value, target, style });
  }

  private styleFor({ styles: [first = 0, ...others] }: Target, value: NewValue): number | null {
    const format = neededFormat(value);
    if (format === null) return first;
    const { styles } = this;
    const candidates = [first, ...others];
    return (
      candidates.find((style) => styles.shows(style, format)) ??
      candidates.reduce((found: number | null, style) => found ?? styles.variant(style, format), null)
    );
  }

  private refuse(change: CellChange, code: PatchErrorCode): void {
    const where = `${this.zip.file} › ${this.grid.sheet}!${a1(change.row, change.column)}`;
    this.refused.push({ change, error: patchError(code, where) });
  }

  /** New values that continue downwards what ends above them. */
  private findNotes(): PatchNote[] {
    const tables = this.grid.tables.map(({ area }) => area);
    const added = this.writes.filter(
      ({ row, column, value }) => !isEmpty(value) && this.values.get(row)?.[column] === undefined,
    );
    const keys = new Set(added.map(({ row, column }) => cellKey(row, column)));
    const isBelow = (areas: readonly Area[], row: number, column: number) => {
      const isIn = (at: number) => areas.some((area) => contains(area, at, column));
      if (areas.length === 0 || isIn(row)) return false;
      let above = row - 1;
      while (keys.has(cellKey(above, column)) && !isIn(above)) above--;
      return isIn(above);
    };
    return added.flatMap(({ row, column, value }): PatchNote[] => {
      const change = { row, column, value };
      const notes: PatchNote[] = [];
      if (isBelow(tables, row, column)) notes.push({ change, code: "below-table" });
      if (isBelow(this.map.validations, row, column)) notes.push({ change, code: "below-validation" });
      return notes;
    });
  }

  private where(entry: ZipEntry): string {
    return `${this.zip.file} › ${entry.name}`;
  }
}
