import { evaluateReporte, type Fila } from "./evaluate.ts";
import type { Finding, Severity } from "./finding.ts";
import { cellKey } from "./grid.ts";
import type { ReviewMemo } from "./memo.ts";
import type { Plan } from "./plan/schema.ts";
import { readReporte, type Libro, type Reporte } from "./read.ts";
import type { HallazgoCode } from "./rules/catalog.ts";
import { checkLayout } from "./rules/check-layout.ts";
import { checkLibro, isEmptyGrid } from "./rules/check-libro.ts";
import { checkRows } from "./rules/check-rows.ts";
import type { Raised } from "./rules/hallazgo.ts";
import { wordFindings, type Located } from "./rules/word.ts";

/** A workbook after its review: what was read, measured and found. */
export interface Revision {
  readonly file: string;
  /** Null when the file could not be opened. */
  readonly libro: Libro | null;
  /** Null when the sheet has no header that we know. */
  readonly reporte: Reporte | null;
  readonly filas: readonly Fila[];
  /** Gravest first, then from the top of the sheet down; waived ones in their place. */
  readonly findings: readonly Finding[];
}

/**
 * Reads and measures a workbook, and finds what is wrong in it by itself: its form, its cells and its rows.
 *
 * @param memo kept from one review of a sheet to the next: rows that are the same objects are not gone through again
 */
export function reviewLibro(libro: Libro, plan: Plan, memo?: ReviewMemo): Revision {
  const reporte = readReporte(libro, plan, memo);
  const filas = reporte === null ? [] : evaluateReporte(reporte, plan, memo);
  const raised: Raised<HallazgoCode>[] = checkLibro(libro);
  if (reporte !== null) {
    for (const each of checkLayout(reporte, plan)) raised.push(each);
    for (const each of reporte.cellFindings) raised.push(each);
    for (const each of checkRows(filas, reporte, plan, memo)) raised.push(each);
  } else if (!isEmptyGrid(libro.grid)) raised.push(withoutHeader(libro));
  const byRow = secretariasByRow(reporte);
  const { grid } = libro;
  const located = raised.map((each): Located => {
    const ofRow = each.row === null ? undefined : byRow?.get(each.row);
    const secretaria = ofRow === undefined ? (reporte?.secretaria?.id ?? null) : ofRow;
    const inFormula = each.fix !== undefined && grid.formulas.has(cellKey(each.fix.row, each.fix.column));
    return { raised: each, file: libro.file, sheet: grid.sheet, secretaria, inFormula };
  });
  return { file: libro.file, libro, reporte, filas, findings: wordFindings(located, plan, memo) };
}

export interface Conteo {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly waived: number;
}

/** How many findings call for attention; a waived one counts as nothing else. */
export function countFindings(findings: readonly Finding[]): Conteo {
  const conteo = { error: 0, warning: 0, info: 0 } satisfies Record<Severity, number>;
  let waived = 0;
  for (const { dispensa, severity } of findings) {
    if (dispensa === undefined) conteo[severity] += 1;
    else waived += 1;
  }
  return { errors: conteo.error, warnings: conteo.warning, infos: conteo.info, waived };
}

function withoutHeader({ grid }: Libro): Raised<HallazgoCode> {
  const params = { hoja: grid.sheet };
  return { code: "encabezado-no-encontrado", row: null, column: null, indicador: null, params };
}

/** Secretaría of each row, where the sheet has a column for it; null for a row that names none of the plan's. */
function secretariasByRow(reporte: Reporte | null): Map<number, string | null> | null {
  if (reporte === null || !reporte.layout.columns.has("secretaria")) return null;
  return new Map(reporte.indicadores.map(({ row, secretaria }) => [row, secretaria === "" ? null : secretaria]));
}
