import type { Plan } from "../shared/plan/schema.ts";
import type { Canonico } from "../shared/rules/across-raise.ts";
import { reviewAcross, type Revision } from "../shared/validate.ts";
import { buildConsolidado } from "./consolidado/consolidado.ts";
import { commonVigencia, consolidate, type Consolidado } from "./consolidado/modelo.ts";
import type { CorridaConsolidada } from "./corrida/registro.ts";
import { exitCodes, SyncError } from "./errors.ts";

/** A workbook read and reviewed, or the reason why it could not be. */
export type LibroLeido =
  | { readonly path: string; readonly revision: Revision; readonly error: null }
  | { readonly path: string; readonly revision: null; readonly error: SyncError };

export interface Consolidacion {
  readonly consolidado: Consolidado;
  /** The consolidated workbook. */
  readonly file: Buffer;
  readonly revisados: readonly LibroLeido[];
  /** Left out, and why. */
  readonly omitidos: readonly { readonly path: string; readonly error: SyncError }[];
}

/** What a run of the sync knows besides the workbooks. */
export interface ExtraCorrida {
  /** The indicadores as planning keeps them. */
  readonly canonico?: Canonico;
  readonly corridaOf?: (consolidado: Consolidado) => CorridaConsolidada;
}

/**
 * Puts reviewed workbooks together.
 *
 * @throws SyncError when none of them has indicadores
 */
export async function consolidarLibros(
  revisados: readonly LibroLeido[],
  plan: Plan,
  { canonico, corridaOf }: ExtraCorrida = {},
): Promise<Consolidacion> {
  const vigencia = commonVigencia(revisados.map(({ revision }) => ({ vigencia: revision?.reporte?.vigencia ?? null })));
  const omitidos = revisados.flatMap((leido) => {
    const error = leido.error ?? reasonToOmit(leido.path, leido.revision, vigencia);
    return error === null ? [] : [{ path: leido.path, error }];
  });
  const left = new Set(omitidos.map(({ path }) => path));
  const revisiones = revisados.flatMap(({ path, revision }) => (revision === null || left.has(path) ? [] : [revision]));
  if (revisiones.length === 0) throw nothingToJoin(omitidos);
  const consolidado = consolidate({
    plan,
    libros: revisiones.map(({ file, libro, reporte, filas, findings }) => ({
      file,
      sheet: libro?.grid.sheet ?? null,
      secretaria: reporte?.secretaria ?? null,
      vigencia: reporte?.vigencia ?? null,
      corte: reporte?.corte ?? null,
      filas,
      findings,
    })),
    across: reviewAcross(revisiones, plan, canonico === undefined ? {} : { canonico }),
    omitidos: omitidos.map(({ path, error }) => ({ file: path, why: error.message })),
  });
  return { consolidado, file: await buildConsolidado(consolidado, corridaOf?.(consolidado)), revisados, omitidos };
}

/** Why a workbook that could be read must not count, or null: figures of another vigencia say nothing of this one. */
function reasonToOmit(path: string, revision: Revision, vigencia: number | null): SyncError | null {
  const { reporte } = revision;
  if (reporte === null) return withoutHeader(path, revision);
  if (reporte.vigencia !== null && reporte.vigencia === vigencia) return null;
  if (reporte.vigencia === null) {
    return new SyncError("sin-vigencia", {
      where: path,
      why: "El libro no dice de qué vigencia es, y sus cifras no se pueden juntar con las demás.",
      hint: "Escriba la vigencia en el título de la hoja.",
    });
  }
  return new SyncError("otra-vigencia", {
    where: path,
    why: `El libro es de la vigencia ${reporte.vigencia} y los demás son de ${vigencia}.`,
    hint: "Consolide cada vigencia por separado, o corrija la vigencia en el título de la hoja.",
  });
}

function withoutHeader(path: string, { findings }: Revision): SyncError {
  const first = findings[0];
  return new SyncError(first?.code ?? "encabezado-no-encontrado", {
    where: path,
    why: first?.message ?? "La hoja no tiene un encabezado conocido.",
    hint: first?.reason ?? "Use la plantilla oficial.",
  });
}

function nothingToJoin(omitidos: Consolidacion["omitidos"]): SyncError {
  const first = omitidos[0];
  if (omitidos.length === 1 && first !== undefined) return first.error;
  return new SyncError("ningun-libro", {
    where: omitidos.map(({ path }) => path).join(", "),
    why: `Ninguno de los ${omitidos.length} libros se pudo leer. ${first?.error.message ?? ""}`,
    hint: "Vea el motivo de cada uno con «metas validar».",
    exitCode: exitCodes.failed,
  });
}
