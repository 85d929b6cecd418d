import { Cron } from "croner";
import type { Logger } from "pino";
import { nombreColumna } from "../corrida/aviso.ts";
import { sincronizar } from "../corrida/sincronizar.ts";
import type { ResultadoCorrida } from "../corrida/resultado.ts";
import { exitCodes, SyncError, usageError } from "../errors.ts";
import { makeLog } from "../log.ts";
import type { Entrada, Resultado } from "./command.ts";
import { newCorrida, readEspacio, withStore, type EspacioLeido, type OpcionesDisco } from "./espacio-abierto.ts";
import { corridaJson } from "./sincronizar-json.ts";
import { renderCorrida, renderLinea } from "./sincronizar-text.ts";
import { findVersion } from "./version.ts";

/** Merges the secretarías' workbooks with the canonical one; once, or whenever the schedule says. */
export async function run(entrada: Entrada, disco: OpcionesDisco = {}): Promise<Resultado> {
  const espacio = await readEspacio(entrada, "sincronizar");
  const log = makeLog(entrada.io);
  if (entrada.marcas.has("vigilar")) return vigilar(entrada, espacio, log, disco);
  const resultado = await runOnce(entrada, espacio, log, disco);
  return {
    exitCode: resultado.exitCode,
    json: corridaJson(resultado, espacio.plan),
    text: (look) =>
      entrada.io.stdout.isTTY ? renderCorrida(resultado, espacio.plan.plan, look) : renderLinea(resultado),
  };
}

async function runOnce(
  { io, marcas, progreso }: Entrada,
  { config, plan }: EspacioLeido,
  log: Logger,
  disco: OpcionesDisco,
): Promise<ResultadoCorrida> {
  const corrida = newCorrida(io);
  const simular = marcas.has("simular");
  log.info({ corrida: corrida.id, simular }, "corrida-empieza");
  const version = await findVersion();
  let read = 0;
  const resultado = await withStore(
    config,
    io,
    (store) =>
      sincronizar(config, plan, store, {
        corrida,
        simular,
        version,
        signal: io.signal,
        onRead: (path) => {
          progreso.show(read, undefined, path);
          read += 1;
        },
      }),
    disco,
  );
  progreso.clear();
  tellLog(resultado, plan, log);
  return resultado;
}

function tellLog(resultado: ResultadoCorrida, { plan }: EspacioLeido["plan"], log: Logger): void {
  for (const { secretaria, estado, error, alLibro, alCanonico, conflictos } of resultado.secretarias) {
    const counts = { alLibro: alLibro.length, alCanonico: alCanonico.length, conflictos: conflictos.length };
    const why = error === null ? {} : { code: error.code, archivo: error.where, motivo: error.message };
    log[error === null ? "info" : "warn"]({ secretaria, estado, ...counts, ...why }, "secretaria");
  }
  for (const { secretaria, codigo, columna, hacia, regla } of resultado.cambios) {
    log.debug({ secretaria, codigo, columna: nombreColumna(columna, plan), hacia, regla }, "cambio");
  }
  const { corrida, exitCode, escritos, recuperada } = resultado;
  log.info({ corrida, exitCode, escritos, recuperada }, "corrida-termina");
}

/** Runs at every time of the schedule until it is told to stop; a run that fails does not end it. */
async function vigilar(entrada: Entrada, espacio: EspacioLeido, log: Logger, disco: OpcionesDisco): Promise<Resultado> {
  const { io } = entrada;
  const cron = scheduleOf(espacio.config);
  const once = async (): Promise<void> => {
    try {
      const resultado = await runOnce(entrada, espacio, log, disco);
      io.stdout.write(renderLinea(resultado));
    } catch (error) {
      if (!(error instanceof SyncError)) throw error;
      log.error({ code: error.code, archivo: error.where, motivo: error.message }, "corrida-fallida");
      io.stdout.write(`${error.where}: ${error.message} ${error.hint}\n`);
    }
    const next = cron.nextRun();
    if (next !== null) log.info({ siguiente: next.toISOString() }, "espera");
  };
  await once();
  await new Promise<void>((resolve, reject) => {
    cron.schedule(() => once().catch(reject));
    io.signal.addEventListener("abort", () => resolve(), { once: true });
    if (io.signal.aborted) resolve();
  }).finally(() => cron.stop());
  return { exitCode: exitCodes.ok, json: { vigilando: false }, text: () => "" };
}

/** @throws SyncError with exit code 2 for a pattern that is none */
function scheduleOf({ path, horario }: EspacioLeido["config"]): Cron {
  try {
    return new Cron(horario, { timezone: "America/Bogota", protect: true, paused: false });
  } catch (cause) {
    throw usageError("horario-invalido", {
      where: `${path} › horario`,
      why: `«${horario}» no es un horario.`,
      hint: "Escriba minuto, hora, día, mes y día de la semana, como «0 6 * * 1-5»: a las 6 a. m. de lunes a viernes.",
      cause,
    });
  }
}
