import { relativePath } from "../corrida/relativo.ts";
import { exitCodes } from "../errors.ts";
import type { Manifiesto } from "../store/backups.ts";
import type { Entrada, Resultado } from "./command.ts";
import { newCorrida, readEspacio, withStore } from "./espacio-abierto.ts";
import { paint, programName } from "./io.ts";

/** Puts everything back as it was before a run, as a run of its own; or lists the runs that can be gone back to. */
export async function run(entrada: Entrada): Promise<Resultado> {
  const { io, valores } = entrada;
  const { config } = await readEspacio(entrada, "restaurar");
  const wanted = valores["corrida"];
  return withStore(config, io, async (store) => {
    if (wanted === undefined) {
      const corridas = await store.listCorridas();
      return {
        exitCode: exitCodes.ok,
        json: {
          corridas: corridas.map((each) => ({ corrida: each.corrida, cuando: each.cuando, archivos: short(each) })),
        },
        text: (look) =>
          corridas.length === 0
            ? "Todavía no hay corridas con respaldo.\n"
            : [
                ...[...corridas]
                  .reverse()
                  .map((each) => `${paint(each.corrida, "bold", look)}  ${short(each).join(", ") || "solo el estado"}`),
                "",
                `Para dejar todo como estaba antes de una: ${programName(io)} restaurar --corrida ID`,
                "",
              ].join("\n"),
      };
    }
    const corrida = newCorrida(io).id;
    const { omitidas, sinRespaldo, hechas } = await store.restore(wanted, corrida);
    const isDone = omitidas.length === 0;
    return {
      exitCode: isDone ? exitCodes.ok : exitCodes.temporary,
      json: { restaurada: wanted, corrida, hechas, omitidas, sinRespaldo },
      text: () =>
        [
          ...(isDone ? [`Todo quedó como estaba antes de la corrida ${wanted}.`] : []),
          ...omitidas.map(({ path }) => `No se pudo devolver ${path ?? "una parte"}: ciérrelo en Excel y repita.`),
          ...sinRespaldo.map((path) => `No había respaldo de ${relativePath(config, path)}; quedó como está.`),
          `Esto también se puede deshacer: ${programName(io)} restaurar --corrida ${corrida}`,
          "",
        ].join("\n"),
    };
  });
}

/** The workbooks that a run replaced. */
function short({ archivos }: Manifiesto): string[] {
  return archivos
    .filter(({ respaldado, path }) => respaldado && /\.xlsx?$|\.xlsm$/i.test(path))
    .map(({ path }) => path);
}
