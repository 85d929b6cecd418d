import { programName } from "./io.ts";
import { join } from "node:path";
import { cali2016 } from "../../shared/plan/cali-2016-2019.ts";
import { planSchema } from "../../shared/plan/schema.ts";
import { configFile, planFile, usualConfig } from "../config.ts";
import { exitCodes, usageError, type SyncError } from "../errors.ts";
import { jsonText } from "../json-text.ts";
import { exists, makeFolder, writeWhole } from "../output.ts";
import type { Entrada, Resultado } from "./command.ts";
import { resolvePath, shortPath } from "./paths.ts";

/** Makes a workspace; touches nothing that is there already. */
export async function run({ argumentos, io }: Entrada): Promise<Resultado> {
  const folder = resolvePath(argumentos[0] ?? ".", io);
  const files = { config: join(folder, configFile), plan: join(folder, planFile) };
  for (const path of Object.values(files)) {
    if (await exists(path)) throw alreadyThere(path);
  }
  await makeFolder(join(folder, "libros"));
  await makeFolder(join(folder, "salida"));
  // With what the schema fills in, so that whoever looks for a field finds it.
  await writeWhole(files.plan, jsonText(planSchema.parse(cali2016)));
  await writeWhole(files.config, jsonText(usualConfig));
  const short = shortPath(folder, io);
  const name = programName(io);
  const enter = short === "." ? "" : `cd ${short.includes(" ") ? `"${short}"` : short}`;
  return {
    exitCode: exitCodes.ok,
    json: { folder, files: [files.config, files.plan], folders: [join(folder, "libros"), join(folder, "salida")] },
    text: () =>
      [
        `Carpeta de trabajo lista: ${folder}`,
        "",
        `  ${planFile.padEnd(18)} el plan de desarrollo: cámbielo por el suyo (nombre, vigencias, ejes, secretarías,`,
        `  ${"".padEnd(18)} patrón del código, límites del semáforo). Trae como ejemplo el de Cali 2016-2019.`,
        `  ${configFile.padEnd(18)} dónde están los libros y la salida.`,
        `  ${"libros/".padEnd(18)} aquí van los libros de las secretarías.`,
        `  ${"salida/".padEnd(18)} aquí queda el consolidado.`,
        "",
        "Ahora:",
        ...numbered([
          enter,
          `edite ${planFile}; «${name} validar» le dice si algo no cuadra`,
          `${name} plantilla --secretaria ID   (un libro para cada secretaría, en libros)`,
          `${name} validar                     (cuando vuelvan llenos)`,
          `${name} consolidar`,
        ]),
        "",
      ].join("\n"),
  };
}

function numbered(steps: readonly string[]): string[] {
  return steps.filter((step) => step !== "").map((step, index) => `  ${index + 1}. ${step}`);
}

function alreadyThere(path: string): SyncError {
  return usageError("ya-existe", {
    where: path,
    why: "La carpeta ya tiene una configuración, y no se toca.",
    hint: "Use otra carpeta: metas iniciar OTRA.",
  });
}
