import { formatPorcentaje } from "./number.ts";
import { bandas } from "./plan/bandas.ts";
import type { Plan } from "./plan/schema.ts";

/** Band of an avance, worst first, or `sin-dato` where there is none. */
export type Semaforo = (typeof bandas)[number] | "sin-dato";

export const semaforos: readonly Semaforo[] = [...bandas, "sin-dato"];

/** How people see a band: name, mark for those who do not see colour, fill and text colour (`RRGGBB`, contrast ≥ 4.5). */
export interface SemaforoInfo {
  readonly nombre: string;
  readonly marca: string;
  readonly fondo: string;
  readonly texto: string;
  /** Stronger colour for charts. */
  readonly color: string;
}

export const semaforoInfo: Readonly<Record<Semaforo, SemaforoInfo>> = {
  critico: { nombre: "Crítico", marca: "▼▼", fondo: "F8D7DA", texto: "7A1420", color: "C0392B" },
  bajo: { nombre: "Bajo", marca: "▼", fondo: "FDE3CF", texto: "7A3A06", color: "E67E22" },
  medio: { nombre: "Medio", marca: "■", fondo: "FFF3C4", texto: "5F4B00", color: "F1C40F" },
  satisfactorio: { nombre: "Satisfactorio", marca: "▲", fondo: "DDF2DC", texto: "1E5A22", color: "7CB860" },
  sobresaliente: { nombre: "Sobresaliente", marca: "▲▲", fondo: "C6E7D0", texto: "0B4A2B", color: "1E8449" },
  "sin-dato": { nombre: "Sin dato", marca: "–", fondo: "E9ECEF", texto: "495057", color: "ADB5BD" },
};

/** A band's name with its mark, so that colour is never the only sign. */
export function semaforoText(semaforo: Semaforo): string {
  const { marca, nombre } = semaforoInfo[semaforo];
  return `${marca} ${nombre}`;
}

/** Band of an avance by the plan's lower bounds, each inclusive. */
export function semaforoOf(avance: number | null, plan: Pick<Plan, "semaforo">): Semaforo {
  if (avance === null) return "sin-dato";
  const { bajo, medio, satisfactorio, sobresaliente } = plan.semaforo;
  if (avance >= sobresaliente) return "sobresaliente";
  if (avance >= satisfactorio) return "satisfactorio";
  if (avance >= medio) return "medio";
  return avance >= bajo ? "bajo" : "critico";
}

/**
 * An avance for people, with as many decimals as it takes not to be rounded onto a bound it lies beside: 0, 100 %, the
 * umbral or a band's. 0.9996 is `99,96 %`, for at `100 %` nothing would be missing; 0.6774 is `67,7 %`.
 */
export function formatAvance(avance: number, { semaforo, umbralRezago }: Limites): string {
  const bounds = [0, 1, umbralRezago, semaforo.bajo, semaforo.medio, semaforo.satisfactorio, semaforo.sobresaliente];
  let decimals = 1;
  while (decimals < mostDecimals && bounds.some((bound) => isCarriedOnto(bound, avance, decimals))) decimals++;
  return formatPorcentaje(avance, decimals);
}

type Limites = Pick<Plan, "semaforo" | "umbralRezago">;

const mostDecimals = 12;

function isCarriedOnto(bound: number, avance: number, decimals: number): boolean {
  if (avance === bound) return false;
  const scale = 10 ** (decimals + 2);
  return Math.round(avance * scale) === Math.round(bound * scale);
}

/** A bound as it is written in the plan, not rounded. */
export function formatLimite(bound: number): string {
  return formatPorcentaje(bound, mostDecimals);
}

/** A band's range in words: `de 40 % a menos de 60 %`. */
export function describeSemaforo(semaforo: Semaforo, plan: Pick<Plan, "semaforo">): string {
  const { bajo, medio, satisfactorio, sobresaliente } = plan.semaforo;
  switch (semaforo) {
    case "critico":
      return `menos de ${formatLimite(bajo)}`;
    case "bajo":
      return between(bajo, medio);
    case "medio":
      return between(medio, satisfactorio);
    case "satisfactorio":
      return between(satisfactorio, sobresaliente);
    case "sobresaliente":
      return `${formatLimite(sobresaliente)} o más`;
    case "sin-dato":
      return "no se puede medir";
  }
}

function between(from: number, to: number): string {
  return `de ${formatLimite(from)} a menos de ${formatLimite(to)}`;
}
