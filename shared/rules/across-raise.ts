import type { Indicador } from "../indicador.ts";
import type { ColumnaKey } from "../layout/columnas.ts";
import type { Plan } from "../plan/schema.ts";
import type { Libro, Reporte } from "../read.ts";
import type { AcrossCode, acrossHallazgos } from "./across.ts";
import type { ParamsOf } from "./hallazgo.ts";

/** A workbook that could be read, as the comparison with the others needs it: without its rows. */
export interface LibroLeido {
  readonly libro: Libro;
  readonly reporte: Omit<Reporte, "indicadores">;
  /** Ids of those it reports: its own, and those its rows name. */
  readonly secretarias: ReadonlySet<string>;
}

/** Where a finding across workbooks stands: a row of one, one as a whole, or none of them. */
export interface AcrossPlace {
  readonly leido?: LibroLeido;
  /** Zero-based. */
  readonly row?: number | undefined;
  readonly column?: number | undefined;
  readonly indicador?: string;
  readonly secretaria?: string;
}

/** Tells of workbooks side by side: the code, where, and the message's parameters. */
export type AcrossRaise = <Code extends AcrossCode>(
  code: Code,
  place: AcrossPlace,
  params: ParamsOf<typeof acrossHallazgos, Code>,
) => void;

/** What the comparison of workbooks works with. */
export interface AcrossContext {
  readonly plan: Plan;
  readonly leidos: readonly LibroLeido[];
  /** Rows of a código that stands in more than one, or carries a share, by the código as `foldCodigo` has it. */
  readonly grupos: ReadonlyMap<string, readonly FilaDeLibro[]>;
  /** Whether any row has a código, as `foldCodigo` has it. */
  readonly hasCodigo: (codigo: string) => boolean;
  /** True when every secretaría's workbook is expected to be among them. */
  readonly completa: boolean;
}

/** The indicador as planning keeps it, or undefined when planning has none. */
export type Canonico = (secretaria: string, codigo: string) => Indicador | undefined;

/** A check of workbooks side by side. */
export type AcrossCheck = (context: AcrossContext, raise: AcrossRaise) => void;

export interface FilaDeLibro {
  readonly leido: LibroLeido;
  readonly indicador: Indicador;
}

/** Place of a column in a row of a workbook; the código's where the sheet lacks the column. */
export function placeOfFila({ leido, indicador }: FilaDeLibro, key: ColumnaKey): AcrossPlace {
  const { columns } = leido.reporte.layout;
  return {
    leido,
    row: indicador.row,
    column: columns.get(key) ?? columns.get("codigo"),
    indicador: indicador.codigo,
    secretaria: indicador.secretaria,
  };
}

/** Official name of a secretaría by id. */
export function nombreOf(plan: Plan, id: string): string {
  return plan.secretarias.find((each) => each.id === id)?.nombre ?? id;
}
