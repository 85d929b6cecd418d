import type { Style, Workbook, Worksheet } from "exceljs";
import { a1, type Area } from "../../shared/address.ts";
import { formatPorcentaje } from "../../shared/number.ts";
import { semaforoInfo, semaforoOf, semaforos, semaforoText, type Semaforo } from "../../shared/semaforo.ts";
import type { CorridaConsolidada, PuntoHistoria } from "../corrida/registro.ts";
import type { ChartLabels, SheetChart } from "../xlsx/chart.ts";
import type { SparklineGroup } from "../xlsx/sparkline.ts";
import {
  bodyStyle,
  colores,
  fill,
  font,
  formula,
  headerStyle,
  put,
  putTitle,
  semaforoStyle,
  setUpPage,
} from "./estilo.ts";
import { footerOf } from "./indicadores.ts";
import type { Consolidado } from "./modelo.ts";
import { addSheet } from "./tabla.ts";

export const hojaHistoria = "Historia";

/** Rows (1-based) of the first table: the vigencias over their cortes, the header, the city and the secretarías. */
const rows = { vigencias: 4, header: 5, first: 6 } as const;
/**
 * Columns (1-based): what is measured, its sparkline, how it changed since the corte before, the cortes; those in the middle
 * only where there are two cortes to compare.
 */
const nombreColumn = 1;
const tendenciaColumn = 2;
const cambioColumn = 3;
const firstColumnOf = (historia: readonly PuntoHistoria[]): number => (historia.length > 1 ? 4 : 2);
const chartHeight = 17;
/** Columns that the charts reach over at least, however few cortes there are. */
const fewestColumns = 9;
/** Columns that the charts reach over at most. */
const mostWide = 20;
/** With more cortes than these, figures in the charts would cover each other. */
const mostLabelled = 16;
/** Lines of averages with which the page is still wider than it is high. */
const mostLandscape = 14;

/** What the finishing pass adds to the sheet. */
export interface HistoriaEscrita {
  readonly charts: readonly SheetChart[];
  readonly sparklines: readonly SparklineGroup[];
}

/** One line of a table: a value for each corte, null where there is none. */
interface Linea {
  readonly nombre: string;
  readonly color: string;
  readonly values: readonly (number | null)[];
  readonly nombreStyle: Partial<Style>;
  readonly styleOf: (value: number | null) => Partial<Style>;
}

/** How the averages and the bands went from corte to corte. */
export function addHistoria(
  workbook: Workbook,
  consolidado: Consolidado,
  { historia }: CorridaConsolidada,
): HistoriaEscrita {
  const sheet = addSheet(workbook, hojaHistoria, colores.acento);
  putTitle(sheet, "Historia", subtitleOf(historia));
  setUpPage(sheet, footerOf(consolidado), { legal: historia.length > 8 });
  const first = firstColumnOf(historia);
  const end = first + Math.max(historia.length, fewestColumns);
  for (let column = 1; column < end; column++) sheet.getColumn(column).width = 12.5;
  sheet.getColumn(nombreColumn).width = 44;
  if (historia.length > 1) sheet.getColumn(tendenciaColumn).width = 24;
  sheet.views = [{ state: "frozen", xSplit: first - 1, ySplit: rows.header, showGridLines: false }];
  if (historia.length === 0) return { charts: [], sparklines: [] };
  const promedios = promediosOf(consolidado, historia);
  const conteos = conteosOf(historia);
  putHeader(sheet, rows.header, "Avance promedio", "Cambio (puntos)", historia);
  putLineas(sheet, rows.first, promedios, historia, { scale: 100, format: "+0.0;-0.0;0.0" });
  const second = rows.first + promedios.length + 2;
  putHeader(sheet, second, "Indicadores de la ciudad", "Cambio", historia);
  putLineas(sheet, second + 1, conteos, historia, { scale: 1, format: "+#,##0;-#,##0;0" });
  const top = second + conteos.length + 2;
  // On one page, so that none begins in the middle of a chart.
  sheet.pageSetup.fitToHeight = 1;
  if (promedios.length > mostLandscape && historia.length <= fewestColumns) sheet.pageSetup.orientation = "portrait";
  sheet.pageSetup.printArea = `A1:${a1(top + chartHeight - 1, end - 2)}`;
  const table: Tablas = { historia, header: rows.header, promedios: rows.first, conteos: second + 1 };
  return {
    charts: [ciudadChart(table, promedios[0], top), bandasChart(table, conteos, top)].filter((chart) => chart !== null),
    sparklines: historia.length < 2 ? [] : sparklinesOf(table, promedios, conteos),
  };
}

function subtitleOf(historia: readonly PuntoHistoria[]): string {
  if (historia.length === 0)
    return "Todavía no hay ningún corte: la próxima corrida con fecha de corte será el primero.";
  return historia.length === 1
    ? "Hay un solo corte: con el próximo se verá la tendencia. De cada corte cuenta la última corrida."
    : "De cada corte cuenta la última corrida. Cada vigencia tiene sus propias metas: al comenzar una, los avances vuelven a empezar.";
}

function promediosOf({ plan, secretarias }: Consolidado, historia: readonly PuntoHistoria[]): Linea[] {
  const nombres = new Map(secretarias.map(({ id, nombre }) => [id, nombre]));
  const seen = historia.flatMap((punto) => Object.keys(punto.secretarias));
  const ids = [...new Set([...nombres.keys(), ...seen.sort()])].filter((id) => seen.includes(id));
  const lineaOf = (nombre: string, values: readonly (number | null)[], bold: boolean): Linea => ({
    nombre,
    color: colores.acento,
    values,
    nombreStyle: { ...bodyStyle(), font: font(10, bold ? colores.titulo : colores.texto, { bold }) },
    styleOf: (value) => ({ ...semaforoStyle(semaforoOf(value, plan)), numFmt: "0.0%" }),
  });
  return [
    lineaOf(
      `${plan.entidad} (cada indicador una vez)`,
      historia.map(({ ciudad }) => ciudad),
      true,
    ),
    ...ids.map((id) =>
      lineaOf(
        nombres.get(id) ?? id,
        historia.map((punto) => punto.secretarias[id] ?? null),
        false,
      ),
    ),
  ];
}

function conteoStyle(value: number | null): Partial<Style> {
  return {
    ...bodyStyle({ horizontal: "center" }, "#,##0"),
    font: font(10, value === 0 ? colores.suave : colores.texto),
  };
}

function conteosOf(historia: readonly PuntoHistoria[]): Linea[] {
  const nombreStyle = { ...bodyStyle(), font: font(10, colores.texto, { bold: true }) };
  return [
    ...semaforos.map((semaforo): Linea => ({
      nombre: semaforoText(semaforo),
      color: semaforoInfo[semaforo].color,
      values: historia.map((punto) => punto.semaforo[semaforo]),
      nombreStyle: { ...semaforoStyle(semaforo), alignment: { vertical: "middle", horizontal: "left", indent: 1 } },
      styleOf: conteoStyle,
    })),
    {
      nombre: "Rezagadas",
      color: colores.alerta,
      values: historia.map(({ rezagadas }) => rezagadas),
      nombreStyle,
      styleOf: conteoStyle,
    },
    {
      nombre: "Indicadores",
      color: colores.suave,
      values: historia.map(({ indicadores }) => indicadores),
      nombreStyle,
      styleOf: conteoStyle,
    },
  ];
}

function putHeader(
  sheet: Worksheet,
  row: number,
  nombre: string,
  cambio: string,
  historia: readonly PuntoHistoria[],
): void {
  if (row === rows.header) putVigencias(sheet, historia);
  put(sheet.getCell(row, nombreColumn), nombre, headerStyle);
  if (historia.length > 1) {
    put(sheet.getCell(row, tendenciaColumn), "Tendencia", headerStyle);
    put(sheet.getCell(row, cambioColumn), cambio, headerStyle);
  }
  const first = firstColumnOf(historia);
  for (const [index, { corte }] of historia.entries()) {
    put(sheet.getCell(row, first + index), corteText(corte), headerStyle);
  }
  sheet.getRow(row).height = 24;
}

/** The vigencia over its cortes, once for those that follow each other. */
function putVigencias(sheet: Worksheet, historia: readonly PuntoHistoria[]): void {
  const first = firstColumnOf(historia);
  let from = 0;
  for (const [index, { vigencia }] of historia.entries()) {
    if (historia[index + 1]?.vigencia === vigencia) continue;
    if (index > from) sheet.mergeCells(rows.vigencias, first + from, rows.vigencias, first + index);
    put(sheet.getCell(rows.vigencias, first + from), `Vigencia ${vigencia}`, {
      font: font(10, colores.titulo, { bold: true }),
      fill: fill(colores.banda),
      alignment: { vertical: "middle", horizontal: "center" },
    });
    from = index + 1;
  }
  sheet.getRow(rows.vigencias).height = 18;
}

function putLineas(
  sheet: Worksheet,
  firstRow: number,
  lineas: readonly Linea[],
  historia: readonly PuntoHistoria[],
  { scale, format }: { readonly scale: number; readonly format: string },
): void {
  for (const [index, { nombre, values, nombreStyle, styleOf }] of lineas.entries()) {
    const row = firstRow + index;
    sheet.getRow(row).height = 22;
    put(sheet.getCell(row, nombreColumn), nombre, nombreStyle);
    if (historia.length > 1) {
      sheet.getCell(row, tendenciaColumn).style = bodyStyle();
      const cambio = sheet.getCell(row, cambioColumn);
      put(cambio, cambioOf(row, values, historia, scale), bodyStyle({ horizontal: "center" }, format));
    }
    for (const [at, value] of values.entries()) {
      put(sheet.getCell(row, firstColumnOf(historia) + at), value, styleOf(value));
    }
  }
}

/** Against the corte before, where both are of one vigencia; of another, the difference says nothing. */
function cambioOf(
  row: number,
  values: readonly (number | null)[],
  historia: readonly PuntoHistoria[],
  scale: number,
): ReturnType<typeof formula> {
  const [before, now] = historia.slice(-2);
  if (before === undefined || now === undefined || before.vigencia !== now.vigencia) return null;
  const [from, to] = values.slice(-2);
  const last = firstColumnOf(historia) + historia.length - 2;
  const cells = [a1(row - 1, last - 1), a1(row - 1, last)] as const;
  const times = scale === 1 ? "" : `*${scale}`;
  const isKnown = from !== undefined && from !== null && to !== undefined && to !== null;
  return formula(
    `IF(COUNT(${cells.join(":")})=2,(${cells[1]}-${cells[0]})${times},"")`,
    isKnown ? (to - from) * scale : null,
  );
}

/** Where the two tables begin; rows count from 1. */
interface Tablas {
  readonly historia: readonly PuntoHistoria[];
  readonly header: number;
  readonly promedios: number;
  readonly conteos: number;
}

function areaOf(row: number, historia: readonly PuntoHistoria[]): Area {
  const first = firstColumnOf(historia);
  return { top: row - 1, bottom: row - 1, left: first - 1, right: first + historia.length - 2 };
}

function sparklinesOf(
  { historia, promedios: top, conteos: second }: Tablas,
  promedios: readonly Linea[],
  conteos: readonly Linea[],
): SparklineGroup[] {
  const lineAt = (row: number) => ({
    row: row - 1,
    column: tendenciaColumn - 1,
    values: { sheet: hojaHistoria, area: areaOf(row, historia) },
  });
  return [
    {
      sheet: hojaHistoria,
      // Columns: of lines LibreOffice prints nothing.
      kind: "column",
      color: colores.acento,
      min: 0,
      max: 1,
      last: colores.titulo,
      sparklines: promedios.map((_, index) => lineAt(top + index)),
    },
    ...conteos.map(({ color }, index): SparklineGroup => ({
      sheet: hojaHistoria,
      kind: "column",
      color,
      min: 0,
      sparklines: [lineAt(second + index)],
    })),
  ];
}

function ciudadChart(
  { historia, header, promedios }: Tablas,
  ciudad: Linea | undefined,
  top: number,
): SheetChart | null {
  if (ciudad === undefined || ciudad.values.every((value) => value === null)) return null;
  const isLine = historia.length > 1;
  const told = historia.map(
    ({ corte, ciudad: value }) => `${corteText(corte)}, ${value === null ? "sin dato" : formatPorcentaje(value)}`,
  );
  return {
    sheet: hojaHistoria,
    from: { row: top - 1, column: 0 },
    to: { row: top - 1 + chartHeight, column: betweenCharts(historia), right: 20 },
    name: "Avance de la ciudad",
    description: `Avance promedio de la ciudad en cada corte: ${told.join("; ")}.`,
    chart: {
      kind: isLine ? "line" : "column",
      title: { text: "Avance promedio de la ciudad", size: 12, bold: true, color: colores.titulo },
      categories: categoriesOf(historia, header),
      series: [
        {
          name: { text: ciudad.nombre, cell: { sheet: hojaHistoria, row: promedios - 1, column: 0 } },
          color: colores.acento,
          values: { sheet: hojaHistoria, area: areaOf(promedios, historia), values: ciudad.values, format: "0.0%" },
          ...(historia.length > mostLabelled
            ? {}
            : { labels: { show: "value", format: "0.0%", position: isLine ? "above" : "outside", bold: true } }),
          line: { width: 2.5, marker: "circle", markerSize: 7 },
        },
      ],
      gapWidth: 250,
      valueAxis: { min: 0, max: 1, step: 0.2, format: "0%" },
    },
  };
}

function bandasChart({ historia, header, conteos: first }: Tablas, conteos: readonly Linea[], top: number): SheetChart {
  const shown = semaforos.map((semaforo, index) => ({ semaforo, linea: conteos[index], row: first + index }));
  return {
    sheet: hojaHistoria,
    from: { row: top - 1, column: betweenCharts(historia), right: 30 },
    to: {
      row: top - 1 + chartHeight,
      column: firstColumnOf(historia) - 1 + Math.max(fewestColumns, Math.min(historia.length, mostWide)),
    },
    name: "Bandas por corte",
    description: "Columnas apiladas con el número de indicadores de la ciudad en cada banda del semáforo, por corte.",
    chart: {
      kind: "column",
      grouping: "stacked",
      title: { text: "Indicadores por banda del semáforo", size: 12, bold: true, color: colores.titulo },
      legend: "bottom",
      categories: categoriesOf(historia, header),
      series: shown.map(({ semaforo, linea, row }) => ({
        name: semaforoInfo[semaforo].nombre,
        color: semaforoInfo[semaforo].color,
        values: { sheet: hojaHistoria, area: areaOf(row, historia), values: linea?.values ?? [] },
        ...(historia.length > mostLabelled ? {} : { labels: bandaLabels(semaforo) }),
      })),
      gapWidth: historia.length > 1 ? 50 : 250,
      valueAxis: { hidden: true, gridlines: false },
    },
  };
}

function bandaLabels(semaforo: Semaforo): ChartLabels {
  const color = semaforo === "medio" || semaforo === "sin-dato" ? colores.texto : colores.blanco;
  return { show: "value", format: "#,##0;;", position: "centre", color, bold: true };
}

/** Column (zero-based) in which the one chart ends and the other begins. */
function betweenCharts(historia: readonly PuntoHistoria[]): number {
  return historia.length > 1 ? cambioColumn - 1 : 4;
}

function categoriesOf(historia: readonly PuntoHistoria[], header: number): SheetChart["chart"]["categories"] {
  return { sheet: hojaHistoria, area: areaOf(header, historia), values: historia.map(({ corte }) => corteText(corte)) };
}

/** A corte in few letters, as text: a chart would make an axis of time of dates. */
function corteText(corte: string): string {
  const [year = "", month = "", day = ""] = corte.split("-");
  return `${Number(day)} ${meses[Number(month) - 1] ?? month} ${year}`;
}

const meses = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];
