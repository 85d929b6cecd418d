import { chmod, copyFile, readFile, rm, writeFile } from "node:fs/promises";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { newCorrida, withStore } from "../../../sync/cli/espacio-abierto.ts";
import { readConfig } from "../../../sync/config.ts";
import { findPlan } from "../../../sync/plan-file.ts";
import { sincronizar as correr } from "../../../sync/corrida/sincronizar.ts";
import { readFuentes } from "../../../sync/corrida/fuentes.ts";
import { usualReintentos } from "../../../sync/store/disk.ts";
import { sha256 } from "../../../sync/sha256.ts";
import { patchWorkbook } from "../../../sync/xlsx/patch.ts";
import { openStore } from "../../../sync/store/store.ts";
import { bytesOf, edit, makeEspacio, sincronizar, sincronizarSchema } from "../cli/espacio-corrida.ts";

describe("the workbooks of a folder", () => {
  it.each([
    [
      "as a run left it is not spoken of",
      "salud.nuevo.xlsx",
      { fuentes: ["cultura.xlsx", "salud.xlsx"], omitidas: {} },
    ],
    [
      "that a run left and somebody worked in is told of",
      "salud.nuevo.xlsx, changed",
      { fuentes: ["cultura.xlsx", "salud.xlsx"], omitidas: { "salud.nuevo.xlsx": "nuevo-con-cambios" } },
    ],
    [
      "of another number too",
      "salud.nuevo-2.xlsx, changed",
      { fuentes: ["cultura.xlsx", "salud.xlsx"], omitidas: { "salud.nuevo-2.xlsx": "nuevo-con-cambios" } },
    ],
    [
      "of a workbook that is no more is the workbook",
      "salud.nuevo.xlsx, changed, alone",
      { fuentes: ["cultura.xlsx", "salud.nuevo.xlsx"], omitidas: {} },
    ],
    [
      "that somebody copied is a copy",
      "salud.nuevo (1).xlsx, changed",
      { fuentes: ["cultura.xlsx", "salud.xlsx"], omitidas: { "salud.nuevo (1).xlsx": "copia-en-conflicto" } },
    ],
  ] as const)("a copy %s", async (_, how, expected) => {
    const raiz = await makeEspacio();
    const libros = join(raiz, "libros");
    await leaveNuevo(raiz);
    const [name = "", ...marks] = how.split(", ");
    if (name !== "salud.nuevo.xlsx") await copyFile(join(libros, "salud.nuevo.xlsx"), join(libros, name));
    if (marks.includes("changed")) await edit(raiz, `libros/${name}`, ["S-02", "ejecucion2017", 7]);
    if (marks.includes("alone")) await rm(join(libros, "salud.xlsx"));
    const { fuentes, omitidas } = await readFuentes({
      path: join(raiz, "metas.config.json"),
      libros,
      canonico: join(raiz, "canonico.xlsx"),
    });
    expect({
      fuentes: fuentes.map(({ path }) => basename(path)),
      omitidas: Object.fromEntries(omitidas.map(({ path, error }) => [basename(path), error.code])),
    }).toEqual(expected);
  });

  it("that is for reading only is left out by the plan: simulated or not, a run says the same and writes the rest", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "canonico.xlsx", ["S-01", "meta2017", 12], ["C-01", "meta2017", 13]);
    await chmod(join(raiz, "libros/salud.xlsx"), 0o444);
    const said = async (...argv: string[]): Promise<unknown> => {
      const { code, json } = await sincronizar(raiz, ...argv);
      const { secretarias, escritos, pendientes } = sincronizarSchema.parse(json());
      return { code, secretarias, escritos, pendientes };
    };
    const simulated = await said("--simular");
    expect(await said()).toEqual(simulated);
    expect(simulated).toMatchObject({
      code: 5,
      secretarias: [
        { secretaria: "cultura", estado: "mezclada" },
        { secretaria: "salud", estado: "omitida", error: { code: "archivo-de-solo-lectura" } },
      ],
      pendientes: [],
    });
    // Nothing is left beside it, because nothing was tried.
    expect(Object.keys(await bytesOf(raiz)).filter((path) => path.includes(".nuevo"))).toEqual([]);
  });

  it("that is for reading only is read all the same", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 6]);
    await chmod(join(raiz, "libros/salud.xlsx"), 0o444);
    const { code, json } = await sincronizar(raiz);
    expect({ code, secretarias: sincronizarSchema.parse(json()).secretarias }).toMatchObject({
      code: 0,
      secretarias: [
        { secretaria: "cultura", estado: "sin-cambios" },
        { secretaria: "salud", estado: "mezclada", alCanonico: [{ codigo: "S-01", despues: 6 }] },
      ],
    });
  });
});

describe("a workbook that somebody saves", () => {
  it("after it was looked at is not read as what it was", async () => {
    const raiz = await makeEspacio();
    const { fuentes } = await readFuentes(await readConfig(join(raiz, "metas.config.json")));
    const salud = fuentes.find(({ path }) => basename(path) === "salud.xlsx");
    expect(sha256(salud?.leer() ?? "")).toBe(salud?.sha);
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 6]);
    expect(() => salud?.leer()).toThrow(expect.objectContaining({ code: "archivo-cambio" }));
    await rm(join(raiz, "libros/salud.xlsx"));
    expect(() => salud?.leer()).toThrow(expect.objectContaining({ code: "archivo-no-existe" }));
  });

  it("while a run reads the folder counts as it was saved", async () => {
    const raiz = await makeEspacio();
    const libro = join(raiz, "libros/salud.xlsx");
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 7]);
    const saved = await readFile(libro);
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 6]);
    const path = join(raiz, "metas.config.json");
    const config = await readConfig(path);
    const io = { now: () => new Date() };
    let saves = 0;
    const { secretarias, exitCode } = await withStore(config, io, async (store) =>
      correr(config, await findPlan(null, [raiz]), store, {
        corrida: newCorrida(io),
        simular: false,
        version: "prueba",
        signal: new AbortController().signal,
        onRead: (each) => {
          if (each === libro && saves++ === 0) writeFileSync(libro, saved);
        },
      }),
    );
    const { alCanonico = [] } = secretarias.find(({ secretaria }) => secretaria === "salud") ?? {};
    expect({ saves, exitCode, alCanonico }).toMatchObject({
      saves: 2,
      exitCode: 0,
      alCanonico: [{ codigo: "S-01", despues: 7 }],
    });
  });
});

describe("the copy that a run leaves of the canonical workbook", () => {
  it("is told of once somebody has worked in it, and not before", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 6]);
    await writeFile(join(raiz, "~$canonico.xlsx"), "");
    expect((await sincronizar(raiz)).code).toBe(5);
    const copy = join(raiz, "canonico.nuevo.xlsx");
    const told = async (): Promise<(string | undefined)[]> => {
      const { secretarias } = sincronizarSchema.parse((await sincronizar(raiz)).json());
      return secretarias.flatMap(({ file, error }) => (file === copy ? [error?.code] : []));
    };
    expect(await told()).toEqual([]);
    const bytes = await readFile(copy);
    await writeFile(copy, patchWorkbook(bytes, copy, "Indicadores", [{ row: 2, column: 5, value: "nota" }]));
    expect(await told()).toEqual(["nuevo-con-cambios"]);
    await rm(join(raiz, "~$canonico.xlsx"));
    expect(await told()).toEqual(["nuevo-con-cambios"]);
  });
});

/** A commit that cannot write salud.xlsx, because it is open, and so leaves salud.nuevo.xlsx. */
async function leaveNuevo(raiz: string): Promise<void> {
  const path = join(raiz, "libros/salud.xlsx");
  const before = await readFile(path);
  await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 6]);
  const content = await readFile(path);
  await writeFile(path, before);
  await writeFile(join(raiz, "libros/~$salud.xlsx"), "");
  const store = await openStore({ raiz, reintentos: { ...usualReintentos, pausas: [] } });
  const archivos = [{ path, content, esperado: sha256(before), respaldar: true }];
  const { omitidas } = await store.commit({ corrida: "c1", partes: [{ nombre: "p", archivos }] });
  await store.close();
  await rm(join(raiz, "libros/~$salud.xlsx"));
  expect(omitidas).toMatchObject([{ nuevo: join(raiz, "libros/salud.nuevo.xlsx") }]);
}
