import type { Plan } from "../../shared/plan/schema.ts";
import { reviewLibro, type Revision } from "../../shared/validate.ts";
import type { LibroLeido } from "../consolidar.ts";
import { openLibros } from "../lectura/abrir-libros.ts";
import { withoutCells } from "../lectura/sin-celdas.ts";
import type { Entrada } from "./command.ts";

/** Reads and reviews workbooks one by one; one that cannot be read does not stop the others. */
export async function reviewLibros(
  paths: readonly string[],
  plan: Plan,
  { io, progreso }: Pick<Entrada, "io" | "progreso">,
): Promise<LibroLeido[]> {
  const revisados: LibroLeido[] = [];
  for await (const { libro, error } of openLibros(paths, plan)) {
    io.signal.throwIfAborted();
    const path = paths[revisados.length] ?? "";
    progreso.show(revisados.length, paths.length, path);
    revisados.push(
      error === null
        ? { path, revision: withoutCells(reviewLibro(libro, plan)), error }
        : { path, revision: null, error },
    );
  }
  progreso.clear();
  return revisados;
}

/** Those that could be read. */
export function revisionesOf(revisados: readonly LibroLeido[]): Revision[] {
  return revisados.flatMap(({ revision }) => (revision === null ? [] : [revision]));
}
