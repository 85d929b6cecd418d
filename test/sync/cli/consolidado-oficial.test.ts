import { copyFile, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { patchWorkbook } from "../../../sync/xlsx/patch.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { buildPlantilla } from "../../../sync/plantilla.ts";
import { planPrueba as plan } from "../plan-prueba.ts";
import { bytesOf, edit, makeEspacio, sincronizar, sincronizarSchema } from "./espacio-corrida.ts";

/*
 * What is published is what planeación keeps: a value that waits for a decision, a row that a secretaría took out or a
 * workbook that cannot be read changes no figure of the city.
 */

describe("the consolidated workbook of a run", () => {
  it("says what the canonical one does where the two sides do not agree", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "canonico.xlsx", ["S-01", "meta2017", 12]);
    await edit(raiz, "libros/salud.xlsx", ["S-01", "meta2017", 4], ["S-02", "meta2017", 3]);
    expect((await sincronizar(raiz)).code).toBe(4);
    const filas = await consolidadas(raiz);
    expect([filas.get("S-01"), filas.get("S-02")]).toEqual([
      { meta: 12, avance: 5 / 12 },
      { meta: 10, avance: 0.5 },
    ]);
  });

  it("counts a row that a secretaría took out, and none that planeación did", async () => {
    const raiz = await makeEspacio();
    await blankRow(raiz, "libros/salud.xlsx", "S-02");
    await blankRow(raiz, "canonico.xlsx", "C-02");
    await sincronizar(raiz);
    expect([...(await consolidadas(raiz)).keys()].toSorted()).toEqual(["C-01", "S-01", "S-02"]);
  });

  it("counts a secretaría once whose workbook has another name, beside one that was saved over the old", async () => {
    const raiz = await makeEspacio();
    const libros = join(raiz, "libros");
    await rename(join(libros, "cultura.xlsx"), join(libros, "z-cultura.xlsx"));
    await copyFile(join(libros, "salud.xlsx"), join(libros, "cultura.xlsx"));
    await sincronizar(raiz);
    const filas = await consolidadas(raiz);
    expect([...filas.keys()].toSorted()).toEqual(["C-01", "C-02", "S-01", "S-02"]);
    expect([...filas.values()].map(({ avance }) => avance)).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  it("keeps rows that no merge can follow, without avance, lest an average hide them", async () => {
    const raiz = await makeEspacio();
    const [salud] = plan.secretarias;
    if (salud === undefined) throw new Error("no secretaría");
    const indicadores = ["S-01", "S-02", "S-09", "S-09"].map((codigo) => ({ ...usual, codigo }));
    const libro = await buildPlantilla({ plan, secretaria: salud, vigencia: 2017, corte: "2017-09-30", indicadores });
    await writeFile(join(raiz, `libros/${salud.id}.xlsx`), libro);
    await sincronizar(raiz);
    const filas = await consolidadas(raiz);
    expect([filas.get("S-02"), filas.get("S-09")]).toEqual([
      { meta: 10, avance: 0.5 },
      { meta: 10, avance: undefined },
    ]);
  });

  it("counts the figures that a workbook had which cannot be read now, and says so", async () => {
    const raiz = await makeEspacio();
    await truncate(join(raiz, "libros/salud.xlsx"), 2000);
    expect((await sincronizar(raiz)).code).toBe(3);
    expect([...(await consolidadas(raiz)).keys()].toSorted()).toEqual(["C-01", "C-02", "S-01", "S-02"]);
    const resumen = JSON.stringify((await sheetOf(raiz, "Resumen")).map(({ cells }) => cells));
    expect(resumen).toContain("Se cuentan las cifras que tiene el libro canónico");
    expect([resumen.includes("No han entregado"), resumen.includes(raiz)]).toEqual([false, false]);
  });
});

const usual = { nombre: "Indicador", unidad: "Número", tipoAcumulacion: "Flujo", meta2017: 10, ejecucion2017: 5 };

describe("a consolidated workbook that somebody has open", () => {
  it("is made once beside it, and in its place once it is closed", async () => {
    const raiz = await makeEspacio();
    const mark = join(raiz, "salida/.~lock.consolidado.xlsx#");
    await writeFile(mark, "");
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 6]);
    const salida = join(raiz, "salida/consolidado.xlsx");
    const nuevo = join(raiz, "salida/consolidado.nuevo.xlsx");
    const waits = async (): Promise<unknown> => {
      const said = await sincronizar(raiz);
      const { escritos, pendientes } = sincronizarSchema.parse(said.json());
      return { code: said.code, escritos, pendientes: pendientes.map((each) => [each.file, each.nuevo]) };
    };
    expect(await waits()).toEqual({
      code: 5,
      escritos: [join(raiz, "canonico.xlsx")],
      pendientes: [[salida, nuevo]],
    });
    const before = await bytesOf(raiz);
    expect(await waits()).toEqual({ code: 5, escritos: [], pendientes: [[salida, nuevo]] });
    expect(await bytesOf(raiz)).toEqual(before);
    // Somebody works in the copy: it is theirs, and the next one goes beside it.
    await edit(raiz, "libros/salud.xlsx", ["S-01", "ejecucion2017", 7]);
    await writeFile(nuevo, Buffer.concat([await readFile(nuevo), Buffer.from("x")]));
    expect(await waits()).toMatchObject({ pendientes: [[salida, nuevo.replace(".nuevo", ".nuevo-2")]] });
    await rm(mark);
    expect(await waits()).toMatchObject({ pendientes: [], escritos: expect.arrayContaining([salida]) });
    expect((await consolidadas(raiz)).get("S-01")).toEqual({ meta: 10, avance: 0.7 });
  });
});

async function sheetOf(
  raiz: string,
  sheet: string,
): Promise<ReturnType<ReturnType<typeof readWorkbook>["readGrid"]>["rows"]> {
  return readWorkbook(await readFile(join(raiz, "salida/consolidado.xlsx")), "consolidado.xlsx").readGrid(sheet).rows;
}

/** Meta and avance of 2017 by código, as the sheet Indicadores has them. */
async function consolidadas(raiz: string): Promise<Map<string, { meta: unknown; avance: unknown }>> {
  const rows = await sheetOf(raiz, "Indicadores");
  const header = rows.findIndex(({ cells }) => cells[0] === "Código");
  const place = (text: string): number => rows[header]?.cells.indexOf(text) ?? -1;
  const [meta, avance] = [place("Meta 2017"), place("Avance")];
  return new Map(
    rows.slice(header + 1).flatMap(({ cells }) => {
      const [codigo] = cells;
      const value = cells[avance];
      const held = typeof value === "object" && value?.kind === "percent" ? value.value : value;
      return typeof codigo === "string" ? [[codigo, { meta: cells[meta], avance: held }]] : [];
    }),
  );
}

/** What a person does who clears a row. */
async function blankRow(raiz: string, file: string, codigo: string): Promise<void> {
  const path = join(raiz, file);
  const bytes = await readFile(path);
  const { rows } = readWorkbook(bytes, file).readGrid("Indicadores");
  const found = rows.find(({ cells }) => cells.includes(codigo));
  if (found === undefined) throw new Error(`no ${codigo} in ${file}`);
  const blank = found.cells.flatMap((cell, column) =>
    typeof cell === "string" || typeof cell === "number" ? [{ row: found.row, column, value: null }] : [],
  );
  await writeFile(path, patchWorkbook(bytes, file, "Indicadores", blank));
}
