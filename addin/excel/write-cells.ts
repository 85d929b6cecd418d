import { a1, parseA1 } from "../../shared/address.ts";
import type { CellDone, CellEdit, CellInput, CellSkipped, Escrito, HojaPlace } from "../door.ts";
import { DoorError } from "../door-error.ts";
import { matrixOf } from "./read-cells.ts";
import { doorErrorOf, isTooLarge } from "./run.ts";

/**
 * Writes cells that hold what is expected and may be written: one question for what they hold and what the sheet's
 * protection lets through, one for the writing. Cells one below the other are written together, so that a column of fixes is
 * one step for Excel. Only where Excel says that this is too much at once are there more questions, each for half as many.
 */
export async function writeCells(
  context: Excel.RequestContext,
  place: HojaPlace,
  edits: readonly CellEdit[],
): Promise<Escrito> {
  const done: CellDone[] = [];
  const skipped: CellSkipped[] = [];
  let size = edits.length;
  for (let from = 0; from < edits.length;) {
    const part = edits.slice(from, from + size);
    try {
      const written = await writePart(context, place, part);
      done.push(...written.done);
      skipped.push(...written.skipped);
      if (written.failure !== null) return { done, skipped, failure: written.failure };
      from += part.length;
    } catch (error) {
      if (isTooLarge(error) && part.length > 1) {
        size = Math.ceil(part.length / 2);
        continue;
      }
      const failure = doorErrorOf(error);
      // What was done before has to be told: it can be taken back.
      if (done.length === 0 || !(failure instanceof DoorError)) throw error;
      return { done, skipped, failure };
    }
  }
  return { done, skipped, failure: null };
}

async function writePart(
  context: Excel.RequestContext,
  { id }: HojaPlace,
  edits: readonly CellEdit[],
): Promise<Escrito> {
  const sheet = context.workbook.worksheets.getItem(id);
  sheet.protection.load(["protected", "options"]);
  const asked = runsOf(edits, ({ cell }) => cell).map(({ address, items }) => {
    const range = sheet.getRange(address);
    range.load(["formulas", "numberFormat"]);
    // Of a range that mixes them `locked` says nothing; of each cell only this does.
    return { items, range, looks: range.getCellProperties({ format: { protection: true } }) };
  });
  const anchors = askCells(sheet, new Set(edits.flatMap((edit) => edit.anchors.map(({ cell }) => cell))), "values");
  await context.sync();
  const { protection } = sheet;
  const mayFormat = !protection.protected || protection.options.allowFormatCells === true;
  const anchored = anchors();
  const entries: Entry[] = [];
  const skipped: CellSkipped[] = [];
  for (const { items, range, looks } of asked) {
    const formulas = matrixOf(range.formulas);
    const formats = matrixOf(range.numberFormat);
    for (const [index, edit] of items.entries()) {
      const before = formulas[index]?.[0];
      const held = formats[index]?.[0];
      const has = typeof held === "string" ? held : "General";
      const format = wantedFormat(edit, has);
      const isLocked = protection.protected && looks.value[index]?.[0]?.format?.protection?.locked === true;
      if (edit.anchors.some(({ cell, holds }) => anchored.get(cell) !== holds))
        skipped.push({ cell: edit.cell, why: "movida" });
      else if (!isInput(before) || !isSame(before, edit.expected)) skipped.push({ cell: edit.cell, why: "cambiada" });
      else if (isLocked) skipped.push({ cell: edit.cell, why: "bloqueada" });
      else if (format !== null && !mayFormat) skipped.push({ cell: edit.cell, why: "formato-protegido" });
      else {
        const { cell, value: after, anchors: same } = edit;
        const done = { cell, before, after, format: format === null ? null : has, anchors: same };
        entries.push({ done, format, value: entryOf(edit, format ?? has) });
      }
    }
  }
  for (const { address, items } of runsOf(entries, ({ done }) => done.cell)) writeRun(sheet.getRange(address), items);
  const done = entries.map((entry) => entry.done);
  try {
    await context.sync();
    return { done, skipped, failure: null };
  } catch (error) {
    const failure = doorErrorOf(error);
    if (isTooLarge(error) || !(failure instanceof DoorError)) throw error;
    const written = await stillHeld(context, sheet, done);
    if (written.length === 0) throw error;
    return { done: written, skipped, failure };
  }
}

/** Asks for what cells hold, those one below the other together; the answer is there once the question was put. */
export function askCells(
  sheet: Excel.Worksheet,
  cells: Iterable<string>,
  what: "values" | "formulas",
): () => ReadonlyMap<string, unknown> {
  const asked = runsOf([...cells], (cell) => cell).map(({ address, items }) => {
    const range = sheet.getRange(address);
    range.load(what);
    return { items, range };
  });
  return () =>
    new Map(
      asked.flatMap(({ items, range }) => {
        const found = matrixOf(range[what]);
        return items.map((cell, index) => [cell, found[index]?.[0]] as const);
      }),
    );
}

/** A cell that is to be written, and what it is to get; null for the format that it has. */
interface Entry {
  readonly done: CellDone;
  readonly value: CellInput;
  readonly format: string | null;
}

/** The format goes first: in a cell of text a number would become text. */
function writeRun(range: Excel.Range, entries: readonly Entry[]): void {
  if (entries.some(({ format }) => format !== null)) range.numberFormat = entries.map(({ format }) => [format]);
  range.formulas = entries.map(({ value }) => [value]);
}

/** Excel stops at the first refusal and leaves done what came before it: those cells, of all that were to be written. */
async function stillHeld(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  done: readonly CellDone[],
): Promise<CellDone[]> {
  const asked = askCells(
    sheet,
    done.map(({ cell }) => cell),
    "formulas",
  );
  await context.sync();
  const held = asked();
  return done.filter(({ cell, after }) => {
    const now = held.get(cell);
    return isInput(now) && isSame(now, after);
  });
}

/** The format that a cell has to get, or null when it has it or may keep its own. */
function wantedFormat({ format: wish }: CellEdit, has: string): string | null {
  if (wish === null) return null;
  if (wish === "text") return has === textFormat ? null : textFormat;
  if (wish === "number") return has === textFormat ? "General" : null;
  return wish.code === has ? null : wish.code;
}

/** Excel reads text as if it were typed in English: what it could take for a number or a formula gets an apostrophe. */
function entryOf({ value }: CellEdit, format: string): CellInput {
  return typeof value === "string" && format !== textFormat && /^\s*[-+=@.,%$#(\d]/.test(value) ? `'${value}` : value;
}

const textFormat = "@";

interface Stretch<T> {
  readonly address: string;
  readonly items: readonly T[];
}

/** Cells that stand one below the other, top down. */
function runsOf<T>(items: readonly T[], cellOf: (item: T) => string): Stretch<T>[] {
  const placed = items
    .flatMap((item) => {
      const at = parseA1(cellOf(item));
      return at === null ? [] : [{ item, ...at }];
    })
    .sort((a, b) => a.column - b.column || a.row - b.row);
  const runs: { items: T[]; row: number; column: number }[] = [];
  for (const { item, row, column } of placed) {
    const open = runs.at(-1);
    if (open !== undefined && open.column === column && open.row + open.items.length === row) open.items.push(item);
    else runs.push({ items: [item], row, column });
  }
  return runs.map(({ items: inRun, row, column }) => {
    const first = a1(row, column);
    return { address: inRun.length === 1 ? first : `${first}:${a1(row + inRun.length - 1, column)}`, items: inRun };
  });
}

function isInput(value: unknown): value is CellInput {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** A text cell may come with the apostrophe that made it text. */
function isSame(found: CellInput, expected: CellInput): boolean {
  return found === expected || (typeof found === "string" && typeof expected === "string" && found === `'${expected}`);
}
