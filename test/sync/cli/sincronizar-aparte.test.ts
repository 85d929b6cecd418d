import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { planPrueba } from "../plan-prueba.ts";
import { cellOf, edit, makeEspacio, sincronizar, sincronizarSchema } from "./espacio-corrida.ts";

const errores = z.object({
  secretarias: z.array(
    z.object({ secretaria: z.string().nullable(), error: z.object({ code: z.string() }).optional() }),
  ),
});

function ids(out: unknown): string[] {
  return sincronizarSchema.parse(out).conflictos.map(({ id }) => id);
}

describe("what is wrong with one secretaría", () => {
  it("leaves it out when what is known of it is damaged, and merges the others", async () => {
    const raiz = await makeEspacio();
    await writeFile(join(raiz, ".metas/estado/ancestro-salud.json"), "{");
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 7]);
    await edit(raiz, "libros/cultura.xlsx", ["C-01", "ejecucion2017", 8]);
    const { code, json } = await sincronizar(raiz);
    expect(code).toBe(3);
    expect(errores.parse(json()).secretarias).toEqual([
      { secretaria: "cultura" },
      { secretaria: "salud", error: { code: "estado-danado" } },
    ]);
    expect(await cellOf(raiz, "canonico.xlsx", "C-01", "ejecucion2017")).toBe(8);
    expect(await cellOf(raiz, "canonico.xlsx", "S-01", "ejecucion2017")).toBe(5);
    expect(await cellOf(raiz, "libros/salud.xlsx", "S-01", "ejecucion2017")).toBe(7);
  });

  it("keeps its conflicts when it leaves the plan, and has them when it is back", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "libros/salud.xlsx", ["S-01", "observaciones", "nuestra"]);
    await edit(raiz, "canonico.xlsx", ["S-01", "observaciones", "suya"]);
    const before = ids((await sincronizar(raiz)).json());
    expect(before).toHaveLength(1);
    const path = join(raiz, "plan.json");
    const whole = await readFile(path, "utf8");
    const secretarias = planPrueba.secretarias.filter(({ id }) => id !== "salud");
    await writeFile(path, JSON.stringify({ ...planPrueba, secretarias }));
    const libro = join(raiz, "libros/salud.xlsx");
    expect(ids((await sincronizar(raiz)).json())).toEqual(before);
    const bytes = await readFile(libro);
    await rm(libro);
    const without = await sincronizar(raiz);
    expect(ids(without.json())).toEqual(before);
    expect(errores.parse(without.json()).secretarias).toContainEqual({
      secretaria: "salud",
      error: { code: "secretaria-fuera-del-plan" },
    });
    await writeFile(path, whole);
    await writeFile(libro, bytes);
    expect(ids((await sincronizar(raiz)).json())).toEqual(before);
  });
});
