import { modos, tipos } from "../../shared/acumulacion.ts";
import { parseCodigo } from "../../shared/codigo.ts";
import type { ModoReporte, TipoAcumulacion } from "../../shared/indicador.ts";
import { columnaKey } from "../../shared/layout/columnas.ts";
import { formatNumero } from "../../shared/number.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import type { FilaPlantilla, ValorPlantilla } from "../plantilla.ts";

/** A row of the demo; figures go by the plan's vigencias and may be what people type: `NP`, `SD`, a number as text. */
export interface FilaDemo {
  readonly codigo: ValorPlantilla;
  readonly nombre: string;
  readonly unidad: string;
  readonly tipo: TipoAcumulacion | null;
  readonly modo?: ModoReporte;
  readonly lineaBase: ValorPlantilla;
  readonly metas: readonly ValorPlantilla[];
  readonly ejecucion: readonly ValorPlantilla[];
  readonly ponderador?: number;
  readonly participacion?: number;
  /** What is told of it; absent: a sentence with the reported figure. Empty: nothing. */
  readonly observaciones?: string;
  readonly plan?: PlanDemo;
  readonly enlace?: string;
  /** Other words than the plan's. */
  readonly componente?: string;
}

export interface PlanDemo {
  readonly texto: string;
  readonly cantidad?: number;
  readonly unidad?: string;
  readonly fecha?: string;
  readonly responsable?: string;
}

/** The row as the template takes it, with eje, componente and programa named by the plan. */
export function filaOf(demo: FilaDemo, plan: Plan, vigencia: number): FilaPlantilla {
  const codigo = String(demo.codigo ?? "").replaceAll(" ", "");
  const partes = parseCodigo(codigo, plan);
  const open = demo.ejecucion[plan.vigencias.indexOf(vigencia)] ?? null;
  const fila: Record<string, ValorPlantilla> = {
    codigo: demo.codigo,
    eje: nivelText("Eje", partes?.eje, plan),
    componente: demo.componente ?? nivelText("Componente", partes?.componente, plan),
    programa: nivelText("Programa", partes?.programa, plan),
    nombre: demo.nombre,
    unidad: demo.unidad,
    tipoAcumulacion: demo.tipo === null ? null : tipos[demo.tipo].nombre,
    modoReporte: demo.modo === undefined ? null : modos[demo.modo].nombre,
    lineaBase: demo.lineaBase,
    ponderador: demo.ponderador ?? null,
    participacion: demo.participacion ?? null,
    observaciones: demo.observaciones ?? narrate(open, demo.unidad),
    planDeChoque: demo.plan?.texto ?? null,
    planCantidad: demo.plan?.cantidad ?? null,
    planUnidad: demo.plan?.unidad ?? null,
    planFechaLimite: demo.plan?.fecha ?? null,
    planResponsable: demo.plan?.responsable ?? null,
    enlaceResponsable: demo.enlace ?? null,
  };
  for (const [index, each] of plan.vigencias.entries()) {
    fila[columnaKey("meta", each)] = demo.metas[index] ?? null;
    fila[columnaKey("ejecucion", each)] = demo.ejecucion[index] ?? null;
  }
  return fila;
}

/** «Eje 4: Cali emprendedora y pujante». */
function nivelText(nivel: string, numero: string | null | undefined, plan: Plan): string | null {
  if (numero === null || numero === undefined) return null;
  const levels = plan.ejes.flatMap((eje) => [
    eje,
    ...eje.componentes.flatMap((componente) => [componente, ...componente.programas]),
  ]);
  const found = levels.find((each) => each.numero === numero);
  return found === undefined ? null : `${nivel} ${numero}: ${found.nombre}`;
}

function narrate(reportado: ValorPlantilla, unidad: string): string | null {
  if (typeof reportado !== "number") return null;
  const percent = unidad === "Porcentaje" ? " %" : "";
  return `Con corte a septiembre se reporta ${formatNumero(reportado)}${percent}, según los registros de la dependencia.`;
}
