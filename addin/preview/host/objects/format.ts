import { type Arg, colorArg, countArg, flagArg, invalid, numberArg, oneOf, textArg } from "../args.ts";
import { guardOption } from "../guard.ts";
import { bind, type MemberTable } from "../members.ts";
import { noBorder, type Border, type BorderSide, type CellStyle } from "../model/cell-style.ts";
import { isEntireColumn, isEntireRow, isUnbounded } from "../model/area.ts";
import { wireValue } from "../model/cell-value.ts";
import type { SheetModel } from "../model/sheet-model.ts";
import type { Region } from "../region.ts";
import type { Run } from "../run.ts";
import { uniform } from "./uniform.ts";

/** Points of a column or row that nobody has set, as Excel's default font gives them. */
const standardWidth = 64;
const standardHeight = 15;

const horizontals = ["General", "Left", "Center", "Right", "Fill", "Justify", "CenterAcrossSelection", "Distributed"];
const verticals = ["Top", "Center", "Bottom", "Justify", "Distributed"];

export const rangeFormatTable: MemberTable<Region> = {
  className: "RangeFormat",
  read: {
    WrapText: (region) => uniform(region, ({ wrapText }) => wrapText),
    HorizontalAlignment: (region) => uniform(region, ({ horizontalAlignment }) => horizontalAlignment),
    VerticalAlignment: (region) => uniform(region, ({ verticalAlignment }) => verticalAlignment),
    IndentLevel: (region) => uniform(region, ({ indentLevel }) => indentLevel),
    ColumnWidth: (region) => uniformSize(columnsOf(region), region.sheet.columnWidths, standardWidth),
    RowHeight: (region) => uniformSize(rowsOf(region), region.sheet.rowHeights, standardHeight),
  },
  write: {
    WrapText: (region, value, run) => restyle(region, run, { wrapText: flagArg(value) }),
    HorizontalAlignment: (region, value, run) =>
      restyle(region, run, { horizontalAlignment: oneOf(value, horizontals) }),
    VerticalAlignment: (region, value, run) => restyle(region, run, { verticalAlignment: oneOf(value, verticals) }),
    IndentLevel: (region, value, run) => restyle(region, run, { indentLevel: countArg(value, 0) }),
    ColumnWidth: (region, value) => {
      guardOption(region.sheet, "allowFormatColumns");
      const width = sizeArg(value);
      for (const column of columnsOf(region)) region.sheet.columnWidths.set(column, width);
    },
    RowHeight: (region, value) => {
      guardOption(region.sheet, "allowFormatRows");
      const height = sizeArg(value);
      for (const row of rowsOf(region)) region.sheet.rowHeights.set(row, height);
    },
  },
  navigate: {
    Fill: (region) => bind(fillTable, region),
    Font: (region) => bind(fontTable, region),
    Protection: (region) => bind(formatProtectionTable, region),
    Borders: (region) => bind(bordersTable, region),
  },
  call: {
    AutofitColumns: (region) => {
      guardOption(region.sheet, "allowFormatColumns");
      for (const column of columnsOf(region)) region.sheet.columnWidths.set(column, fittingWidth(region, column));
    },
    AutofitRows: (region) => {
      guardOption(region.sheet, "allowFormatRows");
      for (const row of rowsOf(region)) region.sheet.rowHeights.delete(row);
    },
  },
};

export const fillTable: MemberTable<Region> = {
  className: "RangeFill",
  read: {
    Color: (region) => uniform(region, ({ fill }) => fill ?? "#FFFFFF"),
  },
  write: {
    Color: (region, value, run) => restyle(region, run, { fill: value === "" ? null : colorArg(value) }),
  },
  call: {
    Clear: (region, _args, run) => restyle(region, run, { fill: null }),
  },
};

export const fontTable: MemberTable<Region> = {
  className: "RangeFont",
  read: {
    Name: (region) => uniform(region, ({ fontName }) => fontName),
    Size: (region) => uniform(region, ({ fontSize }) => fontSize),
    Color: (region) => uniform(region, ({ fontColor }) => fontColor),
    Bold: (region) => uniform(region, ({ bold }) => bold),
    Italic: (region) => uniform(region, ({ italic }) => italic),
    Underline: (region) => uniform(region, ({ underline }) => underline),
    Strikethrough: (region) => uniform(region, ({ strikethrough }) => strikethrough),
  },
  write: {
    Name: (region, value, run) => restyle(region, run, { fontName: textArg(value) }),
    Size: (region, value, run) => restyle(region, run, { fontSize: sizeArg(value) }),
    Color: (region, value, run) => restyle(region, run, { fontColor: colorArg(value) }),
    Bold: (region, value, run) => restyle(region, run, { bold: flagArg(value) }),
    Italic: (region, value, run) => restyle(region, run, { italic: flagArg(value) }),
    Underline: (region, value, run) =>
      restyle(region, run, {
        underline: oneOf(value, ["None", "Single", "Double", "SingleAccountant", "DoubleAccountant"]),
      }),
    Strikethrough: (region, value, run) => restyle(region, run, { strikethrough: flagArg(value) }),
  },
};

export const formatProtectionTable: MemberTable<Region> = {
  className: "FormatProtection",
  read: {
    Locked: (region) => uniform(region, ({ locked }) => locked),
    FormulaHidden: (region) => uniform(region, ({ formulaHidden }) => formulaHidden),
  },
  write: {
    Locked: (region, value, run) => restyle(region, run, { locked: flagArg(value) }),
    FormulaHidden: (region, value, run) => restyle(region, run, { formulaHidden: flagArg(value) }),
  },
};

const sides = ["EdgeTop", "EdgeBottom", "EdgeLeft", "EdgeRight", "InsideHorizontal", "InsideVertical"] as const;
type Side = (typeof sides)[number];

export const bordersTable: MemberTable<Region> = {
  className: "RangeBorderCollection",
  read: { Count: () => sides.length },
  items: (region) => sides.map((side) => bind(borderTable, { region, side })),
  item: (region, [key]) => bind(borderTable, { region, side: oneOf(key, sides) }),
  find: {
    GetItemAt: (region, [index]) => {
      const side = sides[countArg(index, 0)];
      if (side === undefined) throw invalid("there is no such border");
      return bind(borderTable, { region, side });
    },
  },
};

export const borderTable: MemberTable<{ readonly region: Region; readonly side: Side }> = {
  className: "RangeBorder",
  identity: ({ side }) => ({ Id: side }),
  read: {
    SideIndex: ({ side }) => side,
    Style: ({ region, side }) => uniformBorder(region, side, ({ style }) => style),
    Weight: ({ region, side }) => uniformBorder(region, side, ({ weight }) => weight),
    Color: ({ region, side }) => uniformBorder(region, side, ({ color }) => color),
  },
  write: {
    Style: ({ region, side }, value, run) =>
      setBorder(region, side, run, {
        style: oneOf(value, ["None", "Continuous", "Dash", "DashDot", "DashDotDot", "Dot", "Double", "SlantDashDot"]),
      }),
    Weight: ({ region, side }, value, run) =>
      setBorder(region, side, run, { weight: oneOf(value, ["Hairline", "Thin", "Medium", "Thick"]) }),
    Color: ({ region, side }, value, run) => setBorder(region, side, run, { color: colorArg(value) }),
  },
};

function restyle(region: Region, run: Run, change: Partial<CellStyle>): void {
  guardOption(region.sheet, "allowFormatCells");
  const made = new Map<CellStyle, CellStyle>();
  for (const area of region.areas) {
    region.sheet.restyle(area, (style) => {
      const known = made.get(style);
      if (known !== undefined) return known;
      const next = { ...style, ...change };
      made.set(style, next);
      return next;
    });
  }
  run.workbook.emit({ kind: "formatted", sheet: region.sheet, areas: region.areas, hand: run.hand });
}

/** Which edge of which cells of an area a side is. */
function edgesOf(region: Region, side: Side): { edge: BorderSide; isOn: (row: number, column: number) => boolean } {
  const { area } = region;
  switch (side) {
    case "EdgeTop":
      return { edge: "EdgeTop", isOn: (row) => row === area.top };
    case "EdgeBottom":
      return { edge: "EdgeBottom", isOn: (row) => row === area.bottom };
    case "EdgeLeft":
      return { edge: "EdgeLeft", isOn: (_row, column) => column === area.left };
    case "EdgeRight":
      return { edge: "EdgeRight", isOn: (_row, column) => column === area.right };
    case "InsideHorizontal":
      return { edge: "EdgeBottom", isOn: (row) => row < area.bottom };
    case "InsideVertical":
      return { edge: "EdgeRight", isOn: (_row, column) => column < area.right };
  }
}

/** What the lines of a side have in common, or null where they differ; of whole rows and columns, as far as they are used. */
function uniformBorder<T>(region: Region, side: Side, pick: (border: Border) => T): T | null {
  const { edge, isOn } = edgesOf(region, side);
  const { sheet } = region;
  const area = isUnbounded(region.area) ? sheet.usedArea(false, region.area) : region.area;
  if (area === null) return pick(noBorder);
  const seen = new Set<T>();
  for (let row = area.top; row <= area.bottom; row++) {
    for (let column = area.left; column <= area.right; column++) {
      if (isOn(row, column)) seen.add(pick(borderAt(sheet, row, column, edge)));
    }
  }
  if (seen.size === 0) return pick(noBorder);
  const [only = null] = seen;
  return seen.size > 1 ? null : only;
}

/** A line between two cells is one line, whichever of them it was drawn for. */
function borderAt(sheet: SheetModel, row: number, column: number, edge: BorderSide): Border {
  const { down, right, edge: other } = across[edge];
  const own = sheet.styleAt(row, column).borders[edge];
  return own ?? sheet.styleAt(row + down, column + right).borders[other] ?? noBorder;
}

/** The cell beyond an edge, and which of its own edges that is. */
const across: Readonly<
  Record<BorderSide, { readonly down: number; readonly right: number; readonly edge: BorderSide }>
> = {
  EdgeTop: { down: -1, right: 0, edge: "EdgeBottom" },
  EdgeBottom: { down: 1, right: 0, edge: "EdgeTop" },
  EdgeLeft: { down: 0, right: -1, edge: "EdgeRight" },
  EdgeRight: { down: 0, right: 1, edge: "EdgeLeft" },
};

/** A weight or a colour draws a line where there is none; a line that is there keeps its kind. */
function setBorder(region: Region, side: Side, run: Run, change: Partial<Border>): void {
  guardOption(region.sheet, "allowFormatCells");
  const { sheet, area } = region;
  const isOne = side === "InsideHorizontal" ? area.top === area.bottom : area.left === area.right;
  if (side.startsWith("Inside") && isOne) throw invalid("there is no line inside one row or column");
  const { edge, isOn } = edgesOf(region, side);
  const { down, right, edge: other } = across[edge];
  const neighbours: (readonly [number, number])[] = [];
  sheet.restyle(area, (style, row, column) => {
    if (!isOn(row, column)) return style;
    const before = borderAt(sheet, row, column, edge);
    const kind = before.style === "None" ? "Continuous" : before.style;
    neighbours.push([row + down, column + right]);
    return { ...style, borders: { ...style.borders, [edge]: { ...before, style: kind, ...change } } };
  });
  for (const [row, column] of neighbours) {
    if (sheet.styleAt(row, column).borders[other] === undefined) continue;
    const cell = { top: row, left: column, bottom: row, right: column };
    sheet.restyle(cell, (style) => {
      const borders = { ...style.borders };
      delete borders[other];
      return { ...style, borders };
    });
  }
  run.workbook.emit({ kind: "formatted", sheet, areas: region.areas, hand: run.hand });
}

/** Whole rows have every column; their widths count as far as the sheet is used. */
function columnsOf({ sheet, areas }: Region): number[] {
  return areas.flatMap((area) => {
    const last = isEntireRow(area) ? (sheet.usedArea(false)?.right ?? 0) : area.right;
    return Array.from({ length: last - area.left + 1 }, (_, index) => area.left + index);
  });
}

function rowsOf({ sheet, areas }: Region): number[] {
  return areas.flatMap((area) => {
    const last = isEntireColumn(area) ? (sheet.usedArea(false)?.bottom ?? 0) : area.bottom;
    return Array.from({ length: last - area.top + 1 }, (_, index) => area.top + index);
  });
}

function uniformSize(indexes: readonly number[], sizes: ReadonlyMap<number, number>, standard: number): number | null {
  const [first = standard, ...others] = new Set(indexes.map((index) => sizes.get(index) ?? standard));
  return others.length === 0 ? first : null;
}

function sizeArg(value: Arg): number {
  const size = numberArg(value);
  if (size < 0) throw invalid("size not below zero expected");
  return size;
}

/** Six points a character of the longest text: a guess, as this host has no fonts. */
function fittingWidth({ sheet, area }: Region, column: number): number {
  let longest = 0;
  const used = sheet.usedArea(true);
  for (let row = area.top; row <= Math.min(area.bottom, used?.bottom ?? area.top); row++) {
    longest = Math.max(longest, String(wireValue(sheet.valueAt(row, column))).length);
  }
  return longest === 0 ? standardWidth : Math.max(12, longest * 6);
}
