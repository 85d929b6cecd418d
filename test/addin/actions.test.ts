import { describe, expect, it } from "vitest";
import { libro as hojasLibres, hoja as hojaLibre } from "./preview/libro-prueba.ts";
import { parseA1 } from "../../shared/address.ts";
import type { Cell } from "../../shared/cell.ts";
import { notaCampo } from "../../shared/layout/titulo.ts";
import { formatNota, type ConflictoNota, type NotaSync } from "../../shared/nota-sync.ts";
import type { Libro } from "../../shared/read.ts";
import { fila, makeHoja, plantilla, type Hoja, type HojaInput, type Lugar } from "../shared/hoja.ts";
import { definedName } from "../shared/sheet.ts";
import { countOf } from "../../addin/view/tabs.ts";
import { openPane, workbookOfLibro, type TestPane } from "./pane.ts";

describe("Revisar", () => {
  it("looks at an edit once the typing has stopped, reading only the rows that changed", async () => {
    const { pane, at } = await start({ filas: [fila(), fila({ codigo: "44010030008" })] });
    pane.host.log.startCounting();
    type(pane, at(["ejecucion2017", 1]), "mucho");
    type(pane, at(["observaciones", 1]), "Se hizo.");
    expect(codes(pane)).not.toContain("no-es-numero");
    await pane.settle();
    expect(found(pane, "no-es-numero")).toEqual([at(["ejecucion2017", 1])]);
    expect(pane.host.log.roundTrips).toBe(1);
    expect(actionsOf(pane)).toContain("Range.load(values,formulas,numberFormat)");
    expect(pane.store.state.aviso).toBeNull();
  });

  it("reads the whole sheet again when the title or the header changes", async () => {
    const { pane, at } = await start({ filas: [fila()] });
    type(pane, at(["titulo", "vigencia"]), 2018);
    await pane.settle();
    expect(pane.revisada().revision.reporte?.vigencia).toBe(2018);
    type(pane, at(["unidad", "encabezado"]), "Otra cosa");
    await pane.settle();
    expect(pane.revisada().revision.reporte?.layout.renamed.map(({ key }) => key)).toEqual(["unidad"]);
  });

  it("follows co-authors without a word, and not at all what it did itself", async () => {
    const { pane, at } = await start({ filas: [fila({ ejecucion2017: "7.480" })] });
    await pane.actions.corregir(offers(pane), "Prueba");
    const aviso = pane.store.state.aviso;
    pane.host.log.startCounting();
    await pane.settle();
    expect(pane.host.log.roundTrips).toBe(0);
    pane.host.type(sheetName(pane), at(["ejecucion2017", 0]), [["algo"]], "co-author");
    await pane.settle();
    expect(found(pane, "no-es-numero")).toEqual([at(["ejecucion2017", 0])]);
    expect(pane.store.state.aviso).toBe(aviso);
  });

  it("goes to a sheet that was renamed after it was offered, and calls it by its new name", async () => {
    const workbook = hojasLibres([hojaLibre("Notas", [["x"]]), makeHoja({ filas: [fila()] }).libro.grid]);
    const pane = openPane(workbook);
    await pane.actions.start();
    const [otra] = pane.revisada().otras;
    const [, sheet] = workbook.sheets;
    if (sheet !== undefined) sheet.name = "Metas 2017";
    await pane.actions.irAHoja(otra?.id ?? "");
    expect(pane.store.state.aviso).toBeNull();
    expect(pane.revisada().leida.place.name).toBe("Metas 2017");
  });

  it("reviews the sheet that comes on screen", async () => {
    const workbook = hojasLibres([hojaLibre("Notas", [["x"]]), makeHoja({ filas: [fila()] }).libro.grid]);
    const pane = openPane(workbook);
    await pane.actions.start();
    expect(pane.revisada().revision.reporte).toBeNull();
    expect(pane.revisada().otras.map(({ name }) => name)).toEqual(["Indicadores"]);
    await pane.actions.irAHoja("Indicadores");
    expect(pane.revisada().revision.filas.length).toBe(1);
    const [first] = workbook.sheets;
    if (first !== undefined) workbook.activate(first);
    await pane.settle();
    expect(pane.revisada().leida.place.name).toBe("Notas");
  });

  it("stops listening when it is closed", async () => {
    const { pane } = await start({ filas: [fila()] });
    expect(pane.host.registeredEvents.length).toBe(3);
    await pane.actions.stop();
    expect(pane.host.registeredEvents).toEqual([]);
  });
});

describe("Ir a la celda", () => {
  it("tells of a hidden row or column, and shows it when asked", async () => {
    const { pane, at } = await start({
      filas: [fila(), fila({ codigo: "x" })],
      hiddenRows: [1],
      hiddenColumns: ["unidad"],
    });
    await pane.actions.irA(at(["unidad", 1]));
    const { aviso } = pane.store.state;
    expect(aviso?.boton?.accion).toEqual({ kind: "mostrar", cell: at(["unidad", 1]) });
    expect(selected(pane)).not.toBe(at(["unidad", 1]));
    if (aviso?.boton !== undefined) await pane.actions.atender(aviso.boton.accion);
    expect(selected(pane)).toBe(at(["unidad", 1]));
    const place = parseA1(at(["unidad", 1]));
    expect(pane.workbook.activeSheet.hiddenRows.has(place?.row ?? -1)).toBe(false);
    expect(pane.workbook.activeSheet.hiddenColumns.has(place?.column ?? -1)).toBe(false);
    expect(pane.store.state.aviso).toBeNull();
  });

  it("asks before it shows a sheet that was hidden meanwhile", async () => {
    const workbook = hojasLibres([makeHoja({ filas: [fila()] }).libro.grid, hojaLibre("Notas", [["x"]])]);
    const pane = openPane(workbook);
    await pane.actions.start();
    const [indicadores, notas] = workbook.sheets;
    if (indicadores === undefined || notas === undefined) throw new Error("two sheets expected");
    workbook.activate(notas);
    indicadores.visibility = "hidden";
    await pane.actions.irA("A8");
    expect([indicadores.visibility, workbook.activeSheet.name]).toEqual(["hidden", "Notas"]);
    const { aviso } = pane.store.state;
    expect(aviso?.boton?.accion).toEqual({ kind: "mostrar", cell: "A8" });
    if (aviso?.boton !== undefined) await pane.actions.atender(aviso.boton.accion);
    expect([indicadores.visibility, workbook.activeSheet.name]).toEqual(["visible", "Indicadores"]);
  });
});

describe("the parts of the pane", () => {
  it("count as many findings as the list has, and none where there is no list", async () => {
    const { pane } = await start({
      filas: [fila({ ejecucion2017: "mucho" }), fila({ codigo: "44010030008", planDeChoque: "Se hará más." })],
    });
    const { findings } = pane.revisada().revision;
    expect(new Set(findings.map(({ severity }) => severity)).size).toBeGreaterThan(1);
    expect(countOf("revisar", pane.store.state)).toBe(findings.length);
    const other = openPane(hojasLibres([hojaLibre("Notas", [["x"]])]));
    await other.actions.start();
    expect(other.revisada().revision.findings.length).toBeGreaterThan(0);
    expect(countOf("revisar", other.store.state)).toBeNull();
  });

  it("let go of what went well as one goes on to another, and of nothing else", async () => {
    const { pane } = await start({ filas: [fila({ ejecucion2017: "7.480" })] });
    await pane.actions.corregir(offers(pane), "Números");
    expect(pane.store.state.aviso?.tono).toBe("exito");
    pane.actions.tab("resumen");
    expect(pane.store.state).toMatchObject({ tab: "resumen", aviso: null, hechos: [{ nombre: "Números" }] });
    await pane.actions.atender({ kind: "olvidar" });
    expect(pane.store.state.hechos).toEqual([]);
    pane.host.beginCellEdit();
    await pane.actions.revisar();
    pane.actions.tab("revisar");
    expect(pane.store.state.aviso?.tono).toBe("error");
  });
});

describe("Corregir", () => {
  it("shows each cell before and after, and makes all fixes of a kind in one step that can be taken back", async () => {
    const { pane, at } = await start({
      filas: [
        fila({ meta2018: "1.180", ejecucion2017: "7.480" }),
        fila({ codigo: "44010030008", ejecucion2017: " 160 " }),
        fila({ codigo: 44010030009 }),
      ],
    });
    const [numeros, codigos] = pane.revisada().fixes;
    expect(numeros?.code).toBe("numero-como-texto");
    expect(numeros?.offers.map(({ cell, before, after }) => [cell, before, after])).toEqual([
      [at(["ejecucion2017", 0]), "«7.480»", "7.480"],
      [at(["meta2018", 0]), "«1.180»", "1.180"],
      [at(["ejecucion2017", 1]), "« 160 »", "160"],
    ]);
    expect(codigos?.code).toBe("codigo-como-numero");
    expect(codigos?.offers.map(({ before, after }) => [before, after])).toEqual([["44010030009", "«44010030009»"]]);
    pane.host.log.startCounting();
    await pane.actions.corregir(numeros?.offers ?? [], "Números");
    expect(pane.host.log.roundTrips).toBe(4);
    expect(value(pane, at(["ejecucion2017", 0]))).toBe(7480);
    expect(value(pane, at(["ejecucion2017", 1]))).toBe(160);
    expect(pane.revisada().fixes.map(({ code }) => code)).toEqual(["codigo-como-numero"]);
    await pane.actions.corregir(codigos?.offers ?? [], "Códigos");
    expect(value(pane, at(["codigo", 2]))).toBe("44010030009");
    expect(pane.revisada().fixes).toEqual([]);
    await pane.actions.deshacer();
    await pane.actions.deshacer();
    expect(value(pane, at(["codigo", 2]))).toBe(44010030009);
    expect(value(pane, at(["ejecucion2017", 0]))).toBe("7.480");
    expect(value(pane, at(["ejecucion2017", 1]))).toBe(" 160 ");
    expect(pane.revisada().fixes.flatMap((group) => group.offers).length).toBe(4);
    expect(pane.store.state.hechos).toEqual([]);
  });

  it("leaves alone a cell that holds something else by then, when fixing and when taking back", async () => {
    const { pane, at } = await start({ filas: [fila({ ejecucion2017: "7.480", meta2018: "8.000" })] });
    const offered = offers(pane);
    type(pane, at(["ejecucion2017", 0]), 9);
    await pane.actions.corregir(offered, "Números");
    expect(value(pane, at(["ejecucion2017", 0]))).toBe(9);
    expect(value(pane, at(["meta2018", 0]))).toBe(8000);
    expect(pane.store.state.aviso?.tono).toBe("alerta");
    type(pane, at(["meta2018", 0]), 10);
    await pane.actions.deshacer();
    expect(value(pane, at(["meta2018", 0]))).toBe(10);
  });

  it("gives a number in a cell of text a format in which it stays one, and takes that back too", async () => {
    const { pane, at } = await start({ filas: [fila({ ejecucion2017: "7.480" })] });
    const cell = at(["ejecucion2017", 0]);
    restyle(pane, cell, "@");
    await pane.actions.corregir(offers(pane), "Números");
    expect([value(pane, cell), format(pane, cell)]).toEqual([7480, "General"]);
    await pane.actions.deshacer();
    expect([value(pane, cell), format(pane, cell)]).toEqual(["7.480", "@"]);
  });
});

describe("¿Nivel o flujo?", () => {
  const ambigua = fila({ modoReporte: null, ejecucion2017: 44 });

  it("writes the chosen modo, which settles the row", async () => {
    const { pane, at } = await start({ filas: [fila(), { ...ambigua, codigo: "44010030008" }] });
    const [row] = pane.revisada().ambiguas;
    if (row === undefined) throw new Error("no ambiguous row");
    await pane.actions.elegirModo(row, "flujo");
    expect(value(pane, at(["modoReporte", 1]))).toBe("Flujo");
    expect(pane.revisada().ambiguas).toEqual([]);
    expect(pane.revisada().revision.filas[1]?.avance.avance).toBe(1);
    await pane.actions.deshacer();
    expect(value(pane, at(["modoReporte", 1]))).toBeNull();
    expect(pane.revisada().ambiguas.length).toBe(1);
  });

  it("says so where the sheet has no column for it", async () => {
    const columnas = ["codigo", "nombre", "tipoAcumulacion", "lineaBase", "meta2016", "ejecucion2016"];
    const { pane } = await start({ columnas: [...columnas, "meta2017", "ejecucion2017"], filas: [ambigua] });
    const [row] = pane.revisada().ambiguas;
    if (row === undefined) throw new Error("no ambiguous row");
    await pane.actions.elegirModo(row, "flujo");
    expect(pane.store.state.aviso?.boton?.accion).toEqual({ kind: "ver", tab: "hoja" });
  });

  it("asks nothing where the column stands twice, and says where, asked before it did", async () => {
    const { pane } = await start({ filas: [ambigua] });
    const [row] = pane.revisada().ambiguas;
    if (row === undefined) throw new Error("no ambiguous row");
    const twice = await start({
      marcas: false,
      columnas: [...plantilla(), "modoReporte"],
      filas: [ambigua, fila({ codigo: "44010030008", modoReporte: "Nivel" })],
    });
    expect(twice.pane.revisada().ambiguas).toEqual([]);
    await twice.pane.actions.elegirModo(row, "flujo");
    expect(twice.pane.store.state.aviso).toEqual({
      tono: "alerta",
      texto: "«Modo de reporte» está en las columnas H y AF; deje una sola.",
    });
  });
});

describe("Sincronización", () => {
  const nota: NotaSync = {
    cuando: "2 de octubre de 2017, 06:00",
    recibidas: 3,
    enviadas: 12,
    conflictos: [],
    otros: 1,
  };

  it("tells what the last run left in the title, with what the sheet says now, in no more round trips", async () => {
    const filas = [fila({ meta2018: 20 }), fila({ codigo: "44010030008", ejecucion2017: null })];
    const hoja = makeHoja({ filas });
    const conflictos: readonly ConflictoNota[] = [
      { clase: "celda", celda: hoja.at(["meta2018", 0]), codigo: "44010030007", planeacion: "25" },
      // Its row was another one before the rows were sorted.
      { clase: "celda", celda: hoja.at(["ejecucion2017", 0]), codigo: "44010030008", planeacion: "" },
      { clase: "fila-nueva", celda: hoja.at(["codigo", 1]), codigo: "44010030008", planeacion: "" },
    ];
    const plain = await start({ filas });
    const { pane } = await start({ filas }, (libro) => withNota(libro, formatNota({ ...nota, conflictos })));
    expect(pane.revisada().sync).toEqual({
      ...nota,
      conflictos: [
        { ...conflictos[0], columna: "Meta 2018", aqui: "20" },
        { ...conflictos[1], celda: hoja.at(["ejecucion2017", 1]), columna: "Ejecución 2017", aqui: "" },
        { ...conflictos[2], columna: "Código", aqui: "44010030008" },
      ],
    });
    expect(pane.host.log.roundTrips).toBe(plain.pane.host.log.roundTrips);
    pane.host.type(sheetName(pane), hoja.at(["meta2018", 0]), [[21]], "co-author");
    await pane.settle();
    expect(pane.revisada().sync?.conflictos[0]?.aqui).toBe("21");
  });

  it("tells nothing where there is no note, or a text of somebody else", async () => {
    for (const said of [null, "ver con Marta", 7, `${formatNota(nota)}!`]) {
      const { pane } = await start({ filas: [fila()] }, (libro) => withNota(libro, said));
      expect(pane.revisada().sync).toBeNull();
    }
    const { pane } = await start({ filas: [fila()] });
    expect(pane.revisada().sync).toBeNull();
  });
});

/** The same workbook with a cell for the note, right of its title. */
function withNota(libro: Libro, said: Cell): Libro {
  const { grid, info } = libro;
  const rows = grid.rows.map(({ row, cells }) =>
    row === 1
      ? { row, cells: [...cells, ...Array.from({ length: 7 - cells.length }, () => null), said] }
      : { row, cells },
  );
  const name = definedName(notaCampo.name, `${grid.sheet}!$H$2`);
  return { ...libro, grid: { ...grid, rows }, info: { ...info, definedNames: [...info.definedNames, name] } };
}

async function start(
  input: HojaInput,
  change: (libro: Libro) => Libro = (libro) => libro,
): Promise<{ pane: TestPane; at: Hoja["at"] }> {
  const hoja = makeHoja(input);
  const workbook = workbookOfLibro(change(hoja.libro), hoja.plan);
  const pane = openPane(workbook);
  await pane.actions.start();
  expect(pane.host.log.unknown).toEqual([]);
  return { pane, at: (lugar: Lugar) => hoja.at(lugar) };
}

function type(pane: TestPane, cell: string, entry: string | number): void {
  pane.host.type(sheetName(pane), cell, [[entry]]);
}

function sheetName({ workbook }: TestPane): string {
  return workbook.activeSheet.name;
}

function codes(pane: TestPane): string[] {
  return pane.revisada().revision.findings.map(({ code }) => code);
}

function found(pane: TestPane, wanted: string): (string | null)[] {
  return pane.revisada().revision.findings.flatMap(({ code, cell }) => (code === wanted ? [cell] : []));
}

function offers(pane: TestPane): NonNullable<Parameters<TestPane["actions"]["corregir"]>[0]> {
  return pane.revisada().fixes.flatMap((group) => group.offers);
}

function actionsOf({ host }: TestPane): string[] {
  return host.log.batches.flatMap(({ actions }) => actions);
}

function value({ workbook }: TestPane, cell: string): unknown {
  const { row, column } = placeOf(cell);
  return workbook.activeSheet.valueAt(row, column);
}

function format({ workbook }: TestPane, cell: string): string {
  const { row, column } = placeOf(cell);
  return workbook.activeSheet.styleAt(row, column).numberFormat;
}

function restyle({ workbook }: TestPane, cell: string, numberFormat: string): void {
  const { row, column } = placeOf(cell);
  workbook.activeSheet.restyle({ top: row, bottom: row, left: column, right: column }, (style) => {
    return { ...style, numberFormat };
  });
}

function selected({ workbook }: TestPane): string {
  const [area] = workbook.activeSheet.selection;
  return area === undefined ? "" : `${"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[area.left] ?? "?"}${area.top + 1}`;
}

function placeOf(cell: string): { row: number; column: number } {
  const place = parseA1(cell);
  if (place === null) throw new Error(`no cell at ${cell}`);
  return place;
}
