import { foldCodigo, normalizeCodigo } from "../codigo.ts";
import type { Dispensa, Plan } from "../plan/schema.ts";
import { isHallazgoCode } from "./catalog.ts";
import type { Raised } from "./hallazgo.ts";
import { raiseInto } from "./layout-raise.ts";
import type { LayoutCode } from "./layout.ts";
import { nombreOf, type AcrossContext } from "./across-raise.ts";

/**
 * Waivers of the plan's data that waive nothing: misspelt, or no longer needed.
 *
 * @param sinEfecto those that waive none of the findings
 */
export function checkDispensas(context: AcrossContext, sinEfecto: ReadonlySet<Dispensa>): Raised<LayoutCode>[] {
  const raised: Raised<LayoutCode>[] = [];
  const raise = raiseInto(raised);
  const { plan } = context;
  for (const dispensa of plan.dispensas) {
    const { hallazgo, por } = dispensa;
    if (!isHallazgoCode(hallazgo)) raise("dispensa-desconocida", {}, { hallazgo, por });
    else if (isInScope(dispensa, context) && sinEfecto.has(dispensa)) {
      raise("dispensa-sin-efecto", {}, { hallazgo, por, alcance: describeAlcance(dispensa, plan) });
    }
  }
  return raised;
}

/** True when the workbooks at hand are enough to say that a waiver waives nothing. */
function isInScope({ codigo, secretaria }: Dispensa, { hasCodigo, completa, leidos, plan }: AcrossContext): boolean {
  if (completa) return true;
  if (secretaria !== undefined) return leidos.some(({ reporte }) => reporte.secretaria?.id === secretaria);
  return codigo !== undefined && hasCodigo(foldCodigo(normalizeCodigo(codigo), plan));
}

function describeAlcance({ codigo, secretaria }: Dispensa, plan: Plan): string {
  const parts = [codigo, secretaria === undefined ? undefined : nombreOf(plan, secretaria)];
  return parts.filter((part) => part !== undefined).join(", ") || "todo el plan";
}
