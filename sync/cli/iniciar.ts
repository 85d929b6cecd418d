import { join } from "node:path";
import { cali2016 } from "../../shared/plan/cali-2016-2019.ts";
import { exitCodes, SyncError } from "../errors.ts";
import { exists, makeFolder, writeWhole } from "../output.ts";
import { planFile } from "../plan-file.ts";
import type { Entrada, Resultado } from "./command.ts";
import { resolvePath, shortPath } from "./paths.ts";

export const configFile = "metas.config.json";

/** What a workspace consists of; paths are relative to the file. */
export const usualConfig = { plan: planFile, libros: "libros", salida: "salida/consolidado.xlsx" } as const;

/** Makes a workspace; touches nothing that is there already. */
export async function run({ argumentos, io }: Entrada): Promise<Resultado> {
  const folder = resolvePath(argumentos[0] ?? ".", io);
  const files = { config: join(folder, configFile), plan: join(folder, planFile) };
  for (const path of Object.values(files)) {
    if (await exists(path)) throw alreadyThere(path);
  }
  await makeFolder(join(folder, "libros"));
  await makeFolder(join(folder, "salida"));
  await writeWhole(files.plan, jsonText(cali2016));
  await writeWhole(files.config, jsonText(usualConfig));
  const short = shortPath(folder, io);
  const libros = short === "." ? "libros" : join(short, "libros");
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
        `  1. Edite ${planFile}; «metas validar» le dice si algo no cuadra.`,
        `  2. Haga un libro para cada secretaría: metas plantilla --secretaria ID --salida ${join(libros, "ID.xlsx")}`,
        `  3. Cuando vuelvan llenos: metas validar ${libros}`,
        `  4. metas consolidar ${libros} --salida ${join(short, "salida", "consolidado.xlsx")}`,
        "",
      ].join("\n"),
  };
}

function alreadyThere(path: string): SyncError {
  return new SyncError("ya-existe", {
    where: path,
    why: "La carpeta ya tiene una configuración, y no se toca.",
    hint: "Use otra carpeta: metas iniciar OTRA.",
    exitCode: exitCodes.usage,
  });
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
