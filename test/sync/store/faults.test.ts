import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SyncError } from "../../../sync/errors.ts";
import type { Disk } from "../../../sync/store/disk.ts";
import { systemError, watchedDisk } from "./faulty-disk.ts";
import { begin, cambioTo, look, openQuietly, runTo } from "./historia.ts";
import { MemoryDisk } from "./memory-disk.ts";

const raiz = "/espacio";
const rest = {
  equipo: { host: "alcaldia", pid: 7, ambito: "el mismo", arranque: null },
  kernel: () => Promise.resolve(() => Promise.resolve()),
};
const codes = ["EIO", "ENOSPC", "EACCES", "EBUSY"] as const;

describe("a run on a disk that fails", () => {
  it.each(codes)("completes or says why when any one call fails with %s, and the next run works", async (code) => {
    const outcomes = { completed: 0, completedOld: 0, failed: 0, old: 0, new: 0 };
    const calls = await countCalls();
    for (let at = 1; at <= calls; at++) {
      const disk = await fresh();
      const error = await failureOf(runTo(2, 1, raiz, failing(disk, [at], code), rest));
      outcomes[error === null ? "completed" : "failed"] += 1;
      const versiones = await checkWhole(disk);
      // One failure, gone at the next try, splits nothing.
      expect(new Set(Object.values(versiones)).size).toBe(1);
      outcomes[versiones["canonico"] === 1 ? "old" : "new"] += 1;
      if (error === null) outcomes.completedOld += versiones["canonico"] === 1 ? 1 : 0;
    }
    console.log(`${code} at each of ${calls} calls: ${JSON.stringify(outcomes)}`);
    expect(outcomes.completedOld).toBe(0);
    expect(outcomes.failed).toBeGreaterThan(100);
    expect(Math.min(outcomes.old, outcomes.new)).toBeGreaterThan(20);
  });

  it("keeps every parte whole when a run and the recovery after it fail in several places", async () => {
    const calls = await countCalls();
    const failure = fc.record({
      run: fc.uniqueArray(fc.integer({ min: 1, max: calls }), { minLength: 1, maxLength: 8 }),
      recovery: fc.uniqueArray(fc.integer({ min: 1, max: 90 }), { maxLength: 4 }),
      code: fc.constantFrom(...codes),
    });
    await fc.assert(
      fc.asyncProperty(failure, async ({ run, recovery, code }) => {
        const disk = await fresh();
        await failureOf(runTo(2, 1, raiz, failing(disk, run, code), rest));
        await failureOf(openQuietly(raiz, failing(disk, recovery, code), rest));
        expect((await checkWhole(disk))["canonico"]).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

/** Opens what is left, with nothing failing, checks it and goes on from it. */
async function checkWhole(disk: MemoryDisk): Promise<Record<string, number>> {
  const store = await openQuietly(raiz, disk, rest);
  const found = await look(store, disk, raiz);
  const versiones: Record<string, number> = {};
  for (const [nombre, [version = -1, ...others]] of Object.entries(found.versiones)) {
    expect(others).toEqual([]);
    versiones[nombre] = version;
    expect(found.auditadas[nombre]).toEqual(version === 1 ? [1, 1] : [1, 1, 2, 2]);
  }
  // What rests upon the canonical workbook is never there without it.
  expect(Math.max(...Object.values(versiones))).toBe(versiones["canonico"]);
  expect(found).toMatchObject({
    roturas: 0,
    faltantes: [],
    sobras: found.sobras.filter((path) => path.includes(".nuevo")),
  });
  await store.commit(cambioTo(3, versiones));
  const after = await look(store, disk, raiz);
  expect(Object.values(after.versiones).flat()).toEqual([3, 3, 3, 3]);
  expect(after).toMatchObject({ roturas: 0, faltantes: [], sobras: [] });
  await store.close();
  return versiones;
}

async function failureOf(run: Promise<unknown>): Promise<SyncError | null> {
  try {
    await run;
    return null;
  } catch (cause) {
    if (!(cause instanceof SyncError) || cause.hint === "" || cause.where === "") throw cause;
    return cause;
  }
}

function failing(disk: Disk, at: readonly number[], code: string): Disk {
  return watchedDisk(disk, (number, _, path) => {
    if (at.includes(number)) throw systemError(code, path);
  });
}

let start: MemoryDisk | null = null;

/** A workspace at version 1. */
async function fresh(): Promise<MemoryDisk> {
  if (start === null) {
    start = new MemoryDisk();
    await begin(raiz, start, rest);
  }
  return start.afterPowerLoss(() => true);
}

async function countCalls(): Promise<number> {
  let calls = 0;
  await runTo(
    2,
    1,
    raiz,
    watchedDisk(await fresh(), (number) => void (calls = number)),
    rest,
  );
  return calls;
}
