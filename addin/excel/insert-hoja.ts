import { parseArea, type Area } from "../../shared/address.ts";
import type { Linea } from "../../shared/layout/aspecto.ts";
import { DoorError } from "../door-error.ts";
import type { PlantillaFormat, PlantillaHoja, PlantillaLook, PlantillaValidation } from "../plantilla.ts";

/**
 * Adds a sheet as planned, protected without a password as `metas plantilla` does, and brings it on screen.
 *
 * @returns the sheet's name
 * @throws DoorError `libro-protegido` where the workbook lets no sheet in; Excel's own error with nothing of it left
 */
export async function insertHoja(context: Excel.RequestContext, hoja: PlantillaHoja): Promise<string> {
  const { workbook } = context;
  workbook.worksheets.load("items/name");
  workbook.protection.load("protected");
  const taken = hoja.names.map(({ name }) => workbook.names.getItemOrNullObject(name));
  for (const name of taken) name.load("name");
  await context.sync();
  if (workbook.protection.protected) throw new DoorError("libro-protegido", hoja.name);
  const name = freeName(
    hoja.name,
    workbook.worksheets.items.map((each) => each.name),
  );
  const sheet = workbook.worksheets.add(name);
  sheet.load("id");
  // Asked for by itself, so that what is taken back below is this one and not a sheet that somebody made meanwhile.
  await context.sync();
  for (const look of hoja.looks) applyLook(sheet.getRange(look.address), look, hoja.font);
  for (const { address, values } of hoja.cells) sheet.getRange(address).formulas = values.map((row) => [...row]);
  for (const { column, characters } of hoja.widths) {
    sheet.getRange(`${column}:${column}`).format.columnWidth = pointsOf(characters);
  }
  for (const { row, points } of hoja.heights) sheet.getRange(`${row}:${row}`).format.rowHeight = points;
  sheet.getRange(`${hoja.hiddenRow}:${hoja.hiddenRow}`).rowHidden = true;
  // A second sheet keeps its names to itself: the workbook's own say which sheet is read first.
  const names = taken.every(({ isNullObject }) => isNullObject) ? workbook.names : sheet.names;
  for (const each of hoja.names) names.add(each.name, sheet.getRange(each.cell));
  for (const validation of hoja.validations) applyValidation(sheet.getRange(validation.address), validation);
  // Excel puts the newest first.
  for (const format of hoja.formats.toReversed()) applyFormat(sheet.getRange(format.address), format);
  sheet.freezePanes.freezeAt(sheet.getRange(hoja.freeze));
  sheet.showGridlines = false;
  sheet.tabColor = `#${hoja.tabColor}`;
  sheet.autoFilter.apply(sheet.getRange(hoja.filter));
  layOutPage(sheet.pageLayout, hoja.print);
  sheet.protection.protect({
    // Excel's API refuses these two where nothing is said, and files allow them.
    allowEditObjects: true,
    allowEditScenarios: true,
    allowFormatCells: true,
    allowFormatColumns: true,
    allowFormatRows: true,
    allowSort: true,
    allowAutoFilter: true,
    allowInsertHyperlinks: true,
  });
  sheet.activate();
  sheet.getRange(hoja.firstCell).select();
  try {
    await context.sync();
  } catch (error) {
    // Whatever else goes wrong, that is what the planner has to know.
    await takeBack(context, sheet.id, name, names === workbook.names ? hoja.names : []).catch(() => undefined);
    throw error;
  }
  return name;
}

/** Excel leaves done what came before its refusal: a sheet half made would be taken for the official one. */
async function takeBack(
  context: Excel.RequestContext,
  id: string,
  name: string,
  names: PlantillaHoja["names"],
): Promise<void> {
  const { workbook } = context;
  const sheet = workbook.worksheets.getItemOrNullObject(id);
  sheet.load("id");
  const left = names.map((each) => workbook.names.getItemOrNullObject(each.name));
  for (const each of left) each.load("formula");
  await context.sync();
  for (const each of left) if (!each.isNullObject && String(each.formula).includes(name)) each.delete();
  if (!sheet.isNullObject) sheet.delete();
  await context.sync();
}

function freeName(wanted: string, taken: readonly string[]): string {
  const names = new Set(taken.map((each) => each.toLowerCase()));
  let name = wanted;
  for (let number = 2; names.has(name.toLowerCase()); number++) name = `${wanted} (${number})`;
  return name;
}

/** Without a paper size: Excel refuses one that the printer has not got, and with it all that comes after. */
function layOutPage(layout: Excel.PageLayout, { titleRows, area }: PlantillaHoja["print"]): void {
  layout.orientation = "Landscape";
  layout.zoom = { horizontalFitToPages: 1 };
  layout.centerHorizontally = true;
  layout.setPrintArea(area);
  layout.setPrintTitleRows(titleRows);
}

/** Points of a column whose file would say this width: 7 pixels a character of Excel's usual font. */
function pointsOf(characters: number): number {
  return characters * 7 * 0.75;
}

function applyLook(range: Excel.Range, { address, aspecto }: PlantillaLook, font: string): void {
  const { format } = range;
  const area = parseArea(address);
  if (area === null) throw new Error(`no area at ${address}`);
  const { fill, color, size, bold, align, indent, wrap, numberFormat, unlocked, bottom, right } = aspecto;
  if (numberFormat !== undefined) range.numberFormat = filled(area, numberFormat);
  if (fill !== undefined) format.fill.color = `#${fill}`;
  format.font.name = font;
  if (color !== undefined) format.font.color = `#${color}`;
  if (size !== undefined) format.font.size = size;
  if (bold !== undefined) format.font.bold = bold;
  if (wrap !== undefined) format.wrapText = wrap;
  if (align !== undefined) format.horizontalAlignment = alignments[align];
  if (indent !== undefined) format.indentLevel = indent;
  if (unlocked === true) format.protection.locked = false;
  format.verticalAlignment = "Center";
  // Excel's macros may not draw lines between rows or columns where there is one only: not asked of its API either.
  if (bottom !== undefined) {
    draw(format, "EdgeBottom", bottom);
    if (area.bottom > area.top) draw(format, "InsideHorizontal", bottom);
  }
  if (right !== undefined) {
    draw(format, "EdgeRight", right);
    if (area.right > area.left) draw(format, "InsideVertical", right);
  }
}

const alignments = { left: "Left", center: "Center", right: "Right" } as const;
const weights = { hair: "Hairline", thin: "Thin" } as const;

type Side = "InsideHorizontal" | "InsideVertical" | "EdgeBottom" | "EdgeRight";

function draw(format: Excel.RangeFormat, side: Side, { weight, color }: Linea): void {
  const border = format.borders.getItem(side);
  border.style = "Continuous";
  border.weight = weights[weight];
  border.color = `#${color}`;
}

/** The same value for each cell of an area, as the API wants it. */
function filled(area: Area, value: string): string[][] {
  return Array.from({ length: area.bottom - area.top + 1 }, () =>
    Array.from({ length: area.right - area.left + 1 }, () => value),
  );
}

function applyValidation(range: Excel.Range, { rule, prompt, alert }: PlantillaValidation): void {
  const { dataValidation } = range;
  dataValidation.rule = officeRule(rule);
  dataValidation.ignoreBlanks = true;
  dataValidation.prompt = { ...prompt, showPrompt: true };
  dataValidation.errorAlert =
    alert === null
      ? { title: "", message: "", showAlert: false, style: "Information" }
      : { title: alert.title, message: alert.message, showAlert: true, style: alert.isStop ? "Stop" : "Warning" };
}

function officeRule(rule: PlantillaValidation["rule"]): Excel.DataValidationRule {
  switch (rule.kind) {
    case "list":
      return { list: { inCellDropDown: true, source: rule.values.join(",") } };
    case "custom":
      return { custom: { formula: rule.formula } };
    case "date":
      return { date: { formula1: "2000-01-01", operator: "GreaterThan" } };
    case "text":
      return { textLength: { formula1: rule.most, operator: "LessThanOrEqualTo" } };
  }
}

function applyFormat(range: Excel.Range, { formula, fill, color, numberFormat }: PlantillaFormat): void {
  const { custom } = range.conditionalFormats.add("Custom");
  custom.rule.formula = formula;
  if (fill !== undefined) custom.format.fill.color = `#${fill}`;
  if (color !== undefined) custom.format.font.color = `#${color}`;
  if (numberFormat !== undefined) custom.format.numberFormat = numberFormat;
}
