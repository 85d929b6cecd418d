import { a1 } from "./address.ts";
import { isBlank, isUnknown, type Cell } from "./cell.ts";
import { describeCodigo, foldCodigo, normalizeCodigo, parseCodigo } from "./codigo.ts";
import type { Corte } from "./corte.ts";
import { blankDato, datoValue, doubledDato, valueDato, type Dato } from "./dato.ts";
import type { Grid, GridRow, WorkbookInfo } from "./grid.ts";
import { indicadorKey, type Indicador } from "./indicador.ts";
import type { Campo } from "./layout/campos.ts";
import { columnaKey, modoWords, tipoWords, type ColumnaKey } from "./layout/columnas.ts";
import { isDoubled, matchLayout, type Layout } from "./layout/match.ts";
import { NotaFinder, type Nota } from "./layout/notas.ts";
import { findOtrasTablas, type OtraTabla } from "./layout/otras-tablas.ts";
import { findSecretaria, readTitulo, type Titulo } from "./layout/titulo.ts";
import type { FilaLeida, ReviewMemo } from "./memo.ts";
import { formatNumero, parseNumero } from "./number.ts";
import type { Disposicion, Plan, Secretaria } from "./plan/schema.ts";
import { puntosOf, razonOf } from "./puntos.ts";
import { readDato, readFecha, readTexto, type CellCode, type Escala, type Tell } from "./rules/cells.ts";
import type { Raised } from "./rules/hallazgo.ts";
import { cutText, foldText } from "./text.ts";
import { escalaOf } from "./unidad.ts";
import { modos, tipos } from "./acumulacion.ts";

/** A secretaría's workbook as the program that opened it hands it over. */
export interface Libro {
  /** Name of the file, for messages. */
  readonly file: string;
  readonly info: WorkbookInfo;
  /** The sheet with the indicators. */
  readonly grid: Grid;
  /** Names of the other sheets whose header is known too, and which are not read. */
  readonly otras?: readonly string[];
  /** Those of them that report códigos which this sheet has not. */
  readonly conOtrosCodigos?: readonly string[];
}

/** An indicator sheet, read: who reports, on what, and every row with what is wrong in its cells. */
export interface Reporte {
  readonly libro: Libro;
  readonly layout: Layout;
  readonly titulo: Titulo;
  readonly secretaria: Secretaria | null;
  /** The open vigencia and its place in the plan's vigencias; null when the sheet does not say. */
  readonly vigencia: number | null;
  readonly corte: Corte | null;
  readonly indicadores: readonly Indicador[];
  /** Those that stand in more than one row, by `indicadorKey`. */
  readonly repetidos: ReadonlySet<string>;
  /** Rows below the header that are no indicadores: not read, and told of. */
  readonly notas: readonly Nota[];
  /** Rows below the header but those of other tables. */
  readonly rows: readonly GridRow[];
  /** Other tables of indicadores in the sheet, which are not read. */
  readonly otrasTablas: readonly OtraTabla[];
  readonly cellFindings: readonly Raised<CellCode>[];
}

/** Who reports, on what, and which rows are whose; nothing of their figures. */
export interface Claves extends Pick<Reporte, "libro" | "layout" | "titulo" | "secretaria" | "vigencia" | "corte"> {
  readonly indicadores: readonly ClaveFila[];
}

export type ClaveFila = Pick<Indicador, "codigo" | "secretaria" | "row">;

/** Reads where the indicadores of a sheet stand, for whoever takes the cells as they are; a fraction of `readReporte`. */
export function readClaves(libro: Libro, plan: Plan): Claves | null {
  const hoja = readHoja(libro, plan);
  if (hoja === null) return null;
  const rows = new RowReader(hoja.layout, plan, hoja.secretaria);
  const finder = new NotaFinder(hoja.layout, libro.grid, plan);
  const indicadores: ClaveFila[] = [];
  for (const row of libro.grid.rows) {
    if (row.row < hoja.layout.firstDataRow) continue;
    const found = finder.find(row);
    if (found === "encabezado") break;
    if (found === "fila") indicadores.push(rows.readClave(row));
  }
  return { ...hoja, indicadores };
}

/**
 * Reads the indicators of a sheet; null when it has no header that we know.
 *
 * @param memo of an earlier review of the same sheet: rows that are the same objects are not read again
 */
export function readReporte(libro: Libro, plan: Plan, memo?: ReviewMemo): Reporte | null {
  const hoja = readHoja(libro, plan);
  if (hoja === null) return null;
  const { layout, secretaria, vigencia, corte } = hoja;
  memo?.keepFor(plan, describeContext(libro, layout, [secretaria?.id, vigencia, corte]));
  const rows = new RowReader(layout, plan, secretaria);
  const finder = new NotaFinder(layout, libro.grid, plan);
  const indicadores: Indicador[] = [];
  const notas: Nota[] = [];
  const read: GridRow[] = [];
  const cellFindings: Raised<CellCode>[] = [];
  let below: GridRow | undefined;
  for (const row of libro.grid.rows) {
    if (row.row < layout.firstDataRow) continue;
    let leida = memo?.leidas.get(row);
    if (leida === undefined) {
      leida = readFila(row, rows, finder);
      memo?.leidas.set(row, leida);
    }
    if (leida.kind === "encabezado") {
      below = row;
      break;
    }
    if (leida.kind === "ajena") continue;
    read.push(row);
    if (leida.kind === "nota") notas.push(leida.nota);
    if (leida.kind !== "fila") continue;
    indicadores.push(leida.indicador);
    for (const each of leida.findings) cellFindings.push(each);
  }
  const repetidos = findRepetidos(indicadores, layout, plan, cellFindings);
  const otrasTablas = findOtrasTablas(layout, libro.grid, plan, below);
  return { ...hoja, indicadores, repetidos, notas, rows: read, otrasTablas, cellFindings };
}

/** What stands above the rows; null when there is no header that we know. */
function readHoja(libro: Libro, plan: Plan): Omit<Claves, "indicadores"> | null {
  const layout = matchLayout(libro.grid, plan);
  if (layout === null) return null;
  const titulo = readTitulo(libro.grid, libro.info.definedNames, layout.headerRow, plan);
  const { disposicion } = layout;
  const named = disposicion?.secretaria === undefined ? null : findSecretaria(disposicion.secretaria, plan);
  return {
    libro,
    layout,
    titulo,
    secretaria: titulo.secretaria ?? named,
    vigencia: titulo.vigencia ?? disposicion?.vigencia ?? null,
    corte: titulo.corte ?? disposicion?.corte ?? null,
  };
}

function readFila(row: GridRow, rows: RowReader, finder: NotaFinder): FilaLeida {
  const found = finder.find(row);
  if (typeof found === "object") return { kind: "nota", nota: found };
  if (found !== "fila") return { kind: found };
  const indicador = rows.read(row);
  return { kind: "fila", indicador, findings: rows.takeFindings() };
}

/** Everything that the review of one row depends on besides the row itself and the plan. */
function describeContext({ file, grid }: Libro, layout: Layout, title: readonly unknown[]): string {
  const { columns, disposicion, headerRow, firstDataRow } = layout;
  // A repeated header is told by the texts of the first one.
  const header = grid.rows.filter(({ row }) => row < firstDataRow).map(({ cells }) => cells);
  const own = [[...columns], disposicion?.nombre, headerRow, firstDataRow];
  return JSON.stringify([file, grid.sheet, own, title, header, grid.tables]);
}

/** Columns by campo, resolved once a sheet so that a row is read by index alone. */
class RowReader {
  private findings: Raised<CellCode>[] = [];
  private readonly column: ReadonlyMap<ColumnaKey, number>;
  private readonly layout: Layout;
  private readonly metas: readonly ColumnaKey[];
  private readonly ejecuciones: readonly ColumnaKey[];
  /** Columns of figures in the indicador's unidad. */
  private readonly figureColumns: readonly number[];
  private readonly patron: string;
  /** Words of a foreign sheet; null where there are none. */
  private readonly palabras: Palabras | null;
  private readonly plan: Plan;
  private readonly secretaria: Secretaria | null;

  constructor(layout: Layout, plan: Plan, secretaria: Secretaria | null) {
    this.plan = plan;
    this.secretaria = secretaria;
    this.layout = layout;
    this.column = layout.columns;
    this.metas = plan.vigencias.map((vigencia) => columnaKey("meta", vigencia));
    this.ejecuciones = plan.vigencias.map((vigencia) => columnaKey("ejecucion", vigencia));
    this.figureColumns = ["lineaBase", ...this.metas, ...this.ejecuciones, "planCantidad"].flatMap(
      (key) => layout.columns.get(key) ?? [],
    );
    this.patron = describeCodigo(plan);
    this.palabras = layout.disposicion === null ? null : readPalabras(layout.disposicion);
  }

  /** What was found in the rows read since the last time. */
  takeFindings(): Raised<CellCode>[] {
    const { findings } = this;
    this.findings = [];
    return findings;
  }

  /** Tells nothing of what is wrong in the cells. */
  readClave({ row, cells }: GridRow): ClaveFila {
    const codigo = this.readCodigo(row, cells);
    const secretaria = this.secretariaOf(cells, (campo) =>
      this.palabras === null
        ? readTexto(cells[this.column.get(campo) ?? -1], silent)
        : this.translate(this.palabras, campo, cells, () => silent),
    );
    this.takeFindings();
    return { codigo, secretaria, row };
  }

  read({ row, cells }: GridRow): Indicador {
    const codigo = this.readCodigo(row, cells);
    let place = 0;
    const tell: Tell = (code, params, fix) => {
      const column = place;
      this.findings.push({
        code,
        row,
        column,
        indicador: codigo === "" ? null : codigo,
        params,
        ...(fix === undefined ? {} : { fix: { row, column, value: fix } }),
      });
    };
    // A cell is told of while it is read: one function a row serves all its cells.
    const tellAt = (column: number): Tell => {
      place = column;
      return tell;
    };
    const texto = (campo: Campo): string => {
      const column = this.column.get(campo);
      if (this.palabras !== null) return this.translate(this.palabras, campo, cells, tellAt);
      return column === undefined ? "" : readTexto(cells[column], tellAt(column));
    };
    const conocido = (campo: Campo): string | null => {
      const text = texto(campo);
      return isDoubled(this.layout, campo) || isUnknown(cells[this.column.get(campo) ?? -1]) ? null : text;
    };
    const unidad = texto("unidad");
    const escala = this.escalaOfRow(escalaOf(unidad), cells);
    const dato = (key: ColumnaKey, scale: Escala): Dato => {
      const column = this.column.get(key);
      if (column !== undefined) return readDato(cells[column], scale, tellAt(column));
      return isDoubled(this.layout, key) ? doubledDato : blankDato;
    };
    const lineaBase = dato("lineaBase", escala);
    const metas = this.metas.map((key) => dato(key, escala));
    const ejecucion = this.ejecuciones.map((key) => dato(key, escala));
    if (escala.fraccion !== undefined) this.tellMixedPercent(cells, tellAt);
    const fecha = this.column.get("planFechaLimite");
    return {
      codigo,
      secretaria: this.secretariaOf(cells, texto),
      row,
      eje: texto("eje"),
      componente: texto("componente"),
      programa: texto("programa"),
      nombre: texto("nombre"),
      unidad,
      tipoAcumulacion: this.readLista("tipoAcumulacion", texto, tipoWords, tipoNombres, tellAt),
      modoReporte: this.readLista("modoReporte", texto, modoWords, modoNombres, tellAt),
      lineaBase,
      metas,
      ejecucion,
      ponderador: this.readPonderador(cells, tellAt),
      participacion: dato("participacion", participacionEscala),
      observaciones: texto("observaciones"),
      planDeChoque: conocido("planDeChoque"),
      planCantidad: dato("planCantidad", escala),
      planUnidad: texto("planUnidad"),
      planFechaLimite: fecha === undefined ? null : readFecha(cells[fecha], tellAt(fecha)),
      planResponsable: texto("planResponsable"),
      enlaceResponsable: texto("enlaceResponsable"),
    };
  }

  /** The row's own where the sheet has a column for it; the title's only where that is blank. */
  private secretariaOf(cells: GridRow["cells"], texto: (campo: Campo) => string): string {
    const column = this.column.get("secretaria");
    const own =
      column === undefined || isBlank(cells[column]) ? this.secretaria : findSecretaria(texto("secretaria"), this.plan);
    return own?.id ?? "";
  }

  private readCodigo(row: number, cells: GridRow["cells"]): string {
    const column = this.column.get("codigo");
    if (column === undefined) return "";
    const cell = cells[column];
    let indicador: string | null = null;
    const tell: Tell = (code, params, fix) => {
      const place = { row, column };
      this.findings.push({
        code,
        ...place,
        indicador,
        params,
        ...(fix === undefined ? {} : { fix: { ...place, value: fix } }),
      });
    };
    if (isBlank(cell)) {
      tell("codigo-en-blanco", {});
      return "";
    }
    const raw = typeof cell === "number" ? String(cell) : readTexto(cell, tell);
    const codigo = normalizeCodigo(raw);
    if (codigo === "" && typeof cell === "object") return "";
    if (parseCodigo(codigo, this.plan) === null) {
      tell("codigo-invalido", { valor: cutText(raw, 60), patron: this.patron });
      return codigo;
    }
    indicador = codigo;
    if (typeof cell === "number") tell("codigo-como-numero", { valor: codigo }, codigo);
    else if (codigo !== cell) tell("codigo-con-espacios", { valor: cutText(raw, 60), leido: codigo }, codigo);
    return codigo;
  }

  /** A weight may be written as a percentage: 20 % is 0.2. One that is none leaves the row with the weight of a blank. */
  private readPonderador(cells: GridRow["cells"], tellAt: (column: number) => Tell): Dato {
    const column = this.column.get("ponderador");
    if (column === undefined) return blankDato;
    const cell = cells[column];
    if (cell === null || cell === undefined) return blankDato;
    if (typeof cell === "string") {
      const read = parseNumero(cell);
      if (read.kind === "value" && read.percent && read.value >= 0) {
        const value = razonOf(read.value);
        tellAt(column)("numero-como-texto", { valor: cell.trim(), leido: formatNumero(value, 10) }, value);
        return valueDato(value);
      }
    }
    const told: Parameters<Tell>[] = [];
    const plain = typeof cell === "object" && cell.kind === "percent" ? cell.value : cell;
    const dato = readDato(plain, ponderadorEscala, (...each) => told.push(each));
    const value = datoValue(dato);
    if (dato.kind === "blank" || (value !== null && value >= 0)) {
      for (const each of told) tellAt(column)(...each);
      return dato;
    }
    const valor = cutText(typeof cell === "string" ? cell.trim() : (told[0]?.[1]["valor"] ?? "sin calcular"), 60);
    tellAt(column)("ponderador-no-usable", { valor });
    return { kind: "unknown", why: dato.kind === "unknown" ? dato.why : "texto" };
  }

  /** Among figures with %, a plain one up to 1 may be a fraction: 80 % beside 0,6. */
  private escalaOfRow(escala: Escala, cells: GridRow["cells"]): Escala {
    if (!escala.porcentaje) return escala;
    const withSign = this.figureColumns.some((column) => figureText(cells[column])?.endsWith("%") === true);
    return withSign ? { ...escala, fraccion: "entre-porcentajes" } : escala;
  }

  /** A text cell of a foreign sheet in the words that the plan's data gives for it. */
  private translate(
    { porDefecto, valores }: Palabras,
    campo: Campo,
    cells: GridRow["cells"],
    tellAt: (column: number) => Tell,
  ): string {
    const column = this.column.get(campo);
    if (column === undefined || isBlank(cells[column])) return porDefecto[campo] ?? "";
    const text = readTexto(cells[column], tellAt(column));
    return valores.get(campo)?.get(foldText(text)) ?? text;
  }

  private readLista<Value extends string>(
    campo: Campo,
    texto: (campo: Campo) => string,
    words: ReadonlyMap<string, Value>,
    lista: string,
    tellAt: (column: number) => Tell,
  ): Value | null {
    const text = texto(campo);
    if (text === "") return null;
    const value = words.get(foldText(text));
    const column = this.column.get(campo);
    if (value === undefined && column !== undefined)
      tellAt(column)("fuera-de-lista", { valor: cutText(text, 60), lista });
    return value ?? null;
  }

  /** Figures of one row written partly with % and partly without it. */
  private tellMixedPercent(cells: GridRow["cells"], tellAt: (column: number) => Tell): void {
    const written: { column: number; text: string; percent: boolean }[] = [];
    for (const key of [...this.metas, ...this.ejecuciones]) {
      const column = this.column.get(key);
      const cell = column === undefined ? null : cells[column];
      const text = cell === null || column === undefined ? null : figureText(cell);
      if (column === undefined || text === null) continue;
      const percent = text.endsWith("%");
      const plain = percent ? null : Number(text.replace(",", "."));
      // A plain figure up to 1 is unknown, and told of by itself.
      if (plain === null || !(plain > 0 && plain <= 1)) written.push({ column, text, percent });
    }
    const first = written[0];
    const other = written.find((each) => each.percent !== first?.percent);
    if (other !== undefined) {
      tellAt(other.column)("porcentaje-y-numero", { valores: written.map((each) => each.text).join(" · ") });
    }
  }
}

const silent: Tell = () => undefined;

interface Palabras {
  /** Our word by campo and by the folded word in the sheet. */
  readonly valores: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Our word for a blank cell, by campo. */
  readonly porDefecto: Readonly<Record<string, string>>;
}

function readPalabras({ porDefecto, valores }: Disposicion): Palabras {
  const folded = Object.entries(valores).map(
    ([campo, words]) =>
      [campo, new Map(Object.entries(words).map(([word, own]) => [foldText(word), own] as const))] as const,
  );
  return { porDefecto, valores: new Map(folded) };
}

/** A figure as written, when it is one other than zero: `100%`, `20`. */
function figureText(cell: Cell | undefined): string | null {
  if (typeof cell === "number") return cell === 0 ? null : String(cell);
  if (typeof cell === "object" && cell !== null) {
    return cell.kind === "percent" && cell.value !== 0 ? `${puntosOf(cell.value)}%` : null;
  }
  const text = typeof cell === "string" ? cell.trim() : "";
  return /^[0-9][0-9.,]*\s?%?$/.test(text) && !/^0\s?%?$/.test(text) ? text.replace(/\s/g, "") : null;
}

/** Also those that differ in the zeros before a segment alone: nobody corrects a código, and neither row may count twice. */
function findRepetidos(
  indicadores: readonly Indicador[],
  layout: Layout,
  plan: Plan,
  findings: Raised<CellCode>[],
): Set<string> {
  const column = layout.columns.get("codigo") ?? 0;
  const first = new Map<string, Indicador>();
  const repetidos = new Set<string>();
  const tell = ({ codigo, row }: Indicador, other: Indicador): void => {
    const written = other.codigo === codigo ? "" : ` (${other.codigo})`;
    const params = { valor: codigo, otra: `${a1(other.row, column)}${written}` };
    findings.push({ code: "codigo-repetido", row, column, indicador: codigo, params });
  };
  for (const indicador of indicadores) {
    const { codigo, secretaria } = indicador;
    if (codigo === "") continue;
    const folded = indicadorKey({ secretaria, codigo: foldCodigo(codigo, plan) });
    const before = first.get(folded);
    if (before === undefined) {
      first.set(folded, indicador);
      continue;
    }
    if (!repetidos.has(indicadorKey(before))) tell(before, indicador);
    tell(indicador, before);
    repetidos.add(indicadorKey(before)).add(indicadorKey(indicador));
  }
  return repetidos;
}

const tipoNombres = Object.values(tipos)
  .map((each) => each.nombre)
  .join(", ");
const modoNombres = Object.values(modos)
  .map((each) => each.nombre)
  .join(", ");
const ponderadorEscala: Escala = { porcentaje: false, conteo: false, unidad: "ponderador" };
const participacionEscala: Escala = { porcentaje: true, conteo: false, unidad: "%", fraccion: "participacion" };
