import { foldCodigo } from "./codigo.ts";
import { datoValue } from "./dato.ts";
import { add, divide } from "./decimal.ts";
import type { FilaLigera } from "./fila-ligera.ts";
import type { Indicador } from "./indicador.ts";
import { medirAvance, type Medida, type RazonCiudad } from "./medida.ts";
import type { Plan } from "./plan/schema.ts";

/**
 * An indicador as the city counts it: once, however many secretarías carry it, a meta compartida with Σ participación ×
 * avance. A row that shares nothing is one as it stands.
 */
export type IndicadorCiudad = Medida & Pick<FilaLigera, "codigo" | "niveles">;

/** How far from 100 the shares of a meta compartida may add up, in points: rounding of 33,33 × 3. */
export const toleranciaParticipacion = 0.01;

/** The rows of all secretarías as the city counts them. */
export class MetasDeCiudad {
  readonly #plan: Plan;
  /** By código as `foldCodigo` has it: of rows that others stand beside, or that carry a part only. */
  readonly #grupos: ReadonlyMap<string, Grupo>;

  /** @param filas gone through twice */
  constructor(filas: Iterable<FilaLigera>, plan: Plan) {
    this.#plan = plan;
    this.#grupos = findGrupos(filas, plan);
  }

  /**
   * The indicador that a row is of, on the first of its rows; null on the others.
   *
   * @param lugar its place among the rows
   */
  at(fila: FilaLigera, lugar: number): IndicadorCiudad | null {
    const grupo = this.#grupoOf(fila);
    if (grupo !== undefined) return grupo.primera === lugar ? grupo.ciudad : null;
    return measureGroup([fila], this.#plan);
  }

  /** The código of the first of its rows. */
  codigoOf(fila: FilaLigera): string {
    return this.#grupoOf(fila)?.ciudad.codigo ?? fila.codigo;
  }

  #grupoOf({ codigo }: FilaLigera): Grupo | undefined {
    return this.#grupos.size === 0 || codigo === "" ? undefined : this.#grupos.get(foldCodigo(codigo, this.#plan));
  }
}

interface Grupo {
  /** Place of its first row. */
  readonly primera: number;
  readonly ciudad: IndicadorCiudad;
}

/** Nearly every row is alone, and there are thousands: only those that are not are held. */
function findGrupos(filas: Iterable<FilaLigera>, plan: Plan): ReadonlyMap<string, Grupo> {
  const seen = new Set<string>();
  const juntas = new Map<string, { primera: number; filas: FilaLigera[] }>();
  for (const fila of filas) {
    if (fila.codigo === "") continue;
    const key = foldCodigo(fila.codigo, plan);
    if (seen.has(key) || isShare(fila)) juntas.set(key, { primera: -1, filas: [] });
    seen.add(key);
  }
  if (juntas.size === 0) return new Map();
  let lugar = 0;
  for (const fila of filas) {
    const junta = fila.codigo === "" ? undefined : juntas.get(foldCodigo(fila.codigo, plan));
    if (junta?.filas.length === 0) junta.primera = lugar;
    junta?.filas.push(fila);
    lugar++;
  }
  return new Map(
    [...juntas].map(([key, { primera, filas: group }]) => [key, { primera, ciudad: measureGroup(group, plan) }]),
  );
}

function measureGroup(filas: readonly FilaLigera[], plan: Plan): IndicadorCiudad {
  const first = filas[0];
  if (first === undefined) throw new Error("an indicador has at least one row");
  if (filas.length === 1 && !isShare(first)) return first;
  const { codigo, niveles, ponderador } = first;
  const { avance, reason } = measureCompartida(filas, first);
  return { ...medirAvance(avance, plan), codigo, niveles, reason, ponderador };
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
