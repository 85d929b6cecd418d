import type { Plan } from "../shared/plan/schema.ts";
import { reviewAcross, type Revision } from "../shared/validate.ts";
import { buildConsolidado } from "./consolidado/consolidado.ts";
import { consolidate, type Consolidado } from "./consolidado/modelo.ts";
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

/**
 * Puts reviewed workbooks together.
 *
 * @throws SyncError when none of them has indicadores
 */
export async function consolidarLibros(revisados: readonly LibroLeido[], plan: Plan): Promise<Consolidacion> {
  const omitidos = revisados.flatMap(({ path, error, revision }) => {
    if (error !== null) return [{ path, error }];
    return revision.reporte === null ? [{ path, error: withoutHeader(path, revision) }] : [];
  });
  const revisiones = revisados.flatMap(({ revision }) =>
    revision === null || revision.reporte === null ? [] : [revision],
  );
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
    across: reviewAcross(revisiones, plan),
    omitidos: omitidos.map(({ path, error }) => ({ file: path, why: error.message })),
  });
  return { consolidado, file: await buildConsolidado(consolidado), revisados, omitidos };
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
