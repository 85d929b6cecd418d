import { basename } from "node:path";
import { buildDemoLibro, demoSecretarias, readDemoPlan } from "../demo/demo.ts";
import { SyncError } from "../errors.ts";
import { readBytes } from "../libro.ts";
import { servePreview, type PreviewOptions } from "./server.ts";

/** `npm run preview [LIBRO.xlsx]`: serves the preview until Ctrl+C, with a workbook of the demo when none is named. */
async function main([path]: readonly string[]): Promise<void> {
  const ended = new AbortController();
  process.once("SIGINT", () => ended.abort());
  process.once("SIGTERM", () => ended.abort());
  const libro = path === undefined ? await demoLibro() : { nombre: basename(path), bytes: await readBytes(path) };
  const { url } = await servePreview({ libro, signal: ended.signal });
  process.stdout.write(`Vista previa con un Excel emulado: ${url}\nCtrl+C para terminar.\n`);
}

async function demoLibro(): Promise<PreviewOptions["libro"]> {
  const plan = readDemoPlan();
  const [secretaria] = demoSecretarias(plan);
  if (secretaria === undefined) throw new Error("the demo has no workbook");
  return { nombre: `${secretaria.id}.xlsx`, bytes: await buildDemoLibro(secretaria, plan) };
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof SyncError)) throw error;
  process.stderr.write(`${error.where}: ${error.message}\n${error.hint}\n`);
  process.exitCode = error.exitCode;
});
