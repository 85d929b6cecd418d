import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { copyFile, cp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCodes, SyncError, type ExitCode } from "../../../sync/errors.ts";
import { nodeDisk, type Disk } from "../../../sync/store/disk.ts";
import { errorCode, runMetas } from "../cli/run.ts";
import { changing, systemError, watchedDisk, type Call } from "../store/faulty-disk.ts";
import { ended, isReady, startChild } from "../store/store-process.ts";
import { begin, bytesOf, look, sincronizarWith, type Hallado } from "./espacio-prueba.ts";

/** `METAS_TODO=1` tries every call of the file system instead of a sample of them, which takes a quarter of an hour. */
const isAll = process.env["METAS_TODO"] === "1";

interface Point {
  readonly at: number;
  readonly call: Call;
  readonly path: string;
  readonly when: "before" | "half";
}

describe("metas sincronizar on a bad day", () => {
  // SIGKILL takes nothing from what a process has written, so a disk in memory shows the same, only sooner.
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "metas-corrida-"));
  const start = join(folder, "inicio");
  let script = "";
  let esperado: Hallado;
  let calls: Point[] = [];

  beforeAll(async () => {
    script = await compileChild(join(folder, "out"));
    await begin(start);
    const whole = await copyOf(start, "entera");
    calls = await callsOf((disk) => sincronizarWith(whole, { disk }));
    esperado = await look(whole);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("has everything to write, in the run that the others are compared with", () => {
    expect(esperado).toMatchObject({
      conflictos: ["C-01 observaciones"],
      ajenos: [],
      roturas: 0,
      sobras: [],
      cambios: expect.arrayContaining([
        "C-02 ejecucion2017 canonico",
        "C-03 meta2017 libro",
        "S-01 meta2017 libro",
        "S-02 ejecucion2017 canonico",
      ]),
    });
  });

  it("loses nothing when it is ended by SIGKILL, whichever call it was ended before or within", async () => {
    const points = pick(pointsOf(calls), 18);
    const found = await twoAtATime(points, async (point) => {
      const raiz = await copyOf(start, `muerte-${point.at}-${point.when}`);
      await kill(raiz, point);
      return checkWhole(raiz);
    });
    tell("SIGKILL in a run", points.length, pointsOf(calls).length, found);
    expect(new Set(found)).toEqual(new Set(["antes", "despues"]));
  }, 3_600_000);

  it("loses nothing when the run that recovers is ended too", async () => {
    const firsts = pick(
      pointsOf(calls).filter(({ path, call }) => call === "rename" && path.includes("/libros/")),
      2,
    );
    const found: string[] = [];
    let all = 0;
    for (const first of firsts) {
      const killed = await copyOf(start, `primero-${first.at}`);
      await kill(killed, first);
      const trial = await copyOf(killed, `prueba-${first.at}`);
      const points = pointsOf(await callsOf((disk) => sincronizarWith(trial, { disk })));
      all += points.length;
      const again = await twoAtATime(pick(points, 4), async (point) => {
        const raiz = await copyOf(killed, `${first.at}-${point.at}-${point.when}`);
        await kill(raiz, point);
        return checkWhole(raiz);
      });
      found.push(...again);
    }
    tell("SIGKILL in a recovery", found.length, all, found);
    expect(found.length).toBeGreaterThan(4);
  }, 3_600_000);

  /** What is said of a fault, and the exit code where it only keeps one secretaría out, whose memory cannot be read. */
  const faults: readonly [code: string, said: string, apart: ExitCode][] = [
    ["EIO", "archivo-no-accesible 1", exitCodes.partial],
    ["ENOSPC", "disco-lleno 1", exitCodes.partial],
    ["EACCES", "sin-permiso 1", exitCodes.partial],
    ["EBUSY", "archivo-en-uso 5", exitCodes.temporary],
  ];

  it.each(faults)(
    "loses nothing when one call fails with %s, and says so or does all of its work",
    async (code, said, apart) => {
      const done = `salida ${exitCodes.conflicts}`;
      const points = pick(calls, 6);
      const outcomes: string[] = [];
      for (const { at } of points) {
        const raiz = await copyOf(start, `falla-${code}-${at}`);
        const disk = watchedDisk(nodeDisk, (number, _, path) => {
          if (number === at) throw systemError(code, path);
        });
        const reintentos = { pausas: [1, 1], random: () => 0, sleep: () => Promise.resolve() };
        const outcome = await outcomeOf(sincronizarWith(raiz, { disk, reintentos }));
        expect([done, said, `salida ${apart}`], `call ${at}`).toContain(outcome);
        // Who says that all is well must not have left anything to the next run.
        expect(outcome === done ? await look(raiz) : esperado, `call ${at}`).toEqual(esperado);
        outcomes.push(outcome);
        await checkWhole(raiz);
      }
      tell(`${code} in a run`, points.length, calls.length, outcomes);
      expect(outcomes).toContain(said);
    },
    3_600_000,
  );

  it("lets one run in at a time: the other ends with 11 and touches nothing", async () => {
    const raiz = await copyOf(start, "dos");
    const first = startChild(script, [raiz, "40", "hold"]);
    const end = ended(first);
    await isReady(first);
    const before = await bytesOf(raiz);
    const second = await runMetas(["sincronizar", "--json"], raiz);
    expect({ code: second.code, error: errorCode(second) }).toEqual({
      code: exitCodes.locked,
      error: "candado-ocupado",
    });
    expect(await bytesOf(raiz)).toEqual(before);
    first.stdin?.end();
    expect(await end).toMatchObject({ code: exitCodes.conflicts, err: "" });
    await checkWhole(raiz);
  }, 60_000);

  /** Goes on from what is left with a run to which nothing happens, and with one more that has nothing to do. */
  async function checkWhole(raiz: string): Promise<"antes" | "despues"> {
    const before = await bytesOf(raiz);
    const code = await sincronizarWith(raiz);
    expect(code).toBe(exitCodes.conflicts);
    expect(await look(raiz)).toEqual(esperado);
    const after = await bytesOf(raiz);
    expect(await sincronizarWith(raiz)).toBe(code);
    expect(await bytesOf(raiz)).toEqual(after);
    await rm(raiz, { recursive: true });
    return before["/libros/salud.xlsx"] === after["/libros/salud.xlsx"] ? "despues" : "antes";
  }

  async function copyOf(from: string, name: string): Promise<string> {
    const raiz = join(folder, name);
    await cp(from, raiz, { recursive: true });
    return raiz;
  }

  async function kill(raiz: string, { at, when }: Point): Promise<void> {
    const { signal, err } = await ended(startChild(script, [raiz, String(at), when]));
    expect({ signal, err }).toEqual({ signal: "SIGKILL", err: "" });
  }
});

/** How a run ended that something went wrong for: with a word of what to do, or as if nothing had happened. */
async function outcomeOf(corrida: Promise<number>): Promise<string> {
  try {
    return `salida ${await corrida}`;
  } catch (cause) {
    if (!(cause instanceof SyncError) || cause.hint === "" || cause.where === "") throw cause;
    return `${cause.code} ${cause.exitCode}`;
  }
}

/** Every call of the store in a run. */
async function callsOf(action: (disk: Disk) => Promise<unknown>): Promise<Point[]> {
  const found: Point[] = [];
  await action(watchedDisk(nodeDisk, (at, call, path) => void found.push({ at, call, path, when: "before" })));
  return found;
}

/** Those that change the disk, and again those that can stop half way. Syncing changes nothing that a process sees. */
function pointsOf(calls: readonly Point[]): Point[] {
  return calls.flatMap((point): Point[] => {
    if (!changing.has(point.call) || point.call === "syncFolder") return [];
    return ["writeFile", "copy", "writeAt", "append"].includes(point.call)
      ? [point, { ...point, when: "half" }]
      : [point];
  });
}

/** So many of them, from the first to the last. */
function pick<T>(items: readonly T[], count: number): readonly T[] {
  if (isAll || items.length <= count) return items;
  const step = (items.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, index) => items[Math.round(index * step)]).filter(
    (item) => item !== undefined,
  );
}

function tell(what: string, tried: number, all: number, outcomes: readonly string[]): void {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  console.log(`${what}: ${tried} of ${all} points: ${JSON.stringify(counts)}`);
}

/** As many as the machine has processors for, results in order. */
async function twoAtATime<T, R>(items: readonly T[], action: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>();
  const left = [...items.entries()];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) results.set(next[0], await action(next[1]));
  };
  await Promise.all([work(), work()]);
  return [...results.entries()].sort(([one], [other]) => one - other).map(([, result]) => result);
}

/** Into one file: many are started, and most of a start is the loading of modules. */
async function compileChild(outDir: string): Promise<string> {
  await build({
    root: fileURLToPath(new URL("../../..", import.meta.url)),
    configFile: false,
    logLevel: "error",
    build: { ssr: "test/sync/corrida/corrida-child.ts", outDir, emptyOutDir: true, target: "node20" },
    ssr: { noExternal: true },
  });
  // The program looks for its version in the package it is part of.
  await copyFile(fileURLToPath(new URL("../../../package.json", import.meta.url)), join(outDir, "package.json"));
  return join(outDir, "corrida-child.js");
}
