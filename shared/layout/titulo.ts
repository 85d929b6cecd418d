import { parseArea } from "../address.ts";
import { isBlank, type Cell } from "../cell.ts";
import { isCorte, isoFromSerial, parseFecha, showSerial, type Corte } from "../corte.ts";
import type { DefinedName, Grid } from "../grid.ts";
import type { Plan, Secretaria } from "../plan/schema.ts";
import { foldText } from "../text.ts";

/** The template's version of the layout; older ones are read and reported. */
export const layoutVersion = 1;

/** The title block's fields: the defined name that marks the cell, and the label beside it. */
export const tituloCampos = {
  version: { name: "METAS_VERSION", etiqueta: "Versión de la plantilla", alias: ["Versión"] },
  secretaria: { name: "METAS_SECRETARIA", etiqueta: "Secretaría", alias: ["Dependencia", "Organismo"] },
  vigencia: { name: "METAS_VIGENCIA", etiqueta: "Vigencia", alias: [] },
  corte: { name: "METAS_CORTE", etiqueta: "Fecha de corte", alias: ["Corte"] },
} as const;

export type TituloCampo = keyof typeof tituloCampos;

/** Where the sync leaves its note (`NotaSync`); workbooks without the name have no place for one, and lack nothing. */
export const notaCampo = { name: "METAS_SYNC", etiqueta: "Última sincronización" } as const;

/** What the title block says, and the cell each thing stands in; null where it says nothing usable. */
export interface Titulo {
  readonly version: number | null;
  readonly secretaria: Secretaria | null;
  readonly vigencia: number | null;
  readonly corte: Corte | null;
  readonly cells: Readonly<Partial<Record<TituloCampo, { readonly row: number; readonly column: number }>>>;
  /** What stands in the cell, for messages. */
  readonly texts: Readonly<Partial<Record<TituloCampo, string>>>;
}

/** Reads the title block above `headerRow` by defined names, else by the labels. */
export function readTitulo(grid: Grid, names: readonly DefinedName[], headerRow: number, plan: Plan): Titulo {
  const cells: Partial<Record<TituloCampo, { row: number; column: number }>> = {};
  const values: Partial<Record<TituloCampo, Cell>> = {};
  for (const campo of ["version", "secretaria", "vigencia", "corte"] as const) {
    const place = byName(grid, names, tituloCampos[campo].name);
    const found = place === null ? byLabel(grid, headerRow, campo) : { place, value: cellAt(grid, place) };
    if (found === null) continue;
    cells[campo] = found.place;
    values[campo] = found.value;
  }
  const version = numberOf(values.version);
  const vigencia = numberOf(values.vigencia);
  const text = textOf(values.secretaria);
  const texts: Partial<Record<TituloCampo, string>> = {};
  for (const campo of ["version", "secretaria", "vigencia", "corte"] as const) {
    const said = textOf(values[campo]);
    if (said !== "") texts[campo] = said;
  }
  return {
    version,
    secretaria: text === "" ? null : findSecretaria(text, plan),
    vigencia: vigencia !== null && plan.vigencias.includes(vigencia) ? vigencia : null,
    corte: corteOf(values.corte),
    cells,
    texts,
  };
}

/** The cell above `headerRow` that is kept for the sync's note, and what stands in it; null in a sheet that keeps none. */
export function findNota(
  grid: Grid,
  names: readonly DefinedName[],
  headerRow: number,
): { readonly row: number; readonly column: number; readonly value: Cell } | null {
  const place = byName(grid, names, notaCampo.name);
  return place === null || place.row >= headerRow ? null : { ...place, value: cellAt(grid, place) };
}

/** The secretaría of a plan by id, official name or alias, however it is typed; null when it is none of them. */
export function findSecretaria(text: string, plan: Plan): Secretaria | null {
  if (text === "") return null;
  let names = secretariasByPlan.get(plan);
  if (names === undefined) {
    names = new Map();
    for (const each of plan.secretarias) {
      for (const name of [each.id, each.nombre, ...each.alias]) {
        const found = names.get(foldText(name)) ?? each;
        // Most workbooks have it as the plan does: then nothing has to be folded.
        names.set(foldText(name), found).set(name, found);
      }
    }
    secretariasByPlan.set(plan, names);
  }
  return names.get(text) ?? names.get(foldText(text)) ?? null;
}

const secretariasByPlan = new WeakMap<Plan, Map<string, Secretaria>>();

interface Place {
  readonly row: number;
  readonly column: number;
}

/** True when a name of the workbook stands for cells of a sheet. */
export function isSheetOf({ refersTo }: DefinedName, sheet: string): boolean {
  const named = refersTo.slice(0, Math.max(0, refersTo.lastIndexOf("!")));
  return named.replace(/^'|'$/g, "").replaceAll("''", "'").toLowerCase() === sheet.toLowerCase();
}

function byName(grid: Grid, names: readonly DefinedName[], name: string): Place | null {
  for (const each of names) {
    if (each.name.toUpperCase() !== name) continue;
    const area = parseArea(each.refersTo.slice(each.refersTo.lastIndexOf("!") + 1));
    if (area !== null && isSheetOf(each, grid.sheet)) {
      return { row: area.top, column: area.left };
    }
  }
  return null;
}

/** What stands right of a label («Vigencia» | 2017) or after it («Vigencia: 2017»), among the rows above the header. */
function byLabel(grid: Grid, headerRow: number, campo: TituloCampo): { place: Place; value: Cell } | null {
  const { etiqueta, alias } = tituloCampos[campo];
  const labels = new Set([etiqueta, ...alias].map(foldText));
  for (const { row, cells } of grid.rows) {
    if (row >= headerRow) break;
    for (const [column, cell] of cells.entries()) {
      if (typeof cell !== "string") continue;
      const [label = "", ...rest] = cell.split(":");
      if (!labels.has(foldText(label))) continue;
      const said = rest.join(":").trim();
      if (said !== "") return { place: { row, column }, value: said };
      for (let right = column + 1; right < Math.min(cells.length, column + 12); right++) {
        if (!isBlank(cells[right])) return { place: { row, column: right }, value: cells[right] ?? null };
      }
    }
  }
  return null;
}

function cellAt(grid: Grid, { row, column }: Place): Cell {
  return grid.rows.find((each) => each.row === row)?.cells[column] ?? null;
}

function textOf(cell: Cell | undefined): string {
  if (typeof cell === "string") return cell.trim();
  if (typeof cell === "number") return String(cell);
  return typeof cell === "object" && cell?.kind === "date" ? showSerial(cell.serial) : "";
}

function numberOf(cell: Cell | undefined): number | null {
  if (typeof cell === "number") return cell;
  return typeof cell === "string" && /^\d{1,4}$/.test(cell.trim()) ? Number(cell) : null;
}

function corteOf(cell: Cell | undefined): Corte | null {
  if (typeof cell === "object" && cell?.kind === "date") return isoFromSerial(cell.serial);
  const corte = typeof cell === "string" ? parseFecha(cell) : null;
  return corte !== null && isCorte(corte) ? corte : null;
}
