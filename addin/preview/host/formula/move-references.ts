import { movedArea, type RowMove } from "../model/row-move.ts";
import type { SheetModel } from "../model/sheet-model.ts";
import { areaOf, parseReference, referenceText } from "./reference.ts";
import { tokenize } from "./tokens.ts";

/**
 * A formula as it reads once rows of a sheet have come or gone.
 *
 * @param own   the sheet that the formula is on, null for a workbook's name
 * @param moved the sheet whose rows move
 */
export function moveReferences(formula: string, own: SheetModel | null, moved: SheetModel, move: RowMove): string {
  return tokenize(formula)
    .map(({ kind, text }) => {
      const reference = kind === "reference" ? parseReference(text) : null;
      if (reference === null || !isOn(reference.sheet, own, moved)) return text;
      const area = movedArea(areaOf(reference), move);
      if (area === null) return "#REF!";
      const { from, to } = reference;
      const [top, bottom] = from.row <= to.row ? [area.top, area.bottom] : [area.bottom, area.top];
      return referenceText({ ...reference, from: { ...from, row: top }, to: { ...to, row: bottom } });
    })
    .join("");
}

function isOn(sheet: string | null, own: SheetModel | null, moved: SheetModel): boolean {
  return sheet === null ? own === moved : sheet.toLowerCase() === moved.name.toLowerCase();
}
