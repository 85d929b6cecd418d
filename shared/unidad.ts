import type { Escala } from "./rules/cells.ts";
import { foldText } from "./text.ts";

const porcentajeWords = new Set(["porcentaje", "%", "por ciento", "porcentual", "puntos porcentuales"]);
const conteoWords = new Set(["numero", "cantidad", "unidad", "unidades", "personas", "numero de personas"]);

const escalas = new Map<string, Escala>();

/** How the figures of a row are read, from its unidad de medida as typed. */
export function escalaOf(unidad: string): Escala {
  let escala = escalas.get(unidad);
  if (escala === undefined) {
    const folded = foldText(unidad);
    escala = { porcentaje: porcentajeWords.has(folded), conteo: conteoWords.has(folded), unidad };
    if (escalas.size < 10_000) escalas.set(unidad, escala);
  }
  return escala;
}
