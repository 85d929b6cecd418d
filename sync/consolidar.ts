import { basename } from "node:path";
import { Comparacion } from "../shared/comparacion.ts";
import type { Plan } from "../shared/plan/schema.ts";
import { evaluateReporte, type Fila } from "../shared/evaluate.ts";
import type { Finding } from "../shared/finding.ts";
import type { Revision } from "../shared/validate.ts";
import { buildConsolidado } from "./consolidado/consolidado.ts";
import type { Oficiales } from "./canonico/leer.ts";
import {
  enOrden,
  filasDe,
  resumirLibro,
  type DatosLibro,
  type FilasEnteras,
  type LibroRevisado,
} from "./consolidado/libro-revisado.ts";
import { commonVigencia, consolidate, type Consolidado } from "./consolidado/modelo.ts";
import type { CorridaConsolidada } from "./corrida/registro.ts";
import type { Pieces, Spool } from "./pieces.ts";
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
  readonly file: Pieces;
  readonly revisados: readonly LibroLeido[];
  /** Left out, and why. */
  readonly omitidos: readonly { readonly path: string; readonly error: SyncError }[];
}

/** What a run of the sync knows besides the workbooks. */
export interface ExtraCorrida {
  /** The indicadores as planning keeps them: they are what counts, whatever the workbooks say. */
  readonly oficiales?: Oficiales;
  readonly corridaOf?: (consolidado: Consolidado) => CorridaConsolidada;
  /** Where what is finished of the file waits for the rest. */
  readonly spool?: Spool;
}

/**
 * Puts reviewed workbooks together, going through their rows one workbook after the other: once for the figures, once more
 * while the sheets are written.
 *
 * @throws SyncError when none of them has indicadores
 */
export async function consolidarLibros(
  revisados: readonly LibroLeido[],
  plan: Plan,
  { oficiales, corridaOf, spool }: ExtraCorrida = {},
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
  const { libros, across } = readRevisiones(revisiones, plan, oficiales);
  const contadas = oficiales === undefined ? noneKept : keptOf(omitidos, libros, oficiales);
  const consolidado = consolidate({
    plan,
    libros: oficiales === undefined ? libros : [...libros, ...librosDeOmitidos(contadas, oficiales, plan)],
    across,
    omitidos: omitidos.map(({ path, error }) => ({
      file: basename(path),
      why: contadas.has(path)
        ? `${reasonOf(error)} Se cuentan las cifras que tiene el libro canónico.`
        : reasonOf(error),
    })),
  });
  const file = await buildConsolidado(consolidado, { corrida: corridaOf?.(consolidado), spool });
  return { consolidado, file, revisados, omitidos };
}

/** Each workbook by itself and all against each other, in one go through their rows. */
function readRevisiones(
  revisiones: readonly Revision[],
  plan: Plan,
  oficiales: Oficiales | undefined,
): { readonly libros: readonly LibroRevisado[]; readonly across: readonly Finding[] } {
  const comparacion = new Comparacion(plan, oficiales === undefined ? {} : { canonico: oficiales.find });
  const libros = revisiones.map((revision) => {
    comparacion.add(revision);
    return libroOf(revision, plan, oficiales);
  });
  return { libros, across: comparacion.finish() };
}

/**
 * A workbook with its rows, or with the indicadores that planning has of it. Of its own, those that no merge could follow
 * then stay, without avance, lest an average hide them.
 */
function libroOf(revision: Revision, plan: Plan, oficiales: Oficiales | undefined): LibroRevisado {
  const { file, libro, reporte, findings } = revision;
  const datos: DatosLibro = {
    file,
    sheet: libro?.grid.sheet ?? null,
    secretaria: reporte?.secretaria ?? null,
    vigencia: reporte?.vigencia ?? null,
    corte: reporte?.corte ?? null,
    findings,
  };
  const id = datos.secretaria?.id;
  const propias = (): FilasEnteras => (reporte === null ? [] : filasDe(reporte, plan));
  return oficiales === undefined || id === undefined || !oficiales.porSecretaria.has(id)
    ? resumirLibro(datos, propias, plan)
    : resumirLibro(datos, () => withSueltas(filasOficiales(id, datos, oficiales, plan), enOrden(propias())), plan);
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

/** The indicadores that planning has of workbooks that were left out. */
function librosDeOmitidos(kept: ReadonlyMap<string, string>, oficiales: Oficiales, plan: Plan): LibroRevisado[] {
  const { vigencia, corte } = oficiales;
  return [...kept].map(([path, id]) => {
    const secretaria = plan.secretarias.find((each) => each.id === id) ?? null;
    const datos = { file: basename(path), sheet: null, secretaria, vigencia, corte, findings: [] };
    return resumirLibro(datos, () => filasOficiales(id, datos, oficiales, plan), plan);
  });
}

function filasOficiales(
  id: string,
  { vigencia, corte }: Pick<DatosLibro, "vigencia" | "corte">,
  { porSecretaria, repetidos }: Oficiales,
  plan: Plan,
): Fila[] {
  return evaluateReporte({ vigencia, corte, indicadores: porSecretaria.get(id) ?? [], repetidos }, plan);
}

function withSueltas(filas: readonly Fila[], deLibro: Iterable<Fila>): Fila[] {
  const known = new Set(filas.map(({ indicador }) => indicador.codigo));
  const all = [...filas];
  for (const fila of deLibro) {
    const { reason, indicador } = fila;
    if ((reason === "codigo-repetido" && !known.has(indicador.codigo)) || reason === "sin-codigo") all.push(fila);
  }
  return all;
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
