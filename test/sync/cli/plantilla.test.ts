import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cali2016 } from "../../../shared/plan/cali-2016-2019.ts";
import { planSchema } from "../../../shared/plan/schema.ts";
import { errorCode, makeFolder, runMetas, validarSchema } from "./run.ts";

describe("metas plantilla", () => {
  const base = ["plantilla", "--secretaria", "desarrollo-economico"];

  it("writes a workbook that reads back as the secretaría's, without rows", async () => {
    const cwd = await makeFolder();
    const said = await runMetas([...base, "--corte", "2017-09-30", "--json"], cwd);
    const salida = join(cwd, "desarrollo-economico-2017.xlsx");
    expect(said.json()).toEqual({
      salida,
      plan: { file: null, nombre: cali2016.nombre, deEjemplo: true },
      secretaria: "desarrollo-economico",
      vigencia: 2017,
      corte: "2017-09-30",
    });
    const { workbooks } = validarSchema.parse((await runMetas(["validar", salida, "--json"], cwd)).json());
    expect(workbooks[0]).toMatchObject({
      secretaria: "desarrollo-economico",
      vigencia: 2017,
      corte: "2017-09-30",
      layout: { version: 1, headerRow: 5 },
      indicadores: [],
    });
    expect(workbooks[0]?.findings.map(({ code }) => code)).toEqual(["sin-indicadores"]);
  });

  it("takes the secretaría by any of its names, and the last vigencia when the year is none of the plan's", async () => {
    const cwd = await makeFolder();
    const argv = ["template", "--secretaria", "seguridad y  JUSTICIA", "--salida", "s.xlsx", "--json"];
    const said = await runMetas(argv, cwd, { today: "2024-01-01" });
    expect(said.json()).toMatchObject({ secretaria: "seguridad-y-justicia", vigencia: 2019, corte: null });
  });

  const mistakes: readonly [argv: readonly string[], error: string][] = [
    [["plantilla", "--secretaria", "hacienda"], "secretaria-desconocida"],
    [[...base, "--vigencia", "2031"], "vigencia-fuera-del-plan"],
    [[...base, "--vigencia", "dos mil"], "vigencia-fuera-del-plan"],
    [[...base, "--corte", "31/09/2017"], "corte-no-legible"],
    [[...base, "--salida", "x.xls"], "salida-no-xlsx"],
    [[...base, "--plan", "no-hay.json"], "archivo-no-existe"],
  ];

  it.each(mistakes)("answers %j with exit code 2", async (argv, error) => {
    const cwd = await makeFolder();
    const said = await runMetas([...argv, "--json"], cwd);
    expect({ code: said.code, error: errorCode(said) }).toEqual({ code: 2, error });
    expect(await readdir(cwd)).toEqual([]);
  });

  it("does not write over a workbook that may have come back filled, unless told to", async () => {
    const cwd = await makeFolder();
    await writeFile(join(cwd, "a.xlsx"), "lo de la secretaría");
    const said = await runMetas([...base, "--salida", "a.xlsx", "--json"], cwd);
    expect({ code: said.code, error: errorCode(said) }).toEqual({ code: 2, error: "ya-existe" });
    expect(await readFile(join(cwd, "a.xlsx"), "utf8")).toBe("lo de la secretaría");
    expect((await runMetas([...base, "--salida", "a.xlsx", "--reemplazar"], cwd)).code).toBe(0);
  });
});

describe("metas iniciar", () => {
  it("makes a workspace whose plan is valid, and touches nothing the second time", async () => {
    const cwd = await makeFolder();
    const said = await runMetas(["iniciar", "trabajo"], cwd);
    expect(said.code).toBe(0);
    const folder = join(cwd, "trabajo");
    expect((await readdir(folder)).sort()).toEqual(["libros", "metas.config.json", "plan.json", "salida"]);
    const plan: unknown = JSON.parse(await readFile(join(folder, "plan.json"), "utf8"));
    expect(planSchema.parse(plan).vigencias).toEqual([2016, 2017, 2018, 2019]);
    const again = await runMetas(["iniciar", "trabajo", "--json"], cwd);
    expect({ code: again.code, error: errorCode(again) }).toEqual({ code: 2, error: "ya-existe" });
  });

  it("leaves a folder alone that has a plan already", async () => {
    const cwd = await makeFolder();
    await writeFile(join(cwd, "plan.json"), "{}");
    expect((await runMetas(["iniciar"], cwd)).code).toBe(2);
    expect(await readdir(cwd)).toEqual(["plan.json"]);
  });

  it("says so when the folder cannot be made", async () => {
    const cwd = await makeFolder();
    await writeFile(join(cwd, "archivo"), "");
    const said = await runMetas(["iniciar", "archivo/dentro", "--json"], cwd);
    expect({ code: said.code, error: errorCode(said) }).toEqual({ code: 1, error: "carpeta-no-existe" });
  });

  it("leads to a plantilla with the workspace's own plan", async () => {
    const cwd = await makeFolder();
    await runMetas(["iniciar"], cwd);
    const plan = await readFile(join(cwd, "plan.json"), "utf8");
    await writeFile(
      join(cwd, "plan.json"),
      plan
        .replace('"desarrollo-economico"', '"desarrollo"')
        .replaceAll('"secretaria": "desarrollo-economico"', '"secretaria": "desarrollo"'),
    );
    await mkdir(join(cwd, "otra"));
    const argv = ["plantilla", "--secretaria", "desarrollo", "--salida", "libros/d.xlsx", "--corte", "2017-09-30"];
    expect((await runMetas(argv, cwd)).code).toBe(0);
    const said = await runMetas(["validar", "../libros/d.xlsx", "--json"], join(cwd, "otra"));
    expect(validarSchema.parse(said.json())).toMatchObject({
      plan: { file: join(cwd, "plan.json"), deEjemplo: false },
      workbooks: [{ secretaria: "desarrollo" }],
    });
  });
});
