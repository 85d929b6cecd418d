import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cali2016 } from "../../../shared/plan/cali-2016-2019.ts";
import { buildDemoLibro, demoSecretarias, readDemoPlan } from "../../../sync/demo/demo.ts";
import { consolidarSchema, errorCode, makeFolder, runMetas, validarSchema } from "./run.ts";

describe("a workspace", () => {
  it("is led through by the words of iniciar, with its own plan at every step", async () => {
    const cwd = await makeFolder();
    const said = await runMetas(["iniciar", "mc"], cwd);
    const mc = join(cwd, "mc");
    await writeFile(join(mc, "plan.json"), JSON.stringify(otherPlan));
    const orders = said.out.match(/(?<=\d\. |«)(cd|metas) [^»(\n]*/g)?.map((each) => each.trim()) ?? [];
    expect(orders).toEqual([
      "cd mc",
      "metas validar",
      "metas plantilla --secretaria ID",
      "metas validar",
      "metas consolidar",
    ]);
    for (const order of orders.slice(1)) {
      const argv = order.replace("ID", "hacienda").split(" ").slice(1);
      const { code, out } = await runMetas(argv, mc);
      expect([order, code === 2, out]).toEqual([order, false, expect.stringContaining(join(mc, "plan.json"))]);
      expect(out).toContain("Plan de Prueba");
    }
    await expect(readFile(join(mc, "libros", "hacienda.xlsx"))).resolves.toBeInstanceOf(Buffer);
    await expect(readFile(join(mc, "salida", "consolidado.xlsx"))).resolves.toBeInstanceOf(Buffer);
  });

  it("says what does not fit in its plan before there are workbooks, and that nothing does", async () => {
    const cwd = await makeFolder();
    await runMetas(["iniciar"], cwd);
    const good = await runMetas(["validar"], cwd);
    expect(good).toMatchObject({ code: 0, out: expect.stringMatching(/El plan es válido/) });
    await writeFile(join(cwd, "plan.json"), JSON.stringify({ ...cali2016, umbralRezago: 70 }));
    const bad = await runMetas(["validar", "--json"], cwd);
    expect({ code: bad.code, error: errorCode(bad) }).toEqual({ code: 2, error: "plan-invalido" });
  });

  const places: readonly [where: string, salida: string, plan: string][] = [
    ["beside", "mc/d.xlsx", "mc/plan.json"],
    ["one folder above", "mc/libros/d.xlsx", "mc/plan.json"],
    ["here, before nothing else", "otra/d.xlsx", "plan.json"],
    ["where its metas.config.json says", "conf/libros/d.xlsx", "conf/planes/uno.json"],
  ];

  it.each(places)("gives a plantilla the plan %s", async (_, salida, plan) => {
    const cwd = await makeFolder();
    for (const folder of ["mc/libros", "otra", "conf/libros", "conf/planes"])
      await mkdir(join(cwd, folder), { recursive: true });
    for (const path of ["plan.json", "mc/plan.json", "conf/plan.json", "conf/planes/uno.json"])
      await writeFile(join(cwd, path), JSON.stringify(otherPlan));
    await writeFile(join(cwd, "conf", "metas.config.json"), JSON.stringify({ plan: "planes/uno.json" }));
    const argv = ["plantilla", "--secretaria", "hacienda", "--salida", salida];
    const said = await runMetas([...argv, "--json"], cwd);
    expect(said.json()).toMatchObject({
      plan: { file: join(cwd, plan), nombre: "Plan de Prueba", deEjemplo: false },
    });
    expect((await runMetas([...argv, "--reemplazar"], cwd)).out).toContain(join(cwd, plan));
  });

  it("warns of figures by the example plan, whatever the command", async () => {
    const cwd = await makeFolder();
    await writeFile(join(cwd, "a.xlsx"), await demoLibro());
    const orders = [
      ["plantilla", "--secretaria", "desarrollo-economico", "--salida", "p.xlsx"],
      ["validar", "a.xlsx"],
      ["consolidar", "a.xlsx", "--salida", "c.xlsx"],
    ];
    for (const argv of orders)
      expect((await runMetas(argv, cwd)).out).toMatch(/▲ Plan de ejemplo incluido.*[^]*--plan/);
  });

  it("is the folder's or the one of --config, its paths seen from its own folder", async () => {
    const cwd = await makeFolder();
    for (const folder of ["mc/a/b", "mc/s"]) await mkdir(join(cwd, folder), { recursive: true });
    await writeFile(join(cwd, "mc", "a", "b", "d.xlsx"), await demoLibro());
    await writeFile(join(cwd, "mc", "p.json"), JSON.stringify({ ...cali2016, nombre: "Plan de Prueba" }));
    const config = { plan: "p.json", libros: "a/b", salida: "s/c.xlsx" };
    await writeFile(join(cwd, "mc", "metas.config.json"), JSON.stringify(config));
    for (const [argv, folder] of [
      [[], join(cwd, "mc")],
      [["--config", "mc/metas.config.json"], cwd],
    ] as const) {
      const validar = validarSchema.parse((await runMetas(["validar", "--json", ...argv], folder)).json());
      expect(validar.workbooks.map(({ file }) => file)).toEqual([join(cwd, "mc", "a", "b", "d.xlsx")]);
      expect(validar.plan.file).toBe(join(cwd, "mc", "p.json"));
      const said = consolidarSchema.parse((await runMetas(["consolidar", "--json", ...argv], folder)).json());
      expect(said).toMatchObject({ salida: join(cwd, "mc", "s", "c.xlsx"), plan: validar.plan });
      await rm(said.salida);
    }
    const salida = ["--salida", "aqui.xlsx"];
    const elsewhere = await runMetas(["consolidar", "--json", "--config", "mc/metas.config.json", ...salida], cwd);
    expect(elsewhere.json()).toMatchObject({ salida: join(cwd, "aqui.xlsx"), workbooks: [{ indicadores: 20 }] });
  });

  const mistakes: readonly [text: string, error: string, message: RegExp][] = [
    ['{ "libro": "libros" }', "config-invalida", /«libro»; ¿quiso decir «libros»\?/],
    ['{ "libros": 3 }', "config-invalida", /libros: debe ser un texto, no un número/],
    ['{ "salida": "c.pdf" }', "config-invalida", /\.xlsx/],
    ['{ "libros": "libros", }', "json-invalido", /línea 1/],
    ['{ "plan": "no-hay.json", "libros": ".", "salida": "c.xlsx" }', "archivo-no-existe", /no existe/],
  ];

  it.each(mistakes)("does not go on with %s", async (text, error, message) => {
    const cwd = await makeFolder();
    await writeFile(join(cwd, "metas.config.json"), text);
    await writeFile(join(cwd, "a.xlsx"), await demoLibro());
    for (const comando of ["validar", "consolidar"]) {
      const said = await runMetas([comando, "--json"], cwd);
      expect({ code: said.code, error: errorCode(said) }).toEqual({ code: 2, error });
      expect(said.err).toMatch(message);
    }
  });

  it("is asked for when neither it nor the workbooks are there", async () => {
    const cwd = await makeFolder();
    for (const [argv, error] of [
      [["validar"], "falta-argumento"],
      [["consolidar"], "opcion-obligatoria"],
      [["consolidar", "--salida", "c.xlsx"], "falta-argumento"],
      [["validar", "--config", "no-hay.json"], "archivo-no-existe"],
    ] as const) {
      const said = await runMetas([...argv, "--json"], cwd);
      expect({ argv, code: said.code, error: errorCode(said) }).toEqual({ argv, code: 2, error });
    }
  });
});

const otherPlan = {
  ...cali2016,
  nombre: "Plan de Prueba",
  secretarias: [{ id: "hacienda", nombre: "Secretaría de Hacienda" }],
  disposiciones: [],
  dispensas: [],
  reprogramaciones: [],
};

async function demoLibro(): Promise<Buffer> {
  const plan = readDemoPlan();
  const [first] = demoSecretarias(plan);
  if (first === undefined) throw new Error("the demo has no secretarías");
  return buildDemoLibro(first, plan);
}
