import type { CellAnchor, HojaPlace, Visita } from "../door.ts";
import { askCells } from "./write-cells.ts";

/** Brings a cell on screen; one that is hidden is shown first, if asked for, and else left where it is. */
export async function goToCell(
  context: Excel.RequestContext,
  { id }: HojaPlace,
  cell: string,
  anchors: readonly CellAnchor[],
  show: boolean,
): Promise<Visita> {
  const sheet = context.workbook.worksheets.getItem(id);
  const range = sheet.getRange(cell);
  range.load(["rowHidden", "columnHidden"]);
  sheet.load("visibility");
  const anchored = askCells(
    sheet,
    anchors.map((each) => each.cell),
    "values",
  );
  await context.sync();
  const values = anchored();
  if (anchors.some((each) => values.get(each.cell) !== each.holds)) return { kind: "moved" };
  const isSheetHidden = sheet.visibility !== "Visible";
  const row = range.rowHidden;
  const column = range.columnHidden;
  if ((isSheetHidden || row || column) && !show) return { kind: "hidden", sheet: isSheetHidden, row, column };
  if (isSheetHidden) sheet.visibility = "Visible";
  if (row) range.getEntireRow().rowHidden = false;
  if (column) range.getEntireColumn().columnHidden = false;
  sheet.activate();
  range.select();
  await context.sync();
  return { kind: "there" };
}
