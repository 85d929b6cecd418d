import { planSchema, type Plan, type Secretaria } from "../../shared/plan/schema.ts";
import { buildPlantilla } from "../plantilla.ts";
import { desarrolloEconomico } from "./desarrollo-economico.ts";
import { filaOf, type FilaDemo } from "./fila.ts";
import { cultura, deporte, educacion, movilidad, saludPublica, seguridadYJusticia, viviendaSocial } from "./otras.ts";
import { deEjemplo, demoPlan, real } from "./plan.ts";

const demoVigencia = 2017;
const demoCorte = "2017-09-30";

/** Rows by secretaría; one secretaría of the plan, bienestar-social, sends no workbook. */
const filasBySecretaria: Readonly<Record<string, readonly FilaDemo[]>> = {
  [real]: desarrolloEconomico,
  "seguridad-y-justicia": seguridadYJusticia,
  educacion,
  "salud-publica": saludPublica,
  cultura,
  "deporte-y-recreacion": deporte,
  movilidad,
  "vivienda-social": viviendaSocial,
};

/** The demo's plan, checked. */
export function readDemoPlan(): Plan {
  return planSchema.parse(demoPlan);
}

/** Ids of the secretarías that have a workbook in the demo. */
export function demoSecretarias(plan: Plan): Secretaria[] {
  return plan.secretarias.filter(({ id }) => Object.hasOwn(filasBySecretaria, id));
}

/** The workbook of one secretaría as it would come back filled; the same bytes every time. */
export async function buildDemoLibro(secretaria: Secretaria, plan: Plan): Promise<Buffer> {
  const filas = filasBySecretaria[secretaria.id];
  if (filas === undefined) throw new Error(`the demo has no workbook of ${secretaria.id}`);
  return buildPlantilla({
    secretaria,
    vigencia: demoVigencia,
    corte: demoCorte,
    plan,
    indicadores: filas.map((fila) => filaOf(fila, plan, demoVigencia)),
    ...(secretaria.id === real ? {} : { nota: deEjemplo }),
  });
}
