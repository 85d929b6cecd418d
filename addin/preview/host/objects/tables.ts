import { ApiError } from "../api-error.ts";
import { countArg, flagArg, invalid, regionOf, textArg, type Arg } from "../args.ts";
import { guardSheet } from "../guard.ts";
import type { HostObject } from "../host-object.ts";
import type { MemberTable } from "../members.ts";
import { intersect, splitSheet } from "../model/area.ts";
import type { SheetModel } from "../model/sheet-model.ts";
import type { TableModel } from "../model/table-model.ts";
import { Region } from "../region.ts";
import type { Run } from "../run.ts";
import { areaFromAddress } from "./range.ts";

export interface SheetTable {
  readonly sheet: SheetModel;
  readonly table: TableModel;
}

/** Tables of a sheet, or of the workbook where it is null. */
export const tablesTable: MemberTable<SheetModel | null> = {
  className: "TableCollection",
  read: { Count: (sheet, run) => tablesOf(sheet, run).length },
  items: (sheet, run) => tablesOf(sheet, run).map((each) => run.make.table(each.sheet, each.table)),
  item: (sheet, [key], run) => made(tableByKey(sheet, key, run), run),
  find: {
    GetItemOrNullObject: (sheet, [key], run) => {
      const found = tableByKey(sheet, key, run);
      return found === null ? null : made(found, run);
    },
    GetItemAt: (sheet, [index], run) => made(tablesOf(sheet, run)[countArg(index, 0)] ?? null, run),
    Add: (sheet, [address, hasHeaders], run) => {
      const region = addedRegion(sheet, address, run);
      guardSheet(region.sheet);
      if (!flagArg(hasHeaders)) {
        throw new ApiError("UnsupportedOperation", "The emulated Excel makes tables with a header row only.");
      }
      if (region.sheet.tables.some((each) => intersect(each.area, region.area) !== null)) {
        throw invalid("a table is there already");
      }
      const table: TableModel = {
        id: run.workbook.newId(),
        name: freeName(run),
        area: region.area,
        style: "TableStyleMedium2",
        showHeaders: true,
        showTotals: false,
        showBandedRows: true,
        showFilterButton: true,
      };
      region.sheet.tables.push(table);
      return run.make.table(region.sheet, table);
    },
  },
  call: { GetCount: (sheet, _args, run) => tablesOf(sheet, run).length },
};

export const tableTable: MemberTable<SheetTable> = {
  className: "Table",
  identity: ({ table }) => ({ Id: table.id }),
  read: {
    Id: ({ table }) => table.id,
    Name: ({ table }) => table.name,
    Style: ({ table }) => table.style,
    ShowHeaders: ({ table }) => table.showHeaders,
    ShowTotals: ({ table }) => table.showTotals,
    ShowBandedRows: ({ table }) => table.showBandedRows,
    ShowFilterButton: ({ table }) => table.showFilterButton,
  },
  write: {
    Name: ({ table }, value, run) => {
      const name = textArg(value);
      if (!/^[\p{L}_\\][\p{L}\p{N}_.\\]*$/u.test(name)) throw invalid(`«${name}» cannot be the name of a table`);
      const other = tablesOf(null, run).find((each) => each.table.name.toLowerCase() === name.toLowerCase());
      if (other !== undefined && other.table !== table) throw invalid("another table has this name");
      table.name = name;
    },
    Style: ({ table }, value) => {
      table.style = textArg(value);
    },
    ShowBandedRows: ({ table }, value) => {
      table.showBandedRows = flagArg(value);
    },
    ShowFilterButton: ({ table }, value) => {
      table.showFilterButton = flagArg(value);
    },
  },
  navigate: { Worksheet: ({ sheet }, run) => run.make.worksheet(sheet) },
  find: {
    GetRange: ({ sheet, table }, _args, run) => run.make.range(new Region(sheet, [table.area])),
    GetHeaderRowRange: ({ sheet, table }, _args, run) =>
      run.make.range(new Region(sheet, [{ ...table.area, bottom: table.area.top }])),
    GetDataBodyRange: ({ sheet, table: { area, showTotals } }, _args, run) => {
      const bottom = showTotals ? area.bottom - 1 : area.bottom;
      return run.make.range(new Region(sheet, [{ ...area, top: area.top + 1, bottom }]));
    },
  },
  call: {
    Resize: ({ sheet, table }, [range], run) => {
      guardSheet(sheet);
      table.area = addedRegion(sheet, range, run).area;
    },
    Delete: ({ sheet, table }, _args, run) => {
      guardSheet(sheet);
      const { area } = table;
      sheet.tables.splice(sheet.tables.indexOf(table), 1);
      for (let row = area.top; row <= area.bottom; row++) {
        for (let column = area.left; column <= area.right; column++) sheet.setContent(row, column, null, null);
      }
      run.noteChange(sheet, area);
    },
  },
};

function tablesOf(sheet: SheetModel | null, run: Run): SheetTable[] {
  const sheets = sheet === null ? run.workbook.sheets : [sheet];
  return sheets.flatMap((each) => each.tables.map((table) => ({ sheet: each, table })));
}

function tableByKey(sheet: SheetModel | null, key: Arg | undefined, run: Run): SheetTable | null {
  const wanted = textArg(key);
  const found = tablesOf(sheet, run).find(
    ({ table }) => table.id === wanted || table.name.toLowerCase() === wanted.toLowerCase(),
  );
  return found ?? null;
}

function made(found: SheetTable | null, run: Run): HostObject {
  if (found === null) throw new ApiError("ItemNotFound", "There is no such table.");
  return run.make.table(found.sheet, found.table);
}

function addedRegion(sheet: SheetModel | null, arg: Arg | undefined, run: Run): Region {
  const region = regionOf(arg);
  if (region !== null) return region;
  const named = splitSheet(textArg(arg))?.sheet ?? null;
  const owner = named === null ? (sheet ?? run.workbook.activeSheet) : run.workbook.findSheet(named);
  if (owner === null || (sheet !== null && owner !== sheet)) throw invalid("the address is on another sheet");
  return new Region(owner, [areaFromAddress(owner, textArg(arg), run)]);
}

function freeName(run: Run): string {
  const taken = new Set(tablesOf(null, run).map(({ table }) => table.name.toLowerCase()));
  let number = 1;
  while (taken.has(`tabla${number}`)) number++;
  return `Tabla${number}`;
}
