import { basename } from "node:path";
import { a1, columnName } from "../../shared/address.ts";
import { isBlank, isPending, type Cell } from "../../shared/cell.ts";
import { isCodigo } from "../../shared/codigo.ts";
import type { Corte } from "../../shared/corte.ts";
import { cellKey, cellsByRow, type Grid, type GridRow } from "../../shared/grid.ts";
import type { ColumnaKey } from "../../shared/layout/columnas.ts";
import { isSheetOf } from "../../shared/layout/titulo.ts";
import { indicadorKey, type Indicador } from "../../shared/indicador.ts";
import type { Canonico } from "../../shared/rules/across-raise.ts";
import { leerCanonico } from "../../shared/merge/leer-lado.ts";
import type { Lado } from "../../shared/merge/mezcla.ts";
import { formatConteo } from "../../shared/number.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { readClaves, readReporte, type Claves, type ClaveFila, type Libro } from "../../shared/read.ts";
import { cutText, foldText, listText } from "../../shared/text.ts";
import type { ConflictoAbierto } from "../corrida/registro.ts";
import { exitCodes, SyncError } from "../errors.ts";
import { readWorkbook, type WorkbookFile } from "../xlsx/read.ts";
import { makeAviso, type AvisoCanonico } from "./aviso.ts";
import { columnasCanonicas, type Ajenas, type FilaSuelta, type MotivoSuelta } from "./fila-canonica.ts";
import { hojaConflictos } from "./hoja-conflictos.ts";
import { hojaHistorial } from "./hoja-historial.ts";
import { readDecisiones, type DecisionesLeidas } from "./leer-decisiones.ts";
import { hojaListas } from "./listas-indicadores.ts";
import { marcaCanonico } from "./marca.ts";
import { avisosEnConflictos, avisosEnHistorial, avisosEnListas, avisosSobreIndicadores } from "./texto-fuera.ts";
import { avisosOfTitulo, type TituloEscrito } from "./titulo-escrito.ts";
import { columnaNombre } from "./palabras.ts";
import { valorText } from "./valor-texto.ts";

/** The canonical workbook as planeación left it: what the merge needs, and what a rewrite has to put back. */
export interface CanonicoLeido extends DecisionesLeidas {
  /** The open one, as the title says; null where it says none of the plan's. */
  readonly vigencia: number | null;
  readonly corte: Corte | null;
  /** By id of the secretaría: each of the plan, with or without rows. */
  readonly lados: ReadonlyMap<string, Lado>;
  readonly ajenas: Ajenas;
  /** Rows that are in none of `lados`. */
  readonly sueltas: readonly FilaSuelta[];
  /** Sheets that planeación added, which a rewrite would drop: not empty, nothing is to be written. */
  readonly hojasAjenas: readonly string[];
  /** Cells with a formula that nobody has calculated: while there are any, what a rewrite puts there is not known. */
  readonly sinCalcular: readonly string[];
  readonly avisos: readonly AvisoCanonico[];
}

/**
 * Reads the canonical workbook; what cannot be used of it is kept and told of, not refused.
 *
 * @param path     of the file, for messages
 * @param abiertos the conflicts that wait: decisions of others are told of
 * @param escrito  what the last run wrote in the title; null where that is not known
 * @throws SyncError when it is no workbook of ours, or its rows cannot be told apart
 */
export function readCanonico(
  bytes: Buffer,
  path: string,
  plan: Plan,
  abiertos: readonly ConflictoAbierto[],
  escrito: TituloEscrito | null = null,
): CanonicoLeido {
  const { workbook, sheet, libro } = openCanonico(bytes, path);
  const { sheets } = workbook;
  const { file } = libro;
  // A layout of another origin that looks like ours is none of this workbook's.
  const own = { ...plan, disposiciones: [] };
  const claves = readClaves(libro, own);
  const missing = ["codigo", "secretaria"].find((key) => claves?.layout.columns.get(key) === undefined);
  if (claves === null || missing !== undefined) throw sinEncabezado(file, sheet);
  const filas = new FilasReader(claves, plan);
  const lados = leerCanonico({ ...claves, indicadores: filas.indicadores }, own);
  const followed = new Map([...lados].filter(([id]) => id !== ""));
  const { ajenas, sueltas, avisos, sinCalcular } = filas.read(followed);
  const ajena = sueltas.find(
    ({ motivo, valores }) => motivo === "fila-no-es-indicador" && isCodigo(valores.codigo, plan),
  );
  if (ajena !== undefined) throw conOtraTabla(file, sheet, ajena.fila);
  const named = (name: string): string | undefined =>
    sheets.find((each) => foldText(each.name) === foldText(name) && each.name !== sheet)?.name;
  const [conflictos, historial, listas] = [named(hojaConflictos), named(hojaHistorial), named(hojaListas)];
  const gridOf = (name: string | undefined): Grid[] => (name === undefined ? [] : [workbook.readGrid(name)]);
  const [hoja] = gridOf(conflictos);
  const decided = hoja === undefined ? sinDecisiones : readDecisiones(hoja, plan, abiertos);
  const ours = new Set([sheet, conflictos, historial, listas]);
  const { headerRow } = claves.layout;
  const { grid, info } = libro;
  return {
    vigencia: claves.vigencia,
    corte: claves.corte,
    lados: followed,
    decisiones: decided.decisiones,
    escritas: decided.escritas,
    ajenas,
    sueltas,
    sinCalcular: [...sinCalcular, ...decided.sinCalcular],
    hojasAjenas: [...sheets.map(({ name }) => name).filter((name) => !ours.has(name)), ...workbook.otherSheets],
    avisos: [
      ...avisosDeColumnas(claves, plan),
      ...avisos,
      ...decided.avisos,
      ...(escrito === null ? [] : avisosOfTitulo(grid, info.definedNames, headerRow, plan, escrito)),
      ...avisosSobreIndicadores(grid, info.definedNames, headerRow, plan),
      ...(hoja === undefined ? [] : avisosEnConflictos(hoja, plan, abiertos)),
      ...gridOf(historial).flatMap(avisosEnHistorial),
      ...gridOf(listas).flatMap(avisosEnListas),
      ...sheets.flatMap(({ name }) => avisoOfAdornos(workbook, name)),
    ],
  };
}

/** Headers that stand twice: of those without a tag, which nobody sees, planeación may take the wrong one. */
function avisosDeColumnas({ layout, libro: { grid } }: Claves, plan: Plan): AvisoCanonico[] {
  return layout.duplicated.map(({ key, columns }) =>
    makeAviso("columna-repetida", `${grid.sheet}!${a1(layout.headerRow, columns.at(-1) ?? 0)}`, {
      columna: columnaNombre(key, plan),
      columnas: listText(columns.map(columnName)),
    }),
  );
}

/** What people put on a sheet besides cells, which writing it whole drops; the workbook before is backed up. */
const adornos: Readonly<Record<string, string>> = {
  comments: "comentarios",
  threadedComment: "comentarios",
  drawing: "imágenes o gráficos",
  oleObject: "objetos",
  control: "controles",
  pivotTable: "tablas dinámicas",
};

function avisoOfAdornos(workbook: WorkbookFile, sheet: string): AvisoCanonico[] {
  const cuales = new Set(workbook.partsOf(sheet).flatMap((type) => adornos[type] ?? []));
  return cuales.size === 0 ? [] : [makeAviso("adornos-no-quedan", sheet, { cuales: [...cuales].join(", ") })];
}

/** The indicadores as planeación keeps them, figures and all. */
export interface Oficiales {
  /** What workbooks are checked against. */
  readonly find: Canonico;
  /** By id of the secretaría, in the order of the sheet. */
  readonly porSecretaria: ReadonlyMap<string, readonly Indicador[]>;
  readonly repetidos: ReadonlySet<string>;
  /** As the title says. */
  readonly vigencia: number | null;
  readonly corte: Corte | null;
}

/** Takes longer than `readCanonico`, which leaves the cells as they are. */
export function readOficiales(bytes: Buffer, path: string, plan: Plan): Oficiales {
  const reporte = readReporte(openCanonico(bytes, path).libro, { ...plan, disposiciones: [] });
  const indicadores = reporte?.indicadores ?? [];
  const byKey = new Map(indicadores.map((each) => [indicadorKey(each), each]));
  const porSecretaria = new Map<string, Indicador[]>();
  for (const each of indicadores) {
    const own = porSecretaria.get(each.secretaria);
    if (own === undefined) porSecretaria.set(each.secretaria, [each]);
    else own.push(each);
  }
  return {
    find: (secretaria, codigo) => byKey.get(indicadorKey({ secretaria, codigo })),
    porSecretaria,
    repetidos: reporte?.repetidos ?? new Set(),
    vigencia: reporte?.vigencia ?? null,
    corte: reporte?.corte ?? null,
  };
}

interface CanonicoAbierto {
  readonly workbook: WorkbookFile;
  /** Name of the sheet with the indicadores. */
  readonly sheet: string;
  readonly libro: Libro;
}

/** @throws SyncError when it is no workbook of ours */
function openCanonico(bytes: Buffer, path: string): CanonicoAbierto {
  const file = basename(path);
  const workbook = readWorkbook(bytes, file);
  const sheet = markedSheet(workbook, file);
  const { sheets, definedNames, hasMacros, externalLinks } = workbook;
  const info = { sheets, definedNames, hasMacros, externalLinks };
  return { workbook, sheet, libro: { file, info, grid: workbook.readGrid(sheet) } };
}

const sinDecisiones: DecisionesLeidas = { decisiones: new Map(), escritas: new Map(), sinCalcular: [], avisos: [] };

/** The mark stays with its sheet when that is renamed or moved. */
function markedSheet({ definedNames, sheets }: WorkbookFile, file: string): string {
  const mark = definedNames.find(({ name, sheet }) => sheet === null && name.toUpperCase() === marcaCanonico);
  const sheet = mark && sheets.find(({ name }) => isSheetOf(mark, name));
  if (sheet !== undefined) return sheet.name;
  throw new SyncError("canonico-sin-marca", {
    where: file,
    why:
      mark === undefined
        ? "No es el libro canónico de este programa, o lo guardó un programa que le quitó su marca."
        : "Al libro canónico le falta la hoja de los indicadores.",
    hint: "Ponga en su lugar el libro canónico anterior (metas restaurar), o retire este archivo para empezar de nuevo.",
    exitCode: exitCodes.safetyStop,
  });
}

function sinEncabezado(file: string, sheet: string): SyncError {
  return new SyncError("canonico-sin-encabezado", {
    where: `${file} › ${sheet}`,
    why: "No se encuentran las columnas «Código» y «Secretaría», sin las que ninguna fila se puede seguir.",
    hint: "Vuelva a poner sus encabezados, o recupere el libro anterior (metas restaurar).",
    exitCode: exitCodes.safetyStop,
  });
}

/** A cell, zero-based. */
interface Lugar {
  readonly row: number;
  readonly column: number;
}

/** A row with a código is none of ours only inside another table: not read, it would count as taken out. */
function conOtraTabla(file: string, sheet: string, fila: number): SyncError {
  return new SyncError("canonico-con-otra-tabla", {
    where: `${file} › ${sheet}`,
    why: `La fila ${fila} tiene un código y está dentro de otra tabla de la hoja, que no se lee.`,
    hint: "Deje en la hoja una sola tabla, con un solo encabezado, o recupere el libro anterior (metas restaurar).",
    exitCode: exitCodes.safetyStop,
  });
}

/** A column of planeación's own. */
interface ColumnaAjena {
  readonly column: number;
  readonly encabezado: string;
}

/** Sorts the rows below the header: those a merge follows, and those that are to be kept as they are. */
class FilasReader {
  /** As read, but that a row without secretaría has none, whatever the title says. */
  readonly indicadores: readonly ClaveFila[];
  private readonly grid: Grid;
  private readonly rows: readonly GridRow[];
  private readonly cells: ReadonlyMap<number, GridRow["cells"]>;
  private readonly propias: ReadonlyMap<ColumnaKey, number>;
  private readonly columnasAjenas: readonly ColumnaAjena[];

  constructor(claves: Claves, plan: Plan) {
    const { grid } = claves.libro;
    const { columns, firstDataRow, headerRow } = claves.layout;
    const keys = new Set(columnasCanonicas(plan).map(({ key }) => key));
    this.grid = grid;
    this.rows = grid.rows.filter(({ row }) => row >= firstDataRow);
    this.propias = new Map([...columns].filter(([key]) => keys.has(key)));
    const secretaria = columns.get("secretaria") ?? 0;
    this.cells = cellsByRow({ rows: this.rows });
    this.indicadores = claves.indicadores.map((each) =>
      isBlank(this.cells.get(each.row)?.[secretaria]) ? { ...each, secretaria: "" } : each,
    );
    this.columnasAjenas = findAjenas(grid, headerRow, this.rows, new Set(this.propias.values()));
  }

  read(lados: ReadonlyMap<string, Lado>): {
    ajenas: Ajenas;
    sueltas: FilaSuelta[];
    avisos: AvisoCanonico[];
    sinCalcular: string[];
  } {
    const byRow = new Map(this.indicadores.map((each) => [each.row, each]));
    const valores = new Map<string, Map<string, readonly Cell[]>>();
    const sueltas: FilaSuelta[] = [];
    const avisos: AvisoCanonico[] = [];
    for (const row of this.rows) {
      const indicador = byRow.get(row.row);
      const ajenas = this.columnasAjenas.map(({ column }) => row.cells[column] ?? null);
      const motivo = this.motivoOf(indicador, lados);
      if (motivo === null && indicador !== undefined) {
        if (ajenas.every((cell) => isBlank(cell))) continue;
        const own = valores.get(indicador.secretaria) ?? new Map<string, readonly Cell[]>();
        valores.set(indicador.secretaria, own.set(indicador.codigo, ajenas));
      } else if (this.isFilled(row)) {
        const suelta = this.sueltaOf(row, motivo ?? "fila-no-es-indicador", indicador, ajenas);
        sueltas.push(suelta);
        avisos.push(this.avisoOf(suelta, row));
      }
    }
    const columnas = this.columnasAjenas.map(({ encabezado }) => encabezado);
    const formulas = this.findFormulas();
    return {
      ajenas: { columnas, valores },
      sueltas,
      avisos: [
        ...avisos,
        ...this.avisosOfFormulas("formula-sin-calcular", formulas.sinCalcular),
        ...this.avisosOfFormulas("formula-como-valor", formulas.calculadas),
      ],
      sinCalcular: formulas.sinCalcular.map(({ row, column }) => `${this.grid.sheet}!${a1(row, column)}`),
    };
  }

  /** Why no merge follows a row; null when one does. */
  private motivoOf(indicador: ClaveFila | undefined, lados: ReadonlyMap<string, Lado>): MotivoSuelta | null {
    if (indicador === undefined) return "fila-no-es-indicador";
    const { codigo, secretaria, row } = indicador;
    if (secretaria === "")
      return this.isBlankAt(row, "secretaria") ? "fila-sin-secretaria" : "fila-secretaria-desconocida";
    if (codigo === "") return "fila-sin-codigo";
    return lados.get(secretaria)?.repetidos.has(codigo) === true ? "fila-codigo-repetido" : null;
  }

  private sueltaOf(
    { row, cells }: GridRow,
    motivo: MotivoSuelta,
    indicador: ClaveFila | undefined,
    ajenas: readonly Cell[],
  ): FilaSuelta {
    const valores: Record<ColumnaKey, Cell> = {};
    for (const [key, column] of this.propias) valores[key] = cells[column] ?? null;
    const secretaria = indicador === undefined || indicador.secretaria === "" ? null : indicador.secretaria;
    return { fila: row + 1, motivo, secretaria, valores, ajenas };
  }

  private avisoOf({ motivo, valores }: FilaSuelta, { row }: GridRow): AvisoCanonico {
    const key = motivo === "fila-sin-secretaria" || motivo === "fila-secretaria-desconocida" ? "secretaria" : "codigo";
    const where = `${this.grid.sheet}!${a1(row, this.propias.get(key) ?? 0)}`;
    return makeAviso(motivo, where, { valor: cutText(valorText(valores[key] ?? null), 60) });
  }

  /** Formulas of what a rewrite keeps. */
  private findFormulas(): { sinCalcular: Lugar[]; calculadas: Lugar[] } {
    const written = new Set([...this.propias.values(), ...this.columnasAjenas.map(({ column }) => column)]);
    const [sinCalcular, calculadas]: [Lugar[], Lugar[]] = [[], []];
    if (this.grid.formulas.size === 0) return { sinCalcular, calculadas };
    for (const { row, cells } of this.rows) {
      for (const [column, cell] of cells.entries()) {
        if (!written.has(column) || !this.grid.formulas.has(cellKey(row, column))) continue;
        (isPending(cell) ? sinCalcular : calculadas).push({ row, column });
      }
    }
    return { sinCalcular, calculadas };
  }

  /** One aviso a column, at its first. */
  private avisosOfFormulas(
    code: "formula-como-valor" | "formula-sin-calcular",
    places: readonly Lugar[],
  ): AvisoCanonico[] {
    const found = new Map<number, { row: number; cuantas: number }>();
    for (const { row, column } of places) {
      const before = found.get(column);
      found.set(column, { row: before?.row ?? row, cuantas: (before?.cuantas ?? 0) + 1 });
    }
    return [...found].map(([column, { row, cuantas }]) =>
      makeAviso(code, `${this.grid.sheet}!${a1(row, column)}`, {
        cuantas: formatConteo(cuantas, "fórmula", "fórmulas"),
      }),
    );
  }

  private isFilled({ cells }: GridRow): boolean {
    const columns = [...this.propias.values(), ...this.columnasAjenas.map(({ column }) => column)];
    return columns.some((column) => !isBlank(cells[column]));
  }

  private isBlankAt(row: number, key: ColumnaKey): boolean {
    const column = this.propias.get(key);
    return column === undefined || isBlank(this.cells.get(row)?.[column]);
  }
}

/** Columns with a header or anything in them that are none of those we write, those without a header among them. */
function findAjenas(
  { rows }: Grid,
  headerRow: number,
  data: readonly GridRow[],
  propias: ReadonlySet<number>,
): ColumnaAjena[] {
  const header = rows.find(({ row }) => row === headerRow)?.cells ?? [];
  const columns = new Set<number>();
  for (const cells of [header, ...data.map((row) => row.cells)]) {
    for (const [column, cell] of cells.entries()) if (!propias.has(column) && !isBlank(cell)) columns.add(column);
  }
  return [...columns]
    .sort((a, b) => a - b)
    .map((column) => ({ column, encabezado: isBlank(header[column]) ? "" : valorText(header[column] ?? null) }));
}
