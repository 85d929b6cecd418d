import type { Cell } from "../../shared/cell.ts";
import { columnasOf, type Columna } from "../../shared/layout/columnas.ts";
import type { Valores } from "../../shared/merge/mezcla.ts";
import type { Plan } from "../../shared/plan/schema.ts";

/** The columns of the canonical workbook that are ours: all but the computed ones. */
export function columnasCanonicas(plan: Plan): readonly Columna[] {
  return columnasOf(plan).filter(({ info }) => info.dueno !== "calculada");
}

/** Columns that planeación added to the sheet Indicadores: a rewrite puts them after ours. */
export interface Ajenas {
  /** Their headers, left to right; empty where planeación gave none. */
  readonly columnas: readonly string[];
  /** Cells of a row in the order of `columnas`, by id of the secretaría, then by código. */
  readonly valores: ReadonlyMap<string, ReadonlyMap<string, readonly Cell[]>>;
}

/** Why no merge can follow a row of the canonical workbook. */
export type MotivoSuelta =
  | "fila-sin-secretaria"
  | "fila-secretaria-desconocida"
  | "fila-sin-codigo"
  | "fila-codigo-repetido"
  | "fila-no-es-indicador";

/** A row of the sheet Indicadores that is nobody's yet: a rewrite keeps it as it is. */
export interface FilaSuelta {
  /** As people count, in the sheet it was read from. */
  readonly fila: number;
  readonly motivo: MotivoSuelta;
  /** Id; null where the row names none of the plan. */
  readonly secretaria: string | null;
  /** Our columns by key, código and secretaría among them. */
  readonly valores: Valores;
  /** In the order of `Ajenas.columnas`. */
  readonly ajenas: readonly Cell[];
}

/** What stands in a row of the sheet Conflictos under Decisión and Valor final, whatever it means. */
export interface DecisionEscrita {
  readonly decision: Cell;
  readonly valor: Cell;
}
