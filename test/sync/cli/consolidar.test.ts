import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildDemoLibro, demoSecretarias, readDemoPlan } from "../../../sync/demo/demo.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { rawWorkbook } from "../xlsx/raw-workbook.ts";
import { consolidarSchema, errorCode, makeFolder, runMetas } from "./run.ts";

describe("metas consolidar", () => {
  let libro: Buffer;
  beforeAll(async () => {
    const plan = readDemoPlan();
    const [first] = demoSecretarias(plan);
    if (first === undefined) throw new Error("the demo has no secretarías");
    libro = await buildDemoLibro(first, plan);
  });

  const withLibro = async (): Promise<string> => {
    const cwd = await makeFolder();
    await mkdir(join(cwd, "libros"));
    await writeFile(join(cwd, "libros", "a.xlsx"), libro);
    return cwd;
  };

  it("writes the consolidated workbook, the same each time", async () => {
    const cwd = await withLibro();
    const said = await runMetas(["consolidar", "libros", "--salida", "c.xlsx", "--json"], cwd);
    expect(said).toMatchObject({ code: 0, err: "" });
    const { workbooks, skipped, secretarias, ciudad } = consolidarSchema.parse(said.json());
    expect(workbooks).toEqual([
      { file: join(cwd, "libros", "a.xlsx"), secretaria: "desarrollo-economico", indicadores: 20 },
    ]);
    expect(skipped).toEqual([]);
    expect(secretarias.map(({ id, reporto }) => [id, reporto])).toEqual([
      ["desarrollo-economico", true],
      ["seguridad-y-justicia", false],
    ]);
    // The meta compartida has no avance of the city without the other secretaría's part.
    expect(ciudad).toMatchObject({ indicadores: 20, medidos: 19 });
    const first = await readFile(join(cwd, "c.xlsx"));
    expect(readWorkbook(first, "c.xlsx").sheets.map(({ name }) => name)).toContain("Resumen");
    await runMetas(["consolidar", "libros", "--salida", "c.xlsx"], cwd);
    expect((await readFile(join(cwd, "c.xlsx"))).equals(first)).toBe(true);
    expect(await readdir(cwd)).toEqual(["c.xlsx", "libros"]);
  });

  it("leaves out a workbook that cannot be read, says why and ends with 3", async () => {
    const cwd = await withLibro();
    await writeFile(join(cwd, "libros", "b.xlsx"), "nada");
    const said = await runMetas(["consolidar", "libros", "--salida", "c.xlsx", "--json"], cwd);
    expect(said.code).toBe(3);
    expect(consolidarSchema.parse(said.json()).skipped).toMatchObject([
      { file: join(cwd, "libros", "b.xlsx"), code: "file-not-xlsx" },
    ]);
    const text = await runMetas(["consolidar", "libros", "--salida", "c.xlsx"], cwd);
    expect(text.out).toMatch(/Omitido.*b\.xlsx/);
  });

  it("names the cell that cannot be read, on the screen and in the consolidated workbook", async () => {
    const cwd = await withLibro();
    const roto = rawWorkbook({ rows: '<row r="6"><c r="I6"><v>17,877</v></c></row>' });
    await writeFile(join(cwd, "libros", "roto.xlsx"), roto);
    const said = await runMetas(["consolidar", "libros", "--salida", "c.xlsx"], cwd);
    expect(said.out).toContain("Hoja!I6");
    const written = readWorkbook(await readFile(join(cwd, "c.xlsx")), "c.xlsx");
    for (const sheet of ["Resumen", "Metodología"]) {
      const texts = written
        .readGrid(sheet)
        .rows.flatMap(({ cells }) => cells.filter((cell) => typeof cell === "string"));
      expect(texts.filter((text) => text.includes("Hoja!I6"))).toHaveLength(1);
    }
  });

  it("writes nothing when no workbook can be read", async () => {
    const cwd = await makeFolder();
    await writeFile(join(cwd, "a.xlsx"), "nada");
    await writeFile(join(cwd, "b.xlsx"), "");
    const said = await runMetas(["consolidar", ".", "--salida", "c.xlsx", "--json"], cwd);
    expect({ code: said.code, error: errorCode(said) }).toEqual({ code: 1, error: "ningun-libro" });
    expect(await readdir(cwd)).toEqual(["a.xlsx", "b.xlsx"]);
  });

  it("does not take its own output for an input", async () => {
    const cwd = await withLibro();
    const argv = ["consolidar", "libros", "--salida", "libros/consolidado.xlsx", "--json"];
    await runMetas(argv, cwd);
    expect(consolidarSchema.parse((await runMetas(argv, cwd)).json()).workbooks).toHaveLength(1);
  });

  it("writes over no workbook of a folder it reads, unless it is its own output of before", async () => {
    const cwd = await withLibro();
    const over = await runMetas(["consolidar", "libros", "--salida", "libros/a.xlsx", "--json"], cwd);
    expect([over.code, errorCode(over)]).toEqual([2, "salida-es-entrada"]);
    expect((await readFile(join(cwd, "libros", "a.xlsx"))).equals(libro)).toBe(true);
    const inside = ["consolidar", "libros", "--salida", "libros/todo.xlsx"];
    expect((await runMetas(inside, cwd)).code).toBe(0);
    expect((await runMetas(inside, cwd)).code).toBe(0);
  });

  it("names the files of a folder that are in another format, instead of passing them over", async () => {
    const cwd = await withLibro();
    await writeFile(join(cwd, "libros", "datos.csv"), "codigo;meta\n1;2\n");
    const said = await runMetas(["consolidar", "libros", "--salida", "c.xlsx", "--json"], cwd);
    expect(said.code).toBe(3);
    expect(consolidarSchema.parse(said.json()).skipped).toMatchObject([{ code: "file-csv" }]);
  });

  it("leaves out a consolidado left among the workbooks, whose rows would count twice", async () => {
    const cwd = await withLibro();
    await runMetas(["consolidar", "libros", "--salida", "libros/viejo.xlsx"], cwd);
    const said = await runMetas(["consolidar", "libros", "--salida", "c.xlsx", "--json"], cwd);
    const { workbooks, skipped, ciudad } = consolidarSchema.parse(said.json());
    expect(said.code).toBe(3);
    expect(skipped).toMatchObject([{ file: join(cwd, "libros", "viejo.xlsx"), code: "libro-consolidado" }]);
    expect([workbooks.length, ciudad.medidos]).toEqual([1, 19]);
    const revisado = await runMetas(["validar", "libros", "--json"], cwd);
    expect(revisado.code).toBe(1);
    expect(revisado.json()).toMatchObject({ workbooks: [{}, { error: { code: "libro-consolidado" } }] });
  });

  it.each(["a-EQUIPO.xlsx", "a (1).xlsx", "Copia de a.xlsx", "a.nuevo.xlsx", "a.nuevo-2.xlsx"])(
    "counts no secretaría twice for a copy of its workbook (%s)",
    async (copy) => {
      const cwd = await withLibro();
      const alone = consolidarSchema.parse(
        (await runMetas(["consolidar", "libros", "--salida", "c.xlsx", "--json"], cwd)).json(),
      );
      await copyFile(join(cwd, "libros/a.xlsx"), join(cwd, "libros", copy));
      const said = await runMetas(["consolidar", "libros", "--salida", "c.xlsx", "--json"], cwd);
      const { skipped, ciudad } = consolidarSchema.parse(said.json());
      expect({ code: said.code, ciudad }).toEqual({ code: 3, ciudad: alone.ciudad });
      expect(skipped).toMatchObject([{ file: join(cwd, "libros", copy), code: "copia-en-conflicto" }]);
    },
  );

  it.each(["~$c.xlsx", ".~lock.c.xlsx#"])(
    "asks to close an output that is open (%s), and touches nothing",
    async (mark) => {
      const cwd = await withLibro();
      await writeFile(join(cwd, "c.xlsx"), "antes");
      await writeFile(join(cwd, mark), "");
      const said = await runMetas(["consolidar", "libros", "--salida", "c.xlsx", "--json"], cwd);
      expect({ code: said.code, error: errorCode(said) }).toEqual({ code: 5, error: "archivo-en-uso" });
      expect(await readFile(join(cwd, "c.xlsx"), "utf8")).toBe("antes");
      expect(await readdir(cwd)).toHaveLength(3);
    },
  );

  const refused: readonly [salida: string, code: number, error: string][] = [
    ["libros/a.xlsx", 2, "salida-es-entrada"],
    ["./libros/../libros/a.xlsx", 2, "salida-es-entrada"],
    ["c.pdf", 2, "salida-no-xlsx"],
    ["no-hay/c.xlsx", 1, "carpeta-no-existe"],
    ["carpeta.xlsx", 1, "es-una-carpeta"],
  ];

  it.each(refused)("refuses to write %s", async (salida, code, error) => {
    const cwd = await withLibro();
    await mkdir(join(cwd, "carpeta.xlsx"));
    const said = await runMetas(["consolidar", "libros/a.xlsx", "--salida", salida, "--json"], cwd);
    expect({ code: said.code, error: errorCode(said) }).toEqual({ code, error });
    expect((await readFile(join(cwd, "libros", "a.xlsx"))).equals(libro)).toBe(true);
    expect(await readdir(cwd)).toEqual(["carpeta.xlsx", "libros"]);
  });
});
