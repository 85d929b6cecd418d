import { describe, expect, it } from "vitest";
import { fila, makeHoja, type Hoja, type HojaInput, type Lugar } from "../shared/hoja.ts";
import { hoja as hojaLibre, libro as hojasLibres } from "./preview/libro-prueba.ts";
import { openPane, workbookOfLibro, type TestPane } from "./pane.ts";

const segundo = "44010030008";

describe("figures that are formulas", () => {
  it("are reviewed again when another row changes them", async () => {
    const { pane, at } = await start({ filas: [fila(), fila({ codigo: segundo })] });
    pane.host.type("Indicadores", at(["ejecucion2017", 1]), [[`=${at(["ejecucion2017", 0])}*1`]]);
    await pane.settle();
    const before = avanceOf(pane, 1);
    pane.host.type("Indicadores", at(["ejecucion2017", 0]), [[3]]);
    await pane.settle();
    expect(avanceOf(pane, 0)).toBeLessThan(0.1);
    expect(avanceOf(pane, 1)).toBe(avanceOf(pane, 0));
    expect(avanceOf(pane, 1)).not.toBe(before);
    expect(pane.revisada().rezagadas.map(({ indicador }) => indicador.codigo)).toContain(segundo);
  });

  it("are reviewed again when another sheet changes them, and when our own corrections do", async () => {
    const hoja = makeHoja({ filas: [fila({ ejecucion2017: "7.480" }), fila({ codigo: segundo })] });
    const workbook = hojasLibres([hoja.libro.grid, hojaLibre("Otra", [[150]])]);
    const pane = openPane(workbook);
    await pane.actions.start();
    pane.host.type("Indicadores", hoja.at(["ejecucion2017", 1]), [["=Otra!A1"]]);
    await pane.settle();
    expect(pane.revisada().revision.filas[1]?.reportado).toBe(150);
    pane.host.type("Otra", "A1", [[12]]);
    await pane.settle();
    expect(pane.revisada().revision.filas[1]?.reportado).toBe(12);
    pane.host.type("Indicadores", hoja.at(["meta2017", 1]), [[`=${hoja.at(["ejecucion2017", 0])}/10`]]);
    await pane.settle();
    await pane.actions.corregir(
      pane.revisada().fixes.flatMap(({ offers }) => offers),
      "Números",
    );
    expect(pane.revisada().revision.filas[1]?.meta).toBe(748);
  });

  it("cost nothing where only the sheet's own columns compute", async () => {
    const { pane, at } = await start({ filas: [fila(), fila({ codigo: segundo })] });
    pane.host.type("Indicadores", at(["avance", 0]), [[`=${at(["ejecucion2017", 0])}/100`]]);
    await pane.settle();
    pane.host.log.startCounting();
    pane.host.type("Indicadores", at(["ejecucion2017", 0]), [[9]]);
    await pane.settle();
    const asked = pane.host.log.batches.flatMap(({ actions }) => actions);
    expect([pane.host.log.roundTrips, asked.some((each) => each.includes("getUsedRange"))]).toEqual([1, false]);
  });
});

describe("an edit that could not be looked at", () => {
  it("is looked at once typing is over, also when that ended with Esc", async () => {
    const { pane, at } = await start({ filas: [fila()] });
    pane.host.type("Indicadores", at(["ejecucion2017", 0]), [["mucho"]]);
    pane.host.beginCellEdit();
    await pane.settle();
    expect(found(pane)).toEqual([]);
    expect(pane.store.state.aviso).toBeNull();
    pane.host.endCellEdit();
    await pane.settle();
    expect(found(pane)).toEqual([at(["ejecucion2017", 0])]);
  });

  it("of a co-author is looked at again by itself, and told of if that fails too", async () => {
    const { pane, at } = await start({ filas: [fila()] });
    pane.host.type("Indicadores", at(["ejecucion2017", 0]), [["mucho"]], "co-author");
    pane.host.faults.failNext.push("GeneralException");
    await pane.settle();
    expect([found(pane), pane.store.state.aviso]).toEqual([[], null]);
    await pane.settle();
    expect(found(pane)).toEqual([at(["ejecucion2017", 0])]);
    pane.host.type("Indicadores", at(["meta2017", 0]), [["algo"]], "co-author");
    pane.host.faults.failNext.push("GeneralException", "GeneralException");
    await pane.settle();
    await pane.settle();
    expect(pane.store.state.aviso?.tono).toBe("error");
    // Nor is it forgotten: the next edit takes it in.
    pane.host.type("Indicadores", at(["observaciones", 0]), [["Se hizo."]]);
    await pane.settle();
    expect(found(pane)).toHaveLength(2);
  });
});

describe("the ribbon's buttons", () => {
  it("treat the sheet on screen, although the pane has not looked at it yet", async () => {
    const hoja = makeHoja({ filas: [fila()] });
    const workbook = hojasLibres([hoja.libro.grid, hojaLibre("Notas", [["x"]])]);
    const pane = openPane(workbook);
    await pane.actions.start();
    const [first, second] = workbook.sheets;
    if (first === undefined || second === undefined) throw new Error("two sheets");
    workbook.activate(second);
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
    await pane.actions.resaltar();
    expect(pane.store.state.aviso?.tono).toBe("alerta");
    expect([first.conditionalFormats, second.conditionalFormats]).toEqual([[], []]);
  });

  it("read the sheet first where nothing was read", async () => {
    const { libro, plan } = makeHoja({ filas: [fila()] });
    const pane = openPane(workbookOfLibro(libro, plan));
    await pane.actions.resaltar();
    expect(pane.store.state.aviso?.tono).toBe("exito");
    expect(pane.workbook.activeSheet.conditionalFormats.length).toBeGreaterThan(3);
  });
});

async function start(input: HojaInput): Promise<{ pane: TestPane; at: Hoja["at"] }> {
  const hoja = makeHoja(input);
  const pane = openPane(workbookOfLibro(hoja.libro, hoja.plan));
  await pane.actions.start();
  return { pane, at: (lugar: Lugar) => hoja.at(lugar) };
}

function avanceOf(pane: TestPane, index: number): number | null | undefined {
  return pane.revisada().revision.filas[index]?.avance.avance;
}

function found(pane: TestPane): (string | null)[] {
  return pane.revisada().revision.findings.flatMap(({ code, cell }) => (code === "no-es-numero" ? [cell] : []));
}
