import { ApiError } from "../api-error.ts";
import {
  countArg,
  flagArg,
  invalid,
  isAbsent,
  objectArg,
  oneOf,
  optionalText,
  regionOf,
  textArg,
  type Arg,
} from "../args.ts";
import { denied, guardSheet } from "../guard.ts";
import type { JsonObject } from "../json.ts";
import { bind, type MemberTable } from "../members.ts";
import { intersect, wholeSheet } from "../model/area.ts";
import { maxColumns, maxRows, type Area } from "../../../../shared/address.ts";
import type { PageLayout } from "../model/page-layout.ts";
import { protectionOptions, strictOptions, type ProtectionOptions } from "../model/protection.ts";
import type { SheetModel } from "../model/sheet-model.ts";
import { Region } from "../region.ts";
import type { Run } from "../run.ts";
import { areaFromAddress } from "./range.ts";

export const protectionTable: MemberTable<SheetModel> = {
  className: "WorksheetProtection",
  read: {
    Protected: ({ protection }) => protection !== null,
    Options: ({ protection }) => (protection === null ? null : { ...protection.options }),
  },
  call: {
    Protect: (sheet, [options, password], run) => {
      if (sheet.protection !== null) throw denied();
      sheet.protection = { password: optionalText(password), options: optionsOf(options) };
      run.workbook.emit({ kind: "protected", sheet, hand: run.hand });
    },
    Unprotect: (sheet, [password], run) => {
      if (sheet.protection === null) return;
      if ((sheet.protection.password ?? "") !== (optionalText(password) ?? "")) throw denied();
      sheet.protection = null;
      run.workbook.emit({ kind: "protected", sheet, hand: run.hand });
    },
  },
};

/** What the options leave out is not allowed, as in Excel. */
function optionsOf(arg: Arg | undefined): ProtectionOptions {
  if (isAbsent(arg)) return strictOptions;
  const given = objectArg(arg);
  const allowed: Record<string, boolean> = {};
  for (const option of protectionOptions) {
    if (given[option] !== undefined && given[option] !== null) allowed[option] = flagArg(given[option]);
  }
  const mode = given["selectionMode"];
  return { ...strictOptions, ...allowed, ...(typeof mode === "string" ? { selectionMode: mode } : {}) };
}

export const freezePanesTable: MemberTable<SheetModel> = {
  className: "WorksheetFreezePanes",
  find: {
    GetLocationOrNullObject: (sheet, _args, run) =>
      sheet.freeze === null ? null : run.make.range(new Region(sheet, [sheet.freeze])),
    GetLocation: (sheet, _args, run) => {
      if (sheet.freeze === null) throw new ApiError("ItemNotFound", "Nothing is frozen.");
      return run.make.range(new Region(sheet, [sheet.freeze]));
    },
  },
  call: {
    FreezeAt: (sheet, [range], run) => {
      const { bottom, right } = regionOf(range)?.area ?? areaFromAddress(sheet, textArg(range), run);
      sheet.freeze = { top: 0, left: 0, bottom, right };
    },
    FreezeRows: (sheet, [count]) => {
      sheet.freeze = { top: 0, left: 0, bottom: countArg(count, 1) - 1, right: maxColumns - 1 };
    },
    FreezeColumns: (sheet, [count]) => {
      sheet.freeze = { top: 0, left: 0, bottom: maxRows - 1, right: countArg(count, 1) - 1 };
    },
    Unfreeze: (sheet) => {
      sheet.freeze = null;
    },
  },
};

export const pageLayoutTable: MemberTable<SheetModel> = {
  className: "PageLayout",
  read: {
    Orientation: ({ pageLayout }) => pageLayout.orientation,
    PaperSize: ({ pageLayout }) => pageLayout.paperSize,
    CenterHorizontally: ({ pageLayout }) => pageLayout.centerHorizontally,
    CenterVertically: ({ pageLayout }) => pageLayout.centerVertically,
    PrintGridlines: ({ pageLayout }) => pageLayout.printGridlines,
    BlackAndWhite: ({ pageLayout }) => pageLayout.blackAndWhite,
    Zoom: ({ pageLayout }) => pageLayout.zoom,
  },
  write: {
    Orientation: (sheet, value) => layOut(sheet, { orientation: oneOf(value, ["Portrait", "Landscape"]) }),
    PaperSize: (sheet, value) => layOut(sheet, { paperSize: textArg(value) }),
    CenterHorizontally: (sheet, value) => layOut(sheet, { centerHorizontally: flagArg(value) }),
    CenterVertically: (sheet, value) => layOut(sheet, { centerVertically: flagArg(value) }),
    PrintGridlines: (sheet, value) => layOut(sheet, { printGridlines: flagArg(value) }),
    BlackAndWhite: (sheet, value) => layOut(sheet, { blackAndWhite: flagArg(value) }),
    Zoom: (sheet, value) => layOut(sheet, { zoom: numbersOf(objectArg(value)) }),
  },
  find: {
    GetPrintAreaOrNullObject: (sheet, _args, run) => {
      const { printArea } = sheet.pageLayout;
      return printArea === null ? null : run.make.rangeAreas(new Region(sheet, [printArea]));
    },
    GetPrintTitleRowsOrNullObject: (sheet, _args, run) => {
      const { titleRows } = sheet.pageLayout;
      return titleRows === null ? null : run.make.range(new Region(sheet, [titleRows]));
    },
  },
  call: {
    SetPrintArea: (sheet, [range], run) => layOut(sheet, { printArea: areaArg(sheet, range, run) }),
    SetPrintTitleRows: (sheet, [range], run) => {
      const { top, bottom } = areaArg(sheet, range, run);
      layOut(sheet, { titleRows: { ...wholeSheet, top, bottom } });
    },
  },
};

/** As in Excel, nobody puts a filter on a protected sheet or takes it off, even where it may be used. */
export const autoFilterTable: MemberTable<SheetModel> = {
  className: "AutoFilter",
  read: { Enabled: ({ autoFilter }) => autoFilter !== null },
  find: {
    GetRangeOrNullObject: (sheet, _args, run) =>
      sheet.autoFilter === null ? null : run.make.range(new Region(sheet, [sheet.autoFilter])),
  },
  call: {
    Apply: (sheet, [range, column, criteria], run) => {
      guardSheet(sheet);
      if (!isAbsent(column) || !isAbsent(criteria)) {
        throw new ApiError("UnsupportedOperation", "The emulated Excel filters by nothing.");
      }
      const area = areaArg(sheet, range, run);
      if (sheet.tables.some((table) => intersect(table.area, area) !== null)) {
        throw invalid("a table has a filter of its own");
      }
      sheet.autoFilter = area;
    },
    Remove: (sheet) => {
      guardSheet(sheet);
      sheet.autoFilter = null;
    },
  },
};

/** One area of this sheet, as a range or by its address. */
function areaArg(sheet: SheetModel, arg: Arg | undefined, run: Run): Area {
  const region = regionOf(arg);
  if (region === null) return areaFromAddress(sheet, textArg(arg), run);
  if (region.sheet !== sheet) throw invalid("the range is on another sheet");
  return region.area;
}

function layOut(sheet: SheetModel, change: Partial<PageLayout>): void {
  sheet.pageLayout = { ...sheet.pageLayout, ...change };
}

function numbersOf(object: JsonObject): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const [key, value] of Object.entries(object)) {
    if (value !== null) numbers[key] = countArg(value, 0);
  }
  return numbers;
}

export const customPropertiesTable: MemberTable<SheetModel> = {
  className: "WorksheetCustomPropertyCollection",
  items: (sheet) => [...sheet.customProperties.keys()].map((key) => bind(customPropertyTable, { sheet, key })),
  item: (sheet, [key]) => {
    const found = keyLike(sheet, textArg(key));
    if (found === null) throw new ApiError("ItemNotFound", "There is no such property.");
    return bind(customPropertyTable, { sheet, key: found });
  },
  find: {
    GetItemOrNullObject: (sheet, [key]) => {
      const found = keyLike(sheet, textArg(key));
      return found === null ? null : bind(customPropertyTable, { sheet, key: found });
    },
    Add: (sheet, [key, value]) => {
      guardSheet(sheet);
      const name = keyLike(sheet, textArg(key)) ?? textArg(key);
      sheet.customProperties.set(name, textArg(value));
      return bind(customPropertyTable, { sheet, key: name });
    },
  },
  call: { GetCount: ({ customProperties }) => customProperties.size },
};

export const customPropertyTable: MemberTable<{ readonly sheet: SheetModel; readonly key: string }> = {
  className: "WorksheetCustomProperty",
  identity: ({ key }) => ({ _Id: key }),
  read: {
    Key: ({ key }) => key,
    Value: ({ sheet, key }) => sheet.customProperties.get(key) ?? "",
  },
  write: {
    Value: ({ sheet, key }, value) => {
      sheet.customProperties.set(key, textArg(value));
    },
  },
  call: {
    Delete: ({ sheet, key }) => {
      sheet.customProperties.delete(key);
    },
  },
};

/** Keys do not mind case. */
function keyLike({ customProperties }: SheetModel, key: string): string | null {
  return [...customProperties.keys()].find((each) => each.toLowerCase() === key.toLowerCase()) ?? null;
}
