import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/*
 * An order lives two seconds: V8 spends a sixth of its processor time on inlining that nobody is left to profit from, and
 * lets the memory of a city's workbooks grow to four times what is in use before it collects. Set before any code is
 * compiled or read back, since compiled code is only taken back under the same flags.
 */
for (const flag of ["--max-inlined-bytecode-size-cumulative=100", "--heap-growing-percent=50"])
  setFlagsFromString(flag);

interface Chunk {
  readonly script: Script;
  readonly module: { exports: unknown };
}

/**
 * The bundled command, whose files are compiled once, when it is built: every order starts from the code V8 kept.
 * What was kept by another V8, or for another processor, is not looked at; V8 refuses what does not fit, and the file is
 * then compiled as usual.
 */
export class Bundle {
  readonly #require = createRequire(import.meta.url);
  readonly #chunks = new Map<string, Chunk>();
  readonly #folder: string;
  readonly #compiled: string;

  /** @param folder where the bundle's files are; the compiled code lies inside, so that a new build takes it away */
  constructor(folder: string) {
    this.#folder = folder;
    this.#compiled = join(folder, "compiled", `${process.versions.v8}-${process.arch}`);
  }

  /** Runs a file of the bundle, the first time it is asked for, and gives what it exports. */
  readonly load = (name: string): unknown => {
    const known = this.#chunks.get(name);
    if (known !== undefined) return known.module.exports;
    const filename = join(this.#folder, name);
    const script = new Script(
      `(function (exports, require, module, __filename) {${readFileSync(filename, "utf8")}\n})`,
      {
        filename,
        cachedData: readOrNone(join(this.#compiled, name)),
      },
    );
    const module = { exports: {} };
    this.#chunks.set(name, { script, module });
    const require = (id: string): unknown => (id.startsWith("./") ? this.load(id.slice(2)) : this.#require(id));
    const run: unknown = script.runInThisContext();
    if (typeof run === "function") Reflect.apply(run, undefined, [module.exports, require, module, filename]);
    return module.exports;
  };

  /** Keeps the code of every file run so far, with all functions that were called. */
  keepCompiled(): void {
    mkdirSync(this.#compiled, { recursive: true });
    for (const [name, { script }] of this.#chunks) writeFileSync(join(this.#compiled, name), script.createCachedData());
  }
}

function readOrNone(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
