import type { Area } from "../../shared/address.ts";
import { checkColor } from "./color.ts";
import type { AnchorPoint } from "./drawing.ts";
import { escapeXml } from "./escape.ts";
import { declaration } from "./package-parts.ts";
import { rangeText } from "./range-text.ts";

/** A native chart and its place on a sheet. */
export interface SheetChart {
  readonly sheet: string;
  readonly from: AnchorPoint;
  /** The corner opposite; the chart reaches up to that cell's upper left corner. */
  readonly to: AnchorPoint;
  /** Alternative text: what the chart shows, in a sentence. */
  readonly description: string;
  /** Name in the selection pane; `Gráfico N` when not given. */
  readonly name?: string;
  readonly chart: Chart;
}

/** Colours are RRGGBB, sizes are points, number formats are Excel's in English (`0.0%`). */
export type Chart = AxisChart | DoughnutChart;

interface ChartBase {
  readonly title?: ChartText;
  /** Where the legend stands; none when not given. */
  readonly legend?: "top" | "right" | "bottom" | "left";
  /** Size of every text that does not say its own, 9 when not given. */
  readonly fontSize?: number;
  /** Shows values of hidden rows and columns too. */
  readonly includeHidden?: boolean;
  /** Colour behind the chart, white when not given; null lets the sheet show through. */
  readonly background?: string | null;
}

export interface AxisChart extends ChartBase {
  /** `column` stands, `bar` lies. */
  readonly kind: "column" | "bar" | "line";
  /** How series share a category, `clustered` when not given. */
  readonly grouping?: "clustered" | "stacked" | "percentStacked";
  readonly categories: ChartCells<string | number>;
  readonly series: readonly ChartSeries[];
  /** Space between categories, in percent of a column's width; 60 when not given. */
  readonly gapWidth?: number;
  /** How far columns of a category cover each other, -100 to 100 percent; 100 when stacked, else -10. */
  readonly overlap?: number;
  readonly categoryAxis?: CategoryAxis;
  readonly valueAxis?: ValueAxis;
}

export interface DoughnutChart extends ChartBase {
  readonly kind: "doughnut";
  /** What the ring counts, for screen readers and the legend's editor. */
  readonly name: ChartText;
  readonly categories: ChartCells<string | number>;
  readonly values: ChartCells<number>;
  /** One colour for each category. */
  readonly colors: readonly string[];
  /** Diameter of the hole in percent, 10 to 90; 65 when not given. */
  readonly holeSize?: number;
  readonly labels?: ChartLabels;
  /** Text in the middle of the ring: the one figure to remember; further lines are written smaller. */
  readonly centre?: ChartText;
}

export interface ChartSeries {
  readonly name: ChartText;
  readonly values: ChartCells<number>;
  readonly color: string;
  /** Colours of single points by place; null keeps the series's. Not for lines. */
  readonly pointColors?: readonly (string | null)[];
  readonly labels?: ChartLabels;
  /** Draws this series as a line over the columns of the others. */
  readonly asLine?: boolean;
  readonly line?: ChartLine;
}

export interface ChartLine {
  /** 2.25 when not given; 0 shows the markers alone. */
  readonly width?: number;
  readonly dash?: "solid" | "dash" | "dot";
  /** Shape at each point, `circle` when not given. */
  readonly marker?: "circle" | "diamond" | "dash" | "none";
  readonly markerSize?: number;
}

/** Values of a row or column of cells, with what they hold now; null is an empty cell. */
export interface ChartCells<Value> {
  readonly sheet: string;
  readonly area: Area;
  readonly values: readonly (Value | null)[];
  /** Number format of the cells, `General` when not given. */
  readonly format?: string;
}

/** A text of its own, or one that follows a cell. */
export type ChartText = string | ChartTextCell;

export interface ChartTextCell {
  readonly text: string;
  /** The cell it follows. */
  readonly cell?: { readonly sheet: string; readonly row: number; readonly column: number };
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
}

export interface ChartLabels {
  /** What is shown, `value` when not given. */
  readonly show?: "value" | "percent" | "category";
  /** Number format; the cells' own when not given. */
  readonly format?: string;
  /** `outside` and `above` when not given, `centre` in stacked charts; a doughnut has no choice. */
  readonly position?: "outside" | "end" | "base" | "centre" | "above" | "below" | "right";
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
}

export interface CategoryAxis {
  readonly title?: ChartText;
  /** First category at the top (of bars) or at the right. */
  readonly reversed?: boolean;
  readonly hidden?: boolean;
  readonly size?: number;
  /** Turns the names, in degrees, -90 to 90. */
  readonly rotation?: number;
  /** Names below the chart even where values are negative. */
  readonly low?: boolean;
}

export interface ValueAxis {
  readonly title?: ChartText;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly format?: string;
  /** True when not given. */
  readonly gridlines?: boolean;
  readonly hidden?: boolean;
  readonly size?: number;
}

/**
 * The chart as a part of the package, with the values it shows beside the references to the cells.
 *
 * @throws {Error} when values and cells differ in number, or a colour is none
 * @source ECMA-376 part 1, 21.2 (order of elements as XlsxWriter emits it)
 */
export function chartXml(chart: Chart): string {
  const title = titleXml(chart.title, { size: 12, bold: true });
  const plot = chart.kind === "doughnut" ? doughnutXml(chart) : axisChartXml(chart);
  const background = chart.background === undefined ? "FFFFFF" : chart.background;
  const fill = background === null ? "<a:noFill/>" : solidFill(background);
  return (
    `${declaration}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
    `<c:date1904 val="0"/><c:lang val="es-CO"/><c:roundedCorners val="0"/>` +
    `<c:chart>${title}<c:autoTitleDeleted val="${title === "" ? 1 : 0}"/>` +
    `<c:plotArea>${layoutXml(chart)}${plot}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>` +
    legendXml(chart.legend) +
    `<c:plotVisOnly val="${chart.includeHidden === true ? 0 : 1}"/><c:dispBlanksAs val="gap"/></c:chart>` +
    `<c:spPr>${fill}<a:ln><a:noFill/></a:ln></c:spPr>${textProperties({ size: chart.fontSize ?? 9 })}` +
    `<c:printSettings><c:headerFooter/><c:pageMargins b="0.75" l="0.7" r="0.7" t="0.75" header="0.3" footer="0.3"/><c:pageSetup/></c:printSettings>` +
    `${hasCentre(chart) ? `<c:userShapes r:id="${centreRelationship}"/>` : ""}</c:chartSpace>`
  );
}

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
  const link = cell === undefined ? "" : escapeXml(rangeText(cell.sheet, areaOf(cell)));
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

function hasCentre(chart: Chart): chart is DoughnutChart & { readonly centre: ChartText } {
  return chart.kind === "doughnut" && chart.centre !== undefined;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the ring is drawn, in shares of the chart: fixed, so that the text of its middle can be put there. */
function ringPlace({ title, legend }: DoughnutChart): Place {
  const top = (title === undefined ? 0.05 : 0.16) + (legend === "top" ? 0.1 : 0);
  const bottom = legend === "bottom" ? 0.84 : 0.95;
  const left = legend === "left" ? 0.4 : 0.03;
  const right = legend === "right" ? 0.6 : 0.97;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function layoutXml(chart: Chart): string {
  if (!hasCentre(chart)) return "<c:layout/>";
  const { x, y, width, height } = ringPlace(chart);
  return (
    `<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>` +
    `<c:x val="${share(x)}"/><c:y val="${share(y)}"/><c:w val="${share(width)}"/><c:h val="${share(height)}"/></c:manualLayout></c:layout>`
  );
}

function share(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}

const textColor = "404040";
const quietColor = "595959";
const gridColor = "E3E3E3";
const axisColor = "BFBFBF";

const categoryAxisId = 500_001;
const valueAxisId = 500_002;

function axisChartXml(chart: AxisChart): string {
  const numbered = chart.series.map((series, index) => ({ series, index }));
  const isLine = ({ series }: { series: ChartSeries }): boolean => chart.kind === "line" || series.asLine === true;
  const bars = numbered.filter((entry) => !isLine(entry));
  const lines = numbered.filter(isLine);
  return (
    (bars.length === 0 ? "" : barsXml(chart, bars)) +
    (lines.length === 0 ? "" : linesXml(chart, lines)) +
    categoryAxisXml(chart) +
    valueAxisXml(chart)
  );
}

type Numbered = readonly { readonly series: ChartSeries; readonly index: number }[];

function barsXml(chart: AxisChart, bars: Numbered): string {
  const grouping = chart.grouping ?? "clustered";
  const isStacked = grouping !== "clustered";
  const series = bars.map(
    ({ series: one, index }) =>
      `<c:ser>${seriesHead(one.name, index)}<c:spPr>${solidFill(one.color)}<a:ln><a:noFill/></a:ln></c:spPr><c:invertIfNegative val="0"/>` +
      pointsXml(one.pointColors ?? [], '<c:invertIfNegative val="0"/>', "") +
      labelsXml(one.labels, isStacked ? "centre" : "outside") +
      `<c:cat>${categoriesXml(chart.categories)}</c:cat><c:val>${numbersXml(one.values)}</c:val></c:ser>`,
  );
  return (
    `<c:barChart><c:barDir val="${chart.kind === "bar" ? "bar" : "col"}"/><c:grouping val="${grouping}"/><c:varyColors val="0"/>` +
    `${series.join("")}<c:gapWidth val="${chart.gapWidth ?? 60}"/><c:overlap val="${chart.overlap ?? (isStacked ? 100 : -10)}"/>` +
    `<c:axId val="${categoryAxisId}"/><c:axId val="${valueAxisId}"/></c:barChart>`
  );
}

function linesXml(chart: AxisChart, lines: Numbered): string {
  const grouping = chart.kind === "line" ? (chart.grouping ?? "clustered") : "clustered";
  const series = lines.map(
    ({ series: one, index }) =>
      `<c:ser>${seriesHead(one.name, index)}${lineXml(one)}${labelsXml(one.labels, "above")}` +
      `<c:cat>${categoriesXml(chart.categories)}</c:cat><c:val>${numbersXml(one.values)}</c:val><c:smooth val="0"/></c:ser>`,
  );
  return (
    `<c:lineChart><c:grouping val="${grouping === "clustered" ? "standard" : grouping}"/><c:varyColors val="0"/>` +
    `${series.join("")}<c:marker val="1"/><c:axId val="${categoryAxisId}"/><c:axId val="${valueAxisId}"/></c:lineChart>`
  );
}

function lineXml({ color, line = {} }: ChartSeries): string {
  const width = line.width ?? 2.25;
  const dash = line.dash === undefined || line.dash === "solid" ? "" : `<a:prstDash val="${dashes[line.dash]}"/>`;
  const stroke =
    width === 0
      ? "<a:ln><a:noFill/></a:ln>"
      : `<a:ln w="${Math.round(width * 12_700)}" cap="rnd">${solidFill(color)}${dash}<a:round/></a:ln>`;
  const marker = line.marker ?? "circle";
  const shape =
    marker === "none"
      ? ""
      : `<c:size val="${line.markerSize ?? 6}"/><c:spPr>${solidFill(color)}<a:ln w="9525">${solidFill("FFFFFF")}</a:ln></c:spPr>`;
  return `<c:spPr>${stroke}</c:spPr><c:marker><c:symbol val="${marker}"/>${shape}</c:marker>`;
}

const dashes = { dash: "dash", dot: "sysDot" } as const;

function doughnutXml(chart: DoughnutChart): string {
  if (chart.colors.length !== chart.values.values.length) throw new Error("a doughnut needs one colour for each value");
  const gap = `<a:ln w="19050">${solidFill("FFFFFF")}</a:ln>`;
  return (
    `<c:doughnutChart><c:varyColors val="1"/><c:ser>${seriesHead(chart.name, 0)}` +
    pointsXml(chart.colors, '<c:bubble3D val="0"/>', gap) +
    labelsXml(chart.labels, null) +
    `<c:cat>${categoriesXml(chart.categories)}</c:cat><c:val>${numbersXml(chart.values)}</c:val></c:ser>` +
    `<c:firstSliceAng val="0"/><c:holeSize val="${chart.holeSize ?? 65}"/></c:doughnutChart>`
  );
}

function seriesHead(name: ChartText, index: number): string {
  const { text, cell } = textOf(name);
  const value =
    cell === undefined ? `<c:v>${escapeXml(text)}</c:v>` : stringReference(rangeText(cell.sheet, areaOf(cell)), [text]);
  return `<c:idx val="${index}"/><c:order val="${index}"/><c:tx>${value}</c:tx>`;
}

function pointsXml(colors: readonly (string | null)[], between: string, line: string): string {
  return colors
    .map((color, index) =>
      color === null
        ? ""
        : `<c:dPt><c:idx val="${index}"/>${between}<c:spPr>${solidFill(color)}${line === "" ? "<a:ln><a:noFill/></a:ln>" : line}</c:spPr></c:dPt>`,
    )
    .join("");
}

function labelsXml(labels: ChartLabels | undefined, usual: NonNullable<ChartLabels["position"]> | null): string {
  if (labels === undefined) return "";
  const show = labels.show ?? "value";
  const format = labels.format === undefined ? "" : numberFormat(labels.format);
  const position = usual === null ? "" : `<c:dLblPos val="${labelPlaces[labels.position ?? usual]}"/>`;
  return (
    `<c:dLbls>${format}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${textProperties({ color: textColor, ...labels })}${position}` +
    `<c:showLegendKey val="0"/><c:showVal val="${show === "value" ? 1 : 0}"/><c:showCatName val="${show === "category" ? 1 : 0}"/>` +
    `<c:showSerName val="0"/><c:showPercent val="${show === "percent" ? 1 : 0}"/><c:showBubbleSize val="0"/>` +
    `${usual === null ? '<c:showLeaderLines val="0"/>' : ""}</c:dLbls>`
  );
}

const labelPlaces: Readonly<Record<NonNullable<ChartLabels["position"]>, string>> = {
  outside: "outEnd",
  end: "inEnd",
  base: "inBase",
  centre: "ctr",
  above: "t",
  below: "b",
  right: "r",
};

function categoryAxisXml(chart: AxisChart): string {
  const axis = chart.categoryAxis ?? {};
  return (
    `<c:catAx><c:axId val="${categoryAxisId}"/><c:scaling><c:orientation val="${axis.reversed === true ? "maxMin" : "minMax"}"/></c:scaling>` +
    `<c:delete val="${axis.hidden === true ? 1 : 0}"/><c:axPos val="${chart.kind === "bar" ? "l" : "b"}"/>` +
    titleXml(axis.title, { size: 9, bold: false }) +
    `<c:numFmt formatCode="General" sourceLinked="1"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>` +
    `<c:tickLblPos val="${axis.low === true ? "low" : "nextTo"}"/><c:spPr><a:ln w="9525">${solidFill(axisColor)}</a:ln></c:spPr>` +
    textProperties({ size: axis.size, color: quietColor, rotation: axis.rotation }) +
    `<c:crossAx val="${valueAxisId}"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>`
  );
}

function valueAxisXml(chart: AxisChart): string {
  const axis = chart.valueAxis ?? {};
  const format = axis.format ?? (chart.grouping === "percentStacked" ? "0%" : undefined);
  const gridlines =
    axis.gridlines === false
      ? ""
      : `<c:majorGridlines><c:spPr><a:ln w="9525">${solidFill(gridColor)}</a:ln></c:spPr></c:majorGridlines>`;
  // With the first category on top the values would be written at the top too.
  const crosses = chart.categoryAxis?.reversed === true ? "max" : "autoZero";
  return (
    `<c:valAx><c:axId val="${valueAxisId}"/><c:scaling><c:orientation val="minMax"/>${limit("max", axis.max)}${limit("min", axis.min)}</c:scaling>` +
    `<c:delete val="${axis.hidden === true ? 1 : 0}"/><c:axPos val="${chart.kind === "bar" ? "b" : "l"}"/>${gridlines}` +
    titleXml(axis.title, { size: 9, bold: false, rotation: chart.kind === "bar" ? undefined : -90 }) +
    (format === undefined ? '<c:numFmt formatCode="General" sourceLinked="1"/>' : numberFormat(format)) +
    `<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>` +
    textProperties({ size: axis.size, color: quietColor }) +
    `<c:crossAx val="${categoryAxisId}"/><c:crosses val="${crosses}"/><c:crossBetween val="between"/>${limit("majorUnit", axis.step)}</c:valAx>`
  );
}

function limit(name: string, value: number | undefined): string {
  return value === undefined ? "" : `<c:${name} val="${value}"/>`;
}

function legendXml(legend: ChartBase["legend"]): string {
  if (legend === undefined) return "";
  return `<c:legend><c:legendPos val="${legend.charAt(0)}"/><c:overlay val="0"/>${textProperties({ color: quietColor })}</c:legend>`;
}

interface TextLooks {
  readonly size?: number | undefined;
  readonly bold?: boolean | undefined;
  readonly color?: string | undefined;
  readonly rotation?: number | undefined;
}

function titleXml(title: ChartText | undefined, usual: TextLooks): string {
  if (title === undefined) return "";
  return `<c:title>${titleText(title, usual)}<c:overlay val="0"/>${linkedLooks(title, usual)}</c:title>`;
}

function titleText(title: ChartText, usual: TextLooks): string {
  const { text, cell } = textOf(title);
  if (cell !== undefined) return `<c:tx>${stringReference(rangeText(cell.sheet, areaOf(cell)), [text])}</c:tx>`;
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

function textOf(text: ChartText): ChartTextCell {
  return typeof text === "string" ? { text } : text;
}

function textProperties(looks: TextLooks): string {
  return `<c:txPr>${bodyProperties(looks)}<a:lstStyle/><a:p><a:pPr>${runProperties("a:defRPr", looks)}</a:pPr><a:endParaRPr lang="es-CO"/></a:p></c:txPr>`;
}

function bodyProperties({ rotation }: TextLooks): string {
  return rotation === undefined ? "<a:bodyPr/>" : `<a:bodyPr rot="${Math.round(rotation * 60_000)}" vert="horz"/>`;
}

function runProperties(tag: string, { size, bold, color }: TextLooks, more = ""): string {
  const height = size === undefined ? "" : ` sz="${Math.round(size * 100)}"`;
  return `<${tag}${more}${height} b="${bold === true ? 1 : 0}">${solidFill(color ?? textColor)}<a:latin typeface="Calibri"/></${tag}>`;
}

function solidFill(color: string): string {
  return `<a:solidFill><a:srgbClr val="${checkColor(color)}"/></a:solidFill>`;
}

function numberFormat(format: string): string {
  return `<c:numFmt formatCode="${escapeXml(format)}" sourceLinked="0"/>`;
}

function categoriesXml(cells: ChartCells<string | number>): string {
  const numbers = cells.values.filter((value) => typeof value === "number");
  const isNumeric = numbers.length > 0 && cells.values.every((value) => value === null || typeof value === "number");
  if (isNumeric) return numbersXml({ ...cells, values: cells.values });
  return stringReference(referenceOf(cells), cells.values);
}

function stringReference(reference: string, values: readonly (string | number | null)[]): string {
  const points = values.map((value, index) =>
    value === null ? "" : `<c:pt idx="${index}"><c:v>${escapeXml(String(value))}</c:v></c:pt>`,
  );
  return `<c:strRef><c:f>${escapeXml(reference)}</c:f><c:strCache><c:ptCount val="${values.length}"/>${points.join("")}</c:strCache></c:strRef>`;
}

function numbersXml(cells: ChartCells<number>): string {
  const points = cells.values.map((value, index) => {
    if (value === null) return "";
    if (!Number.isFinite(value)) throw new Error(`a chart cannot show ${value}`);
    return `<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`;
  });
  return (
    `<c:numRef><c:f>${escapeXml(referenceOf(cells))}</c:f><c:numCache><c:formatCode>${escapeXml(cells.format ?? "General")}</c:formatCode>` +
    `<c:ptCount val="${cells.values.length}"/>${points.join("")}</c:numCache></c:numRef>`
  );
}

function referenceOf({ sheet, area, values }: ChartCells<string | number>): string {
  const rows = area.bottom - area.top + 1;
  const columns = area.right - area.left + 1;
  const reference = rangeText(sheet, area);
  if ((rows !== 1 && columns !== 1) || rows * columns !== values.length) {
    throw new Error(`a chart has ${values.length} values for the cells ${reference}`);
  }
  return reference;
}

function areaOf({ row, column }: { row: number; column: number }): Area {
  return { top: row, left: column, bottom: row, right: column };
}
