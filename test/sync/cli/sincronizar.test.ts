import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { chmod, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { Progreso, type Io } from "../../../sync/cli/io.ts";
import { run } from "../../../sync/cli/sincronizar.ts";
import { nodeDisk } from "../../../sync/store/disk.ts";
import { sincronizarWith } from "../corrida/espacio-prueba.ts";
import { systemError, watchedDisk } from "../store/faulty-disk.ts";
import { bytesOf, cellOf, edit, makeEspacio, sincronizar, sincronizarSchema } from "./espacio-corrida.ts";
import { errorCode, errorSchema, makeFolder, runMetas, validarSchema } from "./run.ts";

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
      memoriaRehecha: false,
    });
  });

  it("says as JSON what it read of each workbook, with its findings as validar tells them", async () => {
    const raiz = await makeEspacio();
    const path = join(raiz, "libros/salud.xlsx");
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", -7], ["S-02", "unidad", null]);
    await rm(join(raiz, "libros/cultura.xlsx"));
    const leido = { vigencia: 2017, corte: "2017-09-30", indicadores: 2 };
    const readBy = async (options: readonly string[]): Promise<unknown> => {
      const { secretarias } = sincronizarSchema.parse((await sincronizar(raiz, ...options)).json());
      return secretarias.map((each) => ({
        secretaria: each.secretaria,
        estado: each.estado,
        leido: each.leido,
        findings: each.findings,
      }));
    };
    const { workbooks } = validarSchema.parse((await runMetas(["validar", path, "--json"], raiz)).json());
    const findings = workbooks[0]?.findings ?? [];
    expect(findings.length).toBeGreaterThan(1);
    const cultura = { secretaria: "cultura", estado: "omitida", leido: null, findings: [] };
    const salud = { secretaria: "salud", estado: "mezclada", leido, findings };
    expect(await readBy(["--simular"])).toEqual([cultura, salud]);
    expect(await readBy([])).toEqual([cultura, salud]);
    // By what is kept of it, where nothing changed; and where it was read and not merged.
    expect(await readBy([])).toEqual([cultura, { ...salud, estado: "sin-cambios" }]);
    await edit(raiz, "canonico.xlsx", ["S-01", "meta2017", 12]);
    await writeFile(join(raiz, "libros/~$salud.xlsx"), "");
    expect(await readBy([])).toEqual([cultura, { ...salud, estado: "omitida" }]);
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
    const names = await readdir(raiz);
    const said = sincronizarSchema.parse((await sincronizar(raiz, "--simular")).json());
    expect(said).toMatchObject({ simulada: true, exitCode: 0 });
    expect(said.escritos).toContain(join(raiz, "canonico.xlsx"));
    expect(await bytesOf(raiz)).toEqual(before);
    expect(await readdir(raiz)).toEqual(names);
  });

  it("logs one JSON line an event on stderr, without the text of any cell", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "libros/salud.xlsx", ["S-01", "observaciones", "dato reservado"]);
    const { err, code } = await runMetas(["sincronizar"], raiz);
    const events = eventsOf(err);
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
    // The summary alone tells of it.
    const resumen = "salida/ultima-corrida.txt";
    expect({ ...(await bytesOf(raiz)), [resumen]: "" }).toEqual({ ...before, [resumen]: "" });
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

  const stops: readonly [
    signal: "SIGTERM" | "SIGINT",
    options: readonly string[],
    corridasIn: (out: string) => number,
  ][] = [
    ["SIGTERM", [], (out) => out.trim().split("\n").length],
    ["SIGINT", ["--json"], (out) => vigilarSchema.parse(JSON.parse(out)).corridas],
  ];

  it.each(stops)(
    "stays with --vigilar, runs at every time of its schedule, and goes at %s (%j)",
    async (signal, options, corridasIn) => {
      // Every second: six fields are croner's, and nobody would wait for a minute here.
      const raiz = await makeEspacio({ horario: "* * * * * *" });
      await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 6]);
      const metas = fileURLToPath(new URL("../../../dist/bin/metas.js", import.meta.url));
      const child = spawn(process.execPath, [metas, "sincronizar", "--vigilar", ...options], {
        cwd: raiz,
        stdio: "pipe",
      });
      let [out, err] = ["", ""];
      const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
      child.stdout.on("data", (part: Buffer) => (out += part.toString("utf8")));
      await new Promise<void>((resolve) => {
        child.stderr.on("data", (part: Buffer) => {
          err += part.toString("utf8");
          if ((err.match(/corrida-termina/g) ?? []).length >= 3) resolve();
        });
        child.on("close", () => resolve());
      });
      child.kill(signal);
      expect(await ended).toBe(130);
      const runs = eventsOf(err);
      const ends = runs.filter(({ evento }) => evento === "corrida-termina");
      expect(ends.length).toBeGreaterThanOrEqual(3);
      // The first has the edit to write, those after it nothing.
      expect(ends.map(({ escritos }) => escritos?.length === 0).slice(0, 3)).toEqual([false, true, true]);
      expect(await cellOf(raiz, "canonico.xlsx", "S-01", "ejecucion2017")).toBe(6);
      expect((await readFile(join(raiz, "salida/ultima-corrida.txt"), "utf8")).split("\r\n")[0]).toContain(
        "Plan de prueba",
      );
      expect(corridasIn(out)).toBe(ends.length);
    },
    90_000,
  );

  it("ends no watch for a turn that fails, and reads configuration and plan anew for the next", async () => {
    const raiz = await makeEspacio({ horario: "* * * * * *" });
    const plan = await readFile(join(raiz, "plan.json"), "utf8");
    const write = (name: string, text: string): void => writeFileSync(join(raiz, name), text);
    let isBroken = false;
    const stop = new AbortController();
    // What is done at the end of each turn, in this order.
    const turns: [ends: string, then: () => void][] = [
      ["corrida-termina", () => write("plan.json", "{}")],
      ["plan-invalido", () => write("plan.json", plan.replace("Plan de prueba", "Plan que cambió"))],
      ["corrida-termina", () => (isBroken = true)],
      ["error-interno", () => (isBroken = false)],
      ["corrida-termina", () => write("metas.config.json", '{"horario":"mañana"}')],
      ["horario-invalido", () => write("metas.config.json", '{"horario":"0 0 1 1 *","salida":"otra.xlsx"}')],
      ["corrida-termina", () => setImmediate(() => stop.abort())],
    ];
    let err = "";
    const seen: string[] = [];
    const hear = (line: string): void => {
      err += line;
      const { evento, code } = eventSchema.parse(JSON.parse(line));
      const ends = evento === "corrida-fallida" ? (code ?? "") : evento;
      if (ends !== evento || evento === "corrida-termina") {
        turns[seen.length]?.[1]();
        seen.push(ends);
      }
    };
    let out = "";
    const io: Io = {
      cwd: raiz,
      env: {},
      stdout: { write: (text) => void (out += text), isTTY: false, columns: 100 },
      stderr: { write: hear, isTTY: false, columns: 100 },
      signal: stop.signal,
      spareMemory: () => undefined,
      today: "2017-10-02",
      now: () => new Date("2017-10-02T08:30:00-05:00"),
    };
    const disk = watchedDisk(nodeDisk, () => {
      if (isBroken) throw new TypeError("dato reservado");
    });
    const marcas = new Set(["vigilar", "json"]);
    const said = await run({ argumentos: [], valores: {}, marcas, io, progreso: new Progreso(io) }, { disk });
    expect(seen).toEqual(turns.map(([ends]) => ends));
    expect({ code: said.exitCode, out }).toEqual({ code: 130, out: "" });
    expect(vigilarSchema.parse(said.json)).toMatchObject({
      corridas: 4,
      fallidas: 3,
      ultima: { plan: { nombre: "Plan que cambió" }, consolidado: join(raiz, "otra.xlsx") },
    });
    expect(eventsOf(err).at(-1)).toMatchObject({ evento: "espera", siguiente: expect.stringMatching(/-01-01T05:00/) });
    expect(err).not.toContain("reservado");
  }, 90_000);

  it("tells people of a turn that fails, a bug too", async () => {
    const raiz = await makeEspacio({ horario: "* * * * * *" });
    const stop = new AbortController();
    let [out, isBroken] = ["", true];
    const write = (text: string): void => {
      out += text;
      if (isBroken) isBroken = false;
      else stop.abort();
    };
    const io: Io = {
      cwd: raiz,
      env: {},
      stdout: { write, isTTY: true, columns: 100 },
      stderr: { write: () => undefined, isTTY: true, columns: 100 },
      signal: stop.signal,
      spareMemory: () => undefined,
      today: "2017-10-02",
      now: () => new Date("2017-10-02T08:30:00-05:00"),
    };
    const disk = watchedDisk(nodeDisk, () => {
      if (isBroken) throw new TypeError("lo que pasó");
    });
    const marcas = new Set(["vigilar"]);
    const said = await run({ argumentos: [], valores: {}, marcas, io, progreso: new Progreso(io) }, { disk });
    expect({ code: said.exitCode, lines: out.trim().split("\n").length }).toEqual({ code: 130, lines: 2 });
    expect(out.split("\n")[0]).toContain("lo que pasó");
  }, 30_000);

  it("does not start a watch whose time never comes", async () => {
    const raiz = await makeEspacio({ horario: "0 6 30 2 *" });
    const said = await sincronizar(raiz, "--vigilar");
    expect({ code: said.code, error: errorCode(said) }).toEqual({ code: 2, error: "horario-invalido" });
  });

  it("says which file it may not write, not the one it writes beside it", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "canonico.xlsx", ["S-01", "meta2017", 12]);
    const disk = watchedDisk(nodeDisk, (_, call, path) => {
      if (call === "writeFile" && path.startsWith(join(raiz, "libros"))) throw systemError("EACCES", path);
    });
    await expect(sincronizarWith(raiz, { disk })).rejects.toMatchObject({
      code: "sin-permiso",
      where: join(raiz, "libros/salud.xlsx"),
      hint: expect.not.stringContaining("--"),
    });
  });

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
  code: z.string().optional(),
  siguiente: z.iso.datetime().optional(),
});

function eventsOf(err: string): z.output<typeof eventSchema>[] {
  return err
    .trim()
    .split("\n")
    .map((line) => eventSchema.parse(JSON.parse(line)));
}

/** What `metas sincronizar --vigilar --json` prints when it is stopped. */
const vigilarSchema = z.strictObject({
  vigilando: z.literal(false),
  corridas: z.int(),
  fallidas: z.int(),
  ultima: z.union([sincronizarSchema, errorSchema]).nullable(),
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
