import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Builds the program once before the tests, so that those which run the real `metas` never run an old one. */
export default function build(): void {
  const root = fileURLToPath(new URL("..", import.meta.url));
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-b", "shared", "sync"], {
    cwd: root,
    stdio: "inherit",
  });
}
