import { tipos } from "../../shared/acumulacion.ts";
import { readNivelAnterior } from "../../shared/avance.ts";
import { isBlank } from "../../shared/cell.ts";
import type { Indicador } from "../../shared/indicador.ts";
import { columnaKey, modoWords } from "../../shared/layout/columnas.ts";
import { columnasByKey } from "../../shared/layout/match.ts";
import { isEqual } from "../../shared/merge/igualdad.ts";
import type { Tabla, Valores } from "../../shared/merge/mezcla.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import type { Reporte } from "../../shared/read.ts";
import { foldText } from "../../shared/text.ts";
import type { AvisoFila } from "./aviso.ts";
import type { EstadoLibro } from "./estado.ts";

interface Entrada {
  /** What was agreed on before this run and what is now; a row that is in both has a past. */
  readonly antes: Tabla;
  readonly ahora: Tabla;
  /** What the last run left of the workbook. */
  readonly estado: Pick<EstadoLibro, "vigencia" | "avisos">;
  readonly reporte: Pick<Reporte, "vigencia" | "indicadores">;
}

/**
 * What was reported as a flow of the open vigencia, and is read as a level since that vigencia closed: nobody but the
 * secretaría knows the level it closed with, so that it is told of, run after run, until somebody writes another figure.
 */
export function findFlujosCerrados({ antes, ahora, estado, reporte }: Entrada, plan: Plan): AvisoFila[] {
  const { vigencia } = reporte;
  if (estado.vigencia === null || vigencia === null || vigencia < estado.vigencia) return [];
  const known = estado.avisos.filter(({ code }) => code === "flujo-en-vigencia-cerrada");
  const found = vigencia === estado.vigencia ? [] : findCerrados(antes, estado.vigencia, reporte.indicadores, plan);
  const seen = new Set<string>();
  return [...known, ...found].filter(({ codigo, columna }) => {
    if (codigo === null || columna === null || seen.has(`${codigo} ${columna}`)) return false;
    seen.add(`${codigo} ${columna}`);
    const tipo = columnasByKey(plan).get(columna)?.info.tipo ?? "numero";
    const [old, now] = [antes.get(codigo)?.[columna], ahora.get(codigo)?.[columna]];
    return old !== undefined && now !== undefined && isEqual(old, now, tipo);
  });
}

function findCerrados(antes: Tabla, cerrada: number, indicadores: readonly Indicador[], plan: Plan): AvisoFila[] {
  const columna = columnaKey("ejecucion", cerrada);
  return indicadores.flatMap((indicador): AvisoFila[] => {
    const fila = antes.get(indicador.codigo);
    if (fila === undefined || isBlank(fila[columna]) || !wasFlujo(fila, plan)) return [];
    const { tipoAcumulacion } = indicador;
    if (tipoAcumulacion === null || !tipos[tipoAcumulacion].usaModo) return [];
    // From nothing, what was added is the level.
    if (readNivelAnterior(indicador, plan.vigencias.indexOf(cerrada)) === 0) return [];
    return [{ code: "flujo-en-vigencia-cerrada", codigo: indicador.codigo, columna, lado: "libro" }];
  });
}

/** By the modo that the row had while the vigencia was open; the one it has now is the new vigencia's. */
function wasFlujo({ modoReporte }: Valores, plan: Plan): boolean {
  const modo = typeof modoReporte === "string" ? modoWords.get(foldText(modoReporte)) : undefined;
  return (modo ?? plan.modoReporte) === "flujo";
}
