import { parentPort, workerData } from "node:worker_threads";
import { abrirLibro } from "./abrir.ts";
import { packMensaje, transferOf, type Encargo } from "./mensaje.ts";

/*
 * The thread that `openLibros` reads with: opens the workbooks in order and posts them, a few ahead of what the other thread
 * has used.
 */

/** Opened workbooks that may wait; more would only cost memory. */
const ahead = 4;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- openLibros is who gives it
const { paths, plan, usados } = workerData as Encargo;
for (const [posted, path] of paths.entries()) {
  for (let used = Atomics.load(usados, 0); posted - used >= ahead; used = Atomics.load(usados, 0)) {
    Atomics.wait(usados, 0, used);
  }
  const mensaje = packMensaje(await abrirLibro(path, plan));
  parentPort?.postMessage(mensaje, transferOf(mensaje));
}
