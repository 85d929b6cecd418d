import { readLecturas, type Avance } from "./avance.ts";
import { datoValue } from "./dato.ts";
import { add, divide } from "./decimal.ts";
import { razonesFila, type Fila } from "./evaluate.ts";
import type { Indicador } from "./indicador.ts";
import { formatNumero, formatPorcentaje } from "./number.ts";
import type { Plan } from "./plan/schema.ts";
import { formatAvance } from "./semaforo.ts";
import { escalaOf } from "./unidad.ts";

/** One reading of a row's ejecución and the avance it would give; `usada` is the one the product works with. */
export interface LecturaNombrada {
  readonly nombre: string;
  readonly avance: number | null;
  readonly usada: boolean;
}

/** What it takes of a row to say how its avance comes about. */
export interface FilaExplicable extends Pick<Fila, "avance" | "reason" | "meta" | "reportado"> {
  readonly indicador: Pick<Indicador, "unidad" | "tipoAcumulacion" | "lineaBase">;
}

/** One Spanish sentence that says how a row's avance comes from its figures, or why there is none. */
export function explainFila(fila: FilaExplicable, plan: Plan, vigencia: number | null): string {
  const { avance, indicador, meta, reportado } = fila;
  if (avance.avance === null || meta === null || reportado === null || vigencia === null) {
    return `Sin avance: ${razonesFila[fila.reason ?? "sin-ejecucion"]}.`;
  }
  const show = (value: number | null): string => showFigure(value, indicador);
  const ratio = formatAvance(avance.avance, plan);
  switch (indicador.tipoAcumulacion) {
    case "flujo":
      return `En ${vigencia} logró ${show(reportado)} de ${show(meta)}: ${ratio}.`;
    case "acumulado":
      return `En ${vigencia} logró ${show(reportado)} de ${show(meta)} (${ratio}); en el plan suma ${show(avance.nivel)}.`;
    case "stock":
      return `En ${vigencia} está en ${show(reportado)} y debe sostener ${show(meta)}: ${ratio}.`;
    case "reduccionAnual":
      return `Pasó de ${show(avance.nivelAnterior)} a ${show(avance.nivel)} y la meta de ${vigencia} es bajar a ${show(meta)}: ${ratio} de la reducción.`;
    case "reduccion":
    case "capacidad":
      return explainNivel(avance, indicador, { meta, reportado, vigencia }, plan);
    case null:
      return `Sin avance: ${razonesFila["tipo-no-definido"]}.`;
  }
}

/** The readings a person may have had in mind: the one used, the other modo, and the literal ejecución ÷ meta. */
export function explainLecturas(fila: Fila, index: number, plan: Plan): LecturaNombrada[] {
  const { indicador, avance, meta, reportado } = fila;
  const lecturas = readLecturas(indicador, index, plan).map(({ modo, medicion }): LecturaNombrada => ({
    nombre: modo === "nivel" ? "como nivel" : "como flujo",
    avance: medicion.avance,
    usada: avance.modo === modo,
  }));
  if (meta === null || meta === 0 || reportado === null) return lecturas;
  const literal: LecturaNombrada = {
    nombre: "literal (ejecución ÷ meta)",
    avance: divide(reportado, meta),
    usada: lecturas.length === 0 && avance.avance === divide(reportado, meta),
  };
  return [...lecturas, literal];
}

/** A figure with its unit's sign: `15.367`, `20 %`. */
export function showFigure(value: number | null, { unidad }: Pick<Indicador, "unidad">): string {
  if (value === null) return "sin dato";
  // A brecha of 0,001 is not «0».
  const decimals = value !== 0 && Math.abs(value) < 0.005 ? 10 : 2;
  return escalaOf(unidad).porcentaje ? formatPorcentaje(value / 100, decimals) : formatNumero(value, decimals);
}

function explainNivel(
  avance: Avance,
  indicador: FilaExplicable["indicador"],
  { meta, reportado, vigencia }: { meta: number; reportado: number; vigencia: number },
  plan: Plan,
): string {
  const show = (value: number | null): string => showFigure(value, indicador);
  const lineaBase = datoValue(indicador.lineaBase);
  const { nivel, nivelAnterior } = avance;
  const ratio = formatAvance(avance.avance ?? 0, plan);
  const from = lineaBase === null ? "" : `Partió de ${show(lineaBase)} (línea base ${plan.lineaBase})`;
  const before = nivelAnterior === null || nivelAnterior === lineaBase ? "" : `, iba en ${show(nivelAnterior)}`;
  const verb = indicador.tipoAcumulacion === "reduccion" ? "redujo" : "sumó";
  const step = avance.modo === "flujo" ? `${before} y ${verb} ${show(reportado)} en ${vigencia}` : before;
  const reach = `${from}${step}: llega a ${show(nivel)} y la meta de ${vigencia} es ${show(meta)}`;
  if (
    lineaBase === null ||
    nivel === null ||
    (plan.capacidad === "nivel" && indicador.tipoAcumulacion === "capacidad")
  ) {
    return `${reach}, ${ratio}.`.replace(/^: llega/, "Llega");
  }
  const sentido = indicador.tipoAcumulacion === "reduccion" ? -1 : 1;
  const done = sentido * add(nivel, -lineaBase);
  return `${reach}, ${ratio} del camino (${show(done)} de ${show(Math.abs(add(meta, -lineaBase)))}).`;
}
