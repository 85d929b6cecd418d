import { basename, dirname, join, resolve } from "node:path";
import { fileError, systemCode } from "../file-error.ts";
import { saveObject } from "./backups.ts";
import { Pieces } from "../pieces.ts";
import { hashIfThere, readIfThere, statIfThere, unlinkIfThere } from "./disk.ts";
import { removeOwn, type Entorno } from "./entorno.ts";
import { estadoContent, estadoPath, tryParseEstado } from "./estado.ts";
import { finish, type Terminado } from "./finish.ts";
import type { Cabeza } from "./head.ts";
import { pathOf, writtenPath } from "./places.ts";
import { clearRecord, readRecord, writeRecord, type Decidido, type Paso } from "./record.ts";
import { hashOf } from "../sha256.ts";
import { removeScratch } from "./spool.ts";
import { storeError } from "./store-error.ts";

/** What a run wants on the disk. */
export interface Cambio {
  /** Id of the run: letters, digits, `-` and `_`. Several commits may be of one run. */
  readonly corrida: string;
  readonly partes: readonly Parte[];
}

/** Files, state and audit that are true together: all of it is made, or nothing. */
export interface Parte {
  readonly nombre: string;
  /** Partes before this one without which it may not be: if one of them is omitted, so is this. */
  readonly requiere?: readonly string[];
  readonly archivos?: readonly Archivo[];
  /** Documents of the state by name (a-z, 0-9, `-`, `_`), any JSON. */
  readonly estado?: Readonly<Record<string, unknown>>;
  /** Lines for the audit, any JSON. */
  readonly auditoria?: readonly unknown[];
}

export interface Archivo {
  /** Absolute, or relative to the workspace. */
  readonly path: string;
  /** Null when the file is to go. */
  readonly content: Uint8Array | Pieces | null;
  /** SHA-256 of what the caller read there, null when there was no file. */
  readonly esperado: string | null;
  /** Whether what is there now is kept, for `restore`. */
  readonly respaldar: boolean;
}

/**
 * Brings a change to the disk so that, whenever the power goes, the next opening finds every parte whole: as it was or as
 * it is to be.
 *
 * plan → intent → temporary files beside their targets, and what was there into the backups → record of what was decided →
 * `finish`. Up to the record undo is to remove the temporary files; from it on redo is to finish.
 *
 * @throws SyncError `archivo-cambio` when a file is not what was expected (nothing is done then), or what the disk says
 */
export async function commit(entorno: Entorno, cabeza: Cabeza, cambio: Cambio, now: Date): Promise<Terminado> {
  checkCambio(cambio);
  const generacion = cabeza.generacion + 1;
  const plan = await planCommit(entorno, cambio, generacion);
  const nombres = plan.map(({ nombre }) => nombre);
  const isEmpty = plan.every(({ pasos, auditoria }) => pasos.length === 0 && auditoria.length === 0);
  if (isEmpty) {
    return { generacion: cabeza.generacion, corrida: cambio.corrida, hechas: nombres, omitidas: [], cambiados: [] };
  }
  const pasos = plan.flatMap((parte) => parte.pasos);
  const { corrida } = cambio;
  let isDecided = false;
  try {
    await prepare(entorno, corrida, pasos);
    const bytes = (await statIfThere(entorno.disk, entorno.places.auditoria))?.size ?? 0;
    const decidido: Decidido = {
      version: 1,
      fase: "decidido",
      corrida,
      generacion,
      cuando: now.toISOString(),
      cabeza: { ...cabeza, auditoria: { ...cabeza.auditoria, bytes } },
      partes: plan.map(({ nombre, requiere, auditoria, pasos: own }) => ({
        nombre,
        requiere,
        auditoria,
        pasos: own.map(({ paso }) => paso),
        omitida: null,
      })),
    };
    isDecided = true;
    await writeRecord(entorno, decidido);
    return await finish(entorno, decidido);
  } catch (cause) {
    // Only what nobody has decided yet may be taken back, and only while the workspace is ours; else the next opening does it.
    if (!isDecided) await tryUndo(entorno);
    throw cause;
  }
}

/**
 * Brings an interrupted commit to its end: takes back what was only being prepared, finishes what was decided.
 *
 * @returns what became of a decided one, null when there was none
 * @throws SyncError; everything stays then as it is
 */
export async function recover(entorno: Entorno): Promise<Terminado | null> {
  const { disk, places } = entorno;
  await entorno.fence();
  await unlinkIfThere(disk, places.escribiendo);
  await removeScratch(entorno);
  const registro = await readRecord(entorno);
  if (registro === null) return null;
  // To be seen is not to be there for good: whoever wrote the record may have ended before syncing it, and it must not be
  // lost once something has been done upon it.
  await disk.syncFolder(places.carpeta);
  if (registro.fase === "decidido") return finish(entorno, registro);
  await undo(entorno);
  return null;
}

interface PasoPlaneado {
  readonly paso: Paso;
  readonly content: Archivo["content"];
}

interface Plan {
  readonly nombre: string;
  readonly requiere: string[];
  readonly auditoria: unknown[];
  readonly pasos: readonly PasoPlaneado[];
}

/** Compares what is to be with what there is; what is already so needs no step. */
async function planCommit(entorno: Entorno, { corrida, partes }: Cambio, generacion: number): Promise<Plan[]> {
  const { disk, places } = entorno;
  const seen = new Set<string>();
  let number = 0;
  const step = (
    path: string,
    { antes, despues, ...rest }: Omit<Paso, "path" | "temporal">,
    content: Archivo["content"],
  ): PasoPlaneado[] => {
    if (seen.has(path)) throw new Error(`twice in one commit: ${path}`);
    seen.add(path);
    if (antes === despues) return [];
    number += 1;
    const temporal = writtenPath(places, join(dirname(path), `.metas-${corrida}-${number}.tmp`));
    return [{ paso: { path: writtenPath(places, path), temporal, antes, despues, ...rest }, content }];
  };
  const plans: Plan[] = [];
  for (const { nombre, requiere = [], archivos = [], estado = {}, auditoria = [] } of partes) {
    const pasos: PasoPlaneado[] = [];
    for (const { path: given, content, esperado, respaldar } of archivos) {
      const path = await realPath(entorno, resolve(places.raiz, given));
      const [antes, despues] = [await hashIfThere(disk, path), await hashOfContent(content)];
      if (antes !== esperado && antes !== despues) throw storeError("archivo-cambio", path);
      pasos.push(...step(path, { antes, despues, respaldar, esEstado: false }, content));
    }
    for (const [name, contenido] of Object.entries(estado)) {
      const path = estadoPath(places, name);
      const before = await readIfThere(disk, path);
      if (before !== null && isSame(before, name, contenido)) continue;
      const content = estadoContent({ nombre: name, generacion, corrida, contenido });
      const [antes, despues] = [hashOf(before), hashOf(content)];
      pasos.push(...step(path, { antes, despues, respaldar: true, esEstado: true }, content));
    }
    plans.push({ nombre, requiere: [...requiere], auditoria: [...auditoria], pasos });
  }
  return plans;
}

async function hashOfContent(content: Archivo["content"]): Promise<string | null> {
  return content instanceof Pieces ? content.sha256() : hashOf(content);
}

/** Writes everything that is needed beside its place, so that nothing but names has to change afterwards. */
async function prepare(entorno: Entorno, corrida: string, pasos: readonly PasoPlaneado[]): Promise<void> {
  const { disk, places } = entorno;
  const written = pasos.filter(({ content }) => content !== null);
  const temporales = written.map(({ paso }) => paso.temporal);
  await writeRecord(entorno, { version: 1, fase: "preparado", corrida, temporales });
  const folders = new Set(written.map(({ paso }) => dirname(pathOf(places, paso.temporal))));
  for (const folder of folders) await disk.mkdir(folder);
  for (const { paso, content } of written) {
    if (content === null) continue;
    const mode = (await statIfThere(disk, pathOf(places, paso.path)))?.mode;
    // Whoever has a file for reading only may still work in the copy that is left beside it.
    try {
      await disk.writeFile(pathOf(places, paso.temporal), content, mode === undefined ? undefined : mode | 0o200);
    } catch (cause) {
      // Nobody knows the temporary's name.
      throw fileError("escribir", pathOf(places, paso.path), cause);
    }
  }
  for (const folder of folders) await disk.syncFolder(folder);
  // Also of what need not be restored later: a parte may have to be put back.
  for (const { paso } of pasos) {
    if (paso.antes !== null) await saveObject(entorno, paso.antes, pathOf(places, paso.path));
  }
  // A content that was there already may have been written by a run that ended before syncing.
  await disk.syncFolder(places.objetos);
}

async function tryUndo(entorno: Entorno): Promise<void> {
  try {
    await entorno.fence();
    await undo(entorno);
  } catch {
    // What made the commit fail may well make this fail.
  }
}

/** Removes what a commit prepared, and its intent. */
async function undo(entorno: Entorno): Promise<void> {
  const registro = await readRecord(entorno);
  if (registro === null || registro.fase !== "preparado") return;
  const temporales = registro.temporales.map((temporal) => pathOf(entorno.places, temporal));
  await removeOwn(entorno, temporales);
  await clearRecord(entorno);
}

/** Whether a document says already what it is to say; a damaged one says nothing. */
function isSame(content: Buffer, nombre: string, contenido: unknown): boolean {
  const estado = tryParseEstado(content, nombre);
  return estado !== null && JSON.stringify(estado.contenido) === JSON.stringify(contenido);
}

/** Links are followed, so that what they lead to is replaced and not the link, and a file has one name alone. */
async function realPath({ disk }: Pick<Entorno, "disk">, path: string): Promise<string> {
  try {
    return await disk.realpath(path);
  } catch (cause) {
    if (systemCode(cause) !== "ENOENT" || dirname(path) === path) throw cause;
  }
  return join(await realPath({ disk }, dirname(path)), basename(path));
}

/** @throws Error for what only a mistake of the program can bring */
function checkCambio({ corrida, partes }: Cambio): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(corrida)) throw new Error(`no id of a run: ${corrida}`);
  const before = new Set<string>();
  for (const { nombre, requiere = [] } of partes) {
    const missing = requiere.find((other) => !before.has(other));
    if (missing !== undefined) throw new Error(`${nombre} requires ${missing}, which does not come before it`);
    if (before.has(nombre)) throw new Error(`two partes are called ${nombre}`);
    before.add(nombre);
  }
}
