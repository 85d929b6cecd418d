import { datoValue, type Dato } from "./dato.ts";
import type { Fila, RazonFila } from "./evaluate.ts";
import type { Indicador } from "./indicador.ts";
import type { Medida } from "./medida.ts";

/** What the figures of the city need of a row, a tenth of it: the rows of all workbooks are held at once as these. */
export interface FilaLigera extends Medida {
  readonly codigo: string;
  /** Id; empty when nobody says. */
  readonly secretaria: string;
  /** Its own avance, whatever its share of a meta compartida. */
  readonly avance: number | null;
  readonly reason: RazonFila | null;
  readonly participacion: Dato;
  readonly niveles: Niveles;
}

/** The plan's levels as a row names them. */
export type Niveles = Pick<Indicador, "eje" | "componente" | "programa">;

/** The rows of a workbook, light; those that follow each other with the same levels have one `niveles`. */
export function lightenFilas(filas: readonly Fila[]): FilaLigera[] {
  let niveles: Niveles = { eje: "", componente: "", programa: "" };
  return filas.map(({ indicador, avance, reason, semaforo, rezagada, cumplida }) => {
    const { codigo, secretaria, participacion, ponderador, eje, componente, programa } = indicador;
    const isSame = eje === niveles.eje && componente === niveles.componente && programa === niveles.programa;
    if (!isSame) niveles = { eje, componente, programa };
    return {
      codigo,
      secretaria,
      avance: avance.avance,
      reason,
      semaforo,
      ponderador: Math.max(0, datoValue(ponderador) ?? 1),
      rezagada,
      cumplida,
      participacion,
      niveles,
    };
  });
}

/** What `withoutAvance` leaves of a row, of a light one. */
export function withoutMedida(fila: FilaLigera, reason: RazonFila): FilaLigera {
  return { ...fila, avance: null, reason, semaforo: "sin-dato", rezagada: null, cumplida: null };
}
