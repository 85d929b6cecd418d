import { formatFecha } from "../corte.ts";
import { showFigure } from "../explain.ts";
import type { EstadoPlan } from "../plan-de-choque.ts";
import { formatAvance, formatLimite } from "../semaforo.ts";
import { cutText, listText } from "../text.ts";
import { isUnidadNamed } from "../unidad.ts";
import type { RowCheck } from "./row-context.ts";

/** Checks of the plan de choque: that there is one where it is due, that it says enough, and that it suffices. */
export const planDeChoqueChecks: readonly RowCheck[] = [
  function due({ avance, indicador, plan: { estado }, rezagada }, { columns, plan }, raise) {
    if (estado !== "falta" || avance.avance === null || !columns.has("planDeChoque")) return;
    const params = { avance: formatAvance(avance.avance, plan), brecha: showFigure(avance.brecha, indicador) };
    if (rezagada === true) {
      raise("rezagada-sin-plan", "planDeChoque", { ...params, umbral: formatLimite(plan.umbralRezago) });
    } else raise("sin-plan-de-choque", "planDeChoque", params);
  },
  function needless({ avance, cumplida, plan: { existe } }, { plan }, raise) {
    if (cumplida !== true || !existe || avance.avance === null) return;
    raise("cumplida-con-plan", "planDeChoque", { avance: formatAvance(avance.avance, plan) });
  },
  function incomplete({ indicador, plan: { estado } }, { columns }, raise) {
    if (!isUnderWay(estado)) return;
    const faltan: string[] = [];
    if (estado === "sin-cantidad" && indicador.planCantidad.kind !== "unknown" && columns.has("planCantidad")) {
      faltan.push("la cantidad");
    }
    if (indicador.planFechaLimite === null && columns.has("planFechaLimite")) faltan.push("la fecha límite");
    if (indicador.planResponsable === "" && columns.has("planResponsable")) faltan.push("el responsable");
    if (faltan.length > 0) raise("plan-incompleto", "planDeChoque", { faltan: listText(faltan) });
  },
  function insufficient({ avance, indicador, plan }, _context, raise) {
    if (plan.estado !== "no-cubre") return;
    raise("plan-insuficiente", "planCantidad", {
      cantidad: showFigure(plan.cantidad, indicador),
      brecha: showFigure(avance.brecha, indicador),
      faltante: showFigure(plan.faltante, indicador),
    });
  },
  function otherUnidad({ indicador, plan: { estado } }, _context, raise) {
    if (estado === "otra-unidad") {
      raise("plan-en-otra-unidad", "planUnidad", {
        plan: cutText(indicador.planUnidad, 40),
        unidad: cutText(indicador.unidad, 40),
      });
    } else if ((estado === "cubre" || estado === "no-cubre") && !isUnidadNamed(indicador.planUnidad, indicador)) {
      raise("plan-unidad-dudosa", "planUnidad", { plan: cutText(indicador.planUnidad, 40) });
    }
  },
  function deadline({ indicador, plan: { estado } }, { corte, vigencia }, raise) {
    const limite = indicador.planFechaLimite;
    if (limite === null || !isUnderWay(estado)) return;
    const fecha = formatFecha(limite);
    if (corte !== null && limite < corte) {
      raise("plan-vencido", "planFechaLimite", { fecha, corte: formatFecha(corte) });
    } else if (!limite.startsWith(`${vigencia}-`)) {
      raise("plan-fuera-de-vigencia", "planFechaLimite", { fecha, vigencia: String(vigencia) });
    }
  },
];

/** There is a plan, and a brecha for it to cover. */
function isUnderWay(estado: EstadoPlan): boolean {
  return !["sin-avance", "no-requiere", "falta", "sin-leer"].includes(estado);
}
