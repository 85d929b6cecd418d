import type { AxisChart, ChartLabels, ChartSeries, ChartText, DoughnutChart } from "./chart.ts";
import { categoryAxisId, valueAxisId } from "./chart-axis.ts";
import { categoriesXml, numbersXml, textReference } from "./chart-cells.ts";
import { numberFormat, solidFill, textColor, textOf, textProperties } from "./chart-text.ts";
import { escapeXml } from "./escape.ts";

/** Series with their place among all of the chart, which colours and the legend go by. */
export type Numbered = readonly { readonly series: ChartSeries; readonly index: number }[];

/** Columns and bars: CT_BarChart. */
export function barsXml(chart: AxisChart, bars: Numbered): string {
  const grouping = chart.grouping ?? "clustered";
  const isStacked = grouping !== "clustered";
  const series = bars.map(
    ({ series: one, index }) =>
      `<c:ser>${seriesHead(one.name, index)}<c:spPr>${solidFill(one.color)}<a:ln><a:noFill/></a:ln></c:spPr><c:invertIfNegative val="0"/>` +
      pointsXml(one.pointColors ?? [], '<c:invertIfNegative val="0"/>', "") +
      labelsXml(one.labels, isStacked ? stackedPlaces : barPlaces) +
      `<c:cat>${categoriesXml(chart.categories)}</c:cat><c:val>${numbersXml(one.values)}</c:val></c:ser>`,
  );
  return (
    `<c:barChart><c:barDir val="${chart.kind === "bar" ? "bar" : "col"}"/><c:grouping val="${grouping}"/><c:varyColors val="0"/>` +
    `${series.join("")}<c:gapWidth val="${chart.gapWidth ?? 60}"/><c:overlap val="${chart.overlap ?? (isStacked ? 100 : -10)}"/>` +
    `<c:axId val="${categoryAxisId}"/><c:axId val="${valueAxisId}"/></c:barChart>`
  );
}

/** Lines, alone or over columns: CT_LineChart. */
export function linesXml(chart: AxisChart, lines: Numbered): string {
  const grouping = chart.kind === "line" ? (chart.grouping ?? "clustered") : "clustered";
  const series = lines.map(
    ({ series: one, index }) =>
      `<c:ser>${seriesHead(one.name, index)}${lineXml(one)}${labelsXml(one.labels, linePlaces)}` +
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

/** A ring: CT_DoughnutChart. */
export function doughnutXml(chart: DoughnutChart): string {
  if (chart.colors.length !== chart.values.values.length) throw new Error("a doughnut needs one colour for each value");
  const gap = `<a:ln w="19050">${solidFill("FFFFFF")}</a:ln>`;
  return (
    `<c:doughnutChart><c:varyColors val="1"/><c:ser>${seriesHead(chart.name, 0)}` +
    pointsXml(chart.colors, '<c:bubble3D val="0"/>', gap) +
    labelsXml(chart.labels, []) +
    `<c:cat>${categoriesXml(chart.categories)}</c:cat><c:val>${numbersXml(chart.values)}</c:val></c:ser>` +
    `<c:firstSliceAng val="0"/><c:holeSize val="${chart.holeSize ?? 65}"/></c:doughnutChart>`
  );
}

function seriesHead(name: ChartText, index: number): string {
  const { text, cell } = textOf(name);
  const value = cell === undefined ? `<c:v>${escapeXml(text)}</c:v>` : textReference(cell, text);
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

/** Where Excel lets the labels of a series stand, the usual place first; another place makes it repair the file. */
type Places = readonly NonNullable<ChartLabels["position"]>[];

const barPlaces: Places = ["outside", "end", "base", "centre"];
const stackedPlaces: Places = ["centre", "end", "base"];
const linePlaces: Places = ["above", "below", "right", "centre"];

function labelsXml(labels: ChartLabels | undefined, places: Places): string {
  if (labels === undefined) return "";
  const chosen = labels.position ?? places[0];
  if (chosen !== undefined && !places.includes(chosen)) throw new Error(`labels of this chart cannot stand ${chosen}`);
  const show = labels.show ?? "value";
  const format = labels.format === undefined ? "" : numberFormat(labels.format);
  const position = chosen === undefined ? "" : `<c:dLblPos val="${labelPlaces[chosen]}"/>`;
  return (
    `<c:dLbls>${format}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${textProperties({ color: textColor, ...labels })}${position}` +
    `<c:showLegendKey val="0"/><c:showVal val="${show === "value" ? 1 : 0}"/><c:showCatName val="${show === "category" ? 1 : 0}"/>` +
    `<c:showSerName val="0"/><c:showPercent val="${show === "percent" ? 1 : 0}"/><c:showBubbleSize val="0"/>` +
    `${chosen === undefined ? '<c:showLeaderLines val="0"/>' : ""}</c:dLbls>`
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
