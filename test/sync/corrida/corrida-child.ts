import { appendFileSync, writeFileSync } from "node:fs";
import { exitCodes, SyncError } from "../../../sync/errors.ts";
import { nodeDisk } from "../../../sync/store/disk.ts";
import { watchedDisk } from "../store/faulty-disk.ts";
import { sincronizarWith } from "./espacio-prueba.ts";

/**
 * `metas sincronizar` in a process of its own, ended by SIGKILL before the n-th call of its store to the file system, or
 * within it.
 *
 * Arguments: workspace · n, 0 for never · `before`, `half`, or `hold`: says `listo` and waits for its stdin to end.
 */
const [, , raiz = "", at = "0", when = "before"] = process.argv;

const disk = watchedDisk(nodeDisk, async (number, call, path, content) => {
  if (number !== Number(at)) return;
  if (when === "hold") {
    process.stdout.write("listo\n");
    for await (const _ of process.stdin);
    return;
  }
  if (when === "half" && content !== null) {
    const half = content.subarray(0, Math.ceil(content.length / 2));
    if (call === "append") appendFileSync(path, half);
    else writeFileSync(path, half);
  }
  process.kill(process.pid, "SIGKILL");
  await new Promise(() => undefined);
});

try {
  process.exitCode = await sincronizarWith(raiz, { disk });
} catch (cause) {
  if (!(cause instanceof SyncError)) throw cause;
  process.exitCode = cause.exitCode === exitCodes.ok ? exitCodes.failed : cause.exitCode;
}
