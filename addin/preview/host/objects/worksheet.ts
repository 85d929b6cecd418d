import type { Area } from "../../../../shared/address.ts";
import { ApiError } from "../api-error.ts";
import { colorArg, countArg, flagArg, oneOf, optionalFlag, optionalText, textArg, type Arg } from "../args.ts";
import { denied } from "../guard.ts";
import type { MemberTable } from "../members.ts";
import { wholeSheet } from "../model/area.ts";
import type { SheetModel } from "../model/sheet-model.ts";
import { Region } from "../region.ts";
import { eventCalls, sheetEvents } from "../register-calls.ts";
import type { Run } from "../run.ts";
import { areaFromAddress, rangeOf } from "./range.ts";
import { regionFromAddresses } from "./range-areas.ts";
import { checkSheetName } from "./sheet-name.ts";

const visibilities = ["Visible", "Hidden", "VeryHidden"] as const;

export const worksheetTable: MemberTable<SheetModel> = {
  className: "Worksheet",
  identity: ({ id }) => ({ Id: id }),
  read: {
    Id: ({ id }) => id,
    Name: ({ name }) => name,
    Position: (sheet, run) => run.workbook.sheets.indexOf(sheet),
    Visibility: ({ visibility }) => ({ visible: "Visible", hidden: "Hidden", veryHidden: "VeryHidden" })[visibility],
    TabColor: ({ tabColor }) => tabColor,
    ShowGridlines: ({ showGridlines }) => showGridlines,
    ShowHeadings: ({ showHeadings }) => showHeadings,
  },
  write: {
    Name: (sheet, value, run) => {
      if (run.workbook.structureLock !== null) throw denied();
      const name = textArg(value);
      checkSheetName(run.workbook, name, sheet);
      run.workbook.renameSheet(sheet, name, run.hand);
    },
    Position: (sheet, value, run) => {
      const { sheets } = run.workbook;
      const position = countArg(value, 0);
      if (position >= sheets.length) throw new ApiError("InvalidArgument", "There is no such position.");
      sheets.splice(sheets.indexOf(sheet), 1);
      sheets.splice(position, 0, sheet);
    },
    Visibility: setVisibility,
    TabColor: (sheet, value) => {
      sheet.tabColor = value === "" ? "" : colorArg(value);
    },
    /** office.js writes them under these names and reads them as ShowGridlines and ShowHeadings. */
    Gridlines: (sheet, value) => {
      sheet.showGridlines = flagArg(value);
    },
    Headings: (sheet, value) => {
      sheet.showHeadings = flagArg(value);
    },
  },
  navigate: {
    Tables: (sheet, run) => run.make.tables(sheet),
    Names: (sheet, run) => run.make.names(sheet),
    Protection: (sheet, run) => run.make.protection(sheet),
    FreezePanes: (sheet, run) => run.make.freezePanes(sheet),
    PageLayout: (sheet, run) => run.make.pageLayout(sheet),
    AutoFilter: (sheet, run) => run.make.autoFilter(sheet),
    CustomProperties: (sheet, run) => run.make.customProperties(sheet),
  },
  find: {
    GetRange: (sheet, [address], run) => {
      const text = optionalText(address);
      return rangeOf(run, sheet, text === null || text === "" ? wholeSheet : areaFromAddress(sheet, text, run));
    },
    GetRanges: (sheet, [address], run) =>
      run.make.rangeAreas(
        optionalText(address) === null ? new Region(sheet, [wholeSheet]) : regionFromAddresses(sheet, address, run),
      ),
    GetRangeByIndexes: (sheet, [row, column, rows, columns], run) => {
      const [top, left] = [countArg(row, 0), countArg(column, 0)];
      return rangeOf(run, sheet, {
        top,
        left,
        bottom: top + countArg(rows, 1) - 1,
        right: left + countArg(columns, 1) - 1,
      });
    },
    GetCell: (sheet, [row, column], run) => {
      const [top, left] = [countArg(row, 0), countArg(column, 0)];
      return rangeOf(run, sheet, { top, left, bottom: top, right: left });
    },
    GetUsedRange: (sheet, [valuesOnly], run) =>
      rangeOf(run, sheet, sheet.usedArea(optionalFlag(valuesOnly)) ?? firstCell),
    GetUsedRangeOrNullObject: (sheet, [valuesOnly], run) => {
      const used = sheet.usedArea(optionalFlag(valuesOnly));
      return used === null ? null : rangeOf(run, sheet, used);
    },
    _GetSheetById: (_sheet, [id], run) => {
      const found = run.workbook.findSheet(textArg(id));
      if (found === null) throw new ApiError("ItemNotFound", "There is no such sheet.");
      return run.make.worksheet(found);
    },
  },
  call: {
    Activate: (sheet, _args, run) => {
      if (sheet.visibility !== "visible") {
        throw new ApiError("InvalidOperation", "A hidden sheet cannot be activated.");
      }
      run.workbook.activate(sheet, run.hand);
    },
    Delete: (sheet, _args, run) => {
      if (run.workbook.structureLock !== null) throw denied();
      guardLastVisible(sheet, run);
      run.workbook.deleteSheet(sheet, run.hand);
    },
    Calculate: (sheet, _args, run) => run.noteChange(sheet, wholeSheet),
    ...eventCalls(({ id }: SheetModel) => id, sheetEvents),
  },
};

const firstCell: Area = { top: 0, left: 0, bottom: 0, right: 0 };

function setVisibility(sheet: SheetModel, value: Arg, run: Run): void {
  if (run.workbook.structureLock !== null) throw denied();
  const visibility = oneOf(value, visibilities);
  if (visibility !== "Visible") guardLastVisible(sheet, run);
  sheet.visibility = ({ Visible: "visible", Hidden: "hidden", VeryHidden: "veryHidden" } as const)[visibility];
  const next = run.workbook.sheets.find((each) => each.visibility === "visible");
  if (visibility !== "Visible" && run.workbook.activeSheet === sheet && next !== undefined) {
    run.workbook.activate(next, run.hand);
  }
}

/** A workbook shows at least one sheet. */
function guardLastVisible(sheet: SheetModel, run: Run): void {
  if (!run.workbook.sheets.some((each) => each !== sheet && each.visibility === "visible")) {
    throw new ApiError("InvalidOperation", "The last visible sheet has to stay.");
  }
}
