import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { countFindings, type Revision } from "../../../shared/validate.ts";
import { avisosDeForma } from "../../../sync/corrida/aviso.ts";
import { CacheRevisiones } from "../../../sync/corrida/cache.ts";
import { CarpetaCache } from "../../../sync/corrida/carpeta-cache.ts";
import { reviewBytes } from "../../../sync/corrida/lectura.ts";
import { buildPlantilla } from "../../../sync/plantilla.ts";
import { withoutCells } from "../../../sync/sin-celdas.ts";
import { makeFolder } from "../cli/run.ts";
import { planPrueba as plan } from "../plan-prueba.ts";

const [secretaria] = plan.secretarias;
if (secretaria === undefined) throw new Error("no secretaría");
const indicadores = [
  {
    codigo: "S-01",
    nombre: "Con cifras",
    tipoAcumulacion: "Flujo",
    meta2017: 10,
    ejecucion2017: 5,
    observaciones: "Una vez",
  },
  { codigo: "S-02", nombre: "Con un hallazgo", tipoAcumulacion: "Flujo", meta2017: 10, ejecucion2017: "5" },
];
const bytes = await buildPlantilla({ plan, secretaria, vigencia: 2017, corte: "2017-09-30", indicadores });
const revision = withoutCells(reviewBytes(bytes, "salud.xlsx", plan));
const contada = { revision, hallazgos: countFindings(revision.findings), avisos: avisosDeForma(revision) };

const never = (): Revision => {
  throw new Error("the workbook was read");
};

describe("the cache of reviews", () => {
  let folder = "";
  let cache = new CacheRevisiones(new CarpetaCache(folder), plan, "1");
  const only = async (): Promise<string> => join(folder, (await readdir(folder))[0] ?? "");

  beforeEach(async () => {
    folder = join(await makeFolder(), "cache");
    cache = new CacheRevisiones(new CarpetaCache(folder), plan, "1");
    await cache.write("salud.xlsx", "sha", contada);
  });

  it("gives back what it was given", () => {
    expect(revision.findings.length).toBeGreaterThan(0);
    expect(cache.read("salud.xlsx", "sha", never)).toEqual(contada);
  });

  it("holds no cells: what a row says is in its file once", async () => {
    const content = await readFile(await only(), "latin1");
    expect(content.split("Una vez").length - 1).toBe(1);
  });

  it.each([
    ["another workbook", "salud.xlsx", "other", "1"],
    ["another place", "cultura.xlsx", "sha", "1"],
    ["another program or plan", "salud.xlsx", "sha", "2"],
  ])("knows nothing of %s", (_, path, sha, llave) => {
    expect(new CacheRevisiones(new CarpetaCache(folder), plan, llave).read(path, sha, never)).toBeNull();
  });

  it("reads rows and findings only when somebody asks, and the workbook where they are gone by then", async () => {
    const kept = cache.read("salud.xlsx", "sha", () => revision);
    await rm(await only());
    expect(kept?.hallazgos).toEqual(contada.hallazgos);
    expect(kept?.revision).toEqual(revision);
    expect(cache.read("salud.xlsx", "sha", never)).toBeNull();
  });

  it("has the rows and findings of one workbook at a time in memory", async () => {
    await cache.write("cultura.xlsx", "sha", contada);
    const [one, other] = ["salud.xlsx", "cultura.xlsx"].map((path) => cache.read(path, "sha", never)?.revision);
    const read = one?.filas;
    expect(one?.filas).toBe(read);
    expect(other?.filas).toEqual(revision.filas);
    expect(one?.filas).not.toBe(read);
    expect(one?.filas).toEqual(read);
    expect([one?.findings, one?.reporte?.indicadores]).toEqual([revision.findings, revision.reporte?.indicadores]);
  });

  it("takes nothing damaged for a review, whichever byte it is", async () => {
    const path = await only();
    const whole = await readFile(path);
    const places = [0, 4, 7, 8, 40, whole.length >> 1, whole.length - 1];
    for (const place of places) {
      const damaged = Buffer.from(whole);
      damaged[place] = (damaged[place] ?? 0) ^ 0x41;
      await writeFile(path, damaged);
      const kept = cache.read("salud.xlsx", "sha", () => revision);
      expect([place, kept?.revision ?? revision]).toEqual([place, revision]);
    }
    for (const length of [0, 3, 8, 100, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, length));
      const kept = cache.read("salud.xlsx", "sha", () => revision);
      expect([length, kept?.revision ?? revision]).toEqual([length, revision]);
    }
  });

  it("lets go of what a run had no use for", async () => {
    await new CarpetaCache(folder).prune();
    expect(await readdir(folder)).toEqual([]);
  });
});
