import { a1 } from "../address.ts";
import { severityOrder, type Finding } from "../finding.ts";
import { cellKey } from "../grid.ts";
import type { ReviewMemo } from "../memo.ts";
import type { Plan } from "../plan/schema.ts";
import { hallazgoInfo, type HallazgoCode } from "./catalog.ts";
import { findDispensa } from "./dispensas.ts";
import { fillMensaje, type HallazgoInfo, type Raised } from "./hallazgo.ts";

/** What a check raised, and the workbook it stands in; empty file and sheet for none. */
export interface Located {
  readonly raised: Raised<HallazgoCode>;
  readonly file: string;
  readonly sheet: string;
  readonly secretaria: string | null;
  /** The cell that a fix would change holds a formula, which is what has to be corrected. */
  readonly inFormula?: boolean;
}

/** Goes after the reason. */
const corrijaFormula = "Lo da una fórmula: corríjala (VALOR da un número; TEXTO, un texto).";

/**
 * Puts findings into words: gravest first, then from the top of each sheet down, with what the plan waives marked.
 *
 * @param memo of an earlier review of the same workbook: what was raised then is not worded again
 */
export function wordFindings(located: readonly Located[], plan: Plan, memo?: ReviewMemo): Finding[] {
  return located
    .map((each) => {
      const { code, row, column } = each.raised;
      const info = hallazgoInfo(code);
      return { each, info, order: severityOrder[info.severity], place: cellKey((row ?? -1) + 1, column ?? 0) };
    })
    .sort((a, b) => a.order - b.order || compareText(a.each.file, b.each.file) || a.place - b.place)
    .map(({ each, info }): Finding => {
      let finding = memo?.findings.get(each.raised);
      if (finding === undefined) {
        finding = wordFinding(each, info, plan);
        memo?.findings.set(each.raised, finding);
      }
      return finding;
    });
}

function wordFinding(
  { raised, file, sheet, secretaria, inFormula = false }: Located,
  info: HallazgoInfo,
  plan: Plan,
): Finding {
  const { code, row, column, indicador, params, fix } = raised;
  const dispensa = findDispensa(plan, { code, indicador, secretaria });
  return {
    code,
    severity: info.severity,
    secretaria,
    file,
    sheet,
    cell: row === null || column === null ? null : a1(row, column),
    indicador,
    message: fillMensaje(info.mensaje, params),
    reason: inFormula ? `${info.razon} ${corrijaFormula}` : info.razon,
    ...(fix === undefined || inFormula ? {} : { fix: { cell: a1(fix.row, fix.column), value: fix.value } }),
    ...(dispensa === null ? {} : { dispensa }),
  };
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
