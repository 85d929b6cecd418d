import { elapsedShare, type Corte } from "./corte.ts";
import { add } from "./decimal.ts";
import type { Plan } from "./plan/schema.ts";

/** Whether an avance keeps pace with the calendar; a reference beside the semáforo, which it never changes. */
export type Ritmo = "adelantado" | "a-tiempo" | "atrasado";

export const ritmoNombre: Readonly<Record<Ritmo, string>> = {
  adelantado: "Adelantado",
  "a-tiempo": "A tiempo",
  atrasado: "Atrasado",
};

/** Avance expected of a vigencia at the corte, 0–1: the share of its days gone by, seen through the plan's profile. */
export function esperadoAt(vigencia: number, corte: Corte, plan: Pick<Plan, "perfilEsperado">): number {
  const time = elapsedShare(vigencia, corte);
  if (plan.perfilEsperado === "lineal") return time;
  let before = { tiempo: 0, avance: 0 };
  for (const point of plan.perfilEsperado) {
    if (time <= point.tiempo) {
      const step = point.tiempo - before.tiempo;
      return step === 0
        ? point.avance
        : before.avance + ((point.avance - before.avance) * (time - before.tiempo)) / step;
    }
    before = point;
  }
  return before.avance;
}

/** Pace of an avance against the expected one, within the plan's tolerance; null where there is no avance. */
export function ritmoOf(avance: number | null, esperado: number, plan: Pick<Plan, "toleranciaRitmo">): Ritmo | null {
  if (avance === null) return null;
  const ahead = add(avance, -esperado);
  if (ahead > plan.toleranciaRitmo) return "adelantado";
  return avance >= 1 || ahead >= -plan.toleranciaRitmo ? "a-tiempo" : "atrasado";
}
