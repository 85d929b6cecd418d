import type { DataValidation, Workbook, Worksheet } from "exceljs";
import { modos, tipos } from "../../shared/acumulacion.ts";
import { columnName } from "../../shared/address.ts";
import { npTexts } from "../../shared/layout/formulas.ts";
import type { Columna } from "../../shared/layout/columnas.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { cutText } from "../../shared/text.ts";
import { addValidation } from "../xlsx/validations.ts";

/** Hidden: names of secretarías have commas, which a list written into a validation cannot. */
export const hojaListas = "Listas";

export interface ZonaCanonica {
  readonly plan: Plan;
  readonly columnas: readonly Columna[];
  /** Counted from 1, as in A1. */
  readonly firstRow: number;
  readonly lastRow: number;
}

/** The sheet that the list of secretarías is taken from. */
export function addHojaListas(workbook: Workbook, plan: Plan): void {
  const sheet = workbook.addWorksheet(hojaListas, { state: "hidden" });
  sheet.getColumn(1).width = 60;
  sheet.getCell(1, 1).value = "Secretaría";
  for (const [index, { nombre }] of plan.secretarias.entries()) sheet.getCell(index + 2, 1).value = nombre;
}

/** Lists stop, figures only ask whether they are meant; every column says what it is for. */
export function addListas(sheet: Worksheet, { plan, columnas, firstRow, lastRow }: ZonaCanonica): void {
  for (const [index, columna] of columnas.entries()) {
    const letters = columnName(index);
    addValidation(sheet, `${letters}${firstRow}:${letters}${lastRow}`, {
      ...ruleOf(columna, `${letters}${firstRow}`, plan),
      allowBlank: true,
      showInputMessage: true,
      promptTitle: cutText(columna.encabezado, 32),
      prompt: cutText(columna.info.ayuda, 255),
    });
  }
}

function ruleOf({ campo, info }: Columna, first: string, plan: Plan): DataValidation {
  if (campo === "secretaria") {
    const range = `${hojaListas}!$A$2:$A$${plan.secretarias.length + 1}`;
    return list(range, "Elija una secretaría del plan.");
  }
  if (campo === "tipoAcumulacion") return words(Object.values(tipos).map(({ nombre }) => nombre));
  if (campo === "modoReporte") return words(Object.values(modos).map(({ nombre }) => nombre));
  if (info.tipo === "numero") return figure(campo === "meta" || campo === "ejecucion", first);
  if (info.tipo === "fecha") {
    return {
      type: "date",
      operator: "greaterThan",
      formulae: [36_526],
      ...warning("No es una fecha", "Escríbala como día/mes/año: 15/12/2017. ¿Desea dejarla así?"),
    };
  }
  return {
    type: "textLength",
    operator: "lessThanOrEqual",
    formulae: [32_767],
    ...warning("Texto muy largo", "En una celda caben 32.767 caracteres."),
  };
}

function words(values: readonly string[]): DataValidation {
  return list(`"${values.join(",")}"`, `Use uno de estos valores: ${values.join(", ")}.`);
}

function list(source: string, error: string): DataValidation {
  return {
    type: "list",
    formulae: [source],
    showErrorMessage: true,
    errorStyle: "stop",
    errorTitle: "Elija de la lista",
    error,
  };
}

function figure(mayBeNp: boolean, first: string): DataValidation {
  const isNumber = `ISNUMBER(${first})`;
  return {
    type: "custom",
    formulae: [mayBeNp ? `OR(${isNumber},UPPER(TRIM(${first}))="${npTexts[0]}")` : isNumber],
    ...warning("No parece un número", "Escriba solo la cifra, con coma para los decimales. ¿Desea dejarlo así?"),
  };
}

function warning(errorTitle: string, error: string): Partial<DataValidation> {
  return { showErrorMessage: true, errorStyle: "warning", errorTitle, error };
}
