import { ApiError } from "../api-error.ts";
import { type Arg, regionOf, textArg } from "../args.ts";
import type { MemberTable } from "../members.ts";
import { cellCount, intersect, isEntireColumn, isEntireRow } from "../model/area.ts";
import { Region } from "../region.ts";
import type { Run } from "../run.ts";
import { areaFromAddress, clear } from "./range.ts";

/** Excel's own limit for the address text of `getRanges`. */
const longestAddress = 8192;

export const rangeAreasTable: MemberTable<Region> = {
  className: "RangeAreas",
  isReferenced: true,
  read: {
    Address: ({ address }) => address,
    AreaCount: ({ areas }) => areas.length,
    CellCount: ({ areas }) => areas.reduce((sum, area) => sum + cellCount(area), 0),
    IsEntireRow: ({ areas }) => areas.every(isEntireRow),
    IsEntireColumn: ({ areas }) => areas.every(isEntireColumn),
  },
  navigate: {
    Areas: (region, run) => run.make.rangeCollection(region),
    Format: (region, run) => run.make.rangeFormat(region),
    ConditionalFormats: (region, run) => run.make.conditionalFormats(region),
    DataValidation: (region, run) => run.make.dataValidation(region),
    Worksheet: ({ sheet }, run) => run.make.worksheet(sheet),
  },
  find: {
    GetIntersection: (region, [other], run) => {
      const common = intersection(region, other, run);
      if (common === null) throw new ApiError("ItemNotFound", "The ranges have no cell in common.");
      return run.make.rangeAreas(common);
    },
    GetIntersectionOrNullObject: (region, [other], run) => {
      const common = intersection(region, other, run);
      return common === null ? null : run.make.rangeAreas(common);
    },
  },
  call: {
    Clear: (region, [applyTo], run) => clear(region, applyTo, run),
    Calculate: ({ sheet, areas }, _args, run) => {
      for (const area of areas) run.noteChange(sheet, area);
    },
  },
};

/** @throws ApiError InvalidArgument for text that is too long or no list of addresses */
export function regionFromAddresses(sheet: Region["sheet"], arg: Arg | undefined, run: Run): Region {
  const text = textArg(arg);
  if (text.length > longestAddress) {
    throw new ApiError("InvalidArgument", `The address has ${text.length} characters; ${longestAddress} are the most.`);
  }
  return new Region(
    sheet,
    text.split(",").map((address) => areaFromAddress(sheet, address, run)),
  );
}

function intersection({ sheet, areas }: Region, other: Arg | undefined, run: Run): Region | null {
  const region = regionOf(other) ?? regionFromAddresses(sheet, other, run);
  if (region.sheet !== sheet) return null;
  const common = areas
    .flatMap((one) => region.areas.map((each) => intersect(one, each)))
    .filter((area) => area !== null);
  return common.length === 0 ? null : new Region(sheet, common);
}
