import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { libroBench, type LibroBench } from "./libros.ts";
import { makePlan, makePlanInput, pad, secretariaId } from "./plan.ts";
import type { Python } from "./python.ts";
import { writeLibro } from "./write-libro.ts";

/** Folder of this file's sources, where the Python scripts are, though the JavaScript runs from dist/. */
export const sources = join(dirname(fileURLToPath(import.meta.url)), "../../../test/bench");

/** Raise it when the workbooks change: the old ones are then left alone. */
const version = 1;
const root = join(sources, "../../.bench", `v${version}`);

/** Workbooks made once and kept. */
export interface Corpus {
  readonly files: readonly string[];
  readonly plan: string;
  readonly filas: number;
}

/** Makes workbooks where they are missing. With Python they are XlsxWriter's or openpyxl's, without it our own. */
export class CorpusMaker {
  readonly #python: Python | null;

  constructor(python: Python | null) {
    const canWrite = python?.modules.has("xlsxwriter") === true || python?.modules.has("openpyxl") === true;
    this.#python = canWrite ? python : null;
  }

  get writer(): string {
    if (this.#python === null) return "our own writer";
    return this.#python.modules.has("xlsxwriter") ? "XlsxWriter" : "openpyxl";
  }

  /** As many secretarías as asked for, 500 rows each. */
  async libros(count: number, filas: number): Promise<Corpus> {
    const plan = makePlan(count);
    const corpus: Corpus = {
      files: Array.from({ length: count }, (_, libro) => this.#path(`libros-${filas}`, `${secretariaId(libro)}.xlsx`)),
      plan: this.#path("planes", `plan-${count}.json`),
      filas,
    };
    mkdirSync(dirname(corpus.plan), { recursive: true });
    writeFileSync(corpus.plan, `${JSON.stringify(makePlanInput(count), null, 2)}\n`);
    await this.#make(corpus.files, (index, file) => libroBench(file, plan, index, filas));
    return corpus;
  }

  /** One workbook with many rows. */
  async grande(filas: number): Promise<string> {
    const file = this.#path("grandes", `filas-${pad(filas, 7)}.xlsx`);
    const plan = makePlan(1);
    await this.#make([file], (_, path) => libroBench(path, plan, 0, filas));
    return file;
  }

  /** Where the consolidated workbooks go. */
  salida(name: string): string {
    const file = this.#path("salidas", name);
    mkdirSync(dirname(file), { recursive: true });
    return file;
  }

  #path(folder: string, name: string): string {
    return join(root, this.#python === null ? "propios" : "python", folder, name);
  }

  async #make(files: readonly string[], libroOf: (index: number, file: string) => LibroBench): Promise<void> {
    const missing = [...files.entries()].filter(([, file]) => !existsSync(file));
    if (missing.length === 0) return;
    process.stderr.write(`making ${missing.length} workbooks with ${this.writer} …\n`);
    for (const file of files) mkdirSync(dirname(file), { recursive: true });
    const libros = missing.map(([index, file]) => libroOf(index, `${file}.tmp`));
    if (this.#python === null) for (const libro of libros) await writeLibro(libro);
    else await writeWithPython(this.#python.command, libros);
    for (const [, file] of missing) renameSync(`${file}.tmp`, file);
  }
}

async function writeWithPython(command: string, libros: readonly LibroBench[]): Promise<void> {
  const child = spawn(command, [join(sources, "make-libros.py")], { stdio: ["pipe", "ignore", "inherit"] });
  const closed = once(child, "close");
  for (const { rows, ...libro } of libros) {
    let lines = `${JSON.stringify(libro)}\n`;
    for (const row of rows()) {
      lines += `${JSON.stringify(row)}\n`;
      if (lines.length < 65_536) continue;
      if (!child.stdin.write(lines)) await once(child.stdin, "drain");
      lines = "";
    }
    if (!child.stdin.write(lines)) await once(child.stdin, "drain");
  }
  child.stdin.end();
  const [status] = await closed;
  if (status === 0) return;
  for (const { file } of libros) rmSync(file, { force: true });
  throw new Error(`make-libros.py ended with ${String(status)}`);
}
