import { appendFileSync, writeFileSync } from "node:fs";
import { SyncError } from "../../../sync/errors.ts";
import { nodeDisk } from "../../../sync/store/disk.ts";
import { watchedDisk } from "./faulty-disk.ts";
import { cambioTo, openQuietly, runTo } from "./historia.ts";

/**
 * A run in a process of its own, ended by SIGKILL before its n-th call of the file system, or within it.
 *
 * Arguments: workspace · `run`, `open` or `hold` · n, 0 for never · `before` or `half`.
 * `hold` opens, says `listo`, and commits once its stdin ends. Failures go to stdout as JSON.
 */
const [, , raiz = "", what = "", at = "0", when = "before"] = process.argv;

const disk = watchedDisk(nodeDisk, async (number, call, path, content) => {
  if (number !== Number(at)) return;
  if (when === "half" && content !== null) {
    const half = content.subarray(0, Math.ceil(content.length / 2));
    if (call === "append") appendFileSync(path, half);
    else writeFileSync(path, half);
  }
  process.kill(process.pid, "SIGKILL");
  await new Promise(() => undefined);
});

try {
  switch (what) {
    case "run":
      await runTo(2, 1, raiz, disk);
      break;
    case "open":
      await (await openQuietly(raiz, disk)).close();
      break;
    case "hold": {
      const store = await openQuietly(raiz, disk);
      process.stdout.write("listo\n");
      for await (const _ of process.stdin);
      await store.commit(cambioTo(2, 1));
      await store.close();
      break;
    }
    default:
      throw new Error(`unknown: ${what}`);
  }
} catch (cause) {
  if (!(cause instanceof SyncError)) throw cause;
  process.stdout.write(JSON.stringify({ code: cause.code, exitCode: cause.exitCode, message: cause.message }));
  process.exitCode = cause.exitCode;
}
