import type { Area } from "../../../../shared/address.ts";
import { areaOf, parseReference } from "./reference.ts";
import { tokenize } from "./tokens.ts";

/** What a formula speaks of, known or not to the evaluator. */
export interface Mentions {
  /** A sheet of null is the formula's own. */
  readonly areas: readonly { readonly sheet: string | null; readonly area: Area }[];
  /** Functions and defined names alike. */
  readonly words: readonly string[];
}

/** Cells and words in a formula: much cheaper than understanding it, which matters where thousands have not changed. */
export function mentionsOf(formula: string): Mentions {
  const known = found.get(formula);
  if (known !== undefined) return known;
  const tokens = tokenize(formula);
  const areas = tokens.flatMap(({ kind, text }) => {
    const reference = kind === "reference" ? parseReference(text) : null;
    return reference === null ? [] : [{ sheet: reference.sheet, area: areaOf(reference) }];
  });
  const words = [...new Set(tokens.filter(({ kind }) => kind === "word").map(({ text }) => text))];
  const mentions = { areas, words };
  found.set(formula, mentions);
  return mentions;
}

const found = new Map<string, Mentions>();
