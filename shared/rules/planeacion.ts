import { tipos } from "../acumulacion.ts";
import { datoValue, type Dato } from "../dato.ts";
import { showFigure } from "../explain.ts";
import type { Indicador } from "../indicador.ts";
import { columnaKey, type ColumnaKey } from "../layout/columnas.ts";
import { columnasByKey, isDoubled } from "../layout/match.ts";
import { formatNumero } from "../number.ts";
import type { Plan } from "../plan/schema.ts";
import type { LibroLeido } from "./across-raise.ts";

/** One thing of an indicador that planning decides, comparable and in words. */
interface DatoDePlaneacion {
  readonly key: ColumnaKey;
  /** Equal texts are equal values. */
  readonly texto: string;
}

/** A difference between two accounts of one indicador. */
export interface Diferencia {
  readonly key: ColumnaKey;
  readonly columna: string;
  readonly valor: string;
  readonly otro: string;
}

/** Where two accounts of an indicador differ in its tipo, línea base, metas or ponderador. */
export function findDiferencias(own: Indicador, other: Indicador, plan: Plan): Diferencia[] {
  const others = datosDePlaneacion(other, plan);
  return datosDePlaneacion(own, plan).flatMap(({ key, texto }, place) => {
    const otro = others[place]?.texto ?? "";
    const columna = `«${columnasByKey(plan).get(key)?.encabezado ?? key}»`;
    return otro === texto ? [] : [{ key, columna, valor: texto, otro }];
  });
}

/** True where nobody knows what a workbook says of it: the column stands twice, or that of the unidad that figures are in. */
export function isDoubtful({ reporte: { layout } }: LibroLeido, key: ColumnaKey): boolean {
  return isDoubled(layout, key) || isDoubled(layout, "unidad");
}

function datosDePlaneacion(indicador: Indicador, { vigencias }: Plan): DatoDePlaneacion[] {
  const { lineaBase, metas, tipoAcumulacion } = indicador;
  return [
    { key: "tipoAcumulacion", texto: tipoAcumulacion === null ? "en blanco" : tipos[tipoAcumulacion].nombre },
    { key: "lineaBase", texto: describeDato(lineaBase, indicador) },
    ...vigencias.map((vigencia, k) => ({
      key: columnaKey("meta", vigencia),
      texto: describeDato(metas[k], indicador),
    })),
    { key: "ponderador", texto: describePonderador(indicador) },
  ];
}

/** A blank ponderador and one that cannot be used weigh 1. */
function describePonderador({ ponderador }: Indicador): string {
  return formatNumero(datoValue(ponderador) ?? 1, 10);
}

function describeDato(dato: Dato | undefined, indicador: Indicador): string {
  switch (dato?.kind) {
    case "value":
      return showFigure(dato.value, indicador);
    case "np":
      return "NP";
    case "unknown":
      return "ilegible";
    case "blank":
    case undefined:
      return "en blanco";
  }
}
