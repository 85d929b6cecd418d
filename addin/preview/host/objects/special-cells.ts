import type { Area } from "../../../../shared/address.ts";
import { type Arg, oneOf } from "../args.ts";
import { intersect } from "../model/area.ts";
import { valueType } from "../model/cell-value.ts";
import type { SheetModel } from "../model/sheet-model.ts";
import { Region } from "../region.ts";

const types = ["Constants", "Formulas", "Blanks", "Visible"] as const;
const valueTypes = [
  "All",
  "Errors",
  "Logical",
  "Numbers",
  "Text",
  "ErrorsLogical",
  "ErrorsNumbers",
  "ErrorsText",
  "LogicalNumbers",
  "LogicalText",
  "NumbersText",
  "ErrorsLogicalNumber",
  "ErrorsLogicalText",
  "ErrorsNumberText",
  "LogicalNumbersText",
] as const;

/** Cells of a kind within the used part of a region, in areas as wide and then as high as they go; null for none. */
export function specialCells({ sheet, areas }: Region, type: Arg | undefined, of: Arg | undefined): Region | null {
  const wanted = oneOf(type, types);
  const kinds = of === null || of === undefined ? "All" : oneOf(of, valueTypes);
  const used = sheet.usedArea(false);
  const found: Area[] = [];
  for (const each of areas) {
    const area = used === null ? null : intersect(each, used);
    if (area !== null) found.push(...areasOf(area, (row, column) => isOf(sheet, row, column, wanted, kinds)));
  }
  return found.length === 0 ? null : new Region(sheet, found);
}

function isOf(
  sheet: SheetModel,
  row: number,
  column: number,
  type: (typeof types)[number],
  kinds: (typeof valueTypes)[number],
): boolean {
  const value = sheet.valueAt(row, column);
  const formula = sheet.formulaAt(row, column);
  switch (type) {
    case "Visible":
      return !sheet.hiddenRows.has(row) && !sheet.hiddenColumns.has(column);
    case "Blanks":
      return value === null && formula === null;
    case "Formulas":
      return formula !== null && isKind(valueType(value), kinds);
    case "Constants":
      return formula === null && value !== null && isKind(valueType(value), kinds);
  }
}

function isKind(type: ReturnType<typeof valueType>, kinds: string): boolean {
  if (kinds === "All") return true;
  const word = { Empty: "Text", String: "Text", Double: "Number", Boolean: "Logical", Error: "Errors" }[type];
  return kinds.includes(word);
}

function areasOf(area: Area, holds: (row: number, column: number) => boolean): Area[] {
  const done: Area[] = [];
  let open: Area[] = [];
  for (let row = area.top; row <= area.bottom; row++) {
    const runs: Area[] = [];
    for (let column = area.left; column <= area.right; column++) {
      if (!holds(row, column)) continue;
      const last = runs.at(-1);
      if (last?.right === column - 1) runs[runs.length - 1] = { ...last, right: column };
      else runs.push({ top: row, left: column, bottom: row, right: column });
    }
    const next: Area[] = [];
    for (const run of runs) {
      const above = open.find((each) => each.left === run.left && each.right === run.right);
      next.push(above === undefined ? run : { ...above, bottom: row });
    }
    done.push(
      ...open.filter(
        (each) => !next.some(({ left, right, top }) => left === each.left && right === each.right && top === each.top),
      ),
    );
    open = next;
  }
  return [...done, ...open].sort((one, other) => one.top - other.top || one.left - other.left);
}
