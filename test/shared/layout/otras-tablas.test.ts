import { describe, expect, test } from "vitest";
import { parseArea } from "../../../shared/address.ts";
import { ReviewMemo } from "../../../shared/memo.ts";
import { readClaves, type Libro } from "../../../shared/read.ts";
import { reviewLibro } from "../../../shared/validate.ts";
import { errorCell, makeLibro, makePlan, type TestCell } from "../sheet.ts";

const plan = makePlan({ reprogramaciones: [] });
const header = ["Código", "Indicador", "Unidad", "Línea base", "Meta 2017", "Ejecución 2017", "Semáforo"];
const otherHeader = ["Código", "Meta 2017", "Indicador", "Ejecución 2017"];
const fila = (codigo: number): TestCell[] => [`4401003${codigo}`, `Indicador ${codigo}`, "Número", 1, 2, 2];

interface Situacion {
  readonly rows: readonly (readonly TestCell[])[];
  readonly tables?: readonly string[];
  /** Last four digits of the códigos that are read. */
  readonly read: readonly string[];
  /** Where the finding says other tables are, and its cell; none where there are no others. */
  readonly told?: readonly [string, string];
  readonly notas?: number;
}

const situaciones: Readonly<Record<string, Situacion>> = {
  "an Excel table below with other columns, and rows of the first one below that": {
    rows: [header, fila(1001), [], otherHeader, ["44010031002", 7, "z", errorCell()], ["x", 8, "y"], fila(1003)],
    tables: ["A4:D6"],
    read: ["1001", "1003"],
    told: ["A4:D6", "A4"],
  },
  "an Excel table below with the same columns, as one for each eje": {
    rows: [header, fila(1001), ["Eje 2"], header, fila(1002)],
    tables: ["A1:G2", "A4:G5"],
    read: ["1001", "1002"],
    notas: 2,
  },
  "an Excel table of some rows, whose first became its header": {
    rows: [header, fila(1001), ["Eje 2"], fila(1002), fila(1003)],
    tables: ["A4:G5"],
    read: ["1001", "1002", "1003"],
    notas: 1,
  },
  "an Excel table with our header once more, below a word on it": {
    rows: [header, [null, "Los datos van abajo"], header, fila(1001)],
    tables: ["A3:G4"],
    read: ["1001"],
    notas: 2,
  },
  "códigos alone above, as in a letterhead": {
    rows: [["Código", "FO-01", "Secretaría", "Salud", "Programa", "x"], [], [], [], header, fila(1001)],
    read: ["1001"],
  },
  "an Excel table below without códigos": {
    rows: [header, fila(1001), [], ["Banda", "Cuántos"], ["Crítico", 2, "Número", 1, 2, 2]],
    tables: ["A4:F5"],
    read: ["1001"],
    notas: 2,
  },
  "an Excel table of the header itself": {
    rows: [header, fila(1001), fila(1002)],
    tables: ["A1:G3"],
    read: ["1001", "1002"],
  },
  "an Excel table whose first row are our machine tags": {
    rows: [["codigo", "nombre", "unidad", "lineaBase", "meta2017", "ejecucion2017", "semaforo"], header, fila(1001)],
    tables: ["A1:G3"],
    read: ["1001"],
  },
  "an Excel table of the rows without their header": {
    rows: [header, fila(1001), fila(1002)],
    tables: ["A2:G3"],
    read: ["1001", "1002"],
  },
  "an Excel table beside the rows": {
    rows: [header, fila(1001), [...fila(1002), null, "Código", "Nota"], [...fila(1003), null, "44010031009", "x"]],
    tables: ["H3:I4"],
    read: ["1001", "1002", "1003"],
    told: ["H3:I4", "H3"],
  },
  "an Excel list beside the rows": {
    rows: [header, fila(1001), [...fila(1002), null, "Banda"], [...fila(1003), null, "Medio"]],
    tables: ["H3:H4"],
    read: ["1001", "1002", "1003"],
  },
  "a header further below with other columns": {
    rows: [header, fila(1001), [], otherHeader, ["44010031002", 7, "z", errorCell()], fila(1003)],
    read: ["1001"],
    told: ["la que empieza en A4", "A4"],
  },
  "a header further below that begins alike": {
    rows: [header, fila(1001), ["Código", "Indicador", "Unidad", "Meta 2017", "Línea base"], fila(1002)],
    read: ["1001"],
    told: ["la que empieza en A3", "A3"],
  },
  "the header once more, as on the next page": {
    rows: [header, fila(1001), header, fila(1002)],
    read: ["1001", "1002"],
    notas: 1,
  },
  "a smaller table above": {
    rows: [otherHeader, ["44010031002", 7, "z", 3], [], header, fila(1001)],
    read: ["1001"],
    told: ["la que empieza en A1", "A1"],
  },
  "a table right above": {
    rows: [["Código", "Indicador", "Avance"], ["44010031001", "Indicador 1001", 0.75], header, fila(1001)],
    read: ["1001"],
    told: ["la de 1 fila con código que empieza en A2", "A2"],
  },
  "rows below a broken header, and a smaller table below": {
    rows: [
      ["X", ...header.slice(1)],
      fila(1001),
      [null, 44010031002, "x"],
      [],
      otherHeader,
      ["44010031003", 7, "z", 3],
    ],
    read: ["1003"],
    told: ["la de 2 filas con código que empieza en A2", "A2"],
  },
  "an Excel table above whose header is broken": {
    rows: [["X", ...header.slice(1)], fila(1001), header, fila(1002)],
    tables: ["A1:G2"],
    read: ["1002"],
    told: ["la de 1 fila con código que empieza en A2", "A2"],
  },
  "titles that name a código, and the years above the header": {
    rows: [["Seguimiento de 44010031001"], ["Vigencia", 2017], [null, null, null, 2016, "2017"], header, fila(1001)],
    read: ["1001"],
  },
  "an Excel table to the right, on the same rows, with a column that the first one lacks": {
    rows: [
      [...header, "Código", "Indicador", "Observaciones"],
      [...fila(1001), null, "44010031002", "z", "De otra"],
    ],
    tables: ["A1:G2", "H1:J2"],
    read: ["1001"],
    told: ["H1:J2", "H1"],
  },
  "two columns to the right once more": {
    rows: [
      [...header, "Código", "Indicador"],
      [...fila(1001), null, "44010031002", "z"],
    ],
    read: ["1001"],
    told: ["la que empieza en H1", "H1"],
  },
  "a table to the right, on the same rows": {
    rows: [
      [...header, null, "Código", "Indicador", "Meta 2017"],
      [...fila(1001), null, null, "44010031002", "z", 9],
    ],
    read: ["1001"],
    told: ["la que empieza en I1", "I1"],
  },
};

/** What rows of another table would give, read through the columns of the first. */
const ofCells: ReadonlySet<string> = new Set([
  "codigo-invalido",
  "codigo-en-blanco",
  "formula-rota",
  "valor-error",
  "no-es-numero",
  "columna-repetida",
]);

describe("a sheet with several tables", () => {
  test.each(Object.entries(situaciones))("%s", (_name, { rows, tables = [], read, told, notas = 0 }) => {
    const libro = libroOf(rows, tables);
    const { reporte, findings } = reviewLibro(libro, plan);
    const codigos = read.map((each) => `4401003${each}`);
    expect(reporte?.indicadores.map(({ codigo }) => codigo)).toEqual(codigos);
    expect(readClaves(libro, plan)?.indicadores.map(({ codigo }) => codigo)).toEqual(codigos);
    expect(reporte?.notas.length).toBe(notas);
    expect(reporte?.indicadores.every(({ observaciones }) => observaciones === "")).toBe(true);
    const ofTables = findings.filter(({ code }) => code === "otra-tabla");
    expect(ofTables.map(({ cell }) => cell)).toEqual(told === undefined ? [] : [told[1]]);
    expect(ofTables.every(({ message }) => message.endsWith(` ${told?.[0]}.`))).toBe(true);
    expect(findings.filter(({ code }) => ofCells.has(code))).toEqual([]);
  });

  test("a vigencia is no código, however short those of the plan are", () => {
    const codigo = { segmentos: [{ nombre: "consecutivo" as const, ancho: 4 }], ejemplo: "1001" };
    const corto = makePlan({ reprogramaciones: [], codigo });
    const rows = [
      ["Vigencia", 2017],
      [null, null, null, "2016", 2017],
      header,
      ["1001", "Indicador", "Número", 1, 2, 2],
    ];
    const codesOf = (each: Situacion["rows"]): string[] =>
      reviewLibro(libroOf(each, []), corto).findings.map(({ code }) => code);
    expect(codesOf(rows)).not.toContain("otra-tabla");
    expect(codesOf([["1002", "Indicador"], ...rows])).toContain("otra-tabla");
  });

  test("a table that is made or undone changes the review of rows that stay the same", () => {
    const memo = new ReviewMemo();
    const rows = [header, fila(1001), [], ["Banda"], ["Crítico", 2, "Número", 1, 2, 2]];
    const before = libroOf(rows, []);
    const codigosOf = (libro: Libro): unknown =>
      reviewLibro(libro, plan, memo).reporte?.indicadores.map(({ codigo }) => codigo);
    expect(codigosOf(before)).toEqual(["44010031001", "CRÍTICO"]);
    const { tables } = libroOf(rows, ["A4:G5"]).grid;
    expect(codigosOf({ ...before, grid: { ...before.grid, tables } })).toEqual(["44010031001"]);
    expect(codigosOf(before)).toEqual(["44010031001", "CRÍTICO"]);
  });

  test("the código twice in one wide table is a column twice", () => {
    const wide = [...header.slice(0, 4), "Código", "Indicador", "Unidad", ...header.slice(4)];
    for (const tables of [[], ["A1:J2"]]) {
      const { findings } = reviewLibro(libroOf([wide, ["44010031001", "z", "Número", 1]], tables), plan);
      const codes = findings.map(({ code }) => code);
      expect(codes.filter((code) => code === "columna-repetida").length).toBe(3);
      expect(codes).not.toContain("otra-tabla");
    }
  });
});

function libroOf(rows: Situacion["rows"], tables: readonly string[]): Libro {
  const libro = makeLibro(rows);
  return {
    ...libro,
    grid: {
      ...libro.grid,
      tables: tables.flatMap((text) => {
        const area = parseArea(text);
        return area === null ? [] : [{ name: "Tabla", area }];
      }),
    },
  };
}
