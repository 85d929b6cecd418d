import type { Style, Workbook, Worksheet } from "exceljs";
import { a1, areaName } from "../../shared/address.ts";
import type { Cell } from "../../shared/cell.ts";
import { columnasOf } from "../../shared/layout/columnas.ts";
import type { Tabla } from "../../shared/merge/mezcla.ts";
import { formatConteo } from "../../shared/number.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { semaforoInfo, type Semaforo } from "../../shared/semaforo.ts";
import { foldText } from "../../shared/text.ts";
import { oneOf, setUpPage } from "../consolidado/estilo.ts";
import { addSheet } from "../consolidado/tabla.ts";
import type { ConflictoAbierto } from "../corrida/registro.ts";
import type { BulkCell, BulkRow } from "../xlsx/bulk.ts";
import { addValidation } from "../xlsx/validations.ts";
import { ajenaStyle, canonicaCell, prototipos } from "./celda.ts";
import {
  addEncabezado,
  addVacio,
  estiloConflictos,
  heightOfTexts,
  protectSheet,
  type ColumnaConflictos,
} from "./encabezado.ts";
import type { DecisionEscrita } from "./fila-canonica.ts";
import type { HojaEscrita } from "./hoja-escrita.ts";
import { momentoSerial } from "./momento.ts";
import {
  claseText,
  columnaNombre,
  decisionNombre,
  nombreDe,
  valoresConflicto,
  type ValoresConflicto,
} from "./palabras.ts";
import { enBlanco } from "./valor-texto.ts";

export const hojaConflictos = "Conflictos";

export interface ConflictosInput {
  readonly plan: Plan;
  readonly filas: ReadonlyMap<string, Tabla>;
  readonly conflictos: readonly ConflictoAbierto[];
  /** What was written under Decisión and Valor final, by id, and no run has applied yet. */
  readonly escritas: ReadonlyMap<string, DecisionEscrita>;
}

/** The three columns that the next run reads back, by their headers. */
export const encabezados = { id: "Id", decision: "Decisión", valor: "Valor final" } as const;

const columnas: readonly ColumnaConflictos[] = [
  { encabezado: encabezados.id, ancho: 10, clase: "id" },
  { encabezado: "Secretaría", ancho: 22, clase: "parrafo" },
  { encabezado: "Código", ancho: 14, clase: "centro" },
  { encabezado: "Indicador", ancho: 32, clase: "parrafo" },
  { encabezado: "Columna", ancho: 16, clase: "parrafo" },
  { encabezado: "Qué pasa", ancho: 28, clase: "parrafo" },
  { encabezado: "Último valor acordado", ancho: 22, clase: "parrafo" },
  { encabezado: "Valor de Planeación", ancho: 24, clase: "parrafo" },
  { encabezado: "Valor de la secretaría", ancho: 24, clase: "parrafo" },
  { encabezado: encabezados.decision, ancho: 14, clase: "decision" },
  { encabezado: encabezados.valor, ancho: 20, clase: "decision" },
  { encabezado: "Estado", ancho: 17, clase: "centro" },
  { encabezado: "Desde", ancho: 16, clase: "momento" },
  { encabezado: "Corrida", ancho: 20, clase: "id" },
];

export const encabezadosConflictos = columnas.map(({ encabezado }) => encabezado);

/** The columns with a conflict's three values. */
export const encabezadosValores: Readonly<Partial<Record<string, keyof ValoresConflicto>>> = {
  "Último valor acordado": "ancestro",
  "Valor de Planeación": "planeacion",
  "Valor de la secretaría": "secretaria",
};

const placeOf = (encabezado: string): number => columnas.findIndex((each) => each.encabezado === encabezado);
const places = {
  codigo: placeOf("Código"),
  ancestro: placeOf("Último valor acordado"),
  secretaria: placeOf("Valor de la secretaría"),
  decision: placeOf(encabezados.decision),
  valor: placeOf(encabezados.valor),
  estado: placeOf("Estado"),
};

const estados = {
  pendiente: "Por decidir",
  sinDecision: "Falta la decisión",
  sinValor: "Falta el valor final",
  decidido: "Decidido",
} as const;

/** What waits for planeación to decide, with a place to say so. */
export async function addConflictos(workbook: Workbook, input: ConflictosInput): Promise<HojaEscrita | null> {
  const { plan } = input;
  const sheet = addSheet(workbook, hojaConflictos, semaforoInfo.critico.color);
  const conflictos = sortConflictos(input.conflictos, plan);
  const counted = formatConteo(conflictos.length, "cambio espera", "cambios esperan");
  const { headerRow } = addEncabezado(
    sheet,
    "Conflictos",
    [
      conflictos.length === 0 ? "No hay cambios por decidir." : `${counted} una decisión de Planeación.`,
      "1. En «Decisión» (celdas amarillas) elija qué valor queda: el de Planeación, el de la Secretaría u Otro valor.",
      `2. Con «Otro valor», escríbalo en «Valor final», igual que en la hoja Indicadores; para dejar la celda vacía escriba ${enBlanco}.`,
      "3. Guarde. La próxima corrida escribe el valor en las dos partes y pasa la fila a «Historial». Mientras tanto nada se pierde.",
    ],
    columnas,
  );
  sheet.views = [{ state: "frozen", xSplit: 3, ySplit: headerRow, showGridLines: false }];
  setUpPage(sheet, `${plan.nombre} · ${plan.entidad} · conflictos`, { headerRow, legal: true });
  if (conflictos.length === 0) {
    addVacio(
      sheet,
      headerRow + 1,
      columnas.length,
      "No hay nada por decidir: Planeación y las secretarías dicen lo mismo.",
    );
    await protectSheet(sheet);
    return null;
  }
  const bottom = headerRow + conflictos.length;
  addEstilos(sheet, headerRow);
  addDecisiones(sheet, headerRow + 1, bottom);
  sheet.autoFilter = areaName({ top: headerRow - 1, left: 0, bottom: bottom - 1, right: columnas.length - 1 });
  await protectSheet(sheet);
  const textos = [
    { top: headerRow, bottom: bottom - 1, left: places.codigo, right: places.codigo },
    { top: headerRow, bottom: bottom - 1, left: places.ancestro, right: places.secretaria },
  ];
  return {
    bulk: {
      sheet: sheet.name,
      startRow: headerRow,
      rowCount: conflictos.length,
      prototypes: prototipos,
      columnCount: columnas.length,
      rows: conflictos.map((each, index) => rowOf(each, headerRow + index, input)),
    },
    textos: textos.map((area) => ({ sheet: sheet.name, area })),
  };
}

/** By secretaría as the plan has them, código and column as the sheet has them. */
function sortConflictos(conflictos: readonly ConflictoAbierto[], plan: Plan): ConflictoAbierto[] {
  const secretarias = plan.secretarias.map(({ id }) => id);
  const keys = columnasOf(plan).map(({ key }) => key);
  const placed = conflictos.map((each) => {
    const { secretaria, codigo, columna, id } = each.conflicto;
    return { each, secretaria: secretarias.indexOf(secretaria), codigo, columna: keys.indexOf(columna ?? ""), id };
  });
  placed.sort(
    (a, b) =>
      a.secretaria - b.secretaria ||
      compareText(a.codigo, b.codigo) ||
      a.columna - b.columna ||
      compareText(a.id, b.id),
  );
  return placed.map(({ each }) => each);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function rowOf({ conflicto, desde, corrida }: ConflictoAbierto, row: number, input: ConflictosInput): BulkRow {
  const { plan, filas, escritas } = input;
  const { id, secretaria, codigo, columna } = conflicto;
  const valores = valoresConflicto(conflicto, plan);
  const escrita = escritas.get(id) ?? { decision: null, valor: null };
  const cells: BulkCell[] = [
    id,
    plan.secretarias.find((each) => each.id === secretaria)?.nombre ?? secretaria,
    codigo,
    nombreDe(filas.get(secretaria)?.get(codigo), conflicto),
    columnaNombre(columna, plan),
    claseText(conflicto, plan),
    valores.ancestro,
    valores.planeacion,
    valores.secretaria,
    canonicaCell(escrita.decision, "numero"),
    canonicaCell(escrita.valor, "numero"),
    { value: estadoOf(escrita), formula: estadoFormula(row) },
    momentoSerial(desde),
    corrida,
  ];
  return { cells, height: heightOfTexts(cells, columnas) };
}

/** Follows what is being decided, so that a row left half done is seen before saving. */
function estadoFormula(row: number): string {
  const decision = `TRIM($${a1(row, places.decision)})`;
  const valor = `TRIM($${a1(row, places.valor)})`;
  return (
    `IF(${decision}="",IF(${valor}="","${estados.pendiente}","${estados.sinDecision}"),` +
    `IF(AND(LOWER(${decision})="${decisionNombre.otro.toLowerCase()}",${valor}=""),"${estados.sinValor}","${estados.decidido}"))`
  );
}

function estadoOf({ decision, valor }: DecisionEscrita): string {
  if (isEmpty(decision)) return isEmpty(valor) ? estados.pendiente : estados.sinDecision;
  const isOtro = typeof decision === "string" && foldText(decision) === foldText(decisionNombre.otro);
  return isOtro && isEmpty(valor) ? estados.sinValor : estados.decidido;
}

function isEmpty(cell: Cell): boolean {
  return cell === null || (typeof cell === "string" && cell.trim() === "");
}

function addEstilos(sheet: Worksheet, headerRow: number): void {
  for (let prototipo = 0; prototipo < prototipos; prototipo++) {
    const row = sheet.getRow(headerRow + 1 + prototipo);
    for (const [index, { clase }] of columnas.entries()) {
      const style = estiloConflictos(clase);
      const { numFmt } = ajenaStyle(prototipo);
      row.getCell(index + 1).style = oneOf(clase === "decision" && numFmt !== undefined ? { ...style, numFmt } : style);
    }
  }
}

function addDecisiones(sheet: Worksheet, firstRow: number, lastRow: number): void {
  const range = (column: number): string => `${a1(firstRow - 1, column)}:${a1(lastRow - 1, column)}`;
  const nombres = Object.values(decisionNombre);
  addValidation(sheet, range(places.decision), {
    type: "list",
    formulae: [`"${nombres.join(",")}"`],
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: "stop",
    errorTitle: "Elija de la lista",
    error: `Use uno de estos valores: ${nombres.join(", ")}.`,
    showInputMessage: true,
    promptTitle: encabezados.decision,
    prompt: "Qué valor queda en las dos partes. En blanco: todavía no se decide.",
  });
  addValidation(sheet, range(places.valor), {
    type: "textLength",
    operator: "lessThanOrEqual",
    formulae: [32_767],
    allowBlank: true,
    showInputMessage: true,
    promptTitle: encabezados.valor,
    prompt: `Solo con «${decisionNombre.otro}»: escríbalo como en la hoja Indicadores. Para dejar la celda vacía: ${enBlanco}.`,
  });
  const estado = `$${a1(firstRow - 1, places.estado)}`;
  const tintes: readonly [string, Semaforo][] = [
    [`${estado}="${estados.decidido}"`, "sobresaliente"],
    [`LEFT(${estado},5)="Falta"`, "critico"],
    [`${estado}="${estados.pendiente}"`, "medio"],
  ];
  for (const [index, [condition, semaforo]] of tintes.entries()) {
    sheet.addConditionalFormatting({
      ref: range(places.estado),
      rules: [{ type: "expression", priority: index + 1, formulae: [condition], style: tinte(semaforo) }],
    });
  }
}

function tinte(semaforo: Semaforo): Partial<Style> {
  const { fondo, texto } = semaforoInfo[semaforo];
  return {
    font: { color: { argb: `FF${texto}` }, bold: true },
    fill: { type: "pattern", pattern: "solid", bgColor: { argb: `FF${fondo}` } },
  };
}
