import { basename } from "node:path";
import { relativePath } from "../corrida/relativo.ts";
import { tellVuelta } from "../corrida/resumen-aparte.ts";
import { resumenFile } from "../corrida/resumen-texto.ts";
import { exitCodes } from "../errors.ts";
import type { Manifiesto } from "../store/backups.ts";
import type { Omitida } from "../store/finish.ts";
import type { Entrada, Resultado } from "./command.ts";
import { newCorrida, readEspacio, withStore } from "./espacio-abierto.ts";
import { paint, programName } from "./io.ts";

/** Puts everything back as it was before a run, as a run of its own; or lists the runs that can be gone back to. */
export async function run(entrada: Entrada): Promise<Resultado> {
  const { io, valores } = entrada;
  const { config, plan } = await readEspacio(entrada, "restaurar");
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
    const nueva = newCorrida(io);
    const { id: corrida } = nueva;
    const { omitidas, sinRespaldo, posteriores, hechas } = await store.restore(wanted, corrida);
    const isDone = omitidas.length === 0;
    if (isDone) await tellVuelta(config, plan.plan, nueva, wanted);
    // It leaves nothing to undo where everything was already so.
    const isUndoable = (await store.listCorridas()).some((each) => each.corrida === corrida);
    const undo = `${programName(io)} restaurar --corrida ${corrida}`;
    return {
      exitCode: isDone ? exitCodes.ok : exitCodes.temporary,
      json: { restaurada: wanted, corrida, hechas, omitidas, sinRespaldo, posteriores },
      text: () =>
        [
          ...(isDone ? [`Todo quedó como estaba antes de la corrida ${wanted}.`] : []),
          ...omitidas.map(
            ({ path, causa }) =>
              `No se devolvió nada, por ${path === null ? "una parte" : relativePath(config, path)}: ${remedios[causa]}`,
          ),
          ...omitidas.flatMap(({ nuevo }) =>
            nuevo === null ? [] : [`Lo que se iba a poner quedó al lado, en ${relativePath(config, nuevo)}.`],
          ),
          // The summary has just been written anew.
          ...(isDone ? sinRespaldo.filter((path) => basename(path) !== resumenFile) : []).map(
            (path) => `No había respaldo de ${relativePath(config, path)}; quedó como está.`,
          ),
          ...posteriores.map(
            (path) =>
              `${relativePath(config, path)} tenía cambios posteriores a la última corrida que lo escribió; se guardaron, y se recuperan deshaciendo esto.`,
          ),
          ...(isUndoable ? [`Esto también se puede deshacer: ${undo}`] : []),
          "",
        ].join("\n"),
    };
  });
}

/** What is the matter with a file that kept everything from being put back, and what to do. */
const remedios: Readonly<Record<Omitida["causa"], string>> = {
  abierto: "está abierto. Ciérrelo en Excel y repita.",
  "solo-lectura": "es de solo lectura. Quítele esa marca en sus propiedades y repita.",
  cambio: "alguien lo guardó entre tanto, y lo que guardó sigue ahí. Repita.",
  perdido: "se perdió lo que se iba a poner en su lugar. Repita.",
  requisito: "depende de otro que no se devolvió. Repita.",
};

/** The workbooks that a run replaced. */
function short({ archivos }: Manifiesto): string[] {
  return archivos
    .filter(({ respaldado, path }) => respaldado && /\.xlsx?$|\.xlsm$/i.test(path))
    .map(({ path }) => path);
}
