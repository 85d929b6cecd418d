import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { a1, areaName, parseArea } from "../../shared/address.ts";
import { cellKey, type WorkbookInfo } from "../../shared/grid.ts";
import { fila, makeHoja, planDePrueba } from "../shared/hoja.ts";
import { buildPlantilla } from "../../sync/plantilla.ts";
import { makeLibroJson } from "../../sync/preview/libro-json.ts";
import { readWorkbook, type WorkbookFile } from "../../sync/xlsx/read.ts";
import { openWorkbook } from "../../addin/preview/host/workbook-data.ts";
import { errorSentences } from "../../addin/explain-error.ts";
import { libroSchema } from "../../addin/preview/libro-schema.ts";
import { openLibro } from "../../addin/preview/open-libro.ts";
import { makePlantilla, type PlantillaValidation } from "../../addin/plantilla.ts";
import type { SheetModel } from "../../addin/preview/host/model/sheet-model.ts";
import type { WorkbookModel } from "../../addin/preview/host/model/workbook-model.ts";
import { libro as hojasLibres } from "./preview/libro-prueba.ts";
import { keepPlan, openPane, workbookOfLibro, type TestPane } from "./pane.ts";

const [secretaria] = planDePrueba.secretarias;
if (secretaria === undefined) throw new Error("the plan has no secretaría");
const input = { plan: planDePrueba, secretaria, vigencia: 2017, corte: "2017-09-30" };

describe("Plantilla", () => {
  it("is the sheet that `metas plantilla` writes: cells, tags, formulas, names, hidden row", async () => {
    const pane = await inserted();
    const official = await readOfficial();
    const own = pane.revisada().leida;
    const grid = official.readGrid("Indicadores");
    const legend = cellKey(1, 4);
    for (const { row, cells } of grid.rows) {
      for (const [column, cell] of cells.entries()) {
        const key = cellKey(row, column);
        // Text in colours there; what formulas give here is for Excel to say.
        if (key === legend || grid.formulas.has(key)) continue;
        const found = own.grid.rows.find((each) => each.row === row)?.cells[column] ?? null;
        expect([row, column, found ?? ""]).toEqual([row, column, cell ?? ""]);
      }
    }
    expect(own.grid.formulas).toEqual(grid.formulas);
    expect([...own.grid.hiddenRows]).toEqual([...grid.hiddenRows]);
    expect(namesOf(own.info)).toEqual(namesOf(official));
  });

  it("is read as a sheet of ours with nothing wrong but that it has no rows yet", async () => {
    const pane = await inserted();
    const { reporte, findings } = pane.revisada().revision;
    expect(reporte?.secretaria?.id).toBe(secretaria.id);
    expect([reporte?.vigencia, reporte?.corte, reporte?.titulo.version]).toEqual([2017, "2017-09-30", 1]);
    expect(reporte?.layout.moved).toEqual([]);
    expect(findings.map(({ code }) => code)).toEqual(["sin-indicadores"]);
    expect(pane.host.log.unknown).toEqual([]);
    expect([...pane.host.log.notCalculated]).toEqual([]);
  });

  it("locks what is not the secretaría's, and lets it fill in the rest", async () => {
    const pane = await inserted();
    const sheet = pane.workbook.activeSheet;
    expect(sheet.protection).toEqual((await officialHoja()).protection);
    expect(sheet.protection).toMatchObject({ password: null, options: { allowFormatCells: true, allowSort: true } });
    const locked = new Map((pane.revisada().revision.reporte?.layout.columns ?? new Map<string, number>()).entries());
    for (const [key, column] of locked) {
      const isTheirs = /^(modoReporte|ejecucion|observaciones|plan|enlace)/.test(key);
      expect([key, sheet.styleAt(5, column).locked]).toEqual([key, !isTheirs]);
    }
    expect(pane.workbook.activeSheet.freeze).toEqual({ top: 0, left: 0, bottom: 4, right: 0 });
  });

  it("can be filtered and is printed as the sheet that `metas plantilla` writes", async () => {
    const pane = await inserted();
    const { autoFilter, pageLayout } = pane.workbook.activeSheet;
    const { titleRows, printArea, orientation, zoom, centerHorizontally } = pageLayout;
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(Uint8Array.from(await buildPlantilla(input)).buffer);
    const official = workbook.getWorksheet("Indicadores");
    const { pageSetup } = official ?? {};
    expect(autoFilter === null ? null : areaName(autoFilter)).toBe(official?.autoFilter);
    expect(printArea === null ? null : areaName(printArea)).toBe(pageSetup?.printArea);
    expect(titleRows === null ? null : `${titleRows.top + 1}:${titleRows.bottom + 1}`).toBe(pageSetup?.printTitlesRow);
    expect([orientation.toLowerCase(), zoom, centerHorizontally]).toEqual([
      pageSetup?.orientation,
      { horizontalFitToPages: pageSetup?.fitToWidth },
      pageSetup?.horizontalCentered,
    ]);
    // One question and one answer: a sheet half made would be worse than none.
    expect(pane.host.log.batches.filter(({ actions }) => actions.includes("AutoFilter.Apply()")).length).toBe(1);
  });

  it("looks as the sheet that `metas plantilla` writes: letters, colours, lines, widths, heights", async () => {
    const pane = await inserted();
    const own = pane.workbook.activeSheet;
    const official = await officialHoja();
    const columns = makePlantilla(input).widths.length;
    for (let row = 0; row < 65; row++) {
      for (let column = 0; column < columns; column++) {
        const at = a1(row, column);
        expect([at, own.styleAt(row, column)]).toEqual([at, official.styleAt(row, column)]);
      }
    }
    expect(own.styleAt(64, 1).borders).toMatchObject({
      EdgeBottom: { weight: "Thin" },
      EdgeRight: { weight: "Hairline" },
    });
    expect([...own.columnWidths]).toEqual([...official.columnWidths].slice(0, columns));
    for (const row of [0, 1, 2, 4]) expect(own.rowHeights.get(row)).toBe(official.rowHeights.get(row));
    expect([own.showGridlines, own.tabColor]).toEqual([official.showGridlines, official.tabColor]);
    // The names, the sheet, all that is in it; and then the review of it, as ever.
    expect(pane.host.log.roundTrips).toBe(6);
  });

  it("gives every column a list or a check, and help on what to write", () => {
    const hoja = makePlantilla(input);
    const columns = hoja.widths.length;
    expect(hoja.validations.length).toBe(columns);
    for (const { address, prompt, alert, rule } of hoja.validations) {
      const area = parseArea(address);
      expect([area?.top, area?.bottom]).toEqual([5, 64]);
      expect(prompt.title.length).toBeLessThanOrEqual(32);
      expect(prompt.message.length).toBeLessThanOrEqual(255);
      expect(alert?.message.length ?? 0).toBeLessThanOrEqual(225);
      expect(textOf(rule).length).toBeLessThanOrEqual(255);
    }
    const lists = hoja.validations.filter(({ rule }) => rule.kind === "list");
    expect(lists.length).toBe(3);
  });

  it("does not disturb a workbook that has one already", async () => {
    const workbook = conUna();
    const names = JSON.stringify(workbook.names.map(({ name, refersTo }) => [name, refersTo]));
    const pane = openPane(workbook);
    await pane.actions.start();
    expect(pane.store.state.plantilla).toEqual({ secretaria: secretaria.id, vigencia: 2017, corte: "2017-09-30" });
    await pane.actions.insertarPlantilla();
    expect(workbook.activeSheet.name).toBe("Indicadores (2)");
    const global = workbook.names.filter(({ sheet }) => sheet === null);
    expect(JSON.stringify(global.map(({ name, refersTo }) => [name, refersTo]))).toBe(names);
    expect(pane.revisada().revision.reporte?.vigencia).toBe(2017);
    expect(pane.revisada().otras.map(({ name }) => name)).toEqual(["Indicadores"]);
  });

  it("leaves a workbook whose structure is protected as it is, and says how to let a sheet in", async () => {
    const pane = openBlank();
    await pane.actions.start();
    pane.actions.editarPlantilla({ secretaria: secretaria.id });
    pane.workbook.structureLock = "";
    pane.host.log.startCounting();
    await pane.actions.insertarPlantilla();
    expect(pane.store.state.aviso).toMatchObject({ tono: "error", texto: errorSentences["libro-protegido"] });
    // Asked together with the names of the sheets, and nothing was tried.
    expect(pane.host.log.roundTrips).toBe(1);
    expect(pane.host.log.batches.map(({ error }) => error).filter((error) => error !== null)).toEqual([]);
    expect(pane.workbook.sheets.map(({ name }) => name)).toEqual(["Hoja1"]);
    pane.workbook.structureLock = null;
    await pane.actions.insertarPlantilla();
    expect(pane.store.state.aviso?.tono).toBe("exito");
    expect(pane.workbook.sheets.map(({ name }) => name)).toEqual(["Hoja1", "Indicadores"]);
  });

  it.each([
    ["in a workbook without one", () => openBlank().workbook],
    ["beside another", conUna],
  ])("that Excel stops half-way is taken away again, its names too, %s", async (_, make) => {
    const { door, workbook } = openPane(make());
    const before = stateOf(workbook);
    const hoja = makePlantilla(input);
    const broken = { ...hoja, print: { ...hoja.print, titleRows: "no hay tales" } };
    await expect(door.insertPlantilla(broken)).rejects.toMatchObject({ name: "DoorError" });
    expect(stateOf(workbook)).toEqual(before);
    await door.insertPlantilla(hoja);
    expect(workbook.sheets.length).toBe(before.sheets.length + 1);
  });

  it("asks for a secretaría and a vigencia of the plan", async () => {
    const pane = openBlank();
    await pane.actions.start();
    for (const change of [{ vigencia: 2017 }, { secretaria: secretaria.id, vigencia: 1999 }]) {
      pane.actions.editarPlantilla(change);
      await pane.actions.insertarPlantilla();
      expect(pane.store.state.aviso?.tono).toBe("alerta");
    }
    expect(pane.workbook.sheets.length).toBe(1);
  });

  it("has the secretaría of the sheet on screen, or none: what was chosen for one sheet is not for the next", async () => {
    const { libro } = makeHoja({ filas: [fila()] });
    const ajena = makeHoja({ sheet: "Ajena", titulo: { secretaria: "Secretaría de Marte" }, filas: [fila()] });
    const workbook = hojasLibres([libro.grid, ajena.libro.grid]);
    keepPlan(workbook, planDePrueba);
    const pane = openPane(workbook);
    const form = (): unknown => pane.store.state.plantilla.secretaria;
    await pane.actions.start();
    expect(form()).toBe("desarrollo-economico");
    await pane.actions.irAHoja("Ajena");
    expect(form()).toBe("");
    pane.actions.editarPlantilla({ secretaria: "seguridad-y-justicia", corte: "2017-06-30" });
    await pane.actions.revisar();
    expect(pane.store.state.plantilla).toMatchObject({ secretaria: "seguridad-y-justicia", corte: "2017-06-30" });
    await pane.actions.irAHoja("Indicadores");
    expect(pane.store.state.plantilla).toMatchObject({ secretaria: "desarrollo-economico", corte: "2017-09-30" });
    await pane.actions.irAHoja("Ajena");
    expect(form()).toBe("");
  });
});

/** What Excel limits in length: a rule's formula or the source of a list. */
function textOf(rule: PlantillaValidation["rule"]): string {
  if (rule.kind === "custom") return rule.formula;
  return rule.kind === "list" ? rule.values.join(",") : "";
}

function namesOf({ definedNames }: WorkbookInfo): ReadonlyMap<string, string> {
  const ours = definedNames.filter(({ name }) => name.startsWith("METAS_"));
  return new Map(ours.map(({ name, refersTo }) => [name, refersTo.replaceAll("'", "")]));
}

function conUna(): WorkbookModel {
  const { libro, plan } = makeHoja({ filas: [fila()] });
  return workbookOfLibro(libro, plan);
}

function stateOf({ sheets, names }: WorkbookModel): { readonly sheets: string[]; readonly names: unknown[] } {
  return {
    sheets: sheets.map(({ name }) => name),
    names: names.map(({ name, refersTo, sheet }) => [name, refersTo, sheet?.name ?? null]),
  };
}

function openBlank(): TestPane {
  const workbook = openWorkbook({
    name: "Libro1.xlsx",
    sheets: [
      {
        grid: {
          sheet: "Hoja1",
          visibility: "visible",
          rows: [],
          formulas: new Map(),
          merges: [],
          hiddenRows: new Set(),
          hiddenColumns: new Set(),
          tables: [],
        },
      },
    ],
  });
  keepPlan(workbook, planDePrueba);
  return openPane(workbook);
}

async function inserted(): Promise<TestPane> {
  const pane = openBlank();
  await pane.actions.start();
  pane.actions.editarPlantilla({ secretaria: secretaria?.id ?? "", vigencia: 2017, corte: "2017-09-30" });
  pane.host.log.startCounting();
  await pane.actions.insertarPlantilla();
  expect(pane.store.state.aviso?.tono).toBe("exito");
  return pane;
}

async function readOfficial(): Promise<WorkbookFile> {
  return readWorkbook(await buildPlantilla(input), "plantilla.xlsx");
}

/** The same as the preview's page opens it. */
async function officialHoja(): Promise<SheetModel> {
  const json = makeLibroJson(await buildPlantilla(input), "plantilla.xlsx");
  const official = openLibro(libroSchema.parse(JSON.parse(JSON.stringify(json)))).findSheet("Indicadores");
  if (official === null) throw new Error("the file has no Indicadores");
  return official;
}
