import { join } from "node:path";
import * as z from "zod";
import { systemCode } from "../file-error.ts";
import { jsonText } from "../json-text.ts";
import { insist, listIfThere, readIfThere, statIfThere, unlinkIfThere, type Disk, type Reintentos } from "./disk.ts";
import type { Equipo } from "./equipo.ts";
import type { KernelLock } from "./kernel-lock.ts";
import type { Places } from "./places.ts";
import { sha256 } from "../sha256.ts";
import { storeError } from "./store-error.ts";
import type { SyncError } from "../errors.ts";

/** The workspace is ours. */
export interface Candado {
  /** Of fencing: each holder's is higher than all before it. */
  readonly generacion: number;
  /** @throws SyncError `candado-perdido` when another run took the workspace over */
  readonly fence: () => Promise<void>;
  readonly release: () => Promise<void>;
}

export interface OpcionesCandado {
  readonly disk: Disk;
  readonly places: Places;
  readonly reintentos: Reintentos;
  readonly equipo: Equipo;
  readonly now: () => Date;
  readonly kernel: KernelLock;
  /** Calls again and again, every so many milliseconds, until what it returns is called. */
  readonly every: (milliseconds: number, action: () => void) => () => void;
  /** Milliseconds between signs of life. */
  readonly latido: number;
  /** Milliseconds without one after which a holder of another ámbito counts as dead. */
  readonly limite: number;
}

/**
 * Takes the workspace for one run, without waiting.
 *
 * Two locks: the kernel's, which nobody can rob and which no dead process keeps; and a file, `candados/<generación>.json`,
 * for runs that do not share a kernel (a folder on the network, containers). Taking over means to create the next
 * generation's file, which only one can; a holder writes no file but its own, so no sign of life overwrites a successor.
 *
 * @throws SyncError `candado-ocupado` with exit code 11, naming the holder; nothing is touched then
 */
export async function acquireLock(opciones: OpcionesCandado): Promise<Candado> {
  const { places, kernel } = opciones;
  const freeKernel = await kernel(sha256(places.raiz));
  if (freeKernel === null) throw heldBy(places, (await findHolder(opciones))?.ficha ?? null);
  try {
    return await acquireFile(opciones, freeKernel);
  } catch (cause) {
    await freeKernel();
    throw cause;
  }
}

const fichaSchema = z.strictObject({
  version: z.literal(1),
  generacion: z.int().positive(),
  host: z.string(),
  pid: z.int(),
  ambito: z.string(),
  /** Earlier versions did not say it. */
  arranque: z.strictObject({ maquina: z.string(), id: z.string(), desde: z.number() }).nullable().default(null),
  desde: z.iso.datetime(),
  latido: z.iso.datetime(),
  /** The run ended and let go; the file stays for its number. */
  libre: z.boolean(),
});

/** What a holder says of itself. */
type Ficha = z.infer<typeof fichaSchema>;

interface Holder {
  readonly generacion: number;
  /** Null when it cannot be read: it is just being written, on a disk without hard links. */
  readonly ficha: Ficha | null;
  /** Last sign of life, milliseconds since 1970. */
  readonly latido: number;
}

async function acquireFile(opciones: OpcionesCandado, freeKernel: () => Promise<void>): Promise<Candado> {
  const { disk, places, equipo, now, every, latido } = opciones;
  const holder = await findHolder(opciones);
  if (holder !== null && isHeld(holder, opciones)) throw heldBy(places, holder.ficha);
  const generacion = (holder?.generacion ?? 0) + 1;
  const desde = now().toISOString();
  const ficha: Ficha = { version: 1, generacion, ...equipo, desde, latido: desde, libre: false };
  await disk.mkdir(places.candados);
  const temporal = join(places.candados, `${equipo.pid}-${sha256(equipo.ambito).slice(0, 8)}.tmp`);
  await disk.writeFile(temporal, Buffer.from(jsonText(ficha)));
  const isOurs = await disk.link(temporal, filePath(places, generacion)).then(
    () => true,
    (cause: unknown) => {
      // Another was faster, and may have cleared our copy away.
      if (!["EEXIST", "ENOENT"].includes(systemCode(cause) ?? "")) throw cause;
      return false;
    },
  );
  await unlinkIfThere(disk, temporal);
  const fence = async (): Promise<void> => {
    if ((await lastGeneracion(opciones)) !== generacion) throw storeError("candado-perdido", places.carpeta);
  };
  const last = await lastGeneracion(opciones);
  if (!isOurs || last !== generacion) throw heldBy(places, (await findHolder(opciones))?.ficha ?? null);
  await disk.syncFolder(places.candados);
  for (const name of await disk.readdir(places.candados)) {
    if (name !== fileName(generacion)) await unlinkIfThere(disk, join(places.candados, name));
  }
  let beating: Promise<void> = Promise.resolve();
  const stop = every(latido, () => {
    // A sign of life that could not be given is no reason to stop: the fence tells when it has consequences.
    beating = beating.then(() => rewrite(opciones, { ...ficha, latido: now().toISOString() })).catch(() => undefined);
  });
  return {
    generacion,
    fence,
    release: async () => {
      stop();
      await beating;
      try {
        await rewrite(opciones, { ...ficha, latido: now().toISOString(), libre: true });
      } finally {
        await freeKernel();
      }
    },
  };
}

/** Whether the holder lives. Of the same ámbito it does not, or we should not have the kernel's lock. */
function isHeld({ ficha, latido }: Holder, { equipo, now, limite }: OpcionesCandado): boolean {
  if (ficha !== null && (ficha.libre || ficha.ambito === equipo.ambito || isOfEarlierStart(ficha, equipo)))
    return false;
  return now().getTime() - latido <= limite;
}

/**
 * Whether this machine has been started anew since the holder's last sign of life. Copies of a machine share its id, and
 * even its name; a holder on one of them goes on giving signs of life.
 */
function isOfEarlierStart({ host, arranque, latido }: Ficha, equipo: Equipo): boolean {
  if (arranque === null || equipo.arranque === null) return false;
  const { maquina, id, desde } = equipo.arranque;
  const isThisMachine = host === equipo.host && arranque.maquina === maquina;
  return isThisMachine && arranque.id !== id && Date.parse(latido) < desde;
}

/** Writes our own file anew, unless somebody has taken over. */
async function rewrite(opciones: OpcionesCandado, ficha: Ficha): Promise<void> {
  const { disk, places, reintentos } = opciones;
  if ((await lastGeneracion(opciones)) !== ficha.generacion) return;
  const temporal = join(places.candados, `${ficha.generacion}.tmp`);
  await disk.writeFile(temporal, Buffer.from(jsonText(ficha)));
  await insist(() => disk.rename(temporal, filePath(places, ficha.generacion)), reintentos);
}

async function findHolder(opciones: OpcionesCandado): Promise<Holder | null> {
  const { disk, places } = opciones;
  const generacion = await lastGeneracion(opciones);
  if (generacion === 0) return null;
  const path = filePath(places, generacion);
  const content = await readIfThere(disk, path);
  const found = await statIfThere(disk, path);
  // Gone between two looks: whoever took over has removed it.
  if (content === null || found === null) return findHolder(opciones);
  try {
    const ficha = fichaSchema.parse(JSON.parse(content.toString("utf8")));
    return { generacion, ficha, latido: Date.parse(ficha.latido) };
  } catch {
    return { generacion, ficha: null, latido: found.modified };
  }
}

/** The highest generation that has a file, 0 when none has. */
async function lastGeneracion({ disk, places }: Pick<OpcionesCandado, "disk" | "places">): Promise<number> {
  const names = await listIfThere(disk, places.candados);
  return Math.max(0, ...names.flatMap((name) => (/^\d{10}\.json$/.test(name) ? [Number.parseInt(name, 10)] : [])));
}

function filePath({ candados }: Places, generacion: number): string {
  return join(candados, fileName(generacion));
}

function fileName(generacion: number): string {
  return `${String(generacion).padStart(10, "0")}.json`;
}

function heldBy({ carpeta }: Places, ficha: Ficha | null): SyncError {
  if (ficha === null || ficha.libre) return storeError("candado-ocupado", carpeta);
  // Made here and not above: it takes longer than the rest of the start.
  const hora = new Intl.DateTimeFormat("es-CO", { dateStyle: "long", timeStyle: "short", timeZone: "America/Bogota" });
  // «10:43 p. m.» ends the sentence by itself.
  const desde = hora.format(new Date(ficha.desde)).replace(/\.$/, "");
  return storeError("candado-ocupado", carpeta, `Está en «${ficha.host}» (proceso ${ficha.pid}) desde ${desde}.`);
}
