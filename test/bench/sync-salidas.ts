import { dirname, join } from "node:path";
import type { Plan } from "../../shared/plan/schema.ts";
import { buildCanonico } from "../../sync/canonico/canonico.ts";
import type { CanonicoLeido } from "../../sync/canonico/leer.ts";
import type { Config } from "../../sync/config.ts";
import { consolidarLibros, type LibroLeido } from "../../sync/consolidar.ts";
import { writeWhole } from "../../sync/output.ts";

/** Makes and writes what a run writes, the canonical and the consolidated workbook, beside it and with nothing else. */
export async function writeSalidas(
  { salida }: Config,
  plan: Plan,
  { vigencia, corte, lados }: CanonicoLeido,
  revisados: readonly LibroLeido[],
): Promise<void> {
  const folder = dirname(salida);
  const canonico = await buildCanonico({
    plan,
    vigencia: vigencia ?? plan.lineaBase + 1,
    corte,
    filas: new Map([...lados].map(([id, { filas }]) => [id, filas])),
    conflictos: [],
    historial: [],
  });
  await writeWhole(join(folder, "base-canonico.xlsx"), canonico);
  await writeWhole(join(folder, "base-consolidado.xlsx"), (await consolidarLibros(revisados, plan)).file);
}
