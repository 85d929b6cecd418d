import { contains } from "./model/area.ts";
import type { ConditionalFormat, ConditionalStyle } from "./model/conditional-format.ts";
import type { SheetModel } from "./model/sheet-model.ts";
import type { WorkbookModel } from "./model/workbook-model.ts";
import { evaluate } from "./formula/evaluate.ts";
import { NotEvaluated } from "./formula/not-evaluated.ts";
import { scalarOf } from "./formula/operand.ts";
import { parseFormula, type Expression, type Operator } from "./formula/parse.ts";
import { surroundingsOf } from "./formula/surroundings.ts";

/** What the conditional formats make of a cell. */
export interface ConditionalLook {
  readonly style: ConditionalStyle;
  /** Ids of the rules that hold here, first applied first. */
  readonly rules: readonly string[];
  /** Ids of rules that this host cannot evaluate: Excel may colour the cell, here nobody knows. */
  readonly notEvaluated: readonly string[];
}

/** Evaluates the rules over a cell in their order; of two that disagree the first wins. */
export function conditionalLookAt(
  workbook: WorkbookModel,
  sheet: SheetModel,
  row: number,
  column: number,
): ConditionalLook {
  const styles: ConditionalStyle[] = [];
  const rules: string[] = [];
  const notEvaluated: string[] = [];
  for (const rule of sheet.conditionalFormats) {
    if (!rule.areas.some((area) => contains(area, row, column))) continue;
    const holds = ruleHolds(workbook, sheet, rule, row, column);
    if (holds === null) notEvaluated.push(rule.id);
    if (holds !== true) continue;
    rules.push(rule.id);
    styles.push(rule.format);
    if (rule.stopIfTrue) break;
  }
  return { style: Object.assign({}, ...styles.toReversed()), rules, notEvaluated };
}

/** False for a rule that this host cannot evaluate, tried at the first cell that it is for. */
export function canEvaluate(workbook: WorkbookModel, sheet: SheetModel, rule: ConditionalFormat): boolean {
  const [first] = rule.areas;
  return first === undefined || ruleHolds(workbook, sheet, rule, first.top, first.left) !== null;
}

function ruleHolds(
  workbook: WorkbookModel,
  sheet: SheetModel,
  rule: ConditionalFormat,
  row: number,
  column: number,
): boolean | null {
  const [first] = rule.areas;
  if (first === undefined || rule.formula === "") return null;
  try {
    const value = scalarOf(
      evaluate(conditionOf(rule, sheet, row, column), {
        ...surroundingsOf(workbook, sheet, (each, r, c) => each.valueAt(r, c)),
        rows: row - first.top,
        columns: column - first.left,
      }),
    );
    return typeof value === "number" ? value !== 0 : value === true;
  } catch (error) {
    if (!(error instanceof NotEvaluated)) throw error;
    return null;
  }
}

function conditionOf(rule: ConditionalFormat, sheet: SheetModel, row: number, column: number): Expression {
  const limit = parseFormula(rule.formula);
  if (rule.type === "Custom") return limit;
  const value: Expression = { kind: "value", value: sheet.valueAt(row, column) };
  const simple = comparisons.get(rule.operator);
  if (simple !== undefined) return { kind: "binary", operator: simple, left: value, right: limit };
  if (rule.operator !== "Between" && rule.operator !== "NotBetween") throw new NotEvaluated(rule.operator);
  const between: Expression = {
    kind: "call",
    name: "AND",
    args: [
      { kind: "binary", operator: ">=", left: value, right: limit },
      { kind: "binary", operator: "<=", left: value, right: parseFormula(rule.formula2) },
    ],
  };
  return rule.operator === "Between" ? between : { kind: "call", name: "NOT", args: [between] };
}

const comparisons: ReadonlyMap<string, Operator> = new Map([
  ["EqualTo", "="],
  ["NotEqualTo", "<>"],
  ["GreaterThan", ">"],
  ["GreaterThanOrEqual", ">="],
  ["LessThan", "<"],
  ["LessThanOrEqual", "<="],
]);
