import { DoorError, type DoorErrorCode } from "../door-error.ts";

/** The library's namespace: the page's own, or the one that a test loaded. */
export type ExcelLibrary = typeof Excel;

/** One conversation with Excel; what goes wrong comes out as a `DoorError`. */
export async function runExcel<T>(
  library: ExcelLibrary,
  batch: (context: Excel.RequestContext) => Promise<T>,
): Promise<T> {
  try {
    return await library.run(batch);
  } catch (error) {
    throw doorErrorOf(error);
  }
}

/** True when an answer or a request was more than Excel on the web carries at once. */
export function isTooLarge(error: unknown): boolean {
  const code = officeCode(error);
  return code === "RequestPayloadSizeLimitExceeded" || code === "ResponsePayloadSizeLimitExceeded";
}

/** True for what has nothing to do with the question asked: someone is typing, or Excel is out of reach. */
export function isTransient(error: unknown): boolean {
  const code = officeCode(error);
  const known = code === null ? undefined : codes.get(code);
  return code === null || known === "celda-en-edicion" || known === "sin-conexion";
}

const codes: ReadonlyMap<string, DoorErrorCode> = new Map([
  ["InvalidOperationInCellEditMode", "celda-en-edicion"],
  ["HostIsInEditMode", "celda-en-edicion"],
  ["AccessDenied", "protegida"],
  ["RequestPayloadSizeLimitExceeded", "demasiado-grande"],
  ["ResponsePayloadSizeLimitExceeded", "demasiado-grande"],
  ["ItemNotFound", "hoja-perdida"],
  ["ApiNotFound", "version"],
  ["NotImplemented", "version"],
  ["UnsupportedOperation", "version"],
  ["ConnectionFailure", "sin-conexion"],
  ["Timeout", "sin-conexion"],
]);

/** Errors of the library have a code; anything else is a bug of ours and stays what it is. */
export function doorErrorOf(error: unknown): unknown {
  if (error instanceof DoorError) return error;
  const code = officeCode(error);
  if (code === null) return error;
  const message = error instanceof Object && "message" in error ? String(error.message) : "";
  // Some have nothing to say but their code.
  const detail = message === code ? code : `${code} ${message}`.trim();
  return new DoorError(codes.get(code) ?? "otro", detail, { cause: error });
}

function officeCode(error: unknown): string | null {
  // Not `instanceof`: the library may have been loaded into another context than this code.
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : null;
}
