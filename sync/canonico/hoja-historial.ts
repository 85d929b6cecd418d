import type { Workbook } from "exceljs";
import { areaName } from "../../shared/address.ts";
import type { Tabla } from "../../shared/merge/mezcla.ts";
import { formatConteo } from "../../shared/number.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { colores, oneOf, setUpPage } from "../consolidado/estilo.ts";
import { addSheet } from "../consolidado/tabla.ts";
import type { ConflictoCerrado } from "../corrida/registro.ts";
import type { BulkCell, BulkRow } from "../xlsx/bulk.ts";
import { addEncabezado, addVacio, estiloConflictos, heightOfTexts, protectSheet } from "./encabezado.ts";
import type { ColumnaConflictos } from "./encabezado.ts";
import type { HojaEscrita } from "./hoja-escrita.ts";
import { momentoSerial } from "./momento.ts";
import { columnaNombre, finNombre, nombreDe, valoresConflicto } from "./palabras.ts";
import { valorText } from "./valor-texto.ts";

export const hojaHistorial = "Historial";

export interface HistorialInput {
  readonly plan: Plan;
  readonly filas: ReadonlyMap<string, Tabla>;
  readonly historial: readonly ConflictoCerrado[];
}

const columnas: readonly ColumnaConflictos[] = [
  { encabezado: "Cerrado", ancho: 16, clase: "momento" },
  { encabezado: "Secretaría", ancho: 22, clase: "parrafo" },
  { encabezado: "Código", ancho: 14, clase: "centro" },
  { encabezado: "Indicador", ancho: 32, clase: "parrafo" },
  { encabezado: "Columna", ancho: 16, clase: "parrafo" },
  { encabezado: "Cómo terminó", ancho: 26, clase: "parrafo" },
  { encabezado: "Valor que quedó", ancho: 22, clase: "parrafo" },
  { encabezado: "Último valor acordado", ancho: 22, clase: "parrafo" },
  { encabezado: "Valor de Planeación", ancho: 24, clase: "parrafo" },
  { encabezado: "Valor de la secretaría", ancho: 24, clase: "parrafo" },
  { encabezado: "Desde", ancho: 16, clase: "momento" },
  { encabezado: "Corrida", ancho: 20, clase: "id" },
  { encabezado: "Corrida que lo cerró", ancho: 20, clase: "id" },
  { encabezado: "Id", ancho: 10, clase: "id" },
];

export const encabezadosHistorial = columnas.map(({ encabezado }) => encabezado);

const codigo = 2;
const firstValor = 6;
const lastValor = 9;

/** Conflicts that are over, newest first. */
export async function addHistorial(workbook: Workbook, input: HistorialInput): Promise<HojaEscrita | null> {
  const { plan } = input;
  const sheet = addSheet(workbook, hojaHistorial, colores.suave);
  const cerrados = input.historial
    .map((each) => ({ each, at: Date.parse(each.cerrado) }))
    .sort((a, b) => b.at - a.at)
    .map(({ each }) => each);
  const { headerRow } = addEncabezado(
    sheet,
    "Historial",
    [`${formatConteo(cerrados.length, "conflicto cerrado", "conflictos cerrados")}, el más reciente primero.`],
    columnas,
  );
  sheet.views = [{ state: "frozen", xSplit: 3, ySplit: headerRow, showGridLines: false }];
  setUpPage(sheet, `${plan.nombre} · ${plan.entidad} · historial de conflictos`, { headerRow, legal: true });
  await protectSheet(sheet);
  if (cerrados.length === 0) {
    addVacio(sheet, headerRow + 1, columnas.length, "Todavía no se ha cerrado ningún conflicto.");
    return null;
  }
  const style = columnas.map(({ clase }) => oneOf(estiloConflictos(clase)));
  for (const [index, each] of style.entries()) sheet.getCell(headerRow + 1, index + 1).style = each;
  const bottom = headerRow + cerrados.length - 1;
  sheet.autoFilter = areaName({ top: headerRow - 1, left: 0, bottom, right: columnas.length - 1 });
  const textos = [
    { top: headerRow, bottom, left: codigo, right: codigo },
    { top: headerRow, bottom, left: firstValor, right: lastValor },
  ];
  return {
    bulk: {
      sheet: sheet.name,
      startRow: headerRow,
      rowCount: cerrados.length,
      columnCount: columnas.length,
      rows: cerrados.map((each) => rowOf(each, input)),
    },
    textos: textos.map((area) => ({ sheet: sheet.name, area })),
  };
}

function rowOf(cerrado: ConflictoCerrado, { plan, filas }: HistorialInput): BulkRow {
  const { conflicto, fin, desde, corrida, corridaCierre } = cerrado;
  const valores = valoresConflicto(conflicto, plan);
  const cells: BulkCell[] = [
    momentoSerial(cerrado.cerrado),
    plan.secretarias.find(({ id }) => id === conflicto.secretaria)?.nombre ?? conflicto.secretaria,
    conflicto.codigo,
    nombreDe(filas.get(conflicto.secretaria)?.get(conflicto.codigo), conflicto),
    columnaNombre(conflicto.columna, plan),
    finNombre[fin],
    valorFinal(cerrado),
    valores.ancestro,
    valores.planeacion,
    valores.secretaria,
    momentoSerial(desde),
    corrida,
    corridaCierre,
    conflicto.id,
  ];
  return { cells, height: heightOfTexts(cells, columnas) };
}

/** Of a whole row, whether it stayed; of what somebody changed again, nothing. */
function valorFinal({ conflicto, fin, valor }: ConflictoCerrado): string {
  if (fin === "superado") return "–";
  if (conflicto.clase === "celda") return valorText(valor);
  if (fin === "planeacion") return "(sin fila)";
  return fin === "secretaria" ? "(con fila)" : "–";
}
