import type { Cell } from "../../shared/cell.ts";
import type { Corte } from "../../shared/corte.ts";
import type { ColumnaKey } from "../../shared/layout/columnas.ts";
import { columnasMezcladas, type ColumnaMezclada } from "../../shared/merge/columna-mezclada.ts";
import { FilasDeHoja } from "../../shared/merge/filas-de-hoja.ts";
import type { Lado, Tabla, Valores } from "../../shared/merge/mezcla.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { canonicaLeida } from "../canonico/celda.ts";
import type { CanonicoLeido } from "../canonico/leer.ts";
import { sha256 } from "../sha256.ts";
import { UltimaLectura } from "../ultima-lectura.ts";
import type { CarpetaCache } from "./carpeta-cache.ts";
import { TablaGuardada } from "./tabla-guardada.ts";

/**
 * What reading the canonical workbook would give, as long as nobody has touched it since a run wrote or read it: most runs
 * need the rows of a few secretarías only, and those of the others once, one after the other, to write them again. The rows
 * of each secretaría are a file of their own, named by what they say, which the next canonical workbook has most of again.
 */
export class CacheCanonico {
  readonly #carpeta: CarpetaCache;
  readonly #plan: Plan;
  readonly #columnas: readonly ColumnaMezclada[];
  readonly #llave: string;
  readonly #ultima = new UltimaLectura<Tabla>();
  /** Files of rows that turned out to be missing or damaged. */
  readonly #rotas = new Set<string>();

  /** @param llave what reading depends on besides the workbook: the plan and the program */
  constructor(carpeta: CarpetaCache, plan: Plan, llave: string) {
    this.#carpeta = carpeta;
    this.#plan = plan;
    this.#columnas = columnasMezcladas(plan);
    this.#llave = llave;
  }

  /**
   * @param sha of the workbook
   * @param leer reads it, where rows are gone from the cache by the time somebody asks for them
   * @returns null where it was not kept
   */
  read(sha: string, leer: () => CanonicoLeido): CanonicoLeido | null {
    const indice = this.#readIndice(sha);
    if (indice === undefined) return null;
    const { vigencia, corte, tablas } = indice;
    const known = new Map(tablas.map((each) => [each.secretaria, each]));
    const columnas = new Set(this.#columnas.map(({ key }) => key));
    let leido: CanonicoLeido | null = null;
    const filasDe = (id: string): Tabla => (leido ??= leer()).lados.get(id)?.filas ?? new Map();
    const ladoOf = (id: string): Lado => {
      const guardada = known.get(id);
      const filas = guardada === undefined ? new Map() : this.#tablaOf(guardada, () => filasDe(id));
      return { columnas, filas, repetidos: new Set(), sinCodigo: 0 };
    };
    const lados = new Map(this.#plan.secretarias.map(({ id }) => [id, ladoOf(id)]));
    return { ...sinNovedad, vigencia, corte, lados };
  }

  /**
   * Keeps a canonical workbook of which there is nothing to tell: whatever `readCanonico` tells of has to be read again.
   */
  async write({ sha, vigencia, corte, filas }: CanonicoEscrito): Promise<void> {
    const tablas: TablaEnIndice[] = [];
    for (const [secretaria, tabla] of filas) {
      if (tabla.size === 0) continue;
      const isThere = tabla instanceof TablaGuardada && !this.#rotas.has(tabla.name);
      const name = isThere ? tabla.name : await this.#writeTabla(tabla);
      this.#carpeta.use(name);
      tablas.push({ secretaria, name, size: tabla.size });
    }
    const indice: Indice = { vigencia, corte, tablas };
    await this.#carpeta.write(this.#nameOf(sha), [indice]);
  }

  /** Keeps what there is of a workbook that nobody needed to read. */
  keep(sha: string): void {
    for (const { name } of this.#readIndice(sha)?.tablas ?? []) this.#carpeta.use(name);
  }

  async #writeTabla(tabla: Tabla): Promise<string> {
    const guardada: TablaEmpacada = {
      columnas: this.#columnas.map(({ key }) => key),
      codigos: [...tabla.keys()],
      celdas: [...tabla.values()].map((valores) =>
        this.#columnas.map(({ key, enPuntos }) => canonicaLeida(valores[key] ?? null, enPuntos)),
      ),
    };
    const name = `${sha256(`${formato}\n${JSON.stringify(guardada)}`)}.bin`;
    await this.#carpeta.write(name, [guardada]);
    return name;
  }

  #tablaOf({ name, size }: TablaEnIndice, leer: () => Tabla): TablaGuardada {
    const read = (): Tabla => this.#readTabla(name) ?? leer();
    return new TablaGuardada(name, size, () => this.#ultima.of(read));
  }

  #readTabla(name: string): Tabla | null {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sealed, and named by all it depends on
    const empacada = this.#carpeta.read(name) as TablaEmpacada | undefined;
    if (empacada !== undefined) return desempacar(empacada);
    this.#rotas.add(name);
    return null;
  }

  #readIndice(sha: string): Indice | undefined {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sealed, and named by all it depends on
    return this.#carpeta.read(this.#nameOf(sha)) as Indice | undefined;
  }

  #nameOf(sha: string): string {
    return `${sha256(`canonico ${formato}\n${this.#llave}\n${sha}`)}.bin`;
  }
}

/** A canonical workbook as written, or as read. */
export interface CanonicoEscrito {
  /** Of the file. */
  readonly sha: string;
  readonly vigencia: number | null;
  readonly corte: Corte | null;
  /** By id of the secretaría. */
  readonly filas: ReadonlyMap<string, Tabla>;
}

interface Indice {
  readonly vigencia: number | null;
  readonly corte: Corte | null;
  readonly tablas: readonly TablaEnIndice[];
}

/** Of a secretaría that has rows. */
interface TablaEnIndice {
  readonly secretaria: string;
  readonly name: string;
  readonly size: number;
}

/** Rows and their cells in the order of `codigos` and `columnas`. */
interface TablaEmpacada {
  readonly columnas: readonly ColumnaKey[];
  readonly codigos: readonly string[];
  readonly celdas: readonly (readonly Cell[])[];
}

/** What a workbook says of which there is nothing to tell. */
const sinNovedad: Omit<CanonicoLeido, "vigencia" | "corte" | "lados"> = {
  ajenas: { columnas: [], valores: new Map() },
  sueltas: [],
  decisiones: new Map(),
  escritas: new Map(),
  hojasAjenas: [],
  sinCalcular: [],
  avisos: [],
};

/** Whether there is nothing else to know of a canonical workbook than its rows, with all of their columns. */
export function isSinNovedad(leido: CanonicoLeido, plan: Plan): boolean {
  const { lados, ajenas, sueltas, escritas, hojasAjenas, sinCalcular, avisos } = leido;
  const told = [ajenas.columnas, sueltas, [...escritas], hojasAjenas, sinCalcular, avisos];
  const isWhole = columnasMezcladas(plan).every(({ key }) =>
    [...lados.values()].every(({ columnas }) => columnas.has(key)),
  );
  return isWhole && told.every(({ length }) => length === 0);
}

function desempacar({ columnas, codigos, celdas }: TablaEmpacada): Tabla {
  return new FilasDeHoja(new Map(codigos.map((codigo, row) => [codigo, row])), (row): Valores => {
    const valores: Record<ColumnaKey, Cell> = {};
    for (const [column, key] of columnas.entries()) valores[key] = celdas[row]?.[column] ?? null;
    return valores;
  });
}

/** Another one for every other form of the files, so that none is read as what it is not. */
const formato = 1;
