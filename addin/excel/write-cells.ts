import { parseA1 } from "../../shared/address.ts";
import type { CellDone, CellEdit, CellInput, Escrito, HojaPlace } from "../door.ts";
import { matrixOf } from "./read-cells.ts";
import { isTooLarge } from "./run.ts";

/** Cells that are read and written in one go; a sheet may have thousands of numbers typed as text. */
const mostAtOnce = 1000;

/**
 * Writes cells that hold what is expected: one question for what they hold, one for the writing. Cells one below the other
 * are written together, so that a column of fixes is one step for Excel.
 */
export async function writeCells(
  context: Excel.RequestContext,
  place: HojaPlace,
  edits: readonly CellEdit[],
): Promise<Escrito> {
  const done: CellDone[] = [];
  const skipped: string[] = [];
  let size = mostAtOnce;
  for (let from = 0; from < edits.length;) {
    const part = edits.slice(from, from + size);
    try {
      const written = await writePart(context, place, part);
      done.push(...written.done);
      skipped.push(...written.skipped);
      from += part.length;
    } catch (error) {
      if (!isTooLarge(error) || part.length === 1) throw error;
      size = Math.ceil(part.length / 2);
    }
  }
  return { done, skipped };
}

async function writePart(
  context: Excel.RequestContext,
  { id }: HojaPlace,
  edits: readonly CellEdit[],
): Promise<Escrito> {
  const sheet = context.workbook.worksheets.getItem(id);
  const runs = runsOf(edits).map((run) => {
    const range = sheet.getRange(run.address);
    range.load(["formulas", "numberFormat"]);
    return { ...run, range };
  });
  await context.sync();
  const done: CellDone[] = [];
  const skipped: string[] = [];
  for (const { edits: inRun, range } of runs) {
    const formulas = matrixOf(range.formulas);
    const formats = matrixOf(range.numberFormat);
    const holds = inRun.map((edit, index) => {
      const before = formulas[index]?.[0];
      const isExpected = isInput(before) && isSame(before, edit.expected);
      const held = formats[index]?.[0];
      const format = typeof held === "string" ? held : "General";
      if (!isExpected || !isInput(before)) skipped.push(edit.cell);
      else {
        const wanted = wantedFormat(edit, format);
        done.push({ cell: edit.cell, before, after: edit.value, format: wanted === null ? null : format });
      }
      return isExpected ? { value: entryOf(edit, format), format: wantedFormat(edit, format) } : null;
    });
    writeRun(range, holds);
  }
  await context.sync();
  return { done, skipped };
}

/** What a cell gets; null for one that is left as it is. */
type Entry = { readonly value: CellInput; readonly format: string | null } | null;

/** The format goes first: in a cell of text a number would become text. */
function writeRun(range: Excel.Range, entries: readonly Entry[]): void {
  if (entries.some((entry) => entry !== null && entry.format !== null)) {
    range.numberFormat = entries.map((entry) => [entry?.format ?? null]);
  }
  if (entries.some((entry) => entry !== null)) range.formulas = entries.map((entry) => [entry?.value ?? null]);
}

/** The format that a cell has to get, or null when it has it or may keep its own. */
function wantedFormat({ format: wish }: CellEdit, has: string): string | null {
  if (wish === null) return null;
  if (wish === "text") return has === textFormat ? null : textFormat;
  if (wish === "number") return has === textFormat ? "General" : null;
  return wish.code === has ? null : wish.code;
}

/** Excel reads text as if it were typed in English: what it could take for a number or a formula gets an apostrophe. */
function entryOf(edit: CellEdit, has: string): CellInput {
  const { value } = edit;
  const format = wantedFormat(edit, has) ?? has;
  return typeof value === "string" && format !== textFormat && /^\s*[-+=@.,%$#(\d]/.test(value) ? `'${value}` : value;
}

const textFormat = "@";

interface Run {
  readonly address: string;
  readonly edits: readonly CellEdit[];
}

/** Edits that stand one below the other, top down. */
function runsOf(edits: readonly CellEdit[]): Run[] {
  const placed = edits
    .flatMap((edit) => {
      const at = parseA1(edit.cell);
      return at === null ? [] : [{ edit, ...at }];
    })
    .sort((a, b) => a.column - b.column || a.row - b.row);
  const runs: { edits: CellEdit[]; row: number; column: number }[] = [];
  for (const { edit, row, column } of placed) {
    const open = runs.at(-1);
    if (open !== undefined && open.column === column && open.row + open.edits.length === row) open.edits.push(edit);
    else runs.push({ edits: [edit], row, column });
  }
  return runs.map(({ edits: inRun }) => {
    const first = inRun[0]?.cell ?? "";
    const last = inRun.at(-1)?.cell ?? first;
    return { address: first === last ? first : `${first}:${last}`, edits: inRun };
  });
}

function isInput(value: unknown): value is CellInput {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** A text cell may come with the apostrophe that made it text. */
function isSame(found: CellInput, expected: CellInput): boolean {
  return found === expected || (typeof found === "string" && typeof expected === "string" && found === `'${expected}`);
}
