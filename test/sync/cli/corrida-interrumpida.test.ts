import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nodeDisk } from "../../../sync/store/disk.ts";
import { sincronizarWith } from "../corrida/espacio-prueba.ts";
import { systemError, watchedDisk } from "../store/faulty-disk.ts";
import { bytesOf, edit, makeEspacio } from "./espacio-corrida.ts";
import { runMetas } from "./run.ts";

describe("a run that was interrupted while it wrote", () => {
  it.each([
    ["sincronizar", "se terminó la corrida"],
    ["sincronizar --simular", "se terminó la corrida"],
    ["diagnostico", "se había interrumpido al escribir"],
  ])("is finished and told of by the next «metas %s», once", async (order, said) => {
    const raiz = await interrupted();
    const first = await runMetas(order.split(" "), raiz);
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining(said) });
    const after = await bytesOf(raiz);
    const second = await runMetas(order.split(" "), raiz);
    expect(second).toMatchObject({ code: 0, out: expect.not.stringContaining(said) });
    expect(await bytesOf(raiz)).toEqual(after);
  });

  it("leaves a simulation that says what is still to be done", async () => {
    const raiz = await makeEspacio();
    expect((await runMetas(["sincronizar", "--simular"], raiz)).out).toContain("Todo al día");
    await edit(raiz, "canonico.xlsx", ["S-01", "meta2017", 12]);
    const { code, out } = await runMetas(["sincronizar", "--simular"], raiz);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("hay cambios por llevar") });
    await edit(raiz, "canonico.xlsx", ["S-02", "observaciones", "de planeación"]);
    await edit(raiz, "libros/salud.xlsx", ["S-02", "observaciones", "de salud"]);
    const conflict = await runMetas(["sincronizar", "--simular"], raiz);
    expect(conflict).toMatchObject({ code: 4, out: expect.stringContaining("hay cambios por llevar") });
  });
});

/** A workspace of which the disk failed when the canonical workbook was to be put in its place. */
async function interrupted(): Promise<string> {
  const raiz = await makeEspacio();
  await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 8]);
  const disk = watchedDisk(nodeDisk, (_, call, path) => {
    if (call === "rename" && path === join(raiz, "canonico.xlsx")) throw systemError("EIO", path);
  });
  await expect(sincronizarWith(raiz, { disk })).rejects.toMatchObject({ exitCode: 1 });
  return raiz;
}
