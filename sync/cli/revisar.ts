import type { Plan } from "../../shared/plan/schema.ts";
import { reviewLibro, type Revision } from "../../shared/validate.ts";
import type { LibroLeido } from "../consolidar.ts";
import { SyncError } from "../errors.ts";
import { openLibro, readBytes } from "../libro.ts";
import { withoutCells } from "../sin-celdas.ts";
import type { Entrada } from "./command.ts";

/** Reads and reviews workbooks one by one; one that cannot be read does not stop the others. */
export async function reviewLibros(
  paths: readonly string[],
  plan: Plan,
  { io, progreso }: Pick<Entrada, "io" | "progreso">,
): Promise<LibroLeido[]> {
  const revisados: LibroLeido[] = [];
  let ahead = startReading(paths[0]);
  for (const [index, path] of paths.entries()) {
    const bytes = ahead;
    ahead = startReading(paths[index + 1]);
    io.signal.throwIfAborted();
    progreso.show(index, paths.length, path);
    try {
      const revision = reviewLibro(openLibro(await bytes, path, plan), plan);
      revisados.push({ path, revision: withoutCells(revision), error: null });
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

/** A file is read while the one before is reviewed; what goes wrong is told when its turn comes. */
function startReading(path: string | undefined): Promise<Buffer> {
  if (path === undefined) return Promise.resolve(Buffer.alloc(0));
  const bytes = readBytes(path);
  bytes.catch(() => undefined);
  return bytes;
}
