import { columnName } from "../../shared/address.ts";
import { explainFila } from "../../shared/explain.ts";
import type { Fila } from "../../shared/evaluate.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { reviewAcross } from "../../shared/comparacion.ts";
import { countFindings, type Revision } from "../../shared/validate.ts";
import type { LibroLeido } from "../consolidar.ts";
import type { Config } from "../config.ts";
import { exitCodes, SyncError } from "../errors.ts";
import { listLibros } from "../libro.ts";
import type { Entrada, Resultado } from "./command.ts";
import { findEspacio, findPlanOf, missing, planJson, planLine } from "./espacio.ts";
import { findingJson } from "./finding-json.ts";
import { paint } from "./io.ts";
import { errorLines, resolvePaths } from "./paths.ts";
import { reviewLibros, revisionesOf } from "./revisar.ts";
import { renderRevision, renderTotales } from "./validar-text.ts";

/** Findings and avances of workbooks; writes nothing. */
export async function run(entrada: Entrada): Promise<Resultado> {
  const espacio = await findEspacio(entrada, entrada.argumentos.length === 0);
  const paths = await pickLibros(entrada, espacio);
  const leido = await findPlanOf(entrada, espacio, paths);
  const { plan } = leido;
  const revisados = await reviewLibros(paths, plan, entrada);
  const revisiones = revisionesOf(revisados);
  const across = revisiones.length < 2 ? [] : reviewAcross(revisiones, plan, { completa: false });
  const findings = [...revisiones.flatMap((revision) => revision.findings), ...across];
  const unread = revisados.filter(({ error }) => error !== null).length;
  const conteo = countFindings(findings);
  const summary = {
    errors: conteo.errors + unread,
    warnings: conteo.warnings,
    infos: conteo.infos,
    waived: conteo.waived,
  };
  return {
    exitCode: summary.errors > 0 ? exitCodes.failed : exitCodes.ok,
    json: {
      plan: planJson(leido),
      workbooks: revisados.map((each) => workbookJson(each, plan)),
      across: across.map(findingJson),
      summary,
    },
    text: (look) =>
      [
        planLine(leido, look),
        ...(paths.length > 0
          ? []
          : [`${paint("El plan es válido.", "green", look)} Todavía no hay libros que revisar.\n`]),
        ...revisados.map(({ path: file, revision, error }) =>
          revision === null ? errorLines(file, error, look) : renderRevision(revision, plan, look),
        ),
        renderTotales(summary, across, look),
      ]
        .filter((part) => part !== "")
        .join("\n"),
  };
}

/** The workbooks named, else the workspace's: a new one has none yet, and its plan can be checked all the same. */
async function pickLibros({ argumentos, io }: Entrada, espacio: Config | null): Promise<string[]> {
  if (argumentos.length > 0) return listLibros(resolvePaths(argumentos, io));
  if (espacio === null) throw missing("falta-argumento", "validar", "LIBRO");
  try {
    return await listLibros([espacio.libros], espacio.salida);
  } catch (error) {
    if (error instanceof SyncError && error.code === "carpeta-sin-libros") return [];
    throw error;
  }
}

/** One workbook as `--json` gives it. */
function workbookJson({ path, revision, error }: LibroLeido, plan: Plan): object {
  if (revision === null) {
    return {
      file: path,
      secretaria: null,
      vigencia: null,
      corte: null,
      layout: null,
      error: { code: error.code, where: error.where, message: error.message, hint: error.hint },
      findings: [],
      indicadores: [],
    };
  }
  const { reporte, filas, findings } = revision;
  return {
    file: path,
    secretaria: reporte?.secretaria?.id ?? null,
    vigencia: reporte?.vigencia ?? null,
    corte: reporte?.corte ?? null,
    layout: layoutJson(revision),
    findings: findings.map(findingJson),
    indicadores: filas.map((fila) => filaJson(fila, plan, reporte?.vigencia ?? null)),
  };
}

function layoutJson({ reporte }: Revision): object | null {
  if (reporte === null) return null;
  const { layout, titulo } = reporte;
  const columns = Object.fromEntries([...layout.columns].map(([key, column]) => [key, columnName(column)]));
  return { version: titulo.version, headerRow: layout.headerRow + 1, columns };
}

function filaJson(fila: Fila, plan: Plan, vigencia: number | null): object {
  const { indicador, avance, reason, semaforo, rezagada, esperado, ritmo } = fila;
  return {
    codigo: indicador.codigo,
    secretaria: indicador.secretaria === "" ? null : indicador.secretaria,
    avance: avance.avance,
    ...(reason === null ? {} : { reason }),
    semaforo,
    nivel: avance.nivel,
    brecha: avance.brecha,
    rezagada,
    esperado,
    ritmo,
    explanation: explainFila(fila, plan, vigencia),
  };
}
