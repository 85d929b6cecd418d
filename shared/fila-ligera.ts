import { datoValue, type Dato } from "./dato.ts";
import type { Fila, RazonFila } from "./evaluate.ts";
import type { Indicador } from "./indicador.ts";
import type { Medida } from "./medida.ts";

/** What the figures of the city need of a row, a tenth of it: the rows of all workbooks are held at once as these. */
export interface FilaLigera extends Medida {
  /** Its place among the rows of its workbook. */
  readonly indice: number;
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
export function lightenFilas(filas: Iterable<Fila>): FilaLigera[] {
  const ligeras: FilaLigera[] = [];
  let niveles: Niveles = { eje: "", componente: "", programa: "" };
  for (const { indicador, avance, reason, semaforo, rezagada, cumplida } of filas) {
    const { codigo, secretaria, participacion, ponderador, eje, componente, programa } = indicador;
    const isSame = eje === niveles.eje && componente === niveles.componente && programa === niveles.programa;
    if (!isSame) niveles = { eje, componente, programa };
    ligeras.push({
      indice: ligeras.length,
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
    });
  }
  return ligeras;
}

/** What `withoutAvance` leaves of a row, of a light one. */
export function withoutMedida(fila: FilaLigera, reason: RazonFila): FilaLigera {
  return { ...fila, avance: null, reason, semaforo: "sin-dato", rezagada: null, cumplida: null };
}
