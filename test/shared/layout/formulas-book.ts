import ExcelJS from "exceljs";
import { columnName } from "../../../shared/address.ts";
import { computeAvance } from "../../../shared/avance.ts";
import type { Corte } from "../../../shared/corte.ts";
import { blankDato, valueDato, type Dato } from "../../../shared/dato.ts";
import { cellsByRow } from "../../../shared/grid.ts";
import type { Cifras } from "../../../shared/indicador.ts";
import { columnasOf, modoWords, tipoWords } from "../../../shared/layout/columnas.ts";
import { calculadas, makeFormulas, type Calculada } from "../../../shared/layout/formulas.ts";
import { parseNumero } from "../../../shared/number.ts";
import type { Plan } from "../../../shared/plan/schema.ts";
import { esperadoAt } from "../../../shared/ritmo.ts";
import { semaforoOf, semaforoText } from "../../../shared/semaforo.ts";
import { foldText } from "../../../shared/text.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { recalculateAll } from "../../sync/xlsx/libreoffice.ts";

/** What is typed in one row, by column key. */
export type FilaEscrita = Readonly<Record<string, string | number | null>>;
export type Calculado = Record<Calculada, string | number>;

const firstRow = 3;

/** Where the columns stand in the test's sheet: the template's order, with a strange column among the metas if asked. */
export function placeColumns(plan: Plan, strange: boolean): Map<string, number> {
  return new Map(columnasOf(plan).map(({ key }, index) => [key, strange && index > 10 ? index + 2 : index]));
}

/** Rows, and what they are rows of. */
export interface HojaCalculada {
  readonly filas: readonly FilaEscrita[];
  readonly plan: Plan;
  readonly vigencia: number;
  readonly corte: Corte;
  readonly strange?: boolean;
}

/** What LibreOffice makes of the formulas of these rows, sheet by sheet. */
export async function calculate(hojas: readonly HojaCalculada[]): Promise<Calculado[][]> {
  const files = await recalculateAll(await Promise.all(hojas.map((hoja) => write(hoja))));
  return hojas.map((hoja, index) => read(hoja, files[index] ?? Buffer.alloc(0)));
}

async function write({ filas, plan, vigencia, corte, strange = false }: HojaCalculada): Promise<Buffer> {
  const columns = placeColumns(plan, strange);
  const formulas = makeFormulas(columns, plan, vigencia);
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("Indicadores");
  sheet.getCell("A1").value = vigencia;
  sheet.getCell("B1").value = new Date(`${corte}T00:00:00Z`);
  book.definedNames.add("Indicadores!$A$1", "METAS_VIGENCIA");
  book.definedNames.add("Indicadores!$B$1", "METAS_CORTE");
  for (const [index, fila] of filas.entries()) {
    const row = firstRow + index;
    const address = (key: string): string => `${columnName(columns.get(key) ?? 0)}${row + 1}`;
    for (const [key, value] of Object.entries(fila)) sheet.getCell(address(key)).value = value;
    const made = formulas(row);
    for (const key of calculadas) sheet.getCell(address(key)).value = { formula: made[key] };
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

function read({ filas, plan, strange = false }: HojaCalculada, file: Buffer): Calculado[] {
  const columns = placeColumns(plan, strange);
  const grid = readWorkbook(file, "formulas.xlsx").readGrid("Indicadores");
  const byRow = cellsByRow(grid);
  return filas.map((_, index) => {
    const value = (key: Calculada): string | number => {
      const cell = byRow.get(firstRow + index)?.[columns.get(key) ?? 0] ?? "";
      if (typeof cell === "string" || typeof cell === "number") return cell;
      throw new Error(`row ${index} has ${JSON.stringify(cell)} in ${key}`);
    };
    return byCalculada(value);
  });
}

/** What `shared/avance.ts` says of the same rows. */
export function expected(fila: FilaEscrita, plan: Plan, vigencia: number, corte: Corte): Calculado {
  const cifras = cifrasOf(fila, plan);
  const index = plan.vigencias.indexOf(vigencia);
  const { nivel, avance, brecha } = computeAvance(cifras, index, plan);
  const known = [...cifras.metas.slice(0, index + 1), ...cifras.ejecucion.slice(0, index + 1)];
  return {
    // The one place where formulas are stricter.
    nivel: known.some(({ kind }) => kind === "unknown") ? "" : (nivel ?? ""),
    avance: avance ?? "",
    brecha: brecha ?? "",
    esperado: esperadoAt(vigencia, corte, plan),
    semaforo: semaforoText(semaforoOf(avance, plan)),
  };
}

/** Rounded so that the last bits of a division do not matter. */
export function rounded(calculado: Calculado): Calculado {
  return byCalculada((key) => {
    const value = calculado[key];
    return typeof value === "number" ? Number(Number(value.toPrecision(12)).toFixed(9)) + 0 : value;
  });
}

function byCalculada(value: (key: Calculada) => string | number): Calculado {
  return {
    nivel: value("nivel"),
    avance: value("avance"),
    brecha: value("brecha"),
    esperado: value("esperado"),
    semaforo: value("semaforo"),
  };
}

function cifrasOf(fila: FilaEscrita, plan: Plan): Cifras {
  return {
    tipoAcumulacion: tipoWords.get(foldText(String(fila["tipoAcumulacion"] ?? ""))) ?? null,
    modoReporte: modoWords.get(foldText(String(fila["modoReporte"] ?? ""))) ?? null,
    lineaBase: datoOf(fila["lineaBase"]),
    metas: plan.vigencias.map((each) => datoOf(fila[`meta${each}`])),
    ejecucion: plan.vigencias.map((each) => datoOf(fila[`ejecucion${each}`])),
  };
}

function datoOf(value: string | number | null | undefined): Dato {
  if (value === null || value === undefined) return blankDato;
  if (typeof value === "number") return valueDato(value);
  const { kind } = parseNumero(value);
  return kind === "np" || kind === "blank" ? { kind } : { kind: "unknown", why: "texto" };
}
