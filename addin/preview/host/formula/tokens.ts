/** A piece of a formula. `text` is as written, so that joining all pieces gives the formula back. */
export interface Token {
  readonly kind: "space" | "string" | "error" | "reference" | "number" | "word" | "operator" | "unknown";
  readonly text: string;
}

/** Pieces of a formula in English syntax, its `=` included if it has one. */
export function tokenize(formula: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < formula.length) {
    const token = tokenAt(formula, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

const cell = String.raw`\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}`;
const sheet = String.raw`(?:'(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!`;
const patterns: readonly (readonly [Token["kind"], RegExp])[] = [
  ["space", /\s+/y],
  ["string", /"(?:[^"]|"")*"/y],
  ["error", /#(?:N\/A|REF!|DIV\/0!|VALUE!|NAME\?|NUM!|NULL!)/y],
  ["reference", new RegExp(String.raw`(?:${sheet})?${cell}(?::${cell})?(?![\p{L}\p{N}_.(:!])`, "uy")],
  ["number", /(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y],
  ["word", /[\p{L}_\\][\p{L}\p{N}_.\\]*/uy],
  ["operator", /<=|>=|<>|[-+*/^&=<>(),;{}%]/y],
];

function tokenAt(formula: string, at: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(formula)?.[0];
    if (text !== undefined) return { kind, text };
  }
  return { kind: "unknown", text: formula.slice(at) };
}
