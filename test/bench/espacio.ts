import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { planSchema } from "../../shared/plan/schema.ts";
import { readReporte } from "../../shared/read.ts";
import { patchWorkbook } from "../../sync/xlsx/patch.ts";
import { readWorkbook } from "../../sync/xlsx/read.ts";
import type { Corpus } from "./corpus.ts";

/** A workspace made of a corpus, anew. */
export function makeEspacio(folder: string, { files, plan }: Corpus): string {
  rmSync(folder, { recursive: true, force: true });
  for (const name of ["libros", "salida"]) mkdirSync(join(folder, name), { recursive: true });
  copyFileSync(plan, join(folder, "plan.json"));
  const config = join(folder, "metas.config.json");
  writeFileSync(config, "{}\n");
  for (const file of files) copyFileSync(file, join(folder, "libros", basename(file)));
  return config;
}

/** Somebody writes another observación in the first row of a workbook, and saves it. */
export function editLibro(folder: string, file: string, observacion: string): string {
  const path = join(folder, "libros", basename(file));
  const bytes = readFileSync(path);
  const plan = planSchema.parse(JSON.parse(readFileSync(join(folder, "plan.json"), "utf8")));
  const workbook = readWorkbook(bytes, path);
  const sheet = workbook.sheets[0]?.name ?? "";
  const reporte = readReporte({ file: path, info: workbook, grid: workbook.readGrid(sheet) }, plan);
  const row = reporte?.indicadores[0]?.row;
  const column = reporte?.layout.columns.get("observaciones");
  if (row === undefined || column === undefined) throw new Error(`no observaciones in ${path}`);
  writeFileSync(path, patchWorkbook(bytes, path, sheet, [{ row, column, value: observacion }]));
  return path;
}
