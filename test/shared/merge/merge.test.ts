import { describe, expect, test } from "vitest";
import { pendingCell, type Cell } from "../../../shared/cell.ts";
import type { Conflicto, Decision } from "../../../shared/merge/conflicto.ts";
import { mergeSecretaria } from "../../../shared/merge/merge.ts";
import type { Edicion, Mezcla, MezclaInput } from "../../../shared/merge/mezcla.ts";
import { errorCell } from "../sheet.ts";
import {
  applyMezcla,
  columnas,
  makeInput,
  makeLado,
  makeTabla,
  makeValores,
  merge,
  options,
  type Celdas,
} from "./lado.ts";

const planeacion: Decision = { gana: "planeacion" };
const secretaria: Decision = { gana: "secretaria" };
const none = undefined;

type Simple = string | number | null;

/** Cells in the order nombre, meta, ejecución, observaciones. */
const fila: readonly Simple[] = ["Personas", 10, 5, "Bien"];
const otra: readonly Simple[] = ["Talleres", 20, 7, ""];

describe("cells of a row on both sides", () => {
  test("each owner's change flows to the other side", () => {
    const mezcla = merge({
      ancestro: { A: fila },
      canonico: { A: ["Personas", 12, 5, "Bien"] },
      libro: { A: ["Personas", 10, 6, "Muy bien"] },
    });
    expect(mezcla.alLibro.map(say)).toEqual(["A meta2017 10→12 dueno-planeacion"]);
    expect(mezcla.alCanonico.map(say)).toEqual([
      "A ejecucion2017 5→6 dueno-secretaria",
      'A observaciones "Bien"→"Muy bien" dueno-secretaria',
    ]);
    expect(mezcla.canonico).toEqual(makeTabla({ A: ["Personas", 12, 6, "Muy bien"] }));
    expect(mezcla.ancestro).toEqual(mezcla.canonico);
    expect([mezcla.conflictos, mezcla.resueltos, mezcla.avisos, mezcla.parada]).toEqual([[], [], [], null]);
  });

  test("a conflict of each kind, and what each side shows of it", () => {
    const mezcla = merge({
      ancestro: { A: fila },
      canonico: { A: ["Personas", 10, 9, "Bien"] },
      libro: { A: ["Gente", 10, 6, "Bien"] },
    });
    expect(mezcla.conflictos).toEqual([
      celda("A", "nombre", "Personas", "Personas", "Gente"),
      celda("A", "ejecucion2017", 5, 9, 6),
    ]);
    expect(mezcla.alLibro).toEqual([]);
    expect(mezcla.alCanonico.map(say)).toEqual(["A ejecucion2017 9→6 dueno-prevalece"]);
    expect(mezcla.canonico.get("A")).toEqual(makeValores(["Personas", 10, 6, "Bien"]));
    expect(mezcla.ancestro.get("A")).toEqual(makeValores(fila));
  });

  test("ids depend on secretaría, código, column and values, and not on how these were typed", () => {
    const id = idOf(metasOf(11, 12));
    expect(idOf(metasOf("11", "12,0"))).toBe(id);
    const others = [
      metasOf(11, 13),
      metasOf(10, 12),
      metasOf(11, 12, "B"),
      { ...metasOf(11, 12), secretaria: "cultura" },
    ];
    expect(new Set([id, ...others.map(idOf)]).size).toBe(5);
  });

  test("a decision reaches both sides and ends the conflict", () => {
    const pendiente = celda("A", "ejecucion2017", 5, 9, 6);
    const given = {
      ancestro: { A: fila },
      canonico: { A: ["Personas", 10, 6, "Bien"] },
      libro: { A: ["Personas", 10, 6, "Bien"] },
      pendientes: [pendiente],
    };
    expect(merge(given)).toMatchObject({ conflictos: [pendiente], resueltos: [], alCanonico: [], alLibro: [] });
    const mezcla = merge({ ...given, decisiones: { [pendiente.id]: planeacion } });
    expect(mezcla.alLibro.map(say)).toEqual(["A ejecucion2017 6→9 decision"]);
    expect(mezcla.alCanonico.map(say)).toEqual(["A ejecucion2017 6→9 decision"]);
    expect(mezcla.resueltos).toEqual([{ conflicto: pendiente, fin: "planeacion", valor: 9 }]);
    expect(mezcla.conflictos).toEqual([]);
    expect(mezcla.ancestro.get("A")?.["ejecucion2017"]).toBe(9);
  });

  test("a decision of another conflict decides nothing", () => {
    const pendiente = celda("A", "ejecucion2017", 5, 9, 6);
    const mezcla = merge({
      ancestro: { A: fila },
      canonico: { A: ["Personas", 10, 6, "Bien"] },
      libro: { A: ["Personas", 10, 6, "Bien"] },
      pendientes: [pendiente],
      decisiones: { otro: planeacion },
    });
    expect([mezcla.conflictos, mezcla.alLibro, mezcla.resueltos]).toEqual([[pendiente], [], []]);
  });

  test.each<[Celdas, Celdas, Cell]>([
    [["Personas", 12, 5, "Bien"], ["Personas", 13, 5, "Bien"], 12],
    [["Personas", 12, 5, "Bien"], ["Personas", 10, 5, "Bien"], 12],
    [["Personas", 11, 5, "Bien"], ["Personas", 11, 5, "Bien"], 11],
  ])("what is told of a conflict that ended by itself (%#)", (canonico, libro, valor) => {
    const pendiente = celda("A", "meta2017", 10, 12, 11);
    const mezcla = merge({
      ancestro: { A: fila },
      canonico: { A: canonico },
      libro: { A: libro },
      pendientes: [pendiente],
    });
    expect(mezcla.resueltos.map(({ conflicto, valor: now }) => [conflicto, now])).toEqual([[pendiente, valor]]);
  });

  test("a conflict of a column that the plan no longer has stays", () => {
    const pendiente = celda("A", "meta1999", 5, 9, 6);
    const mezcla = merge({ ancestro: { A: fila }, canonico: { A: fila }, libro: { A: fila }, pendientes: [pendiente] });
    expect([mezcla.conflictos, mezcla.resueltos]).toEqual([[pendiente], []]);
  });

  test("what cannot be read is neither copied nor overwritten, and told of where it is", () => {
    const mezcla = merge({
      ancestro: { A: fila },
      canonico: { A: [errorCell(), 12, 5, "Bien"] },
      libro: { A: ["Personas", pendingCell, errorCell(), "Bien"] },
    });
    expect([mezcla.alLibro, mezcla.alCanonico, mezcla.conflictos]).toEqual([[], [], []]);
    expect(mezcla.avisos.map(sayAviso)).toEqual([
      "valor-ilegible A nombre canonico",
      "valor-ilegible A meta2017 libro",
      "valor-ilegible A ejecucion2017 libro",
    ]);
    expect(mezcla.ancestro.get("A")).toEqual(makeValores(fila));
  });

  test.each<[string, Celdas, Celdas, readonly string[]]>([
    ["text for a number in the workbook", fila, ["Personas", "10", 5, "Bien"], ["tipo-distinto A meta2017 libro"]],
    ["text for a number in the canonical one", ["Personas", "10", 5, ""], fila, ["tipo-distinto A meta2017 canonico"]],
    ["a number for text in the workbook", ["3", 10, 5, "Bien"], [3, 10, 5, "Bien"], ["tipo-distinto A nombre libro"]],
    ["a number for text in both", [3, 10, 5, "Bien"], [3, 10, 5, "Bien"], []],
    ["text for numbers in both", ["Personas", "10", 5, "Bien"], ["Personas", "10", 5, "Bien"], []],
    ["other text, that is no number", fila, ["Personas", "diez", 5, "Bien"], []],
  ])("typed apart: %s", (_, canonico, libro, expected) => {
    const mezcla = merge({ ancestro: { A: canonico }, canonico: { A: canonico }, libro: { A: libro } });
    expect(mezcla.avisos.map(sayAviso)).toEqual(expected);
  });

  test("a column that one sheet does not have is told of once, and nothing is written to it", () => {
    const canonico = makeLado(
      { A: ["Personas", 12, 5], B: ["Talleres", 21, 7] },
      { keys: columnasSin("observaciones") },
    );
    const libro = makeLado({ A: [10, 5, "Bien"], B: [20, 7, ""] }, { keys: columnasSin("nombre") });
    const mezcla = merge({ ancestro: { A: fila, B: otra }, canonico, libro });
    expect(mezcla.avisos.map(sayAviso)).toEqual([
      "columna-falta null observaciones canonico",
      "columna-falta null nombre libro",
    ]);
    expect(mezcla.alLibro.map(say)).toEqual(["A meta2017 10→12 dueno-planeacion", "B meta2017 20→21 dueno-planeacion"]);
    expect(mezcla.alCanonico).toEqual([]);
    expect(mezcla.ancestro.get("A")).toEqual(makeValores(["Personas", 12, 5, "Bien"]));
    expect(mezcla.canonico.get("A")).toEqual({ nombre: "Personas", meta2017: 12, ejecucion2017: 5 });
  });
});

describe("the first run", () => {
  test("takes a workbook whole where planeación has nothing of the secretaría", () => {
    const mezcla = merge({ ancestro: null, canonico: {}, libro: { A: fila, B: ["Talleres", errorCell(), null, " "] } });
    expect(mezcla.alCanonico.map(say)).toEqual([
      'A codigo null→"A" fila-nueva',
      'A nombre null→"Personas" fila-nueva',
      "A meta2017 null→10 fila-nueva",
      "A ejecucion2017 null→5 fila-nueva",
      'A observaciones null→"Bien" fila-nueva',
      'B codigo null→"B" fila-nueva',
      'B nombre null→"Talleres" fila-nueva',
    ]);
    expect(mezcla.canonico).toEqual(makeTabla({ A: fila, B: ["Talleres", null, null, " "] }));
    expect(mezcla.ancestro).toEqual(makeTabla({ A: fila, B: ["Talleres", none, null, " "] }));
    expect(mezcla.avisos.map(sayAviso)).toEqual(["valor-ilegible B meta2017 libro"]);
    expect([mezcla.alLibro, mezcla.conflictos]).toEqual([[], []]);
  });

  test("takes only the columns that the canonical workbook has", () => {
    const canonico = makeLado({}, { keys: ["nombre", "ejecucion2017", "planUnidad"] });
    const mezcla = merge({ ancestro: null, canonico, libro: { A: fila } });
    expect(mezcla.canonico.get("A")).toEqual({ nombre: "Personas", ejecucion2017: 5, planUnidad: null });
    expect(mezcla.ancestro.get("A")).toEqual({ nombre: "Personas", ejecucion2017: 5 });
    expect(mezcla.alCanonico.map(({ columna }) => columna)).toEqual(["codigo", "nombre", "ejecucion2017"]);
    expect(mezcla.avisos.map(sayAviso)).toEqual([
      "columna-falta null meta2017 canonico",
      "columna-falta null observaciones canonico",
      "columna-falta null planUnidad libro",
    ]);
  });

  test.each<[string, Partial<MezclaInput["canonico"]>]>([
    ["another row", { filas: makeTabla({ B: otra }) }],
    ["a row twice", { repetidos: new Set(["B"]) }],
    ["a row without código", { sinCodigo: 1 }],
  ])("asks for each new row where planeación has %s", (_, canonico) => {
    const mezcla = merge({ ancestro: null, canonico: makeLado({}, canonico), libro: { A: fila } });
    expect(mezcla.conflictos.map(({ clase, codigo }) => [clase, codigo])).toEqual([["fila-nueva", "A"]]);
    expect(mezcla.canonico.has("A")).toBe(false);
  });

  test("compares row by row, and agrees on what is equal or blank for its owner", () => {
    const mezcla = merge({
      ancestro: null,
      canonico: { A: ["Personas", 10, null, "Regular"], B: otra },
      libro: { A: [null, 11, 5, "Bien"] },
    });
    expect(mezcla.alLibro.map(say)).toEqual(['A nombre null→"Personas" dueno-planeacion']);
    expect(mezcla.alCanonico.map(say)).toEqual([
      "A ejecucion2017 null→5 dueno-secretaria",
      'A observaciones "Regular"→"Bien" dueno-prevalece',
    ]);
    expect(mezcla.conflictos).toEqual([
      celda("A", "meta2017", null, 10, 11),
      celda("A", "observaciones", null, "Regular", "Bien"),
    ]);
    expect(mezcla.ancestro).toEqual(new Map([["A", { nombre: "Personas", ejecucion2017: 5 }]]));
    expect(mezcla.avisos.map(sayAviso)).toEqual(["fila-por-agregar B null libro"]);
  });
});

describe("rows that one side does not have", () => {
  const cambiada: readonly Simple[] = ["Personas", 10, 6, "Bien"];

  test("gone from the workbook: stays as planeación has it", () => {
    const pendiente = celda("A", "meta2017", 9, 10, 8);
    const given = { ancestro: { A: fila }, canonico: { A: ["Gente", 12, 9, ""] }, libro: {}, pendientes: [pendiente] };
    const mezcla = merge({ ...given, decisiones: { [pendiente.id]: planeacion } });
    expect(mezcla.canonico).toEqual(makeTabla(given.canonico));
    expect(mezcla.ancestro).toEqual(makeTabla(given.ancestro));
    expect(mezcla.avisos.map(sayAviso)).toEqual(["fila-falta-en-libro A null libro"]);
    expect([mezcla.conflictos, mezcla.resueltos, mezcla.alCanonico]).toEqual([[pendiente], [], []]);
  });

  test("planeación's alone: the secretaría is to add it", () => {
    const mezcla = merge({ ancestro: { B: otra }, canonico: { A: fila, B: otra }, libro: { B: otra } });
    expect(mezcla.canonico.get("A")).toEqual(makeValores(fila));
    expect(mezcla.ancestro).toEqual(makeTabla({ B: otra }));
    expect(mezcla.avisos.map(sayAviso)).toEqual(["fila-por-agregar A null libro"]);
  });

  test("gone from both: forgotten with whatever was pending of it", () => {
    const pendiente = celda("A", "meta2017", 9, 10, 8);
    const retirada = deFila("fila-retirada", "A", fila);
    const mezcla = merge({ ancestro: { A: fila }, canonico: {}, libro: {}, pendientes: [pendiente, retirada] });
    expect([mezcla.canonico.size, mezcla.ancestro.size, mezcla.conflictos, mezcla.avisos]).toEqual([0, 0, [], []]);
    expect(mezcla.resueltos.map(sayFin)).toEqual(["celda superado null", "fila-retirada acuerdo null"]);
  });

  test("known to nobody any more: its conflict ends", () => {
    const nueva = deFila("fila-nueva", "Z", fila);
    const mezcla = merge({ ancestro: {}, canonico: {}, libro: {}, pendientes: [nueva] });
    expect(mezcla.resueltos.map(sayFin)).toEqual(["fila-nueva acuerdo null"]);
  });

  test("taken out by planeación and as it was: stays out, told of in every run", () => {
    const first = makeInput({ ancestro: { A: fila }, canonico: {}, libro: { A: ["Personas ", "10", 5, "Bien"] } });
    const mezcla = mergeSecretaria(first, options);
    expect(mezcla.canonico.size).toBe(0);
    expect(mezcla.conflictos).toEqual([]);
    expect(mezcla.avisos.map(sayAviso)).toEqual(["fila-retirada-por-planeacion A null libro"]);
    expect(mezcla.ancestro).toEqual(makeTabla({ A: fila }));
    expectIdempotent(first);
  });

  test.each<[string, Celdas]>([
    ["a value that cannot be read now", ["Personas", 10, errorCell(), "Bien"]],
    ["a column that is no longer there", ["Personas", none, 5, "Bien"]],
  ])("%s is no change of the row", (_, libro) => {
    const mezcla = merge({ ancestro: { A: fila }, canonico: {}, libro: { A: libro } });
    expect(mezcla.avisos.map(sayAviso)).toEqual(["fila-retirada-por-planeacion A null libro"]);
  });

  test("taken out by planeación and changed since: comes back with what the secretaría says, to be decided", () => {
    const first = makeInput({ ancestro: { A: fila }, canonico: {}, libro: { A: ["Gente", 10, 6, null] } });
    const mezcla = mergeSecretaria(first, options);
    expect(mezcla.canonico.get("A")).toEqual(makeValores(["Personas", 10, 6, null]));
    expect(mezcla.alCanonico.map(say)).toEqual([
      'A codigo null→"A" fila-restaurada',
      'A nombre null→"Personas" fila-restaurada',
      "A meta2017 null→10 fila-restaurada",
      "A ejecucion2017 null→6 fila-restaurada",
    ]);
    expect(mezcla.conflictos).toEqual([
      celda("A", "nombre", "Personas", "Personas", "Gente"),
      deFila("fila-retirada", "A", ["Gente", 10, 6, null]),
    ]);
    expect(mezcla.alLibro).toEqual([]);
    expect(mezcla.avisos).toEqual([]);
    expectIdempotent(first);
  });

  test("a row that only has a conflict is changed too, and comes back as it was shown", () => {
    const pendientes = [celda("A", "meta2017", 10, 12, 11), celda("A", "ejecucion2017", 5, 9, 6)];
    const first = makeInput({
      ancestro: { A: fila },
      canonico: {},
      libro: { A: ["Personas", 11, 6, "Bien"] },
      pendientes,
    });
    const mezcla = mergeSecretaria(first, options);
    expect(mezcla.canonico.get("A")).toEqual(makeValores(["Personas", 12, 6, "Bien"]));
    expect(mezcla.conflictos.map(({ id }) => id)).toEqual([
      ...pendientes.map(({ id }) => id),
      deFila("fila-retirada", "A", ["Personas", 11, 6, "Bien"]).id,
    ]);
    expectIdempotent(first);
  });

  test("planeación's claim to a cell ends with the row that it took out itself", () => {
    const pendientes = [celda("A", "ejecucion2017", 5, 9, 5)];
    const mezcla = merge({ ancestro: { A: fila }, canonico: {}, libro: { A: fila }, pendientes });
    expect(mezcla.resueltos.map(sayFin)).toEqual(["celda superado null"]);
    expect(mezcla.conflictos).toEqual([]);
  });

  describe("a restored row", () => {
    const retirada = deFila("fila-retirada", "A", cambiada);
    const given = {
      ancestro: { A: cambiada },
      canonico: { A: cambiada },
      libro: { A: cambiada },
      pendientes: [retirada],
    };

    test("goes by decision, and is not asked about again while the workbook has it as it was", () => {
      const input = makeInput({ ...given, decisiones: { [retirada.id]: planeacion } });
      const mezcla = mergeSecretaria(input, options);
      expect(mezcla.canonico.size).toBe(0);
      expect(mezcla.alCanonico.map(say)).toEqual([
        'A codigo "A"→null fila-retirada',
        'A nombre "Personas"→null fila-retirada',
        "A meta2017 10→null fila-retirada",
        "A ejecucion2017 6→null fila-retirada",
        'A observaciones "Bien"→null fila-retirada',
      ]);
      expect(mezcla.resueltos.map(sayFin)).toEqual(["fila-retirada planeacion null"]);
      expect(mezcla.avisos.map(sayAviso)).toEqual(["fila-retirada-por-planeacion A null libro"]);
      expectIdempotent(input);
    });

    test("goes by decision, and what cannot be read in it just now is still known", () => {
      const canonico = { A: ["Personas", 10, 9, "Bien"] };
      const libro = { A: ["Personas", 10, errorCell(), "Bien"] };
      const input = makeInput({ ...given, canonico, libro, decisiones: { [retirada.id]: planeacion } });
      const out = applyMezcla(input, mergeSecretaria(input, options));
      const legible = mergeSecretaria({ ...out, libro: makeLado({ A: cambiada }) }, options);
      expect([legible.conflictos, legible.avisos.length]).toEqual([[], 1]);
    });

    test("stays by decision", () => {
      const mezcla = merge({ ...given, decisiones: { [retirada.id]: secretaria } });
      expect(mezcla.canonico).toEqual(makeTabla({ A: cambiada }));
      expect(mezcla.resueltos.map(sayFin)).toEqual(["fila-retirada secretaria null"]);
      expect([mezcla.conflictos, mezcla.alCanonico, mezcla.avisos]).toEqual([[], [], []]);
    });

    test("is neither kept nor taken out by a value", () => {
      const decisiones: Record<string, Decision> = { [retirada.id]: { gana: "otro", valor: 1 } };
      expect(merge({ ...given, decisiones })).toMatchObject({ conflictos: [retirada], resueltos: [] });
      const fuera = merge({ ...given, canonico: {}, decisiones });
      expect(fuera.resueltos.map(sayFin)).toEqual(["fila-retirada planeacion null"]);
    });

    test("that the secretaría changes once more is asked about anew, whatever was decided before", () => {
      const libro = { A: ["Personas", 10, 7, "Bien"] };
      const mezcla = merge({ ...given, libro, decisiones: { [retirada.id]: planeacion } });
      expect(mezcla.resueltos.map(sayFin)).toEqual(["fila-retirada superado null"]);
      expect(mezcla.conflictos).toEqual([deFila("fila-retirada", "A", libro.A)]);
      expect(mezcla.canonico).toEqual(makeTabla(libro));
    });

    test("is asked about anew with what we write into the workbook", () => {
      const canonico = { A: ["Personas", 15, 6, "Bien"] };
      const input = makeInput({ ...given, canonico });
      const mezcla = mergeSecretaria(input, options);
      expect(mezcla.alLibro.map(say)).toEqual(["A meta2017 10→15 dueno-planeacion"]);
      expect(mezcla.conflictos).toEqual([deFila("fila-retirada", "A", canonico.A)]);
      expect(mezcla.resueltos.map(sayFin)).toEqual(["fila-retirada superado null"]);
      expectIdempotent(input);
    });

    test("is the same conflict where what we write undoes what the secretaría changed", () => {
      const anterior: Celdas = ["Personas", 9, 6, "Bien"];
      const input = makeInput({ ...given, ancestro: { A: anterior }, libro: { A: anterior } });
      const mezcla = mergeSecretaria(input, options);
      expect(mezcla.alLibro.map(say)).toEqual(["A meta2017 9→10 dueno-planeacion"]);
      expect([mezcla.conflictos, mezcla.resueltos]).toEqual([[retirada], []]);
      expectIdempotent(input);
    });

    test("and a new one holds the row as we leave it", () => {
      const [canonico, libro] = [{ A: ["Personas", 15, 6, "Bien"] }, { A: ["Personas", 10, 6, "Regular"] }];
      const input = makeInput({ ...given, canonico, libro });
      const mezcla = mergeSecretaria(input, options);
      expect(mezcla.conflictos).toEqual([deFila("fila-retirada", "A", ["Personas", 15, 6, "Regular"])]);
      expectIdempotent(input);
    });

    test("that planeación takes out once more is out", () => {
      const input = makeInput({ ...given, ancestro: { A: fila }, canonico: {} });
      const mezcla = mergeSecretaria(input, options);
      expect(mezcla.resueltos.map(sayFin)).toEqual(["fila-retirada planeacion null"]);
      expect([mezcla.alCanonico, mezcla.conflictos, mezcla.canonico.size]).toEqual([[], [], 0]);
      expect(mezcla.avisos.map(sayAviso)).toEqual(["fila-retirada-por-planeacion A null libro"]);
      expectIdempotent(input);
    });

    test("that planeación takes out once more comes back when it was changed again", () => {
      const libro = { A: ["Personas", 10, 7, "Bien"] };
      const mezcla = merge({ ...given, canonico: {}, libro });
      expect(mezcla.resueltos.map(sayFin)).toEqual(["fila-retirada superado null"]);
      expect(mezcla.conflictos).toEqual([deFila("fila-retirada", "A", libro.A)]);
      expect(mezcla.canonico).toEqual(makeTabla(libro));
    });

    test("that planeación takes out once more comes back when it decides so", () => {
      const mezcla = merge({ ...given, canonico: {}, decisiones: { [retirada.id]: secretaria } });
      expect(mezcla.resueltos.map(sayFin)).toEqual(["fila-retirada secretaria null"]);
      expect([mezcla.conflictos, mezcla.avisos]).toEqual([[], []]);
      expect(mezcla.canonico).toEqual(makeTabla({ A: cambiada }));
    });

    test.each<[Decision | undefined, readonly string[], readonly string[]]>([
      [none, ["A"], []],
      [planeacion, [], ["fila-retirada planeacion null"]],
      [secretaria, ["A"], ["fila-retirada secretaria null"]],
    ])("that the workbook lost, decided %j", (decision, left, fines) => {
      const decisiones = decision === undefined ? {} : { [retirada.id]: decision };
      const mezcla = merge({ ...given, libro: {}, decisiones });
      expect([...mezcla.canonico.keys()]).toEqual(left);
      expect([...mezcla.ancestro.keys()]).toEqual(left);
      expect(mezcla.resueltos.map(sayFin)).toEqual(fines);
      expect(mezcla.conflictos).toEqual(decision === undefined ? [retirada] : []);
      expect(mezcla.alCanonico.length).toBe(left.length === 0 ? 5 : 0);
      expect(mezcla.avisos.map(({ code }) => code)).toEqual(left.length === 0 ? [] : ["fila-falta-en-libro"]);
    });
  });

  describe("a row that the secretaría added", () => {
    const base = { ancestro: { B: otra }, canonico: { B: otra }, libro: { A: fila, B: otra } };
    const nueva = deFila("fila-nueva", "A", fila);

    test("is a conflict that holds it whole", () => {
      const input = makeInput(base);
      const mezcla = mergeSecretaria(input, options);
      expect(mezcla.conflictos).toEqual([nueva]);
      expect(mezcla.canonico).toEqual(makeTabla({ B: otra }));
      expect(mezcla.ancestro).toEqual(makeTabla({ B: otra }));
      expectIdempotent(input);
    });

    test("is one too where everything else is gone", () => {
      expect(merge({ ancestro: {}, canonico: {}, libro: { A: fila } }).conflictos).toEqual([nueva]);
    });

    test("comes in by decision", () => {
      const input = makeInput({ ...base, pendientes: [nueva], decisiones: { [nueva.id]: secretaria } });
      const mezcla = mergeSecretaria(input, options);
      expect(mezcla.canonico).toEqual(makeTabla({ A: fila, B: otra }));
      expect(mezcla.ancestro).toEqual(mezcla.canonico);
      expect(mezcla.resueltos.map(sayFin)).toEqual(["fila-nueva secretaria null"]);
      expect(mezcla.alCanonico.map(({ columna, regla }) => `${columna} ${regla}`)).toEqual([
        "codigo fila-aceptada",
        "nombre fila-aceptada",
        "meta2017 fila-aceptada",
        "ejecucion2017 fila-aceptada",
        "observaciones fila-aceptada",
      ]);
      expectIdempotent(input);
    });

    test("that changed is asked about anew", () => {
      const libro = { A: ["Personas", 10, 6, "Bien"], B: otra };
      for (const decision of [none, planeacion, secretaria]) {
        const decisiones = decision === undefined ? {} : { [nueva.id]: decision };
        const mezcla = merge({ ...base, libro, pendientes: [nueva], decisiones });
        expect(mezcla.conflictos).toEqual([deFila("fila-nueva", "A", libro.A)]);
        expect(mezcla.resueltos.map(sayFin)).toEqual(["fila-nueva superado null"]);
        expect(mezcla.canonico.has("A")).toBe(false);
      }
    });

    test("that planeación adds by itself is no conflict any more", () => {
      const mezcla = merge({ ...base, canonico: { A: ["Personas", 11, null, null], B: otra }, pendientes: [nueva] });
      expect(mezcla.resueltos.map(sayFin)).toEqual(["fila-nueva acuerdo null"]);
      expect(mezcla.conflictos).toEqual([celda("A", "meta2017", null, 11, 10)]);
      expect(mezcla.canonico.get("A")).toEqual(makeValores(["Personas", 11, 5, "Bien"]));
    });

    test("and took away while planeación added it is one to add", () => {
      const mezcla = merge({ ...base, canonico: { A: fila, B: otra }, libro: { B: otra }, pendientes: [nueva] });
      expect(mezcla.resueltos.map(sayFin)).toEqual(["fila-nueva superado null"]);
      expect(mezcla.avisos.map(sayAviso)).toEqual(["fila-por-agregar A null libro"]);
    });

    test("and that planeación rejected does not come back by itself", () => {
      const input = makeInput({ ...base, pendientes: [nueva], decisiones: { [nueva.id]: planeacion } });
      const mezcla = mergeSecretaria(input, options);
      expect(mezcla.resueltos.map(sayFin)).toEqual(["fila-nueva planeacion null"]);
      expect(mezcla.conflictos).toEqual([]);
      expect(mezcla.avisos.map(sayAviso)).toEqual(["fila-retirada-por-planeacion A null libro"]);
      expect(mezcla.alCanonico).toEqual([]);
      expectIdempotent(input);

      const rejected = applyMezcla(input, mezcla);
      const libro = makeLado({ A: ["Personas", 10, 6, "Bien"], B: otra });
      const edited = { ...rejected, libro };
      const again = mergeSecretaria(edited, options);
      expect(again.conflictos).toEqual([deFila("fila-nueva", "A", ["Personas", 10, 6, "Bien"])]);
      expect([again.canonico.has("A"), again.avisos]).toEqual([false, []]);
      expectIdempotent(edited);

      const back = mergeSecretaria({ ...applyMezcla(edited, again), libro: rejected.libro }, options);
      expect(back.conflictos).toEqual([]);
      expect(back.resueltos.map(sayFin)).toEqual(["fila-nueva superado null"]);
      expect(back.avisos.map(sayAviso)).toEqual(["fila-retirada-por-planeacion A null libro"]);
    });

    test("and that planeación rejected is compared as if never agreed once it adds the row itself", () => {
      const rejected = applyDecision(planeacion);
      const canonico = makeLado({ A: ["Personas", 11, null, "Bien"], B: otra });
      const mezcla = mergeSecretaria({ ...rejected, canonico }, options);
      expect(mezcla.conflictos).toEqual([celda("A", "meta2017", null, 11, 10)]);
      expect(mezcla.ancestro.get("A")).toEqual({ nombre: "Personas", ejecucion2017: 5, observaciones: "Bien" });
      const gone = mergeSecretaria({ ...rejected, canonico, libro: makeLado({ B: otra }) }, options);
      expect(gone.ancestro).toEqual(makeTabla({ B: otra }));
      expect(gone.avisos.map(sayAviso)).toEqual(["fila-por-agregar A null libro"]);
    });

    test("and that planeación rejected may be accepted, or rejected, once changed", () => {
      const libro = makeLado({ A: ["Personas", 10, 6, "Bien"], B: otra });
      const edited = { ...applyDecision(planeacion), libro };
      const pending = applyMezcla(edited, mergeSecretaria(edited, options));
      const id = pending.pendientes[0]?.id ?? "";
      const accepted = mergeSecretaria({ ...pending, decisiones: new Map([[id, secretaria]]) }, options);
      expect(accepted.canonico.get("A")).toEqual(makeValores(["Personas", 10, 6, "Bien"]));
      expect(accepted.ancestro.get("A")).toEqual(makeValores(["Personas", 10, 6, "Bien"]));
      const input = { ...pending, decisiones: new Map([[id, planeacion]]) };
      expect(mergeSecretaria(input, options).conflictos).toEqual([]);
      expectIdempotent(input);
    });

    function applyDecision(decision: Decision): MezclaInput {
      const input = makeInput({ ...base, pendientes: [nueva], decisiones: { [nueva.id]: decision } });
      return applyMezcla(input, mergeSecretaria(input, options));
    }
  });
});

describe("conflicts of a state that is no longer there", () => {
  const pendientes = [
    celda("A", "meta2017", 9, 10, 8),
    deFila("fila-retirada", "A", otra),
    deFila("fila-nueva", "A", otra),
  ];
  const cambiada: Celdas = ["Personas", 10, 6, "Bien"];

  test("end where the row is new", () => {
    const mezcla = merge({ ancestro: {}, canonico: {}, libro: { A: fila }, pendientes });
    expect(mezcla.conflictos).toEqual([deFila("fila-nueva", "A", fila)]);
    expect(mezcla.resueltos.map(sayFin)).toEqual([
      "celda superado null",
      "fila-retirada superado null",
      "fila-nueva superado null",
    ]);
  });

  test("end where the workbook is taken whole", () => {
    const mezcla = merge({ ancestro: null, canonico: {}, libro: { A: fila }, pendientes });
    expect(mezcla.conflictos).toEqual([]);
    expect(mezcla.resueltos.map(sayFin)).toEqual([
      "celda superado null",
      "fila-retirada acuerdo null",
      "fila-nueva acuerdo null",
    ]);
  });

  test.each<[Celdas, string]>([
    [fila, "fila-retirada-por-planeacion"],
    [cambiada, "fila-retirada"],
  ])("end where planeación took the row out (%#)", (libro, told) => {
    const nueva = deFila("fila-nueva", "A", otra);
    const mezcla = merge({ ancestro: { A: fila }, canonico: {}, libro: { A: libro }, pendientes: [nueva] });
    expect(mezcla.resueltos.map(sayFin)).toEqual(["fila-nueva superado null"]);
    expect([...mezcla.avisos.map(({ code }) => code), ...mezcla.conflictos.map(({ clase }) => clase)]).toEqual([told]);
  });
});

describe("rows that no merge can follow", () => {
  const pendiente = celda("A", "meta2017", 10, 12, 11);

  test.each<["canonico" | "libro"]>([["canonico"], ["libro"]])("a código twice in the %s freezes it", (lado) => {
    const cambiada: Celdas = ["Gente", 12, 9, "Mal"];
    const sides = { canonico: makeLado({ A: cambiada, B: otra }), libro: makeLado({ A: fila, B: otra }) };
    const twice = makeLado({ B: otra }, { repetidos: new Set(["A"]) });
    const input = makeInput({ ancestro: { A: fila, B: otra }, ...sides, [lado]: twice, pendientes: [pendiente] });
    const mezcla = mergeSecretaria({ ...input, decisiones: new Map([[pendiente.id, planeacion]]) }, options);
    expect(mezcla.avisos.map(sayAviso)).toEqual([`codigo-repetido A null ${lado}`]);
    expect([mezcla.alLibro, mezcla.alCanonico, mezcla.conflictos]).toEqual([[], [], [pendiente]]);
    expect(mezcla.ancestro.get("A")).toEqual(makeValores(fila));
    expect(mezcla.canonico.get("A")).toEqual(lado === "canonico" ? undefined : makeValores(cambiada));
  });

  test("rows without código are told of once a side", () => {
    const mezcla = merge({
      ancestro: { A: fila },
      canonico: makeLado({ A: fila }, { sinCodigo: 2 }),
      libro: makeLado({ A: fila }, { sinCodigo: 1 }),
    });
    expect(mezcla.avisos.map(sayAviso)).toEqual([
      "fila-sin-codigo null null canonico",
      "fila-sin-codigo null null libro",
    ]);
  });
});

describe("the safety stop", () => {
  test.each<[number, number, boolean]>([
    [3, 1, false],
    [3, 0, true],
    [2, 0, false],
    [10, 8, false],
    [10, 7, false],
    [10, 6, true],
    [9, 6, true],
    [11, 8, false],
    [100, 70, false],
    [100, 69, true],
  ])("%d rows, %d left: %s", (before, left, stops) => {
    const mezcla = merge({ ancestro: filas(before), canonico: filas(before), libro: filas(left) });
    const expected = stops ? { code: "demasiadas-filas-faltan", faltan: before - left, de: before } : null;
    expect(mezcla.parada).toEqual(expected);
    expect(mezcla.avisos.map(({ code }) => code)).toEqual(Array(before - left).fill("fila-falta-en-libro"));
  });

  test("limits are what they are said to be", () => {
    const given = { ancestro: filas(10), canonico: filas(10), libro: filas(8) };
    expect(merge(given, { limites: { parte: 0.1, filas: 2 } }).parada).not.toBeNull();
    expect(merge(given, { limites: { parte: 0.1, filas: 3 } }).parada).toBeNull();
    expect(merge(given, { limites: { parte: 0.2, filas: 2 } }).parada).toBeNull();
  });

  test("stops everything, and loses nothing", () => {
    const pendiente = celda("F1", "meta2017", 10, 12, 11);
    const mezcla = merge({
      ancestro: filas(4),
      canonico: makeLado({ ...filas(4), Z: otra }, { repetidos: new Set(["Y"]) }),
      libro: { F1: ["Gente", 1, 1, ""] },
      pendientes: [pendiente],
      decisiones: { [pendiente.id]: planeacion },
    });
    expect(mezcla).toEqual({
      canonico: makeTabla({ ...filas(4), Z: otra }),
      ancestro: makeTabla(filas(4)),
      alLibro: [],
      alCanonico: [],
      conflictos: [pendiente],
      resueltos: [],
      avisos: ["F2", "F3", "F4"].map((codigo) => ({
        code: "fila-falta-en-libro",
        codigo,
        columna: null,
        lado: "libro",
      })),
      parada: { code: "demasiadas-filas-faltan", faltan: 3, de: 4 },
    });
  });

  test("a row twice is not gone, neither is one that planeación took out, or never had", () => {
    const libro = makeLado(filas(7, 4), { repetidos: new Set(["F1", "F2", "F3"]) });
    expect(merge({ ancestro: filas(10), canonico: filas(10), libro }).parada).toBeNull();
    expect(merge({ ancestro: filas(10), canonico: filas(2), libro: {} }).parada).toBeNull();
    const twice = makeLado({ F1: fila }, { repetidos: new Set(["F2", "F3", "F4"]) });
    expect(merge({ ancestro: filas(4), canonico: twice, libro: {} }).parada).toMatchObject({ faltan: 4, de: 4 });
    const rechazadas = new Map([...makeTabla(filas(4))].map(([codigo, each]) => [codigo, { ...each, codigo: null }]));
    const input = makeInput({ ancestro: {}, canonico: filas(4), libro: {} });
    expect(mergeSecretaria({ ...input, ancestro: rechazadas }, options).parada).toBeNull();
  });

  test("a column of its own that is gone stops it, one of planeación does not", () => {
    const lado = (sin: string) => makeLado({ A: fila.toSpliced(indexOf(sin), 1) }, { keys: columnasSin(sin) });
    const given = { ancestro: { A: fila }, canonico: { A: fila } };
    expect(merge({ ...given, libro: lado("observaciones") }).parada).toEqual({
      code: "columna-propia-falta",
      columnas: ["observaciones"],
    });
    expect(merge({ ...given, libro: lado("nombre") }).parada).toBeNull();
    const never = { ancestro: { A: fila.slice(0, 3) }, canonico: { A: fila } };
    expect(merge({ ...never, libro: lado("observaciones") }).parada).toBeNull();
  });

  test("never on a first run", () => {
    expect(merge({ ancestro: null, canonico: filas(9), libro: {} }).parada).toBeNull();
  });
});

test("rows keep the canonical workbook's order, whatever else is known of", () => {
  const input = makeInput({
    ancestro: { R: otra, B: otra, A: fila },
    canonico: { B: otra, A: fila },
    libro: { R: otra, N: fila, A: fila, B: otra },
  });
  const mezcla = mergeSecretaria(input, options);
  expect([...mezcla.canonico.keys()]).toEqual(["B", "A"]);
  expect([...mezcla.ancestro.keys()]).toEqual(["B", "A", "R"]);
  const adopted = merge({ ancestro: null, canonico: {}, libro: { B: otra, A: fila } });
  expect([...adopted.canonico.keys()]).toEqual(["B", "A"]);
});

function idOf(input: MezclaInput): string | undefined {
  return mergeSecretaria(input, options).conflictos[0]?.id;
}

/** Meta 10 that became one on each side. */
function metasOf(meta: Cell, propia: Cell, codigo = "A"): MezclaInput {
  return makeInput({
    ancestro: { [codigo]: ["Personas", 10, 5, "Bien"] },
    canonico: { [codigo]: ["Personas", meta, 5, "Bien"] },
    libro: { [codigo]: ["Personas", propia, 5, "Bien"] },
  });
}

function filas(count: number, first = 1): Record<string, Celdas> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`F${at + first}`, fila]));
}

/** Nothing more to do when all of it is done, and the same to say. */
function expectIdempotent(input: MezclaInput): void {
  const mezcla = mergeSecretaria(input, options);
  const again = mergeSecretaria(applyMezcla(input, mezcla), options);
  expect(again).toEqual({ ...mezcla, alLibro: [], alCanonico: [], resueltos: [] } satisfies Mezcla);
}

function say({ codigo, columna, antes, despues, regla }: Edicion): string {
  return `${codigo} ${columna} ${JSON.stringify(antes)}→${JSON.stringify(despues)} ${regla}`;
}

function sayAviso({ code, codigo, columna, lado }: Mezcla["avisos"][number]): string {
  return `${code} ${codigo} ${columna} ${lado}`;
}

function sayFin({ conflicto, fin, valor }: Mezcla["resueltos"][number]): string {
  return `${conflicto.clase} ${fin} ${JSON.stringify(valor)}`;
}

/** A cell's conflict as this secretaría's merge makes it. */
function celda(codigo: string, columna: string, ancestro: Simple, deplaneacion: Simple, propio: Simple): Conflicto {
  const id = JSON.stringify(["salud", codigo, columna, ...[ancestro, deplaneacion, propio].map(claveOf)]);
  return {
    id,
    clase: "celda",
    secretaria: "salud",
    codigo,
    columna,
    ancestro,
    planeacion: deplaneacion,
    propio,
  };
}

/** A row's conflict as this secretaría's merge makes it. */
function deFila(clase: "fila-retirada" | "fila-nueva", codigo: string, celdas: readonly Simple[]): Conflicto {
  const claves = columnas.flatMap((key, place) => {
    const clave = claveOf(celdas[place] ?? null);
    return clave === "" ? [] : [[key, clave]];
  });
  const id = JSON.stringify(["salud", codigo, clase, claves]);
  const valores = { ancestro: null, planeacion: null, propio: null };
  return { id, clase, secretaria: "salud", codigo, columna: null, ...valores, fila: makeValores(celdas) };
}

function claveOf(cell: Simple): string {
  if (cell === null || cell === "") return "";
  return typeof cell === "number" ? `n${cell}` : `t${cell}`;
}

function columnasSin(sin: string): string[] {
  return columnas.filter((key) => key !== sin);
}

function indexOf(sin: string): number {
  return columnas.findIndex((key) => key === sin);
}
