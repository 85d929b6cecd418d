import { baseline } from "./excel/office-door.ts";
import type { Entorno } from "./excel/office.ts";

/** What the pane says instead of opening, by what stands in the way, and what to do. */
export const aperturaSentences: Readonly<Record<Exclude<Entorno["kind"], "excel"> | "sin-respuesta", string>> = {
  "sin-red":
    "No se pudo cargar la biblioteca de Office, que viene de Internet. Revise la conexión, cierre el panel y ábralo de nuevo.",
  "sin-respuesta":
    "Excel no ha respondido. Espere un momento. Si no responde, revise la conexión, cierre el panel y ábralo de nuevo.",
  antiguo: `Este Excel es anterior a lo que el panel necesita (ExcelApi ${baseline}). Use Excel 2021, Microsoft 365 o Excel en la web.`,
  fuera: "Este panel se abre dentro de Excel: ficha Datos › Metas al Día.",
};
