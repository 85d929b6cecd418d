import { basename } from "node:path";
import { exitCodes, SyncError, usageError } from "../errors.ts";
import { listLibros, readBytes } from "../libro.ts";
import { checkClosed, isFolder } from "../output.ts";
import { sha256 } from "../store/sha256.ts";
import { findOriginal } from "./copias.ts";

/** A file of the workbooks' folder as it is on the disk now. */
export interface Fuente {
  readonly path: string;
  readonly bytes: Buffer;
  readonly sha: string;
  /** Set when a program says that it has the file open: it may be read, not written. */
  readonly abierto: SyncError | null;
}

export interface Fuentes {
  readonly fuentes: readonly Fuente[];
  /** Left out, and why. */
  readonly omitidas: readonly { readonly path: string; readonly error: SyncError }[];
}

/** What a run leaves beside a workbook that it could not write; never a source of its own. */
const nuestros = /\.nuevo(-\d+)?\.[a-z]+$/i;

/**
 * Reads the workbooks of a folder as they are. Copies that cloud clients leave are left out and told of, never merged.
 *
 * @throws SyncError for a folder that cannot be read or holds no workbook
 */
export async function readFuentes(carpeta: string): Promise<Fuentes> {
  if (!(await isFolder(carpeta))) throw withoutFolder(carpeta);
  const paths = (await listLibros([carpeta])).filter((path) => !nuestros.test(path));
  const all = new Set(paths);
  const fuentes: Fuente[] = [];
  const omitidas: { path: string; error: SyncError }[] = [];
  for (const path of paths) {
    const original = findOriginal(path, all);
    if (original !== null) {
      omitidas.push({ path, error: copyError(path, original) });
      continue;
    }
    try {
      const bytes = await readBytes(path);
      fuentes.push({ path, bytes, sha: sha256(bytes), abierto: await openerOf(path) });
    } catch (error) {
      if (!(error instanceof SyncError)) throw error;
      omitidas.push({ path, error });
    }
  }
  return { fuentes, omitidas };
}

function withoutFolder(carpeta: string): SyncError {
  return usageError("carpeta-no-existe", {
    where: carpeta,
    why: "No existe la carpeta de los libros.",
    hint: "Créela, o corrija «libros» en metas.config.json.",
  });
}

async function openerOf(path: string): Promise<SyncError | null> {
  try {
    await checkClosed(path);
    return null;
  } catch (error) {
    if (error instanceof SyncError) return error;
    throw error;
  }
}

function copyError(path: string, original: string): SyncError {
  return new SyncError("copia-en-conflicto", {
    where: path,
    why: `Parece una copia de ${basename(original)} que dejó la nube o una persona, y no se mezcla.`,
    hint: `Pase a ${basename(original)} lo que le falte de la copia, y bórrela.`,
    exitCode: exitCodes.partial,
  });
}
