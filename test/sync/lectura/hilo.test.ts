import { execFile } from "node:child_process";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { planSchema } from "../../../shared/plan/schema.ts";
import { cali2016 } from "../../../shared/plan/cali-2016-2019.ts";
import { buildPlantilla, type FilaPlantilla } from "../../../sync/plantilla.ts";
import { makeFolder, runMetas } from "../cli/run.ts";

/** The command as people run it, which reads much with a second thread; the sources, run here, never do. */
const metas = fileURLToPath(new URL("../../../dist/bin/metas.js", import.meta.url));

test("much is read with a second thread, in order and with the same result", { timeout: 120_000 }, async () => {
  const cwd = await makeFolder();
  const plan = planSchema.parse(cali2016);
  const [secretaria] = plan.secretarias;
  if (secretaria === undefined) throw new Error("no secretaría");
  let bytes = 0;
  for (const name of ["a", "c", "d"]) {
    const indicadores = Array.from({ length: 1200 }, (_, row) => filaOf(name, row));
    const path = join(cwd, `${name}.xlsx`);
    await writeFile(path, await buildPlantilla({ secretaria, vigencia: 2017, corte: "2017-09-30", plan, indicadores }));
    bytes += (await stat(path)).size;
  }
  await writeFile(join(cwd, "b.xlsx"), "no es un libro");
  expect(bytes).toBeGreaterThan(1024 * 1024);
  const inline = await runMetas(["validar", ".", "--json"], cwd);
  const beside = await new Promise<{ code: unknown; out: string }>((resolve) => {
    execFile(process.execPath, [metas, "validar", ".", "--json"], { cwd, maxBuffer: 2 ** 28 }, (error, out) => {
      resolve({ code: error?.code ?? 0, out });
    });
  });
  expect(beside.code).toBe(inline.code);
  expect(JSON.parse(beside.out)).toEqual(inline.json());
});

/** A row whose texts do not compress. */
function filaOf(name: string, row: number): FilaPlantilla {
  const observaciones = Array.from({ length: 40 }, (_, word) =>
    Math.sin((row + 1) * (word + 1) * name.charCodeAt(0))
      .toString(36)
      .slice(3),
  ).join(" ");
  return {
    codigo: `4401001${String(row + 1).padStart(4, "0")}`,
    nombre: `Indicador ${row}`,
    meta2017: row,
    ejecucion2017: row / 2,
    observaciones,
  };
}
