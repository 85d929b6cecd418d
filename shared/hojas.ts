import { foldCodigo } from "./codigo.ts";
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
 * else the one whose name says the open vigencia (the latest that any of their titles says), else the one with most rows,
 * else the first. Undefined where there is neither a mark nor a known header.
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
  const picked = named ?? pickFullest(ordered);
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

function pickFullest(hojas: readonly Claves[]): Claves | undefined {
  const filled = hojas.filter((hoja) => countSeen(hoja) > 0);
  const vigencia = Math.max(...filled.flatMap((hoja) => hoja.vigencia ?? []));
  const named = filled.filter((hoja) => nameOf(hoja).includes(String(vigencia)));
  const [first] = (named.length > 0 ? named : hojas).toSorted((a, b) => countSeen(b) - countSeen(a));
  return first;
}

/** As far down as the pane looks at other sheets: the command line must not pick another one. */
function countSeen({ indicadores }: Claves): number {
  return indicadores.filter(({ row }) => row < vista.rows).length;
}

function nameOf({ libro }: Claves): string {
  return libro.grid.sheet;
}

/**
 * Names of the sheets that report códigos which the one that is read has not, of which nobody would hear: as far down as the
 * pane looks at other sheets.
 */
export function findConOtrosCodigos(leida: Claves, otras: readonly Claves[], plan: Plan): string[] {
  const own = new Set(leida.indicadores.map(({ codigo }) => foldCodigo(codigo, plan)));
  return otras
    .filter((hoja) => isReport(hoja, plan))
    .filter(({ indicadores }) =>
      indicadores.some(({ codigo, row }) => row < vista.rows && codigo !== "" && !own.has(foldCodigo(codigo, plan))),
    )
    .map(nameOf);
}

/** A list of the plan's indicadores has códigos and nothing to count. */
function isReport({ layout }: Claves, plan: Plan): boolean {
  return plan.vigencias.some((vigencia) => layout.columns.has(columnaKey("ejecucion", vigencia)));
}
