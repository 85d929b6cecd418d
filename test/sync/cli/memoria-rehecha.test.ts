import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bytesOf, edit, makeEspacio, sincronizar, sincronizarSchema } from "./espacio-corrida.ts";
import { runMetas } from "./run.ts";

describe("a run whose memory lost its head", () => {
  it("tells of it until it is written anew, and diagnostico of the lines that were cut off for good", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 6]);
    await sincronizar(raiz);
    await writeFile(join(raiz, ".metas/cabeza.json"), "basura");
    const audit = join(raiz, ".metas/auditoria.jsonl");
    const lines = (await readFile(audit, "utf8")).trimEnd().split("\n");
    await writeFile(audit, `${lines.slice(0, -1).join("\n")}\n`);

    const idle = await told(raiz);
    expect(idle).toEqual({ code: 0, memoriaRehecha: true, inSummary: true });
    const before = await bytesOf(raiz);
    expect(await told(raiz)).toEqual(idle);
    expect(await bytesOf(raiz)).toEqual(before);
    expect((await runMetas(["sincronizar"], raiz)).out).toContain("con avisos por atender");

    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 7]);
    expect(await told(raiz)).toEqual({ code: 0, memoriaRehecha: true, inSummary: true });
    expect(await told(raiz)).toEqual({ code: 0, memoriaRehecha: false, inSummary: false });
    const { code, out } = await runMetas(["diagnostico"], raiz);
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining("rota en 1 lugar") });
  });
});

async function told(raiz: string): Promise<{ code: number; memoriaRehecha: boolean; inSummary: boolean }> {
  const said = await sincronizar(raiz);
  const { memoriaRehecha } = sincronizarSchema.parse(said.json());
  const resumen = await readFile(join(raiz, "salida/ultima-corrida.txt"), "utf8");
  return { code: said.code, memoriaRehecha, inSummary: resumen.includes("cabeza.json") };
}
