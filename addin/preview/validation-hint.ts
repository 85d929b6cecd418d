import { contains, parseAddress, splitSheet } from "./host/model/area.ts";
import { isJsonObject, type Json } from "./host/json.ts";
import type { SheetModel } from "./host/model/sheet-model.ts";
import type { Validation } from "./host/model/validation.ts";
import type { WorkbookModel } from "./host/model/workbook-model.ts";
import { cellText } from "./cell-text.ts";

/** What a data validation says to whoever is on its cell. */
export interface Hint {
  readonly title: string;
  readonly message: string;
  /** Values to choose from; null for a cell without a list. */
  readonly options: readonly string[] | null;
  /** What to say of a value that is not among them; null where any is let through. */
  readonly refusal: string | null;
}

/** The hint of a cell, or null without validation. */
export function hintAt(workbook: WorkbookModel, sheet: SheetModel, row: number, column: number): Hint | null {
  const validation = sheet.validations.find(({ area }) => contains(area, row, column));
  if (validation === undefined) return null;
  const options = optionsOf(validation, workbook, sheet);
  const showsPrompt = field(validation.prompt, "showPrompt") !== false;
  const stops = field(validation.errorAlert, "showAlert") !== false && text(validation.errorAlert, "style") === "Stop";
  return {
    title: showsPrompt ? text(validation.prompt, "title") : "",
    message: showsPrompt ? text(validation.prompt, "message") : "",
    options,
    refusal: stops && options !== null ? alertText(validation) : null,
  };
}

function alertText({ errorAlert }: Validation): string {
  const said = [text(errorAlert, "title"), text(errorAlert, "message")].filter((part) => part !== "").join(": ");
  return said === "" ? "Ese valor no está en la lista de la celda." : said;
}

function optionsOf({ rule }: Validation, workbook: WorkbookModel, sheet: SheetModel): string[] | null {
  const source = text(rule["list"] ?? null, "source");
  if (source === "") return null;
  if (!source.startsWith("=")) return source.split(",").map((each) => each.trim());
  return referenced(source.slice(1), workbook, sheet, 0);
}

/** Values of the cells that `Listas!$A$1:$A$9`, or a name for them, stands for. */
function referenced(reference: string, workbook: WorkbookModel, sheet: SheetModel, depth: number): string[] | null {
  const named = workbook.names.find(({ name }) => name.toLowerCase() === reference.toLowerCase());
  if (named !== undefined && depth === 0) return referenced(named.refersTo.slice(1), workbook, sheet, 1);
  const split = splitSheet(reference);
  const area = split === null ? null : parseAddress(split.rest);
  const source = split === null || split.sheet === null ? sheet : workbook.findSheet(split.sheet);
  if (area === null || source === null) return null;
  const options: string[] = [];
  for (let row = area.top; row <= Math.min(area.bottom, area.top + 999); row++) {
    const shown = cellText(source.valueAt(row, area.left), source.styleAt(row, area.left).numberFormat);
    if (shown !== "") options.push(shown);
  }
  return options;
}

function field(json: Json, key: string): Json {
  return isJsonObject(json) ? (json[key] ?? null) : null;
}

function text(json: Json, key: string): string {
  const value = field(json, key);
  return typeof value === "string" ? value : "";
}
