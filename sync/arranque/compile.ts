import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Bundle } from "./bundle.ts";

/*
 * The build's last step: runs the example workspace through the bundle, so that most of what people use has been called,
 * and keeps the code V8 made of it.
 */
const folder = mkdtempSync(join(tmpdir(), "metas-"));
const bundle = new Bundle(fileURLToPath(new URL("../../bin", import.meta.url)));
setFlagsFromString("--no-flush-bytecode");
process.argv = [process.execPath, "metas", "demo", join(folder, "demo")];
process.stdout.write = () => true;
process.on("exit", () => {
  rmSync(folder, { recursive: true, force: true });
  if (process.exitCode !== 0) throw new Error(`the example workspace ended with ${String(process.exitCode)}`);
  setFlagsFromString("--flush-bytecode");
  bundle.keepCompiled();
});
bundle.load("orden.cjs");
