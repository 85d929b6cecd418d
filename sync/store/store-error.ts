import { exitCodes, SyncError, type ExitCode } from "../errors.ts";
import { fileError, systemCode } from "../file-error.ts";

export type StoreCode = keyof typeof causas;

/** A failure of the store that a person can act on. `detail` goes after the why. */
export function storeError(code: StoreCode, where: string, detail = "", cause?: unknown): SyncError {
  const { why, hint, exitCode }: Causa = causas[code];
  return new SyncError(code, { where, why: detail === "" ? why : `${why} ${detail}`, hint, exitCode, cause });
}

/**
 * Puts whatever went wrong in words: a failure of the file system becomes a SyncError naming its file; SyncErrors and
 * bugs stay what they are.
 *
 * @param where the file when the system names none
 */
export function asStoreError(cause: unknown, where: string): unknown {
  if (systemCode(cause) === null) return cause;
  const path = cause instanceof Error && "path" in cause && typeof cause.path === "string" ? cause.path : where;
  return fileError("escribir", path, cause);
}

interface Causa {
  readonly why: string;
  readonly hint: string;
  readonly exitCode: ExitCode;
}

const causas = {
  "archivo-cambio": {
    why: "El archivo cambió mientras se trabajaba con él, y no se escribió nada.",
    hint: "Repita: se parte otra vez de lo que tiene ahora.",
    exitCode: exitCodes.temporary,
  },
  "archivo-de-solo-lectura": {
    why: "El archivo es de solo lectura, y no se tocó.",
    hint: "Quítele la marca de solo lectura en sus propiedades y repita.",
    exitCode: exitCodes.temporary,
  },
  "borrador-danado": {
    why: "Lo que la corrida dejó en el disco para escribirlo al final ya no es lo que dejó, y no se escribió nada.",
    hint: "Repita. Si vuelve a pasar, revise el disco.",
    exitCode: exitCodes.failed,
  },
  "candado-ocupado": {
    why: "Otra corrida está trabajando en esta carpeta.",
    hint: "Espere a que termine y repita.",
    exitCode: exitCodes.locked,
  },
  "candado-perdido": {
    why: "Esta corrida estuvo detenida tanto tiempo que otra siguió en su lugar; esta no escribió más.",
    hint: "No hay nada que reparar. Repita cuando la otra termine.",
    exitCode: exitCodes.locked,
  },
  "diario-danado": {
    why: "El diario de la última corrida no se puede leer, así que no se sabe qué quedó a medias; no se tocó nada.",
    hint: "Copie toda la carpeta de trabajo, quite este archivo y repita; después compare los libros con los respaldos.",
    exitCode: exitCodes.failed,
  },
  "estado-danado": {
    why: "El documento de estado no se puede leer o fue cambiado a mano.",
    hint: "Devuelva la última corrida con «metas restaurar --corrida ID», o recupere el archivo de una copia.",
    exitCode: exitCodes.failed,
  },
  "respaldo-danado": {
    why: "El respaldo no se puede leer, o no es lo que se guardó.",
    hint: "Recupere el archivo de otra copia; los demás respaldos siguen sirviendo.",
    exitCode: exitCodes.failed,
  },
  "respaldo-no-existe": {
    why: "El respaldo ya no está.",
    hint: "Recupere el archivo de otra copia, o vuelva a una corrida más reciente.",
    exitCode: exitCodes.failed,
  },
  "corrida-no-existe": {
    why: "No hay respaldo de esa corrida: no escribió nada, o ya pasó el tiempo que se conservan.",
    hint: "Elija otra de la lista de corridas.",
    exitCode: exitCodes.usage,
  },
  "deshacer-pendiente": {
    why: "No se pudo devolver el archivo a como estaba, porque otro programa lo abrió entre tanto.",
    hint: "Cierre Excel y repita: la corrida siguiente termina de devolverlo antes de empezar.",
    exitCode: exitCodes.temporary,
  },
  "corrida-pendiente": {
    why: "La escritura anterior quedó a medias y hay que terminarla primero.",
    hint: "Repita: la corrida siguiente la termina antes de empezar.",
    exitCode: exitCodes.temporary,
  },
} as const satisfies Readonly<Record<string, Causa>>;
