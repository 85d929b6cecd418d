import { DoorError, type DoorErrorCode } from "./door-error.ts";

/** What people read when a call to Excel fails: what is in the way and what they can do. */
export const errorSentences: Readonly<Record<DoorErrorCode, string>> = {
  "celda-en-edicion": "Hay una celda en edición. Termínela con Entrar (o Esc) y vuelva a intentarlo.",
  protegida:
    "La hoja está protegida y Excel no deja hacer el cambio. Pida a Planeación que la cambie, o quite usted la protección en Revisar › Desproteger hoja.",
  "libro-protegido":
    "El libro está protegido y Excel no deja agregar la hoja. Pida a Planeación que la agregue, o quite usted la protección en Revisar › Proteger libro.",
  "demasiado-grande":
    "La hoja tiene celdas con más texto del que Excel en la web puede entregar. Ábrala en Excel de escritorio.",
  "sin-valores": "Excel no entregó los valores de la hoja. Espere a que termine de calcular y revise de nuevo.",
  "hoja-perdida": "La hoja que se había revisado ya no está. Vaya a la hoja de indicadores y revise de nuevo.",
  version: "Este Excel no tiene lo que hace falta: se necesita Excel 2021, Microsoft 365 o Excel en la web.",
  "sin-conexion": "Excel no respondió. Revise la conexión y vuelva a intentarlo.",
  otro: "Excel no pudo hacerlo. Vuelva a intentarlo; si se repite, cierre y abra el libro.",
};

/** A sentence for an error; one that is no call to Excel is a bug of ours, and says so. */
export function explainError(error: unknown): string {
  if (error instanceof DoorError) {
    return error.code === "otro" ? `${errorSentences.otro} (${error.detail})` : errorSentences[error.code];
  }
  const detail = error instanceof Error ? error.message : String(error);
  return `Algo falló en el panel: ${detail}. Por favor avise a quien administra Metas al Día.`;
}
