import type { Area } from "../../shared/address.ts";
import type { ChartCells, ChartTextCell } from "./chart.ts";
import { escapeXml } from "./escape.ts";
import { rangeText } from "./range-text.ts";

/** Names of categories; numbers, such as years, are kept as numbers. */
export function categoriesXml(cells: ChartCells<string | number>): string {
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

/** Reference to cells with the numbers they hold now. */
export function numbersXml(cells: ChartCells<number>): string {
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

export function areaAt({ row, column }: { row: number; column: number }): Area {
  return { top: row, left: column, bottom: row, right: column };
}

/** The cell a text follows, with the text it holds now. */
export function textReference(cell: NonNullable<ChartTextCell["cell"]>, text: string): string {
  return stringReference(rangeText(cell.sheet, areaAt(cell)), [text]);
}
