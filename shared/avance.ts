import { tipos, type TipoInfo } from "./acumulacion.ts";
import { datoValue, type Dato } from "./dato.ts";
import { add, divide } from "./decimal.ts";
import { modosReporte, type Cifras, type ModoReporte } from "./indicador.ts";
import type { Plan } from "./plan/schema.ts";

/** Why an avance cannot be measured, with the words people read. Never 0, never red. */
export const razones = {
  np: "no está programada para esta vigencia (NP)",
  "sin-meta": "la meta de la vigencia está en blanco",
  "meta-no-legible": "la meta no es un número seguro",
  "meta-cero": "la meta es cero y no se puede dividir por ella",
  "sin-ejecucion": "falta reportar la ejecución de la vigencia",
  "ejecucion-no-legible": "la ejecución no es un número seguro",
  "tipo-no-definido": "falta el tipo de acumulación",
  "modo-ambiguo": "no se sabe si la ejecución es un nivel o lo logrado en el año",
  "sin-linea-base": "falta la línea base",
  "nivel-anterior-desconocido": "la ejecución de una vigencia anterior no es un número seguro",
  "meta-igual-linea-base": "la meta es igual a la línea base: no hay nada que avanzar",
  "meta-igual-nivel-anterior": "la meta es igual al último nivel: no hay nada que reducir",
  "meta-contraria": "la meta va en sentido contrario al tipo de acumulación",
  "faltan-metas": "faltan metas de otras vigencias del plan",
} as const;
export type Razon = keyof typeof razones;

/** A ratio, neither rounded nor capped, or the reason why there is none. */
export type Medicion =
  | { readonly avance: number; readonly reason: null }
  | { readonly avance: null; readonly reason: Razon };

/** One way to read the open vigencia's ejecución, and what it would mean. */
export interface Lectura {
  readonly modo: ModoReporte;
  readonly nivel: number | null;
  readonly medicion: Medicion;
}

/** The avance of one indicador in one vigencia. Figures are in the indicador's unit; ratios neither rounded nor capped. */
export interface Avance {
  readonly avance: number | null;
  readonly reason: Razon | null;
  readonly cuatrienio: number | null;
  readonly cuatrienioReason: Razon | null;
  /** Level before the vigencia: the last one reported, or the línea base. */
  readonly nivelAnterior: number | null;
  readonly nivel: number | null;
  /** What stands against the meta: the nivel, or the year's ejecución where the metas are the year's own. */
  readonly alcanzado: number | null;
  /** What is missing to the meta; negative is surplus. */
  readonly brecha: number | null;
  /** How the ejecución was read; null where the tipo knows no modo or it could not be told. */
  readonly modo: ModoReporte | null;
}

type Reglas = Pick<Plan, "capacidad" | "modoReporte">;

/**
 * Avance, nivel and brecha of the vigencia at `index` of the plan, and the avance of the cuatrienio so far.
 *
 * @param cifras línea base, metas and ejecución by vigencia, same unit
 * @param index  place of the open vigencia in the plan's vigencias; the ones before it are closed and hold a nivel
 * @param plan   reading of capacidad and, where the plan names one, the modo of rows that leave it blank
 * @source DNP, Guía para elaborar indicadores: tipos de acumulación; capacidad net of línea base (R − LB)/(P − LB)
 */
export function computeAvance(cifras: Cifras, index: number, plan: Reglas): Avance {
  const vigencia = medirVigencia(cifras, index, plan);
  const cuatrienio = medirCuatrienio(cifras, index, plan, vigencia);
  const { medicion, nivelAnterior, nivel, alcanzado, brecha, modo } = vigencia;
  return {
    avance: medicion.avance,
    reason: medicion.reason,
    cuatrienio: cuatrienio.avance,
    cuatrienioReason: cuatrienio.reason,
    nivelAnterior,
    nivel,
    alcanzado,
    brecha,
    modo,
  };
}

/** Both readings of the open vigencia's ejecución, for a person to choose; empty where the tipo knows only one. */
export function readLecturas(cifras: Cifras, index: number, plan: Reglas): Lectura[] {
  if (cifras.tipoAcumulacion === null || !tipos[cifras.tipoAcumulacion].usaModo) return [];
  return modosReporte.map((modo) => {
    const { nivel, medicion } = medirVigencia({ ...cifras, modoReporte: modo }, index, plan);
    return { modo, nivel, medicion };
  });
}

/** The meta to measure a vigencia against, or why there is none; 0 with nothing executed is NP unless the tipo shrinks. */
export function readMeta(cifras: Cifras, index: number): number | Razon {
  const meta = cifras.metas[index];
  if (meta === undefined || meta.kind === "blank") return "sin-meta";
  if (meta.kind === "np") return "np";
  if (meta.kind === "unknown") return "meta-no-legible";
  const ceroEsMeta = cifras.tipoAcumulacion !== null && tipos[cifras.tipoAcumulacion].sentido === -1;
  return meta.value === 0 && !ceroEsMeta && isNothing(cifras.ejecucion[index]) ? "np" : meta.value;
}

/** Nivel before the vigencia at `index`: the last one reported where there was a meta, or the línea base. */
export function readNivelAnterior(cifras: Cifras, index: number): number | Razon {
  const suma = cifras.tipoAcumulacion !== null && tipos[cifras.tipoAcumulacion].nivel === "suma";
  let nivel: number | Razon = suma ? 0 : (datoValue(cifras.lineaBase) ?? "sin-linea-base");
  for (let k = 0; k < index; k++) {
    const meta = readMeta(cifras, k);
    const reportado = readEjecucion(cifras, k);
    if (meta === "np" || meta === "sin-meta" || reportado === "sin-ejecucion") continue;
    if (typeof reportado === "string") nivel = "nivel-anterior-desconocido";
    else if (!suma) nivel = reportado;
    else if (typeof nivel === "number") nivel = add(nivel, reportado);
  }
  return nivel;
}

interface Vigencia {
  readonly medicion: Medicion;
  readonly nivelAnterior: number | null;
  readonly nivel: number | null;
  readonly alcanzado: number | null;
  readonly brecha: number | null;
  readonly modo: ModoReporte | null;
}

/** One vigencia by itself. */
function medirVigencia(cifras: Cifras, index: number, plan: Reglas): Vigencia {
  const previo = readNivelAnterior(cifras, index);
  const without = (reason: Razon, nivel: number | null): Vigencia => ({
    medicion: { avance: null, reason },
    nivelAnterior: numberOrNull(previo),
    nivel,
    alcanzado: null,
    brecha: null,
    modo: null,
  });
  const meta = readMeta(cifras, index);
  const { tipoAcumulacion } = cifras;
  if (tipoAcumulacion === null) return without(meta === "np" ? "np" : "tipo-no-definido", null);
  const tipo = tipos[tipoAcumulacion];
  const kept = tipo.nivel === "ninguno" ? null : numberOrNull(previo);
  if (meta === "np" || meta === "sin-meta") return without(meta, kept);
  const reportado = readEjecucion(cifras, index);
  if (typeof reportado === "string") return without(reportado, reportado === "sin-ejecucion" ? kept : null);
  const modo = resolveModo(tipo, cifras.modoReporte ?? plan.modoReporte ?? null, previo, reportado);
  if (modo === "ambiguo") return without(typeof previo === "string" ? previo : "modo-ambiguo", null);
  const nivel = readNivel(tipo, modo, previo, reportado);
  if (typeof nivel === "string") return without(nivel, null);
  if (typeof meta === "string") return without(meta, nivel);
  const alcanzado = tipo.nivel === "reportado" && nivel !== null ? nivel : reportado;
  return {
    medicion: medir(cifras, tipo, plan, { meta, previo, alcanzado }),
    nivelAnterior: numberOrNull(previo),
    nivel,
    alcanzado,
    brecha: add(meta * tipo.sentido, -alcanzado * tipo.sentido),
    modo: tipo.usaModo ? modo : null,
  };
}

/** The ratio itself. */
function medir(
  cifras: Cifras,
  tipo: TipoInfo,
  plan: Reglas,
  { meta, previo, alcanzado }: { meta: number; previo: number | Razon; alcanzado: number },
): Medicion {
  const net = tipo.base !== null && !(cifras.tipoAcumulacion === "capacidad" && plan.capacidad === "nivel");
  if (!net) {
    if (meta === 0) return unmeasured("meta-cero");
    return meta < 0 ? unmeasured("meta-contraria") : { avance: divide(alcanzado, meta), reason: null };
  }
  const base = tipo.base === "previo" ? previo : (datoValue(cifras.lineaBase) ?? "sin-linea-base");
  if (typeof base === "string") return unmeasured(base);
  const way = add(meta, -base) * tipo.sentido;
  if (way === 0) return unmeasured(tipo.base === "previo" ? "meta-igual-nivel-anterior" : "meta-igual-linea-base");
  if (way < 0) return unmeasured("meta-contraria");
  return { avance: divide(add(alcanzado, -base) * tipo.sentido, way), reason: null };
}

function medirCuatrienio(cifras: Cifras, index: number, plan: Reglas, vigencia: Vigencia): Medicion {
  const { tipoAcumulacion } = cifras;
  if (tipoAcumulacion === null) return unmeasured("tipo-no-definido");
  const tipo = tipos[tipoAcumulacion];
  if (tipo.cuatrienio === "promedio") return promedioDeVigencias(cifras, index, plan, vigencia);
  const metas = cifras.metas.map((_, k) => readMeta(cifras, k));
  if (metas.some((meta) => meta === "sin-meta" || meta === "meta-no-legible")) return unmeasured("faltan-metas");
  const programadas = metas.filter((meta) => typeof meta === "number");
  const { reason } = vigencia.medicion;
  if (vigencia.nivel === null || reason === "sin-ejecucion") {
    return unmeasured(reason ?? "nivel-anterior-desconocido");
  }
  const meta = tipo.cuatrienio === "suma" ? programadas.reduce(add, 0) : programadas.at(-1);
  if (meta === undefined) return unmeasured("np");
  return medir(cifras, tipo, plan, { meta, previo: readNivelAnterior(cifras, index), alcanzado: vigencia.nivel });
}

/** Mean of the vigencias programmed so far, each within [0, 1]; one that cannot be measured leaves no mean. */
function promedioDeVigencias(cifras: Cifras, index: number, plan: Reglas, abierta: Vigencia): Medicion {
  let sum = 0;
  let count = 0;
  for (let k = 0; k <= index; k++) {
    const { medicion } = k === index ? abierta : medirVigencia({ ...cifras, modoReporte: "nivel" }, k, plan);
    if (medicion.reason === "np") continue;
    if (medicion.avance === null) return medicion;
    sum = add(sum, capAvance(medicion.avance));
    count += 1;
  }
  return count === 0 ? unmeasured("np") : { avance: divide(sum, count), reason: null };
}

/** An avance as it enters averages: within [0, 1]. */
export function capAvance(avance: number): number {
  return Math.min(1, Math.max(0, avance));
}

function readEjecucion(cifras: Cifras, index: number): number | Razon {
  const dato = cifras.ejecucion[index];
  if (dato === undefined || dato.kind === "blank" || dato.kind === "np") return "sin-ejecucion";
  return dato.kind === "unknown" ? "ejecucion-no-legible" : dato.value;
}

/** The modo to read with; a blank one is settled only where both readings give the same nivel. */
function resolveModo(
  tipo: TipoInfo,
  modo: ModoReporte | null,
  previo: number | Razon,
  reportado: number,
): ModoReporte | "ambiguo" {
  if (!tipo.usaModo) return "nivel";
  if (modo !== null) return modo;
  return typeof previo === "number" && add(previo, tipo.sentido * reportado) === reportado ? "nivel" : "ambiguo";
}

function readNivel(
  tipo: TipoInfo,
  modo: ModoReporte,
  previo: number | Razon,
  reportado: number,
): number | null | Razon {
  switch (tipo.nivel) {
    case "ninguno":
      return null;
    case "suma":
      return typeof previo === "number" ? add(previo, reportado) : null;
    case "reportado":
      if (modo === "nivel") return reportado;
      return typeof previo === "number" ? add(previo, tipo.sentido * reportado) : previo;
  }
}

function isNothing(dato: Dato | undefined): boolean {
  return dato === undefined || dato.kind === "blank" || dato.kind === "np" || datoValue(dato) === 0;
}

function unmeasured(reason: Razon): Medicion {
  return { avance: null, reason };
}

function numberOrNull(value: number | Razon): number | null {
  return typeof value === "number" ? value : null;
}
