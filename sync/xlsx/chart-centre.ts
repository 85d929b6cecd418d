import { areaAt } from "./chart-cells.ts";
import type { Chart, ChartText, DoughnutChart } from "./chart.ts";
import { quietColor, runProperties, textOf } from "./chart-text.ts";
import { escapeXml } from "./escape.ts";
import { declaration } from "./package-parts.ts";
import { rangeText } from "./range-text.ts";

/** Id of the chart's relationship to the part of `centreXml`. */
export const centreRelationship = "rId1";

/**
 * The text box in the middle of a doughnut as a part of its own, or null for a chart without one.
 *
 * @source ECMA-376 part 1, 21.3, chart drawings: places are shares of the chart's width and height
 */
export function centreXml(chart: Chart): string | null {
  if (!hasCentre(chart)) return null;
  const { x, y, width, height } = ringPlace(chart);
  const { cell } = textOf(chart.centre);
  const middle = { x: x + width / 2, y: y + height / 2 };
  const link = cell === undefined ? "" : escapeXml(rangeText(cell.sheet, areaAt(cell)));
  const corner = (tag: string, dx: number, dy: number): string =>
    `<cdr:${tag}><cdr:x>${share(middle.x + dx)}</cdr:x><cdr:y>${share(middle.y + dy)}</cdr:y></cdr:${tag}>`;
  return (
    `${declaration}<c:userShapes xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">` +
    `<cdr:relSizeAnchor xmlns:cdr="http://schemas.openxmlformats.org/drawingml/2006/chartDrawing">` +
    `${corner("from", -0.16, -0.1)}${corner("to", 0.16, 0.1)}` +
    `<cdr:sp macro="" textlink="${link}"><cdr:nvSpPr><cdr:cNvPr id="2" name="Centro"/><cdr:cNvSpPr txBox="1"/></cdr:nvSpPr>` +
    `<cdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></cdr:spPr>` +
    `<cdr:txBody><a:bodyPr vertOverflow="overflow" horzOverflow="overflow" wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>` +
    `${centreText(chart.centre)}</cdr:txBody></cdr:sp></cdr:relSizeAnchor></c:userShapes>`
  );
}

/** The first line large, further ones small below it; what follows a cell is one line. */
function centreText(centre: ChartText): string {
  const { text, cell, size = 20, bold = true, color } = textOf(centre);
  const lines = cell === undefined ? text.split("\n") : [text];
  return lines
    .map((line, index) => {
      const looks = index === 0 ? { size, bold, color } : { size: Math.round(size * 0.5), color: color ?? quietColor };
      const run = `${runProperties("a:rPr", looks, ' lang="es-CO"')}<a:t>${escapeXml(line)}</a:t>`;
      const content =
        cell === undefined
          ? `<a:r>${run}</a:r>`
          : `<a:fld id="{00000000-0000-4000-8000-000000000001}" type="TxLink">${run}</a:fld>`;
      return `<a:p><a:pPr algn="ctr"/>${content}</a:p>`;
    })
    .join("");
}

export function hasCentre(chart: Chart): chart is DoughnutChart & { readonly centre: ChartText } {
  return chart.kind === "doughnut" && chart.centre !== undefined;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the ring is drawn, in shares of the chart: fixed, so that the text of its middle can be put there. */
export function ringPlace({ title, legend }: DoughnutChart): Place {
  const top = (title === undefined ? 0.05 : 0.16) + (legend === "top" ? 0.1 : 0);
  const bottom = legend === "bottom" ? 0.84 : 0.95;
  const left = legend === "left" ? 0.4 : 0.03;
  const right = legend === "right" ? 0.6 : 0.97;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export function share(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}
