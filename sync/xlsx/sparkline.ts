import { a1, type Area } from "../../shared/address.ts";
import { checkColor } from "./color.ts";
import { escapeXml } from "./escape.ts";
import { rangeText } from "./range-text.ts";
import { appendTo, type SheetPart } from "./sheet-part.ts";

/** Small charts inside cells that share their looks and, unless told otherwise, nothing else. Colours are RRGGBB. */
export interface SparklineGroup {
  /** The sheet whose cells show them. */
  readonly sheet: string;
  readonly kind: "line" | "column";
  readonly color: string;
  readonly sparklines: readonly Sparkline[];
  /** Lower and upper end of the axis; each sparkline's own when not given. */
  readonly min?: number;
  readonly max?: number;
  /** Width of the line in points, 1.5 when not given. */
  readonly lineWidth?: number;
  /** Colours of single points; those not named are not marked. */
  readonly markers?: string;
  readonly last?: string;
  readonly high?: string;
  readonly low?: string;
  readonly negative?: string;
}

export interface Sparkline {
  /** The cell that shows it, zero-based. */
  readonly row: number;
  readonly column: number;
  /** Where its values are; one row or one column. */
  readonly values: { readonly sheet: string; readonly area: Area };
}

/** Adds the groups to the extensions of a sheet, of which it may have others already. */
export function addSparklines(part: SheetPart, groups: readonly SparklineGroup[]): void {
  const drawn = groups.filter(({ sparklines }) => sparklines.length > 0);
  if (drawn.length === 0) return;
  appendTo(
    part,
    "extLst",
    `<ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">` +
      `<x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">` +
      `${drawn.map(groupXml).join("")}</x14:sparklineGroups></ext>`,
  );
}

function groupXml(group: SparklineGroup): string {
  const { min, max, markers, high, low, last, negative } = group;
  const attributes = [
    max === undefined ? "" : ` manualMax="${max}"`,
    min === undefined ? "" : ` manualMin="${min}"`,
    group.kind === "line" ? ` lineWeight="${group.lineWidth ?? 1.5}"` : ' type="column"',
    ' displayEmptyCellsAs="gap"',
    markers === undefined ? "" : ' markers="1"',
    high === undefined ? "" : ' high="1"',
    low === undefined ? "" : ' low="1"',
    last === undefined ? "" : ' last="1"',
    negative === undefined ? "" : ' negative="1"',
    min === undefined ? "" : ' minAxisType="custom"',
    max === undefined ? "" : ' maxAxisType="custom"',
  ];
  const color = (name: string, value: string | undefined): string =>
    `<x14:${name} rgb="FF${checkColor(value ?? group.color)}"/>`;
  const colors = [
    color("colorSeries", group.color),
    color("colorNegative", negative),
    '<x14:colorAxis rgb="FF000000"/>',
    color("colorMarkers", markers),
    color("colorFirst", undefined),
    color("colorLast", last),
    color("colorHigh", high),
    color("colorLow", low),
  ];
  const sparklines = group.sparklines.map(
    ({ row, column, values }) =>
      `<x14:sparkline><xm:f>${escapeXml(rangeText(values.sheet, values.area))}</xm:f><xm:sqref>${a1(row, column)}</xm:sqref></x14:sparkline>`,
  );
  return (
    `<x14:sparklineGroup${attributes.join("")}>${colors.join("")}` +
    `<x14:sparklines>${sparklines.join("")}</x14:sparklines></x14:sparklineGroup>`
  );
}
