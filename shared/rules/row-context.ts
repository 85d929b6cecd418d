import { normalizeCodigo } from "../codigo.ts";
import type { Corte } from "../corte.ts";
import type { Fila } from "../evaluate.ts";
import type { ColumnaKey } from "../layout/columnas.ts";
import type { Layout } from "../layout/match.ts";
import type { Plan, Reprogramacion } from "../plan/schema.ts";
import type { Reporte } from "../read.ts";
import type { ParamsOf } from "./hallazgo.ts";
import { makeJerarquia, type Jerarquia } from "./jerarquia.ts";
import type { RowCode, rowHallazgos } from "./rows.ts";

/** What the checks of rows share, prepared once a sheet. */
export interface RowContext {
  readonly plan: Plan;
  readonly layout: Layout;
  readonly columns: Layout["columns"];
  /** The open vigencia. */
  readonly vigencia: number;
  /** Its place in the plan's vigencias; the ones before it are closed. */
  readonly index: number;
  readonly corte: Corte | null;
  readonly jerarquia: Jerarquia;
  /** By código. */
  readonly reprogramaciones: ReadonlyMap<string, readonly Reprogramacion[]>;
  /** Rows whose tipo is a word that is not in the list: already told of. */
  readonly tipoFueraDeLista: ReadonlySet<number>;
}

/** Tells of a row: the code, the column it stands in, and the message's parameters. */
export type RowRaise = <Code extends RowCode>(
  code: Code,
  at: ColumnaKey,
  params: ParamsOf<typeof rowHallazgos, Code>,
) => void;

/** A check of one row. */
export type RowCheck = (fila: Fila, context: RowContext, raise: RowRaise) => void;

/** Prepares the checks of a sheet; null when it does not say of which vigencia of the plan it is. */
export function makeRowContext(reporte: Reporte, plan: Plan): RowContext | null {
  const { corte, layout, vigencia } = reporte;
  const index = vigencia === null ? -1 : plan.vigencias.indexOf(vigencia);
  if (vigencia === null || index < 0) return null;
  const tipoColumn = layout.columns.get("tipoAcumulacion");
  return {
    plan,
    layout,
    columns: layout.columns,
    vigencia,
    index,
    corte,
    jerarquia: jerarquiaOf(plan),
    reprogramaciones: groupReprogramaciones(plan),
    tipoFueraDeLista: new Set(
      reporte.cellFindings
        .filter(({ code, column }) => code === "fuera-de-lista" && column === tipoColumn)
        .map(({ row }) => row ?? -1),
    ),
  };
}

const jerarquias = new WeakMap<Plan, Jerarquia>();

/** Made once a plan: a city's workbooks are many, and its programas too. */
function jerarquiaOf(plan: Plan): Jerarquia {
  let jerarquia = jerarquias.get(plan);
  if (jerarquia === undefined) {
    jerarquia = makeJerarquia(plan);
    jerarquias.set(plan, jerarquia);
  }
  return jerarquia;
}

function groupReprogramaciones(plan: Plan): Map<string, Reprogramacion[]> {
  const groups = new Map<string, Reprogramacion[]>();
  for (const each of plan.reprogramaciones) {
    const codigo = normalizeCodigo(each.codigo);
    const group = groups.get(codigo);
    if (group === undefined) groups.set(codigo, [each]);
    else group.push(each);
  }
  return groups;
}
