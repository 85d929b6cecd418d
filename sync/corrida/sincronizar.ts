import { realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Tabla } from "../../shared/merge/mezcla.ts";
import { listText } from "../../shared/text.ts";
import { buildCanonico, type CanonicoInput } from "../canonico/canonico.ts";
import { readOficiales } from "../canonico/leer.ts";
import type { Config } from "../config.ts";
import { commonVigencia, type Consolidado } from "../consolidado/modelo.ts";
import { consolidarLibros, type LibroLeido } from "../consolidar.ts";
import { exitCodes, SyncError, type ExitCode } from "../errors.ts";
import { openElsewhere } from "../file-error.ts";
import { readSha } from "../libro.ts";
import { exists } from "../output.ts";
import type { Pieces } from "../pieces.ts";
import type { PlanLeido } from "../plan-file.ts";
import type { Archivo, Cambio, Parte } from "../store/commit.ts";
import type { Omitida, Terminado } from "../store/finish.ts";
import { sha256 } from "../sha256.ts";
import { findNuevo } from "../store/read-nuevos.ts";
import { storeError } from "../store/store-error.ts";
import type { Store } from "../store/store.ts";
import { withAnteriores, type Anterior } from "./anteriores.ts";
import { readEntrada, type EntradaCorrida } from "./entrada.ts";
import { findObstaculo, isArchivoCambio } from "./fuentes.ts";
import { ancestroDocumento, consolidadoDocumento, memoriaDocumentos } from "./estado.ts";
import { planear, type Contado, type Corrida, type PlanCorrida } from "./planear.ts";
import type { CambioHecho, PuntoHistoria } from "./registro.ts";
import { relativePath } from "./relativo.ts";
import { worst, type Pendiente, type ResultadoCorrida, type ResultadoSecretaria } from "./resultado.ts";
import { resumenCorrida, resumenFile } from "./resumen-texto.ts";

export interface OpcionesCorrida {
  readonly corrida: Corrida;
  /** Decide everything and write nothing. */
  readonly simular: boolean;
  /** Version of the program. */
  readonly version: string;
  readonly signal: AbortSignal;
  readonly onRead?: (path: string) => void;
}

/** Times that a run looks anew when files change under its hands. */
const maxCambios = 4;

/**
 * One run: reads the workspace, merges every secretaría's workbook with the canonical one, writes what changed in one
 * commit, then the consolidated workbook in another that depends on it.
 *
 * @param store the workspace's, opened for this run
 * @throws SyncError for what concerns the workspace as a whole; what concerns one secretaría is in the result
 */
export async function sincronizar(
  config: Config,
  plan: PlanLeido,
  store: Store,
  opciones: OpcionesCorrida,
): Promise<ResultadoCorrida> {
  const excluidas = new Map<string, SyncError>();
  const anteriores: Omitida[] = [];
  for (let cambios = 0; ;) {
    try {
      const entrada = await readEntrada(config, plan, store, opciones.version, opciones.onRead ?? (() => undefined));
      const intento = new Intento(entrada, opciones, await planear(entrada, opciones.corrida, excluidas));
      await intento.prepare();
      opciones.signal.throwIfAborted();
      if (opciones.simular) return intento.resultado(await intento.simulado());
      const terminado = await store.commit(intento.cambio);
      const blocked = await intento.blockedBy(terminado);
      // Each turn leaves out one more, so that they come to an end.
      if (blocked === null || excluidas.has(blocked.secretaria)) {
        await entrada.caches?.carpeta.prune();
        await store.prune();
        return intento.resultado(terminado, anteriores);
      }
      excluidas.set(blocked.secretaria, blocked.error);
      anteriores.push(...terminado.omitidas);
    } catch (error) {
      // Somebody saved a file meanwhile: what they saved counts.
      cambios++;
      if (!isArchivoCambio(error) || cambios === maxCambios) throw error;
    }
  }
}

/** Names of the partes of a run's commit. */
const partes = { mezcla: "mezcla", consolidado: "consolidado" } as const;

/** The consolidated workbook and what it says of the city; `historia` with this run's point. */
interface ConsolidadoNuevo {
  readonly file: Pieces;
  readonly promedio: number | null;
  readonly historia: readonly PuntoHistoria[];
}

/** One attempt of a run: the files that are to be, and what came of them. */
class Intento {
  readonly #entrada: EntradaCorrida;
  readonly #opciones: OpcionesCorrida;
  readonly #planeado: PlanCorrida;
  readonly #partes: Parte[] = [];
  /** Why there is no new consolidated workbook, where there is to be one, and the copy that holds it all the same. */
  #sinConsolidado: Pick<Pendiente, "nuevo" | "error"> | null = null;

  constructor(entrada: EntradaCorrida, opciones: OpcionesCorrida, planeado: PlanCorrida) {
    this.#entrada = entrada;
    this.#opciones = opciones;
    this.#planeado = planeado;
  }

  get cambio(): Cambio {
    return { corrida: this.#opciones.corrida.id, partes: this.#partes };
  }

  /** Makes the files. */
  async prepare(): Promise<void> {
    const { config, planSha, canonico } = this.#entrada;
    const { libros, ancestros, estados, abiertos, cerrados, decisiones, enHoja, titulo } = this.#planeado;
    const filas = this.#filasCanonico();
    const content = filas === null ? null : await this.#buildCanonico(filas);
    const shaCanonico = content === null ? canonico.sha : await content.sha256();
    if (!this.#opciones.simular) {
      const isNew = filas !== null && shaCanonico !== null;
      const { corte } = titulo;
      await canonico.guardar(isNew ? { sha: shaCanonico, vigencia: this.#vigencia, corte, filas } : null);
    }
    canonico.soltar();
    const huella = this.#huella(shaCanonico);
    this.#partes.push({
      nombre: partes.mezcla,
      archivos: [
        ...libros.map(({ path, esperado, content: bytes }) => ({ path, esperado, content: bytes, respaldar: true })),
        ...(content === null ? [] : [{ path: config.canonico, esperado: canonico.sha, content, respaldar: true }]),
      ],
      estado: {
        ...memoriaDocumentos({
          espacio: {
            canonico: shaCanonico,
            anteriores: this.#anterioresCanonico(shaCanonico),
            ...titulo,
            libros: estados,
            avisosCanonico: [...canonico.avisos()],
            plan: planSha,
          },
          abiertos,
          cerrados,
          decisiones,
          enHoja,
          cambios: this.#ultimosCambios(),
          intento: huella,
        }),
        ...Object.assign({}, ...[...ancestros].map(([id, ancestro]) => ancestroDocumento(id, ancestro))),
      },
      auditoria: this.#auditoria(),
    });
    const nuevo = await this.#consolidar(async () => (await content?.bytes()) ?? canonico.bytes(), huella);
    if (nuevo !== null) await this.#addConsolidado(nuevo, huella);
  }

  /** Which secretaría kept everything from being written, and why; null when nothing did. */
  async blockedBy({ omitidas }: Terminado): Promise<{ secretaria: string; error: SyncError } | null> {
    const omitida = omitidas.find(({ parte }) => parte === partes.mezcla);
    if (omitida === undefined) return null;
    for (const { path, secretaria } of this.#planeado.libros) {
      // The store names files as the system does, links followed.
      if (path === omitida.path || (await realPathOf(path)) === omitida.path) {
        return { secretaria, error: errorOf(omitida) };
      }
    }
    return null;
  }

  /** What a commit would come to, as files stand now: a workbook that is open was left out by the plan already. */
  async simulado(): Promise<Pick<Terminado, "hechas" | "omitidas">> {
    const hechas: string[] = [];
    const omitidas: Omitida[] = [];
    for (const { nombre, requiere = [], archivos = [] } of this.#partes) {
      const omitida: Omitida | null = requiere.every((each) => hechas.includes(each))
        ? await findOmitida(nombre, archivos)
        : { parte: nombre, causa: "requisito", path: null, nuevo: null };
      if (omitida === null) hechas.push(nombre);
      else omitidas.push(omitida);
    }
    return { hechas, omitidas };
  }

  /**
   * @param terminado null before anything was written
   * @param anteriores what earlier turns of the run could not write
   */
  resultado(
    terminado: Pick<Terminado, "hechas" | "omitidas"> | null,
    anteriores: readonly Omitida[] = [],
  ): ResultadoCorrida {
    const { config, canonico, store } = this.#entrada;
    const { corrida, simular } = this.#opciones;
    const stopped = terminado?.omitidas.find(({ parte }) => parte === partes.mezcla);
    const isDone = stopped === undefined;
    const secretarias =
      stopped === undefined
        ? this.#planeado.secretarias
        : this.#planeado.secretarias.map((each) => undone(each, errorOf(stopped)));
    const abiertos = isDone ? this.#planeado.abiertos : this.#entrada.memoria.abiertos;
    const pendientes = [...anteriores, ...(terminado?.omitidas ?? [])]
      .filter(({ causa }) => causa !== "requisito")
      .map((omitida) => ({ path: omitida.path ?? config.salida, nuevo: omitida.nuevo, error: errorOf(omitida) }));
    const sinConsolidado = this.#sinConsolidado;
    if (sinConsolidado !== null) pendientes.push({ path: config.salida, ...sinConsolidado });
    const hechas = terminado?.hechas ?? this.#partes.map(({ nombre }) => nombre);
    const escritos = this.#partes.flatMap(({ nombre, archivos = [] }) =>
      hechas.includes(nombre) ? archivos.map(({ path }) => path) : [],
    );
    const codes: ExitCode[] = [
      ...secretarias.flatMap(({ error }) => (error === null ? [] : [error.exitCode])),
      ...(secretarias.some(({ noEscritas }) => noEscritas.length > 0) ? [exitCodes.partial] : []),
      ...(abiertos.length > 0 ? [exitCodes.conflicts] : []),
      ...pendientes.map(({ error }) => error.exitCode),
    ];
    return {
      corrida: corrida.id,
      momento: corrida.momento,
      simulada: simular,
      // A workbook that failed is one left out; it is the others that say whether the run did its work.
      exitCode: worst(codes.map((code) => (code === exitCodes.failed ? exitCodes.partial : code))),
      secretarias,
      avisosCanonico: canonico.avisos(),
      cambios: isDone ? this.#planeado.cambios : [],
      conflictos: abiertos,
      escritos,
      pendientes,
      recuperada: store.recuperado?.corrida ?? null,
      memoriaRehecha: store.reconstruido,
      consolidado: config.salida,
      canonico: config.canonico,
    };
  }

  /**
   * The consolidated workbook anew; null when nothing in it changes, or there is nothing to count.
   *
   * @param canonico as it is to be; null when there is none
   * @param huella of what it is made of
   */
  async #consolidar(canonico: () => Promise<Buffer | null>, huella: string): Promise<ConsolidadoNuevo | null> {
    const { config, memoria, plan, store } = this.#entrada;
    const { abiertos, contados } = this.#planeado;
    const { corrida } = this.#opciones;
    if (huella === memoria.huella && (await exists(config.salida))) return null;
    if (huella === memoria.intento) {
      this.#sinConsolidado = await findLoQueEspera(config);
      if (this.#sinConsolidado !== null) return null;
    }
    if (commonVigencia(contados.flatMap(({ revision }) => revision?.reporte ?? [])) === null) {
      this.#sinConsolidado = { nuevo: null, error: nothingToCount(config.salida) };
      return null;
    }
    // What is consolidated is what the canonical workbook says. Where nothing waits or was left out, so do the others.
    const oficiales = this.#isAnythingApart() ? await canonico() : null;
    let { historia } = memoria;
    const { consolidado, file } = await consolidarLibros(contados.map(leidoOf), plan, {
      spool: store.spool,
      ...(oficiales === null ? {} : { oficiales: readOficiales(oficiales, config.canonico, plan) }),
      corridaOf: (hecho) => {
        historia = withPunto(memoria.historia, puntoOf(hecho, corrida.momento));
        return { ...corrida, conflictos: abiertos, historia, cambios: this.#ultimosCambios() };
      },
    });
    return { file, promedio: consolidado.ciudad.promedio, historia };
  }

  async #addConsolidado({ file, promedio, historia }: ConsolidadoNuevo, huella: string): Promise<void> {
    const { config, plan } = this.#entrada;
    const resumen = join(dirname(config.salida), resumenFile);
    const texto = Buffer.from(resumenCorrida(this.resultado(null), promedio, plan), "utf8");
    this.#partes.push({
      nombre: partes.consolidado,
      requiere: [partes.mezcla],
      archivos: [
        { path: config.salida, esperado: await shaOn(config.salida), content: file, respaldar: true },
        { path: resumen, esperado: await shaOn(resumen), content: texto, respaldar: false },
      ],
      estado: consolidadoDocumento({ huella, historia }),
    });
  }

  /** Stands for all that the consolidated workbook is made of. */
  #huella(shaCanonico: string | null): string {
    const { config, plan } = this.#entrada;
    const { abiertos, contados } = this.#planeado;
    return sha256(
      JSON.stringify([
        this.#opciones.version,
        plan,
        shaCanonico,
        contados.map(({ path, sha, error }) => [relativePath(config, path), sha, error?.code ?? null]),
        abiertos.map(({ conflicto }) => conflicto.id),
        this.#ultimosCambios(),
      ]),
    );
  }

  /** What the last run that changed something changed: this one, or an earlier one. */
  #ultimosCambios(): readonly CambioHecho[] {
    const { cambios } = this.#planeado;
    return cambios.length > 0 ? cambios : this.#entrada.memoria.cambios;
  }

  #anterioresCanonico(actual: string | null): Anterior[] {
    const { memoria, canonico } = this.#entrada;
    const { anteriores = [], canonico: dejado } = memoria.espacio ?? {};
    return withAnteriores(anteriores, [canonico.sha, dejado], this.#opciones.corrida.momento, actual);
  }

  /** All rows of the canonical workbook as it is to be; null when nothing in it changes. */
  #filasCanonico(): ReadonlyMap<string, Tabla> | null {
    const { canonico: filas } = this.#planeado;
    if (filas === null) return null;
    const { plan, canonico } = this.#entrada;
    const lados = canonico.leer()?.lados;
    return new Map(plan.secretarias.map(({ id }) => [id, filas.get(id) ?? lados?.get(id)?.filas ?? new Map()]));
  }

  async #buildCanonico(filas: ReadonlyMap<string, Tabla>): Promise<Pieces> {
    const { abiertos, cerrados, titulo } = this.#planeado;
    const { config, plan, canonico, store } = this.#entrada;
    const leido = canonico.leer();
    const ajenas = leido?.hojasAjenas ?? [];
    if (ajenas.length > 0) throw sheetsOfOthers(config.canonico, ajenas);
    const sinCalcular = leido?.sinCalcular ?? [];
    if (sinCalcular.length > 0) throw withoutValues(config.canonico, sinCalcular);
    const input: CanonicoInput = {
      plan,
      vigencia: this.#vigencia,
      corte: titulo.corte,
      filas,
      conflictos: abiertos,
      historial: cerrados,
      ...(leido === null ? {} : { ajenas: leido.ajenas, sueltas: leido.sueltas, escritas: leido.escritas }),
    };
    return buildCanonico(input, store.spool);
  }

  /** The one that the title of the canonical workbook says. */
  get #vigencia(): number {
    const { plan } = this.#entrada;
    return this.#planeado.titulo.vigencia ?? plan.vigencias[0] ?? plan.lineaBase + 1;
  }

  /** Whether a workbook may say something else than the canonical one: a figure, or one row more or less. */
  #isAnythingApart(): boolean {
    const { abiertos, secretarias } = this.#planeado;
    return abiertos.length > 0 || secretarias.some(isApart) || this.#entrada.canonico.avisos().length > 0;
  }

  #auditoria(): unknown[] {
    const { id } = this.#opciones.corrida;
    const { cambios, filasEnteras, adoptadas, abiertos, cerrados } = this.#planeado;
    return [
      ...[...adoptadas].map(([secretaria, filas]) => ({ tipo: "primera-mezcla", secretaria, filas })),
      ...cambios.map((cambio) => ({ tipo: "cambio", ...cambio })),
      ...filasEnteras.map((cambio) => ({ tipo: "celda-de-fila", ...cambio })),
      ...abiertos.filter(({ corrida }) => corrida === id).map(({ conflicto }) => ({ tipo: "conflicto", ...conflicto })),
      ...cerrados
        .filter(({ corridaCierre }) => corridaCierre === id)
        .map(({ conflicto, fin, valor }) => ({ tipo: "cierre", conflicto: conflicto.id, fin, valor })),
    ];
  }
}

/** The copy of the consolidated workbook that waits for somebody to close it, and what keeps it waiting. */
async function findLoQueEspera({ path, salida }: Config): Promise<Pick<Pendiente, "nuevo" | "error"> | null> {
  const error = await findObstaculo(salida);
  const nuevo = error === null ? null : await findNuevo(dirname(path), salida);
  return error === null || nuevo === null ? null : { nuevo, error };
}

/** Something of a secretaría stands in one of the two workbooks alone. */
function isApart({ noEscritas, avisos, error }: ResultadoSecretaria): boolean {
  return noEscritas.length > 0 || avisos.length > 0 || error !== null;
}

/** No workbook that could be merged says of which vigencia it is, or none could be. */
function nothingToCount(path: string): SyncError {
  return new SyncError("consolidado-sin-libros", {
    where: path,
    why: "Ningún libro se puede contar: el consolidado queda como estaba.",
    hint: "Vea lo que se dice de cada secretaría, corríjalo y repita.",
    exitCode: exitCodes.partial,
  });
}

/** Writing the canonical workbook whole would drop them. */
function sheetsOfOthers(path: string, hojas: readonly string[]): SyncError {
  return new SyncError("canonico-con-hojas-ajenas", {
    where: path,
    why: `El libro canónico tiene hojas que no son del programa (${hojas.join(", ")}) y al escribirlo se perderían; no se escribió nada.`,
    hint: "Páselas a otro libro, guarde el canónico y repita.",
    exitCode: exitCodes.safetyStop,
  });
}

/** Nobody knows what they come to, and elsewhere in the workbook they may come to something else. */
function withoutValues(path: string, celdas: readonly string[]): SyncError {
  return new SyncError("canonico-sin-calcular", {
    where: path,
    why: `El libro canónico tiene fórmulas que nadie ha calculado (${listText(celdas, 5)}), y al escribirlo se perderían; no se escribió nada.`,
    hint: "Ábralo en Excel, que las calcula, guárdelo y repita; o escriba los valores en lugar de las fórmulas.",
    exitCode: exitCodes.safetyStop,
  });
}

function leidoOf(contado: Contado): LibroLeido {
  const { path, revision, error } = contado;
  return error === null ? { path, revision, error } : { path, revision, error, secretaria: contado.secretaria };
}

/** A secretaría of a run that could not write: nothing of it was done, whichever file it was that stood in the way. */
function undone(each: ResultadoSecretaria, error: SyncError): ResultadoSecretaria {
  const nothing = { ...each, alLibro: [], alCanonico: [], cerrados: [] };
  if (each.estado !== "mezclada") return nothing;
  const { code, where, message, hint, exitCode } = error;
  const why = `No se mezcló, porque no se pudo escribir ${basename(where)}. ${message}`;
  const own = where === each.file ? error : new SyncError(code, { where, why, hint, exitCode, cause: error });
  return { ...nothing, estado: "omitida", error: own };
}

/** What keeps files from being written, in the words of a commit. */
async function findOmitida(parte: string, archivos: readonly Archivo[]): Promise<Omitida | null> {
  for (const { path } of archivos) {
    const error = await findObstaculo(path);
    if (error === null) continue;
    const causa = error.code === "archivo-de-solo-lectura" ? "solo-lectura" : "abierto";
    return { parte, causa, path, nuevo: null };
  }
  return null;
}

async function realPathOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

function errorOf({ causa, path }: Omitida): SyncError {
  const where = path ?? "";
  if (causa === "abierto") return openElsewhere(where, "Excel", null);
  return storeError(causa === "solo-lectura" ? "archivo-de-solo-lectura" : "archivo-cambio", where);
}

function puntoOf({ vigencia, corte, ciudad, secretarias }: Consolidado, momento: string): PuntoHistoria | null {
  if (corte === null) return null;
  const { promedio, bandas, rezagadas, indicadores } = ciudad;
  return {
    vigencia,
    corte,
    momento,
    ciudad: promedio,
    secretarias: Object.fromEntries(secretarias.map(({ id, resumen }) => [id, resumen.promedio])),
    semaforo: bandas,
    rezagadas,
    indicadores,
  };
}

/** The last run of a corte counts; oldest corte first. */
function withPunto(historia: readonly PuntoHistoria[], punto: PuntoHistoria | null): readonly PuntoHistoria[] {
  if (punto === null) return historia;
  return [...historia.filter(({ corte }) => corte !== punto.corte), punto].sort((a, b) => (a.corte < b.corte ? -1 : 1));
}

async function shaOn(path: string): Promise<string | null> {
  return (await exists(path)) ? readSha(path) : null;
}
