import { foldCodigo } from "./codigo.ts";
import type { RazonFila, Fila } from "./evaluate.ts";
import { datoValue } from "./dato.ts";
import { add, divide } from "./decimal.ts";
import type { Plan } from "./plan/schema.ts";
import { semaforoOf, type Semaforo } from "./semaforo.ts";

/** Why the city has no avance for an indicador: its row's reason, or what is wrong with the shares. */
export type RazonCiudad =
  | RazonFila
  | "participaciones-incompletas"
  | "ponderadores-distintos"
  | "participante-sin-avance";

/** An indicador as the city counts it: once, however many secretarías carry it. */
export interface IndicadorCiudad {
  readonly codigo: string;
  /** One row, or one for each secretaría of a meta compartida. */
  readonly filas: readonly Fila[];
  readonly compartida: boolean;
  /** Σ participación × avance; the row's own avance where it is nobody else's. */
  readonly avance: number | null;
  readonly reason: RazonCiudad | null;
  readonly semaforo: Semaforo;
  readonly ponderador: number;
  readonly rezagada: boolean | null;
  readonly cumplida: boolean | null;
}

/** How far from 100 the shares of a meta compartida may add up, in points: rounding of 33,33 × 3. */
export const toleranciaParticipacion = 0.01;

/** Puts the rows of all secretarías together by código, however each writes its zeros, in order of first appearance. */
export function groupByCodigo(filas: readonly Fila[], plan: Plan): IndicadorCiudad[] {
  const groups = new Map<string, Fila[]>();
  for (const [index, fila] of filas.entries()) {
    const { codigo } = fila.indicador;
    const key = codigo === "" ? `#${index}` : foldCodigo(codigo, plan);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fila]);
    else group.push(fila);
  }
  return [...groups.values()].map((group) => measureGroup(group, plan));
}

/** Weight of a row in averages: its ponderador, 1 where blank or unusable, never below 0. */
export function ponderadorOf(fila: Fila): number {
  return Math.max(0, datoValue(fila.indicador.ponderador) ?? 1);
}

function measureGroup(filas: readonly Fila[], plan: Plan): IndicadorCiudad {
  const first = filas[0];
  if (first === undefined) throw new Error("an indicador has at least one row");
  const { avance, reason } = measureCiudad(filas, first);
  return {
    codigo: first.indicador.codigo,
    filas,
    compartida: filas.length > 1 || isShare(first),
    avance,
    reason,
    semaforo: semaforoOf(avance, plan),
    ponderador: ponderadorOf(first),
    rezagada: avance === null ? null : avance < plan.umbralRezago,
    cumplida: avance === null ? null : avance >= 1,
  };
}

function measureCiudad(filas: readonly Fila[], first: Fila): { avance: number | null; reason: RazonCiudad | null } {
  if (filas.length === 1 && !isShare(first)) return { avance: first.avance.avance, reason: first.reason };
  if (filas.every((fila) => fila.reason === "np")) return { avance: null, reason: "np" };
  if (filas.some((fila) => fila.reason === "codigo-repetido")) return { avance: null, reason: "codigo-repetido" };
  // How much it weighs is not for the order of the workbooks to say.
  if (filas.some((fila) => !isSamePonderador(fila, first))) return { avance: null, reason: "ponderadores-distintos" };
  let shares = 0;
  let sum: number | null = 0;
  for (const { indicador, avance } of filas) {
    const share = datoValue(indicador.participacion);
    if (share === null || share < 0 || share > 100) return { avance: null, reason: "participaciones-incompletas" };
    shares = add(shares, share);
    sum = sum === null || avance.avance === null ? null : add(sum, share * avance.avance);
  }
  if (Math.abs(shares - 100) > toleranciaParticipacion) return { avance: null, reason: "participaciones-incompletas" };
  return sum === null
    ? { avance: null, reason: "participante-sin-avance" }
    : { avance: divide(sum, shares), reason: null };
}

/** To the decimals that people see: 0,1 + 0,2 is 0,3. */
function isSamePonderador(one: Fila, other: Fila): boolean {
  return Math.abs(ponderadorOf(one) - ponderadorOf(other)) < 1e-10;
}

/** True when a row carries only part of its meta, or a part that nobody can tell. */
function isShare({ indicador: { participacion } }: Fila): boolean {
  const share = datoValue(participacion);
  return participacion.kind === "unknown" || (share !== null && Math.abs(share - 100) > toleranciaParticipacion);
}
