import ExcelJS from "exceljs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isBlank, type Cell } from "../../../shared/cell.ts";
import type { Decision } from "../../../shared/merge/conflicto.ts";
import type { Valores } from "../../../shared/merge/mezcla.ts";
import { inPuntos } from "../../../shared/puntos.ts";
import { buildCanonico, type CanonicoInput } from "../../../sync/canonico/canonico.ts";
import type { Ajenas, FilaSuelta } from "../../../sync/canonico/fila-canonica.ts";
import type { TituloEscrito } from "../../../sync/canonico/titulo-escrito.ts";
import { readCanonico, type CanonicoLeido } from "../../../sync/canonico/leer.ts";
import { escritaOf } from "../../../sync/canonico/leer-decisiones.ts";
import { openLibro } from "../../../sync/libro.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { writeZip } from "../../../sync/xlsx/zip-write.ts";
import { errorCell, fecha, percent } from "../../shared/sheet.ts";
import { hasLibreOffice, recalculate, withLibreOffice } from "../xlsx/libreoffice.ts";
import { ownFaults, unzip } from "../xlsx/own-checks.ts";
import { validationErrors } from "../xlsx/validate.ts";
import { tablas } from "./al-azar.ts";
import { abierto, ejemplo, plan, secretarias } from "./ejemplo.ts";
import { bytesOf } from "../../bytes-of.ts";

const [economia, seguridad] = secretarias;

const ajenas: Ajenas = {
  columnas: ["Nota interna", "", "Observaciones"],
  valores: new Map([
    [economia, ajenaDe("44010010002", ["revisar", 12.5, percent(0.125)])],
    [seguridad, ajenaDe("43010010002", [null, fecha("2017-12-15"), "=1+1"])],
  ]),
};
const sueltas: readonly FilaSuelta[] = [
  suelta("fila-sin-secretaria", null, { codigo: "44010010099", secretaria: null, nombre: "Sin dueño", meta2017: 5 }),
  suelta("fila-secretaria-desconocida", null, { codigo: "44010010098", secretaria: "Catastro", nombre: "De nadie" }),
  suelta("fila-sin-codigo", economia, { codigo: null, secretaria: nombreOf(economia), nombre: "Nuevo", meta2017: 1 }),
];

const llenos: CanonicoInput = { ...ejemplo, ajenas, sueltas, escritas: new Map([["a41f09c2", escrita("Secretaría")]]) };
const vacio: CanonicoInput = { ...ejemplo, corte: null, filas: new Map(), conflictos: [], historial: [] };

describe("the canonical workbook", () => {
  it.each([
    ["with rows, conflicts and history", ejemplo],
    ["with what planeación added to it", llenos],
    ["of nothing", vacio],
  ])("is a valid workbook, the same each time: %s", async (_, input) => {
    const file = await bytesOf(buildCanonico(input));
    expect(await validationErrors(file)).toEqual([]);
    expect(ownFaults(file)).toEqual([]);
    expect((await bytesOf(buildCanonico(input))).equals(file)).toBe(true);
  });

  it.each([
    ["rows, conflicts and history", ejemplo],
    ["what planeación added to it", llenos],
    ["nothing", vacio],
  ])("is written again byte for byte from what was read of it: %s", async (_, input) => {
    const file = await bytesOf(buildCanonico(input));
    const { lados, ajenas: otras, sueltas: solas, escritas, vigencia, corte } = read(file, input);
    const filas = new Map([...lados].map(([id, { filas: tabla }]) => [id, tabla]));
    const again = { ...input, filas, ajenas: otras, sueltas: solas, escritas, vigencia: vigencia ?? 0, corte };
    expect((await bytesOf(buildCanonico(again))).equals(file)).toBe(true);
  });

  it("has its sheets in the order people read them, the lists hidden", async () => {
    const { sheets } = readWorkbook(await bytesOf(buildCanonico(ejemplo)), "canonico.xlsx");
    expect(sheets.map(({ name, visibility }) => `${name} ${visibility}`)).toEqual([
      "Indicadores visible",
      "Conflictos visible",
      "Historial visible",
      "Listas hidden",
    ]);
  });

  it("has no formulas but those that follow the decisions", async () => {
    const workbook = readWorkbook(await bytesOf(buildCanonico(llenos)), "canonico.xlsx");
    const counts = workbook.sheets.map(({ name }) => [name, workbook.readGrid(name).formulas.size]);
    expect(Object.fromEntries(counts)).toEqual({ Indicadores: 0, Conflictos: 6, Historial: 0, Listas: 0 });
  });

  it("lists the conflicts by secretaría and código, the closed ones newest first", async () => {
    const input = { ...ejemplo, conflictos: ejemplo.conflictos.toReversed(), historial: ejemplo.historial };
    const workbook = readWorkbook(await bytesOf(buildCanonico(input)), "canonico.xlsx");
    const column = (sheet: string, at: number): Cell[] =>
      workbook.readGrid(sheet).rows.flatMap(({ cells }) => cells[at] ?? []);
    expect(column("Conflictos", 0).slice(-6)).toEqual(
      ["b7e3310d", "a41f09c2", "c0ffee11", "d00d8a6e", "e5a4b3c2", "f1e2d3c4"].sort((a, b) => orderOf(a) - orderOf(b)),
    );
    expect(column("Historial", 13)).toEqual(["Id", "19aa11bb", "09aa11bb"]);
  });

  it("offers the closed sets as lists over all rows and those to come", async () => {
    const xml = unzip(await bytesOf(buildCanonico(ejemplo))).get("xl/worksheets/sheet1.xml") ?? "";
    const lists = [
      ...xml.matchAll(/<dataValidation type="list"[^>]*sqref="([^"]*)"[^>]*>.*?<formula1>(.*?)<\/formula1>/g),
    ];
    expect(lists.map(([, range = "", source = ""]) => [range.replace(/\d+$/, ""), source.slice(0, 16)])).toEqual([
      ["B6:B", "Listas!$A$2:$A$1"],
      ["H6:H", "&quot;Capacidad,"],
      ["I6:I", "&quot;Nivel,Fluj"],
    ]);
  });

  it("is refused as the workbook of a secretaría", async () => {
    const file = await bytesOf(buildCanonico(ejemplo));
    expect(() => openLibro(file, "libros/canonico.xlsx", plan)).toThrow(
      expect.objectContaining({ code: "libro-canonico", where: "canonico.xlsx" }),
    );
  });

  it.skipIf(!hasLibreOffice)(
    `says the same after LibreOffice opened, calculated and saved it${withLibreOffice}`,
    async () => {
      const file = await bytesOf(buildCanonico(llenos));
      const saved = await recalculate(file);
      expect(valuesOf(read(saved, llenos))).toEqual(valuesOf(read(file, llenos)));
      expect(estados(saved)).toEqual(estados(file));
    },
  );
});

describe("reading it back", () => {
  it("gives every value of every kind as it was", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tablas, { minLength: 3, maxLength: 3 }), async (random) => {
        const filas = new Map(secretarias.map((id, index) => [id, random[index] ?? new Map()]));
        const { lados, sueltas: solas } = read(await bytesOf(buildCanonico({ ...ejemplo, filas })), ejemplo);
        expect(solas).toEqual([]);
        for (const [id, tabla] of filas) {
          const leidas = lados.get(id)?.filas ?? new Map();
          expect([...leidas.keys()]).toEqual([...tabla.keys()]);
          for (const [codigo, valores] of tabla) expect(leidas.get(codigo)).toEqual(asRead(valores));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("keeps columns and rows of planeación's own, and tells of the rows", async () => {
    const leido = read(await bytesOf(buildCanonico(llenos)), llenos);
    expect(leido.ajenas).toEqual(ajenas);
    expect(leido.sueltas.map(({ motivo, secretaria, valores }) => [motivo, secretaria, valores["nombre"]])).toEqual(
      [sueltas[2], sueltas[0], sueltas[1]].map((each) => [each?.motivo, each?.secretaria, each?.valores["nombre"]]),
    );
    expect(leido.avisos.map(({ code, where }) => `${code} ${where}`)).toEqual([
      "columna-repetida Indicadores!AD5",
      "fila-sin-codigo Indicadores!A26",
      "fila-sin-secretaria Indicadores!B67",
      "fila-secretaria-desconocida Indicadores!B68",
    ]);
    expect(leido.lados.get(economia)).toMatchObject({ sinCodigo: 1 });
    expect(leido.hojasAjenas).toEqual([]);
  });

  it("follows what people do to the sheet", async () => {
    const file = await edit(await bytesOf(buildCanonico(ejemplo)), (workbook) => {
      const sheet = sheetOf(workbook, "Indicadores");
      const row = sheet.getRow(6);
      row.getCell(11).value = 99;
      row.getCell(12).value = { formula: "40+2", result: 42 };
      sheet.getCell("B7").value = "DESARROLLO  ECONOMICO";
      sheet.getCell("A8").value = sheet.getCell("A9").value;
      sheet.getCell("F5").value = "Nombre del indicador";
      sheet.getCell("B10").value = null;
      sheet.getCell("B11").value = "Catastro";
      const beside = sheet.getRow(5).cellCount + 1;
      sheet.getCell(5, beside).value = "Nota interna";
      sheet.getCell(6, beside).value = "llamar";
      sheet.getCell("A66").value = "TOTAL";
      sheet.getCell("C67").value = "Elaboró: Planeación";
    });
    const leido = read(file, ejemplo);
    const tabla = leido.lados.get(economia)?.filas;
    const [first = "", second = ""] = ejemplo.filas.get(economia)?.keys() ?? [];
    expect([tabla?.get(first)?.["meta2016"], tabla?.get(first)?.["ejecucion2016"]]).toEqual([99, 42]);
    expect(tabla?.has(second)).toBe(true);
    expect(leido.lados.get(economia)?.repetidos.size).toBe(1);
    expect(leido.ajenas.columnas).toEqual(["Nota interna"]);
    expect(leido.ajenas.valores).toEqual(new Map([[economia, new Map([[first, ["llamar"]]])]]));
    expect(leido.sueltas.map(({ fila, motivo }) => [fila, motivo])).toEqual([
      [8, "fila-codigo-repetido"],
      [9, "fila-codigo-repetido"],
      [10, "fila-sin-secretaria"],
      [11, "fila-secretaria-desconocida"],
      [66, "fila-no-es-indicador"],
      [67, "fila-no-es-indicador"],
    ]);
    const again = await bytesOf(buildCanonico({ ...ejemplo, ...rewrite(leido) }));
    expect(readEvery(again)).toEqual(readEvery(file));
  });

  it("finds columns that were moved, and no secretaría in a title that names one", async () => {
    const file = await edit(await bytesOf(buildCanonico({ ...ejemplo, ajenas })), (workbook) => {
      const sheet = sheetOf(workbook, "Indicadores");
      const [last, codigo] = [sheet.columnCount + 1, 1];
      for (let row = 1; row <= sheet.rowCount; row++) {
        const cell = sheet.getCell(row, codigo);
        sheet.getCell(row, last).value = cell.value;
        cell.value = null;
      }
      sheet.getCell("H2").value = `Secretaría: ${nombreOf(seguridad)}`;
      sheet.getCell("B8").value = " ";
    });
    const leido = read(file, ejemplo);
    expect(leido.lados.get(economia)?.filas.size).toBe(19);
    expect(leido.sueltas.map(({ fila, motivo }) => [fila, motivo])).toEqual([[8, "fila-sin-secretaria"]]);
    expect(leido.ajenas.columnas).toEqual(ajenas.columnas);
  });

  it("names the sheets that planeación added, and misses no conflict for a sheet it took out", async () => {
    const file = await edit(await bytesOf(buildCanonico(llenos)), (workbook) => {
      workbook.addWorksheet("Cuentas").getCell("A1").value = 1;
      workbook.removeWorksheet(sheetOf(workbook, "Conflictos").id);
      sheetOf(workbook, "Indicadores").name = "Metas de la ciudad";
      workbook.definedNames.model = workbook.definedNames.model.map((each) => ({
        ...each,
        ranges: each.ranges.map((range) => range.replace(/^'?Indicadores'?!/, "'Metas de la ciudad'!")),
      }));
    });
    const leido = read(file, llenos);
    expect(leido.hojasAjenas).toEqual(["Cuentas"]);
    expect([leido.decisiones.size, leido.lados.get(economia)?.filas.size]).toEqual([0, 20]);
  });

  it("tells of comments and pictures, which a rewrite drops", async () => {
    expect(read(await bytesOf(buildCanonico(llenos)), llenos).avisos.map(({ code }) => code)).not.toContain(
      "adornos-no-quedan",
    );
    const file = await edit(await bytesOf(buildCanonico(ejemplo)), (workbook) => {
      sheetOf(workbook, "Indicadores").getCell("C8").note = "¿De dónde sale?";
      const base64 = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
      sheetOf(workbook, "Conflictos").addImage(workbook.addImage({ base64, extension: "png" }), "F2:G4");
    });
    const avisos = read(file, ejemplo).avisos.filter(({ code }) => code === "adornos-no-quedan");
    expect(avisos.map(({ where }) => where)).toEqual(["Indicadores", "Conflictos"]);
  });

  const escrito = { vigencia: ejemplo.vigencia, corte: ejemplo.corte };
  const avisosOf = (file: Buffer, input = ejemplo, titulo: TituloEscrito = escrito): string[] =>
    readCanonico(file, "canonico.xlsx", plan, input.conflictos, titulo).avisos.map(
      ({ code, where }) => `${code} ${where}`,
    );
  const comoSeEscribio = [
    [
      "rows, conflicts, history and columns",
      { ...ejemplo, ajenas: { ...ajenas, columnas: ["Nota interna", "", "Prioridad"] } },
    ],
    ["nothing", vacio],
  ] as const;

  it.each(comoSeEscribio)("has nothing to tell of one as it was written, of %s", async (_, input) => {
    const file = await bytesOf(buildCanonico(input));
    expect(avisosOf(file, input, asWritten(input))).toEqual([]);
    expect(avisosOf(await edit(file, () => undefined), input, asWritten(input))).toEqual([]);
  });

  it.skipIf(!hasLibreOffice).each(comoSeEscribio)(
    `has nothing to tell of one that LibreOffice saved, of %s${withLibreOffice}`,
    async (_, input) => {
      expect(avisosOf(await recalculate(await bytesOf(buildCanonico(input))), input, asWritten(input))).toEqual([]);
    },
  );

  const fuera: readonly [what: string, change: (workbook: ExcelJS.Workbook) => void, avisos: readonly string[]][] = [
    [
      "another vigencia and corte in the title",
      (workbook) => {
        const sheet = sheetOf(workbook, "Indicadores");
        sheet.getCell("B3").value = ejemplo.vigencia + 1;
        sheet.getCell("D3").value = new Date("2018-03-31T00:00:00Z");
      },
      ["titulo-no-se-toma Indicadores!B3", "titulo-no-se-toma Indicadores!D3"],
    ],
    [
      "a title that was emptied",
      (workbook) => {
        const sheet = sheetOf(workbook, "Indicadores");
        for (const address of ["B3", "D3"]) sheet.getCell(address).value = null;
      },
      ["titulo-no-se-toma Indicadores!B3", "titulo-no-se-toma Indicadores!D3"],
    ],
    [
      "notes beside the title and over it, and beside the tags",
      (workbook) => {
        const sheet = sheetOf(workbook, "Indicadores");
        for (const address of ["H1", "J1", "J3", "A2", "AA4"]) sheet.getCell(address).value = "Revisar con Hacienda";
      },
      ["texto-fuera-de-la-tabla Indicadores!H1"],
    ],
    [
      "a note that names a secretaría",
      (workbook) => void (sheetOf(workbook, "Indicadores").getCell("H2").value = "Secretaría: todas"),
      ["texto-fuera-de-la-tabla Indicadores!H2"],
    ],
    [
      "a column on Conflictos",
      (workbook) => {
        const sheet = sheetOf(workbook, "Conflictos");
        sheet.getCell("O7").value = "Comentario";
        sheet.getCell("O9").value = "Preguntar";
      },
      ["texto-fuera-de-la-tabla Conflictos!O7"],
    ],
    [
      "a value of a conflict changed where it is only shown",
      (workbook) => void (sheetOf(workbook, "Conflictos").getCell("H8").value = "99"),
      ["texto-fuera-de-la-tabla Conflictos!H8"],
    ],
    [
      "a note above and below the conflicts",
      (workbook) => {
        for (const address of ["F2", "A6", "D40"]) sheetOf(workbook, "Conflictos").getCell(address).value = "nota";
      },
      ["texto-fuera-de-la-tabla Conflictos!F2"],
    ],
    [
      "a cell beside the history and one below it",
      (workbook) => {
        for (const address of ["P6", "B30"]) sheetOf(workbook, "Historial").getCell(address).value = "nota";
      },
      ["texto-fuera-de-la-tabla Historial!P6"],
    ],
    [
      "a cell on the hidden sheet",
      (workbook) => void (sheetOf(workbook, "Listas").getCell("B2").value = 1),
      ["texto-fuera-de-la-tabla Listas!B2"],
    ],
  ];
  it.each(fuera)("tells of %s, which a rewrite drops", async (_, change, avisos) => {
    expect(avisosOf(await edit(await bytesOf(buildCanonico(ejemplo)), change))).toEqual(avisos);
  });

  it("names a few of the cells that are outside", async () => {
    const file = await edit(await bytesOf(buildCanonico(ejemplo)), (workbook) => {
      for (let column = 8; column < 20; column++) sheetOf(workbook, "Indicadores").getCell(1, column).value = "nota";
    });
    const [aviso] = read(file, ejemplo).avisos;
    expect(aviso?.mensaje).toContain("(H1, I1, J1, K1, L1 y 7 más)");
  });

  it("keeps formulas that nobody calculated apart from those whose value it keeps", async () => {
    const decidido = { ...ejemplo, escritas: new Map([["a41f09c2", escrita("Otro valor")]]) };
    const file = await edit(await bytesOf(buildCanonico(decidido)), (workbook) => {
      const sheet = sheetOf(workbook, "Indicadores");
      const beside = sheet.getRow(5).cellCount + 1;
      sheet.getCell(5, beside).value = "Cuenta propia";
      sheet.getCell(6, beside).value = { formula: "B7", date1904: false };
      sheet.getCell("K7").value = { formula: "50000+5000", date1904: false };
      sheet.getCell("K8").value = { formula: "40+2", result: 42 };
      const conflictos = sheetOf(workbook, "Conflictos");
      for (let row = 8; row < 14; row++) {
        if (conflictos.getCell(row, 10).value === "Otro valor") {
          conflictos.getCell(row, 11).value = { formula: "5+5", date1904: false };
        }
      }
    });
    const { sinCalcular, avisos } = read(file, decidido);
    expect(sinCalcular.map((place) => place.replace(/\d+$/, ""))).toEqual([
      expect.stringMatching(/^Indicadores!A[A-Z]$/),
      "Indicadores!K",
      "Conflictos!K",
    ]);
    expect(avisos.map(({ code }) => code)).toEqual([
      "formula-sin-calcular",
      "formula-sin-calcular",
      "formula-como-valor",
      "valor-no-sirve",
    ]);
  });

  it("names a sheet of a chart among those of others", async () => {
    const parts = unzip(await bytesOf(buildCanonico(ejemplo)));
    const chartsheet = `<chartsheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews/></chartsheet>`;
    const type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet";
    const file = await bytesOf(
      writeZip(
        [...parts, ["xl/chartsheets/sheet1.xml", Buffer.from(chartsheet)] as const].map(([name, content]) => {
          const text = content.toString();
          if (name === "xl/workbook.xml") {
            const sheet = '<sheet name="Gráfico" sheetId="99" r:id="rId99"/></sheets>';
            return { name, content: text.replace("</sheets>", sheet) };
          }
          if (name !== "xl/_rels/workbook.xml.rels") return { name, content };
          const relationship = `<Relationship Id="rId99" Type="${type}" Target="chartsheets/sheet1.xml"/></Relationships>`;
          return { name, content: text.replace("</Relationships>", relationship) };
        }),
      ),
    );
    expect(read(file, ejemplo).hojasAjenas).toEqual(["Gráfico"]);
  });

  const unusable: readonly [string, (workbook: ExcelJS.Workbook) => void, string][] = [
    ["without our mark", (workbook) => (workbook.definedNames.model = []), "canonico-sin-marca"],
    ["without Secretaría", (workbook) => clearHeader(workbook, 2), "canonico-sin-encabezado"],
    ["without Código", (workbook) => clearHeader(workbook, 1), "canonico-sin-encabezado"],
    ["with another header amid its rows", insertHeader, "canonico-con-otra-tabla"],
  ];
  it.each(unusable)("refuses one %s", async (_, change, code) => {
    const file = await edit(await bytesOf(buildCanonico(ejemplo)), change);
    expect(() => read(file, ejemplo)).toThrow(expect.objectContaining({ code, exitCode: 6 }));
  });
});

describe("decisions", () => {
  const sin = "nothing";
  const celda = abierto({ id: "x", columna: "meta2017", planeacion: 10, propio: percent(0.5) });
  const lista = abierto({ id: "x", columna: "tipoAcumulacion", planeacion: "Flujo", propio: "Capacidad" });
  const dia = abierto({ id: "x", columna: "planFechaLimite", planeacion: null, propio: fecha("2017-12-01") });
  const texto = abierto({ id: "x", columna: "observaciones", planeacion: "a", propio: "b" });
  const base = abierto({ id: "x", columna: "lineaBase", planeacion: 1, propio: 2 });
  const parte = abierto({ id: "x", columna: "participacion", planeacion: 50, propio: 64 });
  const fila = abierto({ id: "x", clase: "fila-nueva", columna: null, fila: { nombre: "n" } });
  const conflictos = { celda, lista, dia, texto, base, parte, fila };
  const casos: readonly [
    keyof typeof conflictos,
    decision: Cell,
    valor: Cell,
    expected: unknown,
    code: string | null,
  ][] = [
    ["celda", null, null, sin, null],
    ["celda", "Planeación", null, { gana: "planeacion" }, null],
    ["celda", " PLANEACION ", null, { gana: "planeacion" }, null],
    ["celda", "secretaria", null, { gana: "secretaria" }, null],
    ["celda", "Planeación", 10, { gana: "planeacion" }, null],
    ["celda", "Secretaría", "50 %", { gana: "secretaria" }, null],
    ["celda", "Secretaría", 11, sin, "valor-sobra"],
    ["celda", "la de siempre", null, sin, "decision-desconocida"],
    ["celda", 3, null, sin, "decision-desconocida"],
    ["celda", null, 12, sin, "valor-sin-decision"],
    ["celda", "Otro valor", null, sin, "valor-falta"],
    ["celda", "Otro valor", "  ", sin, "valor-falta"],
    ["celda", "OTRO  VALOR", 12.5, otro(12.5), null],
    ["celda", "Otro valor", "1.234,5", otro(1234.5), null],
    ["celda", "Otro valor", "12,5 %", otro(percent(0.125)), null],
    ["celda", "Otro valor", percent(0.2), otro(percent(0.2)), null],
    ["celda", "Otro valor", "n.p.", otro("NP"), null],
    ["celda", "Otro valor", "(En blanco)", otro(null), null],
    ["celda", "Otro valor", "1.5", sin, "valor-no-sirve"],
    ["celda", "Otro valor", "doce", sin, "valor-no-sirve"],
    ["celda", "Otro valor", fecha("2017-03-05"), sin, "valor-no-sirve"],
    ["celda", "Otro valor", true, sin, "valor-no-sirve"],
    ["base", "Otro valor", "NP", sin, "valor-no-sirve"],
    ["parte", "Otro valor", "36 %", otro(36), null],
    ["parte", "Otro valor", percent(0.57), otro(57), null],
    ["parte", "Secretaría", percent(0.64), { gana: "secretaria" }, null],
    ["parte", "Otro valor", "NP", sin, "valor-no-sirve"],
    ["lista", "Otro valor", "REDUCCION", otro("Reducción"), null],
    ["lista", "Otro valor", "suma", sin, "valor-no-sirve"],
    ["dia", "Otro valor", fecha("2017-12-15"), otro(fecha("2017-12-15")), null],
    ["dia", "Otro valor", "15/12/2017", otro(fecha("2017-12-15")), null],
    ["dia", "Otro valor", 43_084, sin, "valor-no-sirve"],
    ["texto", "Otro valor", "=1+1", otro("=1+1"), null],
    ["texto", "Otro valor", 1234.5, otro("1234,5"), null],
    ["texto", "Otro valor", fecha("2017-12-15"), otro("15/12/2017"), null],
    ["texto", "Otro valor", false, sin, "valor-no-sirve"],
    ["fila", "Secretaría", null, { gana: "secretaria" }, null],
    ["fila", "Otro valor", 5, sin, "valor-en-fila"],
    ["fila", "Planeación", 5, sin, "valor-sobra"],
  ];
  it.each(casos)("of a %s: %j, %j", async (clase, decision, valor, expected, code) => {
    const input = { ...ejemplo, conflictos: [conflictos[clase]], escritas: new Map([["x", { decision, valor }]]) };
    const leido = read(await bytesOf(buildCanonico(input)), input);
    expect(leido.decisiones.get("x") ?? sin).toEqual(expected);
    expect(leido.avisos.map((aviso) => aviso.code)).toEqual(code === null ? [] : [code]);
    // What waits for another run stays as it was written.
    const isWritten = !isBlank(decision) || !isBlank(valor);
    expect(leido.escritas.get("x") ?? null).toEqual(isWritten ? { decision, valor } : null);
  });

  const decididas: readonly Decision[] = [
    { gana: "planeacion" },
    { gana: "secretaria" },
    { gana: "otro", valor: 12.5 },
    { gana: "otro", valor: "NP" },
    { gana: "otro", valor: percent(0.2) },
    { gana: "otro", valor: null },
  ];
  it.each(decididas)("that came another way are written and read the same: %j", async (decision) => {
    const input = { ...ejemplo, conflictos: [celda], escritas: new Map([["x", escritaOf(decision)]]) };
    expect(read(await bytesOf(buildCanonico(input)), input).decisiones).toEqual(new Map([["x", decision]]));
  });

  it("of a conflict that is not open, of one that was copied, and of a sheet without headers", async () => {
    const built = await bytesOf(buildCanonico(ejemplo));
    const file = await edit(built, (workbook) => {
      const sheet = sheetOf(workbook, "Conflictos");
      sheet.getCell("A8").value = "no-es-este";
      sheet.getCell("J8").value = "Planeación";
      sheet.getCell("J9").value = "Secretaría";
      for (const [row, decision] of [
        [20, "Planeación"],
        [21, "Secretaría"],
      ] as const) {
        sheet.getCell(row, 1).value = "f1e2d3c4";
        sheet.getCell(row, 10).value = decision;
      }
    });
    const leido = read(file, ejemplo);
    expect(leido.avisos.map(({ code, where }) => `${code} ${where}`)).toEqual([
      "decision-sin-conflicto Conflictos!J8",
      "decision-repetida Conflictos!J21",
    ]);
    expect([...leido.decisiones.values()]).toEqual([{ gana: "secretaria" }]);
    const bare = await edit(built, (workbook) => (sheetOf(workbook, "Conflictos").getCell("J7").value = "¿?"));
    expect(read(bare, ejemplo).avisos.map(({ code, where }) => `${code} ${where}`)).toEqual([
      "conflictos-sin-encabezado Conflictos!A1",
      "texto-fuera-de-la-tabla Conflictos!J7",
    ]);
  });
});

function read(file: Buffer, { conflictos }: CanonicoInput): CanonicoLeido {
  return readCanonico(file, "carpeta/canonico.xlsx", plan, conflictos);
}

function rewrite({ lados, ajenas: otras, sueltas: solas, escritas }: CanonicoLeido): Partial<CanonicoInput> {
  return { filas: new Map([...lados].map(([id, { filas }]) => [id, filas])), ajenas: otras, sueltas: solas, escritas };
}

/** Cells of every row with something in it, whatever their order: nothing may be lost. */
function readEvery(file: Buffer): string[] {
  const grid = readWorkbook(file, "canonico.xlsx").readGrid("Indicadores");
  const official = new Map([["DESARROLLO  ECONOMICO", nombreOf(economia)]]);
  return grid.rows
    .filter(({ row }) => row > 4)
    .map(({ cells }) =>
      JSON.stringify(
        [...cells].map((cell) => (typeof cell === "string" ? (official.get(cell) ?? cell) : (cell ?? null))),
      ),
    )
    .map((text) => text.replace(/(,null)+]$/, "]"))
    .sort();
}

/** All but the avisos, in which places and formulas are told. */
function valuesOf({ lados, ajenas: otras, sueltas: solas, decisiones, vigencia, corte }: CanonicoLeido): unknown {
  const filas = [...lados].map(([id, lado]) => [id, [...lado.filas]]);
  return { filas, otras, solas, decisiones, vigencia, corte };
}

/** The column Estado of the sheet Conflictos. */
function estados(file: Buffer): Cell[] {
  return readWorkbook(file, "canonico.xlsx")
    .readGrid("Conflictos")
    .rows.map(({ cells: own }) => own[11] ?? null);
}

function ajenaDe(codigo: string, own: readonly Cell[]): ReadonlyMap<string, readonly Cell[]> {
  return new Map([[codigo, own]]);
}

function otro(valor: Cell): unknown {
  return { gana: "otro", valor };
}

/** What another program makes of the file when somebody changes it there. */
async function edit(file: Buffer, change: (workbook: ExcelJS.Workbook) => unknown): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(file).buffer);
  change(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function sheetOf(workbook: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const sheet = workbook.getWorksheet(name);
  if (sheet === undefined) throw new Error(`no sheet ${name}`);
  return sheet;
}

function clearHeader(workbook: ExcelJS.Workbook, column: number): void {
  const sheet = sheetOf(workbook, "Indicadores");
  for (const row of [4, 5]) sheet.getCell(row, column).value = "Otra cosa";
}

function insertHeader(workbook: ExcelJS.Workbook): void {
  sheetOf(workbook, "Indicadores").insertRow(8, ["Código", "Eje", "Secretaría", "Meta 2017"]);
}

function suelta(motivo: FilaSuelta["motivo"], secretaria: string | null, valores: Valores): FilaSuelta {
  return { fila: 0, motivo, secretaria, valores, ajenas: [null, null, null] };
}

function asWritten({ vigencia, corte }: CanonicoInput): TituloEscrito {
  return { vigencia, corte };
}

function escrita(decision: string): { decision: Cell; valor: Cell } {
  return { decision, valor: null };
}

function nombreOf(id: string): string {
  return plan.secretarias.find((each) => each.id === id)?.nombre ?? "";
}

function orderOf(id: string): number {
  const found = ejemplo.conflictos.find(({ conflicto }) => conflicto.id === id)?.conflicto;
  const place = secretarias.findIndex((each) => each === found?.secretaria);
  return place * 1e12 + Number(found?.codigo);
}

/** An empty text is a blank cell, a zero has no sign, and what nobody calculated stays unknown. */
function asRead(valores: Valores): Valores {
  return Object.fromEntries(
    Object.entries(valores).map(([key, cell]) => [key, cellAsRead(key === "participacion" ? inPuntos(cell) : cell)]),
  );
}

function cellAsRead(cell: Cell): Cell {
  if (cell === "") return null;
  if (typeof cell === "number") return cell + 0;
  if (typeof cell !== "object" || cell === null) return cell;
  if (cell.kind === "pending") return errorCell("#N/A");
  return cell.kind === "percent" ? percent(cell.value + 0) : cell;
}
