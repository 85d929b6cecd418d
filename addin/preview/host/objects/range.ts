import { maxColumns, maxRows, type Area } from "../../../../shared/address.ts";
import { ApiError } from "../api-error.ts";
import { type Arg, countArg, flagArg, invalid, numberArg, oneOf, optionalFlag, regionOf, textArg } from "../args.ts";
import { guardContent, guardOption, guardSheet } from "../guard.ts";
import type { HostObject } from "../host-object.ts";
import type { MemberTable } from "../members.ts";
import {
  bound,
  cellCount,
  columnCount,
  intersect,
  isEntireColumn,
  isEntireRow,
  parseAddress,
  rowCount,
  splitSheet,
  subtract,
  wholeSheet,
} from "../model/area.ts";
import { moveRows } from "../model/move-rows.ts";
import { plainStyle } from "../model/cell-style.ts";
import type { SheetModel } from "../model/sheet-model.ts";
import { Region } from "../region.ts";
import type { Run } from "../run.ts";
import { cellProperties } from "./cell-properties.ts";
import { cellReads, cellWrites } from "./range-values.ts";
import { specialCells } from "./special-cells.ts";
import { uniformIn } from "./uniform.ts";

export const rangeTable: MemberTable<Region> = {
  className: "Range",
  isReferenced: true,
  read: {
    ...cellReads,
    Address: ({ address }) => address,
    RowIndex: ({ area }) => area.top,
    ColumnIndex: ({ area }) => area.left,
    RowCount: ({ area }) => rowCount(area),
    ColumnCount: ({ area }) => columnCount(area),
    CellCount: ({ area }) => cellCount(area),
    RowHidden: ({ sheet, area }) => uniformIn(area.top, area.bottom, (row) => sheet.hiddenRows.has(row)),
    ColumnHidden: ({ sheet, area }) => uniformIn(area.left, area.right, (column) => sheet.hiddenColumns.has(column)),
    Hidden: isHidden,
    IsEntireRow: ({ area }) => isEntireRow(area),
    IsEntireColumn: ({ area }) => isEntireColumn(area),
  },
  write: {
    ...cellWrites,
    RowHidden: ({ sheet, area }, value) => {
      guardOption(sheet, "allowFormatRows");
      toggle(sheet.hiddenRows, area.top, area.bottom, flagArg(value));
    },
    ColumnHidden: ({ sheet, area }, value) => {
      guardOption(sheet, "allowFormatColumns");
      toggle(sheet.hiddenColumns, area.left, area.right, flagArg(value));
    },
  },
  navigate: {
    Format: (region, run) => run.make.rangeFormat(region),
    Worksheet: ({ sheet }, run) => run.make.worksheet(sheet),
    ConditionalFormats: (region, run) => run.make.conditionalFormats(region),
    DataValidation: (region, run) => run.make.dataValidation(region),
  },
  find: {
    GetCell: ({ sheet, area }, [row, column], run) => {
      const place = { row: area.top + countArg(row, 0), column: area.left + countArg(column, 0) };
      return rangeOf(run, sheet, { top: place.row, left: place.column, bottom: place.row, right: place.column });
    },
    GetRow: ({ sheet, area }, [row], run) => {
      const top = area.top + countArg(row, 0);
      return rangeOf(run, sheet, { ...area, top, bottom: top });
    },
    GetColumn: ({ sheet, area }, [column], run) => {
      const left = area.left + countArg(column, 0);
      return rangeOf(run, sheet, { ...area, left, right: left });
    },
    GetLastRow: ({ sheet, area }, _args, run) => rangeOf(run, sheet, { ...area, top: area.bottom }),
    GetLastColumn: ({ sheet, area }, _args, run) => rangeOf(run, sheet, { ...area, left: area.right }),
    GetLastCell: ({ sheet, area }, _args, run) => rangeOf(run, sheet, { ...area, top: area.bottom, left: area.right }),
    GetEntireRow: ({ sheet, area }, _args, run) => rangeOf(run, sheet, { ...area, left: 0, right: maxColumns - 1 }),
    GetEntireColumn: ({ sheet, area }, _args, run) => rangeOf(run, sheet, { ...area, top: 0, bottom: maxRows - 1 }),
    GetOffsetRange: ({ sheet, area }, [rows, columns], run) => {
      const [down, right] = [wholeArg(rows), wholeArg(columns)];
      return rangeOf(run, sheet, {
        top: area.top + down,
        bottom: area.bottom + down,
        left: area.left + right,
        right: area.right + right,
      });
    },
    GetResizedRange: ({ sheet, area }, [rows, columns], run) =>
      rangeOf(run, sheet, { ...area, bottom: area.bottom + wholeArg(rows), right: area.right + wholeArg(columns) }),
    GetAbsoluteResizedRange: ({ sheet, area }, [rows, columns], run) =>
      rangeOf(run, sheet, {
        ...area,
        bottom: area.top + countArg(rows, 1) - 1,
        right: area.left + countArg(columns, 1) - 1,
      }),
    GetBoundingRect: ({ sheet, area }, [other], run) => {
      const region = otherRegion(sheet, other, run);
      return run.make.range(new Region(sheet, [bound(area, region.area)]));
    },
    GetIntersection: (region, [other], run) => {
      const common = intersectionWith(region, other, run);
      if (common === null) throw new ApiError("ItemNotFound", "The ranges have no cell in common.");
      return run.make.range(common);
    },
    GetIntersectionOrNullObject: (region, [other], run) =>
      orNull(intersectionWith(region, other, run), (each) => run.make.range(each)),
    GetUsedRange: (region, [valuesOnly], run) =>
      run.make.range(
        usedIn(region, valuesOnly) ?? new Region(region.sheet, [{ top: 0, left: 0, bottom: 0, right: 0 }]),
      ),
    GetUsedRangeOrNullObject: (region, [valuesOnly], run) =>
      orNull(usedIn(region, valuesOnly), (each) => run.make.range(each)),
    GetMergedAreasOrNullObject: ({ sheet, area }, _args, run) => {
      const merges = sheet.merges.filter((merge) => intersect(merge, area) !== null);
      return merges.length === 0 ? null : run.make.rangeAreas(new Region(sheet, merges));
    },
    Insert: ({ sheet, area }, [shift], run) => {
      if (!isEntireRow(area) || oneOf(shift, ["Down", "Right"]) !== "Down") throw wholeRowsOnly();
      guardOption(sheet, "allowInsertRows");
      moveRows(run.workbook, sheet, { at: area.top, count: rowCount(area) }, run.hand);
      run.noteChange(sheet, area);
      return rangeOf(run, sheet, area);
    },
    GetSpecialCells: (region, [type, valueType], run) => {
      const found = specialCells(region, type, valueType);
      if (found === null) throw new ApiError("ItemNotFound", "No cells of that kind were found.");
      return run.make.rangeAreas(found);
    },
    GetSpecialCellsOrNullObject: (region, [type, valueType], run) =>
      orNull(specialCells(region, type, valueType), (each) => run.make.rangeAreas(each)),
  },
  call: {
    Select: ({ sheet, areas }, _args, run) => {
      if (sheet.visibility !== "visible") {
        throw new ApiError("InvalidOperation", "Cells of a hidden sheet cannot be selected.");
      }
      run.workbook.select(sheet, areas, run.hand);
    },
    Clear: (region, [applyTo], run) => clear(region, applyTo, run),
    GetCellProperties: (region, [asked], run) => cellProperties(region, asked, run),
    Delete: ({ sheet, area }, [shift], run) => {
      if (!isEntireRow(area) || oneOf(shift, ["Up", "Left"]) !== "Up") throw wholeRowsOnly();
      guardOption(sheet, "allowDeleteRows");
      moveRows(run.workbook, sheet, { at: area.top, count: -rowCount(area) }, run.hand);
      run.noteChange(sheet, wholeSheet);
    },
    Merge: ({ sheet, area }, [across]) => {
      guardSheet(sheet);
      const merges = optionalFlag(across) ? rowsOf(area) : [area];
      sheet.merges = sheet.merges.filter((merge) => merges.every((next) => intersect(merge, next) === null));
      for (const merge of merges) {
        if (cellCount(merge) < 2) continue;
        sheet.merges.push(merge);
        keepFirst(sheet, merge);
      }
    },
    Unmerge: ({ sheet, area }) => {
      guardSheet(sheet);
      sheet.merges = sheet.merges.filter((merge) => intersect(merge, area) === null);
    },
    Calculate: ({ sheet, area }, _args, run) => run.noteChange(sheet, area),
    /** office.js asks before it sends a large array in pieces. */
    _ValidateArraySize: ({ area }, [rows, columns]) => {
      if (rows !== rowCount(area) || columns !== columnCount(area)) {
        throw invalid("the number of rows or columns in the input array does not match the range");
      }
    },
  },
};

export const rangeCollectionTable: MemberTable<Region> = {
  className: "RangeCollection",
  items: (region, run) => region.areas.map((area) => run.make.range(new Region(region.sheet, [area]))),
  call: { GetCount: ({ areas }) => areas.length },
  find: {
    GetItemAt: ({ sheet, areas }, [index], run) => {
      const area = areas[countArg(index, 0)];
      if (area === undefined) throw invalid("there is no such area");
      return run.make.range(new Region(sheet, [area]));
    },
  },
};

/** An area of a sheet from an address as people write it, on this sheet or naming it, or from a defined name. */
export function areaFromAddress(sheet: SheetModel, address: string, run: Run): Area {
  const parts = splitSheet(address.trim());
  const area = parts === null ? null : parseAddress(parts.rest);
  if (parts === null || area === null) {
    const table = sheet.tables.find(({ name }) => name.toLowerCase() === address.trim().toLowerCase());
    if (table !== undefined) return table.area;
    const named = run.workbook.names.find(
      (each) => each.name.toLowerCase() === address.trim().toLowerCase() && (each.sheet ?? sheet) === sheet,
    );
    const meaning = named === undefined ? null : splitSheet(named.refersTo.slice(1));
    const target = meaning === null || meaning.sheet === null ? null : parseAddress(meaning.rest);
    if (target === null || meaning?.sheet?.toLowerCase() !== sheet.name.toLowerCase())
      throw invalid(`no cells at «${address}»`);
    return target;
  }
  if (parts.sheet !== null && parts.sheet.toLowerCase() !== sheet.name.toLowerCase()) {
    throw invalid(`«${address}» is on another sheet`);
  }
  return area;
}

/** @throws ApiError InvalidArgument when the area leaves the sheet */
export function rangeOf(run: Run, sheet: SheetModel, area: Area): HostObject {
  if (area.top < 0 || area.left < 0 || area.bottom >= maxRows || area.right >= maxColumns) {
    throw invalid("the range leaves the sheet");
  }
  if (area.bottom < area.top || area.right < area.left) throw invalid("the range has no cells");
  return run.make.range(new Region(sheet, [area]));
}

function otherRegion(sheet: SheetModel, arg: Arg | undefined, run: Run): Region {
  const region = regionOf(arg) ?? new Region(sheet, [areaFromAddress(sheet, textArg(arg), run)]);
  if (region.sheet !== sheet) throw invalid("the ranges are on different sheets");
  return region;
}

function intersectionWith({ sheet, area }: Region, other: Arg | undefined, run: Run): Region | null {
  const common = intersect(area, otherRegion(sheet, other, run).area);
  return common === null ? null : new Region(sheet, [common]);
}

function usedIn({ sheet, area }: Region, valuesOnly: Arg | undefined): Region | null {
  const used = sheet.usedArea(optionalFlag(valuesOnly), area);
  return used === null ? null : new Region(sheet, [used]);
}

function orNull(region: Region | null, make: (region: Region) => HostObject): HostObject | null {
  return region === null ? null : make(region);
}

/** True when no cell can be seen, null when some can. */
function isHidden({ sheet, area }: Region): boolean | null {
  const rows = uniformIn(area.top, area.bottom, (row) => sheet.hiddenRows.has(row));
  const columns = uniformIn(area.left, area.right, (column) => sheet.hiddenColumns.has(column));
  if (rows === true || columns === true) return true;
  return rows === null || columns === null ? null : false;
}

function wholeRowsOnly(): ApiError {
  return new ApiError("UnsupportedOperation", "The emulated Excel inserts and deletes whole rows only.");
}

function toggle(set: Set<number>, from: number, to: number, on: boolean): void {
  for (let index = from; index <= to; index++) {
    if (on) set.add(index);
    else set.delete(index);
  }
}

/** Takes away contents, looks or both; the looks of conditional formats go with the others. */
export function clear(region: Region, applyTo: Arg | undefined, run: Run): void {
  const what = applyTo === null || applyTo === undefined ? "All" : oneOf(applyTo, ["All", "Formats", "Contents"]);
  const { sheet, areas } = region;
  guardContent(region);
  if (what !== "Formats") {
    for (const area of areas) clearContents(sheet, area, run);
  }
  if (what === "Contents") return;
  guardOption(sheet, "allowFormatCells");
  for (const area of areas) {
    sheet.restyle(area, () => plainStyle);
    for (const format of sheet.conditionalFormats) format.areas = format.areas.flatMap((each) => subtract(each, area));
  }
  sheet.conditionalFormats = sheet.conditionalFormats.filter((format) => format.areas.length > 0);
  run.workbook.emit({ kind: "formatted", sheet, areas, hand: run.hand });
}

function clearContents(sheet: SheetModel, area: Area, run: Run): void {
  const used = sheet.usedArea(true, area);
  if (used === null) return;
  const before = sheet.valueAt(area.top, area.left);
  for (let row = used.top; row <= used.bottom; row++) {
    for (let column = used.left; column <= used.right; column++) sheet.setContent(row, column, null, null);
  }
  run.noteChange(sheet, area);
  const details = cellCount(area) === 1 ? { before, after: null } : null;
  run.workbook.emit({ kind: "changed", sheet, area, changeType: "RangeEdited", details, hand: run.hand });
}

function keepFirst(sheet: SheetModel, merge: Area): void {
  for (let row = merge.top; row <= merge.bottom; row++) {
    for (let column = merge.left; column <= merge.right; column++) {
      if (row > merge.top || column > merge.left) sheet.setContent(row, column, null, null);
    }
  }
}

function rowsOf(area: Area): Area[] {
  return Array.from({ length: rowCount(area) }, (_, index) => ({
    ...area,
    top: area.top + index,
    bottom: area.top + index,
  }));
}

function wholeArg(arg: Arg | undefined): number {
  const number = numberArg(arg);
  if (!Number.isInteger(number)) throw invalid("whole number expected");
  return number;
}
