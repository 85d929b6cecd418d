import * as z from "zod";
import type { Cell } from "../../shared/cell.ts";
import type { Conflicto, Decision } from "../../shared/merge/conflicto.ts";
import type { Tabla } from "../../shared/merge/mezcla.ts";
import { semaforos } from "../../shared/semaforo.ts";
import type { Store } from "../store/store.ts";
import { storeError } from "../store/store-error.ts";
import type { AvisoFila } from "./aviso.ts";
import type { CambioHecho, ConflictoAbierto, ConflictoCerrado, PuntoHistoria } from "./registro.ts";

/*
 * What a run leaves for the next one: documents of the store, checked when they are read. Their shapes are those of the
 * types they are made of; a document that does not fit was not written by this program.
 */

const cell: z.ZodType<Cell> = z.union([
  z.null(),
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({ kind: z.literal("percent"), value: z.number() }),
  z.strictObject({ kind: z.literal("date"), serial: z.number() }),
  z.strictObject({ kind: z.literal("error"), code: z.string() }),
  z.strictObject({ kind: z.literal("pending") }),
]);
const valores = z.record(z.string(), cell);
const sha = z.string().regex(/^[0-9a-f]{64}$/);

const aviso = z.strictObject({
  code: z.enum([
    "fila-falta-en-libro",
    "fila-por-agregar",
    "fila-retirada-por-planeacion",
    "codigo-repetido",
    "fila-sin-codigo",
    "valor-ilegible",
    "tipo-distinto",
    "columna-falta",
    "flujo-en-vigencia-cerrada",
  ]),
  codigo: z.string().nullable(),
  columna: z.string().nullable(),
  lado: z.enum(["libro", "canonico"]),
}) satisfies z.ZodType<AvisoFila>;

const anteriores = z.array(z.strictObject({ sha, momento: z.string() }));

const libro = z.strictObject({
  /** Relative to the workspace, with `/`. */
  path: z.string(),
  /** Hash of the file as the run left it. */
  sha,
  /** What the file was before. */
  anteriores: anteriores.default([]),
  vigencia: z.int().nullable(),
  corte: z.string().nullable(),
  /** The last run left it out: the next one looks at it again, whatever has changed. */
  pendiente: z.boolean(),
  avisos: z.array(aviso),
  /** Cells that could not be written into the workbook, and why. */
  noEscritas: z.array(z.strictObject({ codigo: z.string(), columna: z.string(), code: z.string(), why: z.string() })),
});

const conflicto = z.strictObject({
  id: z.string(),
  clase: z.enum(["celda", "fila-retirada", "fila-nueva"]),
  secretaria: z.string(),
  codigo: z.string(),
  columna: z.string().nullable(),
  ancestro: cell,
  planeacion: cell,
  propio: cell,
  fila: valores.optional(),
});

const abierto = z.strictObject({ conflicto, desde: z.string(), corrida: z.string() });
const cerrado = abierto.extend({
  fin: z.enum(["planeacion", "secretaria", "otro", "acuerdo", "superado"]),
  valor: cell,
  cerrado: z.string(),
  corridaCierre: z.string(),
});

const conflictos = z.strictObject({ abiertos: z.array(abierto), cerrados: z.array(cerrado) });

const decision = z.union([
  z.strictObject({ gana: z.enum(["planeacion", "secretaria"]) }),
  z.strictObject({ gana: z.literal("otro"), valor: cell }),
]) satisfies z.ZodType<Decision>;

const cambio = z.strictObject({
  secretaria: z.string(),
  codigo: z.string(),
  columna: z.string(),
  antes: cell,
  despues: cell,
  hacia: z.enum(["libro", "canonico"]),
  regla: z.enum([
    "dueno-planeacion",
    "dueno-secretaria",
    "dueno-prevalece",
    "decision",
    "fila-nueva",
    "fila-aceptada",
    "fila-restaurada",
    "fila-retirada",
  ]),
}) satisfies z.ZodType<CambioHecho>;

const promedio = z.number().nullable();
const punto = z.strictObject({
  vigencia: z.int(),
  corte: z.string(),
  momento: z.string(),
  ciudad: promedio,
  secretarias: z.record(z.string(), promedio),
  semaforo: z.record(z.enum(semaforos), z.int()),
  rezagadas: z.int(),
  indicadores: z.int(),
}) satisfies z.ZodType<PuntoHistoria>;

const espacio = z.strictObject({
  /** Hash of the canonical workbook as the run left it, and what its title says. */
  canonico: sha.nullable(),
  /** What that file was before. */
  anteriores: anteriores.default([]),
  vigencia: z.int().nullable(),
  corte: z.string().nullable(),
  /** By id of the secretaría. */
  libros: z.record(z.string(), libro),
  avisosCanonico: z.array(z.strictObject({ code: z.string(), where: z.string(), mensaje: z.string() })),
  /** Hash of the plan. */
  plan: sha,
});

export type EstadoEspacio = z.output<typeof espacio>;
export type AvisoGuardado = EstadoEspacio["avisosCanonico"][number];
export type EstadoLibro = z.output<typeof libro>;

const consolidado = z.strictObject({
  /** Hash of everything the consolidated workbook was made of. */
  huella: z.string(),
  historia: z.array(punto),
});

/** What the consolidated workbook was last to be made of, whether or not it could be written. */
const intento = z.strictObject({ huella: z.string() });

/** Everything but the ancestors, which are read one by one when they are needed. */
export interface Memoria {
  readonly espacio: EstadoEspacio | null;
  readonly abiertos: readonly ConflictoAbierto[];
  readonly cerrados: readonly ConflictoCerrado[];
  readonly decisiones: ReadonlyMap<string, Decision>;
  /** Those that the sheet Conflictos says, as it was last read. */
  readonly enHoja: ReadonlyMap<string, Decision>;
  readonly huella: string | null;
  /** The one the consolidated workbook was last made for: a copy beside it may hold that. */
  readonly intento: string | null;
  readonly historia: readonly PuntoHistoria[];
  readonly cambios: readonly CambioHecho[];
}

/** @throws SyncError `estado-danado` */
export async function readMemoria(store: Store): Promise<Memoria> {
  const written = await readDocumento(store, "consolidado", consolidado);
  const known = await readDocumento(store, "conflictos", conflictos);
  return {
    espacio: await readDocumento(store, "espacio", espacio),
    abiertos: (known?.abiertos ?? []).map(abiertoOf),
    cerrados: (known?.cerrados ?? []).map((each) => ({ ...each, ...abiertoOf(each) })),
    decisiones: await readDecisiones(store, "decisiones"),
    enHoja: await readDecisiones(store, "decisiones-hoja"),
    huella: written?.huella ?? null,
    intento: (await readDocumento(store, "consolidado-intento", intento))?.huella ?? null,
    historia: written?.historia ?? [],
    cambios: (await readDocumento(store, "cambios", z.array(cambio))) ?? [],
  };
}

async function readDecisiones(store: Store, name: string): Promise<Map<string, Decision>> {
  return new Map(Object.entries((await readDocumento(store, name, z.record(z.string(), decision))) ?? {}));
}

/** Closed conflicts that are kept for the Historial; the audit has them all. */
const maxCerrados = 500;

/** The documents that say so, but for what is known of the consolidated workbook. */
export function memoriaDocumentos(memoria: Omit<Memoria, "huella" | "historia">): Record<string, unknown> {
  return {
    espacio: memoria.espacio,
    conflictos: { abiertos: memoria.abiertos, cerrados: memoria.cerrados.slice(0, maxCerrados) },
    decisiones: Object.fromEntries(memoria.decisiones),
    "decisiones-hoja": Object.fromEntries(memoria.enHoja),
    cambios: memoria.cambios,
    "consolidado-intento": { huella: memoria.intento },
  };
}

/** The document of the consolidated workbook. */
export function consolidadoDocumento({
  huella,
  historia,
}: Pick<Memoria, "huella" | "historia">): Record<string, unknown> {
  return { consolidado: { huella, historia } };
}

/**
 * What a secretaría's workbook and the canonical one last agreed on; null when they never did.
 *
 * @throws SyncError `estado-danado`
 */
export async function readAncestro(store: Store, secretaria: string): Promise<Tabla | null> {
  const filas = await readDocumento(store, ancestroName(secretaria), z.array(z.tuple([z.string(), valores])));
  return filas === null ? null : new Map(filas);
}

/** Ids of the secretarías of which there is one. */
export async function listAncestros(store: Store): Promise<string[]> {
  const prefix = ancestroName("");
  return (await store.listEstados()).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
}

export function ancestroDocumento(secretaria: string, ancestro: Tabla): Record<string, unknown> {
  return { [ancestroName(secretaria)]: [...ancestro] };
}

function ancestroName(secretaria: string): string {
  return `ancestro-${secretaria}`;
}

async function readDocumento<Shape>(store: Store, name: string, schema: z.ZodType<Shape>): Promise<Shape | null> {
  const estado = await store.readEstado(name);
  if (estado === null) return null;
  const read = schema.safeParse(estado.contenido);
  if (!read.success) throw storeError("estado-danado", name, "", read.error);
  return read.data;
}

/** Without a `fila` that is undefined, which JSON does not know. */
function abiertoOf({ conflicto: { fila, ...rest }, desde, corrida }: z.output<typeof abierto>): ConflictoAbierto {
  const own: Conflicto = fila === undefined ? rest : { ...rest, fila };
  return { conflicto: own, desde, corrida };
}
