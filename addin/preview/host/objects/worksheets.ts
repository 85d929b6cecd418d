import { ApiError } from "../api-error.ts";
import { optionalFlag, optionalText, textArg } from "../args.ts";
import { denied } from "../guard.ts";
import type { MemberTable } from "../members.ts";
import type { SheetModel } from "../model/sheet-model.ts";
import type { WorkbookModel } from "../model/workbook-model.ts";
import { eventCalls, sheetEvents } from "../register-calls.ts";
import { checkSheetName } from "./sheet-name.ts";

export const worksheetsTable: MemberTable<WorkbookModel> = {
  className: "WorksheetCollection",
  items: ({ sheets }, run) => sheets.map((sheet) => run.make.worksheet(sheet)),
  item: (workbook, [key], run) => run.make.worksheet(sheetByKey(workbook, textArg(key))),
  find: {
    GetActiveWorksheet: ({ activeSheet }, _args, run) => run.make.worksheet(activeSheet),
    GetItemOrNullObject: (workbook, [key], run) => {
      const sheet = workbook.findSheet(textArg(key));
      return sheet === null ? null : run.make.worksheet(sheet);
    },
    GetFirst: ({ sheets }, [visibleOnly], run) => run.make.worksheet(firstOf(sheets, optionalFlag(visibleOnly))),
    GetLast: ({ sheets }, [visibleOnly], run) =>
      run.make.worksheet(firstOf(sheets.toReversed(), optionalFlag(visibleOnly))),
    Add: (workbook, [name], run) => {
      if (workbook.structureLock !== null) throw denied();
      const text = optionalText(name);
      if (text !== null) checkSheetName(workbook, text, null);
      return run.make.worksheet(workbook.addSheet(text, run.hand));
    },
  },
  call: {
    GetCount: ({ sheets }, [visibleOnly]) =>
      sheets.filter(({ visibility }) => !optionalFlag(visibleOnly) || visibility === "visible").length,
    ...eventCalls(() => "Workbook", { ...sheetEvents, AddedEvent: 13, DeletedEvent: 15 }),
  },
};

function sheetByKey(workbook: WorkbookModel, key: string): SheetModel {
  const sheet = workbook.findSheet(key);
  if (sheet === null) throw new ApiError("ItemNotFound", `There is no sheet «${key}».`);
  return sheet;
}

function firstOf(sheets: readonly SheetModel[], visibleOnly: boolean): SheetModel {
  const sheet = sheets.find(({ visibility }) => !visibleOnly || visibility === "visible");
  if (sheet === undefined) throw new ApiError("ItemNotFound", "There is no such sheet.");
  return sheet;
}
