import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** What reading a file in a process of its own came to. */
export interface Reading {
  /** Of the error, null when the file was read. */
  readonly code: string | null;
  readonly where: string;
  /** Name of an error that is no SyncError: a bug. */
  readonly bug: string | null;
  /** From opening the file to its last sheet, without the start of Node. */
  readonly milliseconds: number;
  /** Peak of the whole process. */
  readonly megabytes: number;
  /** Rows with values, of all sheets. */
  readonly rows: number;
}

const root = fileURLToPath(new URL("../../..", import.meta.url));
const run = promisify(execFile);

/**
 * Compiles the reader into `folder`, apart from `dist`, which others may be building meanwhile.
 *
 * @returns what reads a file in a new process
 */
export function readerProcess(folder: string): (file: string) => Promise<Reading> {
  mkdirSync(join(folder, "out"), { recursive: true });
  writeFileSync(join(folder, "out", "package.json"), '{ "type": "module" }');
  symlinkSync(join(root, "node_modules"), join(folder, "out", "node_modules"), "junction");
  const options = "--ignoreConfig --noCheck --skipLibCheck --rewriteRelativeImportExtensions --verbatimModuleSyntax";
  const target = "--target es2023 --lib es2024 --module nodenext --types node";
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const places = ["--rootDir", root, "--outDir", join(folder, "out"), join(root, "sync", "xlsx", "read.ts")];
  execFileSync(process.execPath, [tsc, ...options.split(" "), ...target.split(" "), ...places], { cwd: root });
  const script = join(folder, "out", "reader.js");
  writeFileSync(script, readerScript(pathToFileURL(join(folder, "out", "sync", "xlsx", "read.js")).href));
  return async (file) => {
    const { stdout } = await run(process.execPath, [script, file], { timeout: 30_000 });
    const reading: Reading = JSON.parse(stdout);
    return reading;
  };
}

/** On Linux `maxRSS` begins with the parent's size before exec, so the peak is taken from the kernel's own count. */
function readerScript(reader: string): string {
  return `
    import { readFileSync } from "node:fs";
    import { readWorkbook } from ${JSON.stringify(reader)};
    const reading = { code: null, where: "", bug: null, rows: 0 };
    const start = performance.now();
    try {
      const book = readWorkbook(readFileSync(process.argv[2]), "libro.xlsx");
      for (const { name } of book.sheets) reading.rows += book.readGrid(name).rows.length;
    } catch (error) {
      reading.code = error.code ?? null;
      reading.where = error.where ?? "";
      if (error.name !== "SyncError") reading.bug = error.stack;
    }
    reading.milliseconds = performance.now() - start;
    let kilobytes = process.resourceUsage().maxRSS;
    try {
      kilobytes = Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]);
    } catch {}
    reading.megabytes = kilobytes / 1024;
    console.log(JSON.stringify(reading));
  `;
}
