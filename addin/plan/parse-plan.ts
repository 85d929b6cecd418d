// oxlint-disable-next-line import/no-unassigned-import -- what it does is what it is for
import "./no-eval.ts";
import { planSchema, type Plan } from "../../shared/plan/schema.ts";
import { describeIssues, enEspanol } from "../../shared/zod-es.ts";

/** A plan that was read, or what is wrong with it, a line each. */
export type PlanParsed =
  | { readonly kind: "plan"; readonly plan: Plan }
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

/** Checks the text of a plan.json. In a file of its own: it brings zod with it, and is loaded when it is needed. */
export function parsePlan(text: string): PlanParsed {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { kind: "invalid", problems: ["el archivo no es un JSON bien escrito"] };
  }
  const result = planSchema.safeParse(data, { error: enEspanol });
  return result.success
    ? { kind: "plan", plan: result.data }
    : { kind: "invalid", problems: describeIssues(result.error) };
}
