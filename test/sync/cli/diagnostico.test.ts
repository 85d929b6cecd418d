import { chmod, appendFile, copyFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { bytesOf, makeEspacio } from "./espacio-corrida.ts";
import { makeFolder, runMetas } from "./run.ts";

const schema = z.strictObject({
  examenes: z.array(
    z.strictObject({
      code: z.string(),
      estado: z.enum(["bien", "aviso", "mal"]),
      que: z.string().min(1),
      accion: z.string().min(1).nullable(),
    }),
  ),
});

describe("metas diagnostico", () => {
  it("finds nothing wrong with a workspace that works, and changes nothing", async () => {
    const raiz = await makeEspacio();
    const before = await bytesOf(raiz);
    const said = await runMetas(["diagnostico", "--json"], raiz);
    const { examenes } = schema.parse(said.json());
    expect({ code: said.code, examenes: examenes.map(({ code, estado }) => `${code} ${estado}`) }).toEqual({
      code: 0,
      examenes: [
        "version",
        "configuracion",
        "plan",
        "horario",
        "libros",
        "canonico",
        "carpeta",
        "disco",
        "memoria",
        "auditoria",
      ].map((code) => `${code} bien`),
    });
    expect(await bytesOf(raiz)).toEqual(before);
  });

  const troubles: readonly [
    what: string,
    spoil: (raiz: string) => Promise<unknown>,
    code: number,
    found: readonly string[],
  ][] = [
    [
      "a schedule that is none",
      (raiz) => writeFile(join(raiz, "metas.config.json"), '{"horario":"hola"}'),
      1,
      ["horario mal"],
    ],
    ["no configuration", (raiz) => rm(join(raiz, "metas.config.json")), 2, ["configuracion mal"]],
    ["a broken plan", (raiz) => writeFile(join(raiz, "plan.json"), "{"), 2, ["configuracion mal"]],
    ["a missing workbook", (raiz) => rm(join(raiz, "libros/salud.xlsx")), 0, ["secretarias-sin-libro aviso"]],
    [
      "no folder of workbooks",
      (raiz) => rm(join(raiz, "libros"), { recursive: true }),
      1,
      ["libros mal", "carpeta mal"],
    ],
    [
      "a workbook that is cut",
      (raiz) => cut(join(raiz, "libros/salud.xlsx")),
      1,
      ["libro mal", "secretarias-sin-libro aviso"],
    ],
    ["a workbook that is open", (raiz) => writeFile(join(raiz, "libros/~$salud.xlsx"), ""), 0, ["libro aviso"]],
    [
      "two workbooks of one secretaría",
      (raiz) => copyFile(join(raiz, "libros/salud.xlsx"), join(raiz, "libros/otro.xlsx")),
      1,
      ["libro mal", "libro mal", "secretarias-sin-libro aviso"],
    ],
    ["a cut canonical workbook", (raiz) => cut(join(raiz, "canonico.xlsx")), 1, ["canonico mal"]],
    ["a sheet of somebody's in it", (raiz) => addSheet(join(raiz, "canonico.xlsx")), 1, ["canonico mal"]],
    ["a formula in it that nobody calculated", (raiz) => addFormula(join(raiz, "canonico.xlsx")), 1, ["canonico mal"]],
    ["the canonical workbook open", (raiz) => writeFile(join(raiz, "~$canonico.xlsx"), ""), 0, ["archivo aviso"]],
    [
      "an audit that somebody wrote in",
      (raiz) => appendFile(join(raiz, ".metas/auditoria.jsonl"), "{}\n"),
      1,
      ["auditoria mal"],
    ],
    [
      "a read-only consolidated workbook",
      (raiz) => chmod(join(raiz, "salida/consolidado.xlsx"), 0o444),
      0,
      ["archivo aviso"],
    ],
    [
      "a damaged ancestor",
      (raiz) => writeFile(join(raiz, ".metas/estado/ancestro-salud.json"), '{"x":1}'),
      1,
      ["memoria mal"],
    ],
    [
      "two damaged documents",
      async (raiz) => {
        for (const name of ["ancestro-cultura", "espacio"]) {
          await writeFile(join(raiz, `.metas/estado/${name}.json`), '{"x":1}');
        }
      },
      1,
      ["memoria mal", "memoria mal"],
    ],
    [
      "a head that is garbage",
      (raiz) => writeFile(join(raiz, ".metas/cabeza.json"), "basura"),
      1,
      ["memoria mal", "auditoria mal"],
    ],
    ["no head beside an audit", (raiz) => rm(join(raiz, ".metas/cabeza.json")), 1, ["memoria mal", "auditoria mal"]],
    ["a damaged memory", (raiz) => writeFile(join(raiz, ".metas/estado/conflictos.json"), "{}"), 1, ["memoria mal"]],
  ];

  it.each(troubles)("tells of %s and what to do", async (_, spoil, code, found) => {
    const raiz = await makeEspacio();
    await spoil(raiz);
    const said = await runMetas(["diagnostico", "--json"], raiz);
    const troubled = schema.parse(said.json()).examenes.filter(({ estado }) => estado !== "bien");
    expect({ code: said.code, found: troubled.map(({ code: what, estado }) => `${what} ${estado}`) }).toEqual({
      code,
      found,
    });
    expect(troubled.every(({ accion }) => accion !== null)).toBe(true);
    // An option of another command helps nobody here.
    expect(troubled.filter(({ accion }) => accion?.includes("--salida"))).toEqual([]);
  });

  it("says where there is no canonical workbook yet that the first run makes it", async () => {
    const raiz = await makeEspacio();
    for (const path of ["canonico.xlsx", ".metas"]) await rm(join(raiz, path), { recursive: true });
    const said = await runMetas(["diagnostico"], raiz);
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining("lo hace la primera corrida") });
  });

  it("tells who stands in no workspace", async () => {
    const said = await runMetas(["diagnostico", "--json"], await makeFolder());
    expect({ code: said.code, bad: schema.parse(said.json()).examenes.map(({ estado }) => estado) }).toEqual({
      code: 2,
      bad: ["bien", "mal"],
    });
  });
});

async function cut(path: string): Promise<void> {
  const bytes = await readFile(path);
  await writeFile(path, bytes.subarray(0, bytes.length / 2));
}

async function addFormula(path: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(await readFile(path)).buffer);
  const [sheet] = workbook.worksheets;
  if (sheet === undefined) throw new Error("no sheet");
  sheet.getCell("K6").value = { formula: "5000+500", date1904: false };
  await writeFile(path, Buffer.from(await workbook.xlsx.writeBuffer()));
}

async function addSheet(path: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(await readFile(path)).buffer);
  workbook.addWorksheet("Apuntes");
  await writeFile(path, Buffer.from(await workbook.xlsx.writeBuffer()));
}
