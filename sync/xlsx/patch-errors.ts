import { SyncError } from "../errors.ts";

/**
 * Why a workbook of somebody else's, or one cell of it, is left as it is.
 *
 * @param where  file, then sheet and cell: `hacienda.xlsx › Indicadores!H7`
 * @param detail what stands in the way, in Spanish, without text of the cells; goes behind the reason
 */
export function patchError(code: PatchErrorCode, where: string, detail?: string): SyncError {
  const { why, hint } = patchErrors[code];
  return new SyncError(code, { where, why: detail === undefined ? why : `${why} (${detail})`, hint });
}

export type PatchErrorCode =
  | "patch-signed"
  | "patch-outside-sheet"
  | "patch-text-too-long"
  | "patch-number-invalid"
  | "patch-date-invalid"
  | "patch-format"
  | "patch-merged-cell"
  | "patch-table-header"
  | "patch-table-totals"
  | "patch-pivot-table"
  | "patch-shared-formula"
  | "patch-array-formula"
  | "patch-data-table"
  | "patch-cell-repeated";

const writeByHand = "Escriba el valor a mano en Excel, o pida a quien lleva el libro que quite lo que lo impide.";
const saveAgain = "Ábralo en Excel, guárdelo de nuevo como «Libro de Excel (.xlsx)» y vuelva a intentarlo.";

export const patchErrors: Record<PatchErrorCode, { readonly why: string; readonly hint: string }> = {
  "patch-signed": {
    why: "El libro está firmado digitalmente: cualquier cambio invalidaría la firma, así que no se tocó.",
    hint: "Quite la firma en Excel (Archivo, Información, Ver firmas), sincronice y fírmelo de nuevo.",
  },
  "patch-outside-sheet": {
    why: "La celda no existe en una hoja de Excel (la última es XFD1048576).",
    hint: "Borre las filas o columnas que no se usan para que los datos quepan en la hoja.",
  },
  "patch-text-too-long": {
    why: "El texto no cabe en una celda de Excel (32.767 caracteres).",
    hint: "Acorte el texto en el libro de donde viene.",
  },
  "patch-number-invalid": {
    why: "El número no cabe en una celda de Excel.",
    hint: "Corrija el número en el libro de donde viene.",
  },
  "patch-date-invalid": {
    why: "La fecha no cabe en este libro: Excel va hasta el 31 de diciembre de 9999, y desde 1900 o, en los libros con el sistema de fechas 1904, desde 1904.",
    hint: "Corrija la fecha en el libro de donde viene.",
  },
  "patch-format": {
    why: "El formato de la celda haría ver otro valor, y el libro no tiene ese mismo formato para esta clase de valor.",
    hint: "Dé a la celda en Excel el formato que corresponde (número, porcentaje o fecha) y vuelva a sincronizar.",
  },
  "patch-merged-cell": {
    why: "La celda está dentro de una combinación y no es la primera: lo que se escriba ahí no se vería.",
    hint: "Separe las celdas en Excel (Inicio, Combinar y centrar) y vuelva a sincronizar.",
  },
  "patch-table-header": {
    why: "La celda es encabezado de una tabla de Excel, y cambiarla dañaría la tabla.",
    hint: "Cambie el encabezado a mano en Excel.",
  },
  "patch-table-totals": {
    why: "La celda está en la fila de totales de una tabla de Excel, y cambiarla dañaría la tabla.",
    hint: "Quite la fila de totales de la tabla en Excel o cámbiela a mano.",
  },
  "patch-pivot-table": {
    why: "La celda es parte de una tabla dinámica, que borraría lo escrito al actualizarse.",
    hint: "Mueva la tabla dinámica a otro lugar en Excel y vuelva a sincronizar.",
  },
  "patch-shared-formula": {
    why: "Otras celdas calculan con la fórmula de esta, y se quedarían sin ella.",
    hint: writeByHand,
  },
  "patch-array-formula": { why: "La celda es parte de una fórmula matricial.", hint: writeByHand },
  "patch-data-table": { why: "La celda es parte de una tabla de datos de análisis de hipótesis.", hint: writeByHand },
  "patch-cell-repeated": {
    why: "El libro trae dos veces esa celda o esa fila, y no se sabe cuál vale.",
    hint: saveAgain,
  },
};
