import type { Edicion } from "../../shared/merge/mezcla.ts";
import type { ConflictoAbierto } from "../corrida/registro.ts";
import type { ResultadoCorrida, ResultadoSecretaria } from "../corrida/resultado.ts";
import { describeAviso } from "../corrida/aviso.ts";
import type { SyncError } from "../errors.ts";
import type { PlanLeido } from "../plan-file.ts";
import { planJson } from "./espacio.ts";

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
  };
}

function edicionJson({ codigo, columna, antes, despues, regla }: Edicion): object {
  return { codigo, columna, antes, despues, regla };
}

function errorJson({ code, where, message, hint }: SyncError): object {
  return { code, where, message, hint };
}
