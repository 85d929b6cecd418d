import { dirname } from "node:path";
import { appendAudit } from "./audit.ts";
import { writeManifest } from "./backups.ts";
import { hashIfThere } from "./disk.ts";
import { removeOwn, type Entorno } from "./entorno.ts";
import { readWrittenHead, writeHead } from "./head.ts";
import { tidyNuevos } from "./nuevo.ts";
import { pathOf } from "./places.ts";
import { clearRecord, writeRecord, type Decidido, type Omision, type PartePlaneada } from "./record.ts";
import { ownFiles, putBack, putInPlace } from "./step.ts";

/** What became of a decided commit. Paths are absolute. */
export interface Terminado {
  readonly generacion: number;
  readonly corrida: string;
  /** Names of the partes that are on the disk. */
  readonly hechas: readonly string[];
  readonly omitidas: readonly Omitida[];
  /** Files that a person changed after they had been written and before the commit was finished; theirs stay. */
  readonly cambiados: readonly string[];
}

/** A parte of which nothing is on the disk, neither files nor state. */
export interface Omitida extends Omision {
  readonly parte: string;
}

/**
 * Puts a decided commit in its place: what a commit does at its end, and what redoes it after a crash.
 *
 * Every step looks first whether it has been done. A parte that cannot go ahead (a file is open, or a person changed it
 * meanwhile) is undone whole, and with it those that require it; the record says so before anything is undone, so that a
 * crash does not make up its mind anew. Requirements come first in the record: what depends on a parte is never on the
 * disk without it.
 *
 * @throws SyncError; the record stands then, and the next opening goes on from it
 */
export async function finish(entorno: Entorno, decidido: Decidido): Promise<Terminado> {
  const { disk, places } = entorno;
  let registro = decidido;
  const folders = new Set<string>();
  const cambiados = new Set<string>();
  for (const { nombre, requiere, pasos, omitida: decided } of decidido.partes) {
    let omitida = decided;
    if (omitida === null) {
      const isWithout = registro.partes.some((other) => other.omitida !== null && requiere.includes(other.nombre));
      omitida = isWithout
        ? { causa: "requisito", path: null, nuevo: null }
        : await putInPlace(entorno, pasos, registro.cabeza.nuevos, cambiados);
      if (omitida !== null) {
        registro = withOmitida(registro, nombre, omitida);
        await writeRecord(entorno, registro);
      }
    }
    if (omitida !== null) await putBack(entorno, pasos, omitida, registro.cabeza.nuevos, cambiados);
    for (const { path } of pasos) folders.add(dirname(pathOf(places, path)));
  }
  for (const folder of folders) await disk.syncFolder(folder);
  await entorno.fence();
  await conclude(entorno, registro);
  const omitidas: Omitida[] = [];
  for (const parte of registro.partes) omitidas.push(...(await omitidaOf(entorno, parte)));
  return {
    generacion: registro.generacion,
    corrida: registro.corrida,
    hechas: registro.partes.filter(({ omitida }) => omitida === null).map(({ nombre }) => nombre),
    omitidas,
    cambiados: [...cambiados],
  };
}

/** Audit, manifest, head, and the record away; none of it twice. */
async function conclude(entorno: Entorno, registro: Decidido): Promise<void> {
  const { generacion, corrida, cuando, partes, cabeza } = registro;
  if ((await readWrittenHead(entorno))?.generacion !== generacion) {
    const hechas = partes.filter(({ omitida }) => omitida === null);
    const apuntes = hechas.flatMap(({ nombre, auditoria }) =>
      auditoria.map((dato) => ({ generacion, corrida, cuando, parte: nombre, dato })),
    );
    const auditoria = await appendAudit(entorno, cabeza.auditoria, apuntes);
    const archivos = hechas.flatMap(({ nombre, pasos }) =>
      pasos.map(({ path, antes, despues, respaldar }) => ({
        path,
        parte: nombre,
        antes,
        despues,
        respaldado: respaldar,
      })),
    );
    if (archivos.length > 0) await writeManifest(entorno, { version: 1, generacion, corrida, cuando, archivos });
    const nuevos = await tidyNuevos(entorno, registro);
    await writeHead(entorno, { version: 1, generacion, corrida, cuando, auditoria, nuevos });
  }
  const own = partes.flatMap(({ pasos }) => pasos.flatMap((paso) => ownFiles(entorno, paso)));
  await removeOwn(entorno, own);
  await clearRecord(entorno);
}

async function omitidaOf({ disk, places }: Entorno, { nombre, omitida, pasos }: PartePlaneada): Promise<Omitida[]> {
  if (omitida === null) return [];
  const nuevo = omitida.nuevo === null ? null : pathOf(places, omitida.nuevo);
  const despues = pasos.find(({ path }) => path === omitida.path)?.despues ?? null;
  const isThere = nuevo !== null && despues !== null && (await hashIfThere(disk, nuevo)) === despues;
  return [
    {
      parte: nombre,
      causa: omitida.causa,
      path: omitida.path === null ? null : pathOf(places, omitida.path),
      nuevo: isThere ? nuevo : null,
    },
  ];
}

function withOmitida(registro: Decidido, nombre: string, omitida: Omision): Decidido {
  const partes = registro.partes.map((parte) => (parte.nombre === nombre ? { ...parte, omitida } : parte));
  return { ...registro, partes };
}
