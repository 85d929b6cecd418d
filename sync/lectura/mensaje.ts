import type { Plan } from "../../shared/plan/schema.ts";
import type { Libro } from "../../shared/read.ts";
import { SyncError, type ExitCode } from "../errors.ts";
import { blocksOf, packGrid, unpackGrid, type PackedGrid } from "../xlsx/packed-grid.ts";
import type { Abierto } from "./abrir.ts";

/** What the reading thread is given. */
export interface Encargo {
  readonly paths: readonly string[];
  readonly plan: Plan;
  /** One number: how many workbooks the other thread has used. */
  readonly usados: Int32Array<SharedArrayBuffer>;
}

/** A workbook in a form that travels well; errors lose their cause, which is for nobody but a debugger. */
export type Mensaje =
  | { readonly libro: Omit<Libro, "grid">; readonly grid: PackedGrid }
  | { readonly error: Readonly<Record<"code" | "where" | "why" | "hint", string>>; readonly exitCode: ExitCode };

export function packMensaje({ libro, error }: Abierto): Mensaje {
  if (error !== null) {
    const { code, where, message, hint, exitCode } = error;
    return { error: { code, where, why: message, hint }, exitCode };
  }
  const { grid, ...rest } = libro;
  return { libro: rest, grid: packGrid(grid) };
}

export function unpackMensaje(mensaje: Mensaje): Abierto {
  if ("grid" in mensaje) return { libro: { ...mensaje.libro, grid: unpackGrid(mensaje.grid) }, error: null };
  const { error, exitCode } = mensaje;
  return { libro: null, error: new SyncError(error.code, { ...error, exitCode }) };
}

/** What is handed over with a message instead of copied. */
export function transferOf(mensaje: Mensaje): ArrayBuffer[] {
  return "grid" in mensaje ? blocksOf(mensaje.grid) : [];
}
