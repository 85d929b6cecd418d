import { foldText } from "../text.ts";
import { modos, tipos } from "../acumulacion.ts";
import { modosReporte, tiposAcumulacion, type ModoReporte, type TipoAcumulacion } from "../indicador.ts";
import type { Plan } from "../plan/schema.ts";
import { campos, type Campo, type CampoInfo } from "./campos.ts";

/** Machine name of a column, as in the hidden tag row and in JSON: `codigo`, `meta2017`. */
export type ColumnaKey = string;

/** A column of one plan's sheet: a campo, for one vigencia where the campo has one each. */
export interface Columna {
  readonly key: ColumnaKey;
  readonly campo: Campo;
  readonly vigencia: number | null;
  readonly encabezado: string;
  /** Folded texts of the header and its aliases. */
  readonly nombres: readonly string[];
  readonly info: CampoInfo;
}

export function columnaKey(campo: Campo, vigencia: number | null): ColumnaKey {
  return vigencia === null ? campo : `${campo}${vigencia}`;
}

const columnasByPlan = new WeakMap<Plan, readonly Columna[]>();

/** Every column that a sheet of this plan may have, in the template's order: meta and ejecución side by side by vigencia. */
export function columnasOf(plan: Plan): readonly Columna[] {
  let found = columnasByPlan.get(plan);
  if (found === undefined) {
    found = makeColumnas(plan);
    columnasByPlan.set(plan, found);
  }
  return found;
}

/** Words for a tipo in a cell, by folded text: its label and its machine name. */
export const tipoWords: ReadonlyMap<string, TipoAcumulacion> = new Map(
  tiposAcumulacion.flatMap((tipo) => [
    [foldText(tipos[tipo].nombre), tipo],
    [foldText(tipo), tipo],
  ]),
);

export const modoWords: ReadonlyMap<string, ModoReporte> = new Map(
  modosReporte.map((modo) => [foldText(modos[modo].nombre), modo]),
);

function makeColumnas(plan: Plan): Columna[] {
  const columnas: Columna[] = [];
  const names = Object.keys(campos).filter(isCampo);
  for (const campo of names) {
    if (campo === "ejecucion") continue;
    if (!campos[campo].porVigencia) {
      columnas.push(makeColumna(plan, campo, null));
      continue;
    }
    for (const vigencia of plan.vigencias) {
      columnas.push(makeColumna(plan, "meta", vigencia), makeColumna(plan, "ejecucion", vigencia));
    }
  }
  return columnas;
}

function makeColumna(plan: Plan, campo: Campo, vigencia: number | null): Columna {
  const info: CampoInfo = campos[campo];
  const key = columnaKey(campo, vigencia);
  const fill = (text: string): string =>
    text.replaceAll("{vigencia}", String(vigencia)).replaceAll("{lineaBase}", String(plan.lineaBase));
  const own = [...(plan.alias[campo] ?? []), ...(vigencia === null ? [] : (plan.alias[key] ?? []))];
  const encabezado = fill(info.encabezado);
  const nombres = [...new Set([encabezado, ...info.alias.map(fill), ...own.map(fill)].map(foldText))];
  return { key, campo, vigencia, encabezado, nombres, info };
}

function isCampo(text: string): text is Campo {
  return Object.hasOwn(campos, text);
}
