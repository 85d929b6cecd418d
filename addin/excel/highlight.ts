import type { HighlightRule, HojaPlace } from "../door.ts";

/** What every formula of ours carries, harmless where it stands: `N` of a text is 0. */
const signature = "METAS-AL-DIA:";
const ours = new RegExp(`N\\("${signature}([^"]*)"`, "i");

/** The mark in the formula of a conditional format that we made; null for any other. */
export function markOf(formula: unknown): string | null {
  return typeof formula === "string" ? (ours.exec(formula)?.[1] ?? null) : null;
}

/** A condition with our mark, which the file keeps with it. */
function marked({ mark, formula }: HighlightRule): string {
  return `=AND(N("${signature}${mark}")=0,${formula.replace(/^=/, "")})`;
}

/**
 * Takes our conditional formats off a sheet and puts others in their place: what a second time finds it can undo.
 *
 * @returns whether there were any
 */
export async function replaceHighlight(
  context: Excel.RequestContext,
  { id }: HojaPlace,
  rules: readonly HighlightRule[],
): Promise<boolean> {
  const sheet = context.workbook.worksheets.getItem(id);
  const formats = sheet.getRange().conditionalFormats;
  formats.load(["items/id", "items/type"]);
  await context.sync();
  const custom = formats.items
    .filter(({ type }) => type === "Custom")
    .map((format) => {
      const { rule } = format.customOrNullObject;
      rule.load("formula");
      return { format, rule };
    });
  if (custom.length > 0) await context.sync();
  const before = custom.filter(({ rule }) => markOf(rule.formula) !== null);
  for (const { format } of before) format.delete();
  // Excel puts the newest first, and the first that holds decides the colour.
  for (const rule of rules.toReversed()) {
    const { custom: made } = sheet.getRanges(rule.address).conditionalFormats.add("Custom");
    made.rule.formula = marked(rule);
    made.format.fill.color = `#${rule.look.fondo}`;
    made.format.font.color = `#${rule.look.texto}`;
    if (rule.numberFormat !== null) made.format.numberFormat = rule.numberFormat;
  }
  await context.sync();
  return before.length > 0;
}
