import { parseArea } from "../../shared/address.ts";
import type { Change } from "../door.ts";
import { runExcel, type ExcelLibrary } from "./run.ts";

/** Listens to edits and calculations in any sheet and to sheets coming on screen; our own edits are not told of. */
export async function listenTo(
  library: ExcelLibrary,
  listener: (change: Change) => void,
): Promise<() => Promise<void>> {
  return runExcel(library, async (context) => {
    const { worksheets } = context.workbook;
    const handlers = [
      worksheets.onChanged.add(async (event) => {
        const change = changeOf(event);
        if (change !== null) listener(change);
      }),
      worksheets.onActivated.add(async () => listener({ kind: "activated" })),
      worksheets.onCalculated.add(async ({ worksheetId }) => listener({ kind: "calculated", sheetId: worksheetId })),
    ];
    await context.sync();
    return async () => {
      for (const handler of handlers) handler.remove();
      await context.sync();
    };
  });
}

type Edited = Pick<
  Excel.WorksheetChangedEventArgs,
  "worksheetId" | "address" | "changeType" | "source" | "triggerSource"
>;

function changeOf({ worksheetId, address, changeType, source, triggerSource }: Edited): Change | null {
  if (triggerSource === "ThisLocalAddin") return null;
  const area = changeType === "RangeEdited" ? rowsOf(address) : null;
  return { kind: "edited", sheetId: worksheetId, rows: area, isRemote: source === "Remote" };
}

/** Rows of `B2`, `B2:D9`, `B2,F7`; whole columns (`B:B`) are no rows. */
function rowsOf(address: string): { top: number; bottom: number } | null {
  let [top, bottom] = [Infinity, -1];
  for (const part of address.split(",")) {
    const text = part.slice(part.lastIndexOf("!") + 1);
    const [, first, last] = /^\$?(\d+):\$?(\d+)$/.exec(text) ?? [];
    const area =
      first === undefined || last === undefined
        ? parseArea(text)
        : { top: Number(first) - 1, bottom: Number(last) - 1, left: 0, right: 0 };
    if (area === null) return null;
    top = Math.min(top, area.top);
    bottom = Math.max(bottom, area.bottom);
  }
  return bottom < 0 ? null : { top, bottom };
}
