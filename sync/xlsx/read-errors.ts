import { SyncError } from "../errors.ts";

/**
 * The error of a workbook that cannot be read.
 *
 * @param where  file, then part or cell: `hacienda.xlsx › Indicadores!H7`
 * @param detail what was found there, in Spanish, without text of the cells; goes behind the reason
 */
export function readError(code: ReadErrorCode, where: string, detail?: string, cause?: unknown): SyncError {
  const { why, hint } = readErrors[code];
  return new SyncError(code, { where, why: detail === undefined ? why : `${why} (${detail})`, hint, cause });
}

export type ReadErrorCode =
  | "file-empty"
  | "file-too-large"
  | "file-html"
  | "file-csv"
  | "file-encrypted"
  | "file-xls"
  | "file-xlsb"
  | "file-ods"
  | "file-not-xlsx"
  | "file-truncated"
  | "zip-not-workbook"
  | "zip-damaged"
  | "zip-unsupported"
  | "zip-too-many-entries"
  | "zip-entry-name"
  | "zip-duplicate-entry"
  | "zip-headers-disagree"
  | "zip-overlap"
  | "zip-size-lies"
  | "zip-ratio"
  | "zip-inflated-too-large"
  | "zip-checksum"
  | "xml-malformed"
  | "xml-doctype"
  | "xml-encoding"
  | "xml-too-deep"
  | "part-missing"
  | "part-unexpected"
  | "part-invalid"
  | "sheet-missing"
  | "sheet-without-cells"
  | "sheet-duplicate"
  | "too-many-sheets"
  | "too-many-names"
  | "too-many-tables"
  | "too-many-merges"
  | "too-many-strings"
  | "too-many-styles"
  | "too-many-cells"
  | "sheet-too-wide"
  | "cell-outside-sheet"
  | "cell-misplaced"
  | "cell-duplicate"
  | "cell-type-unknown"
  | "cell-value-invalid"
  | "cell-number-invalid"
  | "cell-number-too-large"
  | "cell-text-too-long"
  | "cell-string-missing"
  | "cell-style-missing";

const saveAgain = "Ábralo en Excel, guárdelo de nuevo como «Libro de Excel (.xlsx)» y vuelva a intentarlo.";
const copyAgain = "Descárguelo o cópielo otra vez; si el original tampoco abre en Excel, use una versión anterior.";
const distrust = "No lo use: pida a quien lo envió que lo guarde de nuevo desde Excel y lo mande otra vez.";
const slim = "Deje en el libro solo las hojas y filas que se usan, guárdelo y vuelva a intentarlo.";
const fixCell = "Abra el libro en Excel, escriba de nuevo esa celda y guárdelo.";

export const readErrors: Record<ReadErrorCode, { readonly why: string; readonly hint: string }> = {
  "file-empty": { why: "El archivo está vacío: tiene cero bytes.", hint: copyAgain },
  "file-too-large": { why: "El archivo pesa más de lo que se admite.", hint: slim },
  "file-html": {
    why: "No es un libro de Excel sino una página web: lo más probable es que su sesión haya expirado al descargarlo.",
    hint: "Inicie sesión de nuevo en SharePoint u OneDrive y descargue otra vez el libro.",
  },
  "file-csv": {
    why: "No es un libro de Excel sino texto separado por comas o punto y coma (CSV).",
    hint: "Ábralo en Excel y guárdelo como «Libro de Excel (.xlsx)».",
  },
  "file-encrypted": {
    why: "El libro tiene contraseña de apertura y no se puede leer.",
    hint: "Quítela en Excel: Archivo, Información, Proteger libro, Cifrar con contraseña; guarde y vuelva a intentarlo.",
  },
  "file-xls": {
    why: "El libro está en el formato antiguo de Excel (.xls, 97-2003).",
    hint: "Guárdelo como «Libro de Excel (.xlsx)» y vuelva a intentarlo.",
  },
  "file-xlsb": {
    why: "El libro está en formato binario de Excel (.xlsb).",
    hint: "Guárdelo como «Libro de Excel (.xlsx)» y vuelva a intentarlo.",
  },
  "file-ods": {
    why: "El libro está en formato de LibreOffice (.ods).",
    hint: "Guárdelo como «Libro de Excel (.xlsx)» y vuelva a intentarlo.",
  },
  "file-not-xlsx": { why: "El archivo no es un libro de Excel (.xlsx).", hint: saveAgain },
  "file-truncated": { why: "El archivo está incompleto: le falta el final.", hint: copyAgain },
  "zip-not-workbook": {
    why: "El archivo no contiene un libro de Excel: es otro tipo de documento o un .zip cualquiera.",
    hint: "Revise que sea el archivo correcto; debe ser un «Libro de Excel (.xlsx)».",
  },
  "zip-damaged": { why: "El archivo está dañado por dentro.", hint: copyAgain },
  "zip-unsupported": { why: "El archivo está comprimido o cifrado de una forma que Excel no usa.", hint: saveAgain },
  "zip-too-many-entries": { why: "El archivo contiene demasiadas piezas para ser un libro de Excel.", hint: distrust },
  "zip-entry-name": { why: "El archivo contiene una pieza con un nombre prohibido.", hint: distrust },
  "zip-duplicate-entry": { why: "El archivo contiene dos piezas con el mismo nombre.", hint: distrust },
  "zip-headers-disagree": { why: "El archivo dice dos cosas distintas de una misma pieza.", hint: distrust },
  "zip-overlap": { why: "El archivo contiene piezas que se superponen.", hint: distrust },
  "zip-size-lies": { why: "Una pieza del archivo no mide lo que el archivo dice.", hint: distrust },
  "zip-ratio": { why: "Una pieza del archivo crece demasiado al descomprimirla.", hint: distrust },
  "zip-inflated-too-large": { why: "El libro ocupa demasiado al descomprimirlo.", hint: slim },
  "zip-checksum": { why: "El contenido de una pieza no coincide con su suma de verificación.", hint: copyAgain },
  "xml-malformed": { why: "Una pieza del libro está mal escrita (XML inválido).", hint: saveAgain },
  "xml-doctype": { why: "Una pieza del libro trae una declaración DOCTYPE, que Excel nunca escribe.", hint: distrust },
  "xml-encoding": { why: "El texto de una pieza del libro está en una codificación inválida.", hint: saveAgain },
  "xml-too-deep": { why: "Una pieza del libro tiene demasiados elementos uno dentro de otro.", hint: distrust },
  "part-missing": { why: "Al libro le falta una pieza que él mismo anuncia.", hint: saveAgain },
  "part-unexpected": { why: "Una pieza del libro no contiene lo que debe.", hint: saveAgain },
  "part-invalid": { why: "Una pieza del libro contiene un dato que no se entiende.", hint: saveAgain },
  "sheet-missing": { why: "El libro no tiene esa hoja.", hint: "Revise el nombre de la hoja en Excel." },
  "sheet-without-cells": {
    why: "Esa hoja no tiene celdas: es un gráfico, un cuadro de diálogo o una hoja de macros.",
    hint: "Use una hoja de cálculo del libro.",
  },
  "sheet-duplicate": { why: "El libro tiene dos hojas con el mismo nombre o el mismo contenido.", hint: saveAgain },
  "too-many-sheets": { why: "El libro tiene demasiadas hojas.", hint: slim },
  "too-many-names": {
    why: "El libro tiene demasiados nombres definidos.",
    hint: "Bórrelos en Excel: Fórmulas, Administrador de nombres; guarde y vuelva a intentarlo.",
  },
  "too-many-tables": { why: "La hoja tiene demasiadas tablas.", hint: slim },
  "too-many-merges": { why: "La hoja tiene demasiadas celdas combinadas.", hint: slim },
  "too-many-strings": { why: "El libro tiene demasiados textos.", hint: slim },
  "too-many-styles": { why: "El libro tiene demasiados formatos de celda.", hint: saveAgain },
  "too-many-cells": { why: "La hoja tiene demasiadas celdas con datos.", hint: slim },
  "sheet-too-wide": {
    why: "La hoja tiene datos demasiado a la derecha en muchas filas.",
    hint: "Borre las columnas que no se usan, guarde y vuelva a intentarlo.",
  },
  "cell-outside-sheet": {
    why: "El libro nombra una celda que no existe en una hoja de Excel (la última es XFD1048576).",
    hint: saveAgain,
  },
  "cell-misplaced": { why: "Una celda dice estar en otra fila que la que la contiene.", hint: saveAgain },
  "cell-duplicate": { why: "El libro trae dos veces la misma celda.", hint: saveAgain },
  "cell-type-unknown": { why: "La celda es de un tipo que Excel no conoce.", hint: fixCell },
  "cell-value-invalid": { why: "La celda contiene un valor que no corresponde a su tipo.", hint: fixCell },
  "cell-number-invalid": { why: "La celda dice ser un número y no lo es.", hint: fixCell },
  "cell-number-too-large": { why: "La celda contiene un número mayor que los que Excel admite.", hint: fixCell },
  "cell-text-too-long": {
    why: "La celda contiene más texto del que Excel admite (32.767 caracteres).",
    hint: "Acorte el texto de esa celda y guarde el libro.",
  },
  "cell-string-missing": { why: "La celda remite a un texto que no está en el libro.", hint: saveAgain },
  "cell-style-missing": { why: "La celda remite a un formato que no está en el libro.", hint: saveAgain },
};
