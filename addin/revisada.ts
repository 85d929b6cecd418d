import { cellKey, type Grid } from "../shared/grid.ts";
import { findConOtrosCodigos } from "../shared/hojas.ts";
import { columnasOf } from "../shared/layout/columnas.ts";
import { isDoubled, isOtraHoja } from "../shared/layout/match.ts";
import { isEntreFilas } from "../shared/layout/otras-tablas.ts";
import { tituloCampos } from "../shared/layout/titulo.ts";
import type { Fila } from "../shared/evaluate.ts";
import type { ReviewMemo } from "../shared/memo.ts";
import type { Plan } from "../shared/plan/schema.ts";
import { readClaves, type Libro } from "../shared/read.ts";
import { summarizeFilas, type Resumen } from "../shared/summary.ts";
import { countFindings, reviewLibro, type Conteo, type Revision } from "../shared/validate.ts";
import type { HojaLeida, HojaPlace, RowsRead } from "./door.ts";
import { groupFixes, type FixGroup } from "./fixes.ts";
import type { PlanEnUso } from "./plan/plan-en-uso.ts";
import { readSyncInfo, type SyncInfo } from "./sync-info.ts";

/** A sheet after its review, with what the pane shows of it. */
export interface Revisada {
  readonly leida: HojaLeida;
  readonly enUso: PlanEnUso;
  readonly revision: Revision;
  readonly conteo: Conteo;
  readonly fixes: readonly FixGroup[];
  /** Worst first. */
  readonly rezagadas: readonly Fila[];
  /** Rows whose ejecución may be a nivel or a flujo. */
  readonly ambiguas: readonly Fila[];
  readonly resumen: Resumen;
  /** Other visible sheets whose header is known. */
  readonly otras: readonly Pick<HojaPlace, "id" | "name">[];
  /** The sheet is of a consolidado of ours, and not a secretaría's. */
  readonly isConsolidado: boolean;
  readonly sync: SyncInfo | null;
}

/**
 * Reviews a sheet by a plan, as `metas validar` reviews its file.
 *
 * @param memo kept from one review to the next: after an edit only the rows that changed are gone through
 */
export function reviewHoja(leida: HojaLeida, enUso: PlanEnUso, memo?: ReviewMemo): Revisada {
  const { plan } = enUso;
  const others = leida.others.filter(({ grid }) => isOtraHoja(grid, plan));
  const otras = others.map(({ id, grid }) => ({ id, name: grid.sheet }));
  const libro: Libro = {
    file: leida.file,
    info: leida.info,
    grid: leida.grid,
    otras: otras.map(({ name }) => name),
    conOtrosCodigos: findSinLeer(leida, others, plan),
  };
  const revision = reviewLibro(libro, plan, memo);
  const { filas, reporte } = revision;
  return {
    leida,
    enUso,
    revision,
    conteo: countFindings(revision.findings),
    fixes: groupFixes(revision.findings, leida.grid, revision.reporte),
    rezagadas: filas.filter(({ rezagada }) => rezagada === true).sort((a, b) => avanceOf(a) - avanceOf(b)),
    // Nobody could choose where there is no telling which column the choice goes to.
    ambiguas:
      reporte !== null && isDoubled(reporte.layout, "modoReporte")
        ? []
        : filas.filter(({ reason }) => reason === "modo-ambiguo"),
    resumen: summarizeFilas(filas),
    otras,
    isConsolidado: leida.info.definedNames.some(({ name }) => name.toUpperCase() === "METAS_CONSOLIDADO"),
    sync: reporte === null ? null : readSyncInfo(reporte),
  };
}

/** Names of other sheets with indicadores that this one has not. */
function findSinLeer({ file, info, grid }: HojaLeida, others: HojaLeida["others"], plan: Plan): string[] {
  if (others.length === 0) return [];
  const [leida, ...otras] = [{ grid }, ...others].map((each) => readClaves({ file, info, grid: each.grid }, plan));
  return leida === null || leida === undefined
    ? []
    : findConOtrosCodigos(
        leida,
        otras.filter((each) => each !== null),
        plan,
      );
}

/** The same sheet with some rows as they are now. */
export function withRows(leida: HojaLeida, top: number, bottom: number, read: RowsRead): HojaLeida {
  const { grid } = leida;
  const isInside = (row: number): boolean => row >= top && row <= bottom;
  const rows = [
    ...grid.rows.filter(({ row }) => row < top),
    ...read.rows,
    ...grid.rows.filter(({ row }) => row > bottom),
  ];
  const hiddenRows = new Set([...grid.hiddenRows].filter((row) => !isInside(row)).concat([...read.hiddenRows]));
  return { ...leida, grid: { ...grid, rows, formulas: formulasAfter(leida, top, bottom, read), hiddenRows } };
}

/** True when a change of these rows changes nothing but indicadores: neither header nor title, nor what comes below. */
export function isAmongRows({ revision, leida }: Revisada, top: number, bottom: number): boolean {
  const { reporte } = revision;
  const last = leida.grid.rows.at(-1)?.row ?? -1;
  if (reporte === null || top < reporte.layout.firstDataRow || bottom > last + 200) return false;
  // Another table grows by what is typed below it.
  if (leida.grid.tables.some(({ area }) => bottom >= area.top && isEntreFilas(area, reporte.layout))) return false;
  return Object.keys(tituloCampos).every((campo) => {
    const place = Object.entries(reporte.titulo.cells).find(([name]) => name === campo)?.[1];
    return place === undefined || place.row < top || place.row > bottom;
  });
}

/** Figures or the title are formulas: they change with cells elsewhere, and with other sheets. */
export function hasLiveFigures({ revision, leida, enUso }: Revisada): boolean {
  const { reporte } = revision;
  const { formulas } = leida.grid;
  if (reporte === null || formulas.size === 0) return false;
  const { layout, titulo } = reporte;
  const entered = new Set(
    columnasOf(enUso.plan).map(({ key, info }) => (info.dueno === "calculada" ? undefined : layout.columns.get(key))),
  );
  for (const key of formulas.keys()) {
    if (key >= cellKey(layout.firstDataRow, 0) && entered.has(key % cellKey(1, 0))) return true;
  }
  return Object.values(titulo.cells).some(({ row, column }) => formulas.has(cellKey(row, column)));
}

/** The same map where the rows' formulas are what they were, as after the edit of a figure. */
function formulasAfter({ grid, place }: HojaLeida, top: number, bottom: number, read: RowsRead): Grid["formulas"] {
  const keys: number[] = [];
  for (let row = top; row <= bottom; row++) {
    for (let column = place.left; column <= place.right; column++) {
      const key = cellKey(row, column);
      if (grid.formulas.has(key) || read.formulas.has(key)) keys.push(key);
    }
  }
  if (keys.every((key) => grid.formulas.get(key) === read.formulas.get(key))) return grid.formulas;
  const formulas = new Map(grid.formulas);
  for (const key of keys) formulas.delete(key);
  for (const [key, text] of read.formulas) formulas.set(key, text);
  return formulas;
}

function avanceOf({ avance }: Fila): number {
  return avance.avance ?? 0;
}
