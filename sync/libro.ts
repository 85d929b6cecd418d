import { constants, type Stats } from "node:fs";
import { open, readdir, type FileHandle } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Grid } from "../shared/grid.ts";
import { findConOtrosCodigos, findMarked, orderHojas, pickHoja } from "../shared/hojas.ts";
import { isOtraHoja, matchLayout } from "../shared/layout/match.ts";
import type { Plan } from "../shared/plan/schema.ts";
import { readClaves, type Claves, type Libro } from "../shared/read.ts";
import { marcaCanonico } from "./canonico/marca.ts";
import { marcaConsolidado } from "./consolidado/marca.ts";
import { SyncError, usageError } from "./errors.ts";
import { fileError } from "./file-error.ts";
import { chunksOf } from "./file-chunks.ts";
import { isFolder } from "./output.ts";
import { sha256Of } from "./sha256.ts";
import { readWorkbook, type WorkbookFile } from "./xlsx/read.ts";

/**
 * Reads a file from disk.
 *
 * @throws SyncError whose `where` names it
 */
export function readBytes(path: string): Promise<Buffer> {
  return readFrom(path, (file) => file.readFile());
}

/** SHA-256 of what a file holds, which is not in memory for it; throws as `readBytes` does. */
export function readSha(path: string): Promise<string> {
  return readFrom(path, (file) => sha256Of(chunksOf(file)));
}

async function readFrom<T>(path: string, read: (file: FileHandle) => Promise<T>): Promise<T> {
  try {
    // Whoever opens a pipe waits until somebody writes into it, for ever where nobody does.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      if (!isReadable(await file.stat())) throw notAFile(path);
      return await read(file);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw fileError("leer", path, cause);
  }
}

/** A folder is left to the system, which says what it is. */
function isReadable(info: Stats): boolean {
  return info.isFile() || info.isDirectory();
}

function notAFile(path: string): SyncError {
  return new SyncError("archivo-no-comun", {
    where: path,
    why: "No es un archivo común: es una tubería o un dispositivo con nombre de libro.",
    hint: "Sáquelo de la carpeta.",
  });
}

/**
 * Opens a workbook and picks the sheet with the indicadores.
 *
 * @throws SyncError when it is no workbook; its `where` names the file
 */
export function openLibro(bytes: Buffer, path: string, plan: Plan): Libro {
  const file = basename(path);
  const workbook = readWorkbook(bytes, file);
  const { sheets, definedNames, hasMacros, externalLinks } = workbook;
  if (isMarked(workbook, marcaConsolidado)) throw consolidadoAsLibro(file);
  if (isMarked(workbook, marcaCanonico)) throw canonicoAsLibro(file);
  const hoja = new Hojas(file, workbook, plan).choose();
  // What it says of itself without the workbook, which holds on to the whole file.
  return { file, info: { sheets, definedNames, hasMacros, externalLinks }, ...hoja };
}

/** Its rows are the city's, and would count once more beside those of the secretarías. */
function consolidadoAsLibro(file: string): SyncError {
  return new SyncError("libro-consolidado", {
    where: file,
    why: "Es un consolidado de este programa, no el libro de una secretaría; no se cuenta.",
    hint: "Sáquelo de la carpeta de los libros; el consolidado va en otra, por ejemplo salida.",
  });
}

/** Its rows are those of every secretaría, which report them in workbooks of their own. */
function canonicoAsLibro(file: string): SyncError {
  return new SyncError("libro-canonico", {
    where: file,
    why: "Es el libro canónico de este programa, no el libro de una secretaría; no se cuenta.",
    hint: "Sáquelo de la carpeta de los libros; el canónico tiene su propio lugar en metas.config.json.",
  });
}

/** Files that a person or a program keeps beside workbooks, and that are none. */
const besides = /^(~\$|\.~lock\.|\._|\.)/;

/**
 * The workbooks of what was named: files as they are, folders by the workbooks in them (not in folders within); what a
 * folder holds in another format of tables is listed too, so that nobody believes it was read.
 *
 * @param salida left out when it is our own output of an earlier run
 * @returns paths in order, each once
 * @throws SyncError for a folder that cannot be read or holds no workbook
 */
export async function listLibros(paths: readonly string[], salida?: string): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    if (await isFolder(path)) found.push(...(await librosIn(path, salida)));
    else found.push(path);
  }
  return [...new Set(found)];
}

async function librosIn(folder: string, salida: string | undefined): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (cause) {
    throw fileError("leer", folder, cause);
  }
  const libros = names
    .filter((name) => /\.(xls[xmb]?|ods|csv)$/i.test(name) && !besides.test(name))
    .sort()
    .map((name) => join(folder, name));
  if (salida !== undefined && libros.includes(salida) && (await isConsolidado(salida))) {
    libros.splice(libros.indexOf(salida), 1);
  }
  if (libros.length === 0) {
    throw usageError("carpeta-sin-libros", {
      where: folder,
      why: "La carpeta no tiene libros de Excel (.xlsx o .xlsm).",
      hint: "Ponga ahí los libros de las secretarías, o hágalos con «metas plantilla --secretaria ID».",
    });
  }
  return libros;
}

/** True for a workbook that this program wrote as a consolidado; false for anything else, readable or not. */
async function isConsolidado(path: string): Promise<boolean> {
  try {
    return isMarked(readWorkbook(await readBytes(path), basename(path)), marcaConsolidado);
  } catch (cause) {
    if (cause instanceof SyncError) return false;
    throw cause;
  }
}

function isMarked({ definedNames }: WorkbookFile, marca: string): boolean {
  return definedNames.some(({ name }) => name.toUpperCase() === marca);
}

/** Compressed bytes of the sheets, the chosen one aside, that are read at most to see whether they have our header. */
const besidesBytes = 1024 * 1024;

/** The sheets of a workbook, each read at most once. */
class Hojas {
  private readonly file: string;
  private readonly workbook: WorkbookFile;
  private readonly plan: Plan;
  /** Names of those whose header is none that we know. */
  private readonly unknown = new Set<string>();

  constructor(file: string, workbook: WorkbookFile, plan: Plan) {
    this.file = file;
    this.workbook = workbook;
    this.plan = plan;
  }

  /** The sheet our template marks, or that the plan's data names, else the one to pick; and the others with indicadores. */
  choose(): Required<Pick<Libro, "grid" | "otras" | "conOtrosCodigos">> {
    const marked = findMarked(this.workbook);
    const first = marked === undefined ? this.findFirst() : this.workbook.readGrid(marked.name);
    const beside = this.findBeside(first.sheet);
    // The rows are gone through only where there is something to choose.
    const hojas = beside.length === 0 ? [] : [first, ...beside].flatMap((grid) => this.readClaves(grid) ?? []);
    const picked = pickHoja(hojas, this.workbook, this.plan);
    const leida = hojas.find(({ libro }) => libro.grid.sheet === picked);
    const otras = hojas.filter((hoja) => hoja !== leida);
    return {
      grid: leida?.libro.grid ?? first,
      otras: otras.map(({ libro }) => libro.grid.sheet),
      conOtrosCodigos: leida === undefined ? [] : findConOtrosCodigos(leida, otras, this.plan),
    };
  }

  /** The first with a header we know; else, to say what is wrong with it, the first of all. */
  private findFirst(): Grid {
    let first: Grid | undefined;
    for (const { name } of orderHojas(this.workbook.sheets, this.plan)) {
      const grid = this.workbook.readGrid(name);
      if (this.isKnown(grid)) return grid;
      first ??= grid;
    }
    if (first !== undefined) return first;
    throw new SyncError("libro-sin-hojas", {
      where: this.file,
      why: "El libro no tiene ninguna hoja con celdas.",
      hint: "Revise que sea el libro correcto.",
    });
  }

  /** Other visible sheets whose header is known, as far as looking is cheap; a broken one is none of the workbook's trouble. */
  private findBeside(first: string): Grid[] {
    let left = besidesBytes;
    return orderHojas(this.workbook.sheets, this.plan).flatMap(({ name, visibility }) => {
      const size = this.workbook.sizeOf(name);
      if (name === first || visibility !== "visible" || this.unknown.has(name) || size > left) return [];
      left -= size;
      const grid = this.tryRead(name);
      return grid !== null && isOtraHoja(grid, this.plan) ? [grid] : [];
    });
  }

  private tryRead(name: string): Grid | null {
    try {
      return this.workbook.readGrid(name);
    } catch (error) {
      if (error instanceof SyncError) return null;
      throw error;
    }
  }

  private readClaves(grid: Grid): Claves | null {
    return readClaves({ file: this.file, info: this.workbook, grid }, this.plan);
  }

  private isKnown(grid: Grid): boolean {
    const isKnown = matchLayout(grid, this.plan) !== null;
    if (!isKnown) this.unknown.add(grid.sheet);
    return isKnown;
  }
}
