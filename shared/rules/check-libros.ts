import { formatFecha } from "../corte.ts";
import { listText } from "../text.ts";
import { nombreOf, type AcrossCheck, type AcrossPlace, type LibroLeido } from "./across-raise.ts";
import type { TituloCampo } from "../layout/titulo.ts";

/** Checks of which workbooks there are: whose, how many, and whether they speak of the same moment. */
export const librosChecks: readonly AcrossCheck[] = [
  function missing({ completa, leidos, plan }, raise) {
    if (!completa) return;
    const reported = new Set(leidos.flatMap(({ secretarias }) => [...secretarias]));
    for (const { id, nombre } of plan.secretarias) {
      if (!reported.has(id)) raise("secretaria-sin-reporte", { secretaria: id }, { secretaria: nombre });
    }
  },
  function twice({ leidos, plan }, raise) {
    const libros = new Map<string, LibroLeido[]>();
    for (const leido of leidos) {
      const id = leido.reporte.secretaria?.id;
      if (id === undefined) continue;
      const group = libros.get(id);
      if (group === undefined) libros.set(id, [leido]);
      else group.push(leido);
    }
    for (const [id, group] of libros) {
      if (group.length < 2) continue;
      for (const leido of group) {
        const otros = listText(group.filter((each) => each !== leido).map(({ libro }) => `«${libro.file}»`));
        raise("secretaria-en-dos-libros", placeOfTitulo(leido, "secretaria"), {
          secretaria: nombreOf(plan, id),
          otros,
        });
      }
    }
  },
  function vigencia({ leidos }, raise) {
    for (const { leido, valor, comun } of findOdd(leidos, ({ reporte }) => reporte.vigencia)) {
      const params = { vigencia: String(valor), comun: String(comun) };
      raise("vigencia-distinta", placeOfTitulo(leido, "vigencia"), params);
    }
  },
  function corte({ leidos }, raise) {
    for (const { leido, valor, comun } of findOdd(leidos, ({ reporte }) => reporte.corte)) {
      raise("corte-distinto", placeOfTitulo(leido, "corte"), { corte: formatFecha(valor), comun: formatFecha(comun) });
    }
  },
];

function placeOfTitulo(leido: LibroLeido, campo: TituloCampo): AcrossPlace {
  const { secretaria, titulo } = leido.reporte;
  return { leido, ...titulo.cells[campo], ...(secretaria === null ? {} : { secretaria: secretaria.id }) };
}

/** Workbooks that say otherwise than most of them; among equally frequent values the latest counts as common. */
function findOdd<Valor extends string | number>(
  leidos: readonly LibroLeido[],
  valorOf: (leido: LibroLeido) => Valor | null,
): { leido: LibroLeido; valor: Valor; comun: Valor }[] {
  const counts = new Map<Valor, number>();
  for (const leido of leidos) {
    const valor = valorOf(leido);
    if (valor !== null) counts.set(valor, (counts.get(valor) ?? 0) + 1);
  }
  let comun: Valor | null = null;
  let most = 0;
  for (const [valor, count] of counts) {
    if (count > most || (count === most && comun !== null && valor > comun)) [comun, most] = [valor, count];
  }
  if (comun === null) return [];
  const common: Valor = comun;
  return leidos.flatMap((leido) => {
    const valor = valorOf(leido);
    return valor === null || valor === common ? [] : [{ leido, valor, comun: common }];
  });
}
