import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { columnasOf } from "../../shared/layout/columnas.ts";
import { calculadas } from "../../shared/layout/formulas.ts";
import { matchLayout } from "../../shared/layout/match.ts";
import { findNota } from "../../shared/layout/titulo.ts";
import { readReporte } from "../../shared/read.ts";
import { buildDemoLibro, demoSecretarias, readDemoPlan } from "../../sync/demo/demo.ts";
import { buildPlantilla, filasVacias } from "../../sync/plantilla.ts";
import { readWorkbook } from "../../sync/xlsx/read.ts";
import { hasLibreOffice, recalculateAll, withLibreOffice } from "./xlsx/libreoffice.ts";
import { ownFaults } from "./xlsx/own-checks.ts";
import { validationErrors } from "./xlsx/validate.ts";

const plan = readDemoPlan();
const secretarias = demoSecretarias(plan);
const [secretaria] = secretarias;
if (secretaria === undefined) throw new Error("the demo has no secretarías");
const input = { secretaria, vigencia: 2017, corte: "2017-09-30", plan };

describe("the template", () => {
  it.each([
    ["empty", async () => buildPlantilla(input)],
    ["with rows and every oddity of the demo", async () => buildDemoLibro(secretaria, plan)],
    ["with one row", async () => buildPlantilla({ ...input, corte: null, indicadores: [{ codigo: "44010030007" }] })],
    ["without rows", async () => buildPlantilla({ ...input, indicadores: [] })],
  ])("is a valid workbook, the same each time: %s", async (_, build) => {
    const file = await build();
    expect(await validationErrors(file)).toEqual([]);
    expect(ownFaults(file)).toEqual([]);
    expect((await build()).equals(file)).toBe(true);
  });

  it("is found again by tags, headers and defined names, nothing moved or unknown", async () => {
    const workbook = readWorkbook(await buildPlantilla(input), "a.xlsx");
    expect(workbook.sheets.map(({ name, visibility }) => [name, visibility])).toEqual([
      ["Indicadores", "visible"],
      ["Instrucciones", "visible"],
    ]);
    const grid = workbook.readGrid("Indicadores");
    const layout = matchLayout(grid, plan);
    const keys = columnasOf(plan)
      .filter(({ info }) => info.enPlantilla)
      .map(({ key }) => key);
    expect([...(layout?.columns.keys() ?? [])]).toEqual(keys);
    expect(layout).toMatchObject({
      tagRow: 3,
      headerRow: 4,
      firstDataRow: 5,
      duplicated: [],
      similar: [],
      unknown: [],
      renamed: [],
      moved: [],
    });
    expect(grid.hiddenRows.has(3)).toBe(true);
    expect(findNota(grid, workbook.definedNames, 4)).toEqual({ row: 2, column: 8, value: null });
    expect(readReporte({ file: "a.xlsx", info: workbook, grid }, plan)).toMatchObject({
      secretaria: { id: secretaria.id },
      vigencia: 2017,
      corte: "2017-09-30",
      titulo: { version: 1 },
      indicadores: [],
    });
    expect(grid.rows.filter(({ row }) => row >= 5)).toHaveLength(filasVacias);
  });

  it("lets the secretaría write in its own columns only, without a password", async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(new Uint8Array(await buildPlantilla(input)).buffer);
    const sheet = workbook.getWorksheet("Indicadores");
    const tags = sheet?.getRow(4);
    const unlocked: string[] = [];
    sheet?.getRow(6).eachCell({ includeEmpty: true }, (cell, column) => {
      if (cell.protection?.locked === false) unlocked.push(tags?.getCell(column).text ?? "");
    });
    const own = columnasOf(plan).filter(({ info }) => info.enPlantilla && info.dueno === "secretaria");
    expect(unlocked).toEqual(own.map(({ key }) => key));
    const protection: unknown = Reflect.get(sheet ?? {}, "sheetProtection");
    expect(protection).toMatchObject({ sheet: true, autoFilter: true, sort: true, formatColumns: true });
    expect(protection).not.toHaveProperty("hashValue");
  });

  it("keeps códigos as text and figures as typed", async () => {
    const indicadores = [
      { codigo: "44010030007", meta2017: "NP", ejecucion2017: "7.480", planFechaLimite: "2017-12-15" },
    ];
    const workbook = readWorkbook(await buildPlantilla({ ...input, indicadores }), "a.xlsx");
    const grid = workbook.readGrid("Indicadores");
    const columns = matchLayout(grid, plan)?.columns;
    const cells = grid.rows.find(({ row }) => row === 5)?.cells ?? [];
    const at = (key: string): unknown => cells[columns?.get(key) ?? -1];
    expect([at("codigo"), at("meta2017"), at("ejecucion2017")]).toEqual(["44010030007", "NP", "7.480"]);
    expect(at("planFechaLimite")).toEqual({ kind: "date", serial: 43_084 });
  });

  it.skipIf(!hasLibreOffice)(
    `has beside its formulas what LibreOffice makes of them${withLibreOffice}`,
    { timeout: 120_000 },
    async () => {
      const files = await Promise.all(secretarias.map((each) => buildDemoLibro(each, plan)));
      const again = await recalculateAll(files);
      expect(again.map((file, index) => computed(file, secretarias[index]?.id ?? ""))).toEqual(
        files.map((file, index) => computed(file, secretarias[index]?.id ?? "")),
      );
    },
  );
});

/** Computed cells by row, rounded so that the last bits of a division do not matter. */
function computed(file: Uint8Array, name: string): unknown {
  const grid = readWorkbook(file, `${name}.xlsx`).readGrid("Indicadores");
  const columns = matchLayout(grid, plan)?.columns;
  return grid.rows
    .filter(({ row }) => row >= 5)
    .map(({ row, cells }) => {
      const values = calculadas.map((key) => {
        const cell = cells[columns?.get(key) ?? -1] ?? "";
        if (typeof cell === "object" && cell.kind === "percent") return Number(cell.value.toPrecision(12));
        return typeof cell === "number" ? Number(cell.toPrecision(12)) : cell;
      });
      return [row, ...values];
    });
}
