import type { Workbook, Worksheet } from "exceljs";
import { columnName } from "../../shared/address.ts";
import { semaforoOf } from "../../shared/semaforo.ts";
import type { Nodo } from "../../shared/summary.ts";
import { columnasConteo, grupoDeCiudad, putConteoHeaders, putConteos, type ColumnaConteo } from "./conteos.ts";
import { bodyStyle, colores, fill, font, headerStyle, put, putTitle, restyle, setUpPage } from "./estilo.ts";
import { footerOf, type HojaIndicadores } from "./indicadores.ts";
import { claveOf, type Consolidado } from "./modelo.ts";
import { addSheet } from "./tabla.ts";

export const hojaProgramas = "Programas";

const headerRow = 4;
const firstConteo = 3;

const levels = {
  eje: { outline: 0, indent: 0, nombre: "Eje", height: 22 },
  componente: { outline: 1, indent: 1, nombre: "Componente", height: 18 },
  programa: { outline: 2, indent: 2, nombre: "Programa", height: 17 },
} as const;

/** Ejes, componentes and programas as a tree that folds, each indicador counted once. */
export function addProgramas(workbook: Workbook, consolidado: Consolidado, indicadores: HojaIndicadores): void {
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
  for (const [nodo, row] of rowsOf(consolidado)) putNodo(sheet, row, nodo, { consolidado, indicadores, columnas });
  sheet.properties.outlineLevelRow = 2;
  sheet.properties.outlineProperties = { summaryBelow: false, summaryRight: false };
  sheet.views = [{ state: "frozen", xSplit: 2, ySplit: headerRow, showGridLines: false }];
  setUpPage(sheet, footerOf(consolidado), { headerRow });
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

function putNodo(
  sheet: Worksheet,
  row: number,
  nodo: Nodo,
  {
    consolidado,
    indicadores,
    columnas,
  }: { consolidado: Consolidado; indicadores: HojaIndicadores; columnas: readonly ColumnaConteo[] },
): void {
  const { outline, indent, nombre, height } = levels[nodo.nivel];
  const bold = nodo.nivel !== "programa";
  const line = sheet.getRow(row);
  line.outlineLevel = outline;
  line.height = height;
  const label = nodo.numero === "" ? "Sin código del plan" : `${nombre} ${nodo.numero}`;
  put(sheet.getCell(row, 1), label, {
    ...bodyStyle({ indent }),
    font: font(10, bold ? colores.titulo : colores.suave, { bold }),
  });
  put(sheet.getCell(row, 2), nodo.numero === "" ? "Códigos que no son del plan" : nodo.nombre, {
    ...bodyStyle({ indent, wrapText: true }),
    font: font(10, bold ? colores.titulo : colores.texto, { bold: nodo.nivel === "eje" }),
  });
  if (nodo.nombre.length > 66) line.height = height * 1.8;
  const { plan } = consolidado;
  putConteos(sheet, row, firstConteo, {
    columnas,
    resumen: nodo.resumen,
    grupo: grupoDeCiudad(indicadores, `${indicadores.rango("clave")},"${claveOf(nodo)}*"`),
    semaforo: semaforoOf(nodo.resumen.promedio, plan),
    bold,
  });
  if (nodo.nivel !== "eje") return;
  for (let column = 1; column < firstConteo + columnas.length - 1; column++) {
    restyle(sheet.getCell(row, column), { fill: fill(colores.banda) });
  }
}
