import { toleranciaParticipacion } from "../compartida.ts";
import { datoValue } from "../dato.ts";
import { formatPorcentaje } from "../number.ts";
import { listText } from "../text.ts";
import { nombreOf, placeOfFila, type AcrossCheck, type AcrossContext, type FilaDeLibro } from "./across-raise.ts";
import { findDiferencias, isDoubtful } from "./planeacion.ts";

/** Checks of the metas that several secretarías share. */
export const compartidaChecks: readonly AcrossCheck[] = [
  function withoutShare(context, raise) {
    for (const group of sharedGroups(context)) {
      for (const each of group) {
        const { codigo, participacion, secretaria } = each.indicador;
        if (participacion.kind === "value" || participacion.kind === "unknown") continue;
        const ids = new Set(group.map(({ indicador }) => indicador.secretaria).filter((id) => id !== secretaria));
        const otras = [...ids].map((id) => nombreOf(context.plan, id)).join("», «");
        raise("codigo-en-dos-secretarias", placeOfFila(each, "participacion"), { codigo, otras });
      }
    }
  },
  function sharesOffHundred({ grupos, completa, plan }, raise) {
    for (const [codigo, group] of grupos) {
      const shares = group.map(({ indicador }) => datoValue(indicador.participacion));
      const known = shares.filter((share) => share !== null);
      if (known.length === 0 || known.length < group.length) continue;
      const sum = known.reduce((total, share) => total + share, 0);
      const off = sum - 100;
      if (Math.abs(off) <= toleranciaParticipacion || (off < 0 && !completa)) continue;
      const partes = listText(
        group.map(({ indicador }, place) => {
          const share = formatPorcentaje((known[place] ?? 0) / 100, 2);
          return `${nombreOf(plan, indicador.secretaria)} ${share}`;
        }),
      );
      for (const each of group) {
        const params = { codigo, suma: formatPorcentaje(sum / 100, 2), partes };
        raise("participaciones-no-suman", placeOfFila(each, "participacion"), params);
      }
    }
  },
  function otherFigures(context, raise) {
    for (const group of sharedGroups(context)) {
      const [first, ...others] = group;
      if (first === undefined) continue;
      const secretaria = nombreOf(context.plan, first.indicador.secretaria);
      for (const each of others) {
        for (const { key, ...words } of findDiferencias(each.indicador, first.indicador, context.plan)) {
          if ([first, each].some(({ leido }) => isDoubtful(leido, key))) continue;
          raise("compartida-distinta", placeOfFila(each, key), { secretaria, ...words });
        }
      }
    }
  },
];

/** Rows of one código in more than one secretaría. */
function sharedGroups({ grupos }: AcrossContext): (readonly FilaDeLibro[])[] {
  return [...grupos.values()].filter(
    (group) => group.length > 1 && new Set(group.map(({ indicador }) => indicador.secretaria)).size > 1,
  );
}
