import type { Dato } from "./dato.ts";

/** How the metas of the vigencias combine; names of DNP's *Guía para elaborar indicadores*. */
export const tiposAcumulacion = ["capacidad", "acumulado", "flujo", "stock", "reduccion", "reduccionAnual"] as const;
export type TipoAcumulacion = (typeof tiposAcumulacion)[number];

/** What the open vigencia's ejecución holds: the level reached, or only what that year added. */
export const modosReporte = ["nivel", "flujo"] as const;
export type ModoReporte = (typeof modosReporte)[number];

/** What the formulas need of an indicador; metas and ejecucion go by the plan's vigencias, in order. */
export interface Cifras {
  readonly tipoAcumulacion: TipoAcumulacion | null;
  readonly modoReporte: ModoReporte | null;
  readonly lineaBase: Dato;
  readonly metas: readonly Dato[];
  readonly ejecucion: readonly Dato[];
}

/** Identity of a row: one código may stand in the rows of several secretarías, once in each. */
export function indicadorKey({ secretaria, codigo }: Pick<Indicador, "secretaria" | "codigo">): string {
  return `${secretaria} ${codigo}`;
}

/** One row of a secretaría's workbook, read and typed; texts are normalised, empty when blank. */
export interface Indicador extends Cifras {
  /** Normalised código; empty when the cell is blank. */
  readonly codigo: string;
  /** Id of the secretaría answerable for the row; empty when nobody says, or the row names one that is not the plan's. */
  readonly secretaria: string;
  /** Zero-based row in its sheet. */
  readonly row: number;
  readonly eje: string;
  readonly componente: string;
  readonly programa: string;
  readonly nombre: string;
  /** As typed; `unidadDe` tells whether it is a percentage. */
  readonly unidad: string;
  readonly ponderador: Dato;
  /** Share in a meta compartida, in points: 64 is 64 %. */
  readonly participacion: Dato;
  readonly observaciones: string;
  /** Null where a formula without a value or with an error stands, so that nobody knows what it says. */
  readonly planDeChoque: string | null;
  readonly planCantidad: Dato;
  readonly planUnidad: string;
  /** ISO day, or null when blank or unreadable. */
  readonly planFechaLimite: string | null;
  readonly planResponsable: string;
  readonly enlaceResponsable: string;
}
