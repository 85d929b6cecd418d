import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { once } from "node:events";
import { findVersion } from "../../sync/cli/version.ts";
import { readConfig } from "../../sync/config.ts";
import type { LibroLeido } from "../../sync/consolidar.ts";
import { CacheCanonico } from "../../sync/corrida/cache-canonico.ts";
import { CacheRevisiones } from "../../sync/corrida/cache.ts";
import { CarpetaCache } from "../../sync/corrida/carpeta-cache.ts";
import { reviewBytes } from "../../sync/corrida/lectura.ts";
import { listLibros, readSha } from "../../sync/libro.ts";
import { findPlan } from "../../sync/plan-file.ts";
import { sha256 } from "../../sync/sha256.ts";
import { writeSalidas } from "./sync-salidas.ts";

/*
 * What no run can do without where one workbook changed, in a process of its own that has done nothing before: that
 * workbook is read, and both outputs are made and written, the rows of the others taken from where a run left them.
 * `node sync-base.js CONFIG LIBRO`, which waits for a line and answers with the seconds; the start is not counted.
 */

const [configPath = "", libro = ""] = process.argv.slice(2);
await once(process.stdin, "data");
const start = performance.now();
const raiz = dirname(configPath);
const config = await readConfig(configPath);
const { plan } = await findPlan(null, [raiz]);
const llave = `${await findVersion()}\n${sha256(JSON.stringify(plan))}`;
const carpeta = new CarpetaCache(join(raiz, ".metas/cache"));
const revisiones = new CacheRevisiones(carpeta, plan, llave);
const revisados: LibroLeido[] = [];
for (const path of await listLibros([config.libros])) {
  const changed = join(config.libros, libro) === path;
  const revision = changed
    ? reviewBytes(readFileSync(path), path, plan)
    : revisiones.read(path, await readSha(path), missing)?.revision;
  revisados.push({ path, revision: revision ?? missing(), error: null });
}
const canonico = new CacheCanonico(carpeta, plan, llave).read(await readSha(config.canonico), missing) ?? missing();
await writeSalidas(config, plan, canonico, revisados);
process.stdout.write(`${(performance.now() - start) / 1000}\n`);
process.exit();

function missing(): never {
  throw new Error("no run has left its rows");
}
