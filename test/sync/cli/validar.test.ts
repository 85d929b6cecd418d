import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CellValue } from "exceljs";
import { describe, expect, it } from "vitest";
import { cali2016 } from "../../../shared/plan/cali-2016-2019.ts";
import { buildDemoLibro, demoSecretarias, readDemoPlan } from "../../../sync/demo/demo.ts";
import { demoPlan } from "../../../sync/demo/plan.ts";
import { rawWorkbook } from "../xlsx/raw-workbook.ts";
import { errorCode, makeFolder, makeXlsx, runMetas, validarSchema } from "./run.ts";

const header = [
  "Código",
  "Indicador",
  "Unidad de medida",
  "Tipo de acumulación",
  "Línea base 2015",
  "Meta 2017",
  "Ejecución 2017",
];
const titulo: CellValue[][] = [
  ["Secretaría", "Desarrollo Económico"],
  ["Vigencia", 2017],
  ["Fecha de corte", new Date("2017-09-30T00:00:00Z")],
];
const buena: CellValue[] = ["44010030007", "Bankomunales conformados", "Número", "Stock", 60, 160, 120];

describe("metas validar", () => {
  const files: readonly [name: string, content: () => Promise<Buffer> | Buffer, codes: readonly string[]][] = [
    ["no-es-libro.xlsx", () => Buffer.from("esto no es un libro"), ["file-not-xlsx"]],
    ["pagina.xlsx", () => Buffer.from("<!DOCTYPE html><html><body>Sign in</body></html>"), ["file-html"]],
    ["vacio.xlsx", () => Buffer.alloc(0), ["file-empty"]],
    ["sin-filas.xlsx", () => makeXlsx([]), ["hoja-vacia"]],
    [
      "otro.xlsx",
      () =>
        makeXlsx([
          ["Mes", "Ventas"],
          ["Enero", 3],
        ]),
      ["encabezado-no-encontrado"],
    ],
    ["solo-encabezado.xlsx", () => makeXlsx([...titulo, header]), ["sin-indicadores"]],
    ["dos-iguales.xlsx", () => makeXlsx([...titulo, [...header, "Meta 2017"], [...buena, 999]]), ["columna-repetida"]],
    ["numero.xlsx", () => makeXlsx([...titulo, header, [44_010_030_007, ...buena.slice(1)]]), ["codigo-como-numero"]],
    ["otra-hoja.xlsx", () => makeXlsx([...titulo, header, buena], "Hoja1"), []],
  ];

  it.each(files)("says what is wrong with %s", async (name, content, codes) => {
    const cwd = await makeFolder();
    await writeFile(join(cwd, name), await content());
    const said = await runMetas(["validar", name, "--json"], cwd);
    const { workbooks, summary } = validarSchema.parse(said.json());
    const [libro] = workbooks;
    const found = [
      ...(libro?.findings.map(({ code }) => code) ?? []),
      ...(libro?.error === undefined ? [] : [libro.error.code]),
    ];
    expect(found).toEqual(expect.arrayContaining([...codes]));
    expect(said.code).toBe(summary.errors > 0 ? 1 : 0);
    expect(said.err).toBe("");
    const text = await runMetas(["validate", name], cwd);
    expect(text.code).toBe(said.code);
    expect(text.out).toContain(name);
    expect(text.out).not.toMatch(/undefined|\[object|NaN/);
  });

  it("names the cell that cannot be read", async () => {
    const cwd = await makeFolder();
    await writeFile(join(cwd, "roto.xlsx"), rawWorkbook({ rows: '<row r="6"><c r="I6"><v>17,877</v></c></row>' }));
    const text = await runMetas(["validar", "roto.xlsx"], cwd);
    expect(text.code).toBe(1);
    expect(text.out).toContain("Hoja!I6");
  });

  it("ends with 0 when there is no error, and places every column", async () => {
    const cwd = await makeFolder();
    const fila = [...buena, "Se conformaron 120 en las comunas del oriente.", "Conformar 40 más.", 40];
    const encabezado = [...header, "Observaciones", "Plan de choque", "Plan de choque: cantidad"];
    await writeFile(join(cwd, "a.xlsx"), await makeXlsx([...titulo, encabezado, fila]));
    const said = await runMetas(["validar", "a.xlsx", "--json"], cwd);
    const { workbooks, plan, summary, across } = validarSchema.parse(said.json());
    expect({ code: said.code, errors: summary.errors, across, plan }).toEqual({
      code: 0,
      errors: 0,
      across: [],
      plan: { file: null, nombre: cali2016.nombre, deEjemplo: true },
    });
    expect(workbooks[0]).toMatchObject({
      secretaria: "desarrollo-economico",
      vigencia: 2017,
      corte: "2017-09-30",
      layout: { version: null, headerRow: 4, columns: { codigo: "A", meta2017: "F", planCantidad: "J" } },
      indicadores: [{ codigo: "44010030007", avance: 0.75, semaforo: "satisfactorio", brecha: 40, rezagada: false }],
    });
  });

  it("reports one workbook that cannot be read beside those that can, and takes folders without what lies beside", async () => {
    const cwd = await makeFolder();
    for (const name of ["~$a.xlsx", ".~lock.a.xlsx#", "._a.xlsx", "notas.txt"]) await writeFile(join(cwd, name), "x");
    await writeFile(join(cwd, "a.xlsx"), await makeXlsx([...titulo, header, buena]));
    await writeFile(join(cwd, "b.XLSX"), "nada");
    const said = await runMetas(["validar", ".", join(cwd, "a.xlsx"), "--json"], cwd);
    const { workbooks } = validarSchema.parse(said.json());
    expect(workbooks.map(({ file, error }) => [file, error?.code])).toEqual([
      [join(cwd, "a.xlsx"), undefined],
      [join(cwd, "b.XLSX"), "file-not-xlsx"],
    ]);
    expect(said.code).toBe(1);
    expect(await readdir(cwd)).toHaveLength(6);
  });

  it("compares workbooks with each other, without missing those that were not named", async () => {
    const cwd = await makeFolder();
    const plan = readDemoPlan();
    await writeFile(join(cwd, "plan.json"), JSON.stringify(demoPlan));
    for (const secretaria of demoSecretarias(plan).slice(0, 2)) {
      await writeFile(join(cwd, `${secretaria.id}.xlsx`), await buildDemoLibro(secretaria, plan));
    }
    const both = validarSchema.parse((await runMetas(["validar", ".", "--json"], cwd)).json());
    expect(both.plan).toMatchObject({ file: join(cwd, "plan.json"), deEjemplo: false });
    expect(both.across.map(({ code }) => code)).not.toContain("secretaria-sin-reporte");
    expect(both.workbooks.map(({ secretaria }) => secretaria)).toEqual([
      "desarrollo-economico",
      "seguridad-y-justicia",
    ]);
  });

  it("names severities as everywhere else, one of a kind and several, within the width", async () => {
    const cwd = await makeFolder();
    const plan = readDemoPlan();
    await writeFile(join(cwd, "plan.json"), JSON.stringify(demoPlan));
    const [real] = demoSecretarias(plan);
    if (real === undefined) throw new Error("the demo has no secretarías");
    await writeFile(join(cwd, "a.xlsx"), await buildDemoLibro(real, plan));
    await writeFile(join(cwd, "b.xlsx"), "nada");
    const narrow = { write: (): void => undefined, isTTY: false, columns: 80 };
    let out = "";
    await runMetas(["validar", "a.xlsx"], cwd, { stdout: { ...narrow, write: (text) => void (out += text) } });
    expect(out).toMatch(/\d errores · \d+ advertencias · \d+ informaci(ón|ones)/);
    expect(out.match(/^[✖▲·] \d+ (error|advertencia|informaci)/gm)?.map(([marca]) => marca)).toEqual(["▲", "·"]);
    expect(out).not.toMatch(/\bavisos?\b|\bnotas?\b/);
    expect(out.split("\n").filter((line) => line.length > 80 && !line.includes(cwd))).toEqual([]);
    expect((await runMetas(["validar", "b.xlsx"], cwd)).out).toMatch(/1 error · 0 advertencias · 0 informaciones/);
  });

  it("does not take what is not there for a workbook", async () => {
    const cwd = await makeFolder();
    const missing = validarSchema.parse((await runMetas(["validar", "no-existe.xlsx", "--json"], cwd)).json());
    expect(missing.workbooks[0]?.error?.code).toBe("archivo-no-existe");
    const empty = await runMetas(["validar", ".", "--json"], cwd);
    expect({ code: empty.code, error: errorCode(empty) }).toEqual({ code: 2, error: "carpeta-sin-libros" });
  });
});
