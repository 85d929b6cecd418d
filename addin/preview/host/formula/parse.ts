import type { CellValue } from "../model/cell-value.ts";
import { NotEvaluated } from "./not-evaluated.ts";
import { parseReference, type Reference } from "./reference.ts";
import { tokenize, type Token } from "./tokens.ts";

export type Expression =
  | { readonly kind: "value"; readonly value: CellValue }
  | { readonly kind: "array"; readonly rows: readonly (readonly CellValue[])[] }
  | { readonly kind: "reference"; readonly reference: Reference }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "negative"; readonly of: Expression }
  | { readonly kind: "percent"; readonly of: Expression }
  | { readonly kind: "binary"; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] };

export type Operator = "=" | "<>" | "<" | ">" | "<=" | ">=" | "&" | "+" | "-" | "*" | "/" | "^";

/** @throws NotEvaluated for anything but the subset that this host understands */
export function parseFormula(formula: string): Expression {
  const known = parsed.get(formula);
  if (known !== undefined) return known;
  const expression = new Parser(tokenize(formula.replace(/^=/, ""))).parse();
  parsed.set(formula, expression);
  return expression;
}

const parsed = new Map<string, Expression>();

/** Weakest first; all of them group from the left. */
const levels: readonly ReadonlyMap<string, Operator>[] = [
  operators("=", "<>", "<", ">", "<=", ">="),
  operators("&"),
  operators("+", "-"),
  operators("*", "/"),
  operators("^"),
];

function operators(...texts: Operator[]): ReadonlyMap<string, Operator> {
  return new Map(texts.map((text) => [text, text]));
}

class Parser {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens.filter(({ kind }) => kind !== "space");
  }

  parse(): Expression {
    const expression = this.binary(0);
    if (this.at < this.tokens.length) throw new NotEvaluated(this.tokens[this.at]?.text ?? "");
    return expression;
  }

  private binary(level: number): Expression {
    const here = levels[level];
    if (here === undefined) return this.signed();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = this.peekOperator(here);
      if (operator === undefined) return left;
      this.at++;
      left = { kind: "binary", operator, left, right: this.binary(level + 1) };
    }
  }

  private peekOperator(among: ReadonlyMap<string, Operator>): Operator | undefined {
    const token = this.tokens[this.at];
    return token?.kind === "operator" ? among.get(token.text) : undefined;
  }

  /** A sign binds tighter than `^`: in Excel, -2^2 is 4. */
  private signed(): Expression {
    if (this.take("-")) return { kind: "negative", of: this.signed() };
    if (this.take("+")) return this.signed();
    let expression = this.primary();
    while (this.take("%")) expression = { kind: "percent", of: expression };
    return expression;
  }

  private primary(): Expression {
    const token = this.tokens[this.at++];
    if (token === undefined) throw new NotEvaluated("end of formula");
    switch (token.kind) {
      case "number":
        return { kind: "value", value: Number(token.text) };
      case "string":
        return { kind: "value", value: token.text.slice(1, -1).replaceAll('""', '"') };
      case "error":
        return { kind: "value", value: { error: token.text } };
      case "reference":
        return referenceTo(token.text);
      case "word":
        return this.word(token.text);
      case "operator":
        if (token.text === "(") return this.closing(this.binary(0), ")");
        if (token.text === "{") return this.array();
        throw new NotEvaluated(token.text);
      case "space":
      case "unknown":
        throw new NotEvaluated(token.text);
    }
  }

  private word(text: string): Expression {
    if (this.take("(")) return { kind: "call", name: text.toUpperCase().replace(/^_XLFN\./, ""), args: this.args() };
    if (/^(TRUE|FALSE)$/i.test(text)) return { kind: "value", value: text.toUpperCase() === "TRUE" };
    return { kind: "name", name: text };
  }

  private args(): Expression[] {
    const args: Expression[] = [];
    if (this.take(")")) return args;
    do {
      const next = this.tokens[this.at]?.text;
      args.push(next === "," || next === ")" ? { kind: "value", value: null } : this.binary(0));
    } while (this.take(","));
    this.expect(")");
    return args;
  }

  private array(): Expression {
    const rows: CellValue[][] = [[]];
    for (;;) {
      const item = this.signed();
      const value = item.kind === "negative" && item.of.kind === "value" ? negative(item.of.value) : item;
      if (typeof value === "object" && value !== null && "kind" in value) {
        if (value.kind !== "value") throw new NotEvaluated("{");
        rows.at(-1)?.push(value.value);
      } else {
        rows.at(-1)?.push(value);
      }
      if (this.take(";")) rows.push([]);
      else if (!this.take(",")) break;
    }
    this.expect("}");
    return { kind: "array", rows };
  }

  private closing(expression: Expression, text: string): Expression {
    this.expect(text);
    return expression;
  }

  private take(text: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== "operator" || token.text !== text) return false;
    this.at++;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) throw new NotEvaluated(this.tokens[this.at]?.text ?? "end of formula");
  }
}

function negative(value: CellValue): CellValue {
  if (typeof value !== "number") throw new NotEvaluated("{-");
  return -value;
}

function referenceTo(text: string): Expression {
  const reference = parseReference(text);
  if (reference === null) throw new NotEvaluated(text);
  return { kind: "reference", reference };
}
