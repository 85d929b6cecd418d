import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { consolidarSchema, errorCode, makeFolder, runMetas } from "./run.ts";

describe("metas demo", () => {
  it("makes a workspace, consolidates it, and keeps what a person changed there", { timeout: 60_000 }, async () => {
    const cwd = await makeFolder();
    const said = await runMetas(["demo"], cwd);
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toMatch(
      /Desarrollo Económico[^]*no ha\s+reportado[^]*Ciudad[^]*consolidado\.xlsx[^]*metas validar/,
    );
    const folder = join(cwd, "metas-demo");
    expect((await readdir(folder)).sort()).toEqual(["LEAME.txt", "libros", "metas.config.json", "plan.json", "salida"]);
    const cultura = join(folder, "libros", "cultura.xlsx");
    const consolidado = await readFile(join(folder, "salida", "consolidado.xlsx"));
    await writeFile(cultura, "lo que alguien dejó");
    const again = await runMetas(["demo", "--json"], cwd);
    expect(again.code).toBe(3);
    expect(consolidarSchema.parse(again.json()).skipped).toMatchObject([{ file: cultura, code: "file-not-xlsx" }]);
    expect((await runMetas(["demo", "--reemplazar"], cwd)).code).toBe(0);
    expect((await stat(cultura)).size).toBeGreaterThan(5000);
    expect((await readFile(join(folder, "salida", "consolidado.xlsx"))).equals(consolidado)).toBe(true);
  });

  it("does not write into a folder with other work", async () => {
    const cwd = await makeFolder();
    await mkdir(join(cwd, "trabajo", "libros"), { recursive: true });
    const said = await runMetas(["demo", "trabajo", "--json"], cwd);
    expect({ code: said.code, error: errorCode(said) }).toEqual({ code: 2, error: "carpeta-ajena" });
    expect(await readdir(join(cwd, "trabajo"))).toEqual(["libros"]);
  });
});
