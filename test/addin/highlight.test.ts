import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conditionalLookAt } from "../../addin/preview/host/conditional-look.ts";
import type { ConditionalFormat } from "../../addin/preview/host/model/conditional-format.ts";
import { tipos } from "../../shared/acumulacion.ts";
import { tiposAcumulacion } from "../../shared/indicador.ts";
import { semaforoInfo, semaforoOf, semaforos, type Semaforo } from "../../shared/semaforo.ts";
import { buildDemoLibro, demoSecretarias, readDemoPlan } from "../../sync/demo/demo.ts";
import { readWorkbook } from "../../sync/xlsx/read.ts";
import { fila, makeHoja, plantilla, type Valores } from "../shared/hoja.ts";
import { openPane, workbookOf, workbookOfLibro, type TestPane } from "./pane.ts";

const demoPlan = readDemoPlan();

describe("Resaltar", () => {
  it.each(demoSecretarias(demoPlan))(
    "colours each row of $id by its band, over the sheet's own formulas",
    async (each) => {
      const file = readWorkbook(await buildDemoLibro(each, demoPlan), "demo.xlsx");
      const pane = openPane(workbookOf(file, "demo.xlsx", "Indicadores", demoPlan));
      await pane.actions.start();
      await pane.actions.resaltar();
      expect(pane.store.state.aviso?.tono).toBe("exito");
      const { filas } = pane.revisada().revision;
      const asText = new Set(pane.revisada().fixes.flatMap(({ offers }) => offers.map(({ indicador }) => indicador)));
      const onSheet = bandsOnSheet(pane);
      for (const [index, { semaforo, reason, indicador }] of filas.entries()) {
        // Conditions look at one row: they cannot know that its código stands in another row too.
        if (reason === "codigo-repetido") continue;
        // Nor do they read figures typed as text: until those are corrected the row is grey, never of a wrong band.
        expect(asText.has(indicador.codigo) ? [semaforo, "sin-dato"] : [semaforo]).toContain(onSheet[index]);
      }
      expect(onSheet.length).toBe(filas.length);
    },
  );

  it.each([
    ["as a fraction of the meta, which the product exists to correct", (e: string, m: string) => `=${e}/${m}`],
    ["in points", (e: string, m: string) => `=${e}/${m}*100`],
    ["right as it happens, in a sheet that is not ours", () => "=0.5"],
  ])("does not believe an avance that the sheet computes %s", async (_, formula) => {
    const cifras = { lineaBase: 100, meta2016: 100, ejecucion2016: 100, meta2017: 200, ejecucion2017: 150 };
    const hoja = makeHoja({ filas: [fila(cifras)], marcas: false });
    const { libro, plan } = hoja;
    const at = (key: string): string => hoja.at([key, 0]);
    const pane = openPane(workbookOfLibro(libro, plan));
    pane.host.type("Indicadores", at("avance"), [[formula(at("ejecucion2017"), at("meta2017"))]]);
    await pane.actions.start();
    await pane.actions.resaltar();
    expect(bandsOfReview(pane)).toEqual([semaforoOf(0.5, plan)]);
    expect(bandsOnSheet(pane)).toEqual(bandsOfReview(pane));
    pane.host.type("Indicadores", at("ejecucion2017"), [[200]]);
    expect(bandsOnSheet(pane)).toEqual(["sobresaliente"]);
  });

  it("colours rows that are added below, where nothing else stands there", async () => {
    const pane = await highlighted({ columnas: withoutComputed(), filas: [fila()] });
    const { sheet } = cellsOf(pane);
    for (const [column, key] of withoutComputed().entries()) {
      const value = fila({ codigo: "44010030008" })[key];
      if (typeof value === "string" || typeof value === "number") sheet.setContent(8, column, value, null);
    }
    await pane.actions.revisar();
    expect(bandsOnSheet(pane)).toEqual(["sobresaliente", "sobresaliente"]);
    const total = await highlighted({ columnas: withoutComputed(), filas: [fila(), { observaciones: "Nota al pie" }] });
    const bottoms = total.workbook.activeSheet.conditionalFormats.flatMap(({ areas }) =>
      areas.map(({ bottom }) => bottom),
    );
    expect(new Set(bottoms)).toEqual(new Set([7]));
  });

  it("colours sheets that compute nothing from their figures, live, whatever the tipo", async () => {
    const figure = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constantFrom(null, "NP", 0));
    const row = fc.record({
      tipoAcumulacion: fc.constantFrom(...tiposAcumulacion.map((tipo) => tipos[tipo].nombre), null),
      modoReporte: fc.constantFrom("Nivel", "Flujo", null),
      lineaBase: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constant(null)),
      meta2016: figure,
      ejecucion2016: figure,
      meta2017: figure,
      ejecucion2017: figure,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        const filas = rows.map((each, index): Valores =>
          fila({ ...each, codigo: `4401003${String(index).padStart(4, "0")}` }),
        );
        const pane = await highlighted({ columnas: withoutComputed(), filas });
        expect(bandsOnSheet(pane)).toEqual(bandsOfReview(pane));
      }),
      { numRuns: 40 },
    );
  });

  it("follows the figures as they change, without the pane", async () => {
    const pane = await highlighted({ columnas: withoutComputed(), filas: [fila()] });
    expect(bandsOnSheet(pane)).toEqual(["sobresaliente"]);
    const { sheet } = cellsOf(pane);
    const column = withoutComputed().indexOf("ejecucion2017");
    sheet.setContent(7, column, 70, null);
    expect(bandsOnSheet(pane)).toEqual(["critico"]);
  });

  it("adds nothing the second time, and takes away exactly its own", async () => {
    const { libro, plan } = makeHoja({ columnas: withoutComputed(), filas: [fila()] });
    const workbook = workbookOfLibro(libro, plan);
    const own: ConditionalFormat = {
      id: "{user}",
      type: "Custom",
      areas: [{ top: 7, left: 0, bottom: 9, right: 3 }],
      stopIfTrue: false,
      formula: "=$A8=1",
      operator: "",
      formula2: "",
      format: { fill: "#FF0000" },
    };
    workbook.activeSheet.conditionalFormats.push(own);
    const pane = openPane(workbook);
    await pane.actions.start();
    const before = JSON.stringify(workbook.activeSheet.conditionalFormats);
    const cells = JSON.stringify([...workbook.activeSheet.cells]);
    await pane.actions.resaltar();
    expect(pane.revisada().leida.isHighlighted).toBe(true);
    expect(workbook.activeSheet.conditionalFormats.length).toBe(semaforos.length + 1);
    await pane.actions.resaltar();
    expect(workbook.activeSheet.conditionalFormats.length).toBe(semaforos.length + 1);
    const reopened = openPane(workbook);
    await reopened.actions.start();
    expect(reopened.revisada().leida.isHighlighted).toBe(true);
    reopened.host.log.startCounting();
    await reopened.actions.quitarResaltado();
    expect(reopened.host.log.roundTrips).toBe(3);
    expect(JSON.stringify(workbook.activeSheet.conditionalFormats)).toBe(before);
    expect(JSON.stringify([...workbook.activeSheet.cells])).toBe(cells);
  });

  it("keeps within what Excel takes: no array constants, at most 8192 characters, English separators", async () => {
    for (const vigencia of [2016, 2017, 2018, 2019]) {
      const pane = await highlighted({ columnas: withoutComputed(), titulo: { vigencia }, filas: [fila()] });
      for (const { formula } of pane.workbook.activeSheet.conditionalFormats) {
        expect(formula.length).toBeLessThanOrEqual(8192);
        expect(formula).not.toMatch(/[{};]/);
      }
    }
  });
});

function withoutComputed(): string[] {
  const computed = new Set(["nivel", "avance", "brecha", "esperado", "semaforo"]);
  return plantilla().filter((key) => !computed.has(key));
}

async function highlighted(input: Parameters<typeof makeHoja>[0]): Promise<TestPane> {
  const { libro, plan } = makeHoja(input);
  const pane = openPane(workbookOfLibro(libro, plan));
  await pane.actions.start();
  await pane.actions.resaltar();
  expect(pane.store.state.aviso?.tono).toBe("exito");
  return pane;
}

function cellsOf(pane: TestPane): { sheet: TestPane["workbook"]["activeSheet"]; rows: number[]; column: number } {
  const { reporte } = pane.revisada().revision;
  const rows = reporte?.indicadores.map(({ row }) => row) ?? [];
  return { sheet: pane.workbook.activeSheet, rows, column: reporte?.layout.columns.get("codigo") ?? 0 };
}

function bandsOnSheet(pane: TestPane): (Semaforo | undefined)[] {
  const { sheet, rows, column } = cellsOf(pane);
  return rows.map((row) => {
    const { style, notEvaluated } = conditionalLookAt(pane.workbook, sheet, row, column);
    expect(notEvaluated).toEqual([]);
    return semaforos.find((semaforo) => `#${semaforoInfo[semaforo].fondo}` === style.fill);
  });
}

function bandsOfReview(pane: TestPane): Semaforo[] {
  return pane.revisada().revision.filas.map(({ semaforo }) => semaforo);
}
