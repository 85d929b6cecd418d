import { foldCodigo, isCodigo } from "./codigo.ts";
import type { SheetInfo, WorkbookInfo } from "./grid.ts";
import { columnaKey } from "./layout/columnas.ts";
import { vista } from "./layout/match.ts";
import { isSheetOf, tituloCampos } from "./layout/titulo.ts";
import type { Plan } from "./plan/schema.ts";
import type { Claves } from "./read.ts";
import { foldText } from "./text.ts";

/** What the template calls the sheet. */
export const hojaIndicadores = "Indicadores";

/**
 * Name of the sheet to read: the one our template marks; of those with a known header the one that the plan's data names,
 * else the one that `pickReport` finds. Undefined where there is neither a mark nor a known header.
 */
export function pickHoja(
  hojas: readonly Claves[],
  { sheets, definedNames }: Pick<WorkbookInfo, "sheets" | "definedNames">,
  plan: Plan,
): string | undefined {
  const marked = findMarked({ sheets, definedNames });
  if (marked !== undefined) return marked.name;
  const order = orderHojas(sheets, plan);
  const ordered = order.flatMap(({ name }) => hojas.find((hoja) => nameOf(hoja) === name) ?? []);
  const named = ordered.find((hoja) => dispuesta(nameOf(hoja), plan) >= 0);
  const picked = named ?? pickReport(ordered, plan);
  return picked === undefined ? undefined : nameOf(picked);
}

/** Where a sheet was copied within the workbook, the copy has the mark for itself; the workbook's own goes before. */
export function findMarked({
  sheets,
  definedNames,
}: Pick<WorkbookInfo, "sheets" | "definedNames">): SheetInfo | undefined {
  const marks = definedNames.filter(({ name }) => name.toUpperCase() === tituloCampos.version.name);
  const mark = marks.find(({ sheet }) => sheet === null) ?? marks[0];
  return mark === undefined ? undefined : sheets.find(({ name }) => isSheetOf(mark, name));
}

/** In the order in which they are looked at: those the plan's data names, «Indicadores», the visible, the hidden. */
export function orderHojas(sheets: readonly SheetInfo[], plan: Plan): SheetInfo[] {
  const rank = ({ name, visibility }: SheetInfo): number => {
    const place = dispuesta(name, plan);
    if (place >= 0) return place - plan.disposiciones.length;
    return foldText(name) === foldText(hojaIndicadores) ? 0 : visibility === "visible" ? 1 : 2;
  };
  return sheets.toSorted((a, b) => rank(a) - rank(b));
}

/** Place among the plan's data of what says of a sheet how it is laid out; -1 where nothing does. */
function dispuesta(sheet: string, { disposiciones }: Plan): number {
  return disposiciones.findIndex(({ hoja = "" }) => foldText(hoja) === foldText(sheet));
}

/**
 * The sheet on which a secretaría reports: with an ejecución and rows, its name in the title. Then «Indicadores», unless
 * another is of a later vigencia; else the latest that is neither of another year nor a copy by its name, the one with most
 * rows, the first. Each step keeps what was left where it would leave nothing.
 */
function pickReport(hojas: readonly Claves[], plan: Plan): Claves | undefined {
  let left = prefer(hojas, (hoja) => countSeen(hoja) > 0);
  left = prefer(left, (hoja) => isReport(hoja, plan));
  left = prefer(left, ({ secretaria }) => secretaria !== null);
  const latest = Math.max(...left.flatMap(({ vigencia }) => vigencia ?? []));
  const isLatest = ({ vigencia }: Claves): boolean => vigencia === null || vigencia === latest;
  const usual = left.find((hoja) => foldText(nameOf(hoja)) === foldText(hojaIndicadores));
  if (usual !== undefined && isLatest(usual)) return usual;
  left = prefer(left, isLatest);
  left = prefer(left, (hoja) => [null, latest].includes(yearOf(nameOf(hoja), plan)));
  left = prefer(left, (hoja) => !isAside(nameOf(hoja)));
  return left.toSorted((a, b) => countSeen(b) - countSeen(a))[0];
}

function prefer(hojas: readonly Claves[], isBetter: (hoja: Claves) => boolean): readonly Claves[] {
  const better = hojas.filter(isBetter);
  return better.length === 0 ? hojas : better;
}

/** The one vigencia that a name says; null where it says none, or several: «Plan 2016-2019». */
function yearOf(name: string, { vigencias }: Plan): number | null {
  const years = (name.match(/\d+/g) ?? []).map(Number).filter((year) => vigencias.includes(year));
  return years.length === 1 ? (years[0] ?? null) : null;
}

/** What people call a sheet that is not the one they report on. */
function isAside(name: string): boolean {
  return /copia|borrador|resumen|anterior|historic|\(\d+\)/.test(foldText(name));
}

/** As far down as the pane looks at other sheets: the command line must not pick another one. */
function countSeen({ indicadores }: Claves): number {
  return indicadores.filter(({ row }) => row < vista.rows).length;
}

function nameOf({ libro }: Claves): string {
  return libro.grid.sheet;
}

/**
 * Names of the sheets that report on the same vigencia códigos which the one that is read has not, of which nobody would
 * hear: as far down as the pane looks at other sheets.
 */
export function findConOtrosCodigos(leida: Claves, otras: readonly Claves[], plan: Plan): string[] {
  const own = new Set(leida.indicadores.map(({ codigo }) => foldCodigo(codigo, plan)));
  const { vigencia } = leida;
  const isOfSame = (hoja: Claves): boolean =>
    vigencia === null ||
    [hoja.vigencia, yearOf(nameOf(hoja), plan)].every((each) => each === null || each === vigencia);
  return otras
    .filter((hoja) => isReport(hoja, plan) && isOfSame(hoja))
    .filter(({ indicadores }) =>
      indicadores.some(
        ({ codigo, row }) => row < vista.rows && isCodigo(codigo, plan) && !own.has(foldCodigo(codigo, plan)),
      ),
    )
    .map(nameOf);
}

/** A list of the plan's indicadores has códigos and nothing to count. */
function isReport({ layout, vigencia }: Claves, plan: Plan): boolean {
  const vigencias = vigencia === null ? plan.vigencias : [vigencia];
  return vigencias.some((each) => layout.columns.has(columnaKey("ejecucion", each)));
}
