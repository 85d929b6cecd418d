import { escapeXml } from "./escape.ts";
import { declaration } from "./package-parts.ts";

/** A place on a sheet: a zero-based cell, and how far to the right and down from its corner, in points. */
export interface AnchorPoint {
  readonly row: number;
  readonly column: number;
  readonly right?: number;
  readonly down?: number;
}

export interface ChartFrame {
  readonly from: AnchorPoint;
  /** The corner opposite; the frame reaches up to that cell's upper left corner. */
  readonly to: AnchorPoint;
  /** Shown in the selection pane. */
  readonly name: string;
  /** Read aloud instead of the picture. */
  readonly description: string;
  readonly relationshipId: string;
}

/** A drawing part with these charts, put behind whatever the part held before. */
export function drawingXml(before: string | undefined, frames: readonly ChartFrame[]): string {
  const begun = before ?? `${declaration}${emptyDrawing}`;
  const taken = [...begun.matchAll(/<xdr:cNvPr id="(\d+)"/g)].map((match) => Number(match[1]));
  const first = Math.max(1, ...taken) + 1;
  const anchors = frames.map((frame, index) => anchorXml(frame, first + index)).join("");
  return begun.endsWith("</xdr:wsDr>")
    ? `${begun.slice(0, -"</xdr:wsDr>".length)}${anchors}</xdr:wsDr>`
    : `${begun.slice(0, begun.lastIndexOf("/>"))}>${anchors}</xdr:wsDr>`;
}

const emptyDrawing =
  '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>';

function anchorXml(frame: ChartFrame, id: number): string {
  const { name, description } = frame;
  return (
    `<xdr:twoCellAnchor editAs="oneCell"><xdr:from>${pointXml(frame.from)}</xdr:from><xdr:to>${pointXml(frame.to)}</xdr:to>` +
    `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>` +
    `<xdr:cNvPr id="${id}" name="${escapeXml(name)}" descr="${escapeXml(description)}"/><xdr:cNvGraphicFramePr/>` +
    `</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>` +
    `<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">` +
    `<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="${frame.relationshipId}"/>` +
    `</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`
  );
}

function pointXml({ row, column, right = 0, down = 0 }: AnchorPoint): string {
  return (
    `<xdr:col>${column}</xdr:col><xdr:colOff>${emu(right)}</xdr:colOff>` +
    `<xdr:row>${row}</xdr:row><xdr:rowOff>${emu(down)}</xdr:rowOff>`
  );
}

/** English metric units of a length in points. */
function emu(points: number): number {
  return Math.round(points * 12_700);
}
