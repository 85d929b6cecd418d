import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { Cell } from "../../../shared/cell.ts";
import { leerLibro } from "../../../shared/merge/leer-lado.ts";
import type { Tabla } from "../../../shared/merge/mezcla.ts";
import { planPrueba as plan } from "../plan-prueba.ts";
import { readReporte } from "../../../shared/read.ts";
import { readCanonico } from "../../../sync/canonico/leer.ts";
import { Progreso, type Io } from "../../../sync/cli/io.ts";
import { run } from "../../../sync/cli/sincronizar.ts";
import type { ExitCode } from "../../../sync/errors.ts";
import { openLibro } from "../../../sync/libro.ts";
import { buildPlantilla } from "../../../sync/plantilla.ts";
import { openStore, type OpcionesStore } from "../../../sync/store/store.ts";
import { patchWorkbook } from "../../../sync/xlsx/patch.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";

/*
 * A workspace in which a run has to write everything there is: two workbooks, the canonical and the consolidated one, and
 * every document of the state. Planeación changed a meta of both secretarías, each secretaría an ejecución, and both one
 * observación.
 */

const usual = { unidad: "Número", tipoAcumulacion: "Flujo", meta2017: 10, ejecucion2017: 5, observaciones: "antes" };
const codigos = {
  salud: ["S-01", "S-02"],
  cultura: ["C-01", "C-02", "C-03"],
} as const;
const ids = ["salud", "cultura"] as const;

/** Makes it as it stands before the run of which everything is tested. */
export async function begin(raiz: string): Promise<void> {
  await mkdir(join(raiz, "libros"), { recursive: true });
  await writeFile(join(raiz, "plan.json"), JSON.stringify(plan));
  await writeFile(join(raiz, "metas.config.json"), "{}");
  for (const id of ids) {
    const secretaria = plan.secretarias.find((each) => each.id === id);
    if (secretaria === undefined) throw new Error(`no secretaría ${id}`);
    const indicadores = codigos[id].map((codigo) => ({ codigo, nombre: `Indicador ${codigo}`, ...usual }));
    const input = { plan, secretaria, vigencia: 2017, corte: "2017-09-30", indicadores };
    await writeFile(libro(raiz, id), await buildPlantilla(input));
  }
  await sincronizarWith(raiz);
  const canonico = await readFile(join(raiz, "canonico.xlsx"));
  const reporte = readReporte(openSheet(canonico), plan);
  const cell = (codigo: string, key: string, value: string | number) => ({
    row: reporte?.indicadores.find((each) => each.codigo === codigo)?.row ?? -1,
    column: reporte?.layout.columns.get(key) ?? -1,
    value,
  });
  const edits = [
    cell("S-01", "meta2017", 11),
    cell("C-03", "meta2017", 13),
    cell("C-01", "observaciones", "de planeación"),
  ];
  await writeFile(join(raiz, "canonico.xlsx"), patchWorkbook(canonico, "canonico.xlsx", "Indicadores", edits));
  await editLibro(raiz, "salud", [["S-02", "ejecucion2017", 7]]);
  await editLibro(raiz, "cultura", [
    ["C-02", "ejecucion2017", 8],
    ["C-01", "observaciones", "de la secretaría"],
  ]);
}

type Change = readonly [codigo: string, key: string, value: string | number];

/** Types cells into a workbook, as its secretaría would. */
async function editLibro(raiz: string, id: string, changes: readonly Change[]): Promise<void> {
  const bytes = await readFile(libro(raiz, id));
  const reporte = readReporte(openLibro(bytes, id, plan), plan);
  const edits = changes.map(([codigo, key, value]) => ({
    row: reporte?.indicadores.find((each) => each.codigo === codigo)?.row ?? -1,
    column: reporte?.layout.columns.get(key) ?? -1,
    value,
  }));
  await writeFile(libro(raiz, id), patchWorkbook(bytes, id, "Indicadores", edits));
}

/** The command on that disk; throws what the command throws. */
export async function sincronizarWith(
  raiz: string,
  disco: Pick<OpcionesStore, "disk" | "reintentos"> = {},
): Promise<ExitCode> {
  const silent = { write: () => undefined, isTTY: false, columns: 100 };
  const io: Io = {
    cwd: raiz,
    env: {},
    stdout: silent,
    stderr: silent,
    signal: new AbortController().signal,
    spareMemory: () => undefined,
    today: "2017-10-02",
    now: () => new Date("2017-10-02T08:30:00-05:00"),
  };
  const entrada = { argumentos: [], valores: {}, marcas: new Set<string>(), io, progreso: new Progreso(io) };
  return (await run(entrada, disco)).exitCode;
}

/** What people would find, and whether the workspace is of one piece. */
export interface Hallado {
  readonly canonico: Readonly<Record<string, Filas>>;
  readonly libros: Readonly<Record<string, Filas>>;
  /** Conflicts, by código and column. */
  readonly conflictos: readonly string[];
  /** Files that are not of the generation that the state tells of. */
  readonly ajenos: readonly string[];
  readonly roturas: number;
  /** Lines of the audit about a cell: no cell is told of twice. */
  readonly cambios: readonly string[];
  /** Left from a commit under way. */
  readonly sobras: readonly string[];
}

type Filas = readonly (readonly [codigo: string, ...cells: Cell[]])[];
const columnas = ["nombre", "meta2017", "ejecucion2017", "observaciones"];

export async function look(raiz: string): Promise<Hallado> {
  const read = (path: string): Promise<Buffer> => readFile(join(raiz, path));
  const canonico = readCanonico(await read("canonico.xlsx"), "canonico.xlsx", plan, []);
  const estado = await readEstados(raiz);
  const { espacio, conflictos } = estado;
  const ajenos: string[] = [];
  if (hash(await read("canonico.xlsx")) !== espacio.canonico) ajenos.push("canonico.xlsx");
  const libros: Record<string, Filas> = {};
  for (const id of ids) {
    const bytes = await read(`libros/${id}.xlsx`);
    if (hash(bytes) !== espacio.libros[id]?.sha) ajenos.push(`${id}.xlsx`);
    const reporte = readReporte(openLibro(bytes, id, plan), plan);
    if (reporte === null) throw new Error(`no header in ${id}`);
    libros[id] = filasOf(leerLibro(reporte, plan).filas);
  }
  // Whole, or it could not be opened; what it says is the consolidado's own tests'.
  openSheet(await read("salida/consolidado.xlsx"));
  const files = await readdir(raiz, { recursive: true });
  return {
    canonico: Object.fromEntries([...canonico.lados].map(([id, { filas: own }]) => [id, filasOf(own)])),
    libros,
    conflictos: conflictos.abiertos.map(({ conflicto }) => `${conflicto.codigo} ${conflicto.columna}`),
    ajenos,
    roturas: estado.roturas,
    cambios: estado.cambios,
    sobras: files.filter((name) => /\.tmp$|\.nuevo|diario\.json$/.test(name)).sort(),
  };
}

/** Every file but the lock's and the cache's. */
export async function bytesOf(raiz: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const each of await readdir(raiz, { recursive: true, withFileTypes: true })) {
    const path = join(each.parentPath, each.name);
    if (each.isFile() && !/\.metas\/(candados|cache)\//.test(path))
      found[path.slice(raiz.length)] = hash(await readFile(path));
  }
  return found;
}

const espacioSchema = z.object({ canonico: z.string(), libros: z.record(z.string(), z.object({ sha: z.string() })) });
const conflictosSchema = z.object({
  abiertos: z.array(z.object({ conflicto: z.object({ codigo: z.string(), columna: z.string() }) })),
});
const lineaSchema = z.object({
  dato: z.object({
    tipo: z.string(),
    codigo: z.string().optional(),
    columna: z.string().nullable().optional(),
    hacia: z.string().optional(),
  }),
});

interface Estados {
  readonly espacio: z.output<typeof espacioSchema>;
  readonly conflictos: z.output<typeof conflictosSchema>;
  readonly cambios: readonly string[];
  readonly roturas: number;
}

async function readEstados(raiz: string): Promise<Estados> {
  const store = await openStore({ raiz });
  try {
    const { roturas } = await store.verifyAudit();
    const lines = (await readFile(join(raiz, ".metas/auditoria.jsonl"), "utf8"))
      .split("\n")
      .filter((line) => line !== "");
    const datos = lines.map((line) => lineaSchema.parse(JSON.parse(line)).dato);
    return {
      espacio: espacioSchema.parse((await store.readEstado("espacio"))?.contenido),
      conflictos: conflictosSchema.parse((await store.readEstado("conflictos"))?.contenido),
      roturas: roturas.length,
      cambios: datos
        .filter(({ tipo }) => tipo === "cambio")
        .map(({ codigo, columna, hacia }) => `${codigo} ${columna} ${hacia}`)
        .sort(),
    };
  } finally {
    await store.close();
  }
}

function filasOf(filas: Tabla): Filas {
  return [...filas].map(([codigo, fila]) => [codigo, ...columnas.map((key) => fila[key] ?? null)]);
}

function openSheet(bytes: Buffer): Parameters<typeof readReporte>[0] {
  const workbook = readWorkbook(bytes, "libro.xlsx");
  const [first] = workbook.sheets;
  if (first === undefined) throw new Error("no sheet");
  const { sheets, definedNames, hasMacros, externalLinks } = workbook;
  return {
    file: "libro.xlsx",
    info: { sheets, definedNames, hasMacros, externalLinks },
    grid: workbook.readGrid(first.name),
  };
}

function libro(raiz: string, id: string): string {
  return join(raiz, "libros", `${id}.xlsx`);
}

function hash(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
