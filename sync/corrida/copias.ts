import { basename, dirname, extname, join } from "node:path";
import { exitCodes, SyncError } from "../errors.ts";

/** What cloud clients and people put before or after a name when they leave a second copy beside a file. */
const marcas: readonly RegExp[] = [
  / \([^()]*(?:conflict|conflicto)[^()]*\)$/i,
  / \(\d+\)$/,
  / ?- ?(?:copia|copy)(?: \(\d+\))?$/i,
  /^(?:copia de|copy of) /i,
  // OneDrive: the name of the machine.
  /-[A-Z][A-Z0-9-]{3,14}$/,
];

/** What a run leaves beside a workbook that it could not write. */
export const nuevo = /\.nuevo(?:-\d+)?(\.[a-z]+)$/i;

/** Why a file that looks like a copy of another does not count; null for one that looks like none's. */
export function copyErrorOf(path: string, paths: ReadonlySet<string>): SyncError | null {
  const written = path.replace(nuevo, "$1");
  const original = written !== path && paths.has(written) ? written : findOriginal(path, paths);
  if (original === null) return null;
  return new SyncError("copia-en-conflicto", {
    where: path,
    why: `Parece una copia de ${basename(original)} que dejó la nube, una corrida o una persona, y no se cuenta.`,
    hint: `Pase a ${basename(original)} lo que le falte de la copia, y bórrela.`,
    exitCode: exitCodes.partial,
  });
}

/** The file that this one looks like a copy of, among others in its folder; null when it looks like none's. */
function findOriginal(path: string, paths: ReadonlySet<string>): string | null {
  const extension = extname(path);
  const name = basename(path, extension);
  for (const marca of marcas) {
    const original = join(dirname(path), name.replace(marca, "") + extension);
    if (original !== path && paths.has(original)) return original;
  }
  return null;
}
