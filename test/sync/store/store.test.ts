import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SyncError } from "../../../sync/errors.ts";
import type { Cambio, Parte } from "../../../sync/store/commit.ts";
import { readIfThere, type Disk } from "../../../sync/store/disk.ts";
import type { Terminado } from "../../../sync/store/finish.ts";
import { hashOf } from "../../../sync/sha256.ts";
import type { OpcionesStore, Store } from "../../../sync/store/store.ts";
import { changing, systemError, watchedDisk, type Call } from "./faulty-disk.ts";
import { openQuietly, walk } from "./historia.ts";
import { MemoryDisk } from "./memory-disk.ts";

const raiz = "/espacio";
const rest = {
  equipo: { host: "alcaldia", pid: 7, ambito: "el mismo", arranque: null },
  kernel: () => Promise.resolve(() => Promise.resolve()),
};
const open = (disk: Disk, more: Partial<OpcionesStore> = {}): Promise<Store> =>
  openQuietly(raiz, disk, { ...rest, ...more });

describe("commit", () => {
  it("writes nothing at all when everything is already so", async () => {
    const disk = await workspace({ "a.xlsx": "uno" });
    const plan = { nombre: "p", archivos: { "a.xlsx": "dos" }, estado: { p: [1, { b: 2 }] }, auditoria: [] };
    const store = await open(disk);
    expect((await store.commit(await cambio(disk, "c1", [plan]))).generacion).toBe(1);
    await store.close();
    const calls: Call[] = [];
    const second = await open(watchedDisk(disk, (_, call) => void (changing.has(call) && calls.push(call))));
    const before = calls.length;
    const nothing = { generacion: 1, corrida: "c2", hechas: ["p"], omitidas: [], cambiados: [] };
    expect(await second.commit(await cambio(disk, "c2", [plan]))).toEqual(nothing);
    expect(calls.length).toBe(before);
  });

  it.each([
    ["changed", "otro", "uno"],
    ["appeared", "otro", null],
    ["went", null, "uno"],
  ] as const)("does nothing of anything when a file %s meanwhile", async (_, now, expected) => {
    const disk = await workspace({ "a.xlsx": "uno", ...(now === null ? {} : { "b.xlsx": now }) });
    const store = await open(disk);
    const before = await contents(disk);
    const refused = store.commit({
      corrida: "c1",
      partes: [
        { nombre: "p", archivos: [archivo("a.xlsx", "dos", "uno")] },
        { nombre: "q", archivos: [archivo("b.xlsx", "dos", expected)] },
      ],
    });
    await expect(refused).rejects.toMatchObject({ code: "archivo-cambio", where: "/espacio/b.xlsx", exitCode: 5 });
    expect(await contents(disk)).toEqual(before);
    await store.commit({ corrida: "c2", partes: [{ nombre: "p", archivos: [archivo("a.xlsx", "dos", "uno")] }] });
    expect(await text(disk, "a.xlsx")).toBe("dos");
  });

  it.each([
    ["run", { corrida: "../c", partes: [] }],
    ["document", { corrida: "c", partes: [{ nombre: "p", estado: { "../p": 1 } }] }],
    ["device", { corrida: "c", partes: [{ nombre: "p", estado: { con: 1 } }] }],
    ["parte", { corrida: "c", partes: [{ nombre: "p" }, { nombre: "p" }] }],
    ["requirement", { corrida: "c", partes: [{ nombre: "p", requiere: ["q"] }, { nombre: "q" }] }],
    [
      "file",
      { corrida: "c", partes: [{ nombre: "p", archivos: [archivo("n", "1", null), archivo("./n", "2", null)] }] },
    ],
  ] as const)("takes a bad name of a %s for the bug it is", async (_, bad) => {
    const disk = await workspace({});
    const store = await open(disk);
    const before = await contents(disk);
    await expect(store.commit(bad)).rejects.not.toHaveProperty("exitCode");
    expect(await contents(disk)).toEqual(before);
  });
});

describe("a workbook that is open", () => {
  const partes: readonly Plan[] = [
    { nombre: "canonico", archivos: { "canonico.xlsx": "2" }, estado: { canonico: 2 } },
    {
      nombre: "salud",
      requiere: ["canonico"],
      archivos: { "libros/salud.xlsx": "2", "libros/salud-anexo.xlsx": "2" },
      estado: { salud: 2 },
    },
    { nombre: "resumen", requiere: ["salud"], archivos: { "resumen.xlsx": "2" }, estado: { resumen: 2 } },
    { nombre: "cultura", requiere: ["canonico"], archivos: { "libros/cultura.xlsx": "2" }, estado: { cultura: 2 } },
  ];
  const files = Object.fromEntries(partes.flatMap((one) => Object.keys(one.archivos ?? {}).map((path) => [path, "1"])));

  const cases: readonly [open: string, omitted: Record<string, string>][] = [
    ["libros/salud.xlsx", { salud: "abierto", resumen: "requisito" }],
    // The second file of its parte: the first has been written by then, and goes back.
    ["libros/salud-anexo.xlsx", { salud: "abierto", resumen: "requisito" }],
    ["canonico.xlsx", { canonico: "abierto", salud: "requisito", resumen: "requisito", cultura: "requisito" }],
    ["libros/cultura.xlsx", { cultura: "abierto" }],
  ];

  it.each(
    cases.flatMap(([path, omitted]) =>
      (["rename", "~$", ".~lock", "read"] as const).map((how) => [path, how, omitted] as const),
    ),
  )("keeps %s (%s) and what goes with it as it was", async (path, how, omitted) => {
    const disk = await workspace(files);
    await (await open(disk)).close();
    const mark = markOf(path, how);
    if (mark !== null) await disk.writeFile(`${raiz}/${mark}`, Buffer.from("quien"));
    let isDeciding = false;
    const busy = watchedDisk(disk, (_, call, at) => {
      if (call === "rename" && at.endsWith("diario.json")) isDeciding = true;
      if (at !== `${raiz}/${path}`) return;
      if (how === "rename" ? call === "rename" : how === "read" && call === "hash" && isDeciding)
        throw systemError("EBUSY", at);
    });
    const store = await open(busy);
    const done = await store.commit(await cambio(disk, "c1", partes));
    expect(causas(done)).toEqual(omitted);
    for (const { nombre, archivos = {} } of partes) {
      const version = nombre in omitted ? "1" : "2";
      for (const one of Object.keys(archivos)) expect([one, await text(disk, one)]).toEqual([one, version]);
      expect((await store.readEstado(nombre))?.contenido ?? 1).toBe(Number(version));
    }
    const nuevo = path.replace(".xlsx", ".nuevo.xlsx");
    expect(done.omitidas.flatMap((one) => (one.nuevo === null ? [] : [one.nuevo]))).toEqual([`${raiz}/${nuevo}`]);
    expect(await text(disk, nuevo)).toBe("2");
    expect((await walk(disk, raiz)).filter((one) => /\.tmp$|diario/.test(one))).toEqual([]);
    expect(await store.verifyAudit()).toEqual({ lineas: partes.length - Object.keys(omitted).length, roturas: [] });
    await store.close();

    if (mark !== null) await disk.unlink(`${raiz}/${mark}`);
    const after = await open(disk);
    expect(causas(await after.commit(await cambio(disk, "c2", partes)))).toEqual({});
    expect(await text(disk, path)).toBe("2");
    expect(await text(disk, nuevo)).toBe(null);
  });

  it("never replaces a copy that a person has worked in", async () => {
    const disk = await workspace({ "a.xlsx": "1", "~$a.xlsx": "quien" });
    const store = await open(disk);
    const next = async (corrida: string, content: string): Promise<string | null | undefined> =>
      (await store.commit(await cambio(disk, corrida, [{ nombre: "p", archivos: { "a.xlsx": content } }]))).omitidas[0]
        ?.nuevo;
    expect(await next("c1", "2")).toBe("/espacio/a.nuevo.xlsx");
    expect(await next("c2", "3")).toBe("/espacio/a.nuevo.xlsx");
    await disk.writeFile("/espacio/a.nuevo.xlsx", Buffer.from("3 y lo mío"));
    expect(await next("c3", "4")).toBe("/espacio/a.nuevo-2.xlsx");
    await disk.unlink("/espacio/~$a.xlsx");
    expect(await next("c4", "5")).toBe(undefined);
    expect(await contents(disk, /^[^.]/)).toEqual({ "a.xlsx": "5", "a.nuevo.xlsx": "3 y lo mío" });
  });

  it("goes on putting back at the next opening what a program took hold of in between", async () => {
    const disk = await workspace({ "a.xlsx": "1", "b.xlsx": "1" });
    let renames = 0;
    const busy = watchedDisk(disk, (_, call, at) => {
      if (call !== "rename") return;
      if (at === "/espacio/b.xlsx" || (at === "/espacio/a.xlsx" && renames++ > 0)) throw systemError("EACCES", at);
    });
    const store = await open(busy);
    const both = await cambio(disk, "c1", [
      { nombre: "p", archivos: { "a.xlsx": "2", "b.xlsx": "2" }, estado: { p: 2 } },
    ]);
    await expect(store.commit(both)).rejects.toMatchObject({
      code: "deshacer-pendiente",
      exitCode: 5,
      where: "/espacio/a.xlsx",
    });
    await expect(store.commit(both)).rejects.toMatchObject({ code: "corrida-pendiente", exitCode: 5 });
    await expect(store.prune()).rejects.toMatchObject({ code: "corrida-pendiente", exitCode: 5 });
    await store.close();
    const after = await open(disk);
    expect(after.recuperado).toMatchObject({
      hechas: [],
      omitidas: [{ parte: "p", causa: "abierto", path: "/espacio/b.xlsx" }],
    });
    expect(await contents(disk, /^[^.]/)).toEqual({ "a.xlsx": "1", "b.xlsx": "1", "b.nuevo.xlsx": "2" });
    expect(await after.readEstado("p")).toBe(null);
  });

  it("does not write a file that is for reading only", async () => {
    const disk = await workspace({ "a.xlsx": "1" });
    const stat: Disk["stat"] = async (path) => ({
      ...(await disk.stat(path)),
      ...(path.endsWith("/a.xlsx") ? { mode: 0o444 } : {}),
    });
    const store = await open({ ...watchedDisk(disk, () => undefined), stat });
    expect(
      causas(await store.commit(await cambio(disk, "c1", [{ nombre: "p", archivos: { "a.xlsx": "2" } }]))),
    ).toEqual({
      p: "solo-lectura",
    });
    expect(await text(disk, "a.xlsx")).toBe("1");
  });
});

describe("what a person saves while the files are being put in their place", () => {
  const both: Plan = { nombre: "p", archivos: { "a.xlsx": "2", "b.xlsx": "2" }, estado: { p: 2 } };

  it.each([
    ["between two renames", "after", "2", { "b.nuevo.xlsx": "2" }],
    ["while a program let nobody rename", "pause", "2", { "b.nuevo.xlsx": "2" }],
    ["before it is removed", "after", null, {}],
  ] as const)("%s stays, and what was to be written is beside it", async (_, when, content, beside) => {
    const disk = await workspace({ "a.xlsx": "1", "b.xlsx": "1" });
    const save = (): Promise<void> => disk.writeFile(`${raiz}/b.xlsx`, Buffer.from("mío"));
    let tries = 0;
    const store = await (when === "after"
      ? open(eventful(disk, "a.xlsx", { after: save }))
      : open(eventful(disk, "b.xlsx", { refuse: () => ++tries === 1 }), {
          reintentos: { pausas: [1, 1], random: () => 0, sleep: save },
        }));
    const done = await store.commit(
      await cambio(disk, "c1", [{ ...both, archivos: { "a.xlsx": "2", "b.xlsx": content } }]),
    );
    expect(done).toMatchObject({ hechas: [], omitidas: [{ causa: "cambio", path: `${raiz}/b.xlsx` }], cambiados: [] });
    expect(await contents(disk, /^[^.]/)).toEqual({ "a.xlsx": "1", "b.xlsx": "mío", ...beside });
    expect(await store.readEstado("p")).toBe(null);
  });

  it("in a file that is going back stays, and they are named", async () => {
    const disk = await workspace({ "a.xlsx": "1", "b.xlsx": "1" });
    let renames = 0;
    const busy = eventful(disk, "a.xlsx", { refuse: () => ++renames === 2 });
    const closed: Disk = {
      ...busy,
      rename: async (from, to) => {
        if (to === `${raiz}/b.xlsx`) throw systemError("EBUSY", to);
        await busy.rename(from, to);
      },
    };
    const sleep = async (): Promise<void> => {
      if (renames === 2) await disk.writeFile(`${raiz}/a.xlsx`, Buffer.from("2 y lo mío"));
    };
    const store = await open(closed, { reintentos: { pausas: [1, 1], random: () => 0, sleep } });
    expect(await store.commit(await cambio(disk, "c1", [both]))).toMatchObject({
      omitidas: [{ causa: "abierto", path: `${raiz}/b.xlsx` }],
      cambiados: [`${raiz}/a.xlsx`],
    });
    expect(await contents(disk, /^[^.]/)).toEqual({ "a.xlsx": "2 y lo mío", "b.xlsx": "1", "b.nuevo.xlsx": "2" });
  });

  it("in a copy that was to be replaced stays, and is not told as ours", async () => {
    const disk = await workspace({ "a.xlsx": "1", "~$a.xlsx": "quien" });
    const first = await open(disk);
    await first.commit(await cambio(disk, "c1", [{ nombre: "p", archivos: { "a.xlsx": "2" } }]));
    await first.close();
    const dying = eventful(disk, "a.nuevo.xlsx", {
      refuse: () => {
        throw systemError("EIO", "a.nuevo.xlsx");
      },
    });
    const second = await open(dying);
    await expect(
      second.commit(await cambio(disk, "c2", [{ nombre: "p", archivos: { "a.xlsx": "3" } }])),
    ).rejects.toMatchObject({ code: "archivo-no-accesible" });
    await second.close();
    await disk.writeFile(`${raiz}/a.nuevo.xlsx`, Buffer.from("2 y lo mío"));
    const store = await open(disk);
    expect(store.recuperado?.omitidas).toEqual([{ parte: "p", causa: "abierto", path: `${raiz}/a.xlsx`, nuevo: null }]);
    expect(await contents(disk, /^[^.~]/)).toEqual({ "a.xlsx": "1", "a.nuevo.xlsx": "2 y lo mío" });
  });
});

describe("what a person does between a crash and the next run", () => {
  it("changing a file that was not written yet: theirs stays, ours is beside it, the state is the old one", async () => {
    const disk = await crashed("/espacio/b.xlsx");
    await disk.writeFile("/espacio/b.xlsx", Buffer.from("mío"));
    const [store, omitted] = await recovered(disk);
    expect(omitted).toEqual({ q: "cambio" });
    expect(await contents(disk, /^[^.]/)).toEqual({ "a.xlsx": "2", "b.xlsx": "mío", "b.nuevo.xlsx": "2" });
    expect([(await store.readEstado("p"))?.contenido, await store.readEstado("q")]).toEqual([2, null]);
  });

  it("changing a file that was written: theirs stays, the commit is made, and they are named", async () => {
    const disk = await crashed("/espacio/.metas/estado/p.json");
    await disk.writeFile("/espacio/a.xlsx", Buffer.from("2 y lo mío"));
    const [store, omitted] = await recovered(disk);
    expect(omitted).toEqual({});
    expect(store.recuperado?.cambiados).toEqual(["/espacio/a.xlsx"]);
    expect(await contents(disk, /^[^.]/)).toEqual({ "a.xlsx": "2 y lo mío", "b.xlsx": "2" });
    expect((await store.readEstado("p"))?.contenido).toBe(2);
  });

  it("removing a temporary file: that parte goes back, the others go on", async () => {
    const disk = await crashed("/espacio/.metas/estado/p.json");
    const temporal = (await walk(disk, `${raiz}/.metas/estado`)).find((name) => name.endsWith("-2.tmp")) ?? "";
    await disk.unlink(`${raiz}/.metas/estado/${temporal}`);
    const [store, omitted] = await recovered(disk);
    expect(omitted).toEqual({ p: "perdido" });
    expect(await contents(disk, /^[^.]/)).toEqual({ "a.xlsx": "1", "b.xlsx": "2" });
    expect([await store.readEstado("p"), (await store.readEstado("q"))?.contenido]).toEqual([null, 2]);
  });

  it.each(["", "{", '{"version":2}', "[]"])("a journal of %j is not guessed at: everything stays", async (broken) => {
    const disk = await crashed("/espacio/b.xlsx");
    await disk.writeFile("/espacio/.metas/diario.json", Buffer.from(broken));
    const before = await contents(disk, /^(?!.metas\/candados)/);
    await expect(open(disk)).rejects.toMatchObject({
      code: "diario-danado",
      exitCode: 1,
      where: "/espacio/.metas/diario.json",
    });
    expect(await contents(disk, /^(?!.metas\/candados)/)).toEqual(before);
  });
});

describe("state", () => {
  it("is read as it was stored, with its generation", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (contenido) => {
        const disk = await workspace({});
        const store = await open(disk);
        await store.commit({ corrida: "c1", partes: [{ nombre: "p", estado: { doc: contenido, otro: 1 } }] });
        await store.commit({ corrida: "c2", partes: [{ nombre: "p", estado: { doc: contenido, otro: 2 } }] });
        expect(JSON.stringify((await store.readEstado("doc"))?.contenido)).toBe(JSON.stringify(contenido));
        expect(await store.readEstado("doc")).toMatchObject({ nombre: "doc", generacion: 1, corrida: "c1" });
        expect(await store.readEstado("otro")).toMatchObject({ generacion: 2, corrida: "c2", contenido: 2 });
        expect(await store.listEstados()).toEqual(["doc", "otro"]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["cut", (content: string) => content.slice(0, -20)],
    ["empty", () => ""],
    ["changed by hand", (content: string) => content.replace('"valor": 5', '"valor": 6')],
    ["another document's", (content: string) => content.replace('"doc"', '"otro"')],
  ] as const)("that is %s is not believed, and a backup brings it back", async (_, damage) => {
    const disk = await workspace({});
    const store = await open(disk);
    const path = "/espacio/.metas/estado/doc.json";
    await store.commit({ corrida: "c1", partes: [{ nombre: "p", estado: { doc: { valor: 5 } } }] });
    await store.commit({ corrida: "c2", partes: [{ nombre: "p", estado: { doc: { valor: 7 } } }] });
    await store.commit({ corrida: "c3", partes: [{ nombre: "p", estado: { doc: { valor: 5 } } }] });
    await disk.writeFile(path, Buffer.from(damage((await disk.readFile(path)).toString("utf8"))));
    await expect(store.readEstado("doc")).rejects.toMatchObject({ code: "estado-danado", where: path, exitCode: 1 });
    await store.restore("c3", "r1");
    expect((await store.readEstado("doc"))?.contenido).toEqual({ valor: 7 });
  });

  it.each(["", "{}", null])("goes on when the head is %j: the rest says where it stands", async (damage) => {
    const disk = await workspace({ "a.xlsx": "1" });
    const first = await open(disk);
    await first.commit(await cambio(disk, "c1", [{ nombre: "p", archivos: { "a.xlsx": "2" } }]));
    await first.commit(await cambio(disk, "c2", [{ nombre: "p", estado: { p: 2 } }]));
    await first.close();
    const head = "/espacio/.metas/cabeza.json";
    await (damage === null ? disk.unlink(head) : disk.writeFile(head, Buffer.from(damage)));
    const store = await open(disk);
    expect([store.reconstruido, store.generacion()]).toEqual([true, 2]);
    expect((await store.commit(await cambio(disk, "c3", [{ nombre: "p", estado: { p: 3 } }]))).generacion).toBe(3);
    // Nobody knows whether lines were cut off, and a commit upon it does not make anybody know.
    expect(await store.verifyAudit()).toEqual({ lineas: 3, roturas: [{ code: "cadena-rota", linea: 3 }] });
  });

  it.each(["", null])("does not take an audit that was cut for whole where the head is %j", async (damage) => {
    const disk = await workspace({});
    const first = await open(disk);
    for (const p of [1, 2, 3]) await first.commit(await cambio(disk, `c${p}`, [{ nombre: "p", estado: { p } }]));
    await first.close();
    const [head, audit] = ["/espacio/.metas/cabeza.json", "/espacio/.metas/auditoria.jsonl"];
    await (damage === null ? disk.unlink(head) : disk.writeFile(head, Buffer.from(damage)));
    const [line = ""] = (await disk.readFile(audit)).toString("utf8").split("\n");
    await disk.writeFile(audit, Buffer.from(`${line}\n`));
    const store = await open(disk);
    expect((await store.verifyAudit()).roturas).toEqual([{ code: "fin-distinto", linea: null }]);
    await store.commit(await cambio(disk, "c4", [{ nombre: "p", estado: { p: 4 } }]));
    expect((await store.verifyAudit()).roturas).toEqual([{ code: "cadena-rota", linea: 2 }]);
  });

  it("tells of a head that is damaged where there is nothing else", async () => {
    const disk = await workspace({});
    await (await open(disk)).close();
    await disk.writeFile("/espacio/.metas/cabeza.json", Buffer.from("{"));
    expect((await open(disk)).reconstruido).toBe(true);
  });
});

describe("backups", () => {
  const names = ["a.xlsx", "libros/b.xlsx", "c.xlsx"] as const;
  const content = fc.constantFrom("1", "2", "3", null);
  const step = fc.record({ files: fc.tuple(content, content, content), doc: fc.integer({ min: 0, max: 3 }) });

  it("bring back everything as it was before any run, and that can be undone", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), fc.nat(), async (steps, pick) => {
        const disk = await workspace({});
        const store = await open(disk, { retencion: { corridas: 100, dias: 1 } });
        const seen: Record<string, unknown>[] = [];
        const now = async (): Promise<Record<string, unknown>> => ({
          ...(await contents(disk, /^[^.]/)),
          doc: (await store.readEstado("doc"))?.contenido ?? null,
        });
        for (const [index, { files, doc }] of steps.entries()) {
          seen.push(await now());
          const archivos = Object.fromEntries(names.map((name, at) => [name, files[at] ?? null]));
          await store.commit(await cambio(disk, `c${index}`, [{ nombre: "p", archivos, estado: { doc } }]));
        }
        const kept = await store.listCorridas();
        const chosen = kept[pick % kept.length]?.corrida ?? "";
        const last = await now();
        expect(await store.restore(chosen, "r1")).toMatchObject({ omitidas: [], sinRespaldo: [] });
        expect(await now()).toEqual(seen[Number(chosen.slice(1))]);
        // Going back may change nothing, when the runs after it had undone each other: then there is nothing to undo.
        const back = await store.restore("r1", "r2").catch((cause: unknown) => cause);
        expect(back).toEqual(
          expect.objectContaining(back instanceof SyncError ? { code: "corrida-no-existe" } : { omitidas: [] }),
        );
        expect(await now()).toEqual(last);
        expect((await store.verifyAudit()).roturas).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it.each([
    ["as the last run left it", "3", []],
    ["as an earlier run left it", "2", ["/espacio/a.xlsx"]],
    ["changed later", "mío", ["/espacio/a.xlsx"]],
    ["as it was before the first", "1", []],
    ["removed later", null, []],
  ] as const)("keep what stands there too, and name it when somebody changed it: %s", async (_, now, named) => {
    const disk = await workspace({ "a.xlsx": "1", "b.xlsx": "1" });
    const store = await open(disk);
    for (const version of ["2", "3"]) {
      const archivos = { "a.xlsx": version, "b.xlsx": version };
      await store.commit(await cambio(disk, `c${version}`, [{ nombre: "p", archivos, estado: { p: version } }]));
    }
    if (now === null) await disk.unlink("/espacio/a.xlsx");
    else await disk.writeFile("/espacio/a.xlsx", Buffer.from(now));
    expect(await store.restore("c2", "r1")).toMatchObject({ hechas: ["restaurar"], posteriores: named });
    expect(await contents(disk, /^[^.]/)).toEqual({ "a.xlsx": "1", "b.xlsx": "1" });
    await store.restore("r1", "r2");
    expect(await contents(disk, /^[^.]/)).toEqual({ "b.xlsx": "3", ...(now === null ? {} : { "a.xlsx": now }) });
  });

  it("name no document of the store's own, which is damaged when it is not as it was left", async () => {
    const disk = await workspace({});
    const store = await open(disk);
    for (const p of [1, 2]) await store.commit(await cambio(disk, `c${p}`, [{ nombre: "p", estado: { p } }]));
    await disk.writeFile("/espacio/.metas/estado/p.json", Buffer.from("dañado"));
    expect(await store.restore("c2", "r1")).toMatchObject({ hechas: ["restaurar"], posteriores: [] });
    expect((await store.readEstado("p"))?.contenido).toBe(1);
  });

  it("tell nothing as kept when nothing could be put back", async () => {
    const disk = await workspace({ "a.xlsx": "1" });
    const store = await open(disk);
    await store.commit(await cambio(disk, "c1", [{ nombre: "p", archivos: { "a.xlsx": "2" } }]));
    await disk.writeFile("/espacio/a.xlsx", Buffer.from("mío"));
    await disk.writeFile("/espacio/~$a.xlsx", Buffer.from("quien"));
    expect(await store.restore("c1", "r1")).toMatchObject({ hechas: [], posteriores: [] });
    expect((await store.listCorridas()).map(({ corrida }) => corrida)).toEqual(["c1"]);
    expect(await text(disk, "a.xlsx")).toBe("mío");
  });

  it("name what was not kept, and tell a damaged content from a missing one", async () => {
    const disk = await workspace({ "a.xlsx": "1", "b.xlsx": "1" });
    const store = await open(disk);
    await store.commit({
      corrida: "c1",
      partes: [
        {
          nombre: "p",
          archivos: [
            archivo("a.xlsx", "2", "1"),
            { ...archivo("b.xlsx", "2", "1x"), respaldar: false, esperado: hashOf(Buffer.from("1")) },
          ],
        },
      ],
    });
    await expect(store.restore("c0", "r0")).rejects.toMatchObject({ code: "corrida-no-existe", exitCode: 2 });
    const object = `/espacio/.metas/respaldos/objetos/${hashOf(Buffer.from("1")) ?? ""}`;
    await disk.writeFile(object, Buffer.from("1 dañado"));
    await expect(store.restore("c1", "r0")).rejects.toMatchObject({ code: "respaldo-danado", where: object });
    await disk.unlink(object);
    await expect(store.restore("c1", "r0")).rejects.toMatchObject({ code: "respaldo-no-existe", where: object });
    expect(await contents(disk, /^[^.]/)).toEqual({ "a.xlsx": "2", "b.xlsx": "2" });
    await disk.writeFile(object, Buffer.from("1"));
    expect(await store.restore("c1", "r1")).toMatchObject({ hechas: ["restaurar"], sinRespaldo: ["/espacio/b.xlsx"] });
    expect(await contents(disk, /^[^.]/)).toEqual({ "a.xlsx": "1", "b.xlsx": "2" });
  });

  it("go at once where they were kept for a parte that was not to be", async () => {
    const disk = await workspace({ "a.xlsx": "0", "b.xlsx": "suyo" });
    const store = await open(disk, { retencion: { corridas: 3, dias: 10 } });
    await store.commit(await cambio(disk, "c0", [{ nombre: "p", archivos: { "a.xlsx": "1" } }]));
    await disk.writeFile(`${raiz}/~$b.xlsx`, Buffer.from("quien"));
    const next = await cambio(disk, "c1", [{ nombre: "p", archivos: { "b.xlsx": "2" } }]);
    expect(causas(await store.commit(next))).toEqual({ p: "abierto" });
    expect(await store.prune()).toEqual({ corridas: [], objetos: 1 });
    await store.restore("c0", "r0");
    expect(await text(disk, "a.xlsx")).toBe("0");
  });

  it("of files that are not kept go with the first run of another day", async () => {
    const disk = await workspace({ "nota.txt": "0" });
    let hour = 0;
    const options = { now: (): Date => new Date(Date.UTC(2017, 0, 1, hour)), retencion: { corridas: 30, dias: 90 } };
    for (const [at, objetos] of [
      [1, 1],
      [2, 0],
      [26, 2],
    ] as const) {
      hour = at;
      const store = await open(disk, options);
      const nota = { ...archivo("nota.txt", `${at}`, await text(disk, "nota.txt")), respaldar: false };
      await store.commit({ corrida: `c${at}`, partes: [{ nombre: "p", archivos: [nota], auditoria: ["p"] }] });
      expect(await store.prune()).toEqual({ corridas: [], objetos });
      await store.close();
    }
  });

  it("go when they are both too many and too old, and their contents with them", async () => {
    const disk = await workspace({ "a.xlsx": "0" });
    let day = 0;
    const now = (): Date => new Date(Date.UTC(2017, 0, 1 + day));
    const store = await open(disk, { now, retencion: { corridas: 3, dias: 10 } });
    for (day = 0; day < 20; day += 2) {
      const next = await cambio(disk, `c${day}`, [{ nombre: "p", archivos: { "a.xlsx": `${day + 1}` } }]);
      await store.commit(next);
    }
    day = 20;
    expect(await store.prune()).toEqual({ corridas: ["c0", "c2", "c4", "c6", "c8"], objetos: 5 });
    expect((await store.listCorridas()).map(({ corrida }) => corrida)).toEqual(["c10", "c12", "c14", "c16", "c18"]);
    day = 60;
    expect(await store.prune()).toEqual({ corridas: ["c10", "c12"], objetos: 2 });
    expect(await store.prune()).toEqual({ corridas: [], objetos: 0 });
    await store.restore("c14", "r1");
    expect(await text(disk, "a.xlsx")).toBe("13");
  });
});

describe("the audit", () => {
  const damages: readonly [string, (lines: string[]) => string[], roturas: object[]][] = [
    ["nothing", (lines) => lines, []],
    [
      "a changed line",
      (lines) => lines.map((line) => line.replace('"dato":2', '"dato":9')),
      [{ code: "cadena-rota", linea: 4 }],
    ],
    [
      "the last line changed",
      (lines) => lines.map((line) => line.replace('"dato":4', '"dato":9')),
      [{ code: "fin-distinto", linea: null }],
    ],
    ["a removed line", (lines) => lines.filter((_, index) => index !== 1), [{ code: "cadena-rota", linea: 2 }]],
    ["the first line removed", (lines) => lines.slice(1), [{ code: "cadena-rota", linea: 1 }]],
    [
      "two lines swapped",
      ([a = "", b = "", ...others]) => [b, a, ...others],
      [
        { code: "cadena-rota", linea: 1 },
        { code: "cadena-rota", linea: 2 },
        { code: "cadena-rota", linea: 3 },
      ],
    ],
    ["no last line", (lines) => lines.slice(0, -1), [{ code: "fin-distinto", linea: null }]],
    [
      "a strange line",
      (lines) => [...lines.slice(0, 2), "hola", ...lines.slice(2)],
      [{ code: "no-es-json", linea: 3 }],
    ],
    ["no file", () => [], [{ code: "fin-distinto", linea: null }]],
  ];

  it.each(damages)("with %s says where, and goes on", async (_, damage, roturas) => {
    const disk = await workspace({});
    const store = await open(disk);
    for (const n of [0, 1, 2, 3, 4])
      await store.commit({ corrida: `c${n}`, partes: [{ nombre: "p", auditoria: [n] }] });
    const path = "/espacio/.metas/auditoria.jsonl";
    const lines = (await disk.readFile(path))
      .toString("utf8")
      .split("\n")
      .filter((line) => line !== "");
    const damaged = damage(lines);
    // Without its last newline, as an editor may leave it.
    await disk.writeFile(path, Buffer.from(damaged.join("\n")));
    expect((await store.verifyAudit()).roturas).toEqual(roturas);
    await store.commit({ corrida: "c9", partes: [{ nombre: "p", auditoria: [9] }] });
    const after = await store.verifyAudit();
    expect(after.lineas).toBe(damaged.length + 1);
    expect(after.roturas.length).toBe(roturas.length);
  });
});

/** A disk on which renaming over a file may be refused, and something happens after it. */
function eventful(
  disk: MemoryDisk,
  at: string,
  { after, refuse }: { readonly after?: () => Promise<void>; readonly refuse?: () => boolean },
): Disk {
  return {
    ...watchedDisk(disk, () => undefined),
    rename: async (from, to) => {
      if (to === `${raiz}/${at}` && refuse?.() === true) throw systemError("EBUSY", to);
      await disk.rename(from, to);
      if (to === `${raiz}/${at}`) await after?.();
    },
  };
}

/** Two partes of a file and a document; the run ends before the rename over `cut`. */
async function crashed(cut: string): Promise<MemoryDisk> {
  const disk = await workspace({ "a.xlsx": "1", "b.xlsx": "1" });
  const dying = watchedDisk(disk, (_, call, path) => {
    if (call === "rename" && path === cut) throw systemError("EIO", path);
  });
  const store = await open(dying);
  const both = await cambio(disk, "c1", [
    { nombre: "p", archivos: { "a.xlsx": "2" }, estado: { p: 2 } },
    { nombre: "q", archivos: { "b.xlsx": "2" }, estado: { q: 2 } },
  ]);
  await expect(store.commit(both)).rejects.toMatchObject({ code: "archivo-no-accesible" });
  await store.close();
  return disk;
}

/** Opens the store, with what the recovery omitted and why. */
async function recovered(disk: MemoryDisk): Promise<[Store, Record<string, string>]> {
  const store = await open(disk);
  return [store, store.recuperado === null ? {} : causas(store.recuperado)];
}

interface Plan {
  readonly nombre: string;
  readonly requiere?: readonly string[];
  readonly archivos?: Readonly<Record<string, string | null>>;
  readonly estado?: Readonly<Record<string, unknown>>;
  readonly auditoria?: readonly string[];
}

/** A commit that expects what is on the disk; one line of audit a parte. */
async function cambio(disk: Disk, corrida: string, plans: readonly Plan[]): Promise<Cambio> {
  const partes: Parte[] = [];
  for (const { nombre, requiere = [], archivos = {}, estado = {}, auditoria = [nombre] } of plans) {
    const files: Parte["archivos"] = await Promise.all(
      Object.entries(archivos).map(async ([path, content]) => archivo(path, content, await text(disk, path))),
    );
    partes.push({ nombre, requiere, archivos: files, estado, auditoria });
  }
  return { corrida, partes };
}

function archivo(path: string, content: string | null, before: string | null): NonNullable<Parte["archivos"]>[number] {
  return { path, content: bytes(content), esperado: hashOf(bytes(before)), respaldar: true };
}

function bytes(value: string | null): Buffer | null {
  return value === null ? null : Buffer.from(value);
}

async function workspace(files: Readonly<Record<string, string>>): Promise<MemoryDisk> {
  const disk = new MemoryDisk();
  await disk.mkdir(`${raiz}/libros`);
  for (const [path, content] of Object.entries(files)) await disk.writeFile(`${raiz}/${path}`, Buffer.from(content));
  return disk;
}

async function text(disk: Disk, path: string): Promise<string | null> {
  return (await readIfThere(disk, `${raiz}/${path}`))?.toString("utf8") ?? null;
}

/** Every file whose path fits, with its content. */
async function contents(disk: Disk, fits = /^/): Promise<Record<string, string | null>> {
  const paths = (await walk(disk, raiz)).filter((path) => fits.test(path));
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await text(disk, path)] as const)));
}

function causas({ omitidas }: Terminado): Record<string, string> {
  return Object.fromEntries(omitidas.map(({ parte, causa }) => [parte, causa]));
}

function markOf(path: string, how: string): string | null {
  const [folder = "", name = ""] = path.includes("/") ? path.split("/") : [".", path];
  if (how === "~$") return `${folder}/~$${name}`.replace("./", "");
  return how === ".~lock" ? `${folder}/.~lock.${name}#`.replace(/^\.\//, "") : null;
}
