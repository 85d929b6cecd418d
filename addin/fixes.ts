import { parseA1 } from "../shared/address.ts";
import type { Cell } from "../shared/cell.ts";
import type { Finding } from "../shared/finding.ts";
import { cellsByRow, type Grid } from "../shared/grid.ts";
import type { Reporte } from "../shared/read.ts";
import { hallazgoInfo, type HallazgoCode } from "../shared/rules/catalog.ts";
import { showValue } from "../shared/show-value.ts";
import { anchorsOf, inputOf } from "./anchors.ts";
import type { CellEdit } from "./door.ts";

/** Safe fixes of one kind: what they are, and each cell before and after. */
export interface FixGroup {
  readonly code: HallazgoCode;
  readonly titulo: string;
  readonly offers: readonly FixOffer[];
}

export interface FixOffer {
  readonly cell: string;
  readonly indicador: string | null;
  /** What people see in the cell now, and what it would hold. */
  readonly before: string;
  readonly after: string;
  readonly edit: CellEdit;
}

/** The fixes that findings offer, by kind, gravest first; a cell is fixed once. Waived findings offer nothing. */
export function groupFixes(findings: readonly Finding[], grid: Grid, reporte: Reporte | null): FixGroup[] {
  const offered = findings.filter(({ fix, dispensa }) => fix !== undefined && dispensa === undefined);
  if (offered.length === 0) return [];
  const cells = cellsByRow(grid);
  const anchors = anchorsOf(reporte, cells);
  const groups = new Map<HallazgoCode, FixOffer[]>();
  const taken = new Set<string>();
  for (const { code, fix, indicador } of offered) {
    if (fix === undefined || taken.has(fix.cell)) continue;
    const at = parseA1(fix.cell);
    const held = at === null ? null : (cells.get(at.row)?.[at.column] ?? null);
    const expected = inputOf(held);
    if (expected === null) continue;
    taken.add(fix.cell);
    const isCodigo = code.startsWith("codigo-");
    const offer: FixOffer = {
      cell: fix.cell,
      indicador,
      // A código is no figure, even where Excel took it for one.
      before: isCodigo && typeof held === "number" ? String(held) : showCell(held),
      after: showCell(fix.value),
      edit: {
        cell: fix.cell,
        expected,
        value: fix.value ?? "",
        format: typeof fix.value === "number" ? "number" : isCodigo ? "text" : null,
        anchors: anchors(fix.cell),
      },
    };
    const group = groups.get(code);
    if (group === undefined) groups.set(code, [offer]);
    else group.push(offer);
  }
  return [...groups].map(([code, offers]) => ({ code, titulo: hallazgoInfo(code).titulo, offers }));
}

function showCell(cell: Cell): string {
  if (cell === null || cell === "") return "(en blanco)";
  if (typeof cell === "string") return `«${cell}»`;
  return typeof cell === "object" && cell.kind === "pending" ? "(sin calcular)" : showValue(cell);
}
