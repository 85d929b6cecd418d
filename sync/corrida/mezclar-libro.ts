import type { Cell } from "../../shared/cell.ts";
import type { ColumnaKey } from "../../shared/layout/columnas.ts";
import type { Conflicto, Decision } from "../../shared/merge/conflicto.ts";
import { isLegible } from "../../shared/merge/igualdad.ts";
import { leerLibro } from "../../shared/merge/leer-lado.ts";
import { mergeSecretaria } from "../../shared/merge/merge.ts";
import type { Edicion, Lado, Mezcla, Tabla, Valores } from "../../shared/merge/mezcla.ts";
import type { LimitesParada } from "../../shared/merge/parada.ts";
import { columnasByKey } from "../../shared/layout/match.ts";
import { percentOf } from "../../shared/puntos.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { readReporte, type Reporte } from "../../shared/read.ts";
import type { Revision } from "../../shared/validate.ts";
import { SyncError } from "../errors.ts";
import { openLibro } from "../libro.ts";
import { sha256 } from "../sha256.ts";
import { preparePatch, type CellChange, type Patch } from "../xlsx/patch.ts";
import { withoutCells } from "../sin-celdas.ts";
import { reviewBytes, type Lectura } from "./lectura.ts";
import { notaOf, type NotaLibro } from "./nota-libro.ts";

/** A cell that belongs into the workbook and cannot be written there; it is tried again in every run. */
export interface NoEscrita {
  readonly edicion: Edicion;
  readonly code: string;
  readonly why: string;
}

/** One secretaría's merge, and the workbook as it is to be. */
export interface MezclaLibro {
  readonly mezcla: Mezcla;
  /** The edits of `mezcla.alLibro` that are in `content`. */
  readonly escritas: readonly Edicion[];
  readonly noEscritas: readonly NoEscrita[];
  /** The workbook with its edits; null when nothing changes in it. */
  readonly content: Buffer | null;
  /** What both sides agree on, as read again from `content`. */
  readonly ancestro: Tabla;
  /** Review of the workbook as it is to be. */
  readonly revision: Revision;
}

export interface MezclaLibroInput {
  readonly lectura: Lectura;
  readonly plan: Plan;
  readonly ancestro: Tabla | null;
  readonly canonico: Lado;
  readonly pendientes: readonly Conflicto[];
  readonly decisiones: ReadonlyMap<string, Decision>;
  readonly limites: LimitesParada;
  /** When the run began, for the note that it leaves in the workbook (ISO 8601 with offset); null to leave none. */
  readonly momento: string | null;
}

/**
 * Merges a workbook and makes its new bytes, then reads those back and merges once more: a plan that would not come to
 * rest is a mistake of this program, and is not carried out.
 */
export function mezclarLibro(input: MezclaLibroInput): MezclaLibro {
  const { lectura, plan, canonico, pendientes, decisiones, limites } = input;
  const { fuente, secretaria } = lectura;
  const options = { plan, idOf, limites };
  // Its review is known; here its cells are needed again.
  const bytes = fuente.leer();
  const reporte = readReporte(openLibro(bytes, fuente.path, plan), plan);
  if (reporte === null) throw new Error(`read before and not now: ${fuente.path}`);
  const libro = leerLibro(reporte, plan);
  const mezcla = mergeSecretaria(
    { secretaria, ancestro: input.ancestro, canonico, libro, pendientes, decisiones },
    options,
  );
  if (mezcla.parada !== null) {
    const { ancestro } = mezcla;
    return { mezcla, escritas: [], noEscritas: [], content: null, ancestro, revision: lectura.revision };
  }
  const nota = input.momento === null ? null : notaOf(reporte, mezcla, input.momento);
  const isNews = nota?.isBehind === true || !hasSameConflictos(pendientes, mezcla.conflictos);
  const { content, escritas, noEscritas } = write(
    mezcla.alLibro,
    nota,
    isNews,
    reporte,
    { path: fuente.path, bytes },
    plan,
  );
  const sinLugar = noEscritas.filter(({ edicion }) => edicion.regla === "decision");
  if (sinLugar.length > 0) return withoutDecisiones(input, mezcla, sinLugar);
  const after = content === null ? null : reviewBytes(content, fuente.path, plan);
  const read = after?.reporte ?? reporte;
  const ancestro = withoutUnwritten(mezcla.ancestro, noEscritas);
  checkAtRest(
    mergeSecretaria(
      {
        secretaria,
        ancestro,
        canonico: { ...canonico, filas: mezcla.canonico },
        libro: leerLibro(read, plan),
        pendientes: mezcla.conflictos,
        decisiones: new Map(),
      },
      options,
    ),
    noEscritas,
    fuente.path,
  );
  return {
    mezcla,
    escritas,
    noEscritas,
    content,
    ancestro,
    revision: after === null ? lectura.revision : withoutCells(after),
  };
}

/** Conflicts whose decided value has no place in the workbook go on, with their decision, which every run tries again. */
function withoutDecisiones(
  input: MezclaLibroInput,
  { resueltos }: Mezcla,
  sinLugar: readonly NoEscrita[],
): MezclaLibro {
  const places = new Set(sinLugar.map(({ edicion: { codigo, columna } }) => `${codigo} ${columna}`));
  const ids = new Set(
    resueltos.flatMap(({ conflicto: { id, codigo, columna } }) => (places.has(`${codigo} ${columna}`) ? [id] : [])),
  );
  const decisiones = new Map([...input.decisiones].filter(([id]) => !ids.has(id)));
  const rest = mezclarLibro({ ...input, decisiones });
  return { ...rest, noEscritas: [...rest.noEscritas, ...sinLugar] };
}

/** Short and stable: ids are read out and typed by people. */
function idOf(text: string): string {
  return sha256(text).slice(0, 12);
}

/** A workbook as it was read. */
interface Archivo {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * The note goes along where other cells are written, and by itself when there is news of conflicts (`isNews`); else the
 * workbook would change with every run.
 */
function write(
  ediciones: readonly Edicion[],
  nota: NotaLibro | null,
  isNews: boolean,
  reporte: Reporte,
  fuente: Archivo,
  plan: Plan,
): Pick<MezclaLibro, "content" | "escritas" | "noEscritas"> {
  const { bytes, path } = fuente;
  const noEscritas: NoEscrita[] = [];
  const places = new Map<CellChange, Edicion>();
  const rows = new Map(reporte.indicadores.map(({ codigo, row }) => [codigo, row]));
  for (const edicion of ediciones) {
    const row = rows.get(edicion.codigo);
    const column = reporte.layout.columns.get(edicion.columna);
    const value = edicion.despues;
    if (row === undefined || column === undefined || !isLegible(value)) {
      throw new Error(`no cell for ${edicion.codigo} ${edicion.columna} in ${path}`);
    }
    if (isTranslated(reporte, edicion.columna)) {
      const why = "La hoja usa palabras propias en esa columna, que el plan traduce; escríbalo a mano.";
      noEscritas.push({ edicion, code: "columna-traducida", why });
    } else places.set({ row, column, value }, edicion);
  }
  const { sheet } = reporte.libro.grid;
  if (places.size === 0) {
    return { content: nota !== null && isNews ? writeNota(nota, sheet, fuente) : null, escritas: [], noEscritas };
  }
  const prepare = (changes: readonly CellChange[], withNota: boolean): Patch =>
    preparePatch(bytes, path, sheet, [...changes, ...(nota !== null && withNota ? [nota.change(changes.length)] : [])]);
  let patch = prepare([...places.keys()], true);
  const enPorcentaje = asPercentages(patch, places, plan);
  if (enPorcentaje.size > 0) {
    for (const [change, { other, edicion }] of enPorcentaje) {
      places.delete(change);
      places.set(other, edicion);
    }
    patch = prepare([...places.keys()], true);
  }
  for (const { change, error } of patch.refused) {
    const edicion = places.get(change);
    if (edicion !== undefined) noEscritas.push({ edicion, code: error.code, why: error.message });
  }
  const accepted = patch.accepted.filter((change) => places.has(change));
  // The note counts what is written.
  if (accepted.length < places.size && nota !== null) patch = prepare(accepted, isNews || accepted.length > 0);
  const escritas = accepted.flatMap((change) => places.get(change) ?? []);
  return { content: patch.isEmpty ? null : patch.apply(), escritas, noEscritas };
}

/** Points that a cell has no format for, as the percentage that they are: one that shows percentages has the one for that. */
function asPercentages(
  { refused }: Patch,
  places: ReadonlyMap<CellChange, Edicion>,
  plan: Plan,
): ReadonlyMap<CellChange, { readonly other: CellChange; readonly edicion: Edicion }> {
  const found = new Map<CellChange, { other: CellChange; edicion: Edicion }>();
  for (const { change, error } of refused) {
    const edicion = places.get(change);
    if (edicion === undefined || error.code !== "patch-format" || typeof change.value !== "number") continue;
    const enPuntos = columnasByKey(plan).get(edicion.columna)?.info.enPuntos === true;
    if (enPuntos) found.set(change, { other: { ...change, value: percentOf(change.value) }, edicion });
  }
  return found;
}

/** Nothing but the note; null where it cannot be written, which nobody is told of. */
function writeNota(nota: NotaLibro, sheet: string, { bytes, path }: Archivo): Buffer | null {
  try {
    const patch = preparePatch(bytes, path, sheet, [nota.change(0)]);
    return patch.isEmpty ? null : patch.apply();
  } catch (error) {
    if (error instanceof SyncError) return null;
    throw error;
  }
}

function hasSameConflictos(before: readonly Conflicto[], now: readonly Conflicto[]): boolean {
  const ids = new Set(before.map(({ id }) => id));
  return before.length === now.length && now.every(({ id }) => ids.has(id));
}

/** Words of a foreign sheet have no way back that is certain. */
function isTranslated({ layout: { disposicion } }: Reporte, columna: ColumnaKey): boolean {
  return (
    disposicion !== null &&
    (Object.hasOwn(disposicion.valores, columna) || Object.hasOwn(disposicion.porDefecto, columna))
  );
}

/** What could not be written is not agreed on: the ancestor has there what the workbook still holds. */
function withoutUnwritten(ancestro: Tabla, noEscritas: readonly NoEscrita[]): Tabla {
  if (noEscritas.length === 0) return ancestro;
  const filas = new Map<string, Valores>(ancestro);
  for (const { edicion } of noEscritas) {
    const fila = filas.get(edicion.codigo);
    if (fila === undefined) continue;
    const cells: Record<ColumnaKey, Cell> = { ...fila, [edicion.columna]: edicion.antes };
    filas.set(edicion.codigo, cells);
  }
  return filas;
}

/** @throws Error when a second merge would still change something besides what could not be written */
function checkAtRest({ alLibro, alCanonico, parada }: Mezcla, noEscritas: readonly NoEscrita[], path: string): void {
  const known = new Set(noEscritas.map(({ edicion: { codigo, columna } }) => `${codigo} ${columna}`));
  const left = [...alLibro, ...alCanonico].find(({ codigo, columna }) => !known.has(`${codigo} ${columna}`));
  if (parada !== null || left !== undefined) {
    throw new Error(`the merge of ${path} does not come to rest: ${JSON.stringify(left ?? parada)}`);
  }
}
