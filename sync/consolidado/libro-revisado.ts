import type { Corte } from "../../shared/corte.ts";
import { evaluadorOf, type Fila } from "../../shared/evaluate.ts";
import { FilasLigeras } from "../../shared/fila-ligera.ts";
import type { Finding } from "../../shared/finding.ts";
import type { Plan, Secretaria } from "../../shared/plan/schema.ts";
import type { Reporte } from "../../shared/read.ts";

/** What the consolidated workbook needs of one workbook, but for its rows as a whole, which are read for it anew. */
export interface LibroRevisado extends DatosLibro {
  readonly filas: FilasLigeras;
  readonly leer: () => FilasEnteras;
}

/** The rows of a workbook whole, each of use until the next is asked for: whoever keeps them keeps a lot. */
export interface FilasEnteras {
  readonly length: number;
  readonly at: (indice: number) => Fila | undefined;
}

export interface DatosLibro {
  readonly file: string;
  readonly sheet: string | null;
  readonly secretaria: Secretaria | null;
  readonly vigencia: number | null;
  readonly corte: Corte | null;
  readonly findings: readonly Finding[];
}

/** @param leer gives the same rows each time */
export function resumirLibro(datos: DatosLibro, leer: () => FilasEnteras, plan: Plan): LibroRevisado {
  return { ...datos, filas: new FilasLigeras(enOrden(leer()), plan), leer };
}

/** The rows of a reporte, measured when they are asked for. */
export function filasDe(reporte: Reporte, plan: Plan): FilasEnteras {
  const { indicadores } = reporte;
  const evaluar = evaluadorOf(reporte, plan);
  return {
    length: indicadores.length,
    at: (indice) => {
      const indicador = indicadores[indice];
      return indicador && evaluar(indicador);
    },
  };
}

export function* enOrden(filas: FilasEnteras): Generator<Fila> {
  for (let indice = 0; indice < filas.length; indice++) {
    const fila = filas.at(indice);
    if (fila !== undefined) yield fila;
  }
}
