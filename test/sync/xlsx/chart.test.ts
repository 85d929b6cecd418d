import { describe, expect, it } from "vitest";
import { centreXml } from "../../../sync/xlsx/chart-centre.ts";
import { chartXml } from "../../../sync/xlsx/chart-xml.ts";
import type { AxisChart, DoughnutChart } from "../../../sync/xlsx/chart.ts";

const area = { top: 1, left: 0, bottom: 3, right: 0 };
const categories = { sheet: "Año's", area, values: ["a", null, "c"] };
const values = { sheet: "Año's", area: { ...area, left: 1, right: 1 }, values: [0.5, null, 2], format: "0%" };
const column: AxisChart = { kind: "column", categories, series: [{ name: "S", values, color: "1f6f8b" }] };
const ring: DoughnutChart = { kind: "doughnut", name: "R", categories, values, colors: ["000000", "111111", "222222"] };

describe("chartXml", () => {
  it("keeps what the cells hold beside the references to them", () => {
    const xml = chartXml(column);
    expect(xml).toContain("<c:f>'Año''s'!$B$2:$B$4</c:f>");
    expect(xml).toContain(
      '<c:formatCode>0%</c:formatCode><c:ptCount val="3"/><c:pt idx="0"><c:v>0.5</c:v></c:pt><c:pt idx="2"><c:v>2</c:v></c:pt>',
    );
    expect(xml).toContain(
      '<c:strCache><c:ptCount val="3"/><c:pt idx="0"><c:v>a</c:v></c:pt><c:pt idx="2"><c:v>c</c:v></c:pt>',
    );
    expect(xml).toContain('<a:srgbClr val="1F6F8B"/>');
  });

  it("counts categories that are numbers as numbers", () => {
    const years = { ...categories, values: [2024, 2025, null] };
    expect(chartXml({ ...column, categories: years })).toMatch(
      /<c:cat><c:numRef>.*<c:v>2025<\/c:v><\/c:pt><\/c:numCache>/,
    );
  });

  it.each<[string, AxisChart | DoughnutChart, string]>([
    [
      "values that are more than the cells",
      { ...column, categories: { ...categories, area: { ...area, bottom: 2 } } },
      "3 values",
    ],
    ["a block of cells", { ...column, categories: { ...categories, area: { ...area, right: 1 } } }, "3 values"],
    ["a colour that is none", { ...column, series: [{ name: "S", values, color: "red" }] }, "not a colour"],
    [
      "labels outside of stacked columns",
      {
        ...column,
        grouping: "stacked",
        series: [{ name: "S", values, color: "000000", labels: { position: "outside" } }],
      },
      "cannot stand",
    ],
    ["a ring with placed labels", { ...ring, labels: { position: "centre" } }, "cannot stand"],
    ["a ring with a colour missing", { ...ring, colors: ["000000"] }, "one colour"],
    ["a value that is no number", { ...ring, values: { ...values, values: [1, Number.NaN, 1] } }, "NaN"],
  ])("refuses %s", (_, chart, reason) => {
    expect(() => chartXml(chart)).toThrow(reason);
  });
});

describe("centreXml", () => {
  it("follows the cell it is given", () => {
    const centre = { text: "68 %", cell: { sheet: "Año's", row: 0, column: 2 } };
    expect(centreXml({ ...ring, centre })).toMatch(/textlink="'Año''s'!\$C\$1".*<a:t>68 %<\/a:t>/);
    expect(centreXml(ring)).toBeNull();
    expect(centreXml(column)).toBeNull();
  });
});
