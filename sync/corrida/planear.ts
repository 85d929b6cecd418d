import type { Cell } from "../../shared/cell.ts";
import { normalizeCodigo } from "../../shared/codigo.ts";
import type { Corte } from "../../shared/corte.ts";
import type { Decision } from "../../shared/merge/conflicto.ts";
import type { CanonicoLeido } from "../canonico/leer.ts";
import { emptyLado } from "../../shared/merge/leer-lado.ts";
import type { Edicion, Lado, Tabla } from "../../shared/merge/mezcla.ts";
import { nombreOf } from "../../shared/rules/across-raise.ts";
import type { Revision } from "../../shared/validate.ts";
import { countFindings } from "../../shared/validate.ts";
import { exitCodes, SyncError } from "../errors.ts";
import { commonCorte, commonVigencia } from "../consolidado/modelo.ts";
import { findCopiaAnterior, withAnteriores } from "./anteriores.ts";
import { avisosDeForma, describeParada, type AvisoCorrida, type AvisoFila } from "./aviso.ts";
import { withHoja } from "./decisiones.ts";
import { checkColumnasCanonico } from "./columnas-canonico.ts";
import { isAdoptada, isOfFilaEntera, isWorthTelling } from "./ediciones.ts";
import { isCanonicoSame, type EntradaCorrida } from "./entrada.ts";
import { isArchivoCambio } from "./fuentes.ts";
import { readAncestro, type EstadoLibro } from "./estado.ts";
import { relativePath } from "./relativo.ts";
import type { Lectura, Omitido } from "./lectura.ts";
import { sha256 } from "../sha256.ts";
import { mezclarLibro, type MezclaLibro } from "./mezclar-libro.ts";
import type { CambioHecho, ConflictoAbierto, ConflictoCerrado } from "./registro.ts";
import { findParadaCanonico } from "./parada-canonico.ts";
import type { ResultadoSecretaria } from "./resultado.ts";
import { findFlujosCerrados } from "./vigencia-cerrada.ts";

/** Who does it and when; both are arguments, so that a test says what it likes. */
export interface Corrida {
  readonly id: string;
  /** ISO 8601 with offset. */
  readonly momento: string;
}

/** A workbook that is to be written. */
export interface LibroNuevo {
  readonly secretaria: string;
  readonly path: string;
  readonly esperado: string;
  readonly content: Buffer;
}

/** A workbook as the consolidated one counts it: its review, or why it is left out and whose it is where that is known. */
export type Contado =
  | { readonly path: string; readonly sha: string; readonly revision: Revision; readonly error: null }
  | {
      readonly path: string;
      readonly sha: null;
      readonly revision: null;
      readonly error: SyncError;
      readonly secretaria: string | null;
    };

/** What a run is to do, before the canonical and consolidated workbooks are made of it. */
export interface PlanCorrida {
  readonly secretarias: readonly ResultadoSecretaria[];
  readonly libros: readonly LibroNuevo[];
  /** Rows of the canonical workbook afterwards, by id of the secretaría; null when nothing in it changes. */
  readonly canonico: ReadonlyMap<string, Tabla> | null;
  /** New ancestors by id of the secretaría. */
  readonly ancestros: ReadonlyMap<string, Tabla>;
  readonly estados: Readonly<Record<string, EstadoLibro>>;
  readonly abiertos: readonly ConflictoAbierto[];
  readonly cerrados: readonly ConflictoCerrado[];
  /** Decisions that wait for a run that can apply them. */
  readonly decisiones: ReadonlyMap<string, Decision>;
  /** What the sheet Conflictos says of conflicts that wait. */
  readonly enHoja: ReadonlyMap<string, Decision>;
  /** But for the rows of `adoptadas`. */
  readonly cambios: readonly CambioHecho[];
  /** The cells of rows that were retired, put back or accepted, of which `cambios` has the código alone. */
  readonly filasEnteras: readonly CambioHecho[];
  /** Rows that came into the canonical workbook with a secretaría's first merge, by id of the secretaría. */
  readonly adoptadas: ReadonlyMap<string, number>;
  readonly contados: readonly Contado[];
  readonly titulo: TituloCanonico;
}

/** What the canonical workbook's title says: what most workbooks say; null before any did. */
export interface TituloCanonico {
  readonly vigencia: number | null;
  readonly corte: Corte | null;
}

/**
 * Merges what changed, one secretaría after the other; one that cannot be merged does not stop the others.
 *
 * @param excluidas secretarías that a first attempt could not write, and why
 */
export async function planear(
  entrada: EntradaCorrida,
  corrida: Corrida,
  excluidas: ReadonlyMap<string, SyncError>,
): Promise<PlanCorrida> {
  return new Planeador(entrada, corrida, excluidas).planear();
}

class Planeador {
  private readonly secretarias: ResultadoSecretaria[] = [];
  private readonly libros: LibroNuevo[] = [];
  private readonly filas = new Map<string, Tabla>();
  private readonly ancestros = new Map<string, Tabla>();
  private readonly estados: Record<string, EstadoLibro>;
  private readonly abiertos: ConflictoAbierto[] = [];
  private readonly cerrados: ConflictoCerrado[] = [];
  private readonly cambios: CambioHecho[] = [];
  private readonly filasEnteras: CambioHecho[] = [];
  private readonly adoptadas = new Map<string, number>();
  private readonly contados: Contado[] = [];
  private readonly decisiones: Map<string, Decision>;
  private readonly enHoja: ReadonlyMap<string, Decision>;
  /** Every código of the canonical workbook, once somebody asks. */
  private codigos: ReadonlySet<string> | null = null;
  private readonly entrada: EntradaCorrida;
  private readonly corrida: Corrida;
  private readonly excluidas: ReadonlyMap<string, SyncError>;

  constructor(entrada: EntradaCorrida, corrida: Corrida, excluidas: ReadonlyMap<string, SyncError>) {
    this.entrada = entrada;
    this.corrida = corrida;
    this.excluidas = excluidas;
    this.estados = { ...entrada.memoria.espacio?.libros };
    const { decisiones, enHoja } = entrada.memoria;
    const hoja = isCanonicoSame(this.entrada) ? null : (entrada.canonico.leer()?.decisiones ?? null);
    const decididas = withHoja(decisiones, enHoja, hoja);
    this.decisiones = decididas.vigentes;
    this.enHoja = decididas.enHoja;
  }

  async planear(): Promise<PlanCorrida> {
    const { lecturas, omitidos, memoria, canonico, config, plan } = this.entrada;
    const copia = findCopiaAnterior(memoria.espacio?.anteriores ?? [], canonico.sha, config.canonico);
    if (copia !== null) throw copia;
    await checkColumnasCanonico(this.entrada);
    for (const lectura of lecturas) await this.secretariaOrNot(lectura);
    for (const omitido of omitidos) this.omitir(omitido);
    const seen = new Set(this.secretarias.map(({ secretaria }) => secretaria));
    for (const { id } of plan.secretarias) if (!seen.has(id)) this.ausente(id);
    const known = new Set(plan.secretarias.map(({ id }) => id));
    const gone = new Set(memoria.abiertos.map(({ conflicto }) => conflicto.secretaria));
    for (const id of gone) if (!known.has(id) && !this.isTold(id)) this.fueraDelPlan(id);
    const kept = new Set(this.abiertos.map(({ conflicto }) => conflicto.id));
    for (const id of this.decisiones.keys()) if (!kept.has(id)) this.decisiones.delete(id);
    this.secretarias.sort((a, b) => a.nombre.localeCompare(b.nombre, "es"));
    const titulo = this.titulo();
    return {
      secretarias: this.secretarias,
      libros: this.libros,
      canonico: this.isCanonicoTouched(titulo) ? this.filas : null,
      ancestros: this.ancestros,
      estados: this.estados,
      abiertos: this.abiertos,
      cerrados: [...this.cerrados, ...memoria.cerrados],
      decisiones: this.decisiones,
      enHoja: new Map([...this.enHoja].filter(([id]) => kept.has(id))),
      cambios: this.cambios,
      filasEnteras: this.filasEnteras,
      adoptadas: this.adoptadas,
      contados: this.contados,
      titulo,
    };
  }

  /** What is wrong with one secretaría's workbook, or with what is known of it, stops no other. */
  private async secretariaOrNot(lectura: Lectura): Promise<void> {
    if (this.isUnchanged(lectura)) return this.unchanged(lectura);
    // What is wrong with the canonical one stops them all.
    this.entrada.canonico.leer();
    try {
      await this.secretaria(lectura);
    } catch (error) {
      if (!(error instanceof SyncError) || isArchivoCambio(error)) throw error;
      this.leaveOut(lectura, error);
    }
  }

  private async secretaria(lectura: Lectura): Promise<void> {
    const { secretaria, fuente } = lectura;
    const copia = findCopiaAnterior(this.estados[secretaria]?.anteriores ?? [], fuente.sha, fuente.path);
    if (copia !== null) return this.leaveOut(lectura, copia);
    const ancestro = await readAncestro(this.entrada.store, secretaria);
    const retirada = this.tooManyRetired(lectura, ancestro);
    if (retirada !== null) return this.leaveOut(lectura, retirada);
    const enEspera = this.enEspera(ancestro);
    // Only reading goes on beside a program that has the workbook open, what it has not saved would be lost; or where a
    // first attempt could not write. The note is not worth waiting for.
    const cerrado = this.excluidas.get(secretaria) ?? fuente.abierto;
    const merged = mezclarLibro({
      lectura,
      plan: this.entrada.plan,
      ancestro,
      canonico: withFrozen(this.ladoOf(secretaria), enEspera),
      pendientes: this.openOf(secretaria).map(({ conflicto }) => conflicto),
      decisiones: this.decisiones,
      limites: this.entrada.config.parada,
      momento: cerrado === null ? this.corrida.momento : null,
    });
    if (merged.mezcla.parada !== null) {
      const { mensaje, accion } = describeParada(merged.mezcla.parada, this.entrada.plan);
      const error = new SyncError(merged.mezcla.parada.code, {
        where: fuente.path,
        why: mensaje,
        hint: accion,
        exitCode: exitCodes.safetyStop,
      });
      return this.leaveOut(lectura, error, merged.mezcla.avisos);
    }
    if (merged.content !== null && cerrado !== null) return this.leaveOut(lectura, cerrado);
    // The canonical workbook's own notices tell of them, and why.
    const avisos = merged.mezcla.avisos.filter(({ codigo, lado }) => lado === "libro" || !enEspera.has(codigo ?? ""));
    this.merged(lectura, { ...merged, mezcla: { ...merged.mezcla, avisos } }, ancestro);
  }

  private merged(
    lectura: Lectura,
    { mezcla, escritas, noEscritas, content, ancestro, revision }: MezclaLibro,
    previo: Tabla | null,
  ): void {
    const { secretaria, fuente } = lectura;
    const { id: corrida, momento } = this.corrida;
    const before = new Map(this.openOf(secretaria).map((each) => [each.conflicto.id, each]));
    const abiertos = mezcla.conflictos.map(
      (conflicto): ConflictoAbierto => before.get(conflicto.id) ?? { conflicto, desde: momento, corrida },
    );
    const cerrados = mezcla.resueltos.map(({ conflicto, fin, valor }): ConflictoCerrado => {
      const { desde, corrida: found } = before.get(conflicto.id) ?? { desde: momento, corrida };
      return { conflicto, desde, corrida: found, fin, valor, cerrado: momento, corridaCierre: corrida };
    });
    const sha = content === null ? fuente.sha : sha256(content);
    if (content !== null) this.libros.push({ secretaria, path: fuente.path, esperado: fuente.sha, content });
    this.filas.set(secretaria, mezcla.canonico);
    this.ancestros.set(secretaria, ancestro);
    this.abiertos.push(...abiertos);
    this.cerrados.push(...cerrados);
    const toCambio =
      (hacia: CambioHecho["hacia"]) =>
      ({ codigo, columna, antes, despues, regla }: Edicion): CambioHecho => ({
        secretaria,
        codigo,
        columna,
        antes,
        despues,
        hacia,
        regla,
      });
    this.cambios.push(
      ...escritas.map(toCambio("libro")),
      ...mezcla.alCanonico.filter(isWorthTelling).map(toCambio("canonico")),
    );
    this.filasEnteras.push(
      ...escritas.filter(isOfFilaEntera).map(toCambio("libro")),
      ...mezcla.alCanonico.filter(isOfFilaEntera).map(toCambio("canonico")),
    );
    const avisos = [...mezcla.avisos, ...this.flujosCerrados(secretaria, previo, ancestro, revision)];
    const adoptadas = mezcla.alCanonico.filter(isAdoptada).length;
    if (adoptadas > 0) this.adoptadas.set(secretaria, adoptadas);
    const known = this.estados[secretaria];
    this.estados[secretaria] = {
      path: relativePath(this.entrada.config, fuente.path),
      sha,
      anteriores: withAnteriores(known?.anteriores ?? [], [fuente.sha, known?.sha], momento, sha),
      vigencia: revision.reporte?.vigencia ?? null,
      corte: revision.reporte?.corte ?? null,
      pendiente: false,
      avisos,
      noEscritas: noEscritas.map(({ edicion: { codigo, columna }, code, why }) => ({ codigo, columna, code, why })),
    };
    this.contados.push({ path: fuente.path, sha, revision, error: null });
    const isSame =
      escritas.length === 0 &&
      mezcla.alCanonico.length === 0 &&
      cerrados.length === 0 &&
      before.size === abiertos.length;
    this.tell({
      secretaria,
      file: fuente.path,
      estado: isSame ? "sin-cambios" : "mezclada",
      error: null,
      alLibro: escritas,
      alCanonico: mezcla.alCanonico,
      noEscritas,
      conflictos: abiertos,
      cerrados,
      avisos: [...avisosDeForma(revision), ...avisos],
      hallazgos: countFindings(revision.findings),
      revision,
    });
  }

  /** Neither side changed since the last run left them so: what that run said still holds. */
  private unchanged({ secretaria, fuente, revision, hallazgos, avisos }: Lectura): void {
    const estado = this.estados[secretaria];
    const conflictos = this.openOf(secretaria);
    this.abiertos.push(...conflictos);
    this.contados.push({ path: fuente.path, sha: fuente.sha, revision, error: null });
    this.tell({
      secretaria,
      file: fuente.path,
      estado: "sin-cambios",
      error: null,
      conflictos,
      avisos: [...avisos, ...(estado?.avisos ?? [])],
      noEscritas: (estado?.noEscritas ?? []).map(({ code, why, codigo, columna }) => ({
        code,
        why,
        edicion: { codigo, columna, antes: null, despues: null, regla: "dueno-planeacion" },
      })),
      hallazgos,
      revision,
    });
  }

  /** Nothing of it is touched: not its workbook, not its rows of the canonical one, not what was agreed on. */
  private leaveOut(
    { secretaria, fuente, revision }: Lectura,
    error: SyncError,
    avisos: readonly AvisoCorrida[] = [],
  ): void {
    this.remember(secretaria);
    const conflictos = this.openOf(secretaria);
    this.abiertos.push(...conflictos);
    const isStopped = error.exitCode === exitCodes.safetyStop;
    this.contar(fuente, error, isStopped);
    this.tell({
      secretaria,
      file: fuente.path,
      estado: isStopped ? "detenida" : "omitida",
      error,
      conflictos,
      avisos,
      revision,
    });
  }

  /** A workbook that waits counts as it is; one that looks wrong does not count. */
  private contar(fuente: Lectura["fuente"], error: SyncError, isStopped: boolean): void {
    const lectura = this.entrada.lecturas.find((each) => each.fuente === fuente);
    if (isStopped || lectura === undefined) {
      this.contados.push({
        path: fuente.path,
        sha: null,
        revision: null,
        error,
        secretaria: lectura?.secretaria ?? null,
      });
    } else {
      this.contados.push({ path: fuente.path, sha: fuente.sha, revision: lectura.revision, error: null });
    }
  }

  private omitir({ path, secretaria, error }: Omitido): void {
    const owner = secretaria ?? this.ownerOf(path);
    this.contados.push({ path, sha: null, revision: null, error, secretaria: owner });
    if (owner !== null) this.remember(owner);
    const conflictos = owner === null || this.isTold(owner) ? [] : this.openOf(owner);
    this.abiertos.push(...conflictos);
    const estado = error.exitCode === exitCodes.safetyStop ? "detenida" : "omitida";
    this.tell({ secretaria: owner, file: path, estado, error, conflictos });
  }

  /** A secretaría that had a workbook and has none any more; one that never had any is the consolidated's to tell of. */
  private ausente(secretaria: string): void {
    const conflictos = this.openOf(secretaria);
    this.abiertos.push(...conflictos);
    const known = this.estados[secretaria];
    if (known === undefined) return;
    this.remember(secretaria);
    const error = new SyncError("libro-no-esta", {
      where: known.path,
      why: "El libro que tenía la secretaría ya no está en la carpeta; en el canónico se conserva todo.",
      hint: "Vuelva a ponerlo, o revise si lo movieron o le cambiaron la secretaría del título.",
      exitCode: exitCodes.partial,
    });
    this.tell({ secretaria, file: null, estado: "omitida", error, conflictos });
  }

  /** Its conflicts wait until it is back in the plan: nobody else can decide them. */
  private fueraDelPlan(secretaria: string): void {
    const conflictos = this.openOf(secretaria);
    this.abiertos.push(...conflictos);
    const error = new SyncError("secretaria-fuera-del-plan", {
      where: secretaria,
      why: `La secretaría ya no está en el plan, y tiene conflictos por decidir (${conflictos.length}).`,
      hint: "Vuelva a ponerla en plan.json, decida sus conflictos y después retírela.",
      exitCode: exitCodes.partial,
    });
    this.tell({ secretaria, file: null, estado: "omitida", error, conflictos });
  }

  /** What changed on either side while it was left out is still to be merged when it comes back as it was. */
  private remember(secretaria: string): void {
    const estado = this.estados[secretaria];
    if (estado !== undefined) this.estados[secretaria] = { ...estado, pendiente: true };
  }

  private flujosCerrados(
    secretaria: string,
    antes: Tabla | null,
    ahora: Tabla,
    { reporte }: Revision,
  ): readonly AvisoFila[] {
    const estado = this.estados[secretaria];
    if (estado === undefined || antes === null || reporte === null) return [];
    return findFlujosCerrados({ antes, ahora, estado, reporte }, this.entrada.plan);
  }

  /** The canonical workbook lost too much of what was agreed on with this secretaría. */
  private tooManyRetired({ secretaria, fuente }: Lectura, ancestro: Tabla | null): SyncError | null {
    const { canonico, config, plan } = this.entrada;
    const leido = canonico.leer();
    if (leido === null) return null;
    const retiradas = new Set(
      (this.estados[secretaria]?.avisos ?? []).flatMap(({ code, codigo }) =>
        code === "fila-retirada-por-planeacion" && codigo !== null ? [codigo] : [],
      ),
    );
    const parada = findParadaCanonico(
      { ancestro, estaEnCanonico: (codigo) => this.estaEnCanonico(leido, secretaria, codigo), retiradas },
      config.parada,
    );
    if (parada === null) return null;
    const { mensaje, accion } = describeParada(parada, plan);
    return new SyncError(parada.code, {
      where: fuente.path,
      why: mensaje,
      hint: accion,
      exitCode: exitCodes.safetyStop,
    });
  }

  /** Nearly always among the rows of the secretaría itself: those of the others are looked at only where it is not. */
  private estaEnCanonico({ lados, sueltas }: CanonicoLeido, secretaria: string, codigo: string): boolean {
    if (lados.get(secretaria)?.filas.has(codigo) === true) return true;
    this.codigos ??= new Set([
      ...[...lados.values()].flatMap(({ filas, repetidos }) => [...filas.keys(), ...repetidos]),
      ...sueltas.flatMap(({ valores }) => codigoOf(valores["codigo"])),
    ]);
    return this.codigos.has(codigo);
  }

  private titulo(): TituloCanonico {
    const { espacio } = this.entrada.memoria;
    const reportes = this.contados.flatMap(({ revision }) => revision?.reporte ?? []);
    const vigencia = commonVigencia(reportes) ?? espacio?.vigencia ?? null;
    const corte = commonCorte(reportes.filter((reporte) => reporte.vigencia === vigencia));
    return { vigencia, corte: corte ?? (vigencia === espacio?.vigencia ? espacio.corte : null) };
  }

  /** Whose workbook the file was when a run last merged it. */
  private ownerOf(path: string): string | null {
    const relative = relativePath(this.entrada.config, path);
    const libros = this.entrada.memoria.espacio?.libros ?? {};
    return Object.keys(libros).find((id) => libros[id]?.path === relative) ?? null;
  }

  private isUnchanged({ secretaria, fuente }: Lectura): boolean {
    const { memoria, planSha } = this.entrada;
    const { espacio } = memoria;
    if (this.estados[secretaria]?.pendiente === true) return false;
    if (!isCanonicoSame(this.entrada) || espacio?.plan !== planSha) return false;
    if (espacio.libros[secretaria]?.sha !== fuente.sha) return false;
    return !this.openOf(secretaria).some(({ conflicto }) => this.decisiones.has(conflicto.id));
  }

  /** The canonical workbook is written anew for new rows, cells, conflicts or title, and when it is not there. */
  private isCanonicoTouched({ vigencia, corte }: TituloCanonico): boolean {
    const { memoria, canonico } = this.entrada;
    if (canonico.sha === null) return true;
    if (memoria.espacio !== null && (vigencia !== memoria.espacio.vigencia || corte !== memoria.espacio.corte))
      return true;
    const before = memoria.abiertos.map(({ conflicto }) => conflicto.id).sort();
    const now = this.abiertos.map(({ conflicto }) => conflicto.id).sort();
    return (
      this.cambios.some(({ hacia }) => hacia === "canonico") ||
      this.adoptadas.size > 0 ||
      this.cerrados.length > 0 ||
      before.length !== now.length ||
      before.some((id, index) => id !== now[index])
    );
  }

  private ladoOf(secretaria: string): Lado {
    return this.entrada.canonico.leer()?.lados.get(secretaria) ?? emptyLado(this.entrada.plan);
  }

  /**
   * Rows agreed on that stand in the canonical workbook and say of no secretaría whose they are: nobody took them out, and
   * nothing of them is merged until they do.
   */
  private enEspera(ancestro: Tabla | null): ReadonlySet<string> {
    const sueltas = this.entrada.canonico.leer()?.sueltas ?? [];
    const nobodys = sueltas.filter(({ secretaria }) => secretaria === null);
    return new Set(
      nobodys.flatMap(({ valores }) => codigoOf(valores["codigo"])).filter((codigo) => ancestro?.has(codigo)),
    );
  }

  private openOf(secretaria: string): readonly ConflictoAbierto[] {
    return this.entrada.memoria.abiertos.filter(({ conflicto }) => conflicto.secretaria === secretaria);
  }

  private isTold(secretaria: string): boolean {
    return this.secretarias.some((each) => each.secretaria === secretaria);
  }

  private tell(
    told: Pick<ResultadoSecretaria, "secretaria" | "file" | "estado" | "error" | "conflictos"> &
      Partial<ResultadoSecretaria>,
  ): void {
    this.secretarias.push({
      nombre: told.secretaria === null ? (told.file ?? "") : nombreOf(this.entrada.plan, told.secretaria),
      alLibro: [],
      alCanonico: [],
      noEscritas: [],
      cerrados: [],
      avisos: [],
      hallazgos: null,
      revision: null,
      ...told,
    });
  }
}

/** A side on which some rows are left as they are, as those are whose código stands twice. */
function withFrozen(lado: Lado, codigos: ReadonlySet<string>): Lado {
  const frozen = [...codigos].filter((codigo) => !lado.filas.has(codigo));
  return frozen.length === 0 ? lado : { ...lado, repetidos: new Set([...lado.repetidos, ...frozen]) };
}

function codigoOf(cell: Cell | undefined): string[] {
  return typeof cell === "string" || typeof cell === "number" ? [normalizeCodigo(String(cell))] : [];
}
