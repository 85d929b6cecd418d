import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { cali2016 } from "../shared/plan/cali-2016-2019.ts";
import { planSchema, type Plan } from "../shared/plan/schema.ts";
import { findConfig, planFile } from "./config.ts";
import { exitCodes, usageError } from "./errors.ts";
import { fileError } from "./file-error.ts";
import { parseJson } from "./json-text.ts";
import { isFile } from "./output.ts";
import { describeIssues, enEspanol, pathText } from "../shared/zod-es.ts";

/** A plan and where it came from: a file, or the one that comes with the product (null). */
export interface PlanLeido {
  readonly plan: Plan;
  readonly path: string | null;
}

/**
 * The plan to work with: the file named, else the first that a folder has (the one its metas.config.json names, or its
 * plan.json), else the built-in one.
 *
 * @throws SyncError with exit code 2 when the file named is missing, or the one found is not a plan
 */
export async function findPlan(named: string | null, folders: readonly string[]): Promise<PlanLeido> {
  if (named !== null) return { plan: await readPlan(named), path: named };
  for (const folder of new Set(folders)) {
    const ofConfig = (await findConfig(folder))?.plan ?? null;
    const path = ofConfig ?? join(folder, planFile);
    if (ofConfig !== null || (await isFile(path))) return { plan: await readPlan(path), path };
  }
  return { plan: planSchema.parse(cali2016), path: null };
}

/** Where the plan of these files may lie: beside them, above them (a workspace keeps them in `libros`), or here. */
export function foldersOf(files: readonly string[], cwd: string): string[] {
  const folders = files.map((file) => dirname(file));
  return [...new Set([...folders, ...folders.map((folder) => dirname(folder)), cwd])];
}

/** Checks the text of a plan.json. */
export function parsePlan(text: string, where: string): Plan {
  const result = planSchema.safeParse(parseJson(text, where), { error: enEspanol });
  if (result.success) return result.data;
  const lines = describeIssues(result.error);
  const first = result.error.issues[0];
  const key = first === undefined ? "" : pathText(first.path);
  const more = lines.length > 5 ? [`y ${lines.length - 5} más`] : [];
  throw usageError("plan-invalido", {
    where: key === "" ? where : `${where} › ${key}`,
    why: `El plan no es válido. ${[...lines.slice(0, 5), ...more].join(" · ")}`,
    hint: `Corrija esos campos en ${basename(where)}; «metas iniciar» escribe un ejemplo completo en una carpeta nueva.`,
  });
}

async function readPlan(path: string): Promise<Plan> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw fileError("leer", path, cause, exitCodes.usage);
  }
  return parsePlan(text, path);
}
