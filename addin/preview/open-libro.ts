import { maxColumns, maxRows } from "../../shared/address.ts";
import { cellKey } from "../../shared/grid.ts";
import type { Json } from "./host/json.ts";
import { wholeSheet } from "./host/model/area.ts";
import { plainStyle, type CellStyle } from "./host/model/cell-style.ts";
import type { ConditionalStyle } from "./host/model/conditional-format.ts";
import { protectionOptions, strictOptions, type ProtectionOption } from "./host/model/protection.ts";
import type { SheetModel } from "./host/model/sheet-model.ts";
import type { WorkbookModel } from "./host/model/workbook-model.ts";
import { openWorkbook } from "./host/workbook-data.ts";
import type { HojaJson, LibroJson, LookJson } from "./libro-schema.ts";

/** Opens what the server read: cells by the host's own way in, and their looks beside them. */
export function openLibro(libro: LibroJson): WorkbookModel {
  const workbook = openWorkbook({
    name: libro.name,
    names: libro.names,
    activeSheet: libro.activeSheet,
    sheets: libro.sheets.map((hoja) => ({
      grid: {
        sheet: hoja.name,
        visibility: hoja.visibility,
        rows: hoja.rows.map(([row, cells]) => ({ row, cells })),
        formulas: new Map(hoja.formulas),
        merges: hoja.merges,
        hiddenRows: new Set(hoja.hiddenRows),
        hiddenColumns: new Set(hoja.hiddenColumns),
        tables: hoja.tables,
      },
      ...freezeOf(hoja),
    })),
  });
  // One object a look, however many cells share it.
  const styles = libro.looks.map((look): CellStyle => ({ ...plainStyle, ...look, borders: look.borders ?? {} }));
  for (const hoja of libro.sheets) {
    const sheet = workbook.findSheet(hoja.name);
    if (sheet === null) continue;
    addLooks(sheet, hoja, styles);
    sheet.showGridlines = hoja.showGridlines;
    sheet.tabColor = hoja.tabColor ?? "";
    if (hoja.protection !== null) sheet.protection = { password: null, options: optionsOf(hoja.protection) };
    sheet.conditionalFormats = conditionalOf(hoja, libro.conditionalLooks, () => workbook.newId());
    sheet.validations = validationsOf(hoja);
  }
  return workbook;
}

function freezeOf({ frozen: { rows, columns } }: HojaJson): { freeze?: typeof wholeSheet } {
  if (rows === 0 && columns === 0) return {};
  return {
    freeze: {
      top: 0,
      left: 0,
      bottom: rows === 0 ? maxRows - 1 : rows - 1,
      right: columns === 0 ? maxColumns - 1 : columns - 1,
    },
  };
}

function addLooks(sheet: SheetModel, hoja: HojaJson, styles: readonly CellStyle[]): void {
  const [first] = styles;
  if (first !== undefined) sheet.restyle(wholeSheet, () => first);
  for (const { first: left, last: right, width, style } of hoja.columns) {
    const look = styles[style];
    if (look !== undefined && style > 0) sheet.restyle({ ...wholeSheet, left, right }, () => look);
    if (width === null) continue;
    // Files say «from here to the end» of columns that nobody uses.
    for (let column = left; column <= Math.min(right, left + 1000); column++) sheet.columnWidths.set(column, width);
  }
  for (const { row, height, style } of hoja.sizes) {
    const look = style === null ? undefined : styles[style];
    if (look !== undefined) sheet.restyle({ ...wholeSheet, top: row, bottom: row }, () => look);
    if (height !== null) sheet.rowHeights.set(row, height);
  }
  for (const { top, left, bottom, right, style } of hoja.areas) {
    const look = styles[style];
    if (look === undefined) continue;
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const key = cellKey(row, column);
        const cell = sheet.cells.get(key);
        if (cell === undefined) sheet.cells.set(key, { value: null, formula: null, style: look });
        else cell.style = look;
      }
    }
  }
}

/** Files say what is locked, Excel's API what is allowed. */
function optionsOf(protection: Readonly<Record<string, string>>): typeof strictOptions {
  const allowed = protectionOptions.map((option): [ProtectionOption, boolean] => {
    const value = protection[fileName(option)];
    const isLocked = value === undefined ? !openByDefault.has(option) : value !== "0" && value !== "false";
    return [option, !isLocked];
  });
  const isUnreachable = protection["selectLockedCells"] === "1" || protection["selectLockedCells"] === "true";
  return { ...strictOptions, ...Object.fromEntries(allowed), selectionMode: isUnreachable ? "Unlocked" : "Normal" };
}

const openByDefault: ReadonlySet<ProtectionOption> = new Set(["allowEditObjects", "allowEditScenarios"]);

/** `allowFormatCells` → `formatCells`, `allowEditObjects` → `objects` */
function fileName(option: ProtectionOption): string {
  const name = option.replace(/^allow(Edit)?/, "");
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Only rules that the host can show: the others stay in the file and are not on screen. */
function conditionalOf(
  { conditionalFormats }: HojaJson,
  looks: readonly LookJson[],
  newId: () => string,
): SheetModel["conditionalFormats"] {
  return conditionalFormats.flatMap(({ areas, type, operator, formulas: [formula, second], dxf, stopIfTrue }) => {
    const look = dxf === null ? undefined : looks[dxf];
    if (!isFormulaRule({ type, operator }) || formula === undefined || look === undefined || areas.length === 0) {
      return [];
    }
    return [
      {
        id: newId(),
        type: type === "expression" ? ("Custom" as const) : ("CellValue" as const),
        areas,
        stopIfTrue,
        formula: `=${formula}`,
        operator: operators[operator] ?? "",
        formula2: second === undefined ? "" : `=${second}`,
        format: conditionalStyle(look),
      },
    ];
  });
}

/** Whether a rule colours cells by a condition, as those do that are shown. */
export function isFormulaRule({
  type,
  operator,
}: Pick<HojaJson["conditionalFormats"][number], "type" | "operator">): boolean {
  return type === "expression" || (type === "cellIs" && operators[operator] !== undefined);
}

function conditionalStyle(look: LookJson): ConditionalStyle {
  const { fill, fontColor, bold, italic, underline, strikethrough, numberFormat } = look;
  return Object.fromEntries(
    Object.entries({ fill, fontColor, bold, italic, underline, strikethrough, numberFormat }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

const operators: Readonly<Record<string, string | undefined>> = {
  equal: "EqualTo",
  notEqual: "NotEqualTo",
  greaterThan: "GreaterThan",
  greaterThanOrEqual: "GreaterThanOrEqual",
  lessThan: "LessThan",
  lessThanOrEqual: "LessThanOrEqual",
  between: "Between",
  notBetween: "NotBetween",
};

function validationsOf({ validations }: HojaJson): SheetModel["validations"] {
  return validations.flatMap(({ areas, allowBlank, prompt, alert, ...rule }) =>
    areas.map((area) => ({
      area,
      rule: ruleOf(rule),
      prompt: { title: prompt?.title ?? "", message: prompt?.message ?? "", showPrompt: prompt !== null },
      errorAlert: {
        title: alert?.title ?? "",
        message: alert?.message ?? "",
        style: alertStyles[alert?.style ?? "stop"] ?? "Stop",
        showAlert: alert !== null,
      },
      ignoreBlanks: allowBlank,
    })),
  );
}

const alertStyles: Readonly<Record<string, string | undefined>> = {
  stop: "Stop",
  warning: "Warning",
  information: "Information",
};

/** A rule as the API hands it over. */
function ruleOf({
  type,
  operator,
  formulas,
}: Pick<HojaJson["validations"][number], "type" | "operator" | "formulas">): {
  readonly [key: string]: Json;
} {
  const [formula1 = "", formula2] = formulas;
  const kind = ruleKinds[type];
  if (type === "list") {
    const literal = /^"([\s\S]*)"$/.exec(formula1)?.[1]?.replaceAll('""', '"');
    return { list: { inCellDropDown: true, source: literal ?? `=${formula1}` } };
  }
  if (type === "custom") return { custom: { formula: `=${formula1}` } };
  if (kind === undefined) return {};
  return {
    [kind]: {
      formula1: `=${formula1}`,
      operator: operators[operator === "" ? "between" : operator] ?? "Between",
      ...(formula2 === undefined ? {} : { formula2: `=${formula2}` }),
    },
  };
}

const ruleKinds: Readonly<Record<string, string | undefined>> = {
  whole: "wholeNumber",
  decimal: "decimal",
  textLength: "textLength",
  date: "date",
  time: "time",
};
