import { chmod, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bytesOf, edit, makeEspacio, sincronizar, sincronizarSchema } from "./espacio-corrida.ts";
import { runMetas } from "./run.ts";

/* Files of ours that cannot be written: what a run says of it, before and after, and in the summary that is sent on. */

const obstacles: readonly (readonly [what: string, file: string, close: (path: string) => Promise<unknown>])[] = [
  ["open canonical workbook", "canonico.xlsx", (path) => writeFile(besideOf(path), "usuario")],
  ["read-only canonical workbook", "canonico.xlsx", (path) => chmod(path, 0o444)],
  ["open consolidated workbook", "salida/consolidado.xlsx", (path) => writeFile(besideOf(path), "usuario")],
];

describe.each(obstacles)("with an %s", (_, file, close) => {
  it("a simulation promises what the run then does", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 6]);
    await close(join(raiz, file));
    const before = await bytesOf(raiz);
    const simulated = await sincronizar(raiz, "--simular");
    expect(await bytesOf(raiz)).toEqual(before);
    const done = await sincronizar(raiz);
    const [promise, truth] = [simulated, done].map((said) => {
      const { secretarias, pendientes } = sincronizarSchema.parse(said.json());
      return {
        code: said.code,
        secretarias: secretarias.map(({ secretaria, estado, error, alCanonico }) => [
          secretaria,
          estado,
          error?.code,
          alCanonico.length,
        ]),
        pendientes: pendientes.map((each) => [each.file, each.error.code]),
      };
    });
    expect(promise).toEqual(truth);
    expect(truth?.code).toBe(5);
  });

  it("the summary tells of it, names the file, and of the next run that it is over", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 6]);
    await close(join(raiz, file));
    await sincronizar(raiz);
    const told = await resumenOf(raiz);
    expect([told.includes("Hecho en parte"), told.includes(file), told.includes("Todo al día")]).toEqual([
      true,
      true,
      false,
    ]);
    await rm(besideOf(join(raiz, file)), { force: true });
    await chmod(join(raiz, file), 0o644);
    expect((await sincronizar(raiz)).code).toBe(0);
    expect(await resumenOf(raiz)).toContain("Todo al día");
    const before = await bytesOf(raiz);
    await sincronizar(raiz);
    expect(await bytesOf(raiz)).toEqual(before);
  });
});

describe("with a canonical workbook that is damaged", () => {
  it("the summary says that the run stopped and what to do, and not what an earlier one said", async () => {
    const raiz = await makeEspacio();
    await truncate(join(raiz, "canonico.xlsx"), 3000);
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 6]);
    const said = await runMetas(["sincronizar"], raiz);
    expect(said.code).toBe(6);
    const told = await resumenOf(raiz);
    expect([told.includes("canonico.xlsx"), told.includes("Todo al día")]).toEqual([true, false]);
    expect(told).toContain("metas restaurar");
  });
});

function besideOf(path: string): string {
  return path.replace(/([^/]+)$/, "~$$$1");
}

function resumenOf(raiz: string): Promise<string> {
  return readFile(join(raiz, "salida/ultima-corrida.txt"), "utf8");
}
