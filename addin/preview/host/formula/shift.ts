import { parseReference, referenceText, shiftReference } from "./reference.ts";
import { tokenize } from "./tokens.ts";

/** A formula as copying it some rows down and columns right would write it. */
export function shiftFormula(formula: string, rows: number, columns: number): string {
  return tokenize(formula)
    .map(({ kind, text }) => {
      const reference = kind === "reference" ? parseReference(text) : null;
      if (reference === null) return text;
      const shifted = shiftReference(reference, rows, columns);
      return shifted === null ? "#REF!" : referenceText(shifted);
    })
    .join("");
}
