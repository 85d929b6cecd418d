import { execFileSync } from "node:child_process";
import { join } from "node:path";
import ExcelJS, { type CellValue } from "exceljs";
import { describe, expect, it } from "vitest";
import { marcaConsolidado } from "../../sync/consolidado/marca.ts";
import { buildDemoLibro, demoSecretarias, readDemoPlan } from "../../sync/demo/demo.ts";
import { planSchema } from "../../shared/plan/schema.ts";
import { openLibro, readBytes } from "../../sync/libro.ts";
import { makeFolder } from "./cli/run.ts";

const plan = readDemoPlan();

interface Hoja {
  readonly name: string;
  /** `datos` has our header and a row, `notas` neither. */
  readonly rows: "datos" | "tres" | "notas" | "vacia" | "grande";
  readonly hidden?: true;
}

const datos: Hoja = { name: "Hoja2", rows: "datos" };

describe.skipIf(process.platform === "win32")("readBytes", () => {
  it("does not wait for whoever might write into a pipe", async () => {
    const pipe = join(await makeFolder(), "tubo.xlsx");
    execFileSync("mkfifo", [pipe]);
    await expect(readBytes(pipe)).rejects.toMatchObject({ code: "archivo-no-comun", where: pipe });
  });

  it("says of a folder that it is one", async () => {
    await expect(readBytes(await makeFolder())).rejects.toMatchObject({ code: "es-una-carpeta" });
  });
});

describe("openLibro", () => {
  const libros: readonly [story: string, hojas: readonly Hoja[], chosen: string, otras: readonly string[]][] = [
    ["the named sheet", [datos, { name: "INDICADORES", rows: "datos" }], "INDICADORES", ["Hoja2"]],
    ["the data, not an empty sheet of that name", [{ name: "Indicadores", rows: "vacia" }, datos], "Hoja2", []],
    ["the data, not notes of that name", [{ name: "Indicadores", rows: "notas" }, datos], "Hoja2", []],
    ["the first of two with data", [{ name: "A", rows: "notas" }, datos, { name: "C", rows: "datos" }], "Hoja2", ["C"]],
    ["a visible before a hidden", [{ name: "A", rows: "datos", hidden: true }, datos], "Hoja2", []],
    [
      "a hidden one when no other has data",
      [
        { name: "A", rows: "notas" },
        { ...datos, hidden: true },
      ],
      "Hoja2",
      [],
    ],
    [
      "the named one when none has",
      [
        { name: "A", rows: "notas" },
        { name: "Indicadores", rows: "vacia" },
      ],
      "Indicadores",
      [],
    ],
    [
      "the first visible when none has",
      [
        { name: "A", rows: "vacia", hidden: true },
        { name: "B", rows: "notas" },
      ],
      "B",
      [],
    ],
    [
      "the one that the open vigencia names",
      [
        { name: "2016", rows: "datos" },
        { name: "2017", rows: "tres" },
      ],
      "2017",
      ["2016"],
    ],
    ["the one with most rows", [datos, { name: "Todas", rows: "tres" }], "Todas", ["Hoja2"]],
    ["the only one", [datos], "Hoja2", []],
    ["without reading a huge one beside it", [datos, { name: "Otra", rows: "grande" }], "Hoja2", []],
  ];

  it.each(libros)("takes %s", async (_, hojas, chosen, otras) => {
    const libro = openLibro(await makeLibro(hojas), "carpeta/a.xlsx", plan);
    expect({ file: libro.file, chosen: libro.grid.sheet, otras: libro.otras }).toEqual({
      file: "a.xlsx",
      chosen,
      otras,
    });
  });

  it("takes the sheet that our template marks, and tells of a copy of it", async () => {
    const [first] = demoSecretarias(plan);
    if (first === undefined) throw new Error("the demo has no secretarías");
    const own = openLibro(await buildDemoLibro(first, plan), "a.xlsx", plan);
    expect({ chosen: own.grid.sheet, otras: own.otras }).toEqual({ chosen: "Indicadores", otras: [] });
    const workbook = await makeWorkbook([{ name: "2016", rows: "datos" }, datos]);
    workbook.definedNames.add("Hoja2!$B$3", "METAS_VERSION");
    const marked = openLibro(await bytesOf(workbook), "b.xlsx", plan);
    expect({ chosen: marked.grid.sheet, otras: marked.otras }).toEqual({ chosen: "Hoja2", otras: ["2016"] });
  });

  it("tells which of the other sheets report what is not in the one that is read", async () => {
    const workbook = await makeWorkbook([datos, { name: "Copia", rows: "datos" }, { name: "2017", rows: "tres" }]);
    workbook.definedNames.add("Hoja2!$B$3", "METAS_VERSION");
    const { grid, otras, conOtrosCodigos } = openLibro(await bytesOf(workbook), "a.xlsx", plan);
    expect({ chosen: grid.sheet, otras, conOtrosCodigos }).toEqual({
      chosen: "Hoja2",
      otras: ["Copia", "2017"],
      conOtrosCodigos: ["2017"],
    });
  });

  it("takes the sheet that the plan's data names, whatever the others have", async () => {
    const dicho = planSchema.parse({
      ...plan,
      disposiciones: [
        { nombre: "ajena", hoja: "hoja2", filaEncabezado: 1, columnas: { codigo: ["Código"], nombre: ["Indicador"] } },
      ],
    });
    const libro = openLibro(await makeLibro([{ name: "2017", rows: "tres" }, datos]), "a.xlsx", dicho);
    expect({ chosen: libro.grid.sheet, otras: libro.otras }).toEqual({ chosen: "Hoja2", otras: ["2017"] });
  });

  it("refuses a consolidado of ours", async () => {
    const workbook = await makeWorkbook([{ name: "Indicadores", rows: "datos" }]);
    workbook.definedNames.add("Indicadores!$A$1", marcaConsolidado);
    const bytes = await bytesOf(workbook);
    expect(() => openLibro(bytes, "libros/consolidado.xlsx", plan)).toThrow(
      expect.objectContaining({ code: "libro-consolidado", where: "consolidado.xlsx", exitCode: 1 }),
    );
  });
});

const contents: Readonly<Record<Hoja["rows"], () => CellValue[][]>> = {
  datos: () => [
    ["Código", "Indicador", "Unidad de medida", "Meta 2017", "Ejecución 2017"],
    ["44010030007", "Bankomunales conformados", "Número", 160, 120],
  ],
  notas: () => [
    ["Reunión", "Quién"],
    ["Lunes", "Planeación"],
  ],
  tres: () => [
    ["Vigencia", 2017],
    ...contents.datos(),
    ["44010030008", "Ferias realizadas", "Número", 4, 3],
    ["44010030009", "Empresas atendidas", "Número", 90, 30],
  ],
  vacia: () => [],
  // More than a mebibyte even when compressed: digits that do not repeat.
  grande: () => [...contents.datos(), ...Array.from({ length: 90_000 }, (_, row) => [Math.sin(row), Math.cos(row)])],
};

async function makeLibro(hojas: readonly Hoja[]): Promise<Buffer> {
  return bytesOf(await makeWorkbook(hojas));
}

async function makeWorkbook(hojas: readonly Hoja[]): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  for (const { name, rows, hidden } of hojas) {
    workbook.addWorksheet(name, { state: hidden === true ? "hidden" : "visible" }).addRows(contents[rows]());
  }
  return workbook;
}

async function bytesOf(workbook: ExcelJS.Workbook): Promise<Buffer> {
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
