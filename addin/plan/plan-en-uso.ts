import type { Plan } from "../../shared/plan/schema.ts";
import { builtInPlan } from "./built-in.ts";
import type { PlanParsed } from "./parse-plan.ts";

/** The plan that the workbook is reviewed by, and where it comes from. */
export interface PlanEnUso {
  readonly plan: Plan;
  readonly origen: "incluido" | "libro";
  /** Name of the file it was loaded from, where the workbook keeps one. */
  readonly archivo: string | null;
  /** The workbook keeps a plan that cannot be used: what is wrong with it. */
  readonly problems: readonly string[];
}

export const planIncluido: PlanEnUso = { plan: builtInPlan, origen: "incluido", archivo: null, problems: [] };

/** Largest plan.json that is kept in a workbook, in characters: a plan of a large city has some 200,000. */
export const longestPlan = 1_000_000;

/**
 * What the workbook keeps under `METAS_PLAN`: the text of a plan.json and the name of its file.
 *
 * @example {"archivo":"plan.json","plan":"{…}"}
 */
export function storedPlanText(archivo: string, plan: string): string {
  return JSON.stringify({ archivo, plan });
}

/** The plan that a workbook keeps, else the one that comes with the product. */
export async function readPlanEnUso(setting: string | null): Promise<PlanEnUso> {
  if (setting === null) return planIncluido;
  const stored = readStored(setting);
  const parsed = await parseLazily(stored.plan);
  return parsed.kind === "plan"
    ? { plan: parsed.plan, origen: "libro", archivo: stored.archivo, problems: [] }
    : { ...planIncluido, archivo: stored.archivo, problems: parsed.problems };
}

/** Checks a plan.json; the code that does it is loaded now. */
export async function parseLazily(text: string): Promise<PlanParsed> {
  const { parsePlan } = await import("./parse-plan.ts");
  return parsePlan(text);
}

/** A setting that is no such object is taken for the plan itself, as a program may have written it. */
function readStored(setting: string): { archivo: string | null; plan: string } {
  try {
    const data: unknown = JSON.parse(setting);
    if (typeof data === "object" && data !== null && "plan" in data && typeof data.plan === "string") {
      const archivo = "archivo" in data && typeof data.archivo === "string" ? data.archivo : null;
      return { archivo, plan: data.plan };
    }
  } catch {
    // The plan's own check says what is wrong with the text.
  }
  return { archivo: null, plan: setting };
}
