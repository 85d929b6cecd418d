import type { Avance } from "./avance.ts";
import { datoValue } from "./dato.ts";
import { add } from "./decimal.ts";
import type { Indicador } from "./indicador.ts";
import { tipos } from "./acumulacion.ts";
import { foldText } from "./text.ts";
import { isSameUnidad } from "./unidad.ts";

/**
 * What a row's plan de choque amounts to.
 *
 * - `sin-avance`: nothing can be measured, so nobody knows whether one is due
 * - `no-requiere`: the meta is met
 * - `falta`: it is due (avance < 1 at the corte) and there is none
 * - `sin-leer`: it is due, and what its cell says is not known
 * - `sin-cantidad`: there is one, but it does not say how much
 * - `otra-unidad`: its quantity is in another unit than the indicador
 * - `cubre` / `no-cubre`: its quantity reaches the brecha, or does not
 */
export type EstadoPlan =
  | "sin-avance"
  | "no-requiere"
  | "falta"
  | "sin-leer"
  | "sin-cantidad"
  | "otra-unidad"
  | "cubre"
  | "no-cubre";

export const estadoPlanNombre: Readonly<Record<EstadoPlan, string>> = {
  "sin-avance": "–",
  "no-requiere": "No requiere",
  falta: "Falta",
  "sin-leer": "No se sabe",
  "sin-cantidad": "Sin cantidad",
  "otra-unidad": "En otra unidad",
  cubre: "Cubre la brecha",
  "no-cubre": "No cubre la brecha",
};

export interface EvaluacionPlan {
  readonly estado: EstadoPlan;
  /** True when a plan is written, whether due or not. */
  readonly existe: boolean;
  /** Quantity promised, in the indicador's unit; null where there is none to count. */
  readonly cantidad: number | null;
  /** Level (or year's result, where the tipo has no level) once the plan is carried out. */
  readonly proyectado: number | null;
  /** What would still be missing; negative is surplus. */
  readonly faltante: number | null;
}

/** Judges a row's plan de choque against its brecha; text alone counts as a plan without quantity. */
export function evaluatePlan(indicador: Indicador, avance: Avance): EvaluacionPlan {
  const cantidad = datoValue(indicador.planCantidad);
  const { planDeChoque } = indicador;
  const existe = (planDeChoque !== null && isPlanDeChoque(planDeChoque)) || cantidad !== null;
  const none = { existe, cantidad: null, proyectado: null, faltante: null };
  const { alcanzado, brecha } = avance;
  if (avance.avance === null || brecha === null) return { ...none, estado: "sin-avance" };
  if (brecha <= 0) return { ...none, estado: "no-requiere" };
  if (!existe) return { ...none, estado: planDeChoque === null ? "sin-leer" : "falta" };
  if (cantidad === null) return { ...none, estado: "sin-cantidad" };
  if (!isSameUnidad(indicador.planUnidad, indicador.unidad)) return { ...none, estado: "otra-unidad" };
  const sentido = indicador.tipoAcumulacion === null ? 1 : tipos[indicador.tipoAcumulacion].sentido;
  const faltante = add(brecha, -cantidad);
  return {
    estado: faltante <= 0 ? "cubre" : "no-cubre",
    existe,
    cantidad,
    proyectado: alcanzado === null ? null : add(alcanzado, sentido * cantidad),
    faltante,
  };
}

/** True when a text says that something will be done; «no aplica» and the like are no plan, and longer is for a person. */
function isPlanDeChoque(text: string): boolean {
  return (
    text !== "" && (text.length > 60 || !noPlan.test(foldText(text).replace(" de choque", "").replace(excuse, "")))
  );
}

const noPlan =
  /^(?:[-–—.0]*|n\.?\/?a|ningun[oa]|sin plan|no|no (?:aplica|hay|tiene|requiere|se requiere)(?: (?:un )?plan)?|ver (?:las )?observacion(?:es)?)$/;

/** What may follow «no requiere plan», or stand for it. */
const excuse =
  /(?:[,;.:]? ?(?:por (?:ahora|el momento)|(?:porque |pues |ya que )?(?:la )?meta (?:ya )?(?:esta |fue )?cumplida))?\.?$/;
