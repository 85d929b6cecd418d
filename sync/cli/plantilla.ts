import { join } from "node:path";
import { isCorte } from "../../shared/corte.ts";
import { findSecretaria } from "../../shared/layout/titulo.ts";
import type { Plan, Secretaria } from "../../shared/plan/schema.ts";
import type { Config } from "../config.ts";
import { exitCodes, usageError, type SyncError } from "../errors.ts";
import { exists, writeWhole } from "../output.ts";
import { buildPlantilla } from "../plantilla.ts";
import { corteCell } from "../plantilla/hoja.ts";
import { suggest } from "../../shared/suggest.ts";
import type { Entrada, Resultado } from "./command.ts";
import { checkXlsx } from "./consolidar.ts";
import { findEspacio, findPlanOf, planJson, planLine } from "./espacio.ts";
import { resolvePath } from "./paths.ts";

/** Writes the official workbook of a secretaría. */
export async function run(entrada: Entrada): Promise<Resultado> {
  const { io, valores, marcas } = entrada;
  const named = resolvePath(valores["salida"], io);
  const espacio = await findEspacio(entrada, named === undefined);
  const leido = await findPlanOf(entrada, espacio, named === undefined ? [] : [named]);
  const { plan } = leido;
  const secretaria = pickSecretaria(valores["secretaria"] ?? "", plan);
  const vigencia = pickVigencia(valores["vigencia"], plan, io.today);
  const corte = pickCorte(valores["corte"]);
  const salida = named ?? usualSalida(secretaria, vigencia, espacio, io.cwd);
  checkXlsx(salida);
  if (!marcas.has("reemplazar") && (await exists(salida))) throw alreadyThere(salida);
  await writeWhole(salida, await buildPlantilla({ secretaria, vigencia, corte, plan }));
  const note = corte === null ? `Falta la fecha de corte: escríbala en ${corteCell}, o use --corte.\n` : "";
  return {
    exitCode: exitCodes.ok,
    json: { salida, plan: planJson(leido), secretaria: secretaria.id, vigencia, corte },
    text: (look) =>
      `${planLine(leido, look)}\nPlantilla de ${secretaria.nombre}, vigencia ${vigencia}: ${salida}\n${note}` +
      "Planeación llena las columnas oscuras (la protección se quita sin contraseña) y la envía a la secretaría.\n",
  };
}

/** Among the workbooks of the workspace, where there is one. */
function usualSalida({ id }: Secretaria, vigencia: number, espacio: Config | null, cwd: string): string {
  return espacio === null ? join(cwd, `${id}-${vigencia}.xlsx`) : join(espacio.libros, `${id}.xlsx`);
}

function pickSecretaria(text: string, plan: Plan): Secretaria {
  const found = findSecretaria(text, plan);
  if (found !== null) return found;
  const ids = plan.secretarias.map(({ id }) => id);
  const near = suggest(text, [...ids, ...plan.secretarias.map(({ nombre }) => nombre)]);
  throw usageError("secretaria-desconocida", {
    where: text,
    why: `El plan no tiene la secretaría «${text}».${near === null ? "" : ` ¿Quiso decir «${near}»?`}`,
    hint: `Las del plan: ${ids.join(", ")}.`,
  });
}

function pickVigencia(text: string | undefined, plan: Plan, today: string): number {
  const known = plan.vigencias.join(", ");
  if (text === undefined) {
    const current = Number(today.slice(0, 4));
    return plan.vigencias.includes(current) ? current : (plan.vigencias.at(-1) ?? current);
  }
  const vigencia = Number(text);
  if (/^\d{4}$/.test(text) && plan.vigencias.includes(vigencia)) return vigencia;
  throw usageError("vigencia-fuera-del-plan", {
    where: text,
    why: `«${text}» no es una vigencia del plan.`,
    hint: `Las del plan: ${known}.`,
  });
}

function pickCorte(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (isCorte(text)) return text;
  throw usageError("corte-no-legible", {
    where: text,
    why: `«${text}» no es una fecha.`,
    hint: "Escríbala como AAAA-MM-DD: 2017-09-30.",
  });
}

function alreadyThere(path: string): SyncError {
  return usageError("ya-existe", {
    where: path,
    why: "El archivo ya existe, y podría tener lo que la secretaría escribió.",
    hint: "Elija otro nombre con --salida, o agregue --reemplazar.",
  });
}
