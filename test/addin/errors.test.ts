import { describe, expect, it } from "vitest";
import { DoorError } from "../../addin/door-error.ts";
import { doorErrorOf } from "../../addin/excel/run.ts";
import { fila, makeHoja } from "../shared/hoja.ts";
import { hoja as hojaLibre, libro as hojasLibres } from "./preview/libro-prueba.ts";
import { keepPlan, openPane, workbookOfLibro, type TestPane } from "./pane.ts";

describe("what stands in the way of a review is said in a sentence, with what to do", () => {
  it("someone is typing into a cell", async () => {
    const pane = openHoja();
    pane.host.beginCellEdit();
    await pane.actions.revisar();
    expect(await codeOf(pane.door.readHoja())).toBe("celda-en-edicion");
    expect(pane.store.state.aviso?.tono).toBe("error");
    expect(pane.store.state.aviso?.texto).toContain("celda en edición");
    pane.host.endCellEdit();
    const boton = pane.store.state.aviso?.boton;
    if (boton !== undefined) await pane.actions.atender(boton.accion);
    expect(pane.revisada().revision.filas.length).toBe(2);
    expect(pane.store.state.ocupado).toBeNull();
  });

  it("an edit that comes while someone types again is caught up with later, without a complaint", async () => {
    const pane = openHoja();
    await pane.actions.start();
    pane.host.type("Indicadores", "A9", [["x"]]);
    pane.host.beginCellEdit();
    await pane.settle();
    expect(pane.store.state.aviso).toBeNull();
    pane.host.endCellEdit();
    pane.host.type("Indicadores", "A8", [["44010030007"]]);
    await pane.settle();
    expect(pane.revisada().revision.findings.map(({ code }) => code)).toContain("codigo-invalido");
  });

  it("a protected sheet can be read, and its locked cells stay as they are", async () => {
    const pane = openHoja({ protection: {} });
    await pane.actions.start();
    expect(pane.revisada().leida.isProtected).toBe(true);
    const [group] = pane.revisada().fixes;
    await pane.actions.corregir(group?.offers ?? [], "Números");
    expect(pane.store.state.aviso?.texto).toContain("protegida");
    expect(pane.store.state.hechos).toEqual([]);
    await pane.actions.resaltar();
    expect(pane.workbook.activeSheet.conditionalFormats).toEqual([]);
    expect(pane.store.state.aviso?.texto).toContain("protegida");
  });

  /** Each case makes its faults anew: a failure that comes once is used up. */
  const fallas: readonly (readonly [string, () => Parameters<typeof openPane>[1], string])[] = [
    ["an Excel that answers nulls", () => ({ nullValues: true }), "sin-valores"],
    ["a row beyond what the web carries", () => ({ isWeb: true, responseLimit: 700 }), "demasiado-grande"],
    ["an Excel that fails", () => ({ failNext: ["GeneralException"] }), "otro"],
    ["an Excel that denies", () => ({ failNext: ["AccessDenied"] }), "protegida"],
  ];
  it.each(fallas)("%s", async (_name, faults, code) => {
    expect(await codeOf(openHoja({}, faults()).door.readHoja())).toBe(code);
    const pane = openHoja({}, faults());
    await pane.actions.revisar();
    expect(pane.store.state.aviso?.tono).toBe("error");
    expect(pane.store.state.revisada).toBeNull();
  });

  it.each([
    ["GeneralException", "GeneralException", "GeneralException"],
    ["GeneralException", "", "GeneralException"],
    ["GeneralException", "Hubo un error interno.", "GeneralException Hubo un error interno."],
  ])("an error of Excel is told with its code once: %s, %s", (code, message, detail) => {
    expect(doorErrorOf({ code, message })).toMatchObject({ code: "otro", detail });
  });

  it("a sheet that is gone", async () => {
    const pane = openPane(hojasLibres([hojaLibre("Otra", [["x"]]), hojaSana().libro.grid]));
    await pane.actions.start();
    await pane.actions.irAHoja("Indicadores");
    const [, sheet] = pane.workbook.sheets;
    if (sheet !== undefined) pane.workbook.deleteSheet(sheet);
    await pane.actions.irA("A1");
    expect(pane.store.state.aviso?.texto).toContain("ya no está");
  });

  it("a sheet that is none of indicadores offers the one that is, and the template", async () => {
    const { libro, plan } = hojaSana();
    const workbook = hojasLibres([hojaLibre("Notas", [["Nada"]]), hojaLibre("Vacía", []), libro.grid]);
    keepPlan(workbook, plan);
    const pane = openPane(workbook);
    await pane.actions.start();
    expect(pane.revisada().revision.reporte).toBeNull();
    expect(pane.revisada().revision.findings.map(({ code }) => code)).toEqual(["encabezado-no-encontrado"]);
    expect(pane.revisada().otras.map(({ name }) => name)).toEqual([libro.grid.sheet]);
    await pane.actions.irAHoja("Vacía");
    expect(pane.revisada().revision.findings.map(({ code }) => code)).toContain("hoja-vacia");
    const [otra = ""] = pane.revisada().otras.map(({ name }) => name);
    pane.actions.editarPlantilla({ secretaria: "seguridad-y-justicia" });
    await pane.actions.insertarPlantilla();
    expect(workbook.sheets.map(({ name }) => name)).toEqual(["Notas", "Vacía", otra, "Indicadores (2)"]);
    await pane.actions.irAHoja(otra);
    expect(workbook.activeSheet.name).toBe(otra);
    expect(pane.revisada().revision.filas.length).toBe(2);
  });

  it("where no sheet is one of indicadores none is offered", async () => {
    const pane = openPane(hojasLibres([hojaLibre("Notas", [["Nada"]]), hojaLibre("Vacía", [])]));
    await pane.actions.start();
    expect(pane.revisada().otras).toEqual([]);
  });

  it("a header that is typed among the rows ends the reading until it is gone", async () => {
    const pane = openHoja();
    await pane.actions.start();
    pane.host.type("Indicadores", "A9", [["Código", "Indicador", "Meta 2017"]]);
    await pane.settle();
    expect(pane.revisada().revision.filas.map(({ indicador }) => indicador.row)).toEqual([7]);
    expect(pane.revisada().revision.findings.map(({ code }) => code)).toContain("otra-tabla");
    pane.host.type("Indicadores", "A9", [["44010030008", "", ""]]);
    await pane.settle();
    expect(pane.revisada().revision.filas.map(({ indicador }) => indicador.row)).toEqual([7, 8]);
    expect(pane.revisada().revision.findings.map(({ code }) => code)).not.toContain("otra-tabla");
  });

  it("a row that is typed right below a second table, which takes it in, is none of ours", async () => {
    const { libro } = hojaSana();
    const below = { row: 19, cells: ["Código", "Indicador", "Unidad"] };
    const area = { top: 19, left: 0, bottom: 20, right: 2 };
    const grid = { ...libro.grid, rows: [...libro.grid.rows, below], tables: [{ name: "Tabla1", area }] };
    const pane = openPane(hojasLibres([grid]));
    await pane.actions.start();
    const [tabla] = pane.workbook.activeSheet.tables;
    if (tabla === undefined) throw new Error("the sheet has no table");
    tabla.area = { ...area, bottom: 21 };
    pane.host.type("Indicadores", "A22", [["44010030099", "Otro", "Número"]]);
    await pane.settle();
    expect(pane.revisada().revision.filas.map(({ indicador }) => indicador.row)).toEqual([7, 8]);
  });

  it("a second table with códigos is told of", async () => {
    const { libro } = hojaSana();
    const below = { row: 19, cells: ["Código", "Indicador", "Unidad"] };
    const area = { top: 19, left: 0, bottom: 25, right: 2 };
    const grid = { ...libro.grid, rows: [...libro.grid.rows, below], tables: [{ name: "Tabla1", area }] };
    const pane = openPane(hojasLibres([grid]));
    await pane.actions.start();
    expect(
      pane
        .revisada()
        .revision.findings.filter(({ code }) => code === "otra-tabla")
        .map(({ message }) => message),
    ).toEqual(["De la hoja se lee una sola tabla de indicadores; no se lee A20:C26."]);
  });
});

describe("a sheet above what Excel on the web carries", () => {
  it("is read in blocks that halve until they fit, to the same review", async () => {
    const filas = Array.from({ length: 120 }, (_, index) =>
      fila({ codigo: `4401003${String(index).padStart(4, "0")}` }),
    );
    const { libro, plan } = makeHoja({ filas });
    const whole = openPane(workbookOfLibro(libro, plan));
    await whole.actions.start();
    const pane = openPane(workbookOfLibro(libro, plan), { isWeb: true, responseLimit: 30_000 });
    await pane.actions.start();
    expect(
      pane.host.log.batches.filter(({ error }) => error === "ResponsePayloadSizeLimitExceeded").length,
    ).toBeGreaterThan(1);
    expect(pane.revisada().revision.findings).toEqual(whole.revisada().revision.findings);
    expect(pane.revisada().leida.grid).toEqual(whole.revisada().leida.grid);
  });

  it("is reviewed whatever the other sheets hold, and those that fit are told of", async () => {
    const { libro } = hojaSana();
    const largas = Array.from({ length: 12 }, (_, index) =>
      hojaLibre(`Acta ${index}`, index === 5 ? encabezado : Array.from({ length: 60 }, () => ["y".repeat(9000)])),
    );
    const enorme = hojaLibre("Enorme", [
      ...encabezado,
      ...Array.from({ length: 20 }, () => Array(10).fill("z".repeat(30_000))),
    ]);
    const pane = openPane(hojasLibres([libro.grid, ...largas, enorme]), { isWeb: true });
    await pane.actions.start();
    expect(pane.store.state.aviso).toBeNull();
    expect(pane.revisada().revision.filas.length).toBe(2);
    expect(pane.revisada().otras.map(({ name }) => name)).toEqual(["Acta 5"]);
    expect(pane.host.log.batches.length).toBeLessThan(30);
  });

  it("is written in parts that fit", async () => {
    const filas = Array.from({ length: 200 }, (_, index) =>
      fila({ codigo: `4401003${String(index).padStart(4, "0")}`, ...(index % 2 === 0 ? { meta2018: "1.180" } : {}) }),
    );
    const { libro, plan } = makeHoja({ filas });
    const pane = openPane(workbookOfLibro(libro, plan), { requestLimit: 40_000 });
    await pane.actions.start();
    await pane.actions.corregir(
      pane.revisada().fixes.flatMap(({ offers }) => offers),
      "Números",
    );
    expect(pane.host.log.batches.some(({ error }) => error === "RequestPayloadSizeLimitExceeded")).toBe(true);
    expect(pane.revisada().fixes).toEqual([]);
    expect(pane.store.state.hechos[0]?.cells.length).toBe(100);
  });
});

const encabezado = [["Código", "Indicador", "Meta 2017"]];

function hojaSana(): ReturnType<typeof makeHoja> {
  return makeHoja({ filas: [fila({ meta2018: "1.180" }), fila({ codigo: "44010030008" })] });
}

function openHoja(
  more: Parameters<typeof workbookOfLibro>[2] = {},
  options: Parameters<typeof openPane>[1] = {},
): TestPane {
  const { libro, plan } = hojaSana();
  return openPane(workbookOfLibro(libro, plan, more), options);
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof DoorError) return error.code;
    throw error;
  }
  return "";
}
