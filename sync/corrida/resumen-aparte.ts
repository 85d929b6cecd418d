import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Plan } from "../../shared/plan/schema.ts";
import type { Config } from "../config.ts";
import type { SyncError } from "../errors.ts";
import { writeWhole } from "../output.ts";
import { cabezaOf, finales, finalOf, resumenCorrida, resumenFile } from "./resumen-texto.ts";
import type { ResultadoCorrida } from "./resultado.ts";
import type { Corrida } from "./planear.ts";

/**
 * The summary of a run that wrote none with its consolidated workbook. A run that ends as the last one told of leaves that
 * summary as it is: nothing is new.
 */
export async function tellResultado(config: Config, plan: Plan, resultado: ResultadoCorrida): Promise<void> {
  const path = resumenPath(config);
  if (!resultado.escritos.includes(path)) await tell(path, finalOf(resultado), resumenCorrida(resultado, null, plan));
}

/** The summary of a run that came to nothing, so that nobody reads that of an earlier one instead. */
export async function tellFalla(config: Config, plan: Plan, { id, momento }: Corrida, error: SyncError): Promise<void> {
  const final = finales[error.exitCode];
  const lines = [
    ...cabezaOf(plan, id, momento),
    `${final}. No se escribió nada.`,
    `${error.where}: ${error.message} ${error.hint}`,
    "",
  ];
  await tell(resumenPath(config), final, lines.join("\r\n"));
}

/** The summary where somebody went back to before a run, so that nobody reads there what is undone. */
export async function tellVuelta(config: Config, plan: Plan, { id, momento }: Corrida, antesDe: string): Promise<void> {
  const final = `Todo quedó como estaba antes de la corrida ${antesDe}.`;
  await tell(resumenPath(config), final, [...cabezaOf(plan, id, momento), final, ""].join("\r\n"));
}

function resumenPath({ salida }: Config): string {
  return join(dirname(salida), resumenFile);
}

/** That it cannot be written harms nobody: the run has said the same to whoever started it. */
async function tell(path: string, final: string, text: string): Promise<void> {
  try {
    const before = await readFile(path, "utf8").catch(() => "");
    if (!before.includes(`\n${final}`)) await writeWhole(path, Buffer.from(text, "utf8"));
  } catch {
    // The folder may be gone or closed.
  }
}
