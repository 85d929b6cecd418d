import { a1, columnName } from "../shared/address.ts";
import { cellKey, cellsByRow } from "../shared/grid.ts";
import { tipos } from "../shared/acumulacion.ts";
import { computeAvance } from "../shared/avance.ts";
import type { Dato } from "../shared/dato.ts";
import type { Fila } from "../shared/evaluate.ts";
import type { ModoReporte, TipoAcumulacion } from "../shared/indicador.ts";
import { columnaKey, modoWords, tipoWords, type ColumnaKey } from "../shared/layout/columnas.ts";
import type { Plan } from "../shared/plan/schema.ts";
import type { Reporte } from "../shared/read.ts";
import { semaforoInfo, semaforos, type Semaforo } from "../shared/semaforo.ts";
import { foldText } from "../shared/text.ts";
import { inputOf } from "./anchors.ts";
import { avanceFormula } from "./avance-formula.ts";
import type { HighlightRule } from "./door.ts";

/** Rows below the last that are coloured once they are filled. */
const rowsToCome = 200;

/** Longest formula that Excel takes. */
const longestFormula = 8192;

/** Stretches of rows in one rule: with five columns each, Excel takes no longer address. */
const mostStretches = 80;

/** Why a sheet cannot be coloured. */
export type SinResaltado = "otra-hoja" | "sin-vigencia" | "sin-filas" | "sin-columnas" | "formula-larga";

/** The rules that colour a sheet, or why there are none. */
export type Resaltado =
  | {
      readonly kind: "rules";
      readonly rules: readonly HighlightRule[];
      /** Rows that stay grey although they can be measured: figures typed as text are none to Excel. */
      readonly comoTexto: number;
    }
  | { readonly kind: SinResaltado };

/**
 * A rule for each band over the rows of indicadores, live as their figures change: from the template's own avance where it
 * comes to what the review does, else from the figures. The código's own rules show the band's mark too, for who does not
 * see its colour.
 */
export function makeHighlight(reporte: Reporte | null, filas: readonly Fila[], plan: Plan): Resaltado {
  if (reporte === null) return { kind: "otra-hoja" };
  const { indicadores, layout, vigencia, libro } = reporte;
  const rows = indicadores.map(({ row }) => row);
  const [first, last] = [Math.min(...rows), Math.max(...rows)];
  const codigo = layout.columns.get("codigo");
  if (vigencia === null || !plan.vigencias.includes(vigencia)) return { kind: "sin-vigencia" };
  if (rows.length === 0 || codigo === undefined) return { kind: "sin-filas" };
  const needed = [columnaKey("meta", vigencia), columnaKey("ejecucion", vigencia)];
  if (needed.some((key) => !layout.columns.has(key))) return { kind: "sin-columnas" };
  const isComputed = computesAvance(reporte, filas);
  const avance = isComputed ? cellAvance(layout.columns, first) : formulaAvance(reporte, plan, vigencia, first);
  // Rows that are still to come have their colour too, where nothing else stands below.
  const isLast = (libro.grid.rows.at(-1)?.row ?? 0) <= last;
  const columns = coloured(reporte, vigencia, stretches(reporte, first, isLast ? last + rowsToCome : last));
  // Best band first, and the grey one last: it holds for every row with a código.
  const [sinDato, ...bands] = semaforos.toReversed();
  const rules = [...bands, ...(sinDato === undefined ? [] : [sinDato])].flatMap((semaforo) =>
    columns.map(({ address, isCodigo }): HighlightRule => ({
      mark: `${vigencia} ${semaforo}`,
      address,
      formula: `=${condition(semaforo, avance, `$${columnName(codigo)}${first + 1}`, plan)}`,
      look: semaforoInfo[semaforo],
      numberFormat: isCodigo ? markFormat(semaforo) : null,
    })),
  );
  if (rules.some(({ formula }) => formula.length > longestFormula - 100)) return { kind: "formula-larga" };
  return { kind: "rules", rules, comoTexto: isComputed ? 0 : countComoTexto(reporte, filas, plan) };
}

/** The vigencia whose figures decide the colours of a sheet, by the marks of its rules; null where they do not say. */
export function vigenciaOf(marks: readonly string[]): number | null {
  const [, vigencia] = /^(\d{4}) /.exec(marks[0] ?? "") ?? [];
  return vigencia === undefined ? null : Number(vigencia);
}

/** Number or text after the mark: a código is text, and where it is a number it is told of, and has to fit its column. */
function markFormat(semaforo: Semaforo): string {
  const { marca } = semaforoInfo[semaforo];
  return ["General", "-General", "General", "@"].map((shown) => `"${marca} "${shown}`).join(";");
}

/** Rows whose avance the review takes from text: without it, as formulas see them, there is none. */
function countComoTexto({ layout, libro, vigencia }: Reporte, filas: readonly Fila[], plan: Plan): number {
  const rows = cellsByRow(libro.grid);
  const index = vigencia === null ? -1 : plan.vigencias.indexOf(vigencia);
  return filas.filter(({ indicador, avance }) => {
    const cells = rows.get(indicador.row);
    const seen = (key: ColumnaKey, dato: Dato): Dato =>
      dato.kind === "value" && typeof cells?.[layout.columns.get(key) ?? -1] === "string"
        ? { kind: "unknown", why: "texto" }
        : dato;
    const each = (campo: "meta" | "ejecucion", datos: readonly Dato[]): Dato[] =>
      datos.map((dato, at) => seen(columnaKey(campo, plan.vigencias[at] ?? 0), dato));
    const cifras = {
      ...indicador,
      lineaBase: seen("lineaBase", indicador.lineaBase),
      metas: each("meta", indicador.metas),
      ejecucion: each("ejecucion", indicador.ejecucion),
    };
    return avance.avance !== null && computeAvance(cifras, index, plan).avance === null;
  }).length;
}

/** An avance as a formula sees it: a cell with a number or none, or a formula with a number or an error. */
interface Expression {
  readonly text: string;
  readonly isCell: boolean;
}

/** The first that holds decides, best band first: only lower bounds are needed, and each expression stands once. */
function condition(semaforo: Semaforo, { text, isCell }: Expression, codigo: string, plan: Plan): string {
  if (semaforo === "sin-dato") return `TRIM(${codigo})<>""`;
  if (semaforo === "critico") return `ISNUMBER(${text})`;
  const from = plan.semaforo[semaforo];
  return isCell ? `AND(ISNUMBER(${text}),${text}>=${from})` : `IFERROR(${text}>=${from},FALSE)`;
}

/** True when the sheet is ours and computes every avance itself, to the figure that the review comes to. */
function computesAvance({ layout, libro: { grid } }: Reporte, filas: readonly Fila[]): boolean {
  const column = layout.columns.get("avance");
  if (column === undefined || layout.tagRow === null) return false;
  const rows = cellsByRow(grid);
  return filas.every(({ indicador: { row }, avance: { avance } }) => {
    const held = inputOf(rows.get(row)?.[column] ?? null);
    const isEqual = typeof held === "number" ? avance !== null && Math.abs(held - avance) < 1e-9 : avance === null;
    return isEqual && grid.formulas.has(cellKey(row, column));
  });
}

function cellAvance(columns: ReadonlyMap<ColumnaKey, number>, row: number): Expression {
  return { text: `$${columnName(columns.get("avance") ?? 0)}${row + 1}`, isCell: true };
}

/** From the row's figures; for the vigencia that the title says, while it says it. */
function formulaAvance(reporte: Reporte, plan: Plan, vigencia: number, row: number): Expression {
  const { layout, titulo, libro } = reporte;
  const { porDefecto = {}, valores = {} } = layout.disposicion ?? {};
  const cell = (key: ColumnaKey): string => {
    const column = layout.columns.get(key);
    const word = (porDefecto[key] ?? "").replaceAll('"', '""');
    return column === undefined ? `"${word}"` : `$${columnName(column)}${row + 1}`;
  };
  const parOf = (each: number): { meta: string; ejecucion: string } => ({
    meta: cell(columnaKey("meta", each)),
    ejecucion: cell(columnaKey("ejecucion", each)),
  });
  const refs = {
    ...parOf(vigencia),
    tipo: cell("tipoAcumulacion"),
    modo: cell("modoReporte"),
    lineaBase: cell("lineaBase"),
    cerradas: plan.vigencias.filter((each) => each < vigencia).map(parOf),
  };
  const wordsOf = <Value extends string>(known: ReadonlyMap<string, Value>, campo: string, value: Value): string[] => {
    const own = Object.entries(valores[campo] ?? {}).filter(([, word]) => known.get(foldText(word)) === value);
    return [...known].flatMap(([word, each]) => (each === value ? [word] : [])).concat(own.map(([word]) => word));
  };
  const words = {
    tipo: (tipo: TipoAcumulacion) => [tipos[tipo].nombre, ...wordsOf(tipoWords, "tipoAcumulacion", tipo)].filter(isNew),
    modo: (modo: ModoReporte) => wordsOf(modoWords, "modoReporte", modo),
  };
  const avance = avanceFormula(refs, words, plan);
  const place = titulo.cells.vigencia;
  const held = place === undefined ? null : libro.grid.rows.find((each) => each.row === place.row)?.cells[place.column];
  if (place === undefined || held !== vigencia) return { text: avance, isCell: false };
  return { text: `IF(${absolute(a1(place.row, place.column))}=${vigencia},${avance},NA())`, isCell: false };
}

/** Formulas do not mind case: of words that differ in nothing else, one will do. */
function isNew(word: string, index: number, words: readonly string[]): boolean {
  return words.findIndex((each) => each.toLowerCase() === word.toLowerCase()) === index;
}

function absolute(address: string): string {
  return address.replace(/[A-Z]+|\d+/g, "$$$&");
}

/** Rows from the first to the last without those that are no indicadores: totals, headings, the header once more. */
function stretches({ notas }: Reporte, first: number, last: number): readonly (readonly [number, number])[] {
  const skipped = notas.map(({ row }) => row).filter((row) => row > first && row <= last);
  const found = [...skipped, last + 1].flatMap((end, index): [number, number][] => {
    const start = (skipped[index - 1] ?? first - 1) + 1;
    return start < end ? [[start, end - 1]] : [];
  });
  return found.length > mostStretches ? [[first, last]] : found;
}

/** Who the row is and what decides its colour: the rest of the row keeps the user's own look. */
function coloured(
  { layout }: Reporte,
  vigencia: number,
  rows: ReturnType<typeof stretches>,
): { readonly address: string; readonly isCodigo: boolean }[] {
  const parts = [
    { keys: ["codigo"], isCodigo: true },
    { keys: ["nombre", columnaKey("ejecucion", vigencia), "avance", "semaforo"], isCodigo: false },
  ];
  return parts.flatMap(({ keys, isCodigo }) => {
    const columns = keys.flatMap((key) => layout.columns.get(key) ?? []).sort((a, b) => a - b);
    const address = columns
      .flatMap((column) => rows.map(([top, bottom]) => `${a1(top, column)}:${a1(bottom, column)}`))
      .join(",");
    return address === "" ? [] : [{ address, isCodigo }];
  });
}
