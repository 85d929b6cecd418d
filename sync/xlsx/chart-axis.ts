import type { AxisChart } from "./chart.ts";
import { numberFormat, quietColor, solidFill, textProperties, titleXml } from "./chart-text.ts";

/** The axes every chart with axes has; a chart is a part of its own, so that all may use the same ids. */
export const categoryAxisId = 500_001;
export const valueAxisId = 500_002;

/** The axis of names: CT_CatAx. */
export function categoryAxisXml(chart: AxisChart): string {
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

/** The axis of values: CT_ValAx. */
export function valueAxisXml(chart: AxisChart): string {
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

const gridColor = "E3E3E3";
const axisColor = "BFBFBF";
