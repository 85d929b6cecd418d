import { setFlagsFromString } from "node:v8";
import { exitCodes } from "../errors.ts";
import type { Salida } from "../cli/io.ts";
import { main } from "../cli/main.ts";

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    // The second time there is no waiting for what is under way.
    if (interrupted.signal.aborted) process.exit(exitCodes.cancelled);
    interrupted.abort();
  });
}
// Whoever reads the output may stop reading: `metas validar … | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(exitCodes.ok);
});

// What it ends with if it should ever end before the order does.
process.exitCode = exitCodes.failed;
void run();

async function run(): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    stdout: salidaOf(process.stdout),
    stderr: salidaOf(process.stderr),
    signal: interrupted.signal,
    // Only when asked for: the first date by a time zone takes longer than most orders' start.
    get today() {
      return new Intl.DateTimeFormat("en-CA", { timeZone: "America/Bogota" }).format(new Date());
    },
    now: () => new Date(),
    // The heap grows by this much before it is looked through again, instead of to several times its size.
    spareMemory: () => setFlagsFromString("--heap-growing-percent=20"),
  });
}

function salidaOf(stream: NodeJS.WriteStream): Salida {
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY,
    columns: stream.columns ?? 100,
  };
}
