import { realpath } from "node:fs/promises";
import { dirname } from "node:path";
import { exitCodes, usageError } from "../errors.ts";
import type { Entrada, Resultado } from "./command.ts";
import { readEspacio } from "./espacio-abierto.ts";
import { horarioOf } from "./horario.ts";
import { makeProgramas } from "../corrida/programa.ts";

/** Prints what each system's own scheduler needs to run the sync; installs nothing. */
export async function run(entrada: Entrada): Promise<Resultado> {
  if (!entrada.marcas.has("imprimir")) {
    throw usageError("opcion-obligatoria", {
      where: "metas programar",
      why: "Falta --imprimir: el programa no toca el programador de tareas, solo dice qué ponerle.",
      hint: "metas programar --imprimir",
    });
  }
  const { config } = await readEspacio(entrada, "programar");
  const programas = makeProgramas({
    node: process.execPath,
    // Under npx the program is a link in a folder that npm empties.
    metas: await realpath(process.argv[1] ?? "metas"),
    carpeta: dirname(config.path),
    horario: horarioOf(config),
  });
  return {
    exitCode: exitCodes.ok,
    json: { horario: config.horario, ...programas },
    text: () =>
      [
        "Linux, con systemd: guarde estos dos archivos y actívelos.",
        "",
        "# ~/.config/systemd/user/metas.service",
        programas.service,
        "# ~/.config/systemd/user/metas.timer",
        programas.timer,
        "systemctl --user daemon-reload && systemctl --user enable --now metas.timer",
        "loginctl enable-linger   # para que corra sin que nadie haya entrado",
        "",
        "Linux, con cron: agregue estas líneas con «crontab -e». Donde cron no conoce CRON_TZ vale la hora del equipo.",
        "",
        programas.cron,
        "",
        "Windows: pegue esta orden en un símbolo del sistema abierto como administrador.",
        "",
        programas.windows,
        "",
        "En todos, el código con que termina la orden dice qué pasó: metas sincronizar --help.",
        "",
      ].join("\n"),
  };
}
