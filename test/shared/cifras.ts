import { blankDato, npDato, valueDato, type Dato } from "../../shared/dato.ts";
import type { Cifras, Indicador, ModoReporte, TipoAcumulacion } from "../../shared/indicador.ts";

/** A figure in a test: a number, `np`, `?` for one that cannot be read, null for a blank cell. */
export type Cifra = number | "np" | "?" | null;

function datoOf(cifra: Cifra | undefined): Dato {
  if (typeof cifra === "number") return valueDato(cifra);
  if (cifra === "np") return npDato;
  return cifra === "?" ? { kind: "unknown", why: "ambiguo" } : blankDato;
}

/** Figures of an indicador: tipo and modo, línea base, metas and ejecución by vigencia (missing ones are blank). */
export function makeCifras(
  tipoAcumulacion: TipoAcumulacion | null,
  modoReporte: ModoReporte | null,
  lineaBase: Cifra,
  metas: readonly Cifra[],
  ejecucion: readonly Cifra[],
): Cifras {
  return {
    tipoAcumulacion,
    modoReporte,
    lineaBase: datoOf(lineaBase),
    metas: metas.map(datoOf),
    ejecucion: metas.map((_, index) => datoOf(ejecucion[index])),
  };
}

/** A row with those figures and nothing written but what is given. */
export function makeIndicador(cifras: Cifras, changes: Partial<Indicador> = {}): Indicador {
  return {
    ...cifras,
    codigo: "44010010002",
    secretaria: "desarrollo-economico",
    row: 4,
    eje: "",
    componente: "",
    programa: "",
    nombre: "",
    unidad: "",
    ponderador: blankDato,
    participacion: blankDato,
    observaciones: "",
    planDeChoque: "",
    planCantidad: blankDato,
    planUnidad: "",
    planFechaLimite: null,
    planResponsable: "",
    enlaceResponsable: "",
    ...changes,
  };
}
