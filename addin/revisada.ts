import { cellKey, type Grid } from "../shared/grid.ts";
import { findConOtrosCodigos, pickHoja } from "../shared/hojas.ts";
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
  /** The sheet that is read in place of this one, whose rows do not count. */
  readonly seLee: string | null;
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
  const { file, info, grid } = leida;
  const { seLee, ...vecinas } = compareHojas(leida, others, plan);
  const libro: Libro = { file, info, grid, ...vecinas };
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
    seLee: filas.length === 0 || seLee === grid.sheet ? null : seLee,
    isConsolidado: leida.info.definedNames.some(({ name }) => name.toUpperCase() === "METAS_CONSOLIDADO"),
    sync: reporte === null ? null : readSyncInfo(reporte),
  };
}

/** Which sheet is read; and where it is this one, what is told of the others, except for one that is only prepared. */
function compareHojas(
  { file, info, grid }: HojaLeida,
  others: HojaLeida["others"],
  plan: Plan,
): Pick<Libro, "otras" | "conOtrosCodigos"> & { readonly seLee: string } {
  // The rows are gone through only where there is something to choose.
  const grids = others.length === 0 ? [] : [grid, ...others.map((each) => each.grid)];
  const hojas = grids.flatMap((each) => readClaves({ file, info, grid: each }, plan) ?? []);
  const seLee = pickHoja(hojas, info, plan) ?? grid.sheet;
  const own = hojas.find(({ libro }) => libro.grid === grid);
  const otras = hojas.filter((each) => each !== own);
  const isPrepared = own?.indicadores.length === 0 && otras.some(({ indicadores }) => indicadores.length > 0);
  if (seLee !== grid.sheet || isPrepared) return { seLee };
  return {
    seLee,
    otras: otras.map(({ libro }) => libro.grid.sheet),
    conOtrosCodigos: own === undefined ? [] : findConOtrosCodigos(own, otras, plan),
  };
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
