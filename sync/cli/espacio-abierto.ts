import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import type { Config } from "../config.ts";
import type { Corrida } from "../corrida/planear.ts";
import type { PlanLeido } from "../plan-file.ts";
import { nodeDisk, statIfThere } from "../store/disk.ts";
import { emptyStore } from "../store/empty-store.ts";
import { openStore, usualCarpeta, type OpcionesStore, type Store } from "../store/store.ts";
import type { Entrada } from "./command.ts";
import { findEspacio, findPlanOf, missing } from "./espacio.ts";
import type { Io } from "./io.ts";

/** A workspace with its plan: what a command about syncing works on. */
export interface EspacioLeido {
  readonly config: Config;
  readonly plan: PlanLeido;
}

/** What a test may put in the place of the real disk. */
export type OpcionesDisco = Pick<OpcionesStore, "disk" | "reintentos">;

/** @throws SyncError with exit code 2 where there is no workspace, or it is wrong */
export async function readEspacio(entrada: Entrada, comando: string): Promise<EspacioLeido> {
  const config = await findEspacio(entrada, true);
  if (config === null) throw missing("falta-argumento", comando, "la carpeta de trabajo");
  return { config, plan: await findPlanOf(entrada, config, []) };
}

/**
 * Does something with a workspace's memory, which nobody else has meanwhile.
 *
 * @param resto for tests: a disk that fails
 * @throws SyncError with exit code 11 when another run has it
 */
export async function withStore<T>(
  { path, respaldos }: Config,
  { now }: Pick<Io, "now">,
  work: (store: Store) => Promise<T>,
  resto: OpcionesDisco = {},
): Promise<T> {
  const store = await openStore({ raiz: dirname(path), now, retencion: respaldos, ...resto });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** The same for whoever only looks: in a workspace that no run has worked in yet nothing is made for it. */
export async function withStoreToLook<T>(
  config: Config,
  io: Pick<Io, "now">,
  work: (store: Store) => Promise<T>,
  resto: OpcionesDisco = {},
): Promise<T> {
  const found = await statIfThere(resto.disk ?? nodeDisk, join(dirname(config.path), usualCarpeta));
  return found === null ? work(emptyStore) : withStore(config, io, work, resto);
}

/** Id and moment of a run that begins now, as people in Bogotá write it: `20171002-083000-4f2a`. */
export function newCorrida({ now }: Pick<Io, "now">): Corrida {
  const momento = momentoOf(now());
  const digits = momento.slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
  return { id: `${digits}-${randomBytes(2).toString("hex")}`, momento };
}

/** Colombia has no other time than UTC−5. */
function momentoOf(date: Date): string {
  return `${new Date(date.getTime() - 5 * 3_600_000).toISOString().slice(0, 19)}-05:00`;
}
