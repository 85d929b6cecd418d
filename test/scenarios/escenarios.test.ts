import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readCanonico, type CanonicoLeido } from "../../sync/canonico/leer.ts";
import { findVersion } from "../../sync/cli/version.ts";
import { CacheCanonico } from "../../sync/corrida/cache-canonico.ts";
import { CarpetaCache } from "../../sync/corrida/carpeta-cache.ts";
import { sha256 } from "../../sync/sha256.ts";
import { makeFolder } from "../sync/cli/run.ts";
import { hasLibreOffice } from "../sync/xlsx/libreoffice.ts";
import { escritosOf, isWaiting, loQueQueda, pintarCuadro } from "./cuadro.ts";
import { Espacio } from "./espacio.ts";
import { darPaso } from "./pasos.ts";
import { readRelato } from "./relato.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const historias = readdirSync(here, { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map(({ name }) => name);

/*
 * A folder a story, told in LEAME.md: a first run from ancestro.txt, what people do then, and how the run after it leaves
 * things, in esperado.txt. One more run must change nothing, not a byte of a file, and say the same.
 */
describe("a run after", () => {
  it.for(historias)("%s", async (historia, { skip }) => {
    const relato = await readRelato(join(here, historia));
    const needsOffice = [...relato.antes, ...relato.pasos].some(({ verbo }) => verbo === "guardar-con-libreoffice");
    skip(needsOffice && !hasLibreOffice, "soffice is not installed");
    const espacio = await Espacio.make(await makeFolder(), relato.ancestro);
    for (const paso of relato.antes) await darPaso(paso, espacio);
    const isFirst = [relato.libros, relato.canonico, relato.pasos].every(({ length }) => length === 0);
    if (!isFirst) await espacio.sincronizar();
    for (const bloque of relato.libros) await espacio.editLibro(bloque);
    for (const bloque of relato.canonico) await espacio.editCanonico(bloque);
    for (const paso of relato.pasos) await darPaso(paso, espacio);
    const libros = await bytesOf(join(espacio.raiz, "libros"));
    const corrida = await espacio.sincronizar();
    expect(corrida.err).not.toContain("Error interno");
    await expect(await pintarCuadro(corrida, espacio, relato)).toMatchFileSnapshot(
      join(here, historia, "esperado.txt"),
    );
    await checkUntouched(libros, escritosOf(corrida), espacio.raiz);
    conCache.push(...(await checkCache(espacio)));
    const before = await bytesOf(espacio.raiz);
    const again = await espacio.sincronizar();
    expect({ code: again.code, queda: loQueQueda(again) }).toEqual({ code: corrida.code, queda: loQueQueda(corrida) });
    const after = await bytesOf(espacio.raiz);
    // Who could not write tries again, and the store counts its tries.
    if (isWaiting(corrida)) for (const each of [before, after]) each.delete(".metas/cabeza.json");
    expect(after).toEqual(before);
    await checkCache(espacio);
  });

  it("finds the canonical workbook in the cache, wherever there is nothing to tell of it", () => {
    expect(conCache.length).toBeGreaterThan(historias.length / 2);
  });
});

/** Folders of the runs after which the canonical workbook was in the cache. */
const conCache: string[] = [];

/** What the cache says of the canonical workbook is what reading it says. */
async function checkCache({ raiz, plan, canonico }: Espacio): Promise<string[]> {
  const bytes = await readFile(canonico).catch(() => null);
  if (bytes === null) return [];
  const llave = `${await findVersion()}\n${sha256(JSON.stringify(plan))}`;
  const cache = new CacheCanonico(new CarpetaCache(join(raiz, ".metas/cache")), plan, llave);
  const kept = cache.read(sha256(bytes), () => expect.unreachable("rows are gone from the cache"));
  if (kept === null) return [];
  const leido = readCanonico(bytes, canonico, plan, []);
  expect({ ...kept, lados: filasOf(kept) }).toEqual({ ...leido, lados: filasOf(leido) });
  return [raiz];
}

function filasOf({ lados }: CanonicoLeido): unknown {
  return [...lados].map(([id, lado]) => [id, { ...lado, filas: [...lado.filas] }]);
}

/** Every workbook but those that the run says it wrote has the bytes it had. */
async function checkUntouched(
  before: ReadonlyMap<string, string>,
  escritos: readonly string[],
  raiz: string,
): Promise<void> {
  const folder = join(raiz, "libros");
  const after = await bytesOf(folder);
  const changed = [...before].filter(([path, hash]) => after.get(path) !== hash).map(([path]) => join(folder, path));
  expect(changed.sort()).toEqual(escritos.filter((path) => path.startsWith(folder)).sort());
}

/** Hashes of all files below a folder but the lock's, which says who ran last, and the cache's, which only saves time. */
async function bytesOf(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const each of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(each.parentPath, each.name);
    if (!each.isFile() || /\.metas\/(candados|cache)\//.test(path)) continue;
    found.set(
      path.slice(folder.length + 1),
      createHash("sha256")
        .update(await readFile(path))
        .digest("hex"),
    );
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
