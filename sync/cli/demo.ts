import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { readOficiales } from "../canonico/leer.ts";
import { configFile, planFile, readConfig, usualConfig, type Config } from "../config.ts";
import { sincronizar } from "../corrida/sincronizar.ts";
import { consolidarLibros, type Consolidacion } from "../consolidar.ts";
import { buildDemoLibro, demoSecretarias, readDemoPlan } from "../demo/demo.ts";
import { edicionesDemo, editCell, type EdicionDemo } from "../demo/ediciones.ts";
import { demoPlan } from "../demo/plan.ts";
import { exitCodes, usageError } from "../errors.ts";
import { jsonText } from "../json-text.ts";
import { listLibros, readBytes } from "../libro.ts";
import { checkReplaceable, exists, makeFolder, writeWhole } from "../output.ts";
import { findPlan, type PlanLeido } from "../plan-file.ts";
import type { ResultadoCorrida } from "../corrida/resultado.ts";
import { usualCarpeta } from "../store/store.ts";
import type { Entrada, Resultado } from "./command.ts";
import { consolidacionJson } from "./consolidar.ts";
import { renderConsolidacion } from "./consolidar-text.ts";
import { newCorrida, withStore } from "./espacio-abierto.ts";
import { paint, programName, type Look } from "./io.ts";
import { resolvePath, shortPath } from "./paths.ts";
import { reviewLibros } from "./revisar.ts";
import { corridaJson } from "./sincronizar-json.ts";
import { renderLinea } from "./sincronizar-text.ts";
import { findVersion } from "./version.ts";

/** Says that a folder is the demo's, so that it may write there again. */
const markFile = "LEAME.txt";
const mark = "Carpeta de ejemplo de Metas al Día.";

/** Makes the example workspace, syncs it, lets both sides change something and syncs it again. */
export async function run(entrada: Entrada): Promise<Resultado> {
  const { io } = entrada;
  const folder = resolvePath(entrada.argumentos[0] ?? "metas-demo", io);
  await checkOurs(folder);
  await checkReplaceable(join(folder, usualConfig.salida));
  const isNew = await writeWorkspace(folder, entrada);
  const config = await readConfig(join(folder, configFile));
  const plan = await findPlan(join(folder, planFile), []);
  const corridas = [await syncOnce(config, plan, entrada)];
  const [first] = corridas;
  if (isNew && first !== undefined && first.resultado.pendientes.length === 0) {
    for (const edicion of edicionesDemo) await edit(edicion, config, plan);
    corridas.push(await syncOnce(config, plan, entrada));
  }
  const libros = await listLibros([config.libros]);
  // As the consolidated workbook counts them.
  const oficiales = readOficiales(await readBytes(config.canonico), config.canonico, plan.plan);
  const consolidacion = await consolidarLibros(await reviewLibros(libros, plan.plan, entrada), plan.plan, {
    oficiales,
  });
  const isWhole = consolidacion.omitidos.length === 0;
  const vista = await openVista(config, entrada);
  return {
    // Conflicts are what the demo is there to show.
    exitCode: isWhole ? exitCodes.ok : exitCodes.partial,
    json: {
      folder,
      salida: config.salida,
      canonico: config.canonico,
      ...consolidacionJson(consolidacion),
      corridas: corridas.map(({ json }) => json),
    },
    text: (look) => {
      const resultados = corridas.map(({ resultado }) => resultado);
      return render({ folder, config, plan, consolidacion, corridas: resultados, vista }, entrada, look);
    },
  };
}

/** A run and its JSON, which is made at once: the next run lets go of the reviews that it is made of. */
interface Corrida {
  readonly resultado: ResultadoCorrida;
  readonly json: object;
}

async function syncOnce(config: Config, plan: PlanLeido, { io, progreso }: Entrada): Promise<Corrida> {
  const version = await findVersion();
  let read = 0;
  const onRead = (path: string): void => progreso.show(read++, undefined, basename(path));
  const opciones = { corrida: newCorrida(io), simular: false, version, signal: io.signal, onRead };
  const resultado = await withStore(config, io, (store) => sincronizar(config, plan, store, opciones));
  progreso.clear();
  return { resultado, json: corridaJson(resultado, plan) };
}

async function edit(edicion: EdicionDemo, { canonico, libros }: Config, { plan }: PlanLeido): Promise<void> {
  const path = edicion.libro === null ? canonico : join(libros, `${edicion.libro}.xlsx`);
  await writeWhole(path, editCell(await readBytes(path), path, edicion, plan));
}

interface Hecho {
  readonly folder: string;
  readonly config: Config;
  readonly plan: PlanLeido;
  readonly consolidacion: Consolidacion;
  readonly corridas: readonly ResultadoCorrida[];
  /** Where the preview is; null when it is not shown. */
  readonly vista: string | null;
}

/** Serves the preview of a workbook until the person stops it; where nobody watches there is nobody to stop it. */
async function openVista({ libros }: Config, { io, marcas }: Entrada): Promise<string | null> {
  if (!marcas.has("vista") || !io.stdout.isTTY) return null;
  const { servePreview } = await import("../preview/server.ts");
  const nombre = "desarrollo-economico.xlsx";
  const bytes = await readBytes(join(libros, nombre));
  return (await servePreview({ libro: { nombre, bytes }, signal: io.signal })).url;
}

function render(
  { folder, config, plan: { plan }, consolidacion, corridas, vista }: Hecho,
  { io }: Entrada,
  look: Look,
): string {
  const short = shortPath(folder, io);
  const name = programName(io);
  const [first, second] = corridas;
  const story =
    first === undefined || second === undefined
      ? corridas.flatMap((corrida) => [`Sincronización: ${renderLinea(corrida).trim()}`])
      : [
          `Primera sincronización: ${renderLinea(first).trim()}`,
          "Después, cada quien cambió algo en Excel:",
          ...edicionesDemo.map(({ quien }) => `  · ${quien}`),
          `Segunda sincronización: ${renderLinea(second).trim()}`,
        ];
  return [
    `${plan.nombre} · ${plan.entidad} · vigencia ${consolidacion.consolidado.vigencia}. Salvo Desarrollo Económico, son datos de ejemplo.`,
    "",
    renderConsolidacion(consolidacion, look),
    "",
    ...story,
    "",
    `${paint("Libro consolidado", "bold", look)}: ${config.salida}`,
    `Libro canónico:    ${config.canonico}`,
    "",
    "Ahora puede:",
    `  · abrir el consolidado en Excel, y los libros de ${join(short, "libros")}`,
    `  · ver los hallazgos de un libro:  ${name} validar ${join(short, "libros", "desarrollo-economico.xlsx")}`,
    `  · decidir el conflicto:  ${name} conflictos --config ${join(short, configFile)}`,
    `  · cambiar un libro o el canónico, guardarlo y correr de nuevo «${name} demo»: sus cambios se mezclan`,
    `  · empezar con su propio plan:  ${name} iniciar mi-plan`,
    "",
    ...(vista === null
      ? ["Para ver el complemento de Excel sin Excel:  npm run preview", ""]
      : [`${paint("Vista previa del complemento de Excel", "bold", look)}: ${vista}`, "Ctrl+C para terminar.", ""]),
  ].join("\n");
}

/**
 * What is missing is written; what the person may have changed stays, unless it is to be replaced.
 *
 * @returns whether the workspace is new, so that the demo's own story can be told in it
 */
async function writeWorkspace(folder: string, { io, progreso, marcas }: Entrada): Promise<boolean> {
  const replace = marcas.has("reemplazar");
  const plan = readDemoPlan();
  if (replace) await removeMemory(folder);
  const isNew = replace || !(await exists(join(folder, usualConfig.canonico)));
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
  return isNew;
}

/** A demo that begins anew remembers nothing. */
async function removeMemory(folder: string): Promise<void> {
  for (const name of [usualCarpeta, usualConfig.canonico])
    await rm(join(folder, name), { recursive: true, force: true });
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
