import * as z from "zod";
import { jsonText } from "../json-text.ts";
import { readIfThere, unlinkIfThere } from "./disk.ts";
import { writeOwn, type Entorno } from "./entorno.ts";
import { cabezaSchema } from "./head.ts";
import { sha } from "./schema.ts";
import { storeError } from "./store-error.ts";

/** One file of a commit; paths as they are written down. */
const paso = z.strictObject({
  path: z.string(),
  /** Beside `path`, where the new content waits. */
  temporal: z.string(),
  antes: sha.nullable(),
  /** Null when the file is to go. */
  despues: sha.nullable(),
  respaldar: z.boolean(),
  /** The store's own document, which no person has open. */
  esEstado: z.boolean(),
});

const omitida = z.strictObject({
  causa: z.enum(["abierto", "cambio", "solo-lectura", "requisito", "perdido"]),
  /** The file that stopped it, or null where it was a parte it requires. */
  path: z.string().nullable(),
  /** Where the content goes that could not be put in its place, or null. */
  nuevo: z.string().nullable(),
});

const parte = z.strictObject({
  nombre: z.string(),
  requiere: z.array(z.string()),
  pasos: z.array(paso),
  auditoria: z.array(z.unknown()),
  /** Why it is not made, or is undone; null while it goes ahead. */
  omitida: omitida.nullable(),
});

const corrida = { version: z.literal(1), corrida: z.string() };
const schema = z.discriminatedUnion("fase", [
  /** Temporary files are being written: undo is to remove them. */
  z.strictObject({ ...corrida, fase: z.literal("preparado"), temporales: z.array(z.string()) }),
  /** Everything is on the disk beside its place: redo is to put it there. */
  z.strictObject({
    ...corrida,
    fase: z.literal("decidido"),
    generacion: z.int().positive(),
    cuando: z.string(),
    /** What the store was at before. */
    cabeza: cabezaSchema,
    partes: z.array(parte),
  }),
]);

export type Registro = z.infer<typeof schema>;
export type Decidido = Extract<Registro, { fase: "decidido" }>;
export type PartePlaneada = z.infer<typeof parte>;
export type Paso = z.infer<typeof paso>;
/** Why a parte was not made; a stable code. */
export type Omision = z.infer<typeof omitida>;

/**
 * The journal's record, null when no commit is under way.
 *
 * @throws SyncError `diario-danado`
 */
export async function readRecord({ disk, places }: Entorno): Promise<Registro | null> {
  const content = await readIfThere(disk, places.diario);
  if (content === null) return null;
  try {
    return schema.parse(JSON.parse(content.toString("utf8")));
  } catch (cause) {
    throw storeError("diario-danado", places.diario, "", cause);
  }
}

export async function writeRecord(entorno: Entorno, registro: Registro): Promise<void> {
  await entorno.fence();
  await writeOwn(entorno, entorno.places.diario, jsonText(registro));
}

export async function clearRecord({ disk, places }: Pick<Entorno, "disk" | "places">): Promise<void> {
  await unlinkIfThere(disk, places.diario);
  await disk.syncFolder(places.carpeta);
}
