import { basename } from "node:path";
import type { Plan } from "../shared/plan/schema.ts";
import { evaluateReporte, type Fila } from "../shared/evaluate.ts";
import { reviewAcross, type Revision } from "../shared/validate.ts";
import { buildConsolidado } from "./consolidado/consolidado.ts";
import type { Oficiales } from "./canonico/leer.ts";
import { commonVigencia, consolidate, type Consolidado, type LibroRevisado } from "./consolidado/modelo.ts";
import type { CorridaConsolidada } from "./corrida/registro.ts";
import { exitCodes, reasonOf, SyncError } from "./errors.ts";

/** A workbook read and reviewed, or the reason why it could not be. */
export type LibroLeido =
  | { readonly path: string; readonly revision: Revision; readonly error: null }
  | {
      readonly path: string;
      readonly revision: null;
      readonly error: SyncError;
      /** Id of whose it is, where a run of the sync knows. */
      readonly secretaria?: string | null;
    };

interface Omitido {
  readonly path: string;
  readonly error: SyncError;
  readonly secretaria: string | null;
}

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
  /** The indicadores as planning keeps them: they are what counts, whatever the workbooks say. */
  readonly oficiales?: Oficiales;
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
  { oficiales, corridaOf }: ExtraCorrida = {},
): Promise<Consolidacion> {
  const vigencia = commonVigencia(revisados.map(({ revision }) => ({ vigencia: revision?.reporte?.vigencia ?? null })));
  const omitidos = revisados.flatMap((leido): Omitido[] => {
    const { path } = leido;
    if (leido.error !== null) return [{ path, error: leido.error, secretaria: leido.secretaria ?? null }];
    const error = reasonToOmit(path, leido.revision, vigencia);
    return error === null ? [] : [{ path, error, secretaria: leido.revision.reporte?.secretaria?.id ?? null }];
  });
  const left = new Set(omitidos.map(({ path }) => path));
  const revisiones = revisados.flatMap(({ path, revision }) => (revision === null || left.has(path) ? [] : [revision]));
  if (revisiones.length === 0) throw nothingToJoin(omitidos);
  const libros = revisiones.map(({ file, libro, reporte, filas, findings }): LibroRevisado => ({
    file,
    sheet: libro?.grid.sheet ?? null,
    secretaria: reporte?.secretaria ?? null,
    vigencia: reporte?.vigencia ?? null,
    corte: reporte?.corte ?? null,
    filas,
    findings,
  }));
  const contadas = oficiales === undefined ? noneKept : keptOf(omitidos, libros, oficiales);
  const consolidado = consolidate({
    plan,
    libros: oficiales === undefined ? libros : countOficiales(libros, contadas, oficiales, plan),
    across: reviewAcross(revisiones, plan, oficiales === undefined ? {} : { canonico: oficiales.find }),
    omitidos: omitidos.map(({ path, error }) => ({
      file: basename(path),
      why: contadas.has(path)
        ? `${reasonOf(error)} Se cuentan las cifras que tiene el libro canónico.`
        : reasonOf(error),
    })),
  });
  return { consolidado, file: await buildConsolidado(consolidado, corridaOf?.(consolidado)), revisados, omitidos };
}

const noneKept: ReadonlyMap<string, string> = new Map();

/**
 * Workbooks left out whose indicadores planning has all the same: ids of their secretarías by path, one of each, and none
 * whose secretaría has another workbook that counts.
 */
function keptOf(
  omitidos: readonly Omitido[],
  libros: readonly LibroRevisado[],
  { porSecretaria }: Oficiales,
): ReadonlyMap<string, string> {
  const counted = new Set(libros.map(({ secretaria }) => secretaria?.id));
  const paths = new Map(omitidos.map(({ path, secretaria }) => [secretaria ?? "", path]));
  const isKept = (id: string): boolean => porSecretaria.has(id) && !counted.has(id);
  return new Map([...paths].flatMap(([id, path]) => (isKept(id) ? [[path, id]] : [])));
}

/**
 * The same workbooks with the indicadores that planning has of them, and those it has of workbooks that were left out. Rows
 * that no merge could follow stay, without avance, lest an average hide them.
 */
function countOficiales(
  libros: readonly LibroRevisado[],
  kept: ReadonlyMap<string, string>,
  { porSecretaria, repetidos, vigencia, corte }: Oficiales,
  plan: Plan,
): LibroRevisado[] {
  const filasOf = (id: string, at: Pick<LibroRevisado, "vigencia" | "corte">): readonly Fila[] =>
    evaluateReporte({ ...at, indicadores: porSecretaria.get(id) ?? [], repetidos }, plan);
  const leftOut = [...kept].map(([path, id]): LibroRevisado => ({
    file: basename(path),
    sheet: null,
    secretaria: plan.secretarias.find((each) => each.id === id) ?? null,
    vigencia,
    corte,
    filas: filasOf(id, { vigencia, corte }),
    findings: [],
  }));
  return [
    ...libros.map((libro) =>
      libro.secretaria === null || !porSecretaria.has(libro.secretaria.id)
        ? libro
        : { ...libro, filas: withSueltas(filasOf(libro.secretaria.id, libro), libro.filas) },
    ),
    ...leftOut,
  ];
}

function withSueltas(filas: readonly Fila[], deLibro: readonly Fila[]): Fila[] {
  const known = new Set(filas.map(({ indicador }) => indicador.codigo));
  const sueltas = deLibro.filter(
    ({ reason, indicador: { codigo } }) =>
      (reason === "codigo-repetido" && !known.has(codigo)) || reason === "sin-codigo",
  );
  return [...filas, ...sueltas];
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
    why: `Ninguno de los ${omitidos.length} libros se pudo leer. ${first === undefined ? "" : reasonOf(first.error)}`,
    hint: "Vea el motivo de cada uno con «metas validar».",
    exitCode: exitCodes.failed,
  });
}
