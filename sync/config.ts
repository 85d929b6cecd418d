import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import * as z from "zod";
import { limitesParada, type LimitesParada } from "../shared/merge/parada.ts";
import { exitCodes, usageError } from "./errors.ts";
import { fileError } from "./file-error.ts";
import { parseJson } from "./json-text.ts";
import { isFile } from "./output.ts";
import { usualRetencion, type Retencion } from "./store/backups.ts";
import { describeIssues, enEspanol, pathText } from "../shared/zod-es.ts";

export const configFile = "metas.config.json";
export const planFile = "plan.json";

/** What a workspace consists of; paths are relative to the file. */
export const usualConfig = {
  plan: planFile,
  libros: "libros",
  canonico: "canonico.xlsx",
  salida: "salida/consolidado.xlsx",
} as const;

/** When `sincronizar --vigilar` and the scheduler run: minute, hour, day of the month, month, day of the week. */
const usualHorario = "0 6 * * 1-5";

const ruta = z.string().trim().min(1);
const libro = ruta.regex(/\.xlsx$/i, "debe terminar en .xlsx");
const configSchema = z.strictObject({
  plan: ruta.optional(),
  libros: ruta.default(usualConfig.libros),
  canonico: libro.default(usualConfig.canonico),
  salida: libro.default(usualConfig.salida),
  horario: ruta.default(usualHorario),
  /** When nothing of a secretaría is merged: this share of its rows is gone, and at least so many. */
  parada: z.strictObject({ parte: z.number().min(0).max(1), filas: z.int().min(1) }).default(limitesParada),
  /** The backups kept: of so many runs, and no older than so many days. */
  respaldos: z.strictObject({ corridas: z.int().min(1), dias: z.int().min(1) }).default(usualRetencion),
});

/** A workspace as its metas.config.json describes it; paths are absolute. */
export interface Config {
  readonly path: string;
  /** Null where the file names none: then `plan.json` beside it counts, as anywhere. */
  readonly plan: string | null;
  /** Folder with the secretarías' workbooks. */
  readonly libros: string;
  /** The canonical workbook, which planeación edits. */
  readonly canonico: string;
  /** The consolidated workbook. */
  readonly salida: string;
  /** Cron pattern, in Bogotá's time. */
  readonly horario: string;
  readonly parada: LimitesParada;
  readonly respaldos: Retencion;
}

/**
 * Reads a metas.config.json.
 *
 * @throws SyncError with exit code 2 when it is missing, is no JSON, or says something that is not known
 */
export async function readConfig(path: string): Promise<Config> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw fileError("leer", path, cause, exitCodes.usage);
  }
  const result = configSchema.safeParse(parseJson(text, path), { error: enEspanol });
  if (!result.success) {
    const key = pathText(result.error.issues[0]?.path ?? []);
    throw usageError("config-invalida", {
      where: key === "" ? path : `${path} › ${key}`,
      why: `La configuración no es válida. ${describeIssues(result.error).join(" · ")}`,
      hint: `Corrija ${basename(path)}. Lo que puede llevar: ${Object.keys(configSchema.shape).join(", ")}.`,
    });
  }
  const { plan, libros, canonico, salida, ...rest } = result.data;
  const at = (relative: string): string => resolve(dirname(path), relative);
  return {
    path,
    plan: plan === undefined ? null : at(plan),
    libros: at(libros),
    canonico: at(canonico),
    salida: at(salida),
    ...rest,
  };
}

/** The configuration of a folder, or null when it has none. */
export async function findConfig(folder: string): Promise<Config | null> {
  const path = join(folder, configFile);
  return (await isFile(path)) ? readConfig(path) : null;
}
