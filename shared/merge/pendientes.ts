import type { ColumnaKey } from "../layout/columnas.ts";
import type { ClaseConflicto, Conflicto } from "./conflicto.ts";

/** The conflicts that earlier runs left, by what they are about. */
export class Pendientes {
  private readonly byCodigo = new Map<string, Conflicto[]>();

  constructor(pendientes: readonly Conflicto[]) {
    for (const pendiente of pendientes) {
      const others = this.byCodigo.get(pendiente.codigo);
      if (others === undefined) this.byCodigo.set(pendiente.codigo, [pendiente]);
      else others.push(pendiente);
    }
  }

  of(codigo: string): readonly Conflicto[] {
    return this.byCodigo.get(codigo) ?? [];
  }

  ofFila(codigo: string, clase: Exclude<ClaseConflicto, "celda">): Conflicto | undefined {
    return this.of(codigo).find((each) => each.clase === clase);
  }

  ofCelda(codigo: string, columna: ColumnaKey): Conflicto | undefined {
    return this.of(codigo).find((each) => each.columna === columna);
  }
}
