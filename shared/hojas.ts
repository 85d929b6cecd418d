import { foldCodigo } from "./codigo.ts";
import { columnaKey } from "./layout/columnas.ts";
import { vista } from "./layout/match.ts";
import type { Plan } from "./plan/schema.ts";
import type { Claves } from "./read.ts";

/**
 * Of the sheets of one workbook that have indicadores, the one to read: whose name says the open vigencia (the latest that
 * any of their titles says), else the one with most rows, else the first.
 */
export function pickHoja(hojas: readonly Claves[]): Claves | undefined {
  const filled = hojas.filter(({ indicadores }) => indicadores.length > 0);
  const vigencia = Math.max(...filled.flatMap((hoja) => hoja.vigencia ?? []));
  const named = filled.filter(({ libro }) => libro.grid.sheet.includes(String(vigencia)));
  const [first, ...rest] = named.length > 0 ? named : hojas;
  return rest.reduce((most, hoja) => (hoja.indicadores.length > (most?.indicadores.length ?? 0) ? hoja : most), first);
}

/**
 * Names of the sheets that report códigos which the one that is read has not, of which nobody would hear: as far down as the
 * pane looks at other sheets.
 */
export function findConOtrosCodigos(leida: Claves, otras: readonly Claves[], plan: Plan): string[] {
  const own = new Set(leida.indicadores.map(({ codigo }) => foldCodigo(codigo, plan)));
  return otras
    .filter((hoja) => isReport(hoja, plan))
    .filter(({ indicadores }) =>
      indicadores.some(({ codigo, row }) => row < vista.rows && codigo !== "" && !own.has(foldCodigo(codigo, plan))),
    )
    .map(({ libro }) => libro.grid.sheet);
}

/** A list of the plan's indicadores has códigos and nothing to count. */
function isReport({ layout }: Claves, plan: Plan): boolean {
  return plan.vigencias.some((vigencia) => layout.columns.has(columnaKey("ejecucion", vigencia)));
}
