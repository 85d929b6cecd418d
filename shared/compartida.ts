import { foldCodigo } from "./codigo.ts";
import { datoValue } from "./dato.ts";
import { add, divide } from "./decimal.ts";
import type { FilaLigera } from "./fila-ligera.ts";
import type { Indicador } from "./indicador.ts";
import type { Medida, RazonCiudad } from "./medida.ts";
import type { Plan } from "./plan/schema.ts";
import { semaforoOf } from "./semaforo.ts";

/**
 * An indicador as the city counts it: once, however many secretarías carry it, a meta compartida with Σ participación ×
 * avance. A row that shares nothing is one as it stands.
 */
export type IndicadorCiudad = Medida & Pick<FilaLigera, "codigo" | "niveles">;

/** The rows of one código, and what they are to the city. */
export interface GrupoCiudad {
  /** One row, or one for each secretaría of a meta compartida. */
  readonly filas: readonly FilaLigera[];
  readonly ciudad: IndicadorCiudad;
}

/** How far from 100 the shares of a meta compartida may add up, in points: rounding of 33,33 × 3. */
export const toleranciaParticipacion = 0.01;

/** Puts the rows of all secretarías together by código, however each writes its zeros, in order of first appearance. */
export function* groupByCodigo(filas: readonly FilaLigera[], plan: Plan): Generator<GrupoCiudad> {
  // Nearly every row is alone, and there are thousands.
  const groups = new Map<string, FilaLigera | FilaLigera[]>();
  for (const [index, fila] of filas.entries()) {
    const { codigo } = fila;
    const key = codigo === "" ? `#${index}` : foldCodigo(codigo, plan);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, fila);
    else if (Array.isArray(known)) known.push(fila);
    else groups.set(key, [known, fila]);
  }
  for (const known of groups.values()) {
    const group = Array.isArray(known) ? known : [known];
    yield { filas: group, ciudad: measureGroup(group, plan) };
  }
}

function measureGroup(filas: readonly FilaLigera[], plan: Plan): IndicadorCiudad {
  const first = filas[0];
  if (first === undefined) throw new Error("an indicador has at least one row");
  if (filas.length === 1 && !isShare(first)) return first;
  const { codigo, niveles, ponderador } = first;
  const { avance, reason } = measureCompartida(filas, first);
  return {
    codigo,
    niveles,
    avance,
    reason,
    semaforo: semaforoOf(avance, plan),
    ponderador,
    rezagada: avance === null ? null : avance < plan.umbralRezago,
    cumplida: avance === null ? null : avance >= 1,
  };
}

function measureCompartida(
  filas: readonly FilaLigera[],
  first: FilaLigera,
): { avance: number | null; reason: RazonCiudad | null } {
  if (filas.every((fila) => fila.reason === "np")) return { avance: null, reason: "np" };
  if (filas.some((fila) => fila.reason === "codigo-repetido")) return { avance: null, reason: "codigo-repetido" };
  // How much it weighs is not for the order of the workbooks to say.
  if (filas.some((fila) => !isSamePonderador(fila, first))) return { avance: null, reason: "ponderadores-distintos" };
  let shares = 0;
  let sum: number | null = 0;
  for (const { participacion, avance } of filas) {
    const share = datoValue(participacion);
    if (share === null || share < 0 || share > 100) return { avance: null, reason: "participaciones-incompletas" };
    shares = add(shares, share);
    sum = sum === null || avance === null ? null : add(sum, share * avance);
  }
  if (Math.abs(shares - 100) > toleranciaParticipacion) return { avance: null, reason: "participaciones-incompletas" };
  return sum === null
    ? { avance: null, reason: "participante-sin-avance" }
    : { avance: divide(sum, shares), reason: null };
}

/** To the decimals that people see: 0,1 + 0,2 is 0,3. */
function isSamePonderador(one: FilaLigera, other: FilaLigera): boolean {
  return Math.abs(one.ponderador - other.ponderador) < 1e-10;
}

/** True when a row carries only part of its meta, or a part that nobody can tell. */
export function isShare({ participacion }: Pick<Indicador, "participacion">): boolean {
  const share = datoValue(participacion);
  return participacion.kind === "unknown" || (share !== null && Math.abs(share - 100) > toleranciaParticipacion);
}
