import type { AxisChart, Chart, ChartBase, ChartSeries } from "./chart.ts";
import { categoryAxisXml, valueAxisXml } from "./chart-axis.ts";
import { centreRelationship, hasCentre, ringPlace, share } from "./chart-centre.ts";
import { barsXml, doughnutXml, linesXml } from "./chart-series.ts";
import { quietColor, solidFill, textProperties, titleXml } from "./chart-text.ts";
import { declaration } from "./package-parts.ts";

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

function layoutXml(chart: Chart): string {
  if (!hasCentre(chart)) return "<c:layout/>";
  const { x, y, width, height } = ringPlace(chart);
  return (
    `<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>` +
    `<c:x val="${share(x)}"/><c:y val="${share(y)}"/><c:w val="${share(width)}"/><c:h val="${share(height)}"/></c:manualLayout></c:layout>`
  );
}

function legendXml(legend: ChartBase["legend"]): string {
  if (legend === undefined) return "";
  return `<c:legend><c:legendPos val="${legend.charAt(0)}"/><c:overlay val="0"/>${textProperties({ color: quietColor })}</c:legend>`;
}
