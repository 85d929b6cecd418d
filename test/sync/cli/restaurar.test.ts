import { chmod, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { bytesOf, cellOf, edit, makeEspacio, sincronizar, sincronizarSchema } from "./espacio-corrida.ts";
import { errorCode, runMetas } from "./run.ts";

const listSchema = z.strictObject({
  corridas: z.array(z.strictObject({ corrida: z.string(), cuando: z.iso.datetime(), archivos: z.array(z.string()) })),
});
const doneSchema = z.strictObject({
  restaurada: z.string(),
  corrida: z.string(),
  hechas: z.array(z.string()),
  omitidas: z.array(z.object({ path: z.string().nullable(), causa: z.string() })),
  sinRespaldo: z.array(z.string()),
  posteriores: z.array(z.string()),
});

describe("metas restaurar", () => {
  it("lists the runs that wrote, and what each replaced", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "canonico.xlsx", ["S-01", "meta2017", 12]);
    await edit(raiz, "libros/cultura.xlsx", ["C-01", "ejecucion2017", 6]);
    const { corrida } = sincronizarSchema.parse((await sincronizar(raiz)).json());
    await sincronizar(raiz);
    const said = await runMetas(["restaurar", "--json"], raiz);
    const { corridas } = listSchema.parse(said.json());
    expect({ code: said.code, last: corridas.at(-1), count: corridas.length }).toMatchObject({
      code: 0,
      last: { corrida, archivos: ["libros/salud.xlsx", "canonico.xlsx", "salida/consolidado.xlsx"] },
      count: 2,
    });
    expect((await runMetas(["restaurar"], raiz)).out).toContain(corrida);
  });

  it("puts everything back as it was before a run and those after it, and can be undone like a run", async () => {
    const raiz = await makeEspacio();
    const before = await watched(raiz);
    await edit(raiz, "canonico.xlsx", ["S-01", "meta2017", 12]);
    const edited = await watched(raiz);
    const first = sincronizarSchema.parse((await sincronizar(raiz)).json());
    await edit(raiz, "libros/cultura.xlsx", ["C-01", "ejecucion2017", 6]);
    await sincronizar(raiz);
    const after = await watched(raiz);
    const back = await runMetas(["restaurar", "--json", "--corrida", first.corrida], raiz);
    const done = doneSchema.parse(back.json());
    expect({ code: back.code, ...done }).toMatchObject({ code: 0, restaurada: first.corrida, omitidas: [] });
    // Workbooks as the run found them: with what planeación had typed; the secretaría's later edit is hers and stays.
    expect(await cellOf(raiz, "libros/salud.xlsx", "S-01", "meta2017")).toBe(10);
    expect(await cellOf(raiz, "canonico.xlsx", "S-01", "meta2017")).toBe(12);
    expect(await cellOf(raiz, "libros/cultura.xlsx", "C-01", "ejecucion2017")).toBe(6);
    const resumen = await readFile(join(raiz, "salida/ultima-corrida.txt"), "utf8");
    expect(resumen).toContain(`antes de la corrida ${first.corrida}`);
    const restored = await watched(raiz);
    expect({ ...restored, "libros/cultura.xlsx": "" }).toEqual({ ...edited, "libros/cultura.xlsx": "" });
    expect(restored["canonico.xlsx"]).not.toBe(before["canonico.xlsx"]);
    await runMetas(["restaurar", "--corrida", done.corrida], raiz);
    expect(await watched(raiz)).toEqual(after);
    // And from there the next run goes on as if nothing had been.
    expect((await sincronizar(raiz)).code).toBe(0);
    expect(await cellOf(raiz, "libros/salud.xlsx", "S-01", "meta2017")).toBe(12);
  });

  it("brings back a canonical workbook that somebody deleted", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 6]);
    const { corrida } = sincronizarSchema.parse((await sincronizar(raiz)).json());
    await rm(join(raiz, "canonico.xlsx"));
    expect((await sincronizar(raiz)).code).toBe(6);
    expect((await runMetas(["restaurar", "--corrida", corrida], raiz)).code).toBe(0);
    expect((await sincronizar(raiz)).code).toBe(0);
    expect(await cellOf(raiz, "canonico.xlsx", "S-01", "ejecucion2017")).toBe(6);
  });

  it("keeps what people typed after the last run, and names where", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "canonico.xlsx", ["S-01", "meta2017", 12]);
    const { corrida } = sincronizarSchema.parse((await sincronizar(raiz)).json());
    await edit(raiz, "libros/salud.xlsx", ["S-02", "ejecucion2017", 7]);
    const edited = await watched(raiz);
    const said = await runMetas(["restaurar", "--json", "--corrida", corrida], raiz);
    const done = doneSchema.parse(said.json());
    const posteriores = [join(raiz, "libros/salud.xlsx")];
    expect({ code: said.code, ...done }).toMatchObject({ code: 0, hechas: ["restaurar"], posteriores });
    expect(await cellOf(raiz, "libros/salud.xlsx", "S-02", "ejecucion2017")).toBe(5);
    const back = await runMetas(["restaurar", "--json", "--corrida", done.corrida], raiz);
    expect({ code: back.code, posteriores: doneSchema.parse(back.json()).posteriores }).toEqual({
      code: 0,
      posteriores: [],
    });
    expect(await watched(raiz)).toEqual(edited);
    const told = await runMetas(["restaurar", "--corrida", corrida], raiz);
    // As the restore before it left them: nobody has changed them since.
    expect(told.out).not.toContain("libros/salud.xlsx");
    await edit(raiz, "libros/salud.xlsx", ["S-02", "ejecucion2017", 8]);
    const again = await runMetas(["restaurar", "--corrida", corrida], raiz);
    expect(again.out).toContain("libros/salud.xlsx");
  });

  it.each([
    ["open", "abierto", (raiz: string) => writeFile(join(raiz, "libros/~$salud.xlsx"), "")],
    ["for reading only", "solo-lectura", (raiz: string) => chmod(join(raiz, "libros/salud.xlsx"), 0o444)],
  ] as const)("puts nothing back when a file is %s, and says so", async (_, causa, close) => {
    const raiz = await makeEspacio();
    await edit(raiz, "canonico.xlsx", ["S-01", "meta2017", 12]);
    const { corrida } = sincronizarSchema.parse((await sincronizar(raiz)).json());
    await close(raiz);
    const before = await watched(raiz);
    const said = await runMetas(["restaurar", "--json", "--corrida", corrida], raiz);
    expect({ code: said.code, ...doneSchema.parse(said.json()) }).toMatchObject({
      code: 5,
      hechas: [],
      omitidas: [{ path: join(raiz, "libros/salud.xlsx"), causa }],
    });
    const { code, out } = await runMetas(["restaurar", "--corrida", corrida], raiz);
    expect({ code, told: [/Excel/.test(out), /solo lectura/.test(out), /--corrida/.test(out)] }).toEqual({
      code: 5,
      told: [causa === "abierto", causa === "solo-lectura", false],
    });
    // What was to be put back lies beside the file, where the message says.
    const [nuevo = ""] = /libros\/salud\.nuevo\S*\.xlsx/.exec(out) ?? [];
    expect((await readFile(join(raiz, nuevo))).length).toBeGreaterThan(1000);
    expect(await watched(raiz)).toEqual(before);
  });

  it("offers no way back where there was nothing to put back", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "canonico.xlsx", ["S-01", "meta2017", 12]);
    const { corrida } = sincronizarSchema.parse((await sincronizar(raiz)).json());
    const { out } = await runMetas(["restaurar", "--corrida", corrida], raiz);
    const { corridas } = listSchema.parse((await runMetas(["restaurar", "--json"], raiz)).json());
    expect(out).toContain(`--corrida ${corridas.at(-1)?.corrida ?? ""}`);
    const again = await runMetas(["restaurar", "--corrida", corrida], raiz);
    expect({ code: again.code, offers: again.out.includes("--corrida") }).toEqual({ code: 0, offers: false });
  });

  it("knows no run of another name", async () => {
    const raiz = await makeEspacio();
    const said = await runMetas(["restaurar", "--json", "--corrida", "20170101-000000-0000"], raiz);
    expect({ code: said.code, error: errorCode(said) }).toEqual({ code: 2, error: "corrida-no-existe" });
  });
});

/** The files that people see. */
async function watched(raiz: string): Promise<Record<string, string>> {
  const all = Object.entries(await bytesOf(raiz));
  return Object.fromEntries(all.filter(([path]) => path.endsWith(".xlsx") && !path.includes(".nuevo")));
}
