import { a1, type Area } from "../../shared/address.ts";
import type { Cell } from "../../shared/cell.ts";
import type { SheetInfo, SheetVisibility } from "../../shared/grid.ts";
import { columnasOf, type ColumnaKey } from "../../shared/layout/columnas.ts";
import { columnasByKey } from "../../shared/layout/match.ts";
import { layoutVersion, tituloCampos, type TituloCampo } from "../../shared/layout/titulo.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import type { Libro } from "../../shared/read.ts";
import { definedName, fecha, makeLibro, makePlan, type TestCell } from "./sheet.ts";

/** Values of one row by column; a key that is no column of the plan is a header of its own («Notas»). */
export type Valores = Readonly<Record<ColumnaKey, TestCell>>;

/** A secretaría's workbook as a test describes it; whatever is left out is as the template has it. */
export interface HojaInput {
  readonly plan?: Plan;
  readonly file?: string;
  readonly sheet?: string;
  /** Title block; null leaves a cell blank. */
  readonly titulo?: Readonly<Partial<Record<TituloCampo, Cell>>>;
  /** Columns from left to right by key, or other header texts. Default: the template's. */
  readonly columnas?: readonly ColumnaKey[];
  /** Header texts other than the template's. */
  readonly encabezados?: Readonly<Record<ColumnaKey, string>>;
  /** Whether there are tags and defined names, as in the template. Default true. */
  readonly marcas?: boolean;
  readonly filas: readonly Valores[];
  readonly hiddenColumns?: readonly ColumnaKey[];
  /** Rows by their place among `filas`. */
  readonly hiddenRows?: readonly number[];
  /** A column merged over rows: key, first and last row among `filas`. */
  readonly merges?: readonly (readonly [ColumnaKey, number, number])[];
  readonly sheets?: readonly (readonly [string, SheetVisibility])[];
  readonly hasMacros?: boolean;
  readonly externalLinks?: number;
}

/** Where a cell stands: a column in a row of `filas`, a column's header, or a field of the title block. */
export type Lugar = readonly [ColumnaKey, number | "encabezado"] | readonly ["titulo", TituloCampo];

export interface Hoja {
  readonly plan: Plan;
  readonly libro: Libro;
  /** A1 address of a place. */
  at(lugar: Lugar): string;
}

/** The example's plan without its requests to change metas. */
export const planDePrueba = makePlan({ reprogramaciones: [] });

/** Columns of the template, left to right. */
export function plantilla(plan: Plan = planDePrueba): ColumnaKey[] {
  return columnasOf(plan)
    .filter(({ info }) => info.enPlantilla)
    .map(({ key }) => key);
}

/** A row in which nothing is wrong, with what a test changes of it. */
export function fila(changes: Valores = {}): Valores {
  return { ...filaSana, ...changes };
}

/** Builds the workbook: title block in rows 1–5, tags in 6, header in 7, data from row 8 on. */
export function makeHoja(input: HojaInput): Hoja {
  const plan = input.plan ?? planDePrueba;
  const sheet = input.sheet ?? "Indicadores";
  const columnas = input.columnas ?? plantilla(plan);
  const marcas = input.marcas ?? true;
  const byKey = columnasByKey(plan);
  const titulo = { ...tituloSano, ...input.titulo };
  const columnOf = (key: ColumnaKey): number => {
    const column = columnas.indexOf(key);
    if (column < 0) throw new Error(`the sheet has no column ${key}`);
    return column;
  };
  const rows: TestCell[][] = [
    [plan.nombre],
    ...titulos.map((campo): TestCell[] => [tituloCampos[campo].etiqueta, titulo[campo]]),
    columnas.map((key) => (marcas && byKey.has(key) ? key : null)),
    columnas.map((key) => input.encabezados?.[key] ?? byKey.get(key)?.encabezado ?? key),
    ...input.filas.map((valores) => columnas.map((key) => valores[key])),
  ];
  const sheets = (input.sheets ?? []).map(([name, visibility]): SheetInfo => ({ name, visibility }));
  const libro = makeLibro(rows, {
    sheet,
    merges: (input.merges ?? []).map(([key, first, last]): Area => {
      const column = columnOf(key);
      return { top: firstRow + first, bottom: firstRow + last, left: column, right: column };
    }),
    hiddenRows: [headerRow - 1, ...(input.hiddenRows ?? []).map((index) => firstRow + index)],
    hiddenColumns: (input.hiddenColumns ?? []).map(columnOf),
    sheets: [{ name: sheet, visibility: "visible" }, ...sheets],
    definedNames: marcas
      ? titulos.map((campo) => definedName(tituloCampos[campo].name, `'${sheet}'!$B$${tituloRow(campo) + 1}`))
      : [],
    hasMacros: input.hasMacros ?? false,
    externalLinks: input.externalLinks ?? 0,
  });
  return {
    plan,
    libro: { ...libro, file: input.file ?? "libro.xlsx" },
    at(lugar) {
      if (isTitulo(lugar)) return a1(tituloRow(lugar[1]), 1);
      const [key, place] = lugar;
      return a1(place === "encabezado" ? headerRow : firstRow + place, columnOf(key));
    },
  };
}

const titulos = ["secretaria", "vigencia", "corte", "version"] as const;
const headerRow = titulos.length + 2;
const firstRow = headerRow + 1;

function tituloRow(campo: TituloCampo): number {
  return 1 + titulos.indexOf(campo);
}

function isTitulo(lugar: Lugar): lugar is readonly ["titulo", TituloCampo] {
  return lugar[0] === "titulo";
}

const tituloSano: Readonly<Record<TituloCampo, Cell>> = {
  secretaria: "Secretaría de Desarrollo Económico",
  vigencia: 2017,
  corte: fecha("2017-09-30"),
  version: layoutVersion,
};

const filaSana: Valores = {
  codigo: "44010030007",
  eje: "Eje 4: Cali emprendedora y pujante",
  componente: "Componente 4.1: Fomento al emprendimiento",
  programa: "Programa 4.1.3: Mecanismos de apoyo al emprendimiento",
  nombre: "Bankomunales conformados",
  unidad: "Número",
  tipoAcumulacion: "Capacidad",
  modoReporte: "Nivel",
  lineaBase: 60,
  meta2016: 110,
  ejecucion2016: 116,
  meta2017: 160,
  ejecucion2017: 160,
  meta2018: 180,
  meta2019: 200,
  ponderador: 1,
  observaciones: "Se conformaron 44 grupos nuevos.",
};
