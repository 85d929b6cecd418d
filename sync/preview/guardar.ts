import * as z from "zod";
import { a1 } from "../../shared/address.ts";
import { SyncError } from "../errors.ts";
import { preparePatch, type CellChange } from "../xlsx/patch.ts";

/** An edited workbook, and what could not be written into it. */
export interface Guardado {
  readonly bytes: Buffer;
  readonly rechazados: readonly Rechazado[];
}

export interface Rechazado {
  readonly hoja: string;
  readonly celda: string;
  readonly motivo: string;
}

/** Cells that the page says were changed, by sheet as it is named in the file. */
const cambiosSchema = z.array(
  z.object({
    hoja: z.string().max(255),
    celdas: z
      .array(
        z.object({
          row: z.int().min(0),
          column: z.int().min(0),
          value: z.union([
            z.null(),
            z.string(),
            z.number(),
            z.boolean(),
            z.object({ kind: z.literal("date"), serial: z.number() }),
            z.object({ kind: z.literal("percent"), value: z.number() }),
          ]),
        }),
      )
      .max(200_000),
  }),
);

/**
 * Writes changed cells into the workbook they were read from; all else keeps its bytes.
 *
 * @param body of a multipart form: `libro`, the file as it was, and `cambios`, JSON
 * @throws SyncError `vista-peticion` for a body that is no such form, and what `preparePatch` throws
 */
export async function guardarLibro(body: Buffer, contentType: string): Promise<Guardado> {
  const form = await readForm(body, contentType);
  const libro = form.get("libro");
  const cambios = form.get("cambios");
  if (libro === null || typeof libro === "string" || typeof cambios !== "string") throw notAForm();
  const parsed = cambiosSchema.safeParse(parse(cambios));
  if (!parsed.success) throw notAForm();
  let bytes: Buffer = Buffer.from(await libro.arrayBuffer());
  const rechazados: Rechazado[] = [];
  for (const { hoja, celdas } of parsed.data) {
    const patch = preparePatch(bytes, libro.name, hoja, lastOfEach(celdas), { recalculate: true });
    bytes = patch.apply();
    for (const { change, error } of patch.refused) {
      rechazados.push({ hoja, celda: a1(change.row, change.column), motivo: error.message });
    }
  }
  return { bytes, rechazados };
}

function lastOfEach(celdas: readonly CellChange[]): CellChange[] {
  return [...new Map(celdas.map((celda) => [`${celda.row} ${celda.column}`, celda])).values()];
}

async function readForm(body: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(body, { headers: { "content-type": contentType } }).formData();
  } catch (cause) {
    throw notAForm(cause);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notAForm(cause);
  }
}

function notAForm(cause?: unknown): SyncError {
  return new SyncError("vista-peticion", {
    where: "guardar",
    why: "La petición no trae un libro y sus cambios.",
    hint: "Recargue la vista previa y vuelva a intentarlo.",
    cause,
  });
}
