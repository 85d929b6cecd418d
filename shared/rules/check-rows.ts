import type { Fila } from "../evaluate.ts";
import { columnaKey } from "../layout/columnas.ts";
import type { ReviewMemo } from "../memo.ts";
import { formatConteo } from "../number.ts";
import type { Plan } from "../plan/schema.ts";
import type { Reporte } from "../read.ts";
import { definicionChecks } from "./check-definicion.ts";
import { ejecucionChecks } from "./check-ejecucion.ts";
import { jerarquiaChecks } from "./check-jerarquia.ts";
import { metasChecks } from "./check-metas.ts";
import { planDeChoqueChecks } from "./check-plan-de-choque.ts";
import { reprogramacionChecks } from "./check-reprogramacion.ts";
import type { Raised } from "./hallazgo.ts";
import { makeRowContext, type RowCheck, type RowContext, type RowRaise } from "./row-context.ts";
import type { RowCode } from "./rows.ts";

/**
 * What is wrong, or worth knowing, of each row's figures; nothing when the vigencia is unknown.
 *
 * @param memo of an earlier review that `readReporte` has looked at: the same rows are not checked again
 */
export function checkRows(filas: readonly Fila[], reporte: Reporte, plan: Plan, memo?: ReviewMemo): Raised<RowCode>[] {
  const raised: Raised<RowCode>[] = [];
  const context = makeRowContext(reporte, plan);
  if (context === null) return raised;
  const codigoColumn = context.columns.get("codigo") ?? null;
  for (const fila of filas) {
    let own = memo?.raised.get(fila);
    if (own === undefined) {
      own = checkFila(fila, context, codigoColumn);
      memo?.raised.set(fila, own);
    }
    for (const each of own) raised.push(each);
  }
  checkOtherMetas(filas, context, raised);
  return raised;
}

function checkFila(fila: Fila, context: RowContext, codigoColumn: number | null): Raised<RowCode>[] {
  const raised: Raised<RowCode>[] = [];
  const { codigo, row } = fila.indicador;
  const indicador = codigo === "" ? null : codigo;
  const raise: RowRaise = (code, at, params) => {
    raised.push({ code, row, column: context.columns.get(at) ?? codigoColumn, indicador, params });
  };
  for (const check of rowChecks) check(fila, context, raise);
  return raised;
}

const rowChecks: readonly RowCheck[] = [
  ...jerarquiaChecks,
  ...definicionChecks,
  ...metasChecks,
  ...ejecucionChecks,
  ...planDeChoqueChecks,
  ...reprogramacionChecks,
];

/** Blank metas of the other vigencias, told once a column: a sheet may have hundreds. */
function checkOtherMetas(
  filas: readonly Fila[],
  { columns, index, plan }: RowContext,
  raised: Raised<RowCode>[],
): void {
  for (const [k, vigencia] of plan.vigencias.entries()) {
    const column = columns.get(columnaKey("meta", vigencia));
    if (k === index || column === undefined) continue;
    const blank = filas.filter(({ indicador }) => indicador.metas[k]?.kind === "blank");
    const [first] = blank;
    if (first === undefined) continue;
    const params = { vigencia: String(vigencia), cuantas: formatConteo(blank.length, "fila", "filas") };
    raised.push({ code: "metas-de-otra-vigencia", row: first.indicador.row, column, indicador: null, params });
  }
}
