import { spawn } from "node:child_process";
import { chmod, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { bytesOf, cellOf, edit, makeEspacio, sincronizar, sincronizarSchema } from "./espacio-corrida.ts";
import { errorCode, makeFolder, runMetas } from "./run.ts";

describe("metas sincronizar", () => {
  it("says as JSON what it did, cell by cell", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 7], ["S-02", "observaciones", "nuestra"]);
    await edit(
      raiz,
      "canonico.xlsx",
      ["S-01", "meta2017", 12],
      ["S-02", "observaciones", "suya"],
      ["C-01", "nombre", "Otro"],
    );
    const { code, json } = await sincronizar(raiz);
    const said = sincronizarSchema.parse(json());
    expect({ code, exitCode: said.exitCode }).toEqual({ code: 4, exitCode: 4 });
    expect(said).toMatchObject({
      momento: "2017-10-02T08:30:00-05:00",
      simulada: false,
      secretarias: [
        {
          secretaria: "cultura",
          estado: "mezclada",
          alLibro: [
            { codigo: "C-01", columna: "nombre", antes: "Indicador 01", despues: "Otro", regla: "dueno-planeacion" },
          ],
          alCanonico: [],
        },
        {
          secretaria: "salud",
          estado: "mezclada",
          file: join(raiz, "libros/salud.xlsx"),
          alLibro: [{ codigo: "S-01", columna: "meta2017", antes: 10, despues: 12, regla: "dueno-planeacion" }],
          alCanonico: [
            { codigo: "S-01", columna: "ejecucion2017", antes: 5, despues: 7, regla: "dueno-secretaria" },
            { codigo: "S-02", columna: "observaciones", antes: "suya", despues: "nuestra", regla: "dueno-prevalece" },
          ],
        },
      ],
      conflictos: [{ codigo: "S-02", columna: "observaciones", ancestro: null, planeacion: "suya", propio: "nuestra" }],
      escritos: [
        "libros/cultura.xlsx",
        "libros/salud.xlsx",
        "canonico.xlsx",
        "salida/consolidado.xlsx",
        "salida/ultima-corrida.txt",
      ].map((path) => join(raiz, path)),
      pendientes: [],
      recuperada: null,
    });
  });

  it("simulates without writing, and then does exactly what it announced", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 7], ["S-02", "meta2017", 99]);
    await edit(raiz, "canonico.xlsx", ["C-01", "meta2017", 12]);
    const before = await bytesOf(raiz);
    const simulada = await sincronizar(raiz, "--simular");
    expect(await bytesOf(raiz)).toEqual(before);
    const corrida = await sincronizar(raiz);
    expect({ ...contentOf(simulada.json()), code: simulada.code }).toEqual({
      ...contentOf(corrida.json()),
      code: corrida.code,
    });
    expect(await bytesOf(raiz)).not.toEqual(before);
  });

  it("simulates a first run as well, in a workspace that has nothing yet", async () => {
    const raiz = await makeEspacio();
    for (const path of ["canonico.xlsx", ".metas", "salida"]) await rm(join(raiz, path), { recursive: true });
    const before = await bytesOf(raiz);
    const said = sincronizarSchema.parse((await sincronizar(raiz, "--simular")).json());
    expect(said).toMatchObject({ simulada: true, exitCode: 0 });
    expect(said.escritos).toContain(join(raiz, "canonico.xlsx"));
    expect(await bytesOf(raiz)).toEqual(before);
  });

  it("logs one JSON line an event on stderr, without the text of any cell", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "libros/salud.xlsx", ["S-01", "observaciones", "dato reservado"]);
    const { err, code } = await runMetas(["sincronizar"], raiz);
    const events = err
      .trim()
      .split("\n")
      .map((line) => eventSchema.parse(JSON.parse(line)));
    expect({ code, events: events.map(({ evento }) => evento) }).toEqual({
      code: 0,
      events: ["corrida-empieza", "secretaria", "secretaria", "corrida-termina"],
    });
    expect(events.find(({ secretaria }) => secretaria === "salud")).toMatchObject({
      estado: "mezclada",
      alCanonico: 1,
    });
    expect(err).not.toContain("reservado");
  });

  it("shows people a table, what needs them and what to do", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "libros/salud.xlsx", ["S-01", "meta2017", 7]);
    await rm(join(raiz, "libros/cultura.xlsx"));
    let out = "";
    const tty = { write: (text: string) => void (out += text), isTTY: true, columns: 90 };
    const { code } = await runMetas(["sincronizar"], raiz, { stdout: tty, stderr: { ...tty, write: () => undefined } });
    expect(code).toBe(3);
    for (const text of ["Secretaría de Salud", "sin mezclar", "metas conflictos", join(raiz, "canonico.xlsx")]) {
      expect(out).toContain(text);
    }
    const tooLong = out.split("\n").filter((line) => !line.includes(raiz) && visibleLength(line) > 90);
    expect(tooLong).toEqual([]);
  });

  const mistakes: readonly [what: string, spoil: (raiz: string) => Promise<void>, code: number, error: string][] = [
    ["no workspace", (raiz) => rm(join(raiz, "metas.config.json")), 2, "falta-argumento"],
    ["no folder of workbooks", (raiz) => rm(join(raiz, "libros"), { recursive: true }), 2, "carpeta-no-existe"],
    ["a plan that is none", (raiz) => writeFile(join(raiz, "plan.json"), "{}"), 2, "plan-invalido"],
    [
      "a schedule that is none",
      (raiz) => writeFile(join(raiz, "metas.config.json"), '{"horario":"mañana"}'),
      2,
      "horario-invalido",
    ],
    ["no canonical workbook", (raiz) => rm(join(raiz, "canonico.xlsx")), 6, "canonico-no-esta"],
    ["a damaged memory", (raiz) => writeFile(join(raiz, ".metas/estado/espacio.json"), "{}"), 1, "estado-danado"],
  ];

  it.each(mistakes)("ends with what is wrong when there is %s", async (what, spoil, code, error) => {
    const raiz = await makeEspacio();
    await spoil(raiz);
    const before = await bytesOf(raiz);
    const said = await sincronizar(raiz, ...(what.startsWith("a schedule") ? ["--vigilar"] : []));
    expect({ code: said.code, error: errorCode(said) }).toEqual({ code, error });
    expect(await bytesOf(raiz)).toEqual(before);
  });

  it("does not write into a read-only workbook, and merges the others", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "canonico.xlsx", ["S-01", "meta2017", 12], ["C-01", "meta2017", 13]);
    await chmod(join(raiz, "libros/salud.xlsx"), 0o444);
    const { code, json } = await sincronizar(raiz);
    expect({ code, secretarias: sincronizarSchema.parse(json()).secretarias }).toMatchObject({
      code: 5,
      secretarias: [
        { secretaria: "cultura", estado: "mezclada" },
        { secretaria: "salud", estado: "omitida", error: { code: "archivo-de-solo-lectura" } },
      ],
    });
    expect([
      await cellOf(raiz, "libros/salud.xlsx", "S-01", "meta2017"),
      await cellOf(raiz, "libros/cultura.xlsx", "C-01", "meta2017"),
    ]).toEqual([10, 13]);
    await chmod(join(raiz, "libros/salud.xlsx"), 0o644);
    expect((await sincronizar(raiz)).code).toBe(0);
    expect(await cellOf(raiz, "libros/salud.xlsx", "S-01", "meta2017")).toBe(12);
  });

  it("stays with --vigilar, runs at every time of its schedule, and goes at a signal", async () => {
    // Every second: six fields are croner's, and nobody would wait for a minute here.
    const raiz = await makeEspacio({ horario: "* * * * * *" });
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 6]);
    const metas = fileURLToPath(new URL("../../../dist/bin/metas.js", import.meta.url));
    const child = spawn(process.execPath, [metas, "sincronizar", "--vigilar"], { cwd: raiz, stdio: "pipe" });
    let err = "";
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    await new Promise<void>((resolve) => {
      child.stderr.on("data", (part: Buffer) => {
        err += part.toString("utf8");
        if ((err.match(/corrida-termina/g) ?? []).length >= 3) resolve();
      });
      child.on("close", () => resolve());
    });
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    const runs = err
      .trim()
      .split("\n")
      .map((line) => eventSchema.parse(JSON.parse(line)));
    const ends = runs.filter(({ evento }) => evento === "corrida-termina");
    expect(ends.length).toBeGreaterThanOrEqual(3);
    // The first has the edit to write, those after it nothing.
    expect(ends.map(({ escritos }) => escritos?.length === 0).slice(0, 3)).toEqual([false, true, true]);
    expect(await cellOf(raiz, "canonico.xlsx", "S-01", "ejecucion2017")).toBe(6);
    expect((await readFile(join(raiz, "salida/ultima-corrida.txt"), "utf8")).split("\r\n")[0]).toContain(
      "Plan de prueba",
    );
  }, 90_000);

  it("needs no workspace to be told so", async () => {
    const cwd = await makeFolder();
    const said = await runMetas(["sincronizar", "--json"], cwd);
    expect({ code: said.code, error: errorCode(said) }).toEqual({ code: 2, error: "falta-argumento" });
  });
});

const eventSchema = z.object({
  level: z.enum(["debug", "info", "warn", "error"]),
  time: z.iso.datetime(),
  evento: z.string(),
  secretaria: z.string().nullable().optional(),
  estado: z.string().optional(),
  alCanonico: z.number().optional(),
  escritos: z.array(z.string()).optional(),
});

/** What a run said, without who it was. */
function contentOf(json: unknown): object {
  const said = sincronizarSchema.parse(json);
  return {
    ...said,
    corrida: "",
    simulada: null,
    conflictos: said.conflictos.map((each) => ({ ...each, corrida: "" })),
  };
}

function visibleLength(line: string): number {
  // oxlint-disable-next-line no-control-regex -- colours are what is taken away
  return line.replace(/\u001B\[\d+m/g, "").length;
}
