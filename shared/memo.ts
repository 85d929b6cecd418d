import type { Fila } from "./evaluate.ts";
import type { Finding } from "./finding.ts";
import type { GridRow } from "./grid.ts";
import type { Indicador } from "./indicador.ts";
import type { Nota } from "./layout/notas.ts";
import type { Plan } from "./plan/schema.ts";
import type { CellCode } from "./rules/cells.ts";
import type { HallazgoCode } from "./rules/catalog.ts";
import type { Raised } from "./rules/hallazgo.ts";
import type { RowCode } from "./rules/rows.ts";

/**
 * A row of the sheet as it was read: an indicador with what is wrong in its cells, a nota, nothing of ours, a row of
 * another table or the header of one.
 */
export type FilaLeida =
  | { readonly kind: "fila"; readonly indicador: Indicador; readonly findings: readonly Raised<CellCode>[] }
  | { readonly kind: "blank" | "ajena" | "encabezado" }
  | { readonly kind: "nota"; readonly nota: Nota };

/**
 * Remembers what a review made of each row, for the next review of the same sheet: after one edit all the others are the
 * same objects, and what was made of them holds. It forgets everything once anything else that a row's review depends on
 * is different.
 */
export class ReviewMemo {
  leidas = new WeakMap<GridRow, FilaLeida>();
  filas = new WeakMap<Indicador, Fila>();
  raised = new WeakMap<Fila, readonly Raised<RowCode>[]>();
  findings = new WeakMap<Raised<HallazgoCode>, Finding>();
  private plan: Plan | null = null;
  private context = "";

  /** @param context whatever a row's review depends on besides the row and the plan, in words */
  keepFor(plan: Plan, context: string): void {
    if (plan === this.plan && context === this.context) return;
    this.plan = plan;
    this.context = context;
    this.leidas = new WeakMap();
    this.filas = new WeakMap();
    this.raised = new WeakMap();
    this.findings = new WeakMap();
  }
}
