import { chmod, mkdir, open, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SyncError } from "../../sync/errors.ts";
import { checkNotInput, writeWhole, type Discos } from "../../sync/output.ts";
import { makeFolder } from "./cli/run.ts";

const disk: Discos = {
  open,
  rename,
  rm,
  platform: "linux",
  sleep: () => Promise.reject(new Error("nothing to wait for")),
};

describe("writeWhole", () => {
  const failures: readonly [systemCode: string, code: string, exitCode: number][] = [
    ["EBUSY", "archivo-en-uso", 5],
    ["EPERM", "sin-permiso", 1],
    ["EACCES", "sin-permiso", 1],
    ["ENOSPC", "disco-lleno", 1],
    ["EROFS", "solo-lectura", 1],
    ["EIO", "archivo-no-accesible", 1],
  ];

  it.each(failures)("leaves the old file whole when the rename fails with %s", async (systemCode, code, exitCode) => {
    const folder = await makeFolder();
    const path = join(folder, "a.xlsx");
    await writeFile(path, "antes");
    const failing: Discos = { ...disk, rename: () => Promise.reject(systemError(systemCode)) };
    const error: unknown = await writeWhole(path, "después", failing).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(SyncError);
    expect(error).toMatchObject({ code, exitCode, where: path });
    expect(await readFile(path, "utf8")).toBe("antes");
    expect(await readdir(folder)).toEqual(["a.xlsx"]);
  });

  it("says of a folder that is there and takes no files that it refuses them", async () => {
    const folder = await makeFolder();
    const refusing: Discos = { ...disk, open: () => Promise.reject(systemError("ENOENT")) };
    await expect(writeWhole(join(folder, "a.xlsx"), "x", refusing)).rejects.toMatchObject({
      code: "carpeta-no-admite-archivos",
      where: folder,
      exitCode: 1,
    });
    await expect(writeWhole(join(folder, "no", "a.xlsx"), "x", refusing)).rejects.toMatchObject({
      code: "carpeta-no-existe",
    });
  });

  it.each(["EPERM", "EACCES", "EBUSY"])("tries again on Windows, where %s means open", async (refusal) => {
    const folder = await makeFolder();
    const path = join(folder, "a.xlsx");
    const waits: number[] = [];
    const windows = (times: number): Discos => {
      let left = times;
      return {
        ...disk,
        platform: "win32",
        sleep: async (milliseconds) => waits.push(milliseconds),
        rename: (...args) => (left-- > 0 ? Promise.reject(systemError(refusal)) : rename(...args)),
      };
    };
    await writeWhole(path, "uno", windows(2));
    expect(await readFile(path, "utf8")).toBe("uno");
    expect(waits).toHaveLength(2);
    await expect(writeWhole(path, "dos", windows(99))).rejects.toMatchObject({ code: "archivo-en-uso", exitCode: 5 });
    expect(await readFile(path, "utf8")).toBe("uno");
    expect(await readdir(folder)).toEqual(["a.xlsx"]);
  });

  it.each(["~$a.xlsx", ".~lock.a.xlsx#"])("touches nothing while %s says that the file is open", async (mark) => {
    const folder = await makeFolder();
    const path = join(folder, "a.xlsx");
    await writeFile(path, "antes");
    await writeFile(join(folder, mark), "");
    const error: unknown = await writeWhole(path, "después").catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: "archivo-en-uso", exitCode: 5, where: path });
    expect(error).toMatchObject({ hint: expect.stringMatching(/^Cierre .*borre/) });
    expect(await readFile(path, "utf8")).toBe("antes");
    await writeWhole(join(folder, "b.xlsx"), "otro");
  });

  it("does not write over a read-only file, nor into a folder without permission", async () => {
    const folder = await makeFolder();
    const path = join(folder, "a.xlsx");
    await writeFile(path, "antes");
    await chmod(path, 0o444);
    await expect(writeWhole(path, "x")).rejects.toMatchObject({ code: "archivo-de-solo-lectura", exitCode: 1 });
    expect(await readFile(path, "utf8")).toBe("antes");
    const closed: Discos = { ...disk, open: () => Promise.reject(systemError("EACCES")) };
    await expect(writeWhole(join(folder, "b.xlsx"), "x", closed)).rejects.toMatchObject({
      code: "sin-permiso",
      exitCode: 1,
    });
    expect(await readdir(folder)).toEqual(["a.xlsx"]);
  });

  it("leaves nothing behind when writing fails half way", async () => {
    const folder = await makeFolder();
    const failing: Discos = {
      ...disk,
      open: async (...args) => {
        const file = await open(...args);
        file.sync = () => Promise.reject(systemError("ENOSPC"));
        return file;
      },
    };
    await expect(writeWhole(join(folder, "a.xlsx"), "x", failing)).rejects.toMatchObject({ code: "disco-lleno" });
    expect(await readdir(folder)).toEqual([]);
  });

  it("names a folder that is missing, and one in the file's place", async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, "a.xlsx"));
    await expect(writeWhole(join(folder, "a.xlsx"), "x")).rejects.toMatchObject({ code: "es-una-carpeta" });
    await expect(writeWhole(join(folder, "b", "a.xlsx"), "x")).rejects.toMatchObject({ code: "carpeta-no-existe" });
    expect(await readdir(folder)).toEqual(["a.xlsx"]);
  });

  it("lets a bug through as it is", async () => {
    const folder = await makeFolder();
    const failing: Discos = { ...disk, rename: () => Promise.reject(new TypeError("bug")) };
    await expect(writeWhole(join(folder, "a.xlsx"), "x", failing)).rejects.toThrow(TypeError);
  });
});

describe("checkNotInput", () => {
  it("knows an input by any path that leads to it", async () => {
    const folder = await makeFolder();
    const input = join(folder, "a.xlsx");
    await writeFile(input, "x");
    await symlink(input, join(folder, "enlace.xlsx"));
    for (const output of [input, join(folder, ".", "x", "..", "a.xlsx"), join(folder, "enlace.xlsx")]) {
      await expect(checkNotInput(output, [input])).rejects.toMatchObject({ code: "salida-es-entrada", exitCode: 2 });
    }
    await expect(checkNotInput(join(folder, "nuevo.xlsx"), [input])).resolves.toBeUndefined();
  });
});

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
