import { exitCodes, SyncError, type ExitCode } from "../errors.ts";
import { jsonText } from "../json-text.ts";
import type { Comando, Resultado } from "./command.ts";
import { comandos } from "./commands.ts";
import { comandoHelp, globalHelp } from "./help.ts";
import { lookOf, paint, Progreso, type Io } from "./io.ts";
import { parseOrden, type Orden } from "./parse.ts";
import { findVersion } from "./version.ts";

/**
 * Runs one command line; prints, never throws and never ends the process.
 *
 * @param argv words after `metas`
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  const json = argv.includes("--json");
  const progreso = new Progreso(io);
  try {
    const resultado = await runOrden(parseOrden(argv), io, progreso);
    progreso.clear();
    io.stdout.write(json ? jsonText(resultado.json) : resultado.text(lookOf(io)));
    return resultado.exitCode;
  } catch (error) {
    progreso.clear();
    return showFailure(error, json, io);
  }
}

async function runOrden(orden: Orden, io: Io, progreso: Progreso): Promise<Resultado> {
  switch (orden.kind) {
    case "version": {
      const version = await findVersion();
      return { exitCode: exitCodes.ok, json: { version }, text: () => `${version}\n` };
    }
    case "ayuda": {
      const { comando } = orden;
      const version = await findVersion();
      return {
        exitCode: exitCodes.ok,
        json: comando === null ? { version, comandos: comandos.map(describe) } : describe(comando),
        text: (look) => (comando === null ? globalHelp(version, look) : comandoHelp(comando, look)),
      };
    }
    case "comando": {
      const { run } = await orden.comando.load();
      return run({ ...orden, io, progreso });
    }
  }
}

function describe({ nombre, alias, resumen, argumentos, opciones, ejemplos, salidas }: Comando): object {
  return { nombre, alias: alias ?? null, resumen, argumentos, opciones, ejemplos, salidas };
}

/** Prints what went wrong: a person's mistake with what to do about it, a bug with how to report it. */
function showFailure(error: unknown, json: boolean, io: Io): ExitCode {
  if (io.signal.aborted) {
    if (json)
      io.stdout.write(jsonText(errorJson("cancelado", "metas", "Cancelado por usted.", "Nada quedó a medias.")));
    io.stderr.write("Cancelado: nada quedó a medias.\n");
    return exitCodes.cancelled;
  }
  const debug = io.env["METAS_DEBUG"] === "1";
  const look = { ...lookOf({ stdout: io.stderr, env: io.env }) };
  const stack = debug && error instanceof Error ? `${error.stack ?? ""}\n` : "";
  if (error instanceof SyncError) {
    if (json) io.stdout.write(jsonText(errorJson(error.code, error.where, error.message, error.hint)));
    io.stderr.write(
      `${paint("✖", "red", look)} ${paint(error.where, "bold", look)}: ${error.message}\n  → ${error.hint}\n${stack}`,
    );
    return error.exitCode;
  }
  const message = `Error interno del programa: ${error instanceof Error ? error.message : String(error)}`;
  const hint =
    "No es culpa suya. Repita con METAS_DEBUG=1 y envíe el texto, con la orden que usó, a quien mantiene el programa.";
  if (json) io.stdout.write(jsonText(errorJson("error-interno", "metas", message, hint)));
  io.stderr.write(`${paint("✖", "red", look)} ${message}\n  → ${hint}\n${stack}`);
  return exitCodes.failed;
}

function errorJson(code: string, where: string, message: string, hint: string): object {
  return { error: { code, where, message, hint } };
}
