import type { Plan } from "../plan/schema.ts";
import type { Reporte } from "../read.ts";
import { columnasChecks } from "./check-columnas.ts";
import { datosChecks } from "./check-datos.ts";
import { formulasChecks } from "./check-formulas.ts";
import { tituloChecks } from "./check-titulo.ts";
import type { Raised } from "./hallazgo.ts";
import { raiseInto, type LayoutRaise } from "./layout-raise.ts";
import type { LayoutCode } from "./layout.ts";

/** A check of a sheet's form once its header is known. */
export type LayoutCheck = (reporte: Reporte, plan: Plan, raise: LayoutRaise) => void;

/** What is wrong, or worth knowing, of the form of a sheet that was read. */
export function checkLayout(reporte: Reporte, plan: Plan): Raised<LayoutCode>[] {
  const raised: Raised<LayoutCode>[] = [];
  const raise = raiseInto(raised);
  for (const check of layoutChecks) check(reporte, plan, raise);
  return raised;
}

const layoutChecks: readonly LayoutCheck[] = [...tituloChecks, ...columnasChecks, ...datosChecks, ...formulasChecks];
