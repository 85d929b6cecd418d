import { spawn, type ChildProcess } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/**
 * Compiles the child into `folder`, and into one file: hundreds are started, and most of a start is the loading of modules.
 *
 * @returns its path, for Node
 */
export async function compileChild(folder: string): Promise<string> {
  await build({
    root,
    configFile: false,
    logLevel: "error",
    build: {
      ssr: fileURLToPath(new URL("./store-child.ts", import.meta.url)),
      outDir: folder,
      emptyOutDir: true,
      target: "node20",
    },
    ssr: { noExternal: true },
  });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  return join(folder, "store-child.js");
}

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export function startChild(script: string, argv: readonly string[], before: readonly string[] = []): ChildProcess {
  const [program = process.execPath, ...rest] = [...before, process.execPath, script, ...argv];
  return spawn(program, rest, { stdio: "pipe" });
}

export async function ended(child: ChildProcess): Promise<Ended> {
  let [out, err] = ["", ""];
  child.stdout?.on("data", (part: Buffer) => (out += part.toString("utf8")));
  child.stderr?.on("data", (part: Buffer) => (err += part.toString("utf8")));
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      resolve({ code, signal, out, err });
    });
  });
}

/** Resolves when the child has said that it is ready; rejects when it ends before. */
export async function isReady(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (part: Buffer) => {
      if (part.toString("utf8").includes("listo")) resolve();
    });
    child.on("close", (code) => {
      reject(new Error(`ended with ${code}`));
    });
  });
}
