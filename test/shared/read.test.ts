import { describe, expect, test } from "vitest";
import { pendingCell, type Cell } from "../../shared/cell.ts";
import { a1 } from "../../shared/address.ts";
import { readReporte, type Libro, type Reporte } from "../../shared/read.ts";
import { errorCell, fecha, makeLibro, makePlan, percent, type TestCell } from "./sheet.ts";

const plan = makePlan();
const [primero, segundo] = ["44010010002", "44010010003"];
const titulo = [["Secretaría", "Desarrollo Económico"], ["Vigencia", 2017], ["Corte", fecha("2017-09-30")], []];
const headers = ["Código", "Indicador", "Unidad", "Tipo de acumulación", "Modo de reporte", "Línea base", "Meta 2017"];
const header = [...headers, "Ejecución 2017", "Observaciones"];

describe("rows", () => {
  test("one, with who reports, on what and until when", () => {
    const reporte = read([
      ...titulo,
      header,
      [primero, "Personas", "Número", "Capacidad", "Flujo", 7480, 17_877, 2556, "Sí"],
    ]);
    expect(reporte).toMatchObject({
      secretaria: { id: "desarrollo-economico" },
      vigencia: 2017,
      corte: "2017-09-30",
      cellFindings: [],
      indicadores: [
        {
          codigo: primero,
          secretaria: "desarrollo-economico",
          row: 5,
          nombre: "Personas",
          tipoAcumulacion: "capacidad",
          modoReporte: "flujo",
          lineaBase: { kind: "value", value: 7480 },
          metas: [{ kind: "blank" }, { kind: "value", value: 17_877 }, { kind: "blank" }, { kind: "blank" }],
          observaciones: "Sí",
          planDeChoque: "",
          planFechaLimite: null,
        },
      ],
    });
  });

  test.each<[string, Cell, string | null, readonly string[]]>([
    ["written", "Contratar", "Contratar", []],
    ["blank", null, "", []],
    ["with an error", errorCell("#REF!"), null, ["valor-error C2"]],
    ["not calculated", pendingCell, null, ["sin-calcular C2"]],
  ])("a plan de choque %s", (_, cell, planDeChoque, findings) => {
    const reporte = read([
      ["Código", "Indicador", "Plan de choque"],
      [primero, "A", cell],
    ]);
    expect(reporte.indicadores.map((each) => each.planDeChoque)).toEqual([planDeChoque]);
    expect(codes(reporte)).toEqual(findings);
  });

  test("blank rows and rows with only foreign columns are none", () => {
    const rows = [
      [primero, "A"],
      [],
      [" ", null, "\u00A0"],
      [...header.map(() => null), "nota al margen"],
      [segundo, "B"],
    ];
    expect(read([[...header, "Notas"], ...rows]).indicadores.map(({ row }) => row)).toEqual([1, 5]);
  });

  test.each<[string, readonly Cell[], string]>([
    ["a source", ["Fuente: DANE, 2017."], "Fuente: DANE, 2017."],
    ["a source further right", [null, "Fuente: SIG"], "Fuente: SIG"],
    ["a footnote in any column", [null, null, null, null, "Nota al pie"], "Nota al pie"],
    ["a footnote among the figures", [...blank(6), "Nota al pie"], "Nota al pie"],
    ["a remark under the last row", [...blank(8), "sigue de la fila anterior"], "sigue de la fila anterior"],
    ["an author and a date", ["Elaboró: Planeación", null, null, "octubre de 2017"], "Elaboró: Planeación"],
    ["a heading", ["Componente 4.1", "Fomento al emprendimiento"], "Componente 4.1"],
    ["a heading with its number", [null, "Fomento al emprendimiento", 4.1], "Fomento al emprendimiento"],
    ["a total alone", ["TOTAL"], "TOTAL"],
    ["a total with figures", ["TOTAL", null, null, null, null, 10, 20], "TOTAL"],
    ["a total by name", [null, "Subtotal componente 4.1:", null, null, null, 10, 20, 30], "Subtotal componente 4.1:"],
    [
      "a total of something",
      ["Total Fomento al emprendimiento", null, null, null, null, 10, 20],
      "Total Fomento al emprendimiento",
    ],
    ["the header again", header, "Código"],
    ["the header again, as others type it", header.map((text) => ` ${text.toUpperCase()}`), "CÓDIGO"],
  ])("%s is a note: listed, and no indicador", (_, row, text) => {
    const reporte = read([header, [primero, "A"], [], [...row], [segundo, "B"]]);
    expect(reporte.indicadores.map(({ codigo }) => codigo)).toEqual([primero, segundo]);
    expect(reporte.cellFindings).toEqual([]);
    expect(reporte.notas).toMatchObject([{ row: 3, text }]);
  });

  test.each<[string, readonly Cell[], string]>([
    ["a code cut short alone", ["4401001000"], "codigo-invalido"],
    ["a code cut short with its name", ["4401001000", "Personas"], "codigo-invalido"],
    ["a code with letters", ["COD44010010002", "Personas"], "codigo-invalido"],
    ["figures without code", [null, "Personas", null, null, null, 10], "codigo-en-blanco"],
    ["a name that begins as a total", [null, "Total de personas", null, null, null, 10, 20], "codigo-en-blanco"],
    ["a figure alone", [...blank(6), 20], "codigo-en-blanco"],
    ["NP is said of an indicador", [null, "Personas", null, null, null, null, "NP"], "codigo-en-blanco"],
    ["words in many cells", [null, "Personas", "Número", "Capacidad"], "codigo-en-blanco"],
  ])("%s is a row, and told of", (_, row, code) => {
    const reporte = read([header, row]);
    expect([reporte.indicadores.length, reporte.notas]).toEqual([1, []]);
    expect(codes(reporte)).toEqual([`${code} A2`]);
  });

  test("a row with its código is an indicador, whatever else it says", () => {
    const reporte = read([header, [primero, "TOTAL"], [segundo, "Indicador", "Unidad"]]);
    expect([reporte.indicadores.length, reporte.notas]).toEqual([2, []]);
  });
});

describe("códigos", () => {
  test.each<[string, Cell, string, readonly string[]]>([
    ["text", primero, primero, []],
    ["a number", Number(primero), primero, ["codigo-como-numero A2 → 44010010002"]],
    ["with spaces", ` 4401 001\u00A00002`, primero, ["codigo-con-espacios A2 → 44010010002"]],
    ["an error", errorCell("#REF!"), "", ["valor-error A2"]],
    ["of another plan", "54010010002", "54010010002", ["codigo-invalido A2"]],
    ["half a number", 44_010_010_002.5, "44010010002.5", ["codigo-invalido A2"]],
  ])("%s", (_, cell, codigo, findings) => {
    const reporte = read([header, [cell, "Personas"]]);
    expect(reporte.indicadores[0]?.codigo).toBe(codigo);
    expect(codes(reporte)).toEqual(findings);
  });

  test("repeated, however it is written: told at every place", () => {
    const reporte = read([header, [primero, "A"], [segundo, "B"], [Number(primero), "C"], [` ${primero}`, "D"]]);
    expect([...reporte.repetidos]).toEqual([` ${primero}`]);
    expect(codes(reporte).filter((code) => code.startsWith("codigo-repetido"))).toEqual([
      "codigo-repetido A2",
      "codigo-repetido A4",
      "codigo-repetido A5",
    ]);
  });

  test("that differ in nothing but zeros between separators: told at every place, and kept as they are", () => {
    const segmentos = [
      { nombre: "eje", ancho: 2 },
      { nombre: "consecutivo", ancho: 3 },
    ] as const;
    const dashed = makePlan({
      codigo: { segmentos: [...segmentos], separador: "-", ejemplo: "01-003" },
      reprogramaciones: [],
    });
    const reporte = read([header, ["1-3", "A"], ["01-003", "B"], ["01-030", "C"], ["1-03", "D"]], dashed);
    expect(codes(reporte)).toEqual(["codigo-repetido A2", "codigo-repetido A3", "codigo-repetido A5"]);
    expect([...reporte.repetidos]).toEqual([" 1-3", " 01-003", " 1-03"]);
    expect(reporte.indicadores.map(({ codigo }) => codigo)).toEqual(["1-3", "01-003", "01-030", "1-03"]);
  });

  test("the same in two secretarías of one sheet is shared, not repeated", () => {
    const reporte = read([
      ["Dependencia", ...header],
      ["SDE", primero, "A"],
      ["Seguridad y Justicia", primero, "A"],
      ["Otra", segundo, "B"],
    ]);
    expect(reporte.repetidos.size).toBe(0);
    expect(reporte.indicadores.map(({ secretaria }) => secretaria)).toEqual([
      "desarrollo-economico",
      "seguridad-y-justicia",
      "",
    ]);
  });
});

test("a row is the title's only where its own secretaría is blank", () => {
  const reporte = read([
    ...titulo,
    ["Dependencia", ...header],
    ["SDE", primero, "A"],
    ["Seguridad y Justicia", "44010010004", "B"],
    [" ", "44010010005", "C"],
    ["Secretaría de Marte", "44010010006", "D"],
    [errorCell("#N/A"), "44010010007", "E"],
  ]);
  expect(reporte.indicadores.map(({ secretaria }) => secretaria)).toEqual([
    "desarrollo-economico",
    "seguridad-y-justicia",
    "desarrollo-economico",
    "",
    "",
  ]);
});

describe("figures", () => {
  test.each<[string, TestCell, object, readonly string[]]>([
    ["a number", 15_367, { kind: "value", value: 15_367 }, []],
    ["zero is zero", 0, { kind: "value", value: 0 }, []],
    ["blank", null, { kind: "blank" }, []],
    ["white space", " \u00A0", { kind: "blank" }, []],
    ["NP", "n.p.", { kind: "np" }, []],
    ["text with one meaning", "15.367", { kind: "value", value: 15_367 }, ["numero-como-texto H2 → 15367"]],
    ["text with two meanings", "1.5", unknown("ambiguo"), ["numero-ambiguo H2"]],
    ["text", "en proceso", unknown("texto"), ["no-es-numero H2"]],
    ["SD", "SD", unknown("sin-dato"), ["sin-dato-escrito H2"]],
    ["an error", errorCell("#¡REF!"), unknown("error"), ["valor-error H2"]],
    ["an error as text", "#¡REF!", unknown("texto"), ["no-es-numero H2"]],
    ["a date", fecha("2017-05-03"), unknown("fecha"), ["fecha-en-numero H2"]],
    ["a formula", { formula: "SUM(1,2)", value: 3 }, { kind: "value", value: 3 }, []],
    [
      "a formula not calculated",
      { formula: "SUM(1,2)", value: pendingCell },
      unknown("sin-calcular"),
      ["sin-calcular H2"],
    ],
    ["a truth", true, unknown("logico"), ["logico-en-numero H2"]],
    ["a percentage", percent(0.2), unknown("ambiguo"), ["porcentaje-en-numero H2"]],
    ["below zero", -5, { kind: "value", value: -5 }, ["valor-negativo H2"]],
    ["half a person", 2.5, { kind: "value", value: 2.5 }, ["decimales-en-conteo H2"]],
  ])("%s", (_, cell, dato, findings) => {
    const reporte = read([header, [primero, "Personas", "Número", null, null, null, null, cell]]);
    expect(reporte.indicadores[0]?.ejecucion[1]).toEqual(dato);
    expect(codes(reporte)).toEqual(findings);
  });

  test.each<[string, readonly TestCell[], readonly string[]]>([
    ["a fraction beside a percentage", [0, percent(0.8), 0.6], ["porcentaje-dudoso H2"]],
    ["the same as texts", [0, "80 %", "0,6"], ["numero-como-texto G2 → 80", "porcentaje-dudoso H2"]],
    ["one, which may be all of it", [percent(0.1), 80, 1], ["porcentaje-dudoso H2"]],
  ])("%s is never guessed", (_, figures, findings) => {
    const reporte = read([header, [primero, "Plan", "Porcentaje", null, null, ...figures]]);
    expect(reporte.indicadores[0]?.ejecucion[1]).toEqual(unknown("ambiguo"));
    expect(codes(reporte)).toEqual(findings);
  });

  test("a porcentaje is in points however the cell shows it (44030020006: 100% beside 20)", () => {
    const reporte = read([header, ["44030020006", "Plan", "Porcentaje", null, null, percent(0), percent(1), 20]]);
    expect(reporte.indicadores[0]).toMatchObject({
      lineaBase: { kind: "value", value: 0 },
      metas: [{}, { kind: "value", value: 100 }, {}, {}],
      ejecucion: [{}, { kind: "value", value: 20 }, {}, {}],
    });
    expect(codes(reporte)).toEqual(["porcentaje-y-numero H2"]);
  });
});

test("lists: what is not in them is told, not guessed", () => {
  const reporte = read([
    header,
    [primero, "A", "", "REDUCCIÓN ANUAL", "nivél"],
    [segundo, "B", "", "Creciente", "Saldo"],
  ]);
  expect(reporte.indicadores.map((each) => [each.tipoAcumulacion, each.modoReporte])).toEqual([
    ["reduccionAnual", "nivel"],
    [null, null],
  ]);
  expect(codes(reporte)).toEqual(["fuera-de-lista D3", "fuera-de-lista E3"]);
});

test("weights, shares and dates", () => {
  const extra = ["Ponderador", "Participación (%)", "Plan de choque: fecha límite"];
  const reporte = read([
    ["Código", "Indicador", ...extra],
    [primero, "A", percent(0.2), percent(0.64), "15/12/2017"],
    [segundo, "B", "0,5", 36, fecha("2017-12-15")],
    ["44010010004", "C", "20%", 0.64, null],
    ["44010010005", "D", -2, "0,64", null],
  ]);
  expect(reporte.indicadores).toMatchObject([
    { ponderador: { value: 0.2 }, participacion: { value: 64 }, planFechaLimite: "2017-12-15" },
    { ponderador: { value: 0.5 }, participacion: { value: 36 }, planFechaLimite: "2017-12-15" },
    { ponderador: { value: 0.2 }, participacion: unknown("ambiguo") },
    { ponderador: { kind: "unknown" }, participacion: unknown("ambiguo") },
  ]);
  expect(codes(reporte)).toEqual([
    "numero-como-texto C3 → 0.5",
    "numero-como-texto C4 → 0.2",
    "porcentaje-dudoso D4",
    "ponderador-no-usable C5",
    "porcentaje-dudoso D5",
  ]);
});

test("a sheet without header is no reporte", () => {
  expect(readReporte(makeLibro([[primero, "A", 1, 2]]), plan)).toBeNull();
});

function read(rows: Parameters<typeof makeLibro>[0], of = plan): Reporte {
  const libro: Libro = makeLibro(rows);
  const reporte = readReporte(libro, of);
  if (reporte === null) throw new Error("no header");
  return reporte;
}

function blank(count: number): null[] {
  return Array.from({ length: count }, () => null);
}

/** `code A1`, with ` → value` where there is a fix for that very cell. */
function codes({ cellFindings }: Reporte): string[] {
  return cellFindings.map(({ code, row, column, fix }) => {
    const place = a1(row ?? -1, column ?? -1);
    return fix === undefined ? `${code} ${place}` : `${code} ${a1(fix.row, fix.column)} → ${fix.value}`;
  });
}

function unknown(why: string): object {
  return { kind: "unknown", why };
}
