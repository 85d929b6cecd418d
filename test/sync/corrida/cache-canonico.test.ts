import * as fc from "fast-check";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { Tabla } from "../../../shared/merge/mezcla.ts";
import { buildCanonico } from "../../../sync/canonico/canonico.ts";
import { readCanonico, type CanonicoLeido } from "../../../sync/canonico/leer.ts";
import { CacheCanonico, isSinNovedad } from "../../../sync/corrida/cache-canonico.ts";
import { CarpetaCache } from "../../../sync/corrida/carpeta-cache.ts";
import { TablaGuardada } from "../../../sync/corrida/tabla-guardada.ts";
import { tablas } from "../canonico/al-azar.ts";
import { ejemplo, plan, secretarias } from "../canonico/ejemplo.ts";
import { makeFolder } from "../cli/run.ts";
import { bytesOf } from "../../bytes-of.ts";

const never = (): CanonicoLeido => {
  throw new Error("the workbook was read");
};
const { vigencia, corte, filas } = ejemplo;

describe("the cache of the canonical workbook", () => {
  let folder = "";
  let cache = open();

  function open(llave = "1"): CacheCanonico {
    return new CacheCanonico(new CarpetaCache(folder), plan, llave);
  }

  beforeEach(async () => {
    folder = join(await makeFolder(), "cache");
    cache = open();
    await cache.write({ sha: "sha", vigencia, corte, filas });
  });

  it("gives what reading the workbook gives, whatever its cells hold", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tablas, { minLength: 3, maxLength: 3 }), async (random) => {
        const written = new Map(secretarias.map((id, index) => [id, random[index] ?? new Map()]));
        const file = await bytesOf(buildCanonico({ ...ejemplo, conflictos: [], historial: [], filas: written }));
        const leido = readCanonico(file, "canonico.xlsx", plan, []);
        expect(isSinNovedad(leido, plan)).toBe(true);
        await cache.write({ sha: "al azar", vigencia, corte, filas: written });
        expect(contentOf(open().read("al azar", never))).toEqual(contentOf(leido));
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ["another workbook", "otro", "1"],
    ["another program or plan", "sha", "2"],
  ])("knows nothing of %s", (_, sha, llave) => {
    expect(open(llave).read(sha, never)).toBeNull();
  });

  it("keeps the rows of a secretaría once, however often the workbook changes", async () => {
    const before = await readdir(folder);
    const [una, ...otras] = secretarias;
    const leido = cache.read("sha", never);
    const first: Tabla = new Map([...(leido?.lados.get(una)?.filas ?? [])].slice(1));
    const rest = otras.map((id) => [id, leido?.lados.get(id)?.filas ?? new Map()] as const);
    expect(rest.every(([, tabla]) => tabla instanceof TablaGuardada)).toBe(true);
    await cache.write({ sha: "sha2", vigencia, corte, filas: new Map([[una, first], ...rest]) });
    expect((await readdir(folder)).length - before.length).toBe(2);
    expect(cache.read("sha2", never)?.lados.get(una)?.filas).toMatchObject({ size: first.size });
  });

  it("reads the workbook where rows are gone or damaged, and only then", async () => {
    const file = await bytesOf(buildCanonico({ ...ejemplo, conflictos: [], historial: [] }));
    const leido = readCanonico(file, "canonico.xlsx", plan, []);
    const kept = cache.read("sha", () => leido);
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      const bytes = await readFile(path);
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      await writeFile(path, bytes);
    }
    expect(contentOf(kept)).toEqual(contentOf(leido));
    await rm(folder, { recursive: true });
    expect(open().read("sha", never)).toBeNull();
  });

  it("keeps rows again that were gone, after one reading for all secretarías", async () => {
    const file = await bytesOf(buildCanonico({ ...ejemplo, conflictos: [], historial: [] }));
    const names = await readdir(folder);
    const whole = await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const));
    const tables = whole.filter(([, bytes]) => !bytes.includes("tablas")).map(([name]) => name);
    for (const name of tables) await rm(join(folder, name));
    let reads = 0;
    const leer = (): CanonicoLeido => {
      reads++;
      return readCanonico(file, "canonico.xlsx", plan, []);
    };
    const kept = cache.read("sha", leer);
    const all = new Map([...(kept?.lados ?? [])].map(([id, { filas: tabla }]) => [id, tabla]));
    expect(contentOf(kept)).toEqual(contentOf(readCanonico(file, "canonico.xlsx", plan, [])));
    await cache.write({ sha: "sha", vigencia, corte, filas: all });
    expect(reads).toBe(1);
    expect((await readdir(folder)).sort()).toEqual(names.sort());
    expect(contentOf(open().read("sha", never))).toEqual(contentOf(kept));
  });

  it("lets go of what no canonical workbook has any more", async () => {
    const carpeta = new CarpetaCache(folder);
    const next = new CacheCanonico(carpeta, plan, "1");
    next.keep("sha");
    await carpeta.prune();
    expect(contentOf(next.read("sha", never))).toEqual(contentOf(cache.read("sha", never)));
    await new CarpetaCache(folder).prune();
    expect(await readdir(folder)).toEqual([]);
  });
});

/** What a run takes from it. */
function contentOf(leido: CanonicoLeido | null): unknown {
  return (
    leido && {
      ...leido,
      lados: [...leido.lados].map(([id, lado]) => [id, { ...lado, filas: [...lado.filas] }]),
    }
  );
}
