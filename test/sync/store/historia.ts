import { join } from "node:path";
import { Pieces } from "../../../sync/pieces.ts";
import type { Archivo, Cambio, Parte } from "../../../sync/store/commit.ts";
import { listIfThere, readIfThere, type Disk } from "../../../sync/store/disk.ts";
import { hashOf } from "../../../sync/sha256.ts";
import { openStore, type OpcionesStore, type Store } from "../../../sync/store/store.ts";

/** The file that a run makes in pieces, which wait on the disk. */
const inPieces = "salida/consolidado.xlsx";

/**
 * A workspace whose every file and document says which version it is of, so that one look tells whether a parte is whole.
 * Version 2 changes, creates (in a new folder) and removes files of several folders.
 */
const partes: readonly {
  nombre: string;
  requiere: readonly string[];
  archivos: Readonly<Record<string, (version: number) => boolean>>;
}[] = [
  { nombre: "canonico", requiere: [], archivos: { "salida/canonico.xlsx": always } },
  { nombre: "salud", requiere: ["canonico"], archivos: { "libros/salud.xlsx": always } },
  {
    nombre: "cultura",
    requiere: ["canonico"],
    archivos: {
      "libros/cultura.xlsx": always,
      "libros/anexos/nuevos/cultura.xlsx": (version) => version !== 1,
      "libros/viejos/cultura.xlsx": (version) => version !== 2,
    },
  },
  { nombre: "consolidado", requiere: ["canonico"], archivos: { [inPieces]: always } },
];

export const nombres: readonly string[] = partes.map(({ nombre }) => nombre);

/** What a file holds in a version, null when it is not to be there. */
function contentOf(path: string, version: number): Buffer | null {
  const isThere = partes.some(({ archivos }) => archivos[path]?.(version) === true);
  const lines = path === inPieces ? 2000 : 200;
  return version === 0 || !isThere ? null : Buffer.from(`${path} versión ${version}\n`.repeat(lines));
}

/** The commit that brings the workspace to a version from another, or each parte from its own. */
export function cambioTo(version: number, from: number | Readonly<Record<string, number>>): Cambio {
  const fromOf = (nombre: string): number => (typeof from === "number" ? from : (from[nombre] ?? 0));
  return {
    corrida: `corrida-${version}`,
    partes: partes.map(({ nombre, requiere, archivos }): Parte => ({
      nombre,
      requiere,
      archivos: Object.keys(archivos).map((path) => ({
        path,
        content: contentOf(path, version),
        esperado: hashOf(contentOf(path, fromOf(nombre))),
        respaldar: !path.startsWith("libros/"),
      })),
      estado: { [nombre]: { version } },
      auditoria: [{ version }, { version, otra: true }],
    })),
  };
}

/** What stands on the disk, as versions; the arrays have one number when a parte is whole. */
export interface Hallado {
  /** By parte: of files and document. */
  readonly versiones: Readonly<Record<string, readonly number[]>>;
  readonly generacion: number;
  readonly roturas: number;
  /** Versions of which the audit has lines, by parte. */
  readonly auditadas: Readonly<Record<string, readonly number[]>>;
  /** Contents that the backups promise and do not have. */
  readonly faltantes: readonly string[];
  /** Files that should not be there, relative to the workspace. */
  readonly sobras: readonly string[];
}

export async function look(store: Store, disk: Disk, raiz: string): Promise<Hallado> {
  const versiones: Record<string, number[]> = {};
  const lines = ((await readIfThere(disk, join(raiz, ".metas/auditoria.jsonl")))?.toString("utf8") ?? "").split("\n");
  const auditadas: Record<string, number[]> = {};
  for (const { nombre, archivos } of partes) {
    const found = new Set<number>();
    const estado = await store.readEstado(nombre);
    const contenido = JSON.stringify(estado?.contenido ?? { version: 0 });
    found.add([0, 1, 2, 3].find((version) => contenido === JSON.stringify({ version })) ?? -1);
    for (const path of Object.keys(archivos)) {
      const hash = hashOf(await readIfThere(disk, join(raiz, path)));
      const fits = [0, 1, 2, 3].filter((version) => hashOf(contentOf(path, version)) === hash);
      // Of a file that is missing in several versions, the one that fits the document counts.
      const fit = fits.find((version) => found.has(version)) ?? fits[0] ?? -1;
      found.add(fit);
    }
    versiones[nombre] = [...found];
    auditadas[nombre] = lines.flatMap((line) => auditedVersion(line, nombre));
  }
  const { roturas } = await store.verifyAudit();
  const faltantes: string[] = [];
  for (const { antes, respaldado } of (await store.listCorridas()).flatMap(({ archivos }) => archivos)) {
    if (antes === null || !respaldado) continue;
    if (hashOf(await readIfThere(disk, join(raiz, ".metas/respaldos/objetos", antes))) !== antes) faltantes.push(antes);
  }
  return {
    versiones,
    generacion: store.generacion(),
    roturas: roturas.length,
    auditadas,
    faltantes,
    sobras: (await walk(disk, raiz)).filter((path) => /\.tmp$|\.nuevo|diario\.json$/.test(path)),
  };
}

/** Opens the workspace with everything that is not the disk set to what a test can bear. */
export function openQuietly(raiz: string, disk: Disk, rest: Partial<OpcionesStore> = {}): Promise<Store> {
  return openStore({
    raiz,
    disk,
    now: () => new Date("2017-10-02T15:00:00Z"),
    reintentos: { pausas: [1, 1], random: () => 0, sleep: () => Promise.resolve() },
    retencion: { corridas: 0, dias: -1 },
    candado: { every: () => () => undefined },
    ...rest,
  });
}

/** A workspace at version 1. */
export async function begin(raiz: string, disk: Disk, rest: Partial<OpcionesStore> = {}): Promise<void> {
  for (const folder of ["libros/viejos", "salida"]) await disk.mkdir(join(raiz, folder));
  const store = await openQuietly(raiz, disk, rest);
  await store.commit(cambioTo(1, 0));
  await store.close();
}

/** What a run does: opens, commits, prunes, closes. */
export async function runTo(
  version: number,
  from: number | Readonly<Record<string, number>>,
  raiz: string,
  disk: Disk,
  rest: Partial<OpcionesStore> = {},
): Promise<void> {
  const store = await openQuietly(raiz, disk, rest);
  try {
    await store.commit(await spooled(cambioTo(version, from), store));
    await store.prune();
  } finally {
    await store.close();
  }
}

async function spooled({ partes: planned, ...cambio }: Cambio, { spool }: Store): Promise<Cambio> {
  const spooledOf = async (content: Archivo["content"]): Promise<Archivo["content"]> => {
    if (!(content instanceof Uint8Array)) return content;
    const middle = Math.floor(content.length / 2);
    const halves = [content.subarray(0, middle), content.subarray(middle)];
    return new Pieces(await Promise.all(halves.map(spool.keep)));
  };
  const made: Parte[] = [];
  for (const parte of planned) {
    const archivos: Archivo[] = [];
    for (const archivo of parte.archivos ?? []) {
      const isLarge = archivo.path === inPieces;
      archivos.push(isLarge ? { ...archivo, content: await spooledOf(archivo.content) } : archivo);
    }
    made.push({ ...parte, archivos });
  }
  return { ...cambio, partes: made };
}

/** Every file below a folder, relative to it. */
export async function walk(disk: Disk, folder: string, prefix = ""): Promise<string[]> {
  const found: string[] = [];
  for (const name of await listIfThere(disk, folder)) {
    const path = join(folder, name);
    const isFolder = (await disk.stat(path)).isFolder;
    found.push(...(isFolder ? await walk(disk, path, `${prefix}${name}/`) : [`${prefix}${name}`]));
  }
  return found.sort();
}

function always(): boolean {
  return true;
}

function auditedVersion(line: string, nombre: string): number[] {
  if (line === "") return [];
  const value: { parte: string; dato: { version: number } } = JSON.parse(line);
  return value.parte === nombre ? [value.dato.version] : [];
}
