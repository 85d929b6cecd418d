import { columnName } from "../address.ts";
import { columnasByKey, isDoubled, type Layout } from "../layout/match.ts";
import { columnaKey, columnasOf, type Columna, type ColumnaKey } from "../layout/columnas.ts";
import { formatConteo } from "../number.ts";
import type { Plan } from "../plan/schema.ts";
import { cutText, listText } from "../text.ts";
import type { LayoutCheck } from "./check-layout.ts";

/** Checks of the header: columns that are missing, doubled, moved, renamed, hidden or nobody's. */
export const columnasChecks: readonly LayoutCheck[] = [
  function missingRequired({ layout, vigencia }, plan, raise) {
    for (const columna of columnasOf(plan)) {
      if (!isRequired(columna, vigencia) || isThere(layout, columna.key)) continue;
      if (layout.disposicion?.porDefecto[columna.campo] !== undefined) continue;
      raise("columna-obligatoria-faltante", { row: layout.headerRow }, { columna: columna.encabezado });
    }
  },
  function missing({ layout, vigencia }, plan, raise) {
    if (layout.disposicion !== null) return;
    const absent = columnasOf(plan)
      .filter((each) => each.info.enPlantilla && !isRequired(each, vigencia) && !isThere(layout, each.key))
      .map((each) => `«${each.encabezado}»`);
    if (absent.length === 0) return;
    const cuantas = formatConteo(absent.length, "columna", "columnas");
    raise("columna-faltante", { row: layout.headerRow }, { cuantas, columnas: listText(absent) });
  },
  function duplicated({ layout }, plan, raise) {
    for (const { key, columns } of layout.duplicated) {
      const leida = layout.columns.get(key);
      const lectura = leida === undefined ? "no se lee ninguna" : `se lee la ${columnName(leida)}`;
      const params = { columna: headerOf(plan, key), columnas: listText(columns.map(columnName)), lectura };
      raise("columna-repetida", { row: layout.headerRow, column: columns.at(-1) ?? 0 }, params);
    }
  },
  function similar({ layout }, plan, raise) {
    for (const { key, column, text } of layout.similar) {
      const leida = columnName(layout.columns.get(key) ?? column);
      const params = { otra: columnName(column), texto: cutText(text, 40), columna: headerOf(plan, key), leida };
      raise("columna-parecida", { row: layout.headerRow, column }, params);
    }
  },
  function moved({ layout }, plan, raise) {
    const [first] = layout.moved;
    if (first === undefined) return;
    const cuantas = formatConteo(layout.moved.length, "columna", "columnas");
    const columnas = listText(
      layout.moved.map(({ key, column }) => `«${headerOf(plan, key)}» (${columnName(column)})`),
    );
    raise("columna-movida", { row: layout.headerRow, column: first.column }, { cuantas, columnas });
  },
  function unknown({ layout }, _plan, raise) {
    const [first] = layout.unknown;
    if (first === undefined) return;
    const cuantas = formatConteo(layout.unknown.length, "columna", "columnas");
    const columnas = listText(
      layout.unknown.map(({ text, column }) => `«${cutText(text, 40)}» (${columnName(column)})`),
    );
    raise("columna-desconocida", { row: layout.headerRow, column: first.column }, { cuantas, columnas });
  },
  function renamed({ layout }, plan, raise) {
    const [first] = layout.renamed;
    if (first === undefined) return;
    const cuantas = formatConteo(layout.renamed.length, "columna", "columnas");
    const columnas = listText(
      layout.renamed.map(({ key, column, text }) => {
        const said = text === "" ? "en blanco" : `«${cutText(text, 40)}»`;
        return `${said} (${columnName(column)}) como «${headerOf(plan, key)}»`;
      }),
    );
    raise("columna-renombrada", { row: layout.headerRow, column: first.column }, { cuantas, columnas });
  },
  function hidden({ layout, libro, vigencia }, plan, raise) {
    for (const columna of columnasOf(plan)) {
      const column = layout.columns.get(columna.key);
      if (column === undefined || !isRequired(columna, vigencia) || !libro.grid.hiddenColumns.has(column)) continue;
      raise("columna-oculta", { row: layout.headerRow, column }, { columna: columna.encabezado });
    }
  },
];

/** Columns without which no avance can be measured: the mandatory ones, the tipo, and the open vigencia's figures. */
function isRequired({ campo, key, info }: Columna, vigencia: number | null): boolean {
  return (
    info.obligatorio ||
    campo === "tipoAcumulacion" ||
    (vigencia !== null && (key === columnaKey("meta", vigencia) || key === columnaKey("ejecucion", vigencia)))
  );
}

/** Once or more often. */
function isThere(layout: Layout, wanted: ColumnaKey): boolean {
  return layout.columns.has(wanted) || isDoubled(layout, wanted);
}

function headerOf(plan: Plan, key: ColumnaKey): string {
  return columnasByKey(plan).get(key)?.encabezado ?? key;
}
