import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { consolidarSchema, errorCode, makeFolder, runMetas, type Corrida } from "./run.ts";

describe("metas demo", () => {
  it(
    "makes a workspace, tells its story in two runs, and keeps what a person changed there",
    {
      timeout: 120_000,
    },
    async () => {
      const cwd = await makeFolder();
      const said = await runMetas(["demo"], cwd);
      expect(said).toMatchObject({ code: 0, err: "" });
      expect(said.out).toMatch(
        /Desarrollo Económico[^]*no ha\s+reportado[^]*Ciudad[^]*Segunda sincronización[^]*consolidado\.xlsx[^]*metas validar/,
      );
      const folder = join(cwd, "metas-demo");
      const made = [".metas", "LEAME.txt", "canonico.xlsx", "libros", "metas.config.json", "plan.json", "salida"];
      expect((await readdir(folder)).sort()).toEqual(made);
      const cultura = join(folder, "libros", "cultura.xlsx");
      const consolidado = await readFile(join(folder, "salida", "consolidado.xlsx"));
      const counted = consolidarSchema.parse((await runMetas(["demo", "--json"], cwd)).json()).ciudad;
      expect([counted.indicadores, counted.promedio]).toEqual(ciudadOf(consolidado));
      const again = await runMetas(["demo"], cwd);
      expect(again.code).toBe(0);
      expect((await readFile(join(folder, "salida", "consolidado.xlsx"))).equals(consolidado)).toBe(true);
      await writeFile(cultura, "lo que alguien dejó");
      const broken = await runMetas(["demo", "--json"], cwd);
      expect(broken.code).toBe(3);
      expect(consolidarSchema.parse(broken.json()).skipped).toMatchObject([{ file: cultura, code: "file-not-xlsx" }]);
      const anew = await runMetas(["demo", "--reemplazar", "--json"], cwd);
      expect(anew.code).toBe(0);
      expect((await stat(cultura)).size).toBeGreaterThan(5000);
      expect(corridasOf(anew)).toEqual([
        { exitCode: 0, conflictos: [], cambios: [] },
        {
          exitCode: 4,
          conflictos: [["cultura", "41040010004", "meta2017", 9, 8]],
          cambios: [
            ["deporte-y-recreacion", "canonico", "41050010003", "ejecucion2017", 39, 42],
            ["educacion", "libro", "41010010004", "meta2018", 460, 440],
          ],
        },
      ]);
    },
  );

  it("does not write into a folder with other work", async () => {
    const cwd = await makeFolder();
    await mkdir(join(cwd, "trabajo", "libros"), { recursive: true });
    const said = await runMetas(["demo", "trabajo", "--json"], cwd);
    expect({ code: said.code, error: errorCode(said) }).toEqual({ code: 2, error: "carpeta-ajena" });
    expect(await readdir(join(cwd, "trabajo"))).toEqual(["libros"]);
  });
});

/** How many indicadores the consolidated workbook counts for the city, in the last row of its secretarías, and the average. */
function ciudadOf(consolidado: Buffer): unknown[] {
  const { rows } = readWorkbook(consolidado, "consolidado.xlsx").readGrid("Secretarías");
  const header = rows.find(({ cells }) => cells.includes("Indicadores"))?.cells ?? [];
  const ciudad = rows.at(-1)?.cells ?? [];
  return ["Indicadores", "Avance promedio"].map((text) => {
    const cell = ciudad[header.indexOf(text)];
    return typeof cell === "object" && cell?.kind === "percent" ? cell.value : cell;
  });
}

const valor = z.unknown();
const edicion = z.object({ codigo: z.string(), columna: z.string(), antes: valor, despues: valor, regla: z.string() });
const demoSchema = z.object({
  corridas: z.array(
    z.object({
      exitCode: z.number(),
      conflictos: z.array(
        z.object({ secretaria: z.string(), codigo: z.string(), columna: z.string(), planeacion: valor, propio: valor }),
      ),
      secretarias: z.array(
        z.object({ secretaria: z.string().nullable(), alLibro: z.array(edicion), alCanonico: z.array(edicion) }),
      ),
    }),
  ),
});

/** What each run changed, but for the rows that the first one takes over. */
function corridasOf(corrida: Corrida): unknown {
  return demoSchema.parse(corrida.json()).corridas.map(({ exitCode, conflictos, secretarias }) => ({
    exitCode,
    conflictos: conflictos.map((each) => [each.secretaria, each.codigo, each.columna, each.planeacion, each.propio]),
    cambios: secretarias
      .flatMap(({ secretaria, alLibro, alCanonico }) => [
        ...alLibro.map((each) => [secretaria, "libro", each] as const),
        ...alCanonico.map((each) => [secretaria, "canonico", each] as const),
      ])
      .filter(([, , { regla }]) => !regla.startsWith("fila-"))
      .map(([secretaria, hacia, { codigo, columna, antes, despues }]) => [
        secretaria,
        hacia,
        codigo,
        columna,
        antes,
        despues,
      ])
      .sort(([a], [b]) => String(a).localeCompare(String(b))),
  }));
}
