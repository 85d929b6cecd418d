import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { newCorrida, withStore } from "../../sync/cli/espacio-abierto.ts";
import { readCanonico } from "../../sync/canonico/leer.ts";
import { readConfig } from "../../sync/config.ts";
import type { LibroLeido } from "../../sync/consolidar.ts";
import { reviewBytes } from "../../sync/corrida/lectura.ts";
import { withoutCells } from "../../sync/sin-celdas.ts";
import { sincronizar } from "../../sync/corrida/sincronizar.ts";
import { listLibros } from "../../sync/libro.ts";
import { findPlan } from "../../sync/plan-file.ts";
import { editLibro } from "./espacio.ts";
import { writeSalidas } from "./sync-salidas.ts";

/*
 * One workbook changes, and a run takes it in; then nothing but what no run can do without: that workbook is read, and the
 * canonical and the consolidated workbook are made and written. `node sync-worker.js CONFIG LIBRO`, a line a turn.
 */

const [configPath = "", libro = ""] = process.argv.slice(2);
const config = await readConfig(configPath);
const leido = await findPlan(null, [dirname(configPath)]);
const { plan } = leido;
const io = { now: () => new Date() };
const signal = new AbortController().signal;

for await (const turn of createInterface({ input: process.stdin })) {
  const path = editLibro(dirname(configPath), libro, `Cambio ${turn} en el mismo proceso.`);
  const run = await seconds(() =>
    withStore(config, io, (store) =>
      sincronizar(config, leido, store, { corrida: newCorrida(io), simular: false, version: "bench", signal }),
    ),
  );
  const revisados: LibroLeido[] = [];
  for (const each of await listLibros([config.libros])) {
    revisados.push({ path: each, revision: withoutCells(reviewBytes(readFileSync(each), each, plan)), error: null });
  }
  const canonico = readCanonico(readFileSync(config.canonico), config.canonico, plan, []);
  const base = await seconds(async () => {
    reviewBytes(readFileSync(path), path, plan);
    await writeSalidas(config, plan, canonico, revisados);
  });
  process.stdout.write(`${JSON.stringify({ run, base })}\n`);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
