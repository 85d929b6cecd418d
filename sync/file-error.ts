import { dirname } from "node:path";
import { exitCodes, SyncError, type ExitCode } from "./errors.ts";

/** What was being done with the file. */
export type Accion = "leer" | "escribir";

/**
 * Puts a failure of the file system in words a person can act on; whatever is not one is returned as it came.
 *
 * @param exitCode for the failures that are neither temporary nor of the kind below; 1 when not given
 */
export function fileError(accion: Accion, path: string, cause: unknown, exitCode: ExitCode = exitCodes.failed): Error {
  const code = systemCode(cause);
  if (code === null) return cause instanceof Error ? cause : new Error(String(cause), { cause });
  const known = causes[code]?.(accion) ?? {
    code: "archivo-no-accesible",
    why: `No se pudo ${accion} el archivo (${code}).`,
    hint: "Revise la ruta, los permisos y el espacio en disco.",
  };
  return new SyncError(known.code, {
    where: accion === "escribir" ? targetOf(path, cause) : path,
    why: known.why,
    hint: known.hint,
    exitCode: known.temporary === true && accion === "escribir" ? exitCodes.temporary : exitCode,
    cause,
  });
}

/**
 * The failure of a file that another program has open: temporary, because closing it is all it takes.
 *
 * @param mark file that the program left beside it; null when there is none to show
 */
export function openElsewhere(path: string, program: string, mark: string | null, cause?: unknown): SyncError {
  const stale = mark === null ? "" : ` Si no está abierto en ningún equipo, borre «${mark}», que quedó a su lado.`;
  return new SyncError("archivo-en-uso", {
    where: path,
    why: `El archivo está abierto en ${program}, y no se tocó.`,
    hint: `Cierre ${program} y repita.${stale}`,
    exitCode: exitCodes.temporary,
    cause,
  });
}

/** `ENOENT` and the like; null for an error that does not come from the system. */
export function systemCode(cause: unknown): string | null {
  if (!(cause instanceof Error) || !("code" in cause) || typeof cause.code !== "string") return null;
  return /^E[A-Z0-9]+$/.test(cause.code) ? cause.code : null;
}

/**
 * What is written goes first into a file beside its place, whose name tells nobody anything: the place, where the system
 * names it, else the folder.
 */
function targetOf(path: string, cause: unknown): string {
  if (!path.endsWith(".tmp")) return path;
  return cause instanceof Error && "dest" in cause && typeof cause.dest === "string" ? cause.dest : dirname(path);
}

interface Causa {
  readonly code: string;
  readonly why: string;
  readonly hint: string;
  readonly temporary?: boolean;
}

const noPermission = (accion: Accion): Causa =>
  accion === "leer"
    ? {
        code: "archivo-sin-permiso",
        why: "No hay permiso para leer el archivo, o lo tiene abierto otro programa.",
        hint: "Cierre Excel y revise los permisos de la carpeta.",
      }
    : {
        code: "sin-permiso",
        why: "No hay permiso para escribir en la carpeta.",
        hint: "Pida el permiso a quien administra la carpeta, o escriba en otra.",
      };

const busy = (accion: Accion): Causa =>
  accion === "leer"
    ? {
        code: "archivo-en-uso",
        why: "El archivo está abierto en otro programa.",
        hint: "Ciérrelo y vuelva a intentarlo.",
      }
    : {
        code: "archivo-en-uso",
        why: "El archivo está abierto en otro programa, y no se tocó.",
        hint: "Cierre Excel (y la vista previa del explorador) y repita.",
        temporary: true,
      };

const causes: Readonly<Record<string, (accion: Accion) => Causa>> = {
  EPERM: noPermission,
  EACCES: noPermission,
  EBUSY: busy,
  ETXTBSY: busy,
  ENOENT: (accion) =>
    accion === "leer"
      ? { code: "archivo-no-existe", why: "El archivo no existe.", hint: "Revise el nombre y la carpeta." }
      : {
          code: "carpeta-no-existe",
          why: "La carpeta donde se iba a escribir no existe.",
          hint: "Créela primero, o escriba en otra.",
        },
  ENOTDIR: () => ({
    code: "carpeta-no-existe",
    why: "Una parte de la ruta es un archivo y no una carpeta.",
    hint: "Revise la ruta.",
  }),
  EISDIR: () => ({
    code: "es-una-carpeta",
    why: "Es una carpeta y no un archivo.",
    hint: "Escriba el nombre del archivo.",
  }),
  EEXIST: () => ({ code: "ya-existe", why: "Ya existe.", hint: "Elija otro nombre o bórrelo primero." }),
  ENOSPC: () => ({
    code: "disco-lleno",
    why: "No queda espacio en el disco.",
    hint: "Libere espacio y vuelva a intentarlo.",
  }),
  EROFS: () => ({
    code: "solo-lectura",
    why: "El disco es de solo lectura.",
    hint: "Escriba en una carpeta de otro disco, o pida que este permita escribir.",
  }),
  ENAMETOOLONG: () => ({
    code: "nombre-muy-largo",
    why: "La ruta es demasiado larga.",
    hint: "Use un nombre más corto.",
  }),
};
