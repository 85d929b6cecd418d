import { ApiError } from "../api-error.ts";
import { colorArg, countArg, flagArg, invalid, objectArg, oneOf, textArg, type Arg } from "../args.ts";
import { guardOption } from "../guard.ts";
import { bind, type MemberTable } from "../members.ts";
import { intersect, subtract } from "../model/area.ts";
import { conditionalFormatTypes, type ConditionalFormat, type ConditionalStyle } from "../model/conditional-format.ts";
import type { SheetModel } from "../model/sheet-model.ts";
import { Region } from "../region.ts";

/** The conditional formats that touch a region. */
export const conditionalFormatsTable: MemberTable<Region> = {
  className: "ConditionalFormatCollection",
  items: (region, run) => touching(region).map((format) => run.make.conditionalFormat(region.sheet, format)),
  item: (region, [id], run) => {
    const format = formatById(region, id);
    if (format === null) throw new ApiError("ItemNotFound", "There is no such conditional format.");
    return run.make.conditionalFormat(region.sheet, format);
  },
  find: {
    GetItemOrNullObject: (region, [id], run) => {
      const format = formatById(region, id);
      return format === null ? null : run.make.conditionalFormat(region.sheet, format);
    },
    GetItemAt: (region, [index], run) => {
      const format = touching(region)[countArg(index, 0)];
      if (format === undefined) throw invalid("there is no such conditional format");
      return run.make.conditionalFormat(region.sheet, format);
    },
    /** The newest goes first. */
    Add: ({ sheet, areas }, [type], run) => {
      guardOption(sheet, "allowFormatCells");
      const format: ConditionalFormat = {
        id: run.workbook.newId(),
        type: oneOf(type, conditionalFormatTypes),
        areas,
        stopIfTrue: false,
        formula: "",
        operator: "",
        formula2: "",
        format: {},
      };
      sheet.conditionalFormats.unshift(format);
      return run.make.conditionalFormat(sheet, format);
    },
  },
  call: {
    GetCount: (region) => touching(region).length,
    ClearAll: ({ sheet, areas }) => {
      guardOption(sheet, "allowFormatCells");
      for (const format of sheet.conditionalFormats) {
        for (const area of areas) format.areas = format.areas.flatMap((each) => subtract(each, area));
      }
      sheet.conditionalFormats = sheet.conditionalFormats.filter((format) => format.areas.length > 0);
    },
  },
};

export interface SheetFormat {
  readonly sheet: SheetModel;
  readonly format: ConditionalFormat;
}

export const conditionalFormatTable: MemberTable<SheetFormat> = {
  className: "ConditionalFormat",
  identity: ({ format }) => ({ Id: format.id }),
  read: {
    Id: ({ format }) => format.id,
    Type: ({ format }) => format.type,
    Priority: ({ sheet, format }) => sheet.conditionalFormats.indexOf(format),
    StopIfTrue: ({ format }) => format.stopIfTrue,
  },
  write: {
    Priority: ({ sheet, format }, value) => {
      guardOption(sheet, "allowFormatCells");
      const others = sheet.conditionalFormats.filter((each) => each !== format);
      others.splice(countArg(value, 0), 0, format);
      sheet.conditionalFormats = others;
    },
    StopIfTrue: ({ sheet, format }, value) => {
      guardOption(sheet, "allowFormatCells");
      format.stopIfTrue = flagArg(value);
    },
  },
  navigate: {
    Custom: (target) => {
      if (target.format.type !== "Custom") throw new ApiError("ItemNotFound", "It is no custom format.");
      return bind(customFormatTable, target);
    },
    CustomOrNullObject: (target) => (target.format.type === "Custom" ? bind(customFormatTable, target) : null),
    CellValue: (target) => {
      if (target.format.type !== "CellValue") throw new ApiError("ItemNotFound", "It is no cell value format.");
      return bind(cellValueFormatTable, target);
    },
    CellValueOrNullObject: (target) => (target.format.type === "CellValue" ? bind(cellValueFormatTable, target) : null),
  },
  find: {
    GetRange: ({ sheet, format }, _args, run) => {
      if (format.areas.length !== 1) throw new ApiError("ItemNotFound", "It applies to several areas.");
      return run.make.range(new Region(sheet, format.areas));
    },
    GetRangeOrNullObject: ({ sheet, format }, _args, run) =>
      format.areas.length === 1 ? run.make.range(new Region(sheet, format.areas)) : null,
    GetRanges: ({ sheet, format }, _args, run) => run.make.rangeAreas(new Region(sheet, format.areas)),
  },
  call: {
    Delete: ({ sheet, format }) => {
      guardOption(sheet, "allowFormatCells");
      sheet.conditionalFormats = sheet.conditionalFormats.filter((each) => each !== format);
    },
  },
};

export const customFormatTable: MemberTable<SheetFormat> = {
  className: "CustomConditionalFormat",
  navigate: {
    Rule: (target) => bind(formatRuleTable, target),
    Format: (target) => bind(conditionalRangeFormatTable, target),
  },
};

export const formatRuleTable: MemberTable<SheetFormat> = {
  className: "ConditionalFormatRule",
  read: { Formula: ({ format }) => format.formula },
  write: {
    Formula: ({ sheet, format }, value) => {
      guardOption(sheet, "allowFormatCells");
      const formula = textArg(value);
      if (!formula.startsWith("=") || formula.includes(";")) throw invalid("formula in English with = expected");
      format.formula = formula;
    },
  },
};

export const cellValueFormatTable: MemberTable<SheetFormat> = {
  className: "CellValueConditionalFormat",
  read: {
    Rule: ({ format }) => ({ formula1: format.formula, formula2: format.formula2, operator: format.operator }),
  },
  write: {
    Rule: ({ sheet, format }, value) => {
      guardOption(sheet, "allowFormatCells");
      const rule = objectArg(value);
      format.operator = oneOf(rule["operator"], operators);
      format.formula = textArg(rule["formula1"]);
      format.formula2 = rule["formula2"] === undefined || rule["formula2"] === null ? "" : textArg(rule["formula2"]);
    },
  },
  navigate: { Format: (target) => bind(conditionalRangeFormatTable, target) },
};

const operators = [
  "Between",
  "NotBetween",
  "EqualTo",
  "NotEqualTo",
  "GreaterThan",
  "LessThan",
  "GreaterThanOrEqual",
  "LessThanOrEqual",
];

export const conditionalRangeFormatTable: MemberTable<SheetFormat> = {
  className: "ConditionalRangeFormat",
  read: { NumberFormat: ({ format }) => format.format.numberFormat ?? "" },
  write: { NumberFormat: (target, value) => restyle(target, { numberFormat: textArg(value) }) },
  navigate: {
    Fill: (target) => bind(conditionalFillTable, target),
    Font: (target) => bind(conditionalFontTable, target),
  },
};

export const conditionalFillTable: MemberTable<SheetFormat> = {
  className: "ConditionalRangeFill",
  read: { Color: ({ format }) => format.format.fill ?? "" },
  write: { Color: (target, value) => restyle(target, { fill: colorArg(value) }) },
  call: { Clear: (target) => without(target, ["fill"]) },
};

export const conditionalFontTable: MemberTable<SheetFormat> = {
  className: "ConditionalRangeFont",
  read: {
    Color: ({ format }) => format.format.fontColor ?? "",
    Bold: ({ format }) => format.format.bold ?? null,
    Italic: ({ format }) => format.format.italic ?? null,
    Underline: ({ format }) => format.format.underline ?? "None",
    Strikethrough: ({ format }) => format.format.strikethrough ?? null,
  },
  write: {
    Color: (target, value) => restyle(target, { fontColor: colorArg(value) }),
    Bold: (target, value) => restyle(target, { bold: flagArg(value) }),
    Italic: (target, value) => restyle(target, { italic: flagArg(value) }),
    Underline: (target, value) => restyle(target, { underline: oneOf(value, ["None", "Single", "Double"]) }),
    Strikethrough: (target, value) => restyle(target, { strikethrough: flagArg(value) }),
  },
  call: { Clear: (target) => without(target, ["fontColor", "bold", "italic", "underline", "strikethrough"]) },
};

function touching({ sheet, areas }: Region): ConditionalFormat[] {
  return sheet.conditionalFormats.filter((format) =>
    format.areas.some((each) => areas.some((area) => intersect(each, area) !== null)),
  );
}

function formatById(region: Region, id: Arg | undefined): ConditionalFormat | null {
  const wanted = textArg(id);
  return touching(region).find((format) => format.id === wanted) ?? null;
}

function restyle({ sheet, format }: SheetFormat, change: ConditionalStyle): void {
  guardOption(sheet, "allowFormatCells");
  format.format = { ...format.format, ...change };
}

function without({ sheet, format }: SheetFormat, keys: readonly (keyof ConditionalStyle)[]): void {
  guardOption(sheet, "allowFormatCells");
  const rest = { ...format.format };
  for (const key of keys) delete rest[key];
  format.format = rest;
}
