import { columnasOf, type ColumnaKey } from "../layout/columnas.ts";
import type { Plan } from "../plan/schema.ts";
import type { TipoColumna } from "./igualdad.ts";

/** A column that is merged, and who may change it. */
export interface ColumnaMezclada {
  readonly key: ColumnaKey;
  readonly dueno: "planeacion" | "secretaria";
  readonly tipo: TipoColumna;
  readonly enPuntos: boolean;
}

const mezcladasByPlan = new WeakMap<Plan, readonly ColumnaMezclada[]>();

/** Every column with an owner but the two that say which row it is: the key, and whose it is in the canonical workbook. */
export function columnasMezcladas(plan: Plan): readonly ColumnaMezclada[] {
  let found = mezcladasByPlan.get(plan);
  if (found === undefined) {
    found = columnasOf(plan).flatMap(({ key, info: { dueno, tipo, enPuntos } }) =>
      dueno === "calculada" || key === "codigo" || key === "secretaria" ? [] : [{ key, dueno, tipo, enPuntos }],
    );
    mezcladasByPlan.set(plan, found);
  }
  return found;
}
