import { on } from "node:events";
import { stat } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import type { Plan } from "../../shared/plan/schema.ts";
import { abrirLibro, type Abierto } from "./abrir.ts";
import { unpackMensaje, type Encargo, type Mensaje } from "./mensaje.ts";

/**
 * Opens workbooks in their order. Where there is much to read a second thread does it, while the first reviews what has
 * been read: nearly half of the time that a city's workbooks take.
 */
export async function* openLibros(paths: readonly string[], plan: Plan): AsyncGenerator<Abierto> {
  if (canHelp && (await isMuch(paths))) yield* openBeside(paths, plan);
  else for (const path of paths) yield abrirLibro(path, plan);
}

async function* openBeside(paths: readonly string[], plan: Plan): AsyncGenerator<Abierto> {
  const usados = new Int32Array(new SharedArrayBuffer(4));
  const workerData: Encargo = { paths, plan, usados };
  const worker = new Worker(new URL("lector-hilo.js", import.meta.url), { workerData });
  try {
    let count = 0;
    for await (const [mensaje] of on(worker, "message", { close: ["exit"] })) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else is posted
      yield unpackMensaje(mensaje as Mensaje);
      count += 1;
      Atomics.store(usados, 0, count);
      Atomics.notify(usados, 0);
      if (count === paths.length) return;
    }
    throw new Error(`the reading thread ended after ${count} of ${paths.length} workbooks`);
  } finally {
    await worker.terminate();
  }
}

/** The compiled program; the tests run the sources, which a thread of Node's cannot load. */
const canHelp = import.meta.url.endsWith(".js");

/** Bytes from which a second thread is worth its start. */
const muchBytes = 1024 * 1024;

async function isMuch(paths: readonly string[]): Promise<boolean> {
  if (paths.length < 2) return false;
  const sizes = await Promise.all(
    paths.map(async (path) => {
      try {
        return (await stat(path)).size;
      } catch {
        return 0; // told of when it is read
      }
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0) >= muchBytes;
}
