import type { RazonFila } from "./evaluate.ts";
import type { Plan } from "./plan/schema.ts";
import { semaforoOf, type Semaforo } from "./semaforo.ts";

/** Why the city has no avance for an indicador: its row's reason, or what is wrong with the shares. */
export type RazonCiudad =
  | RazonFila
  | "participaciones-incompletas"
  | "ponderadores-distintos"
  | "participante-sin-avance";

/** What counts and averages take of an indicador, a secretaría's or the city's. */
export interface Medida {
  readonly avance: number | null;
  readonly reason: RazonCiudad | null;
  readonly semaforo: Semaforo;
  /** Weight in averages: 1 where blank or unusable, never below 0. */
  readonly ponderador: number;
  readonly rezagada: boolean | null;
  readonly cumplida: boolean | null;
}

/** Its band, and whether it is behind or met: all that follows from an avance. */
export function medirAvance(
  avance: number | null,
  plan: Plan,
): Pick<Medida, "avance" | "semaforo" | "rezagada" | "cumplida"> {
  return {
    avance,
    semaforo: semaforoOf(avance, plan),
    rezagada: avance === null ? null : avance < plan.umbralRezago,
    cumplida: avance === null ? null : avance >= 1,
  };
}
