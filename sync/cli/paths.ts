import { relative, resolve } from "node:path";
import { reasonOf, type SyncError } from "../errors.ts";
import { paint, type Io, type Look } from "./io.ts";
import { wrapText } from "./table.ts";

/** A path as typed, seen from where the person stands. */
export function resolvePath(path: string, io: Pick<Io, "cwd">): string;
export function resolvePath(path: string | undefined, io: Pick<Io, "cwd">): string | undefined;
export function resolvePath(path: string | undefined, { cwd }: Pick<Io, "cwd">): string | undefined {
  return path === undefined ? undefined : resolve(cwd, path);
}

export function resolvePaths(paths: readonly string[], { cwd }: Pick<Io, "cwd">): string[] {
  return paths.map((path) => resolve(cwd, path));
}

/** A path as a person would type it from there. */
export function shortPath(path: string, { cwd }: Pick<Io, "cwd">): string {
  const short = relative(cwd, path);
  return short === "" ? "." : short.startsWith("..") ? path : short;
}

/** A workbook that could not be read, for people. */
export function errorLines(file: string, error: SyncError, look: Look): string {
  return [
    `${paint("✖ No se pudo leer", "red", look)} ${paint(file, "bold", look)}`,
    ...reasonLines(error, look),
    "",
  ].join("\n");
}

/** Why, and where in the file, and what to do. */
export function reasonLines(error: SyncError, { width }: Look): string[] {
  return [
    ...wrapText(reasonOf(error), width - 2).map((line) => `  ${line}`),
    ...wrapText(error.hint, width - 4).map((line, index) => `${index === 0 ? "  → " : "    "}${line}`),
  ];
}
