import type { Plan } from "../../shared/plan/schema.ts";
import type { Libro } from "../../shared/read.ts";
import { SyncError } from "../errors.ts";
import { openLibro, readBytes } from "../libro.ts";

/** A workbook opened, or the reason why it could not be. */
export type Abierto =
  | { readonly libro: Libro; readonly error: null }
  | { readonly libro: null; readonly error: SyncError };

/** Reads a file and opens it as a workbook with indicadores. */
export async function abrirLibro(path: string, plan: Plan): Promise<Abierto> {
  try {
    return { libro: openLibro(await readBytes(path), path, plan), error: null };
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    return { libro: null, error };
  }
}
