import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeDisk } from "../../../sync/store/disk.ts";
import { changing, watchedDisk, type Call } from "./faulty-disk.ts";
import { begin, look, openQuietly, runTo } from "./historia.ts";
import { compileChild, ended, startChild } from "./store-process.ts";

interface Point {
  readonly at: number;
  readonly call: Call;
  readonly path: string;
  readonly when: "before" | "half";
}

describe("a run ended by SIGKILL", { timeout: 240_000 }, () => {
  // SIGKILL takes nothing from what a process has written, so a disk in memory shows the same, only sooner.
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "metas-crash-"));
  const start = join(folder, "inicio");
  let script = "";
  let points: readonly Point[] = [];

  beforeAll(async () => {
    script = await compileChild(join(folder, "out"));
    await begin(start, nodeDisk);
    const whole = await copyOf(start, "entera");
    points = await pointsOf((disk) => runTo(2, 1, whole, disk));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("leaves every parte of one version, whichever call it was ended before or within", async () => {
    const versions = await twoAtATime(points, async (point) => {
      const raiz = await copyOf(start, `${point.at}-${point.when}`);
      await kill(raiz, "run", point);
      const version = await checkWhole(raiz);
      await runTo(3, version, raiz, nodeDisk);
      await rm(raiz, { recursive: true });
      return version;
    });
    const kills = { total: points.length, half: points.filter(({ when }) => when === "half").length };
    console.log(`SIGKILL in a run: ${JSON.stringify(kills)}, ${countOf(versions, 1)} old, ${countOf(versions, 2)} new`);
    expect(kills.total).toBeGreaterThan(80);
    // Once decided, always decided: the later the end, the newer the workspace.
    expect(versions).toEqual([...versions].sort((one, other) => one - other));
    expect(Math.min(countOf(versions, 1), countOf(versions, 2))).toBeGreaterThan(10);
  });

  it("leaves it when the recovery is ended too, at any call", async () => {
    const firsts = [
      find("writeFile", "cultura.xlsx"),
      find("rename", "libros/salud.xlsx"),
      find("unlink", "diario.json"),
    ];
    const kills: number[] = [];
    for (const first of firsts) {
      const killed = await copyOf(start, `primero-${first.at}`);
      await kill(killed, "run", first);
      const trial = await copyOf(killed, `prueba-${first.at}`);
      const again = await pointsOf(async (disk) => (await openQuietly(trial, disk)).close());
      const expected = await checkWhole(trial);
      await twoAtATime(again, async (point) => {
        const raiz = await copyOf(killed, `${first.at}-${point.at}-${point.when}`);
        await kill(raiz, "open", point);
        expect(await checkWhole(raiz)).toBe(expected);
        await rm(raiz, { recursive: true });
      });
      kills.push(again.length);
    }
    console.log(`SIGKILL in a recovery: ${kills.join(" + ")}`);
    expect(kills.reduce((sum, one) => sum + one)).toBeGreaterThan(50);
  });

  function find(call: Call, end: string): Point {
    const isIt = (point: Point): boolean => point.call === call && point.when === "before";
    const point = points.find((one) => isIt(one) && (one.path.endsWith(end) || temporalOf(one.path, end)));
    if (point === undefined) throw new Error(`no ${call} of ${end}`);
    return point;
  }

  async function copyOf(from: string, name: string): Promise<string> {
    const raiz = join(folder, name);
    await cp(from, raiz, { recursive: true });
    return raiz;
  }

  async function kill(raiz: string, what: "run" | "open", { at, when }: Point): Promise<void> {
    const { signal, err } = await ended(startChild(script, [raiz, what, String(at), when]));
    expect({ signal, err }).toEqual({ signal: "SIGKILL", err: "" });
  }
});

/** Temporary files are named after the run, not after their target. */
function temporalOf(path: string, end: string): boolean {
  return end === "cultura.xlsx" && path.includes("/libros/.metas-");
}

/** Opens what is left, and checks it. */
async function checkWhole(raiz: string): Promise<number> {
  const store = await openQuietly(raiz, nodeDisk);
  const found = await look(store, nodeDisk, raiz);
  const version = found.versiones["canonico"]?.[0] ?? -1;
  for (const versiones of Object.values(found.versiones)) expect(versiones).toEqual([version]);
  const lines = version === 1 ? [1, 1] : [1, 1, 2, 2];
  for (const auditadas of Object.values(found.auditadas)) expect(auditadas).toEqual(lines);
  expect(found).toMatchObject({ generacion: version, roturas: 0, faltantes: [], sobras: [] });
  await store.close();
  return version;
}

/** The calls of a run that change the disk, and again those that can stop half way. */
async function pointsOf(action: (disk: ReturnType<typeof watchedDisk>) => Promise<void>): Promise<Point[]> {
  const points: Point[] = [];
  const disk = watchedDisk(nodeDisk, (at, call, path, content) => {
    // Nor does syncing change what is seen after it.
    if (!changing.has(call) || call === "syncFolder") return;
    points.push({ at, call, path, when: "before" });
    if (content !== null) points.push({ at, call, path, when: "half" });
  });
  await action(disk);
  return points;
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

function countOf(versions: readonly number[], version: number): number {
  return versions.filter((one) => one === version).length;
}
