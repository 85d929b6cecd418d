import { newWorkbook } from "../xlsx/new-workbook.ts";
import { finishWorkbook } from "../xlsx/write.ts";
import { addCalidad } from "./calidad.ts";
import { HojaIndicadores } from "./indicadores.ts";
import { marcaConsolidado } from "./marca.ts";
import { addMetodologia, hojaMetodologia } from "./metodologia.ts";
import type { Consolidado } from "./modelo.ts";
import { addProgramas } from "./programas.ts";
import { addResumen, peoresCodigos } from "./resumen.ts";
import { addRezagadas } from "./rezagadas.ts";
import { addSecretarias } from "./secretarias.ts";

/**
 * The workbook a secretariat head opens: Resumen, Secretarías, Programas, Indicadores, Rezagadas, Calidad, Metodología.
 * The sheets that need the state of a sync (Conflictos, Historia, Cambios) take their place before Metodología.
 *
 * @returns the .xlsx file; the same input gives the same bytes
 */
export async function buildConsolidado(consolidado: Consolidado): Promise<Buffer> {
  const workbook = newWorkbook();
  workbook.creator = "Metas al Día";
  workbook.title = `${consolidado.plan.nombre}: consolidado de la vigencia ${consolidado.vigencia}`;
  workbook.lastModifiedBy = workbook.creator;
  const indicadores = new HojaIndicadores(consolidado);
  const charts = [
    ...addResumen(workbook, consolidado, indicadores),
    ...addSecretarias(workbook, consolidado, indicadores),
  ];
  addProgramas(workbook, consolidado, indicadores);
  const tablas = [
    indicadores.add(workbook),
    addRezagadas(workbook, consolidado, indicadores),
    addCalidad(workbook, consolidado, indicadores),
  ];
  addMetodologia(workbook, consolidado);
  workbook.definedNames.add(`'${hojaMetodologia}'!$A$1`, marcaConsolidado);
  return finishWorkbook(workbook, {
    bulk: tablas.map(({ bulk }) => bulk),
    charts,
    textNumbers: [peoresCodigos(consolidado), ...tablas.map(({ codigos }) => codigos)],
  });
}
