import type { ParamsOf, Raised } from "./hallazgo.ts";
import type { LayoutCode, layoutHallazgos } from "./layout.ts";

/** Where a finding of the layout stands, zero-based; nowhere for one of the whole workbook. */
export interface LayoutPlace {
  readonly row?: number;
  readonly column?: number;
}

/** Tells of a workbook's form: the code, where, and the message's parameters. */
export type LayoutRaise = <Code extends LayoutCode>(
  code: Code,
  place: LayoutPlace,
  params: ParamsOf<typeof layoutHallazgos, Code>,
) => void;

/** Collects what checks of the layout tell. */
export function raiseInto(raised: Raised<LayoutCode>[]): LayoutRaise {
  return (code, { row, column }, params) => {
    raised.push({ code, row: row ?? null, column: column ?? null, indicador: null, params });
  };
}
