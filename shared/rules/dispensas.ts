import { normalizeCodigo } from "../codigo.ts";
import type { Finding } from "../finding.ts";
import type { Dispensa, Plan } from "../plan/schema.ts";

/** What a waiver is matched by. */
export type Dispensable = Pick<Finding, "code" | "indicador" | "secretaria">;

/** The plan's waiver of a finding, as the finding keeps it; null when it is not waived. */
export function findDispensa(plan: Plan, finding: Dispensable): NonNullable<Finding["dispensa"]> | null {
  const found = dispensasOf(plan)
    .get(finding.code)
    ?.find((dispensa) => isWaivedBy(finding, dispensa));
  return found === undefined ? null : { motivo: found.motivo, por: found.por, fecha: found.fecha };
}

/** True when a waiver is of this kind of finding and leaves open, or names, its código and secretaría. */
export function isWaivedBy(finding: Dispensable, { hallazgo, codigo, secretaria }: Dispensa): boolean {
  return (
    hallazgo === finding.code &&
    (codigo === undefined || normalizeCodigo(codigo) === finding.indicador) &&
    (secretaria === undefined || secretaria === finding.secretaria)
  );
}

const byPlan = new WeakMap<Plan, ReadonlyMap<string, readonly Dispensa[]>>();

function dispensasOf(plan: Plan): ReadonlyMap<string, readonly Dispensa[]> {
  let found = byPlan.get(plan);
  if (found === undefined) {
    const groups = new Map<string, Dispensa[]>();
    for (const dispensa of plan.dispensas) {
      const group = groups.get(dispensa.hallazgo);
      if (group === undefined) groups.set(dispensa.hallazgo, [dispensa]);
      else group.push(dispensa);
    }
    found = groups;
    byPlan.set(plan, found);
  }
  return found;
}
