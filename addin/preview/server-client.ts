import * as z from "zod";
import type { SheetChanges } from "./changes.ts";
import { libroSchema, type LibroJson } from "./libro-schema.ts";

/** A workbook with the file that it was read from. */
export interface LibroAbierto {
  readonly libro: LibroJson;
  readonly file: Blob;
}

/** A file that could not be read or written, in Spanish words of the server. */
export class ServerError extends Error {
  readonly hint: string;

  constructor(why: string, hint: string) {
    super(why);
    this.name = "ServerError";
    this.hint = hint;
  }
}

/** The workbook that the server was started with. */
export async function fetchLibro(): Promise<LibroAbierto> {
  const [json, file] = await Promise.all([request("/libro"), request("/libro.xlsx")]);
  return { libro: libroSchema.parse(await json.json()), file: await file.blob() };
}

/** Has the server read a workbook of the visitor's own. */
export async function readLibro(file: File): Promise<LibroAbierto> {
  const json = await request(`/leer?nombre=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
  return { libro: libroSchema.parse(await json.json()), file };
}

export interface Saved {
  readonly file: Blob;
  /** Cells that the file cannot take: how many, and why not the first ones. */
  readonly refused: number;
  readonly reasons: readonly { readonly hoja: string; readonly celda: string; readonly motivo: string }[];
}

/** Has the server write changed cells into the file they were read from. */
export async function saveLibro(file: Blob, name: string, changes: readonly SheetChanges[]): Promise<Saved> {
  const body = new FormData();
  body.set("libro", file, name);
  body.set("cambios", JSON.stringify(changes));
  const response = await request("/guardar", { method: "POST", body });
  const reasons = response.headers.get("metas-rechazados") ?? "%5B%5D";
  return {
    file: await response.blob(),
    refused: Number(response.headers.get("metas-rechazados-total") ?? "0"),
    reasons: refusedSchema.parse(JSON.parse(decodeURIComponent(reasons))),
  };
}

const refusedSchema = z.array(z.object({ hoja: z.string(), celda: z.string(), motivo: z.string() }));

const errorSchema = z.object({ error: z.object({ why: z.string(), hint: z.string() }) });

async function request(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    throw new ServerError("La vista previa ya no responde.", `Vuelva a correrla en la terminal. ${String(cause)}`);
  }
  if (response.ok) return response;
  const answer = errorSchema.safeParse(await response.json().catch(() => null));
  throw answer.success
    ? new ServerError(answer.data.error.why, answer.data.error.hint)
    : new ServerError(`La vista previa respondió ${response.status}.`, "Recargue la página.");
}
