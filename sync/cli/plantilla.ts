import { isCorte } from "../../shared/corte.ts";
import { findSecretaria } from "../../shared/layout/titulo.ts";
import type { Plan, Secretaria } from "../../shared/plan/schema.ts";
import { exitCodes, SyncError } from "../errors.ts";
import { exists, writeWhole } from "../output.ts";
import { findPlan } from "../plan-file.ts";
import { buildPlantilla } from "../plantilla.ts";
import { corteCell } from "../plantilla/hoja.ts";
import { suggest } from "../suggest.ts";
import type { Entrada, Resultado } from "./command.ts";
import { checkXlsx } from "./consolidar.ts";
import { resolvePath } from "./paths.ts";

/** Writes the official workbook of a secretaría. */
export async function run({ io, valores, marcas }: Entrada): Promise<Resultado> {
  const { plan } = await findPlan(resolvePath(valores["plan"], io), [io.cwd]);
  const secretaria = pickSecretaria(valores["secretaria"] ?? "", plan);
  const vigencia = pickVigencia(valores["vigencia"], plan, io.today);
  const corte = pickCorte(valores["corte"]);
  const salida = resolvePath(valores["salida"] ?? `${secretaria.id}-${vigencia}.xlsx`, io);
  checkXlsx(salida);
  if (!marcas.has("reemplazar") && (await exists(salida))) throw alreadyThere(salida);
  await writeWhole(salida, await buildPlantilla({ secretaria, vigencia, corte, plan }));
  const note = corte === null ? `Falta la fecha de corte: escríbala en ${corteCell}, o use --corte.\n` : "";
  return {
    exitCode: exitCodes.ok,
    json: { salida, secretaria: secretaria.id, vigencia, corte },
    text: () =>
      `Plantilla de ${secretaria.nombre}, vigencia ${vigencia}: ${salida}\n${note}` +
      "Planeación llena las columnas oscuras (la protección se quita sin contraseña) y la envía a la secretaría.\n",
  };
}

function pickSecretaria(text: string, plan: Plan): Secretaria {
  const found = findSecretaria(text, plan);
  if (found !== null) return found;
  const ids = plan.secretarias.map(({ id }) => id);
  const near = suggest(text, [...ids, ...plan.secretarias.map(({ nombre }) => nombre)]);
  throw usage("secretaria-desconocida", text, {
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
  throw usage("vigencia-fuera-del-plan", text, {
    why: `«${text}» no es una vigencia del plan.`,
    hint: `Las del plan: ${known}.`,
  });
}

function pickCorte(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (isCorte(text)) return text;
  throw usage("corte-no-legible", text, {
    why: `«${text}» no es una fecha.`,
    hint: "Escríbala como AAAA-MM-DD: 2017-09-30.",
  });
}

function alreadyThere(path: string): SyncError {
  return usage("ya-existe", path, {
    why: "El archivo ya existe, y podría tener lo que la secretaría escribió.",
    hint: "Elija otro nombre con --salida, o agregue --reemplazar.",
  });
}

function usage(code: string, where: string, { why, hint }: { why: string; hint: string }): SyncError {
  return new SyncError(code, { where, why, hint, exitCode: exitCodes.usage });
}
