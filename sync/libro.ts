import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { SheetInfo } from "../shared/grid.ts";
import { matchLayout } from "../shared/layout/match.ts";
import { tituloCampos } from "../shared/layout/titulo.ts";
import type { Plan } from "../shared/plan/schema.ts";
import type { Libro } from "../shared/read.ts";
import { foldText } from "../shared/text.ts";
import { SyncError, usageError } from "./errors.ts";
import { fileError } from "./file-error.ts";
import { isFolder } from "./output.ts";
import { hojaIndicadores } from "./plantilla/hoja.ts";
import { readWorkbook, type WorkbookFile } from "./xlsx/read.ts";

/**
 * Reads a file from disk.
 *
 * @throws SyncError whose `where` names it
 */
export async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw fileError("leer", path, cause);
  }
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
  // What it says of itself without the workbook, which holds on to the whole file.
  return { file, info: { sheets, definedNames, hasMacros, externalLinks }, grid: chooseGrid(workbook, plan, file) };
}

/** Files that a person or a program keeps beside workbooks, and that are none. */
const besides = /^(~\$|\.~lock\.|\._|\.)/;

/**
 * The workbooks of what was named: files as they are, folders by the workbooks in them (not in folders within).
 *
 * @param except a file to leave out of folders: the output of an earlier run
 * @returns paths in order, each once
 * @throws SyncError for a folder that cannot be read or holds no workbook
 */
export async function listLibros(paths: readonly string[], except?: string): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    if (await isFolder(path)) found.push(...(await librosIn(path, except)));
    else found.push(path);
  }
  return [...new Set(found)];
}

async function librosIn(folder: string, except: string | undefined): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (cause) {
    throw fileError("leer", folder, cause);
  }
  const libros = names
    .filter((name) => /\.xls[xm]$/i.test(name) && !besides.test(name))
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => path !== except);
  if (libros.length === 0) {
    throw usageError("carpeta-sin-libros", {
      where: folder,
      why: "La carpeta no tiene libros de Excel (.xlsx o .xlsm).",
      hint: "Revise la carpeta, o nombre los libros uno por uno.",
    });
  }
  return libros;
}

/** The sheet our template marks, else one that the plan's data names, else «Indicadores», else the first visible one with a header we know, else the first. */
function chooseGrid(workbook: WorkbookFile, plan: Plan, file: string): Libro["grid"] {
  const marked = markedSheet(workbook);
  if (marked !== undefined) return workbook.readGrid(marked.name);
  const names = [...plan.disposiciones.flatMap(({ hoja }) => hoja ?? []), hojaIndicadores].map(foldText);
  const named = names
    .map((wanted) => workbook.sheets.find(({ name }) => foldText(name) === wanted))
    .find((sheet) => sheet !== undefined);
  if (named !== undefined) return workbook.readGrid(named.name);
  const visible = workbook.sheets.filter(({ visibility }) => visibility === "visible");
  for (const { name } of visible) {
    const grid = workbook.readGrid(name);
    if (matchLayout(grid, plan) !== null) return grid;
  }
  const first = visible[0] ?? workbook.sheets[0];
  if (first !== undefined) return workbook.readGrid(first.name);
  throw new SyncError("libro-sin-hojas", {
    where: file,
    why: "El libro no tiene ninguna hoja con celdas.",
    hint: "Revise que sea el libro correcto.",
  });
}

function markedSheet({ definedNames, sheets }: WorkbookFile): SheetInfo | undefined {
  const mark = definedNames.find(({ name }) => name.toUpperCase() === tituloCampos.version.name);
  if (mark === undefined) return undefined;
  const sheet = mark.refersTo.slice(0, mark.refersTo.lastIndexOf("!")).replace(/^'|'$/g, "").replaceAll("''", "'");
  return sheets.find(({ name }) => name.toLowerCase() === sheet.toLowerCase());
}
