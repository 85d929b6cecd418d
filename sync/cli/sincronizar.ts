import { Cron } from "croner";
import type { Logger } from "pino";
import { nombreColumna } from "../corrida/aviso.ts";
import { tellFalla, tellResultado } from "../corrida/resumen-aparte.ts";
import { sincronizar } from "../corrida/sincronizar.ts";
import type { ResultadoCorrida } from "../corrida/resultado.ts";
import { exitCodes, SyncError } from "../errors.ts";
import { makeLog } from "../log.ts";
import { horarioOf, timezone } from "./horario.ts";
import type { Entrada, Resultado } from "./command.ts";
import {
  newCorrida,
  readEspacio,
  withStore,
  withStoreToLook,
  type EspacioLeido,
  type OpcionesDisco,
} from "./espacio-abierto.ts";
import { corridaJson } from "./sincronizar-json.ts";
import { renderCorrida, renderLinea } from "./sincronizar-text.ts";
import { findVersion } from "./version.ts";

/** Merges the secretarías' workbooks with the canonical one; once, or whenever the schedule says. */
export async function run(entrada: Entrada, disco: OpcionesDisco = {}): Promise<Resultado> {
  entrada.io.spareMemory();
  const espacio = await readEspacio(entrada, "sincronizar");
  const log = makeLog(entrada.io);
  if (entrada.marcas.has("vigilar")) return vigilar(entrada, espacio, log, disco);
  const { resultado, json } = await runOnce(entrada, espacio, log, disco);
  return {
    exitCode: resultado.exitCode,
    json,
    text: (look) =>
      entrada.io.stdout.isTTY ? renderCorrida(resultado, espacio.plan.plan, look) : renderLinea(resultado),
  };
}

/** A run and, where it is asked for, its JSON: it lists all findings, which the next run may let go of. */
interface Corrida {
  readonly resultado: ResultadoCorrida;
  readonly json: object | null;
}

async function runOnce(
  { io, marcas, progreso }: Entrada,
  { config, plan }: EspacioLeido,
  log: Logger,
  disco: OpcionesDisco,
): Promise<Corrida> {
  const corrida = newCorrida(io);
  const simular = marcas.has("simular");
  log.info({ corrida: corrida.id, simular }, "corrida-empieza");
  const version = await findVersion();
  let read = 0;
  const onRead = (path: string): void => {
    progreso.show(read, undefined, path);
    read += 1;
  };
  const opciones = { corrida, simular, version, signal: io.signal, onRead };
  const done = await (simular ? withStoreToLook : withStore)(
    config,
    io,
    async (store) => {
      try {
        const resultado = await sincronizar(config, plan, store, opciones);
        if (!simular) await tellResultado(config, plan.plan, resultado);
        return { resultado, json: marcas.has("json") ? corridaJson(resultado, plan) : null };
      } catch (error) {
        if (error instanceof SyncError && !simular) await tellFalla(config, plan.plan, corrida, error);
        throw error;
      }
    },
    disco,
  );
  progreso.clear();
  tellLog(done.resultado, plan, log);
  return done;
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

/**
 * Runs at once and then at every time of the schedule until it is told to stop. What goes wrong in a turn ends that turn
 * only; configuration and plan, with the schedule in it, are read anew for each.
 */
async function vigilar(entrada: Entrada, inicial: EspacioLeido, log: Logger, disco: OpcionesDisco): Promise<Resultado> {
  const { signal } = entrada.io;
  // What is wrong from the start is for whoever starts it.
  let horario = horarioOf(inicial.config);
  let [corridas, fallidas] = [0, 0];
  let ultima: object | null = null;
  for (let espacio: EspacioLeido | null = inicial; !signal.aborted; espacio = null) {
    try {
      espacio ??= await readEspacio(entrada, "sincronizar");
      horario = horarioOf(espacio.config);
      const { resultado, json } = await runOnce(entrada, espacio, log, disco);
      corridas += 1;
      ultima = json;
      tellTurno(entrada, renderLinea(resultado));
    } catch (error) {
      entrada.progreso.clear();
      if (signal.aborted) break;
      fallidas += 1;
      const falla = fallaOf(error);
      ultima = { error: falla };
      log.error(logOf(error), "corrida-fallida");
      tellTurno(entrada, `${falla.where}: ${falla.message} ${falla.hint}\n`);
    }
    await waitForTurno(horario, signal, log);
  }
  return {
    exitCode: exitCodes.cancelled,
    json: { vigilando: false, corridas, fallidas, ultima },
    text: () => "",
  };
}

/** A turn in a line. Where stdout is to be one JSON document, the log tells of it, or a terminal's stderr, which has none. */
function tellTurno({ io, marcas }: Entrada, text: string): void {
  if (!marcas.has("json")) io.stdout.write(text);
  else if (io.stderr.isTTY) io.stderr.write(text);
}

/** What ended a turn; a bug too, the next turn may well not meet it. */
function fallaOf(error: unknown): Pick<SyncError, "code" | "where" | "message" | "hint"> {
  if (error instanceof SyncError) {
    const { code, where, message, hint } = error;
    return { code, where, message, hint };
  }
  return {
    code: codigoInterno,
    where: "metas",
    message: `Error interno del programa: ${error instanceof Error ? error.message : String(error)}`,
    hint: "No es culpa suya; se intenta otra vez en la próxima corrida. Si se repite, envíe este texto a quien mantiene el programa.",
  };
}

/** The same for the log: a bug's own message may hold the text of a cell, the places where it happened do not. */
function logOf(error: unknown): object {
  if (error instanceof SyncError) return { code: error.code, archivo: error.where, motivo: error.message };
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return {
    code: codigoInterno,
    motivo: error instanceof Error ? error.name : typeof error,
    lugares: stack.split("\n").flatMap((line) => /^\s+at (.+)$/.exec(line)?.[1] ?? []),
  };
}

const codigoInterno = "error-interno";

/** Comes back at the schedule's next time, or when it is told to stop. */
async function waitForTurno(horario: string, signal: AbortSignal, log: Logger): Promise<void> {
  await new Promise<void>((resolve) => {
    const cron = new Cron(horario, { timezone, maxRuns: 1 }, () => resolve());
    const next = cron.nextRun();
    if (next !== null) log.info({ siguiente: next.toISOString() }, "espera");
    const stop = (): void => {
      cron.stop();
      resolve();
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
