import { spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { chmod, mkdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { SyncError } from "../../../sync/errors.ts";
import { Pieces } from "../../../sync/pieces.ts";
import { nodeDisk } from "../../../sync/store/disk.ts";
import { thisEquipo } from "../../../sync/store/equipo.ts";
import { kernelLock, lockPath } from "../../../sync/store/kernel-lock.ts";
import { hashOf } from "../../../sync/sha256.ts";
import type { OpcionesStore, Store } from "../../../sync/store/store.ts";
import { watchedDisk } from "./faulty-disk.ts";
import { begin, cambioTo, look, openQuietly, walk } from "./historia.ts";
import { MemoryDisk } from "./memory-disk.ts";
import { compileChild, ended, isReady, startChild, type Ended } from "./store-process.ts";

const folder = mkdtempSync(join(tmpdir(), "metas-lock-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Whether this machine lets us start a process in a network of its own, as a container does. */
const ownNetwork = ["unshare", "-n"] as const;
const canUnshare = spawnSync(ownNetwork[0], [ownNetwork[1], "true"], { stdio: "ignore" }).status === 0;

describe("two processes", () => {
  let script = "";
  let number = 0;
  let raiz = "";
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    script = await compileChild(join(folder, "out"));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  /** A workspace at version 1 and a process that holds it. */
  const hold = async (before: readonly string[] = []): Promise<{ child: ChildProcess; end: Promise<Ended> }> => {
    raiz = join(folder, `espacio-${(number += 1)}`);
    await mkdir(raiz);
    await begin(raiz, nodeDisk);
    const child = startChild(script, [raiz, "hold"], before);
    children.push(child);
    const end = ended(child);
    await isReady(child);
    return { child, end };
  };
  const attempt = (before: readonly string[] = []): Promise<Ended> => ended(startChild(script, [raiz, "run"], before));
  const refusal = z.strictObject({ code: z.literal("candado-ocupado"), exitCode: z.literal(11), message: z.string() });
  const expectRefused = async (child: ChildProcess, before: readonly string[] = []): Promise<void> => {
    const seen = await fingerprint(raiz);
    const { code, out, err } = await attempt(before);
    expect({ code, err }).toEqual({ code: 11, err: "" });
    expect(refusal.parse(JSON.parse(out)).message).toContain(`proceso ${child.pid ?? 0}`);
    expect(await fingerprint(raiz)).toEqual(seen);
  };
  const expectVersion = async (version: number): Promise<void> => {
    const store = await openQuietly(raiz, nodeDisk);
    const { versiones, roturas, sobras } = await look(store, nodeDisk, raiz);
    expect({ versiones: new Set(Object.values(versiones).flat()), roturas, sobras }).toEqual({
      versiones: new Set([version]),
      roturas: 0,
      sobras: [],
    });
    await store.close();
  };

  it("at once: the second ends with 11, having touched nothing, and the first does its work", async () => {
    const { child, end } = await hold();
    await expectRefused(child);
    child.stdin?.end();
    expect(await end).toMatchObject({ code: 0, err: "" });
    await expectVersion(2);
  });

  it("does not rob a holder that is stopped, which goes on when it may", async () => {
    const { child, end } = await hold();
    child.kill("SIGSTOP");
    await expectRefused(child);
    child.kill("SIGCONT");
    child.stdin?.end();
    expect(await end).toMatchObject({ code: 0, err: "" });
    await expectVersion(2);
  });

  it("takes over from a killed one at once", async () => {
    const { child, end } = await hold();
    child.kill("SIGKILL");
    await end;
    expect(await attempt()).toMatchObject({ code: 0, out: "", err: "" });
    await expectVersion(2);
  });

  it.skipIf(!canUnshare)("in networks of their own, as containers are, know each other by the file", async () => {
    const { child, end } = await hold(ownNetwork);
    await expectRefused(child);
    await expectRefused(child, ownNetwork);
    child.stdin?.end();
    expect(await end).toMatchObject({ code: 0, err: "" });
    await expectVersion(2);
  });
});

describe("the lock's file", () => {
  const raiz = "/espacio";
  const minute = 60_000;

  /** Machines that share a folder and no kernel, and one clock for all. */
  const machines = async (): Promise<{
    disk: MemoryDisk;
    pass: (ms: number) => void;
    on: (host: string, more?: Partial<OpcionesStore>) => Promise<Store>;
  }> => {
    const disk = new MemoryDisk();
    let now = Date.UTC(2017, 9, 2);
    const rest = (host: string): Partial<OpcionesStore> => ({
      equipo: { host, pid: 7, ambito: host, arranque: null },
      kernel: () => Promise.resolve(() => Promise.resolve()),
      now: () => new Date(now),
    });
    await begin(raiz, disk, rest("primero"));
    return {
      disk,
      pass: (ms) => void (now += ms),
      on: (host, more) => openQuietly(raiz, disk, { ...rest(host), ...more }),
    };
  };

  it("keeps another machine out while its holder gives signs of life, and lets it in after", async () => {
    const { disk, pass, on } = await machines();
    const beats: (() => void)[] = [];
    const every = (_: number, action: () => void): (() => void) => {
      beats.push(action);
      return () => undefined;
    };
    await on("uno", { candado: { every } });
    for (let count = 0; count < 5; count++) {
      pass(9 * minute);
      for (const beat of beats) beat();
      await new Promise(setImmediate);
      const seen = await fingerprint(raiz, disk);
      await expect(on("dos")).rejects.toMatchObject({
        code: "candado-ocupado",
        exitCode: 11,
        message: expect.stringContaining("«uno»"),
      });
      expect(await fingerprint(raiz, disk)).toEqual(seen);
    }
    pass(10 * minute + 1);
    expect((await on("dos")).recuperado).toBe(null);
  });

  it("lets the next in when it was let go", async () => {
    const { on } = await machines();
    await (await on("uno")).close();
    expect((await on("dos")).generacion()).toBe(1);
  });

  it("stops the old holder at its commit, which then touches nothing, nor when it lets go", async () => {
    const { disk, pass, on } = await machines();
    const old = await on("uno");
    pass(11 * minute);
    const next = await on("dos");
    const seen = await fingerprint(raiz, disk);
    await expect(old.commit(cambioTo(2, 1))).rejects.toMatchObject({ code: "candado-perdido", exitCode: 11 });
    await old.close();
    expect(await fingerprint(raiz, disk)).toEqual(seen);
    await next.commit(cambioTo(2, 1));
    await next.close();
  });

  it("keeps the pieces of the new holder's files from the old one, which finds its own gone", async () => {
    const { pass, on } = await machines();
    const old = await on("uno");
    const theirs = new Pieces([await old.spool.keep(Buffer.alloc(20_000, "u"))]);
    pass(11 * minute);
    const next = await on("dos");
    const ours = new Pieces([await next.spool.keep(Buffer.alloc(20_000, "d"))]);
    const lost = { code: "candado-perdido", exitCode: 11 };
    await expect(old.spool.keep(Buffer.alloc(20_000, "u"))).rejects.toMatchObject(lost);
    await expect(theirs.bytes()).rejects.toMatchObject(lost);
    await old.close();
    expect((await ours.bytes()).equals(Buffer.alloc(20_000, "d"))).toBe(true);
    await next.close();
  });

  it("keeps every parte whole when the old holder wakes up anywhere in its commit", async () => {
    let lost = 0;
    for (let at = 1; ; at++) {
      const { disk, pass, on } = await machines();
      let isArmed = false;
      let count = 0;
      let versionNow = -1;
      let seen: unknown = null;
      const sleeping = watchedDisk(disk, async (_, call, path) => {
        // Between the look at the fence and the change after it nothing helps, there or anywhere: sleep before the look.
        if (!isArmed || call !== "readdir" || !path.endsWith("candados") || ++count !== at) return;
        pass(11 * minute);
        const next = await on("dos");
        const { versiones } = await look(next, disk, raiz);
        versionNow = new Set(Object.values(versiones).flat()).size === 1 ? (versiones["canonico"]?.[0] ?? -1) : -1;
        await next.commit(cambioTo(3, versionNow));
        seen = await fingerprint(raiz, disk);
      });
      const old = await on("uno", { disk: sleeping });
      isArmed = true;
      const outcome = await old.commit(cambioTo(2, 1)).then(
        () => "done",
        (cause: unknown) => cause,
      );
      if (outcome === "done") break;
      lost += 1;
      expect(outcome).toMatchObject({ code: "candado-perdido" });
      expect([1, 2]).toContain(versionNow);
      expect(await fingerprint(raiz, disk)).toEqual(seen);
    }
    expect(lost).toBeGreaterThan(5);
  });

  it("lets in one of many that come at once, whatever the order of their calls", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 5 }), async (scheduler, count) => {
        const { disk, pass, on } = await machines();
        await on("muerto");
        pass(11 * minute);
        const slow = watchedDisk(disk, async () => scheduler.schedule(Promise.resolve()));
        const runs = Array.from({ length: count }, (_, index) => on(`equipo-${index}`, { disk: slow }));
        const settled = Promise.allSettled(runs);
        await scheduler.waitFor(settled);
        const results = await settled;
        expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
        const refusals = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
        const locked = { code: expect.stringMatching(/^candado-/), exitCode: 11 };
        expect(refusals).toEqual(refusals.map(() => expect.objectContaining(locked)));
      }),
      { numRuns: 60 },
    );
  });

  const [started, minutesLater] = [Date.UTC(2017, 9, 2, 0, 2), { maquina: "m", id: "segundo" }];
  it.each([
    ["of this machine before it was started anew", {}, {}, true],
    ["of this very start", {}, { id: "primero" }, false],
    ["of another machine", {}, { maquina: "otra" }, false],
    ["of a machine that was copied with its id, under another name", { host: "copia" }, {}, false],
    ["of a copy of this machine that gives signs of life", {}, { desde: started - 3 * minute }, false],
    ["that does not say of which start it is", { arranque: null }, {}, false],
    ["of an earlier version, which could not say it", { arranque: undefined }, {}, false],
  ] as const)("%s: held, or taken over at once", async (_, holder, start, isTaken) => {
    const { disk, pass, on } = await machines();
    const first = { maquina: "m", id: "primero", desde: Date.UTC(2017, 9, 1) };
    await on("uno", { equipo: { host: "alcaldia", pid: 7, ambito: "primero", arranque: first } });
    const path = `${raiz}/.metas/candados/0000000002.json`;
    const written: object = JSON.parse((await disk.readFile(path)).toString("utf8"));
    await disk.writeFile(path, Buffer.from(JSON.stringify({ ...written, ...holder })));
    pass(3 * minute);
    const arranque = { ...minutesLater, desde: started, ...start };
    const next = on("dos", { equipo: { host: "alcaldia", pid: 7, ambito: "segundo", arranque } });
    const outcome = await next.then(
      () => "taken",
      (cause: unknown) => (cause instanceof SyncError ? cause.code : cause),
    );
    expect(outcome).toBe(isTaken ? "taken" : "candado-ocupado");
  });

  it("that cannot be read counts by its age", async () => {
    const { disk, on } = await machines();
    await disk.writeFile("/espacio/.metas/candados/0000000099.json", Buffer.from(""));
    const aged = (modified: number): MemoryDisk =>
      Object.assign(disk, { stat: async () => ({ isFolder: true, mode: 0o644, size: 0, modified }) });
    await expect(on("dos", { disk: aged(Date.UTC(2017, 9, 2) - minute) })).rejects.toMatchObject({
      code: "candado-ocupado",
    });
    await on("dos", { disk: aged(Date.UTC(2017, 9, 1)) });
  });
});

describe("the kernel's lock", () => {
  it("is had by one at a time, and named so that every Node names it alike", async () => {
    const key = hashOf(Buffer.from(folder)) ?? "";
    const free = await kernelLock(key);
    expect(free).not.toBe(null);
    expect(await kernelLock(key)).toBe(null);
    await free?.();
    const again = await kernelLock(key);
    expect(again).not.toBe(null);
    await again?.();
    expect(lockPath(key, "linux")).toHaveLength(108);
    expect(lockPath(key, "win32")).toBe(`\\\\.\\pipe\\metas-${key}`);
    expect(lockPath(key, "darwin")).toHaveLength(join(tmpdir(), "metas-.sock").length + 24);
  });
});

describe("this machine", () => {
  const boot = "/proc/sys/kernel/random/boot_id";
  const machinePath = "/etc/machine-id";
  const machine = existsSync(machinePath) ? readFileSync(machinePath, "utf8").trim() : "";
  it.skipIf(!/^[0-9a-f]{32}$/.test(machine) || !existsSync(boot))("tells its starts apart, not its id", async () => {
    const { arranque, ambito } = thisEquipo();
    const id = (await readFile(boot, "utf8")).trim();
    expect(ambito).toContain(id);
    expect(arranque).toMatchObject({ id, maquina: expect.not.stringContaining(machine) });
    const started = Number(/^btime (\d+)$/m.exec(await readFile("/proc/stat", "utf8"))?.[1]) * 1000;
    expect(Math.abs((arranque?.desde ?? 0) - started)).toBeLessThan(60_000);
  });
});

describe("the real disk", () => {
  it("keeps the permissions of what it replaces, and follows a link to it", async () => {
    const raiz = join(folder, "permisos");
    await mkdir(join(raiz, "lejos"), { recursive: true });
    const [path, real] = [join(raiz, "a.xlsx"), join(raiz, "lejos", "a.xlsx")];
    await writeFile(real, "1");
    await chmod(real, 0o664);
    await symlink(real, path);
    const store = await openQuietly(raiz, nodeDisk);
    const esperado = hashOf(Buffer.from("1"));
    await store.commit({
      corrida: "c1",
      partes: [{ nombre: "p", archivos: [{ path: "a.xlsx", content: Buffer.from("2"), esperado, respaldar: true }] }],
    });
    await store.close();
    expect(await readFile(real, "utf8")).toBe("2");
    expect((await stat(real)).mode & 0o777).toBe(0o664);
    expect(await readFile(path, "utf8")).toBe("2");
  });

  it("is one workspace by whatever link it is reached, and a file has one name in it", async () => {
    const [raiz, link] = [join(folder, "uno"), join(folder, "otro")];
    await mkdir(raiz);
    await symlink(raiz, link);
    const store = await openQuietly(link, nodeDisk);
    await expect(openQuietly(raiz, nodeDisk)).rejects.toMatchObject({ code: "candado-ocupado" });
    const nuevo = { path: join(link, "nueva", "a.xlsx"), content: Buffer.from("1"), esperado: null, respaldar: true };
    await store.commit({ corrida: "c1", partes: [{ nombre: "p", archivos: [nuevo] }] });
    const paths = (await store.listCorridas()).flatMap(({ archivos }) => archivos.map(({ path }) => path));
    expect(paths).toEqual(["nueva/a.xlsx"]);
    await store.close();
  });

  it("names a workspace that is not there", async () => {
    await expect(openQuietly(join(folder, "nada"), nodeDisk)).rejects.toMatchObject({ code: "carpeta-no-existe" });
  });
});

/** Every file with its content and, on the real disk, when it was last written. */
async function fingerprint(
  raiz: string,
  disk: MemoryDisk | typeof nodeDisk = nodeDisk,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const path of await walk(disk, raiz)) {
    const { modified } = await disk.stat(join(raiz, path));
    found[path] = `${modified} ${hashOf(await disk.readFile(join(raiz, path))) ?? ""}`;
  }
  return found;
}
