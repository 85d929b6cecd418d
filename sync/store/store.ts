import type { Piece, Spool } from "../pieces.ts";
import { verifyAudit, type Rotura } from "./audit.ts";
import {
  pruneBackups,
  readManifests,
  usualRetencion,
  type Manifiesto,
  type Podado,
  type Retencion,
} from "./backups.ts";
import { commit, recover, type Cambio } from "./commit.ts";
import { nodeDisk, statIfThere, usualReintentos, type Disk, type Reintentos } from "./disk.ts";
import type { Entorno } from "./entorno.ts";
import { ScratchSpool } from "./spool.ts";
import { thisEquipo, type Equipo } from "./equipo.ts";
import { listEstados, readEstado, type Estado } from "./estado.ts";
import type { Terminado } from "./finish.ts";
import { readHead, type Cabeza } from "./head.ts";
import { kernelLock, type KernelLock } from "./kernel-lock.ts";
import { acquireLock, type Candado, type OpcionesCandado } from "./lock.ts";
import { placesOf } from "./places.ts";
import { planRestore, type Vuelta } from "./restore.ts";
import { asStoreError, storeError } from "./store-error.ts";

/** The workspace's memory, held by one run: nothing in it knows of indicadores. */
export interface Store {
  /** Its folder; null where there is none. */
  readonly carpeta: string | null;
  /** What was done on opening with a commit that had been interrupted; null when there was none. */
  readonly recuperado: Terminado | null;
  /** Whether the head was missing or damaged and was put together again from the rest. */
  readonly reconstruido: boolean;
  /** Number of commits so far. */
  readonly generacion: () => number;
  /** For pieces of files that are to be, until the store is closed. */
  readonly spool: Spool;
  /** @throws SyncError `estado-danado` */
  readonly readEstado: (nombre: string) => Promise<Estado | null>;
  /** Names of the documents, in order. */
  readonly listEstados: () => Promise<readonly string[]>;
  /**
   * Makes a change: see `commit`. Nothing is written when everything is already so.
   *
   * @returns which partes are on the disk, and which are not and why
   */
  readonly commit: (cambio: Cambio) => Promise<Terminado>;
  /** Goes back to before a run and all that came after it, as a run of its own: see `planRestore`. */
  readonly restore: (corrida: string, nueva: string) => Promise<Terminado & Omit<Vuelta, "cambio">>;
  /** What the commits changed whose backups are kept, oldest first. */
  readonly listCorridas: () => Promise<readonly Manifiesto[]>;
  /** Lets go of backups beyond what is to be kept. */
  readonly prune: () => Promise<Podado>;
  readonly verifyAudit: () => Promise<{ readonly lineas: number; readonly roturas: readonly Rotura[] }>;
  /** Lets the next run in. */
  readonly close: () => Promise<void>;
}

export interface OpcionesStore {
  /** The workspace's folder, which must be there. */
  readonly raiz: string;
  /** The store's own, relative to it. */
  readonly carpeta?: string;
  readonly now?: () => Date;
  readonly retencion?: Retencion;
  readonly equipo?: Equipo;
  readonly disk?: Disk;
  readonly reintentos?: Reintentos;
  readonly kernel?: KernelLock;
  readonly candado?: Partial<Pick<OpcionesCandado, "every" | "latido" | "limite">>;
}

/** The store's folder where none is named. */
export const usualCarpeta = ".metas";

/**
 * Opens a workspace's store for one run, and brings to its end what an interrupted one left.
 *
 * @throws SyncError `candado-ocupado` with exit code 11 when another run has it, having touched nothing; `diario-danado`
 */
export async function openStore(opciones: OpcionesStore): Promise<Store> {
  const { raiz, carpeta = usualCarpeta, disk = nodeDisk, reintentos = usualReintentos } = opciones;
  const { now = () => new Date(), retencion = usualRetencion, equipo = thisEquipo(), kernel = kernelLock } = opciones;
  const timing = { every: everyInterval, latido: 10_000, limite: 600_000, ...opciones.candado };
  const guard = async <T>(action: () => Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (cause) {
      throw asStoreError(cause, raiz);
    }
  };
  // By one name, whichever links lead to it: the lock is of the folder.
  const places = placesOf(await guard(() => disk.realpath(raiz)), carpeta);
  const candado = await guard(() => acquireLock({ disk, places, reintentos, equipo, now, kernel, ...timing }));
  const entorno: Entorno = { disk, places, reintentos, fence: candado.fence };
  try {
    return await guard(() => opened(entorno, candado, { now, retencion, guard }));
  } catch (cause) {
    await candado.release().catch(() => undefined);
    throw cause;
  }
}

interface Resto {
  readonly now: () => Date;
  readonly retencion: Retencion;
  readonly guard: <T>(action: () => Promise<T>) => Promise<T>;
}

async function opened(entorno: Entorno, candado: Candado, { now, retencion, guard }: Resto): Promise<Store> {
  const { disk, places } = entorno;
  for (const folder of [places.estado, places.objetos, places.corridas]) await disk.mkdir(folder);
  const wasInterrupted = (await statIfThere(disk, places.diario)) !== null;
  const recuperado = await recover(entorno);
  const { cabeza: first, rebuilt } = await readHead(entorno);
  // What other orders left, or runs that ended before they pruned, goes with the first run of a day.
  let hasLeftovers = wasInterrupted || first.cuando?.slice(0, 10) !== now().toISOString().slice(0, 10);
  let cabeza: Cabeza = first;
  let isBusy = false;
  let isBroken = false;
  /** One writer at a time, and none while something is left that only an opening can finish. */
  const alone = async <T>(action: () => Promise<T>): Promise<T> => {
    if (isBusy) throw new Error("one change at a time");
    if (isBroken) throw storeError("corrida-pendiente", places.diario);
    isBusy = true;
    try {
      return await action();
    } catch (cause) {
      hasLeftovers = true;
      const left = await headAfterFailure(entorno);
      isBroken = left === null;
      cabeza = left ?? cabeza;
      throw cause;
    } finally {
      isBusy = false;
    }
  };
  const commitOne = async (cambio: Cambio): Promise<Terminado> => {
    const terminado = await commit(entorno, cabeza, cambio, now());
    hasLeftovers ||= terminado.omitidas.length > 0;
    cabeza = (await readHead(entorno)).cabeza;
    return terminado;
  };
  const spool = new ScratchSpool(entorno);
  // By itself, lest what reads a piece holds on to its bytes.
  const guarded = ({ length, read }: Piece): Piece => ({ length, read: (room) => guard(() => read(room)) });
  return {
    carpeta: places.carpeta,
    spool: { keep: async (bytes) => guarded(await guard(() => spool.keep(bytes))) },
    recuperado,
    reconstruido: rebuilt,
    generacion: () => cabeza.generacion,
    readEstado: (nombre) => guard(() => readEstado(entorno, nombre)),
    listEstados: () => guard(() => listEstados(entorno)),
    commit: (cambio) => guard(() => alone(() => commitOne(cambio))),
    restore: (corrida, nueva) =>
      guard(() =>
        alone(async () => {
          const { cambio, sinRespaldo, posteriores } = await planRestore(entorno, corrida, nueva);
          const terminado = await commitOne(cambio);
          // Where nothing was put back they are as they were left.
          return { ...terminado, sinRespaldo, posteriores: terminado.omitidas.length === 0 ? posteriores : [] };
        }),
      ),
    listCorridas: () => guard(() => readManifests(entorno)),
    prune: () =>
      guard(() =>
        alone(async () => {
          const podado = await pruneBackups(entorno, retencion, now(), hasLeftovers);
          hasLeftovers = false;
          return podado;
        }),
      ),
    verifyAudit: () => guard(() => verifyAudit(entorno, cabeza.auditoria)),
    close: () =>
      guard(async () => {
        // What is left of it goes with the next opening.
        await spool.close().catch(() => undefined);
        await candado.release();
      }),
  };
}

/** Where a commit that failed left the store; null when something is left for the next opening, or that cannot be told. */
async function headAfterFailure(entorno: Entorno): Promise<Cabeza | null> {
  try {
    await entorno.fence();
    const isUnfinished = (await statIfThere(entorno.disk, entorno.places.diario)) !== null;
    return isUnfinished ? null : (await readHead(entorno)).cabeza;
  } catch {
    return null;
  }
}

function everyInterval(milliseconds: number, action: () => void): () => void {
  const timer = setInterval(action, milliseconds);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
