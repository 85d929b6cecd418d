import { basename, dirname, join } from "node:path";
import { readObject } from "./backups.ts";
import { hashIfThere, insist, statIfThere } from "./disk.ts";
import type { Entorno } from "./entorno.ts";
import type { Nuevo } from "./head.ts";
import { freeNuevo, isFreeNuevo } from "./nuevo.ts";
import { pathOf } from "./places.ts";
import { isReadOnly } from "./read-only.ts";
import type { Omision, Paso } from "./record.ts";
import { storeError } from "./store-error.ts";

/**
 * Puts the files of one parte in their place, those that are not there yet.
 *
 * @param cambiados gets the files that were there already and that a person has changed since
 * @param nuevos copies that earlier runs left
 * @returns why the parte cannot be; what had been put in place by then still is
 */
export async function putInPlace(
  entorno: Entorno,
  pasos: readonly Paso[],
  nuevos: readonly Nuevo[],
  cambiados: Set<string>,
): Promise<Omision | null> {
  const { places } = entorno;
  const stop = async ({ path, despues, esEstado }: Paso, causa: Omision["causa"]): Promise<Omision> => {
    const isWorthLeaving = !esEstado && despues !== null;
    return { causa, path, nuevo: isWorthLeaving ? await freeNuevo(entorno, path, nuevos) : null };
  };
  const pending: Paso[] = [];
  for (const paso of pasos) {
    const path = pathOf(places, paso.path);
    switch (await situacionOf(entorno, paso)) {
      case "hecho":
        break;
      case "posterior":
        cambiados.add(path);
        break;
      case "perdido":
        return { causa: "perdido", path: paso.path, nuevo: null };
      case "ajeno":
        return stop(paso, "cambio");
      case "inaccesible":
        return stop(paso, "abierto");
      case "pendiente":
        if (!paso.esEstado && (await isOpen(entorno, path))) return stop(paso, "abierto");
        if (await isReadOnly(entorno, path)) return stop(paso, "solo-lectura");
        pending.push(paso);
        break;
    }
  }
  if (pending.length > 0) await entorno.fence();
  for (const paso of pending) {
    const causa = await put(entorno, paso);
    if (causa !== null) return stop(paso, causa);
  }
  return null;
}

/**
 * Puts back what the files of one parte were, except where a person has changed them since, and leaves ours beside the
 * one that stopped it.
 *
 * @param nuevos copies that earlier runs left
 * @throws SyncError `deshacer-pendiente` when a program took hold of a file in between
 */
export async function putBack(
  entorno: Entorno,
  pasos: readonly Paso[],
  omitida: Omision,
  nuevos: readonly Nuevo[],
  cambiados: Set<string>,
): Promise<void> {
  const { disk, places, reintentos } = entorno;
  await entorno.fence();
  for (const paso of pasos) {
    const path = pathOf(places, paso.path);
    const temporal = pathOf(places, paso.temporal);
    // While ours still waits beside it, whatever stands in its place was not put there by us.
    if (paso.despues !== null && (await statIfThere(disk, temporal)) !== null) {
      if (paso.path !== omitida.path || omitida.nuevo === null) continue;
      const { nuevo } = omitida;
      // One more refusal is not worth stopping for: the next run makes the content anew. Nor is a copy that somebody has
      // begun to work in since it was chosen.
      await insist(async () => {
        if (await isFreeNuevo(entorno, nuevo, nuevos)) await disk.rename(temporal, pathOf(places, nuevo));
      }, reintentos);
      continue;
    }
    const now = await hashIfThere(disk, path);
    if (now === paso.antes) continue;
    const isBack = now === paso.despues && (await restoreBefore(entorno, paso));
    if (!isBack && paso.path !== omitida.path) cambiados.add(path);
  }
}

/** The files that a step makes for itself, which are to be gone when it is finished. */
export function ownFiles({ places }: Entorno, { temporal }: Paso): readonly string[] {
  return [pathOf(places, temporal), backPath(pathOf(places, temporal))];
}

/** How a step stands. */
type Situacion =
  /** The target is what it was, and what is to come stands ready. */
  | "pendiente"
  | "hecho"
  /** The target cannot even be read. */
  | "inaccesible"
  /** The target is neither what it was nor what it is to be, and ours never got there. */
  | "ajeno"
  /** The same, but ours was there: a person went on working with it. */
  | "posterior"
  /** The target is what it was, and what was to come is gone or damaged. */
  | "perdido";

async function situacionOf(entorno: Entorno, { path, temporal, antes, despues }: Paso): Promise<Situacion> {
  const { disk, places, reintentos } = entorno;
  let now: string | null = null;
  const refusal = await insist(async () => {
    now = await hashIfThere(disk, pathOf(places, path));
  }, reintentos);
  if (refusal !== null) return "inaccesible";
  if (now === despues) return "hecho";
  const isReady = despues === null || (await hashIfThere(disk, pathOf(places, temporal))) === despues;
  if (now === antes) return isReady ? "pendiente" : "perdido";
  return isReady ? "ajeno" : "posterior";
}

/**
 * Puts one file in its place, unless it is no longer what it was: the files before it, and every try, may have taken
 * seconds in which a person saved it.
 *
 * @returns why it cannot be, null when it is there
 */
async function put({ disk, places, reintentos }: Entorno, paso: Paso): Promise<"abierto" | "cambio" | null> {
  const { antes, despues, esEstado } = paso;
  const target = pathOf(places, paso.path);
  let isTheirs = false;
  const refusal = await insist(async () => {
    // Only we write the store's own documents.
    const now = esEstado ? antes : await hashIfThere(disk, target);
    isTheirs = now !== antes && now !== despues;
    if (now !== antes) return;
    await (despues === null ? disk.unlink(target) : disk.rename(pathOf(places, paso.temporal), target));
  }, reintentos);
  if (refusal !== null) return "abierto";
  return isTheirs ? "cambio" : null;
}

/** @returns whether it is there again; not when a person saved the file meanwhile, whose it then stays */
async function restoreBefore(entorno: Entorno, { path, temporal, antes, despues }: Paso): Promise<boolean> {
  const { disk, places, reintentos } = entorno;
  const target = pathOf(places, path);
  const back = backPath(pathOf(places, temporal));
  const content = antes === null ? null : await readObject(entorno, antes);
  if (content !== null) await disk.writeFile(back, content, (await statIfThere(disk, target))?.mode);
  let isTheirs = false;
  const refusal = await insist(async () => {
    const now = await hashIfThere(disk, target);
    isTheirs = now !== despues && now !== antes;
    if (now !== despues) return;
    await (content === null ? disk.unlink(target) : disk.rename(back, target));
  }, reintentos);
  if (refusal !== null) throw storeError("deshacer-pendiente", target, "", refusal);
  return !isTheirs;
}

function backPath(temporal: string): string {
  return temporal.replace(/\.tmp$/, ".atras.tmp");
}

/** Whether a program left its mark beside the file, as Excel and LibreOffice do. */
async function isOpen({ disk }: Entorno, path: string): Promise<boolean> {
  for (const mark of [`~$${basename(path)}`, `.~lock.${basename(path)}#`]) {
    if ((await statIfThere(disk, join(dirname(path), mark))) !== null) return true;
  }
  return false;
}
