import type { CellValue } from "../model/cell-value.ts";
import type { SheetModel } from "../model/sheet-model.ts";
import type { NameModel, WorkbookModel } from "../model/workbook-model.ts";
import type { Surroundings } from "./evaluate.ts";
import { NotEvaluated } from "./not-evaluated.ts";
import { parseFormula, type Expression } from "./parse.ts";

/** What a formula on a sheet sees, read through `read`. */
export function surroundingsOf(
  workbook: WorkbookModel,
  sheet: SheetModel,
  read: (sheet: SheetModel, row: number, column: number) => CellValue,
): Omit<Surroundings, "rows" | "columns"> {
  return {
    valueAt: (name, row, column) => read(sheetNamed(workbook, sheet, name), row, column),
    nameAt: (name) => meaningOf(workbook, sheet, name),
  };
}

/** What a word stands for on a sheet: its own name before the workbook's; null when it is no defined name. */
export function nameFor(workbook: WorkbookModel, sheet: SheetModel, word: string): NameModel | null {
  const text = word.toLowerCase();
  const known = workbook.names.filter(({ name }) => name.toLowerCase() === text);
  return known.find((each) => each.sheet === sheet) ?? known.find((each) => each.sheet === null) ?? null;
}

/** @throws NotEvaluated for a sheet that is not there */
function sheetNamed(workbook: WorkbookModel, own: SheetModel, name: string | null): SheetModel {
  const sheet = name === null ? own : workbook.findSheet(name);
  if (sheet === null) throw new NotEvaluated(name ?? "");
  return sheet;
}

function meaningOf(workbook: WorkbookModel, sheet: SheetModel, word: string): Expression | null {
  const name = nameFor(workbook, sheet, word);
  return name === null ? null : parseFormula(name.refersTo);
}
