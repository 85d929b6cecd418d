import { join } from "node:path";
import { readCanonico, type CanonicoLeido } from "../canonico/leer.ts";
import type { Config } from "../config.ts";
import { exitCodes, SyncError } from "../errors.ts";
import { readSha } from "../libro.ts";
import { exists } from "../output.ts";
import type { PlanLeido } from "../plan-file.ts";
import { sha256 } from "../sha256.ts";
import type { Store } from "../store/store.ts";
import type { Tabla } from "../../shared/merge/mezcla.ts";
import { CacheCanonico, isSinNovedad, type CanonicoEscrito } from "./cache-canonico.ts";
import { CacheRevisiones } from "./cache.ts";
import { CarpetaCache } from "./carpeta-cache.ts";
import { readMemoria, type AvisoGuardado, type Memoria } from "./estado.ts";
import { readAgain, readFuentes } from "./fuentes.ts";
import { relativePath } from "./relativo.ts";
import { readLecturas, type Lectura, type Omitido } from "./lectura.ts";

/** Everything a run works with, as it stood when the run looked. */
export interface EntradaCorrida {
  readonly config: Config;
  readonly plan: PlanLeido["plan"];
  readonly planSha: string;
  readonly store: Store;
  readonly memoria: Memoria;
  readonly lecturas: readonly Lectura[];
  readonly omitidos: readonly Omitido[];
  readonly canonico: CanonicoActual;
  /** Null where nothing is to be kept. */
  readonly caches: Caches | null;
}

/** What only saves time. */
export interface Caches {
  readonly carpeta: CarpetaCache;
  readonly revisiones: CacheRevisiones;
  readonly canonico: CacheCanonico;
}

/** The canonical workbook as it is on the disk. */
export interface CanonicoActual {
  /** Null where there is none yet. */
  readonly sha: string | null;
  /** Its bytes, read once more as those of a `Fuente`. */
  readonly bytes: () => Buffer | null;
  /** Read when it is asked for, and kept until `soltar`. */
  readonly leer: () => CanonicoLeido | null;
  /** Lets go of what was read, which is large; what it has to tell stays. */
  readonly soltar: () => void;
  /**
   * Keeps in the cache what the next run would read of it.
   *
   * @param escrito as it is to be; null where it stays as it is
   */
  readonly guardar: (escrito: CanonicoEscrito | null) => Promise<void>;
  /** What it has to tell: as read now, or by the run that last read it as it is. */
  readonly avisos: () => readonly AvisoGuardado[];
}

/**
 * Reads the workspace.
 *
 * @param llave what reviews depend on besides plan and workbook: the program's version
 * @throws SyncError for a folder or canonical workbook that cannot be used; a workbook that cannot is in `omitidos`
 */
export async function readEntrada(
  config: Config,
  { plan }: PlanLeido,
  store: Store,
  llave: string,
  onRead: (path: string) => void,
): Promise<EntradaCorrida> {
  const planSha = sha256(JSON.stringify(plan));
  const caches = store.carpeta === null ? null : openCaches(store.carpeta, plan, `${llave}\n${planSha}`);
  const memoria = await readMemoria(store);
  const canonico = await readCanonicoActual(config, plan, memoria, caches?.canonico ?? null);
  const { fuentes, omitidas } = await readFuentes(config);
  const { lecturas, omitidos } = await readLecturas(
    fuentes,
    plan,
    caches?.revisiones ?? null,
    ownersOf(config, memoria),
    onRead,
  );
  return {
    config,
    plan,
    planSha,
    store,
    memoria,
    lecturas,
    omitidos: [...omitidas.map(({ path, error }): Omitido => ({ path, secretaria: null, error })), ...omitidos],
    canonico,
    caches,
  };
}

function openCaches(folder: string, plan: PlanLeido["plan"], llave: string): Caches {
  const carpeta = new CarpetaCache(join(folder, "cache"));
  return {
    carpeta,
    revisiones: new CacheRevisiones(carpeta, plan, llave),
    canonico: new CacheCanonico(carpeta, plan, llave),
  };
}

/** The canonical workbook is as the last run left it. */
export function isCanonicoSame({
  memoria: { espacio },
  canonico: { sha },
}: {
  readonly memoria: Pick<Memoria, "espacio">;
  readonly canonico: Pick<CanonicoActual, "sha">;
}): boolean {
  return espacio !== null && espacio.canonico === sha;
}

/** Whose workbook a file was when a run last merged it. */
function ownersOf(config: Config, { espacio }: Memoria): (path: string) => string | null {
  const owners = new Map(Object.entries(espacio?.libros ?? {}).map(([id, { path }]) => [path, id]));
  return (path) => owners.get(relativePath(config, path)) ?? null;
}

async function readCanonicoActual(
  { canonico: path }: Config,
  plan: PlanLeido["plan"],
  { espacio, abiertos }: Memoria,
  cache: CacheCanonico | null,
): Promise<CanonicoActual> {
  if (!(await exists(path))) {
    if (espacio !== null && espacio.canonico !== null) throw canonicoGone(path);
    return {
      sha: null,
      bytes: () => null,
      leer: () => null,
      guardar: async (escrito) => {
        if (escrito !== null) await cache?.write(escrito);
      },
      soltar: () => undefined,
      avisos: () => [],
    };
  }
  const sha = await readSha(path);
  const isSame = isCanonicoSame({ memoria: { espacio }, canonico: { sha } });
  const leer = (): CanonicoLeido => readOrStop(readAgain(path, sha), path, plan, abiertos, espacio);
  let leido: CanonicoLeido | null = null;
  let avisos: readonly AvisoGuardado[] = espacio?.avisosCanonico ?? [];
  return {
    sha,
    bytes: () => readAgain(path, sha),
    leer: () => {
      leido ??= (isSame ? cache?.read(sha, leer) : null) ?? leer();
      ({ avisos } = leido);
      return leido;
    },
    guardar: async (escrito) => {
      if (leido === null) cache?.keep(sha);
      else if (!isSinNovedad(leido, plan)) return;
      else if (escrito !== null) await cache?.write(escrito);
      // Without what the last run left nobody knows whether there would be something to tell.
      else if (espacio !== null) await cache?.write({ ...leido, sha, filas: filasDeLados(leido.lados) });
    },
    soltar: () => {
      leido = null;
    },
    avisos: () => avisos,
  };
}

function filasDeLados(lados: CanonicoLeido["lados"]): ReadonlyMap<string, Tabla> {
  return new Map([...lados].map(([id, { filas }]) => [id, filas]));
}

/** A canonical workbook that cannot be read stops the run as one that is missing does. */
function readOrStop(
  bytes: Buffer,
  path: string,
  plan: PlanLeido["plan"],
  abiertos: Memoria["abiertos"],
  escrito: Memoria["espacio"],
): CanonicoLeido {
  try {
    return readCanonico(bytes, path, plan, abiertos, escrito);
  } catch (error) {
    if (!(error instanceof SyncError) || error.exitCode === exitCodes.safetyStop) throw error;
    throw new SyncError(error.code, {
      where: path,
      why: `El libro canónico no se puede leer, y sin él no se mezcla nada. ${error.message}`,
      hint: `${error.hint} También puede volver al anterior con «metas restaurar».`,
      exitCode: exitCodes.safetyStop,
      cause: error,
    });
  }
}

/** Without it every indicador would look taken out by planeación. */
function canonicoGone(path: string): SyncError {
  return new SyncError("canonico-no-esta", {
    where: path,
    why: "El libro canónico ya no está donde la última corrida lo dejó, y sin él no se mezcla nada.",
    hint: "Vuelva a ponerlo ahí, o recupérelo con «metas restaurar».",
    exitCode: exitCodes.safetyStop,
  });
}
