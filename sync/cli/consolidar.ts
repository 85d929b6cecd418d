import { dirname } from "node:path";
import type { Resumen } from "../../shared/summary.ts";
import { exitCodes, usageError } from "../errors.ts";
import { consolidarLibros, type Consolidacion } from "../consolidar.ts";
import { copyErrorOf } from "../corrida/copias.ts";
import { listLibros } from "../libro.ts";
import type { Entrada, Resultado } from "./command.ts";
import { renderConsolidacion } from "./consolidar-text.ts";
import { findEspacio, findPlanOf, missing, planJson, planLine } from "./espacio.ts";
import { resolvePath, resolvePaths } from "./paths.ts";
import { reviewLibros } from "./revisar.ts";
import { checkNotInput, checkReplaceable, isFolder, writeWhole } from "../output.ts";
import { fileError } from "../file-error.ts";

/** Writes the consolidated workbook straight from workbooks. */
export async function run(entrada: Entrada): Promise<Resultado> {
  const { io, valores, argumentos } = entrada;
  const espacio = await findEspacio(entrada, argumentos.length === 0 || valores["salida"] === undefined);
  const salida = resolvePath(valores["salida"], io) ?? espacio?.salida;
  if (salida === undefined) throw missing("opcion-obligatoria", "consolidar", "--salida F");
  checkXlsx(salida);
  const named = argumentos.length > 0 ? resolvePaths(argumentos, io) : espacio === null ? null : [espacio.libros];
  if (named === null) throw missing("falta-argumento", "consolidar", "LIBRO");
  if (!(await isFolder(dirname(salida)))) throw fileError("escribir", salida, missingFolder);
  const paths = await listLibros(named, salida);
  await checkNotInput(salida, paths);
  await checkReplaceable(salida);
  // Workbooks that were named go by the plan they lie with; a workspace named goes before.
  const governs = argumentos.length === 0 || valores["config"] !== undefined;
  const leido = await findPlanOf(entrada, governs ? espacio : null, paths);
  const { plan } = leido;
  const all = new Set(paths);
  const copias = paths.flatMap((path) => {
    const error = copyErrorOf(path, all);
    return error === null ? [] : [{ path, revision: null, error }];
  });
  const left = new Set(copias.map(({ path }) => path));
  const revisados = await reviewLibros(
    paths.filter((path) => !left.has(path)),
    plan,
    entrada,
  );
  const consolidacion = await consolidarLibros([...revisados, ...copias], plan);
  io.signal.throwIfAborted();
  await writeWhole(salida, consolidacion.file);
  return {
    exitCode: consolidacion.omitidos.length > 0 ? exitCodes.partial : exitCodes.ok,
    json: { salida, plan: planJson(leido), ...consolidacionJson(consolidacion) },
    text: (look) =>
      [planLine(leido, look), renderConsolidacion(consolidacion, look), `\nLibro consolidado: ${salida}\n`].join("\n"),
  };
}

const missingFolder = Object.assign(new Error("ENOENT"), { code: "ENOENT" });

export function checkXlsx(path: string): void {
  if (/\.xlsx$/i.test(path)) return;
  throw usageError("salida-no-xlsx", {
    where: path,
    why: "El nombre de la salida debe terminar en .xlsx.",
    hint: "Por ejemplo: --salida salida/consolidado.xlsx",
  });
}

/** What was put together, for programs. */
export function consolidacionJson({ consolidado, revisados, omitidos }: Consolidacion): object {
  return {
    vigencia: consolidado.vigencia,
    corte: consolidado.corte,
    workbooks: revisados.flatMap(({ path, revision }) =>
      revision === null
        ? []
        : [{ file: path, secretaria: revision.reporte?.secretaria?.id ?? null, indicadores: revision.filas.length }],
    ),
    skipped: omitidos.map(({ path, error }) => ({
      file: path,
      code: error.code,
      message: error.message,
      hint: error.hint,
    })),
    secretarias: consolidado.secretarias.map(({ id, nombre, entrega, resumen, errors, warnings }) => ({
      id,
      nombre,
      reporto: entrega === "reporto",
      entrega,
      ...resumenJson(resumen),
      errors,
      warnings,
    })),
    ciudad: resumenJson(consolidado.ciudad),
    summary: {
      errors: consolidado.conteo.errors,
      warnings: consolidado.conteo.warnings,
      infos: consolidado.conteo.infos,
      waived: consolidado.conteo.waived,
    },
  };
}

function resumenJson({ indicadores, promedio, medidas, bandas, cumplidas, rezagadas }: Resumen): object {
  return { indicadores, promedio, medidos: medidas, semaforo: bandas, cumplidas, rezagadas };
}
