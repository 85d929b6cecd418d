import { evaluateReporte, type Fila } from "../../shared/evaluate.ts";
import type { Finding } from "../../shared/finding.ts";
import type { Indicador } from "../../shared/indicador.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import type { Reporte } from "../../shared/read.ts";
import type { Conteo, Revision } from "../../shared/validate.ts";
import { sha256 } from "../sha256.ts";
import { UltimaLectura } from "../ultima-lectura.ts";
import type { AvisoCorrida } from "./aviso.ts";
import type { CarpetaCache } from "./carpeta-cache.ts";
import { desempacarFilas, empacarFilas, type FilasEmpacadas } from "./filas-empacadas.ts";
import { desempacarHallazgos, empacarHallazgos, type HallazgoEmpacado } from "./hallazgos-empacados.ts";

/** A review, how much it found, and what of that a run tells of. */
export interface RevisionContada {
  readonly revision: Revision;
  readonly hallazgos: Conteo;
  readonly avisos: readonly AvisoCorrida[];
}

/** Reviews of workbooks that have not changed, so that nobody has to read them again. */
export class CacheRevisiones {
  readonly #carpeta: CarpetaCache;
  readonly #plan: Plan;
  readonly #llave: string;
  readonly #ultimas: Ultimas = { contenido: new UltimaLectura(), filas: new UltimaLectura() };

  /** @param llave what a review depends on besides the workbook: the plan and the program */
  constructor(carpeta: CarpetaCache, plan: Plan, llave: string) {
    this.#carpeta = carpeta;
    this.#plan = plan;
    this.#llave = llave;
  }

  /**
   * A review that was kept; null where none was. Most runs have no use for the rows and findings of most workbooks, which
   * stay on the disk until somebody asks, and go from memory when another's are asked for.
   *
   * @param review makes it anew, where those cannot be read any more by then
   */
  read(path: string, sha: string, review: () => Revision): RevisionContada | null {
    const name = this.#nameOf(path, sha);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sealed, and named by all it depends on
    const contada = this.#carpeta.read(name) as RevisionContada | undefined;
    if (contada === undefined) return null;
    const leer = (): Contenido => this.#readContenido(name) ?? contenidoOf(review());
    return { ...contada, revision: lazily(contada.revision, leer, this.#plan, this.#ultimas) };
  }

  /** Keeps a review. */
  async write(path: string, sha: string, { revision, ...contada }: RevisionContada): Promise<void> {
    const { indicadores, findings } = contenidoOf(revision);
    const reporte = revision.reporte && { ...revision.reporte, indicadores: [] };
    const cabeza: RevisionContada = { ...contada, revision: { ...revision, reporte, filas: [], findings: [] } };
    const cuerpo: Cuerpo = { filas: empacarFilas(indicadores), findings: empacarHallazgos(findings) };
    await this.#carpeta.write(this.#nameOf(path, sha), [cabeza, cuerpo]);
  }

  /** Null where it is missing, damaged or not what it should be. */
  #readContenido(name: string): Contenido | null {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sealed, and named by all it depends on
    const cuerpo = this.#carpeta.read(name, 1) as Cuerpo | undefined;
    try {
      if (cuerpo === undefined) return null;
      return { indicadores: desempacarFilas(cuerpo.filas), findings: desempacarHallazgos(cuerpo.findings) };
    } catch {
      return null;
    }
  }

  #nameOf(path: string, sha: string): string {
    return `${sha256(`${formato}\n${this.#llave}\n${path}\n${sha}`)}.bin`;
  }
}

/** Behind the review, which a file holds first, its rows and findings; what was measured of the rows is measured anew. */
interface Cuerpo {
  readonly filas: FilasEmpacadas;
  readonly findings: readonly HallazgoEmpacado[];
}

interface Contenido {
  readonly indicadores: readonly Indicador[];
  readonly findings: readonly Finding[];
}

function contenidoOf({ reporte, findings }: Revision): Contenido {
  return { indicadores: reporte?.indicadores ?? [], findings };
}

/** The one workbook of all that is in memory. */
interface Ultimas {
  readonly contenido: UltimaLectura<Contenido>;
  readonly filas: UltimaLectura<readonly Fila[]>;
}

function lazily({ reporte, ...rest }: Revision, leer: () => Contenido, plan: Plan, ultimas: Ultimas): Revision {
  const perezoso: Reporte | null = reporte && {
    ...reporte,
    get indicadores() {
      return ultimas.contenido.of(leer).indicadores;
    },
  };
  const medir = (): readonly Fila[] => (perezoso === null ? [] : evaluateReporte(perezoso, plan));
  return {
    ...rest,
    reporte: perezoso,
    get filas() {
      return ultimas.filas.of(medir);
    },
    get findings() {
      return ultimas.contenido.of(leer).findings;
    },
  };
}

/** Another one for every other form of the files, so that none is read as what it is not. */
const formato = 5;
