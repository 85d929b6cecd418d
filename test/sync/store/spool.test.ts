import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { Pieces, type Piece } from "../../../sync/pieces.ts";
import { sha256 } from "../../../sync/sha256.ts";
import { hashIfThere, nodeDisk, type Disk } from "../../../sync/store/disk.ts";
import type { Store } from "../../../sync/store/store.ts";
import { systemError, watchedDisk } from "./faulty-disk.ts";
import { openQuietly, walk } from "./historia.ts";
import { MemoryDisk } from "./memory-disk.ts";

const raiz = "/espacio";
const rest = {
  equipo: { host: "alcaldia", pid: 7, ambito: "el mismo", arranque: null },
  kernel: () => Promise.resolve(() => Promise.resolve()),
};
const open = (disk: Disk): Promise<Store> => openQuietly(raiz, disk, rest);

/** Of every size around that from which pieces go to the disk. */
const parts = [100_000, 3, 16_384, 16_383, 0, 40_000].map((length, index) => Buffer.alloc(length, index + 1));

describe("pieces of files that are to be", () => {
  it("are the file, whether they wait on the disk or in memory, as often as it is read", async () => {
    const store = await open(await workspace());
    const file = new Pieces(await Promise.all(parts.map(store.spool.keep)));
    const whole = Buffer.concat(parts);
    expect(file).toHaveLength(whole.length);
    expect(await file.sha256()).toBe(sha256(whole));
    for (let turn = 0; turn < 2; turn++) expect((await file.bytes()).equals(whole)).toBe(true);
    await store.close();
  });

  it("wait on the disk when they are large, until the store is closed", async () => {
    const disk = await workspace();
    const store = await open(disk);
    await store.spool.keep(Buffer.alloc(16_383));
    expect(await scratchOf(disk)).toEqual([]);
    for (const part of parts) await store.spool.keep(part);
    const [scratch = "", ...others] = await scratchOf(disk);
    expect(others).toEqual([]);
    expect((await disk.stat(`${raiz}/${scratch}`)).size).toBe(100_000 + 16_384 + 40_000);
    await store.close();
    expect((await walk(disk, raiz)).filter((path) => path.endsWith(".tmp"))).toEqual([]);
  });

  it("are let go of by the memory when they wait on the disk", async () => {
    const folder = await mkdtemp(join(tmpdir(), "metas-spool-"));
    const store = await openQuietly(folder, nodeDisk);
    const kept: Piece[] = [];
    const refs: WeakRef<object>[] = [];
    for (let count = 0; count < 5; count++) {
      const bytes = Buffer.alloc(20_000, count);
      refs.push(new WeakRef(bytes));
      kept.push(await store.spool.keep(bytes));
    }
    await collectGarbage();
    // The last one may still be on the stack.
    expect(refs.slice(0, -1).filter((ref) => ref.deref() !== undefined)).toEqual([]);
    expect(new Pieces(kept)).toHaveLength(100_000);
    await store.close();
    await rm(folder, { recursive: true });
  });

  it("of a run that ended are gone with the next opening", async () => {
    const disk = await workspace();
    await (await open(disk)).spool.keep(Buffer.alloc(50_000));
    const left = disk.afterPowerLoss(() => true);
    expect(await scratchOf(left)).toHaveLength(1);
    const next = await open(left);
    expect(await scratchOf(left)).toEqual([]);
    await next.close();
  });

  it.each([
    ["written", "writeAt"],
    ["read", "readAt"],
  ] as const)("that cannot be %s say so, and where", async (_, failing) => {
    const disk = watchedDisk(await workspace(), (_number, call, path) => {
      if (call === failing) throw systemError("ENOSPC", path);
    });
    const store = await open(disk);
    const action = async (): Promise<string> => new Pieces([await store.spool.keep(Buffer.alloc(50_000))]).sha256();
    await expect(action()).rejects.toMatchObject({ code: "disco-lleno", where: "/espacio/.metas" });
    await store.close();
  });

  it("that are not what they were are not taken for the file", async () => {
    const disk = await workspace();
    const store = await open(disk);
    const file = new Pieces([
      await store.spool.keep(Buffer.alloc(20_000, 1)),
      await store.spool.keep(Buffer.alloc(20_000, 2)),
    ]);
    const [scratch = ""] = await scratchOf(disk);
    const damaged = Buffer.concat([Buffer.alloc(20_000, 1), Buffer.alloc(20_000)]);
    for (const content of [damaged, damaged.subarray(0, 30_000)]) {
      await disk.writeFile(`${raiz}/${scratch}`, content);
      await expect(file.bytes()).rejects.toMatchObject({ code: "borrador-danado", exitCode: 1 });
    }
    await store.close();
  });

  it("that somebody removed are told of, and a folder of such a name stops nobody", async () => {
    const folder = await mkdtemp(join(tmpdir(), "metas-spool-"));
    const store = await openQuietly(folder, nodeDisk);
    const file = new Pieces([await store.spool.keep(Buffer.alloc(20_000, 1))]);
    const name = (await nodeDisk.readdir(join(folder, ".metas"))).find((each) => each.startsWith("borrador")) ?? "";
    await nodeDisk.unlink(join(folder, ".metas", name));
    await expect(file.bytes()).rejects.toMatchObject({ code: "borrador-danado" });
    await expect(store.spool.keep(Buffer.alloc(20_000))).rejects.toMatchObject({ code: "borrador-danado" });
    await store.close();
    await nodeDisk.mkdir(join(folder, ".metas", name));
    await (await openQuietly(folder, nodeDisk)).close();
    await rm(folder, { recursive: true });
  });

  it("of a moment in which a program holds the file wait for it", async () => {
    let refused = 0;
    const disk = watchedDisk(await workspace(), (_number, call, path) => {
      if (call === "writeAt" && refused++ === 0) throw systemError("EBUSY", path);
    });
    const store = await open(disk);
    const content = Buffer.alloc(20_000, 7);
    expect((await new Pieces([await store.spool.keep(content)]).bytes()).equals(content)).toBe(true);
    await store.close();
    expect(refused).toBe(2);
  });

  it("are put in the place of a file by a commit", async () => {
    const disk = await workspace();
    const store = await open(disk);
    const content = new Pieces(await Promise.all(parts.map(store.spool.keep)));
    const archivos = [{ path: "salida.xlsx", content, esperado: null, respaldar: true }];
    await store.commit({ corrida: "c1", partes: [{ nombre: "p", archivos }] });
    await store.close();
    expect(await hashIfThere(disk, "/espacio/salida.xlsx")).toBe(sha256(Buffer.concat(parts)));
  });
});

describe("a backup of a file", () => {
  it("of which a program lets go a moment later is made then", async () => {
    const disk = await workspace();
    const path = "/espacio/salida.xlsx";
    await disk.writeFile(path, Buffer.from("antes"));
    let refused = 0;
    const store = await open(
      watchedDisk(disk, (_, call) => {
        if (call === "copy" && refused++ === 0) throw systemError("EBUSY", path);
      }),
    );
    const archivo = { path, content: Buffer.from("nuestro"), esperado: sha256("antes"), respaldar: true };
    await store.commit({ corrida: "c1", partes: [{ nombre: "p", archivos: [archivo] }] });
    await store.close();
    expect((await disk.readFile(path)).toString()).toBe("nuestro");
    expect((await disk.readFile(`/espacio/.metas/respaldos/objetos/${sha256("antes")}`)).toString()).toBe("antes");
  });

  it("that is not there for a moment stops the commit as one that changed", async () => {
    const disk = await workspace();
    const path = "/espacio/salida.xlsx";
    await disk.writeFile(path, Buffer.from("antes"));
    const store = await open(
      watchedDisk(disk, async (_, call, to) => {
        if (call === "writeFile" && to.includes("/.metas-c1-")) await disk.unlink(path);
      }),
    );
    const archivo = { path, content: Buffer.from("nuestro"), esperado: sha256("antes"), respaldar: true };
    const commit = store.commit({ corrida: "c1", partes: [{ nombre: "p", archivos: [archivo] }] });
    await expect(commit).rejects.toMatchObject({ code: "archivo-cambio", where: path });
    await store.close();
  });

  it("is of what was expected there: one that a person saves while it is copied stays theirs, and stops the commit", async () => {
    const disk = await workspace();
    const path = "/espacio/salida.xlsx";
    await disk.writeFile(path, Buffer.from("antes"));
    const store = await open(
      watchedDisk(disk, async (_, call) => {
        if (call === "copy") await disk.writeFile(path, Buffer.from("de la persona"));
      }),
    );
    const archivo = { path, content: Buffer.from("nuestro"), esperado: sha256("antes"), respaldar: true };
    const commit = store.commit({ corrida: "c1", partes: [{ nombre: "p", archivos: [archivo] }] });
    await expect(commit).rejects.toMatchObject({ code: "archivo-cambio", where: path });
    await store.close();
    expect((await disk.readFile(path)).toString()).toBe("de la persona");
    expect((await walk(disk, raiz)).filter((one) => /\.tmp$|diario/.test(one))).toEqual([]);
  });
});

async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  await new Promise((done) => setTimeout(done, 20));
  if (typeof collect !== "function") throw new Error("no gc");
  collect();
}

async function scratchOf(disk: Disk): Promise<string[]> {
  return (await walk(disk, raiz)).filter((path) => path.includes("borrador"));
}

async function workspace(): Promise<MemoryDisk> {
  const disk = new MemoryDisk();
  await disk.mkdir(raiz);
  return disk;
}
