import type { HojaPlace, Visita } from "../door.ts";

/** Brings a cell on screen; one in a hidden row or column is shown first, if asked for, and else left where it is. */
export async function goToCell(
  context: Excel.RequestContext,
  { id }: HojaPlace,
  cell: string,
  show: boolean,
): Promise<Visita> {
  const sheet = context.workbook.worksheets.getItem(id);
  const range = sheet.getRange(cell);
  range.load(["rowHidden", "columnHidden"]);
  sheet.load("visibility");
  await context.sync();
  const row = range.rowHidden;
  const column = range.columnHidden;
  if ((row || column) && !show) return { kind: "hidden", row, column };
  if (sheet.visibility !== "Visible") sheet.visibility = "Visible";
  if (row) range.getEntireRow().rowHidden = false;
  if (column) range.getEntireColumn().columnHidden = false;
  sheet.activate();
  range.select();
  await context.sync();
  return { kind: "there" };
}
