import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { crc32 } from "node:zlib";
import { evaluateReporte, type Fila } from "../../shared/evaluate.ts";
import type { Finding } from "../../shared/finding.ts";
import type { Indicador } from "../../shared/indicador.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import type { Reporte } from "../../shared/read.ts";
import type { Conteo, Revision } from "../../shared/validate.ts";
import { writeWhole } from "../output.ts";
import { sha256 } from "../store/sha256.ts";
import type { AvisoCorrida } from "./aviso.ts";
import { desempacarFilas, empacarFilas, type FilasEmpacadas } from "./filas-empacadas.ts";

/** A review, how much it found, and what of that a run tells of. */
export interface RevisionContada {
  readonly revision: Revision;
  readonly hallazgos: Conteo;
  readonly avisos: readonly AvisoCorrida[];
}

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

  /**
   * A review that was kept; null where none was. Most runs have no use for the rows and findings of most workbooks, which
   * stay on the disk until somebody asks.
   *
   * @param review makes it anew, where those cannot be read any more by then
   */
  read(path: string, sha: string, review: () => Revision): RevisionContada | null {
    const name = this.#nameOf(path, sha);
    const file = join(this.#folder, name);
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sealed, and named by all it depends on
      const contada = deserialize(readSealed(file, 0)) as RevisionContada;
      this.#used.add(name);
      const leer = (): Contenido => readContenido(file) ?? contenidoOf(review());
      return { ...contada, revision: lazily(contada.revision, leer, this.#plan) };
    } catch {
      return null;
    }
  }

  /** Keeps a review; that it cannot be kept harms nobody. */
  async write(path: string, sha: string, { revision, ...contada }: RevisionContada): Promise<void> {
    const name = this.#nameOf(path, sha);
    this.#used.add(name);
    const { indicadores, findings } = contenidoOf(revision);
    const reporte = revision.reporte && { ...revision.reporte, indicadores: [] };
    const cabeza: RevisionContada = { ...contada, revision: { ...revision, reporte, filas: [], findings: [] } };
    const cuerpo: Cuerpo = { filas: empacarFilas(indicadores), findings };
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeWhole(join(this.#folder, name), Buffer.concat([sealed(cabeza), sealed(cuerpo)]));
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

/** Behind the review, which a file holds first, its rows and findings; what was measured of the rows is measured anew. */
interface Cuerpo {
  readonly filas: FilasEmpacadas;
  readonly findings: readonly Finding[];
}

interface Contenido {
  readonly indicadores: readonly Indicador[];
  readonly findings: readonly Finding[];
}

function contenidoOf({ reporte, findings }: Revision): Contenido {
  return { indicadores: reporte?.indicadores ?? [], findings };
}

/** Null where it is missing, damaged or not what it should be. */
function readContenido(file: string): Contenido | null {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sealed, and named by all it depends on
    const { filas, findings } = deserialize(readSealed(file, 1)) as Cuerpo;
    return { indicadores: desempacarFilas(filas), findings };
  } catch {
    return null;
  }
}

function lazily({ reporte, ...rest }: Revision, leer: () => Contenido, plan: Plan): Revision {
  let leido: Contenido | null = null;
  let filas: readonly Fila[] | null = null;
  const contenido = (): Contenido => (leido ??= leer());
  const perezoso: Reporte | null = reporte && {
    ...reporte,
    get indicadores() {
      return contenido().indicadores;
    },
  };
  return {
    ...rest,
    reporte: perezoso,
    get filas() {
      filas ??= perezoso === null ? [] : evaluateReporte(perezoso, plan);
      return filas;
    },
    get findings() {
      return contenido().findings;
    },
  };
}

/** Another one for every other form of the files, so that none is read as what it is not. */
const formato = 4;

/** Bytes before each part of a file: its checksum, against damage, not against people; and its length. */
const sealLength = 8;

function sealed(part: unknown): Buffer {
  const payload = serialize(part);
  const seal = Buffer.alloc(sealLength);
  seal.writeUInt32LE(crc32(payload), 0);
  seal.writeUInt32LE(payload.length, 4);
  return Buffer.concat([seal, payload]);
}

/**
 * One part of a file, at once: that takes less time than the turns of reading it aside.
 *
 * @throws Error when it is not there whole
 */
function readSealed(path: string, part: number): Buffer {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const seal = Buffer.alloc(sealLength);
    let at = 0;
    for (let before = part; ; before--) {
      readSync(file, seal, 0, sealLength, at);
      at += sealLength;
      if (before === 0) break;
      at += seal.readUInt32LE(4);
    }
    const payload = Buffer.allocUnsafe(Math.min(seal.readUInt32LE(4), size));
    const length = readSync(file, payload, 0, payload.length, at);
    if (length !== seal.readUInt32LE(4) || seal.readUInt32LE(0) !== crc32(payload)) throw new Error("damaged");
    return payload;
  } finally {
    closeSync(file);
  }
}
