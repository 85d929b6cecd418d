import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { Secretaria } from "../../../shared/plan/schema.ts";
import { planPrueba as plan } from "../plan-prueba.ts";
import { buildPlantilla, type FilaPlantilla } from "../../../sync/plantilla.ts";
import { readReporte } from "../../../shared/read.ts";
import { openLibro } from "../../../sync/libro.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { patchWorkbook } from "../../../sync/xlsx/patch.ts";
import { findingSchema, makeFolder, runMetas, type Corrida } from "./run.ts";

/** A workspace of two secretarías, with a first run behind it. */
export async function makeEspacio(config: object = {}): Promise<string> {
  const raiz = await makeFolder();
  await mkdir(join(raiz, "libros"));
  await writeFile(join(raiz, "plan.json"), JSON.stringify(plan));
  await writeFile(join(raiz, "metas.config.json"), JSON.stringify(config));
  for (const secretaria of plan.secretarias) await writeLibro(raiz, secretaria);
  const first = await sincronizar(raiz);
  if (first.code !== 0) throw new Error(first.err);
  return raiz;
}

async function writeLibro(raiz: string, secretaria: Secretaria): Promise<void> {
  const mark = secretaria.id.slice(0, 1).toUpperCase();
  const indicadores = ["01", "02"].map((number): FilaPlantilla => ({
    codigo: `${mark}-${number}`,
    nombre: `Indicador ${number}`,
    unidad: "Número",
    tipoAcumulacion: "Flujo",
    meta2017: 10,
    ejecucion2017: 5,
    planFechaLimite: "2017-11-30",
  }));
  const input = { plan, secretaria, vigencia: 2017, corte: "2017-09-30", indicadores };
  await writeFile(join(raiz, "libros", `${secretaria.id}.xlsx`), await buildPlantilla(input));
}

export function sincronizar(raiz: string, ...argv: readonly string[]): Promise<Corrida> {
  return runMetas(["sincronizar", "--json", ...argv], raiz);
}

type Change = readonly [codigo: string, key: string, value: string | number | null];

/** Types cells into a workbook, or with `canonico.xlsx` into the canonical one. */
export async function edit(raiz: string, file: string, ...changes: readonly Change[]): Promise<void> {
  const path = join(raiz, file);
  const bytes = await readFile(path);
  const reporte = readReporte(file === "canonico.xlsx" ? openCanonico(bytes) : openLibro(bytes, file, plan), plan);
  if (reporte === null) throw new Error(`no header in ${file}`);
  const cells = changes.map(([codigo, key, value]) => {
    const row = reporte.indicadores.find((each) => each.codigo === codigo)?.row;
    const column = reporte.layout.columns.get(key);
    if (row === undefined || column === undefined) throw new Error(`no cell ${codigo} ${key}`);
    return { row, column, value };
  });
  await writeFile(path, patchWorkbook(bytes, file, "Indicadores", cells));
}

/** What a cell holds. */
export async function cellOf(raiz: string, file: string, codigo: string, key: string): Promise<unknown> {
  const bytes = await readFile(join(raiz, file));
  const reporte = readReporte(file === "canonico.xlsx" ? openCanonico(bytes) : openLibro(bytes, file, plan), plan);
  const row = reporte?.indicadores.find((each) => each.codigo === codigo)?.row;
  const cells = reporte?.libro.grid.rows.find((each) => each.row === row)?.cells ?? [];
  return cells[reporte?.layout.columns.get(key) ?? -1] ?? null;
}

/** Hashes of every file, without those that only tell who ran or save time. */
export async function bytesOf(raiz: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const each of await readdir(raiz, { recursive: true, withFileTypes: true })) {
    const path = join(each.parentPath, each.name).slice(raiz.length + 1);
    if (!each.isFile() || /^\.metas\/(candados|cache)\//.test(path)) continue;
    found[path] = createHash("sha256")
      .update(await readFile(join(raiz, path)))
      .digest("hex");
  }
  return found;
}

function openCanonico(bytes: Buffer): Parameters<typeof readReporte>[0] {
  const workbook = readWorkbook(bytes, "canonico.xlsx");
  const { sheets, definedNames, hasMacros, externalLinks } = workbook;
  const info = { sheets, definedNames, hasMacros, externalLinks };
  return { file: "canonico.xlsx", info, grid: workbook.readGrid("Indicadores") };
}

const cell = z.union([
  z.null(),
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({ kind: z.enum(["percent", "date"]), value: z.number().optional(), serial: z.number().optional() }),
]);
const error = z.strictObject({
  code: z.string(),
  where: z.string(),
  message: z.string().min(1),
  hint: z.string().min(1),
});
const edicion = z.strictObject({
  codigo: z.string(),
  columna: z.string(),
  antes: cell,
  despues: cell,
  regla: z.string(),
});

export const conflictoSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{12}$/),
  clase: z.enum(["celda", "fila-retirada", "fila-nueva"]),
  secretaria: z.string(),
  codigo: z.string(),
  columna: z.string().nullable(),
  ancestro: cell,
  planeacion: cell,
  propio: cell,
  fila: z.record(z.string(), cell).optional(),
  desde: z.iso.datetime({ offset: true }),
  corrida: z.string(),
});

/** What `metas sincronizar --json` prints. */
export const sincronizarSchema = z.strictObject({
  corrida: z.string().regex(/^\d{8}-\d{6}-[0-9a-f]{4}$/),
  momento: z.iso.datetime({ offset: true }),
  simulada: z.boolean(),
  exitCode: z.int(),
  plan: z.strictObject({ file: z.string().nullable(), nombre: z.string(), deEjemplo: z.boolean() }),
  secretarias: z.array(
    z.strictObject({
      secretaria: z.string().nullable(),
      nombre: z.string(),
      file: z.string().nullable(),
      estado: z.enum(["sin-cambios", "mezclada", "omitida", "detenida"]),
      leido: z
        .strictObject({ vigencia: z.int().nullable(), corte: z.string().nullable(), indicadores: z.int() })
        .nullable(),
      error: error.optional(),
      alLibro: z.array(edicion),
      alCanonico: z.array(edicion),
      noEscritas: z.array(
        z.strictObject({ codigo: z.string(), columna: z.string(), code: z.string(), message: z.string() }),
      ),
      conflictos: z.array(z.string()),
      resueltos: z.array(z.strictObject({ id: z.string(), fin: z.string(), valor: cell })),
      avisos: z.array(
        z.strictObject({
          code: z.string(),
          codigo: z.string().nullable(),
          columna: z.string().nullable(),
          lado: z.enum(["libro", "canonico"]),
          message: z.string().min(1),
        }),
      ),
      hallazgos: z.strictObject({ errors: z.int(), warnings: z.int(), infos: z.int(), waived: z.int() }).nullable(),
      findings: z.array(findingSchema),
    }),
  ),
  avisosCanonico: z.array(z.strictObject({ code: z.string(), where: z.string(), mensaje: z.string() })),
  conflictos: z.array(conflictoSchema),
  escritos: z.array(z.string()),
  pendientes: z.array(z.strictObject({ file: z.string(), nuevo: z.string().nullable(), error })),
  recuperada: z.string().nullable(),
  memoriaRehecha: z.boolean(),
  canonico: z.string(),
  consolidado: z.string(),
});
