import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conditionalLookAt } from "../../addin/preview/host/conditional-look.ts";
import { makeHighlight } from "../../addin/highlight.ts";
import { lookAt } from "../../addin/preview/cell-look.ts";
import type { ConditionalFormat } from "../../addin/preview/host/model/conditional-format.ts";
import { sayGris, sinResaltado } from "../../addin/resaltado.ts";
import { planIncluido } from "../../addin/plan/plan-en-uso.ts";
import { reviewHoja } from "../../addin/revisada.ts";
import { tipos } from "../../shared/acumulacion.ts";
import { razonesFila } from "../../shared/evaluate.ts";
import { tiposAcumulacion } from "../../shared/indicador.ts";
import { semaforoInfo, semaforoOf, semaforos, type Semaforo } from "../../shared/semaforo.ts";
import { buildDemoLibro, demoSecretarias, readDemoPlan } from "../../sync/demo/demo.ts";
import { readWorkbook } from "../../sync/xlsx/read.ts";
import { fila, makeHoja, plantilla, type Valores } from "../shared/hoja.ts";
import { hoja as hojaLibre, libro as libroLibre } from "./preview/libro-prueba.ts";
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
      const grises = filas.filter(
        ({ semaforo }, index) => semaforo !== "sin-dato" && onSheet[index] === "sin-dato",
      ).length;
      expect(comoTexto(pane)).toBe(grises);
      const isMeasured = filas.some(({ avance }) => avance.avance !== null);
      expect(pane.store.state.aviso?.tono).toBe(grises === 0 && isMeasured ? "exito" : "alerta");
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
        const pane = await open({ columnas: withoutComputed(), filas });
        await pane.actions.resaltar();
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
    expect(pane.revisada().leida.marks.length).toBe(2 * semaforos.length);
    expect(workbook.activeSheet.conditionalFormats.length).toBe(2 * semaforos.length + 1);
    await pane.actions.resaltar();
    expect(workbook.activeSheet.conditionalFormats.length).toBe(2 * semaforos.length + 1);
    const reopened = openPane(workbook);
    await reopened.actions.start();
    expect(reopened.revisada().leida.marks.toSorted()).toEqual(pane.revisada().leida.marks.toSorted());
    reopened.host.log.startCounting();
    await reopened.actions.quitarResaltado();
    expect(reopened.host.log.roundTrips).toBe(3);
    const { aviso } = reopened.store.state;
    expect(JSON.stringify(workbook.activeSheet.conditionalFormats)).toBe(before);
    expect(JSON.stringify([...workbook.activeSheet.cells])).toBe(cells);
    // The second time there is none to take away, and that is another sentence.
    await reopened.actions.quitarResaltado();
    expect(reopened.store.state.aviso?.texto).not.toBe(aviso?.texto);
  });

  it("tells how many rows stay grey for figures typed as text, and they take their colour once those are corrected", async () => {
    const figure = fc.oneof(
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: 0, max: 200 }).map(String),
      fc.constantFrom(null, "NP", "2.556", "1.5"),
    );
    const row = fc.record({
      tipoAcumulacion: fc.constantFrom(...tiposAcumulacion.map((tipo) => tipos[tipo].nombre)),
      modoReporte: fc.constantFrom("Nivel", "Flujo", null),
      lineaBase: figure,
      meta2016: figure,
      ejecucion2016: figure,
      meta2017: figure,
      ejecucion2017: figure,
      meta2018: figure,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        const filas = rows.map((each, index): Valores =>
          fila({ ...each, codigo: `4401003${String(index).padStart(4, "0")}` }),
        );
        const pane = await open({ columnas: withoutComputed(), filas });
        await pane.actions.resaltar();
        const bands = bandsOnSheet(pane);
        const grises = bandsOfReview(pane).filter((band, index) => band !== bands[index]).length;
        expect(bands.filter((band, index) => band !== "sin-dato" && band !== bandsOfReview(pane)[index])).toEqual([]);
        expect(comoTexto(pane)).toBe(grises);
        if (grises === 0) return;
        expect(pane.store.state.aviso).toMatchObject({
          tono: "alerta",
          texto: expect.stringContaining(`${grises} fila`),
        });
        const accion = pane.store.state.aviso?.boton?.accion;
        if (accion !== undefined) await pane.actions.atender(accion);
        const { tab, vistaPrevia } = pane.store.state;
        expect(tab).toBe("revisar");
        const group = pane.revisada().fixes.find(({ code }) => code === vistaPrevia);
        await pane.actions.corregir(group?.offers ?? [], "Números");
        expect(bandsOnSheet(pane)).toEqual(bandsOfReview(pane));
      }),
      { numRuns: 40 },
    );
  });

  it("shows each band's mark in the código, which stays what it was; the other cells keep their formats", async () => {
    const pane = await highlighted({
      columnas: withoutComputed(),
      filas: [fila(), fila({ codigo: "44010030008", ejecucion2017: null })],
    });
    const { sheet, rows, column } = cellsOf(pane);
    const shown = rows.map((row) => lookAt(pane.workbook, sheet, row, column).text);
    expect(shown).toEqual(["▲▲ 44010030007", "– 44010030008"]);
    expect(rows.map((row) => sheet.valueAt(row, column))).toEqual(["44010030007", "44010030008"]);
    const ejecucion = withoutComputed().indexOf("ejecucion2017");
    expect(lookAt(pane.workbook, sheet, 7, ejecucion)).toMatchObject({ text: "160", fill: "#C6E7D0" });
    // A código that Excel took for a number shows its digits all the same, in a column that has no room for a mark too.
    const formats = sheet.conditionalFormats.flatMap(({ format }) => format.numberFormat ?? []);
    expect(formats.length).toBe(semaforos.length);
    for (const format of formats) expect(format.match(/General/g)?.length).toBe(3);
    sheet.setContent(7, column, 44010030007, null);
    expect(lookAt(pane.workbook, sheet, 7, column).text).toBe("▲▲ 44010030007");
  });

  it.each([
    ["no indicadores in it", { filas: [] }, "sin-filas", undefined],
    ["no vigencia", { titulo: { vigencia: null }, filas: [fila()] }, "sin-vigencia", "revisar"],
    ["a vigencia that is not the plan's", { titulo: { vigencia: 1999 }, filas: [fila()] }, "sin-vigencia", "revisar"],
    ["no ejecución of it", { columnas: without("ejecucion2017"), filas: [fila()] }, "sin-columnas", "revisar"],
    ["its ejecución twice", dosVeces("Ejecución 2017"), "sin-columnas", "revisar"],
    ["its meta twice", dosVeces("Meta 2017"), "sin-columnas", "revisar"],
  ] as const)("says what stands in the way in a sheet with %s, and what to do", async (_, input, why, tab) => {
    const pane = await open(input);
    await pane.actions.resaltar();
    const { aviso } = pane.store.state;
    expect([aviso?.tono, aviso?.texto]).toEqual(["alerta", sinResaltado[why]]);
    expect(aviso?.boton?.accion).toEqual(tab === undefined ? undefined : { kind: "ver", tab });
    expect(pane.workbook.activeSheet.conditionalFormats).toEqual([]);
  });

  it("says so where no row can be measured, and why; the rows take their colour once they can", async () => {
    const pane = await open({ columnas: withoutComputed(), filas: [fila({ ejecucion2017: null })] });
    await pane.actions.resaltar();
    const { aviso } = pane.store.state;
    expect([aviso?.tono, aviso?.boton?.accion]).toEqual(["alerta", { kind: "ver", tab: "revisar" }]);
    expect(aviso?.texto).toContain(razonesFila["sin-ejecucion"]);
    pane.workbook.activeSheet.setContent(7, withoutComputed().indexOf("ejecucion2017"), 160, null);
    expect(bandsOnSheet(pane)).toEqual(["sobresaliente"]);
  });

  it("says later on that rows went grey: for figures typed as text, or for another vigencia", async () => {
    const filas = [fila(), fila({ codigo: "44010030008" })];
    const hoja = makeHoja({ columnas: withoutComputed(), filas });
    const pane = openPane(workbookOfLibro(hoja.libro, hoja.plan));
    const type = async (cell: string, value: string | number): Promise<void> => {
      pane.host.type("Indicadores", cell, [[value]]);
      await pane.settle();
    };
    await pane.actions.start();
    expect(sayGris(pane.revisada())).toBeNull();
    await pane.actions.resaltar();
    expect(sayGris(pane.revisada())).toBeNull();
    await type(hoja.at(["ejecucion2017", 0]), "'25,5");
    expect(bandsOnSheet(pane)).toEqual(["sin-dato", "sobresaliente"]);
    expect(sayGris(pane.revisada())?.texto).toContain("1 fila en gris");
    const accion = sayGris(pane.revisada())?.boton?.accion;
    if (accion !== undefined) await pane.actions.atender(accion);
    expect(pane.store.state).toMatchObject({ tab: "revisar", vistaPrevia: "numero-como-texto" });
    await pane.actions.corregir(
      pane.revisada().fixes.flatMap(({ offers }) => offers),
      "Números",
    );
    expect(sayGris(pane.revisada())).toBeNull();
    await type(hoja.at(["ejecucion2018", 0]), 170);
    await type(hoja.at(["titulo", "vigencia"]), 2018);
    expect(new Set(bandsOnSheet(pane))).toEqual(new Set(["sin-dato"]));
    expect(sayGris(pane.revisada())?.texto).toContain("2017");
    const reopened = openPane(pane.workbook);
    await reopened.actions.start();
    expect(sayGris(reopened.revisada())).toEqual(sayGris(pane.revisada()));
    await pane.actions.resaltar();
    expect(sayGris(pane.revisada())).toBeNull();
    await type(hoja.at(["titulo", "vigencia"]), "");
    expect(sayGris(pane.revisada())?.texto).toBe(sinResaltado["sin-vigencia"]);
    await pane.actions.quitarResaltado();
    expect(sayGris(pane.revisada())).toBeNull();
  });

  it("leaves alone what is no indicador: the header once more, a total", async () => {
    const codigos = ["44010030007", null, "44010030008", "44010030009", null, "44010030010"];
    const { libro, plan } = makeHoja({
      columnas: withoutComputed(),
      filas: codigos.map((codigo) => (codigo === null ? { codigo: "TOTAL" } : fila({ codigo }))),
    });
    const pane = openPane(workbookOfLibro(libro, plan));
    const header = libro.grid.rows.find(({ row }) => row === 6)?.cells.map(String) ?? [];
    pane.host.type("Indicadores", "A9", [header]);
    await pane.actions.start();
    await pane.actions.resaltar();
    const { sheet, column } = cellsOf(pane);
    const shown = [7, 8, 9, 10, 11, 12].map((row) => lookAt(pane.workbook, sheet, row, column));
    expect(shown.map(({ text }) => text)).toEqual([
      "▲▲ 44010030007",
      "Código",
      "▲▲ 44010030008",
      "▲▲ 44010030009",
      "TOTAL",
      "▲▲ 44010030010",
    ]);
    expect([shown[1]?.fill, shown[4]?.fill]).not.toContain(`#${semaforoInfo["sin-dato"].fondo}`);
  });

  it("keeps its rules' addresses within what Excel takes, however many totals there are", async () => {
    const filas = Array.from({ length: 600 }, (_, index) =>
      index % 2 === 1 ? { codigo: "TOTAL" } : fila({ codigo: `4401003${String(index).padStart(4, "0")}` }),
    );
    const { libro, plan } = makeHoja({ columnas: withoutComputed(), filas });
    const { revision } = reviewHoja(await openPane(workbookOfLibro(libro, plan)).door.readHoja(), {
      ...planIncluido,
      plan,
    });
    const resaltado = makeHighlight(revision.reporte, revision.filas, plan);
    if (resaltado.kind !== "rules") throw new Error(resaltado.kind);
    expect(revision.filas.length).toBe(300);
    for (const { address } of resaltado.rules) expect(address.length).toBeLessThanOrEqual(8000);
  });

  it.each([
    ["another that is", true, { kind: "ir-a-hoja" }],
    ["none that is", false, { kind: "ver", tab: "hoja" }],
  ])("leads from a sheet that is none of indicadores, with %s, to where it can be done", async (_, has, accion) => {
    const { grid } = makeHoja({ filas: [fila()] }).libro;
    const pane = openPane(libroLibre([hojaLibre("Notas", [["x"]]), ...(has ? [grid] : [])]));
    await pane.actions.start();
    await pane.actions.resaltar();
    const { aviso } = pane.store.state;
    expect(aviso).toMatchObject({ tono: "alerta", texto: sinResaltado["otra-hoja"], boton: { accion } });
    if (aviso?.boton?.accion.kind !== "ir-a-hoja") return;
    await pane.actions.atender(aviso.boton.accion);
    expect(pane.workbook.activeSheet.name).toBe("Indicadores");
  });

  it("keeps within what Excel takes: no array constants, at most 8192 characters, English separators", async () => {
    for (const vigencia of [2016, 2017, 2018, 2019]) {
      const cifras = { [`ejecucion${vigencia}`]: 170 };
      const pane = await highlighted({ columnas: withoutComputed(), titulo: { vigencia }, filas: [fila(cifras)] });
      for (const { formula } of pane.workbook.activeSheet.conditionalFormats) {
        expect(formula.length).toBeLessThanOrEqual(8192);
        expect(formula).not.toMatch(/[{};]/);
      }
    }
  });
});

function withoutComputed(): string[] {
  return without("nivel", "avance", "brecha", "esperado", "semaforo");
}

function without(...keys: readonly string[]): string[] {
  return plantilla().filter((key) => !keys.includes(key));
}

/** A sheet that is not ours, with a header that stands twice. */
function dosVeces(encabezado: string): Parameters<typeof makeHoja>[0] {
  return {
    columnas: [...withoutComputed(), "otra"],
    encabezados: { otra: encabezado },
    marcas: false,
    filas: [fila({ otra: 1 })],
  };
}

async function open(input: Parameters<typeof makeHoja>[0]): Promise<TestPane> {
  const { libro, plan } = makeHoja(input);
  const pane = openPane(workbookOfLibro(libro, plan));
  await pane.actions.start();
  return pane;
}

async function highlighted(input: Parameters<typeof makeHoja>[0]): Promise<TestPane> {
  const pane = await open(input);
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

function comoTexto(pane: TestPane): number | null {
  const { revision, enUso } = pane.revisada();
  const resaltado = makeHighlight(revision.reporte, revision.filas, enUso.plan);
  return resaltado.kind === "rules" ? resaltado.comoTexto : null;
}

function bandsOfReview(pane: TestPane): Semaforo[] {
  return pane.revisada().revision.filas.map(({ semaforo }) => semaforo);
}
