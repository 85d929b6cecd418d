import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Builds the program once before the tests, so that those which run the real `metas` never run an old one. */
export default function build(): void {
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const run = (script: string, ...args: string[]): void => {
    execFileSync(process.execPath, [script, ...args], {
      cwd,
      stdio: ["ignore", "ignore", "inherit"],
    });
  };
  run("node_modules/typescript/bin/tsc", "-b", "shared", "sync");
  run("node_modules/rolldown/bin/cli.mjs", "-c", "sync/rolldown.config.js");
  run("dist/sync/arranque/compile.js");
}
