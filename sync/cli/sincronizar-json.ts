import type { Edicion } from "../../shared/merge/mezcla.ts";
import type { Revision } from "../../shared/validate.ts";
import type { ConflictoAbierto } from "../corrida/registro.ts";
import type { ResultadoCorrida, ResultadoSecretaria } from "../corrida/resultado.ts";
import { describeAviso } from "../corrida/aviso.ts";
import type { SyncError } from "../errors.ts";
import type { PlanLeido } from "../plan-file.ts";
import { planJson } from "./espacio.ts";
import { findingJson } from "./finding-json.ts";

/** A run for programs. */
export function corridaJson(resultado: ResultadoCorrida, plan: PlanLeido): object {
  const { corrida, momento, simulada, exitCode, secretarias, conflictos, escritos, pendientes, recuperada } = resultado;
  return {
    corrida,
    momento,
    simulada,
    exitCode,
    plan: planJson(plan),
    secretarias: secretarias.map((each) => secretariaJson(each, plan)),
    avisosCanonico: resultado.avisosCanonico,
    conflictos: conflictos.map(conflictoJson),
    escritos,
    pendientes: pendientes.map(({ path, nuevo, error }) => ({ file: path, nuevo, error: errorJson(error) })),
    recuperada,
    memoriaRehecha: resultado.memoriaRehecha,
    canonico: resultado.canonico,
    consolidado: resultado.consolidado,
  };
}

/** A conflict for programs. */
export function conflictoJson({ conflicto, desde, corrida }: ConflictoAbierto): object {
  return { ...conflicto, desde, corrida };
}

function secretariaJson(each: ResultadoSecretaria, { plan }: PlanLeido): object {
  const { secretaria, nombre, file, estado, error, alLibro, alCanonico, noEscritas, conflictos, cerrados } = each;
  return {
    secretaria,
    nombre,
    file,
    estado,
    leido: each.revision === null ? null : leidoJson(each.revision),
    ...(error === null ? {} : { error: errorJson(error) }),
    alLibro: alLibro.map(edicionJson),
    alCanonico: alCanonico.map(edicionJson),
    noEscritas: noEscritas.map(({ edicion: { codigo, columna }, code, why }) => ({
      codigo,
      columna,
      code,
      message: why,
    })),
    conflictos: conflictos.map(({ conflicto }) => conflicto.id),
    resueltos: cerrados.map(({ conflicto, fin, valor }) => ({ id: conflicto.id, fin, valor })),
    avisos: each.avisos.map((aviso) => ({ ...aviso, message: describeAviso(aviso, plan).mensaje })),
    hallazgos: each.hallazgos,
    findings: (each.revision?.findings ?? []).map(findingJson),
  };
}

/** What was read: of when the workbook is, and how many rows of it are indicadores. */
function leidoJson({ reporte }: Revision): object {
  return {
    vigencia: reporte?.vigencia ?? null,
    corte: reporte?.corte ?? null,
    indicadores: reporte?.indicadores.length ?? 0,
  };
}

function edicionJson({ codigo, columna, antes, despues, regla }: Edicion): object {
  return { codigo, columna, antes, despues, regla };
}

function errorJson({ code, where, message, hint }: SyncError): object {
  return { code, where, message, hint };
}
