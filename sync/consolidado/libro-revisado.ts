import type { Corte } from "../../shared/corte.ts";
import type { Fila } from "../../shared/evaluate.ts";
import type { FilaExplicable } from "../../shared/explain.ts";
import { lightenFilas, type FilaLigera } from "../../shared/fila-ligera.ts";
import type { Finding } from "../../shared/finding.ts";
import type { Indicador } from "../../shared/indicador.ts";
import type { Secretaria } from "../../shared/plan/schema.ts";

/** What the consolidated workbook needs of one workbook, but for its rows as a whole, which are read for it twice. */
export interface LibroRevisado extends DatosLibro {
  readonly filas: readonly FilaLigera[];
  /** What is shown of its rows behind, by their place among `filas`. */
  readonly rezagadas: ReadonlyMap<number, FilaRezagada>;
  /** The rows whole, as `filas` has them; whoever keeps them keeps a lot. */
  readonly leer: () => readonly Fila[];
}

export interface DatosLibro {
  readonly file: string;
  readonly sheet: string | null;
  readonly secretaria: Secretaria | null;
  readonly vigencia: number | null;
  readonly corte: Corte | null;
  readonly findings: readonly Finding[];
}

/** A row behind wherever one is shown: by avance, and not workbook by workbook, so that all are held at once. */
export interface FilaRezagada extends FilaExplicable, Pick<Fila, "semaforo" | "ritmo" | "plan"> {
  readonly indicador: FilaExplicable["indicador"] & Pick<Indicador, "codigo" | "nombre" | "planDeChoque">;
}

/** @param leer gives the same rows each time */
export function resumirLibro(datos: DatosLibro, leer: () => readonly Fila[]): LibroRevisado {
  const filas = leer();
  const rezagadas = filas.flatMap((fila, indice) =>
    fila.rezagada === true ? [[indice, rezagadaOf(fila)] as const] : [],
  );
  return { ...datos, filas: lightenFilas(filas), rezagadas: new Map(rezagadas), leer };
}

function rezagadaOf({ indicador, avance, reason, meta, reportado, semaforo, ritmo, plan }: Fila): FilaRezagada {
  const { codigo, nombre, unidad, tipoAcumulacion, lineaBase, planDeChoque } = indicador;
  return {
    indicador: { codigo, nombre, unidad, tipoAcumulacion, lineaBase, planDeChoque },
    avance,
    reason,
    meta,
    reportado,
    semaforo,
    ritmo,
    plan,
  };
}
