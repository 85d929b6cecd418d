import ExcelJS from "exceljs";
import type { BulkRow } from "../../../sync/xlsx/bulk.ts";
import type { SheetChart } from "../../../sync/xlsx/chart.ts";
import { cellLink } from "../../../sync/xlsx/range-text.ts";
import { addValidation } from "../../../sync/xlsx/validations.ts";
import type { Additions } from "../../../sync/xlsx/write.ts";

/** A workbook that uses everything the writing side can do; `rowCount` bulk rows. */
export function everything(rowCount = 60): { workbook: ExcelJS.Workbook; additions: Additions } {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = "Metas al Día";
  workbook.views = [{ x: 0, y: 0, width: 20_000, height: 12_000, firstSheet: 0, activeTab: 0, visibility: "visible" }];
  addResumen(workbook);
  addIndicadores(workbook, rowCount);
  addProgramas(workbook);
  addHistoria(workbook);
  const programas: BulkRow[] = [
    { cells: ["Eje 1", { formula: "AVERAGE(B4:B5)", value: 0.55 }] },
    { cells: ["Programa 1.1", 0.4], outlineLevel: 1, prototype: 1 },
    { cells: ["Programa 1.2", 0.7], outlineLevel: 1, prototype: 1 },
    { cells: ["Eje 2", { formula: "B7", value: 1 }], collapsed: true },
    { cells: ["Programa 2.1", 1], outlineLevel: 1, prototype: 1, hidden: true, height: 30 },
  ];
  return {
    workbook,
    additions: {
      bulk: [
        { sheet: "Indicadores", startRow: 3, rowCount, rows: indicadores(rowCount) },
        { sheet: "Programas «P&D»", startRow: 2, rowCount: 5, prototypes: 2, outlineLevels: 1, rows: programas },
      ],
      charts: charts(),
      sparklines: [
        {
          sheet: "Historia",
          kind: "line",
          color: "1F6F8B",
          markers: "1F6F8B",
          last: "C0392B",
          sparklines: [1, 2].map((row) => ({
            row,
            column: 6,
            values: { sheet: "Historia", area: { top: row, left: 1, bottom: row, right: 5 } },
          })),
        },
        {
          sheet: "Historia",
          kind: "column",
          color: "7F8C8D",
          high: "27AE60",
          low: "C0392B",
          min: 0,
          max: 1,
          sparklines: [
            { row: 3, column: 6, values: { sheet: "Historia", area: { top: 3, left: 1, bottom: 3, right: 5 } } },
          ],
        },
      ],
      textNumbers: [{ sheet: "Indicadores", area: { top: 3, left: 0, bottom: 2 + rowCount, right: 0 } }],
    },
  };
}

/** The texts of the first column of «Indicadores» besides the códigos: everything that is hard to write. */
export const awkwardTexts: readonly string[] = [
  "=1+1",
  "+57 300",
  "-",
  "@usuario",
  " con espacios ",
  "dos  espacios",
  "línea 1\nlínea 2",
  "fin\r\nde línea",
  "\ttabulador",
  "_x0041_ literal",
  "_x005F_x0041_",
  "control \u0001\u000b\u001f",
  "<b>&amp;</b> \"comillas\" 'simples'",
  "😀 ñandú",
  "no es carácter \uffff",
  "a".repeat(32_767),
];

function addResumen(workbook: ExcelJS.Workbook): void {
  const sheet = workbook.addWorksheet("Resumen", {
    views: [{ showGridLines: false }],
    properties: { tabColor: { argb: "FF1F6F8B" } },
    pageSetup: { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 1 },
  });
  sheet.getCell("A1").value = "Resumen del plan";
  sheet.getCell("A1").font = { name: "Calibri", size: 18, bold: true };
  sheet.getCell("A2").value = { text: "Ir a los indicadores", hyperlink: "#'Indicadores'!A4", tooltip: "Tabla" };
  sheet.getCell("A3").value = { text: "Concejo", hyperlink: "https://concejo.example.co/?a=1&b=2" };
  sheet.getCell("A4").note = "Una nota";
  semaforo.forEach(([name, count], index) => {
    sheet.getCell(index + 5, 1).value = name;
    sheet.getCell(index + 5, 2).value = count;
  });
  secretarias.forEach(([name, avance, esperado, nota], index) => {
    sheet.getRow(index + 12).values = [name, avance, esperado, nota];
  });
  sheet.getRow(11).values = ["Secretaría", "Avance", "Esperado", "Cumplidas"];
  sheet.getCell("A20").value = "67,7 %";
  sheet.getColumn(1).width = 30;
}

const semaforo: readonly (readonly [string, number])[] = [
  ["Crítico", 12],
  ["Bajo", 9],
  ["Medio", 21],
  ["Satisfactorio", 34],
  ["Sobresaliente", 48],
];
const semaforoColors = ["C0392B", "E67E22", "F1C40F", "7CB342", "2E7D32"];
const secretarias: readonly (readonly [string, number, number, number | null])[] = [
  ["Salud", 0.81, 0.75, 14],
  ["Educación y Cultura", 0.74, 0.75, 22],
  ["Infraestructura", 0.38, 0.75, 3],
  ["Desarrollo Social e Inclusión", 0.66, 0.75, null],
  ["Hacienda", 1.04, 0.75, 9],
];

function column(
  left: number,
  top: number,
  bottom: number,
): { top: number; left: number; bottom: number; right: number } {
  return { top, left, bottom, right: left };
}

function charts(): SheetChart[] {
  const sheet = "Resumen";
  const names = { sheet, area: column(0, 11, 15), values: secretarias.map(([name]) => name) };
  const avance = { sheet, area: column(1, 11, 15), values: secretarias.map(([, value]) => value), format: "0%" };
  const esperado = { sheet, area: column(2, 11, 15), values: secretarias.map(([, , value]) => value), format: "0%" };
  const cumplidas = { sheet, area: column(3, 11, 15), values: secretarias.map(([, , , value]) => value) };
  const at = (row: number, left: number): Pick<SheetChart, "sheet" | "from" | "to"> => ({
    sheet,
    from: { row, column: left, right: 4, down: 4 },
    to: { row: row + 15, column: left + 6 },
  });
  return [
    {
      ...at(0, 5),
      description: "Metas por semáforo: 48 sobresalientes, 12 críticas",
      chart: {
        kind: "doughnut",
        name: "Metas",
        categories: { sheet, area: column(0, 4, 8), values: semaforo.map(([name]) => name) },
        values: { sheet, area: column(1, 4, 8), values: semaforo.map(([, count]) => count) },
        colors: semaforoColors,
        centre: { text: "67,7 %", cell: { sheet, row: 19, column: 0 } },
        legend: "right",
      },
    },
    {
      ...at(0, 11),
      description: "Avance por secretaría contra lo esperado",
      chart: {
        kind: "bar",
        title: "Avance por secretaría",
        categories: names,
        series: [
          {
            name: { text: "Avance", cell: { sheet, row: 10, column: 1 } },
            values: avance,
            color: "1F6F8B",
            pointColors: [null, null, "C0392B"],
            labels: { format: "0%" },
          },
        ],
        categoryAxis: { reversed: true },
        valueAxis: { min: 0, max: 1.2, step: 0.2, format: "0%" },
      },
    },
    {
      ...at(15, 5),
      description: "Avance y esperado",
      chart: {
        kind: "column",
        title: "Avance y esperado",
        categories: names,
        series: [
          { name: "Avance", values: avance, color: "1F6F8B", labels: { format: "0%" } },
          { name: "Cumplidas", values: esperado, color: "A7C7D3" },
          { name: "Esperado", values: esperado, color: "C0392B", asLine: true, line: { dash: "dash", marker: "none" } },
        ],
        valueAxis: { min: 0, format: "0%", title: "Avance" },
        legend: "bottom",
      },
    },
    {
      ...at(15, 11),
      description: "Semáforo por secretaría, en porcentaje",
      chart: {
        kind: "bar",
        grouping: "percentStacked",
        title: "Semáforo por secretaría",
        categories: names,
        series: semaforo.map(([name], index) => ({
          name,
          values: index % 2 === 0 ? avance : esperado,
          color: semaforoColors[index] ?? "",
          labels: { format: "0%", color: "FFFFFF" },
        })),
        categoryAxis: { reversed: true },
        valueAxis: { hidden: true, gridlines: false },
        legend: "bottom",
      },
    },
    {
      ...at(30, 5),
      description: "Evolución",
      chart: {
        kind: "line",
        title: { text: "Evolución del avance", size: 14, color: "1F6F8B" },
        categories: { sheet, area: column(0, 11, 15), values: [2024, 2025, 2026, 2027, 2028] },
        series: [
          { name: "Avance", values: avance, color: "1F6F8B", labels: { format: "0%" } },
          {
            name: "Cumplidas",
            values: esperado,
            color: "7F8C8D",
            line: { dash: "dot", width: 1.5, marker: "diamond" },
          },
        ],
        valueAxis: { format: "0%" },
        legend: "top",
      },
    },
    {
      ...at(30, 11),
      description: "Metas cumplidas por secretaría",
      chart: {
        kind: "column",
        grouping: "stacked",
        title: { text: "Metas cumplidas", cell: { sheet, row: 10, column: 3 } },
        categories: names,
        series: [
          { name: "Cumplidas", values: cumplidas, color: "2E7D32", labels: { color: "FFFFFF" } },
          { name: "Otras", values: cumplidas, color: "BDBDBD", labels: {} },
        ],
        categoryAxis: { rotation: -45, title: "Secretarías" },
        background: null,
      },
    },
    {
      sheet: "Historia",
      from: { row: 6, column: 1 },
      to: { row: 22, column: 7 },
      name: "Anillo",
      description: "Metas por semáforo, en porcentaje",
      chart: {
        kind: "doughnut",
        title: "Metas por semáforo",
        name: { text: "Avance", cell: { sheet, row: 10, column: 1 } },
        categories: { sheet, area: column(0, 4, 8), values: semaforo.map(([name]) => name) },
        values: { sheet, area: column(1, 4, 8), values: semaforo.map(([, count]) => count) },
        colors: semaforoColors,
        labels: { show: "percent", format: "0%", color: "FFFFFF", bold: true },
        centre: "124\nmetas",
        legend: "bottom",
        holeSize: 55,
      },
    },
  ];
}

const headers = ["Código", "Indicador", "Avance", "Meta", "Al día", "Estado", "Ir"];

function addIndicadores(workbook: ExcelJS.Workbook, rowCount: number): void {
  const sheet = workbook.addWorksheet("Indicadores", {
    views: [{ state: "frozen", ySplit: 3, xSplit: 1 }],
    pageSetup: { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: "3:3" },
  });
  sheet.pageSetup.printArea = `A1:G${3 + rowCount}`;
  sheet.headerFooter.oddFooter = "&LMetas al Día&RPágina &P de &N";
  sheet.getCell("A1").value = "Indicadores";
  sheet.mergeCells("A1:G1");
  const header = sheet.getRow(3);
  header.values = headers;
  header.font = { name: "Calibri", size: 11, bold: true, color: { argb: "FFFFFFFF" } };
  header.fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FF1F6F8B" } };
  sheet.autoFilter = "A3:G3";
  const formats = ["@", "@", "0.0%", "#,##0.00", "General", "General", "General"];
  formats.forEach((numFmt, index) => {
    const cell = sheet.getCell(4, index + 1);
    cell.numFmt = numFmt;
    cell.alignment = { vertical: "top", wrapText: index === 1 };
  });
  const last = 3 + rowCount;
  sheet.addConditionalFormatting({
    ref: `C4:C${last}`,
    rules: [
      {
        type: "dataBar",
        priority: 1,
        cfvo: [
          { type: "num", value: 0 },
          { type: "num", value: 1 },
        ],
        ...barLooks,
      },
      {
        type: "cellIs",
        operator: "lessThan",
        priority: 2,
        formulae: [0.4],
        style: { font: { color: { argb: "FFC0392B" } } },
      },
    ],
  });
  sheet.addConditionalFormatting({
    ref: `D4:D${last}`,
    rules: [{ type: "iconSet", priority: 3, iconSet: "3Triangles", cfvo: thirds }],
  });
  sheet.addConditionalFormatting({
    ref: `A4:G${last}`,
    rules: [{ type: "expression", priority: 4, formulae: ["MOD(ROW(),2)=0"], style: { fill: stripe } }],
  });
  addValidation(sheet, `F4:F${last}`, {
    type: "list",
    allowBlank: true,
    formulae: ['"crítico,medio"'],
    showInputMessage: true,
    promptTitle: "Estado",
    prompt: "Escoja de la lista",
  });
  workbook.definedNames.add(`'Indicadores'!$A$4:$A$${last}`, "METAS_CODIGOS");
}

const barLooks = { color: { argb: "FF9CC3D5" }, gradient: false, border: false };
const thirds = [0, 33, 66].map((value) => ({ type: "percent" as const, value }));
const stripe: ExcelJS.Fill = { type: "pattern", pattern: "solid", bgColor: { argb: "FFF5F8FA" } };

function* indicadores(rowCount: number): Generator<BulkRow> {
  for (let index = 0; index < rowCount; index++) {
    const row = index + 4;
    const awkward = awkwardTexts[index];
    yield {
      ...(awkward?.includes("\n") === true ? { height: 30 } : {}),
      cells: [
        `${index + 101}`,
        awkward ?? `Indicador ${index % 7}`,
        { formula: `D${row}/200`, value: (index * 2) / 200 },
        index * 2,
        index % 2 === 0,
        stateFormula(row, index),
        index === 0
          ? { value: "sitio", link: "https://example.co/a?b=1&c=2" }
          : { value: "ver", link: cellLink("Programas «P&D»", 2, 0), tooltip: 'Programa «"uno"»' },
      ],
    };
  }
}

function stateFormula(row: number, index: number): BulkRow["cells"][number] {
  if (index === 1) return { formula: "NA()", value: { error: "#N/A" } };
  if (index === 2) return { formula: `D${row}>1`, value: true };
  return { formula: `IF(C${row}<0.4,"crítico","medio")`, value: (index * 2) / 200 < 0.4 ? "crítico" : "medio" };
}

function addProgramas(workbook: ExcelJS.Workbook): void {
  const sheet = workbook.addWorksheet("Programas «P&D»", {
    properties: { outlineProperties: { summaryBelow: false, summaryRight: false } },
  });
  sheet.addTable({
    name: "Programas",
    ref: "A2",
    headerRow: true,
    style: { theme: "TableStyleLight1", showRowStripes: true },
    columns: [
      { name: "Programa", filterButton: true },
      { name: "Avance", filterButton: true },
    ],
    rows: [["", 0]],
  });
  sheet.getCell("A3").font = { name: "Calibri", size: 11, bold: true };
  sheet.getCell("B3").numFmt = "0.0%";
  sheet.getCell("A4").alignment = { indent: 1 };
  sheet.getCell("B4").numFmt = "0.0%";
  sheet.getCell("D1").value = { formula: "SUM(Programas[Avance])", result: 3.65 };
  sheet.getCell("A20").value = "Debajo de las filas";
}

function addHistoria(workbook: ExcelJS.Workbook): void {
  const sheet = workbook.addWorksheet("Historia");
  sheet.getRow(1).values = ["Secretaría", 2020, 2021, 2022, 2023, 2024, "Curva"];
  [0.1, 0.2, 0.35].forEach((start, index) => {
    sheet.getRow(index + 2).values = [`S${index}`, start, start * 1.5, start * 1.3, start * 2, start * 2.5];
    sheet.getRow(index + 2).height = 24;
  });
  sheet.addConditionalFormatting({
    ref: "B2:F4",
    rules: [{ type: "dataBar", priority: 1, cfvo: [{ type: "min" }, { type: "max" }], ...barLooks }],
  });
  const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const image = workbook.addImage({ base64: pixel, extension: "png" });
  sheet.addImage(image, { tl: { col: 8, row: 1 }, ext: { width: 20, height: 20 } });
}
