import type { Style, Worksheet } from "exceljs";
import type { Resumen } from "../../shared/summary.ts";
import { semaforoInfo, semaforos, type Semaforo, semaforoText } from "../../shared/semaforo.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { bodyStyle, colores, fill, font, formula, headerStyle, put, semaforoStyle } from "./estilo.ts";
import { type Estado, type HojaIndicadores } from "./indicadores.ts";

/**
 * The figures of a group of indicadores as one row of live formulas over the sheet Indicadores, used wherever a table
 * has a row for a group: secretarías, levels of the plan, the city.
 */
export interface ColumnaConteo {
  readonly id: string;
  readonly encabezado: string;
  readonly ancho: number;
  readonly formato: string;
  readonly semaforo?: Semaforo;
  readonly result: (resumen: Resumen) => number | null;
  readonly formula: (grupo: Grupo) => string;
}

/** Which rows count: ranges of Indicadores (the rows', or the city's, each indicador once) and the criteria on them. */
export interface Grupo {
  readonly estado: string;
  readonly semaforo: string;
  readonly avance: string;
  readonly peso: string;
  readonly aporte: string;
  /** `range,criterion` pairs before any other, empty for all rows. */
  readonly criterios: string;
}

/** Each row of a secretaría with its own avance. */
export function grupoDeFilas(hoja: HojaIndicadores, criterios: string): Grupo {
  return grupoOf(hoja, "", criterios);
}

/** Each indicador of the city once, a meta compartida by its shares. */
export function grupoDeCiudad(hoja: HojaIndicadores, criterios: string): Grupo {
  return grupoOf(hoja, "Ciudad", criterios);
}

/** The columns with this ending: the rows' own have none. */
function grupoOf(hoja: HojaIndicadores, ending: "" | "Ciudad", criterios: string): Grupo {
  return {
    estado: hoja.rango(`estado${ending}`),
    semaforo: hoja.rango(`semaforo${ending}`),
    avance: hoja.rango(`avance${ending}`),
    peso: hoja.rango(`peso${ending}`),
    aporte: hoja.rango(`aporte${ending}`),
    criterios,
  };
}

export function columnasConteo(plan: Plan): ColumnaConteo[] {
  return [
    entero(
      "indicadores",
      "Indicadores",
      (each) => each.indicadores,
      (grupo) => countIfs(grupo, `${grupo.estado},"?*"`),
    ),
    entero("np", "NP", (each) => each.np, enEstado("NP")),
    entero("sinReporte", "Sin reporte", (each) => each.sinReporte, enEstado("Sin reporte")),
    entero("sinDato", "Sin dato", (each) => each.sinDato, enEstado("Sin dato")),
    ...semaforos.filter((semaforo) => semaforo !== "sin-dato").map(bandaConteo),
    entero(
      "cumplidas",
      "Cumplidas",
      (each) => each.cumplidas,
      (grupo) => countIfs(grupo, `${grupo.avance},">=1"`),
    ),
    entero(
      "rezagadas",
      "Rezagadas",
      (each) => each.rezagadas,
      (grupo) => countIfs(grupo, `${grupo.avance},"<${plan.umbralRezago}"`),
    ),
    {
      id: "promedio",
      encabezado: "Avance promedio",
      ancho: 11,
      formato: "0.0%",
      result: (each) => each.promedio,
      formula: (grupo) => `IFERROR(${sumIfs(grupo, grupo.aporte)}/${sumIfs(grupo, grupo.peso)},"")`,
    },
  ];
}

/** Writes the figures of a group into a row, from `column` (1-based) on. */
export function putConteos(
  sheet: Worksheet,
  row: number,
  column: number,
  {
    columnas,
    resumen,
    grupo,
    semaforo,
    bold = false,
  }: {
    columnas: readonly ColumnaConteo[];
    resumen: Resumen;
    grupo: Grupo;
    /** Band of the average. */
    semaforo: Semaforo;
    bold?: boolean;
  },
): void {
  for (const [index, columna] of columnas.entries()) {
    const result = columna.result(resumen);
    const style = estiloConteo(columna, result, semaforo, bold);
    put(sheet.getCell(row, column + index), formula(columna.formula(grupo), result), style);
  }
}

/** How a figure looks: the average in the colours of its band, others so that zeros stand back. */
export function estiloConteo(
  columna: ColumnaConteo,
  result: number | null,
  semaforo: Semaforo,
  bold: boolean,
): Partial<Style> {
  if (columna.id === "promedio") return { ...semaforoStyle(semaforo), numFmt: columna.formato };
  const isOfBand = columna.semaforo !== undefined && result !== null && result > 0;
  return {
    ...bodyStyle({ horizontal: "center" }, columna.formato),
    font: isOfBand
      ? font(10, semaforoInfo[columna.semaforo].texto, { bold: true })
      : font(10, result === 0 ? colores.suave : colores.texto, { bold }),
  };
}

/** Headers of the figures; a band's header carries its colour. */
export function putConteoHeaders(
  sheet: Worksheet,
  row: number,
  column: number,
  columnas: readonly ColumnaConteo[],
): void {
  for (const [index, { encabezado, ancho, semaforo }] of columnas.entries()) {
    const tone = semaforo === undefined ? headerStyle : { ...headerStyle, ...band(semaforo) };
    put(sheet.getCell(row, column + index), encabezado, tone);
    sheet.getColumn(column + index).width = ancho;
  }
}

function band(semaforo: Semaforo): { fill: ReturnType<typeof fill>; font: ReturnType<typeof font> } {
  const { fondo, texto } = semaforoInfo[semaforo];
  return { fill: fill(fondo), font: font(10, texto, { bold: true }) };
}

function enEstado(estado: Estado): (grupo: Grupo) => string {
  return (grupo) => countIfs(grupo, `${grupo.estado},"${estado}"`);
}

function bandaConteo(semaforo: Semaforo): ColumnaConteo {
  return {
    id: semaforo,
    encabezado: semaforoInfo[semaforo].nombre,
    ancho: 13,
    formato: "#,##0",
    semaforo,
    result: (each) => each.bandas[semaforo],
    formula: (grupo) => countIfs(grupo, `${grupo.semaforo},"${semaforoText(semaforo)}"`),
  };
}

function entero(
  id: string,
  encabezado: string,
  result: (resumen: Resumen) => number,
  text: (grupo: Grupo) => string,
): ColumnaConteo {
  return { id, encabezado, ancho: 11, formato: "#,##0", result, formula: text };
}

function countIfs(grupo: Grupo, criterion: string): string {
  return `COUNTIFS(${grupo.criterios === "" ? "" : `${grupo.criterios},`}${criterion})`;
}

function sumIfs(grupo: Grupo, range: string): string {
  return grupo.criterios === "" ? `SUM(${range})` : `SUMIFS(${range},${grupo.criterios})`;
}
