import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import * as z from "zod";
import { exitCodes, usageError } from "./errors.ts";
import { fileError } from "./file-error.ts";
import { parseJson } from "./json-text.ts";
import { isFile } from "./output.ts";
import { describeIssues, enEspanol, pathText } from "./zod-es.ts";

export const configFile = "metas.config.json";
export const planFile = "plan.json";

/** What a workspace consists of; paths are relative to the file. */
export const usualConfig = { plan: planFile, libros: "libros", salida: "salida/consolidado.xlsx" } as const;

const ruta = z.string().trim().min(1);
const configSchema = z.strictObject({
  plan: ruta.optional(),
  libros: ruta.default(usualConfig.libros),
  salida: ruta.regex(/\.xlsx$/i, "debe terminar en .xlsx").default(usualConfig.salida),
});

/** A workspace as its metas.config.json describes it; paths are absolute. */
export interface Config {
  readonly path: string;
  /** Null where the file names none: then `plan.json` beside it counts, as anywhere. */
  readonly plan: string | null;
  /** Folder with the secretarías' workbooks. */
  readonly libros: string;
  /** The consolidated workbook. */
  readonly salida: string;
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
      hint: `Corrija ${basename(path)}. Lo que puede llevar: ${Object.keys(usualConfig).join(", ")}.`,
    });
  }
  const { plan, libros, salida } = result.data;
  const at = (relative: string): string => resolve(dirname(path), relative);
  return { path, plan: plan === undefined ? null : at(plan), libros: at(libros), salida: at(salida) };
}

/** The configuration of a folder, or null when it has none. */
export async function findConfig(folder: string): Promise<Config | null> {
  const path = join(folder, configFile);
  return (await isFile(path)) ? readConfig(path) : null;
}
