import { Cron } from "croner";
import type { Config } from "../config.ts";
import { usageError, type SyncError } from "../errors.ts";

export const timezone = "America/Bogota";

/**
 * The schedule of a configuration, once it is sure that it is one.
 *
 * @throws SyncError with exit code 2 for a pattern that is none, or whose time never comes
 */
export function horarioOf({ path, horario }: Pick<Config, "path" | "horario">): string {
  const invalid = (why: string, cause?: unknown): SyncError =>
    usageError("horario-invalido", {
      where: `${path} › horario`,
      why,
      hint: "Escriba minuto, hora, día, mes y día de la semana, como «0 6 * * 1-5»: a las 6 a. m. de lunes a viernes.",
      cause,
    });
  let next: Date | null;
  try {
    next = new Cron(horario, { timezone }).nextRun();
  } catch (cause) {
    throw invalid(`«${horario}» no es un horario.`, cause);
  }
  if (next === null) throw invalid(`La hora de «${horario}» no llega nunca.`);
  return horario;
}
