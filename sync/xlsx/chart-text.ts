import { textReference } from "./chart-cells.ts";
import type { ChartText, ChartTextCell } from "./chart.ts";
import { checkColor } from "./color.ts";
import { escapeXml } from "./escape.ts";

/** Dark grey of titles and values, lighter grey of names, both with enough contrast on white. */
export const textColor = "404040";
export const quietColor = "595959";

/** How a text looks; what is not said comes from the text around it. */
export interface TextLooks {
  readonly size?: number | undefined;
  readonly bold?: boolean | undefined;
  readonly color?: string | undefined;
  readonly rotation?: number | undefined;
}

/** Title of a chart or axis, or nothing. */
export function titleXml(title: ChartText | undefined, usual: TextLooks): string {
  if (title === undefined) return "";
  return `<c:title>${titleText(title, usual)}<c:overlay val="0"/>${linkedLooks(title, usual)}</c:title>`;
}

function titleText(title: ChartText, usual: TextLooks): string {
  const { text, cell } = textOf(title);
  if (cell !== undefined) return `<c:tx>${textReference(cell, text)}</c:tx>`;
  const looks = titleLooks(title, usual);
  const paragraphs = text
    .split("\n")
    .map(
      (line) =>
        `<a:p><a:pPr>${runProperties("a:defRPr", looks)}</a:pPr><a:r>${runProperties("a:rPr", looks, ' lang="es-CO"')}<a:t>${escapeXml(line)}</a:t></a:r></a:p>`,
    );
  return `<c:tx><c:rich>${bodyProperties(looks)}<a:lstStyle/>${paragraphs.join("")}</c:rich></c:tx>`;
}

/** A title that follows a cell has no runs, and says its looks apart. */
function linkedLooks(title: ChartText, usual: TextLooks): string {
  return textOf(title).cell === undefined ? "" : textProperties(titleLooks(title, usual));
}

function titleLooks(title: ChartText, usual: TextLooks): TextLooks {
  const { size, bold, color } = textOf(title);
  return { ...usual, color: color ?? textColor, size: size ?? usual.size, bold: bold ?? usual.bold };
}

export function textOf(text: ChartText): ChartTextCell {
  return typeof text === "string" ? { text } : text;
}

/** Looks of the texts of an element, `c:txPr`. */
export function textProperties(looks: TextLooks): string {
  return `<c:txPr>${bodyProperties(looks)}<a:lstStyle/><a:p><a:pPr>${runProperties("a:defRPr", looks)}</a:pPr><a:endParaRPr lang="es-CO"/></a:p></c:txPr>`;
}

function bodyProperties({ rotation }: TextLooks): string {
  return rotation === undefined ? "<a:bodyPr/>" : `<a:bodyPr rot="${Math.round(rotation * 60_000)}" vert="horz"/>`;
}

/** Looks of one run of text, under the tag it needs there. */
export function runProperties(tag: string, { size, bold, color }: TextLooks, more = ""): string {
  const height = size === undefined ? "" : ` sz="${Math.round(size * 100)}"`;
  return `<${tag}${more}${height} b="${bold === true ? 1 : 0}">${solidFill(color ?? textColor)}<a:latin typeface="Calibri"/></${tag}>`;
}

export function solidFill(color: string): string {
  return `<a:solidFill><a:srgbClr val="${checkColor(color)}"/></a:solidFill>`;
}

export function numberFormat(format: string): string {
  return `<c:numFmt formatCode="${escapeXml(format)}" sourceLinked="0"/>`;
}
