import type { Plan } from "../../shared/plan/schema.ts";
import { reviewLibro, type Revision } from "../../shared/validate.ts";
import type { LibroLeido } from "../consolidar.ts";
import { SyncError } from "../errors.ts";
import { readLibro } from "../libro.ts";
import type { Entrada } from "./command.ts";

/** Reads and reviews workbooks one by one; one that cannot be read does not stop the others. */
export async function reviewLibros(
  paths: readonly string[],
  plan: Plan,
  { io, progreso }: Pick<Entrada, "io" | "progreso">,
): Promise<LibroLeido[]> {
  const revisados: LibroLeido[] = [];
  for (const [index, path] of paths.entries()) {
    io.signal.throwIfAborted();
    progreso.show(index, paths.length, path);
    try {
      revisados.push({ path, revision: reviewLibro(await readLibro(path, plan), plan), error: null });
    } catch (error) {
      if (!(error instanceof SyncError)) throw error;
      revisados.push({ path, revision: null, error });
    }
  }
  progreso.clear();
  return revisados;
}

/** Those that could be read. */
export function revisionesOf(revisados: readonly LibroLeido[]): Revision[] {
  return revisados.flatMap(({ revision }) => (revision === null ? [] : [revision]));
}
