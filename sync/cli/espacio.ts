import { dirname } from "node:path";
import { configFile, findConfig, readConfig, type Config } from "../config.ts";
import { usageError, type SyncError } from "../errors.ts";
import { findPlan, foldersOf, type PlanLeido } from "../plan-file.ts";
import type { Entrada } from "./command.ts";
import { paint, type Look } from "./io.ts";
import { resolvePath } from "./paths.ts";

/**
 * The workspace that says what was not typed: the one of `--config`, else the one where the person stands.
 *
 * @param wanted whether anything is left for it to say; otherwise the folder's is not looked at
 * @throws SyncError with exit code 2 when its metas.config.json is wrong
 */
export async function findEspacio(
  { io, valores }: Pick<Entrada, "io" | "valores">,
  wanted: boolean,
): Promise<Config | null> {
  const named = resolvePath(valores["config"], io);
  if (named !== undefined) return readConfig(named);
  return wanted ? findConfig(io.cwd) : null;
}

/**
 * The plan to work with: `--plan`, else the workspace's, else the one beside the files, a folder above them or here, else
 * the built-in one.
 */
export function findPlanOf(
  { io, valores }: Pick<Entrada, "io" | "valores">,
  espacio: Config | null,
  files: readonly string[],
): Promise<PlanLeido> {
  const named = resolvePath(valores["plan"], io) ?? espacio?.plan ?? null;
  const own = espacio === null ? [] : [dirname(espacio.path)];
  return findPlan(named, [...own, ...foldersOf(files, io.cwd)]);
}

/** Something was neither typed nor said by a workspace. */
export function missing(code: "falta-argumento" | "opcion-obligatoria", comando: string, what: string): SyncError {
  return usageError(code, {
    where: `metas ${comando}`,
    why: `Falta ${what}, y la carpeta actual no tiene un ${configFile} que lo diga.`,
    hint: `Escríbalo, entre primero a su carpeta de trabajo (cd), o use --config F. Vea «metas ${comando} --help».`,
  });
}

/** Which plan was used, for people: figures by another city's plan must not go unnoticed. */
export function planLine({ plan, path }: PlanLeido, look: Look): string {
  if (path !== null) return `Plan: ${plan.nombre} (${path})\n`;
  const warning = `▲ Plan de ejemplo incluido: ${plan.nombre}, ${plan.entidad}. No se encontró plan.json.`;
  return `${paint(warning, "yellow", look)}\n  → Si el suyo es otro, entre a su carpeta de trabajo (cd) o use --plan F.\n`;
}

/** The same for programs. */
export function planJson({ plan, path }: PlanLeido): object {
  return { file: path, nombre: plan.nombre, deEjemplo: path === null };
}
