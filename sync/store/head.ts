import * as z from "zod";
import { jsonText } from "../json-text.ts";
import { desconocida, endOfAudit, origen } from "./audit.ts";
import { readManifests } from "./backups.ts";
import { readIfThere, statIfThere } from "./disk.ts";
import { writeOwn, type Entorno } from "./entorno.ts";
import { lastGeneracion } from "./estado.ts";
import { sha } from "./schema.ts";

export const cabezaSchema = z.strictObject({
  version: z.literal(1),
  /** Counts the commits, from 1; 0 before the first. */
  generacion: z.int().nonnegative(),
  /** Run of the last commit. */
  corrida: z.string().nullable(),
  cuando: z.string().nullable(),
  auditoria: z.strictObject({
    bytes: z.int().nonnegative(),
    lineas: z.int().nonnegative(),
    /** Hash of the last line, which the next one carries. */
    ultima: sha,
  }),
  /** Copies left beside files that could not be written: as long as the hash is theirs, the store may replace or remove them. */
  nuevos: z.array(z.strictObject({ path: z.string(), de: z.string(), hash: sha })),
});

/** What the store is at: written last in every commit. */
export type Cabeza = z.infer<typeof cabezaSchema>;

export type Nuevo = Cabeza["nuevos"][number];

/**
 * The head, put together again from everything else when its file is missing or damaged. What it alone knew is lost: where
 * the audit ended, so that lines may be missing there, which shows as a break for good; and which copies are the store's.
 */
export async function readHead(entorno: Entorno): Promise<{ readonly cabeza: Cabeza; readonly rebuilt: boolean }> {
  const written = await readWrittenHead(entorno);
  if (written !== null) return { cabeza: written, rebuilt: false };
  const manifests = await readManifests(entorno);
  const last = manifests.at(-1);
  const generacion = Math.max(last?.generacion ?? 0, await lastGeneracion(entorno));
  const found = await endOfAudit(entorno);
  const isThere = (await statIfThere(entorno.disk, entorno.places.cabeza)) !== null;
  const rebuilt = isThere || generacion > 0 || found.ultima !== origen;
  const cabeza: Cabeza = {
    version: 1,
    generacion,
    corrida: last?.corrida ?? null,
    cuando: last?.cuando ?? null,
    auditoria: rebuilt ? { ...found, ultima: desconocida } : found,
    nuevos: [],
  };
  return { cabeza, rebuilt };
}

/** The head as its file says it, null when that is missing or damaged. */
export async function readWrittenHead({ disk, places }: Pick<Entorno, "disk" | "places">): Promise<Cabeza | null> {
  const content = await readIfThere(disk, places.cabeza);
  if (content === null) return null;
  try {
    return cabezaSchema.parse(JSON.parse(content.toString("utf8")));
  } catch {
    return null;
  }
}

export async function writeHead(entorno: Entorno, cabeza: Cabeza): Promise<void> {
  await writeOwn(entorno, entorno.places.cabeza, jsonText(cabeza));
}
