import { basename, dirname, extname, join } from "node:path";

/** What cloud clients and people put before or after a name when they leave a second copy beside a file. */
const marcas: readonly RegExp[] = [
  / \([^()]*(?:conflict|conflicto)[^()]*\)$/i,
  / \(\d+\)$/,
  / ?- ?(?:copia|copy)(?: \(\d+\))?$/i,
  /^(?:copia de|copy of) /i,
  // OneDrive: the name of the machine.
  /-[A-Z][A-Z0-9-]{3,14}$/,
];

/** The file that this one looks like a copy of, among others in its folder; null when it looks like none's. */
export function findOriginal(path: string, paths: ReadonlySet<string>): string | null {
  const extension = extname(path);
  const name = basename(path, extension);
  for (const marca of marcas) {
    const original = join(dirname(path), name.replace(marca, "") + extension);
    if (original !== path && paths.has(original)) return original;
  }
  return null;
}
