import { readFileSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { crc32 } from "node:zlib";
import { evaluateReporte, type Fila } from "../../shared/evaluate.ts";
import type { Indicador } from "../../shared/indicador.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import type { Reporte } from "../../shared/read.ts";
import type { Revision } from "../../shared/validate.ts";
import { writeWhole } from "../output.ts";
import { sha256 } from "../store/sha256.ts";
import { desempacarFilas, empacarFilas, type FilasEmpacadas } from "./filas-empacadas.ts";

/**
 * Reviews of workbooks that have not changed, so that nobody has to read them again. Only a shortcut: whatever is missing
 * or damaged is made anew from the workbook.
 */
export class CacheRevisiones {
  readonly #folder: string;
  readonly #plan: Plan;
  readonly #llave: string;
  readonly #used = new Set<string>();

  /** @param llave what a review depends on besides the workbook: the plan and the program */
  constructor(folder: string, plan: Plan, llave: string) {
    this.#folder = folder;
    this.#plan = plan;
    this.#llave = llave;
  }

  read(path: string, sha: string): Revision | null {
    const name = this.#nameOf(path, sha);
    try {
      // At once: a file takes less time than the turns of reading it aside.
      const content = readFileSync(join(this.#folder, name));
      const payload = content.subarray(sealLength);
      if (content.readUInt32LE(0) !== crc32(payload)) return null;
      this.#used.add(name);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sealed, and named by all it depends on
      return unpack(deserialize(payload) as Guardada, this.#plan);
    } catch {
      return null;
    }
  }

  /** Keeps a review; that it cannot be kept harms nobody. */
  async write(path: string, sha: string, revision: Revision): Promise<void> {
    const name = this.#nameOf(path, sha);
    this.#used.add(name);
    const payload = serialize(pack(revision));
    try {
      await mkdir(this.#folder, { recursive: true });
      const seal = Buffer.alloc(sealLength);
      seal.writeUInt32LE(crc32(payload));
      await writeWhole(join(this.#folder, name), Buffer.concat([seal, payload]));
    } catch {
      // The next run reads the workbook again.
    }
  }

  /** Lets go of what this run had no use for. */
  async prune(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names) {
      if (!this.#used.has(name)) await rm(join(this.#folder, name), { force: true }).catch(() => undefined);
    }
  }

  #nameOf(path: string, sha: string): string {
    return `${sha256(`${formato}\n${this.#llave}\n${path}\n${sha}`)}.bin`;
  }
}

/** What a file holds: a review without its rows, and those by themselves; what was measured of them is measured anew. */
interface Guardada {
  readonly revision: Revision;
  readonly filas: FilasEmpacadas;
}

function pack(revision: Revision): Guardada {
  const { reporte } = revision;
  return {
    revision: { ...revision, reporte: reporte === null ? null : { ...reporte, indicadores: [] }, filas: [] },
    filas: empacarFilas(reporte?.indicadores ?? []),
  };
}

/** The rows of most workbooks are asked for once the canonical workbook is written, or never: they stay packed till then. */
function unpack({ revision, filas: guardadas }: Guardada, plan: Plan): Revision {
  const { reporte } = revision;
  if (reporte === null) return revision;
  let empacadas: FilasEmpacadas | null = guardadas;
  let indicadores: readonly Indicador[] = [];
  let filas: readonly Fila[] | null = null;
  const perezoso: Reporte = {
    ...reporte,
    get indicadores() {
      if (empacadas !== null) indicadores = desempacarFilas(empacadas);
      empacadas = null;
      return indicadores;
    },
  };
  return {
    ...revision,
    reporte: perezoso,
    get filas() {
      filas ??= evaluateReporte(perezoso, plan);
      return filas;
    },
  };
}

/** Another one for every other `Guardada`, so that none is read as what it is not. */
const formato = 2;

/** Bytes of the checksum before the content: against damage, not against people. */
const sealLength = 4;
