import { columnName } from "../address.ts";
import { columnasByKey } from "../layout/match.ts";
import { findBeside } from "../layout/otras-tablas.ts";
import { columnaKey, columnasOf, type Columna, type ColumnaKey } from "../layout/columnas.ts";
import { formatConteo } from "../number.ts";
import type { Plan } from "../plan/schema.ts";
import { cutText, listText } from "../text.ts";
import type { LayoutCheck } from "./check-layout.ts";

/** Checks of the header: columns that are missing, doubled, moved, renamed, hidden or nobody's. */
export const columnasChecks: readonly LayoutCheck[] = [
  function missingRequired({ layout, vigencia }, plan, raise) {
    for (const columna of columnasOf(plan)) {
      if (!isRequired(columna, vigencia) || layout.columns.has(columna.key)) continue;
      if (layout.disposicion?.porDefecto[columna.campo] !== undefined) continue;
      raise("columna-obligatoria-faltante", { row: layout.headerRow }, { columna: columna.encabezado });
    }
  },
  function missing({ layout, vigencia }, plan, raise) {
    if (layout.disposicion !== null) return;
    const absent = columnasOf(plan)
      .filter((each) => each.info.enPlantilla && !isRequired(each, vigencia) && !layout.columns.has(each.key))
      .map((each) => `«${each.encabezado}»`);
    if (absent.length === 0) return;
    const cuantas = formatConteo(absent.length, "columna", "columnas");
    raise("columna-faltante", { row: layout.headerRow }, { cuantas, columnas: listText(absent) });
  },
  function duplicated({ layout }, plan, raise) {
    const beside = findBeside(layout) ?? Infinity;
    for (const { key, column } of layout.duplicated) {
      if (column >= beside) continue;
      const leida = columnName(layout.columns.get(key) ?? column);
      const params = { columna: headerOf(plan, key), leida, otra: columnName(column) };
      raise("columna-repetida", { row: layout.headerRow, column }, params);
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

function headerOf(plan: Plan, key: ColumnaKey): string {
  return columnasByKey(plan).get(key)?.encabezado ?? key;
}
