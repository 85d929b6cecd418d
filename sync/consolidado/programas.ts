import type { Style, Workbook } from "exceljs";
import { columnName } from "../../shared/address.ts";
import { semaforoOf, semaforos } from "../../shared/semaforo.ts";
import type { Nodo } from "../../shared/summary.ts";
import type { BulkCell, BulkRow, BulkSheet } from "../xlsx/bulk.ts";
import { columnasConteo, estiloConteo, grupoDeCiudad, putConteoHeaders, type ColumnaConteo } from "./conteos.ts";
import { bodyStyle, colores, fill, font, headerStyle, oneOf, put, putTitle, setUpPage } from "./estilo.ts";
import { footerOf, type HojaIndicadores } from "./indicadores.ts";
import { claveOf } from "./filas-consolidadas.ts";
import type { Consolidado } from "./modelo.ts";
import { addSheet } from "./tabla.ts";

export const hojaProgramas = "Programas";

const headerRow = 4;
const firstConteo = 3;

/** Levels of the plan, the outermost first. */
const levels = {
  eje: { outline: 0, nombre: "Eje", height: 22 },
  componente: { outline: 1, nombre: "Componente", height: 18 },
  programa: { outline: 2, nombre: "Programa", height: 17 },
} as const;

const niveles = ["eje", "componente", "programa"] as const;

/** Two for each level, the second for figures that are zero; in the column of the average one for each band. */
const prototypes = Math.max(2 * niveles.length, semaforos.length);

/** Ejes, componentes and programas as a tree that folds, each indicador counted once; its rows for the finishing pass. */
export function addProgramas(workbook: Workbook, consolidado: Consolidado, indicadores: HojaIndicadores): BulkSheet {
  const columnas = columnasConteo(consolidado.plan);
  const sheet = addSheet(workbook, hojaProgramas, colores.acento);
  putTitle(
    sheet,
    "Programas",
    "Eje → componente → programa. Pliegue o despliegue los niveles con los botones 1 2 3 del margen.",
  );
  put(sheet.getCell(headerRow, 1), "Nivel", headerStyle);
  put(sheet.getCell(headerRow, 2), "Nombre", headerStyle);
  sheet.getColumn(1).width = 16;
  sheet.getColumn(2).width = 62;
  putConteoHeaders(sheet, headerRow, firstConteo, columnas);
  sheet.getRow(headerRow).height = 30;
  for (let prototype = 0; prototype < prototypes; prototype++) {
    for (const [index, style] of stylesOf(prototype, columnas).entries()) {
      sheet.getCell(headerRow + 1 + prototype, index + 1).style = oneOf(style);
    }
  }
  sheet.properties.outlineProperties = { summaryBelow: false, summaryRight: false };
  sheet.views = [{ state: "frozen", xSplit: 2, ySplit: headerRow, showGridLines: false }];
  setUpPage(sheet, footerOf(consolidado), { headerRow });
  const nodos = [...rowsOf(consolidado).keys()];
  return {
    sheet: hojaProgramas,
    startRow: headerRow,
    rowCount: nodos.length,
    prototypes,
    outlineLevels: levels.programa.outline,
    rows: bulkRowsOf(nodos, { consolidado, indicadores, columnas }),
  };
}

/** Cell with a figure of a level, for formulas of other sheets. */
export function nodoCell(consolidado: Consolidado, nodo: Nodo, id: string): string {
  const index = columnasConteo(consolidado.plan).findIndex((each) => each.id === id);
  return `${hojaProgramas}!$${columnName(firstConteo - 1 + index)}$${rowsOf(consolidado).get(nodo) ?? headerRow}`;
}

/** Row (1-based) of every level, the outer before its inner ones. */
function rowsOf({ jerarquia }: Consolidado): Map<Nodo, number> {
  const rows = new Map<Nodo, number>();
  const walk = (nodos: readonly Nodo[]): void => {
    for (const nodo of nodos) {
      rows.set(nodo, headerRow + 1 + rows.size);
      walk(nodo.hijos);
    }
  };
  walk(jerarquia);
  return rows;
}

/** Styles of a prototype row, by column. */
function stylesOf(prototype: number, columnas: readonly ColumnaConteo[]): Partial<Style>[] {
  const nivel = niveles[prototype % niveles.length] ?? "programa";
  const { outline: indent } = levels[nivel];
  const bold = nivel !== "programa";
  const sample = prototype < niveles.length ? 1 : 0;
  const texts = [
    { ...bodyStyle({ indent }), font: font(10, bold ? colores.titulo : colores.suave, { bold }) },
    {
      ...bodyStyle({ indent, wrapText: true }),
      font: font(10, bold ? colores.titulo : colores.texto, { bold: nivel === "eje" }),
    },
  ];
  const figures = columnas.map((columna) => estiloConteo(columna, sample, semaforos[prototype] ?? "sin-dato", bold));
  const banda = nivel === "eje" ? { fill: fill(colores.banda) } : {};
  return [...texts, ...figures].map((style, index) =>
    columnas[index - texts.length]?.id === "promedio" ? style : { ...style, ...banda },
  );
}

interface Contexto {
  readonly consolidado: Consolidado;
  readonly indicadores: HojaIndicadores;
  readonly columnas: readonly ColumnaConteo[];
}

/** One by one, while they are written: their formulas are long. */
function* bulkRowsOf(nodos: readonly Nodo[], contexto: Contexto): Generator<BulkRow> {
  for (const nodo of nodos) yield bulkRowOf(nodo, contexto);
}

function bulkRowOf(nodo: Nodo, { consolidado, indicadores, columnas }: Contexto): BulkRow {
  const { outline, nombre, height } = levels[nodo.nivel];
  const isOfPlan = nodo.numero !== "";
  const grupo = grupoDeCiudad(indicadores, `${indicadores.rango("clave")},"${claveOf(nodo)}*"`);
  const banda = semaforos.indexOf(semaforoOf(nodo.resumen.promedio, consolidado.plan));
  const figures = columnas.map((columna): BulkCell => {
    const result = columna.result(nodo.resumen);
    const prototype = columna.id === "promedio" ? banda : outline + (result === 0 ? niveles.length : 0);
    return { value: result ?? "", formula: columna.formula(grupo), prototype };
  });
  return {
    cells: [
      isOfPlan ? `${nombre} ${nodo.numero}` : "Sin código del plan",
      isOfPlan ? nodo.nombre : "Códigos que no son del plan",
      ...figures,
    ],
    prototype: outline,
    outlineLevel: outline,
    height: nodo.nombre.length > 66 ? height * 1.8 : height,
  };
}
