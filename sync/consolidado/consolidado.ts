import type { Workbook } from "exceljs";
import type { CorridaConsolidada } from "../corrida/registro.ts";
import type { Pieces, Spool } from "../pieces.ts";
import { newWorkbook } from "../xlsx/new-workbook.ts";
import { finishWorkbook } from "../xlsx/write.ts";
import { addCalidad } from "./calidad.ts";
import { addCambios } from "./cambios.ts";
import { addConflictos } from "./conflictos.ts";
import { addHistoria, type HistoriaEscrita } from "./historia.ts";
import type { TablaCorrida } from "./hoja-corrida.ts";
import { HojaIndicadores } from "./indicadores.ts";
import { marcaConsolidado } from "./marca.ts";
import { addMetodologia, hojaMetodologia } from "./metodologia.ts";
import type { Consolidado } from "./modelo.ts";
import { addProgramas } from "./programas.ts";
import { addResumen, peoresCodigos } from "./resumen.ts";
import { addRezagadas } from "./rezagadas.ts";
import { addSecretarias } from "./secretarias.ts";
import type { TablaEscrita } from "./tabla.ts";

/**
 * The workbook a secretariat head opens: Resumen, Secretarías, Programas, Indicadores, Rezagadas, Calidad, Metodología; with
 * a run of the sync also Conflictos, Historia and Cambios, before Metodología.
 *
 * @returns the .xlsx file; the same input gives the same bytes
 */
export async function buildConsolidado(
  consolidado: Consolidado,
  { corrida, spool }: OpcionesConsolidado = {},
): Promise<Pieces> {
  const workbook = newWorkbook();
  workbook.creator = "Metas al Día";
  workbook.title = `${consolidado.plan.nombre}: consolidado de la vigencia ${consolidado.vigencia}`;
  workbook.lastModifiedBy = workbook.creator;
  const indicadores = new HojaIndicadores(consolidado);
  const charts = [
    ...addResumen(workbook, consolidado, indicadores, corrida),
    ...addSecretarias(workbook, consolidado, indicadores),
  ];
  const programas = addProgramas(workbook, consolidado, indicadores);
  const tablas = [
    indicadores.add(workbook),
    addRezagadas(workbook, consolidado, indicadores),
    addCalidad(workbook, consolidado, indicadores),
  ];
  const deCorrida = corrida === undefined ? sinCorrida : addCorrida(workbook, consolidado, corrida, indicadores);
  addMetodologia(workbook, consolidado, corrida);
  workbook.definedNames.add(`'${hojaMetodologia}'!$A$1`, marcaConsolidado);
  return finishWorkbook(workbook, {
    bulk: [programas, ...[...tablas, ...deCorrida.tablas].map(({ bulk }) => bulk)],
    charts: [...charts, ...deCorrida.charts],
    sparklines: deCorrida.sparklines,
    textNumbers: [
      peoresCodigos(consolidado),
      ...[...tablas, ...deCorrida.tablas].map(({ codigos }) => codigos),
      ...deCorrida.textos,
    ],
    spool,
  });
}

export interface OpcionesConsolidado {
  readonly corrida?: CorridaConsolidada | undefined;
  /** Where what is finished of the file waits for the rest. */
  readonly spool?: Spool | undefined;
}

/** What the sheets of a run give to the finishing pass. */
interface HojasDeCorrida extends HistoriaEscrita {
  readonly tablas: readonly TablaEscrita[];
  readonly textos: TablaCorrida["textos"];
}

const sinCorrida: HojasDeCorrida = { tablas: [], textos: [], charts: [], sparklines: [] };

function addCorrida(
  workbook: Workbook,
  consolidado: Consolidado,
  corrida: CorridaConsolidada,
  indicadores: HojaIndicadores,
): HojasDeCorrida {
  const conflictos = addConflictos(workbook, consolidado, corrida, indicadores);
  const historia = addHistoria(workbook, consolidado, corrida);
  const cambios = addCambios(workbook, consolidado, corrida, indicadores);
  return {
    ...historia,
    tablas: [conflictos.tabla, cambios.tabla],
    textos: [...conflictos.textos, ...cambios.textos],
  };
}
