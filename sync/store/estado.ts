import { join } from "node:path";
import * as z from "zod";
import { jsonText } from "../json-text.ts";
import { listIfThere, readIfThere } from "./disk.ts";
import type { Entorno } from "./entorno.ts";
import type { Places } from "./places.ts";
import { sha } from "./schema.ts";
import { sha256 } from "../sha256.ts";
import { storeError } from "./store-error.ts";

const schema = z.strictObject({
  version: z.literal(1),
  nombre: z.string(),
  generacion: z.int().positive(),
  corrida: z.string(),
  /** Hash of `contenido`: a document changed by hand or by the disk is not taken for ours. */
  sello: sha,
  contenido: z.unknown(),
});

/** A document of the state as the last commit that changed it left it. */
export interface Estado {
  readonly nombre: string;
  /** Of the commit that wrote it. */
  readonly generacion: number;
  readonly corrida: string;
  /** Any JSON; whoever stored it checks its shape. */
  readonly contenido: unknown;
}

/** @throws Error when the name is none that every file system keeps apart */
export function estadoPath({ estado }: Pick<Places, "estado">, nombre: string): string {
  if (!/^[a-z0-9][a-z0-9_-]{0,99}$/.test(nombre) || /^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(nombre)) {
    throw new Error(`no name of a document: ${nombre}`);
  }
  return join(estado, `${nombre}.json`);
}

/**
 * Reads a document of the state.
 *
 * @returns null when there is none of that name
 * @throws SyncError `estado-danado`
 */
export async function readEstado({ disk, places }: Entorno, nombre: string): Promise<Estado | null> {
  const path = estadoPath(places, nombre);
  const content = await readIfThere(disk, path);
  return content === null ? null : parseEstado(content, nombre, path);
}

/** @throws SyncError `estado-danado` */
export function parseEstado(content: Buffer, nombre: string, where: string): Estado {
  const estado = tryParseEstado(content, nombre);
  if (estado === null) throw storeError("estado-danado", where);
  return estado;
}

/** The document, null when it is damaged. */
export function tryParseEstado(content: Buffer, nombre: string): Estado | null {
  try {
    const { nombre: own, generacion, corrida, sello, contenido } = schema.parse(JSON.parse(content.toString("utf8")));
    const isOurs = own === nombre && sha256(JSON.stringify(contenido)) === sello;
    return isOurs ? { nombre, generacion, corrida, contenido } : null;
  } catch {
    return null;
  }
}

export function estadoContent({ nombre, generacion, corrida, contenido }: Estado): Buffer {
  return Buffer.from(
    jsonText({ version: 1, nombre, generacion, corrida, sello: sha256(JSON.stringify(contenido)), contenido }),
  );
}

/** Names of the documents there are. */
export async function listEstados({ disk, places }: Pick<Entorno, "disk" | "places">): Promise<string[]> {
  const names = await listIfThere(disk, places.estado);
  return names
    .filter((name) => name.endsWith(".json") && !name.startsWith("."))
    .map((name) => name.slice(0, -".json".length))
    .sort();
}

/** The highest generation of the documents that can be read, 0 when there is none. */
export async function lastGeneracion({ disk, places }: Entorno): Promise<number> {
  let last = 0;
  for (const nombre of await listEstados({ disk, places })) {
    const content = await disk.readFile(join(places.estado, `${nombre}.json`));
    last = Math.max(last, tryParseEstado(content, nombre)?.generacion ?? 0);
  }
  return last;
}
