import { programName } from "./io.ts";
import { join } from "node:path";
import { configFile, planFile, usualConfig } from "../config.ts";
import { exitCodes, usageError } from "../errors.ts";
import { consolidarLibros } from "../consolidar.ts";
import { buildDemoLibro, demoSecretarias, readDemoPlan } from "../demo/demo.ts";
import { demoPlan } from "../demo/plan.ts";
import { listLibros } from "../libro.ts";
import { jsonText } from "../json-text.ts";
import { checkReplaceable, exists, makeFolder, writeWhole } from "../output.ts";
import { findPlan } from "../plan-file.ts";
import type { Entrada, Resultado } from "./command.ts";
import { consolidacionJson } from "./consolidar.ts";
import { renderConsolidacion } from "./consolidar-text.ts";
import { resolvePath, shortPath } from "./paths.ts";
import { reviewLibros } from "./revisar.ts";

/** Says that a folder is the demo's, so that it may write there again. */
const markFile = "LEAME.txt";
const mark = "Carpeta de ejemplo de Metas al Día.";

/** Makes the example workspace and consolidates it. */
export async function run(entrada: Entrada): Promise<Resultado> {
  const { io } = entrada;
  const folder = resolvePath(entrada.argumentos[0] ?? "metas-demo", io);
  const libros = join(folder, "libros");
  const salida = join(folder, usualConfig.salida);
  await checkOurs(folder);
  await checkReplaceable(salida);
  await writeWorkspace(folder, entrada);
  const { plan } = await findPlan(join(folder, planFile), []);
  const consolidacion = await consolidarLibros(await reviewLibros(await listLibros([libros]), plan, entrada), plan);
  await writeWhole(salida, consolidacion.file);
  const short = shortPath(folder, io);
  return {
    exitCode: consolidacion.omitidos.length > 0 ? exitCodes.partial : exitCodes.ok,
    json: { folder, salida, ...consolidacionJson(consolidacion) },
    text: (look) =>
      [
        `${plan.nombre} · ${plan.entidad} · vigencia ${consolidacion.consolidado.vigencia}. Salvo Desarrollo Económico, son datos de ejemplo.`,
        "",
        renderConsolidacion(consolidacion, look),
        "",
        `Libro consolidado: ${salida}`,
        "",
        "Ahora puede:",
        `  · abrir el consolidado en Excel, y los libros de ${join(short, "libros")}`,
        `  · ver los hallazgos de un libro:  ${programName(io)} validar ${join(short, "libros", "desarrollo-economico.xlsx")}`,
        `  · cambiar un libro, guardarlo y correr de nuevo «${programName(io)} demo»: sus cambios se conservan`,
        `  · empezar con su propio plan:  ${programName(io)} iniciar mi-plan`,
        "",
      ].join("\n"),
  };
}

/** What is missing is written; what the person may have changed stays, unless it is to be replaced. */
async function writeWorkspace(folder: string, { io, progreso, marcas }: Entrada): Promise<void> {
  const replace = marcas.has("reemplazar");
  const plan = readDemoPlan();
  await makeFolder(join(folder, "libros"));
  await makeFolder(join(folder, "salida"));
  await writeWhole(join(folder, markFile), `${mark} Puede borrarla cuando quiera.\n`);
  const write = async (path: string, content: () => Promise<string | Buffer>): Promise<void> => {
    if (replace || !(await exists(path))) await writeWhole(path, await content());
  };
  await write(join(folder, planFile), async () => jsonText(demoPlan));
  await write(join(folder, configFile), async () => jsonText(usualConfig));
  const secretarias = demoSecretarias(plan);
  for (const [index, secretaria] of secretarias.entries()) {
    io.signal.throwIfAborted();
    progreso.show(index, secretarias.length, secretaria.nombre);
    await write(join(folder, "libros", `${secretaria.id}.xlsx`), () => buildDemoLibro(secretaria, plan));
  }
}

/** A folder with things of someone else is not touched. */
async function checkOurs(folder: string): Promise<void> {
  if (!(await exists(folder)) || (await exists(join(folder, markFile)))) return;
  if ((await exists(join(folder, configFile))) || (await exists(join(folder, "libros")))) {
    throw usageError("carpeta-ajena", {
      where: folder,
      why: "La carpeta ya tiene otro trabajo, y la demo escribiría en ella.",
      hint: "Use otra carpeta: metas demo OTRA.",
    });
  }
}
