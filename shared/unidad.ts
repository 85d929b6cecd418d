import type { Escala } from "./rules/cells.ts";
import { foldText } from "./text.ts";

/** «Porcentaje de avance», «% de cobertura»; not «Número de porcentajes», nor «por cien mil habitantes». */
const porcentaje = /^\(?(?:%|(?:porcentajes?|por ?ciento|pct|(?:puntos? )?porcentual(?:es)?)\b)/;
const conteoWords = new Set(["numero", "cantidad", "unidad", "unidades", "personas", "numero de personas"]);

const escalas = new Map<string, Escala>();

/** How the figures of a row are read, from its unidad de medida as typed. */
export function escalaOf(unidad: string): Escala {
  let escala = escalas.get(unidad);
  if (escala === undefined) {
    const folded = foldText(unidad);
    escala = { porcentaje: porcentaje.test(folded), conteo: conteoWords.has(folded), unidad };
    if (escalas.size < 10_000) escalas.set(unidad, escala);
  }
  return escala;
}

/**
 * Whether two unidades count the same: percentages only with percentages; otherwise different words for what is counted
 * («personas», «talleres») are different, and a word that says nothing («número») agrees with any.
 */
export function isSameUnidad(one: string, other: string): boolean {
  if (one === "" || other === "") return true;
  if (escalaOf(one).porcentaje || escalaOf(other).porcentaje) {
    return escalaOf(one).porcentaje === escalaOf(other).porcentaje;
  }
  const [a, b] = [nounsOf(one), nounsOf(other)];
  return a.length === 0 || b.length === 0 || a.some((noun) => b.includes(noun));
}

/** True when what a unidad counts is named by the indicador, or when the unidad says nothing of it. */
export function isUnidadNamed(
  unidad: string,
  indicador: { readonly nombre: string; readonly unidad: string },
): boolean {
  const own = nounsOf(unidad);
  if (own.length === 0 || escalaOf(unidad).porcentaje) return true;
  const isIn = (others: readonly string[]): boolean => own.some((noun) => others.includes(noun));
  return isIn(nounsOf(indicador.unidad)) || isIn(nounsOf(indicador.nombre));
}

const emptyWords = new Set(
  ["numero", "cantidad", "unidad", "und", "ud", "un"].concat(["de", "del", "la", "el", "y", "total"]),
);

/** «metros cuadrados», «m 2» → m2. */
const powers = /\b(metro|kilometro|mt|m|km)s?\.? ?(cuadrado|cubico|2|3)s?\b/g;

/** One unidad however short it is written, by its words as `nounsOf` cuts them. */
const abreviaturas: ReadonlyMap<string, string> = new Map([
  ["kilometro", "km"],
  ["kilometro2", "km2"],
  ["metro", "m"],
  ["mt", "m"],
  ["ml", "m"],
  ["metro2", "m2"],
  ["mt2", "m2"],
  ["metro3", "m3"],
  ["mt3", "m3"],
  ["hectarea", "ha"],
  ["tonelada", "t"],
  ["ton", "t"],
]);

const nounsByText = new Map<string, readonly string[]>();

/** What a text counts: its words without the ending of the plural, without the ones that any unidad has. */
function nounsOf(text: string): readonly string[] {
  let nouns = nounsByText.get(text);
  if (nouns === undefined) {
    nouns = foldText(text.replaceAll("²", "2").replaceAll("³", "3"))
      .replace(powers, (_, unit: string, power: string) => `${unit}${power === "cuadrado" || power === "2" ? 2 : 3}`)
      .split(/[^a-z0-9]+/)
      .map((word) => word.replace(/e?s$|e$/, ""))
      .map((word) => abreviaturas.get(word) ?? word)
      .filter((word) => word !== "" && !emptyWords.has(word));
    // A unidad comes back in every row; a name does not.
    if (text.length <= 40 && nounsByText.size < 10_000) nounsByText.set(text, nouns);
  }
  return nouns;
}
