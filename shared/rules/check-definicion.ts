import { tipos } from "../acumulacion.ts";
import { readLecturas, type Lectura } from "../avance.ts";
import { datoValue, describeAusente } from "../dato.ts";
import type { Fila } from "../evaluate.ts";
import { showFigure } from "../explain.ts";
import { columnaKey, type ColumnaKey } from "../layout/columnas.ts";
import { isDoubled } from "../layout/match.ts";
import { formatPorcentaje } from "../number.ts";
import { formatAvance } from "../semaforo.ts";
import type { RowCheck, RowContext } from "./row-context.ts";

/** Checks of what an indicador needs before it can be measured. */
export const definicionChecks: readonly RowCheck[] = [
  function tipo({ indicador }, { columns, tipoFueraDeLista }, raise) {
    if (indicador.tipoAcumulacion !== null || !columns.has("tipoAcumulacion")) return;
    if (!tipoFueraDeLista.has(indicador.row)) raise("tipo-indefinido", "tipoAcumulacion", {});
  },
  function modoToChoose(fila, context, raise) {
    const { avance, indicador, reportado } = fila;
    if (avance.reason !== "modo-ambiguo" || indicador.tipoAcumulacion === null || reportado === null) return;
    if (isDoubled(context.layout, "modoReporte")) return;
    const { sentido } = tipos[indicador.tipoAcumulacion];
    const anterior = avance.nivelAnterior;
    const common = { valor: showFigure(reportado, indicador), lecturas: describeLecturas(fila, context) };
    const at = columnOfModo(context);
    if (anterior === null || (reportado - anterior) * sentido >= 0) {
      raise("modo-ambiguo", at, { ...common, vigencia: String(context.vigencia) });
      return;
    }
    const donde = sentido === 1 ? "por debajo" : "por encima";
    raise("modo-ambiguo-bajo-nivel", at, { ...common, donde, anterior: showFigure(anterior, indicador) });
  },
  function modoLeftBlank({ avance, indicador, reportado }, context, raise) {
    if (indicador.modoReporte !== null || context.plan.modoReporte !== undefined || avance.modo === null) return;
    if (isDoubled(context.layout, "modoReporte")) return;
    raise("modo-indefinido", columnOfModo(context), { valor: showFigure(reportado, indicador) });
  },
  function lineaBase({ avance, indicador }, { columns }, raise) {
    if (avance.reason !== "sin-linea-base" || indicador.lineaBase.kind === "unknown") return;
    if (columns.has("lineaBase"))
      raise("sin-linea-base", "lineaBase", { estado: describeAusente(indicador.lineaBase) });
  },
  function participacion({ indicador }, _context, raise) {
    const share = datoValue(indicador.participacion);
    if (share === null || (share >= 0 && share <= 100)) return;
    raise("participacion-fuera-de-rango", "participacion", { valor: formatPorcentaje(share / 100, 2) });
  },
];

function columnOfModo({ columns, vigencia }: RowContext): ColumnaKey {
  return columns.has("modoReporte") ? "modoReporte" : columnaKey("ejecucion", vigencia);
}

/** `como nivel llega a 2.556 (−47,4 %) y como flujo llega a 14.523 (67,7 %)` */
function describeLecturas({ indicador }: Fila, { index, plan }: RowContext): string {
  const describe = ({ modo, nivel, medicion }: Lectura): string => {
    const ratio = medicion.avance === null ? "sin avance" : formatAvance(medicion.avance, plan);
    return `como ${modo} llega a ${showFigure(nivel, indicador)} (${ratio})`;
  };
  return readLecturas(indicador, index, plan).map(describe).join(" y ");
}
