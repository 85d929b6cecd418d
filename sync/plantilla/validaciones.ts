import type { DataValidation, Worksheet } from "exceljs";
import { modos, tipos } from "../../shared/acumulacion.ts";
import type { Columna } from "../../shared/layout/columnas.ts";
import { npTexts } from "../../shared/layout/formulas.ts";
import { cutText } from "../../shared/text.ts";
import { addValidation } from "../xlsx/validations.ts";
import type { Zona } from "./hoja.ts";

/** Units offered; any other may be written. */
const unidades = ["Número", "Porcentaje", "Personas", "Hogares", "Empresas", "Proyectos", "Eventos", "Kilómetros"];

/** Lists, checks and input messages, one a column: lists stop, figures only ask whether they are meant. */
export function addValidaciones(sheet: Worksheet, zona: Zona): void {
  for (const columna of zona.columnas) {
    const letters = zona.letters(columna.key);
    const range = `${letters}${zona.firstRow}:${letters}${zona.lastRow}`;
    addValidation(sheet, range, {
      ...ruleOf(columna, `${letters}${zona.firstRow}`),
      allowBlank: true,
      showInputMessage: true,
      promptTitle: cutText(columna.encabezado, 32),
      prompt: cutText(promptOf(columna, zona.vigencia), 255),
    });
  }
}

function promptOf({ campo, vigencia, info }: Columna, open: number): string {
  if (campo === "tipoAcumulacion") return `${info.ayuda} Vea la hoja «Instrucciones».`;
  if (campo === "ejecucion" && vigencia !== null && vigencia > open) {
    return `La vigencia ${vigencia} todavía no está abierta: deje la celda en blanco.`;
  }
  if (campo === "ejecucion" && vigencia !== null && vigencia < open) {
    return `Vigencia cerrada: nivel al final de ${vigencia}. Cámbielo solo si está mal.`;
  }
  return info.ayuda;
}

function ruleOf({ campo, info }: Columna, first: string): DataValidation {
  if (campo === "tipoAcumulacion") return list(Object.values(tipos).map((each) => each.nombre));
  if (campo === "modoReporte") return list(Object.values(modos).map((each) => each.nombre));
  if (campo === "unidad") return { ...list(unidades), showErrorMessage: false };
  if (info.dueno === "calculada") return { type: "custom", formulae: ["TRUE"] };
  switch (info.tipo) {
    case "numero":
      return figure(campo === "meta" || campo === "ejecucion", first);
    case "fecha":
      return {
        type: "date",
        operator: "greaterThan",
        formulae: [36_526],
        ...warning("No es una fecha", "Escríbala como día/mes/año: 15/12/2017. ¿Desea dejarla así?"),
      };
    case "codigo":
    case "texto":
    case "lista":
      return {
        type: "textLength",
        operator: "lessThanOrEqual",
        formulae: [32_767],
        ...warning("Texto muy largo", "En una celda caben 32.767 caracteres."),
      };
  }
}

function figure(mayBeNp: boolean, first: string): DataValidation {
  return {
    type: "custom",
    formulae: [mayBeNp ? `OR(ISNUMBER(${first}),UPPER(TRIM(${first}))="${npTexts[0]}")` : `ISNUMBER(${first})`],
    ...warning(
      "No parece un número",
      mayBeNp
        ? "Escriba solo la cifra, con coma para los decimales, o NP si no está programada. ¿Desea dejarlo así?"
        : "Escriba solo la cifra, con coma para los decimales. ¿Desea dejarlo así?",
    ),
  };
}

function list(values: readonly string[]): DataValidation {
  return {
    type: "list",
    formulae: [`"${values.join(",")}"`],
    showErrorMessage: true,
    errorStyle: "stop",
    errorTitle: "Elija de la lista",
    error: `Use uno de estos valores: ${values.join(", ")}.`,
  };
}

function warning(errorTitle: string, error: string): Partial<DataValidation> {
  return { showErrorMessage: true, errorStyle: "warning", errorTitle, error };
}
