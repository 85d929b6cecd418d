import { a1 } from "../address.ts";
import { formatFecha } from "../corte.ts";
import { isDoubled } from "../layout/match.ts";
import { layoutVersion, type TituloCampo } from "../layout/titulo.ts";
import { formatConteo } from "../number.ts";
import type { Reporte } from "../read.ts";
import { cutText, foldText } from "../text.ts";
import type { LayoutCheck } from "./check-layout.ts";
import { readTexto } from "./cells.ts";
import type { LayoutPlace } from "./layout-raise.ts";

/** Checks of the title block: whose report it is, of which vigencia, up to when, and by which template. */
export const tituloChecks: readonly LayoutCheck[] = [
  function template({ layout, titulo }, _plan, raise) {
    if (titulo.version === null && layout.tagRow === null && layout.disposicion === null) {
      raise("libro-sin-plantilla", {}, {});
    }
  },
  function version({ titulo }, _plan, raise) {
    if (titulo.version === null || titulo.version === layoutVersion) return;
    const params = { version: String(titulo.version), vigente: String(layoutVersion) };
    const place = titulo.cells.version ?? {};
    if (titulo.version < layoutVersion) raise("plantilla-anterior", place, params);
    else raise("plantilla-posterior", place, params);
  },
  function secretaria(reporte, _plan, raise) {
    const { layout, titulo } = reporte;
    const text = titulo.texts.secretaria;
    if (text !== undefined && titulo.secretaria === null) {
      raise("secretaria-desconocida", placeOf(reporte, "secretaria"), { valor: cutText(text, 80), filas: "" });
    } else if (reporte.secretaria === null && !layout.columns.has("secretaria") && !isDoubled(layout, "secretaria")) {
      raise("sin-secretaria", placeOf(reporte, "secretaria"), { donde: "El libro" });
    }
  },
  function secretariaOfRows({ indicadores, layout, libro }, _plan, raise) {
    const column = layout.columns.get("secretaria");
    if (column === undefined) return;
    const without = new Set(indicadores.filter(({ secretaria }) => secretaria === "").map(({ row }) => row));
    if (without.size === 0) return;
    // Told once a text, with how many rows it leaves without secretaría: a sheet may have hundreds.
    const groups = new Map<string, { row: number; text: string; count: number }>();
    for (const { row, cells } of libro.grid.rows) {
      if (!without.has(row)) continue;
      const text = readTexto(cells[column], () => {});
      const group = groups.get(foldText(text));
      if (group === undefined) groups.set(foldText(text), { row, text, count: 1 });
      else group.count += 1;
    }
    for (const { row, text, count } of groups.values()) {
      const filas = count === 1 ? "" : ` (${formatConteo(count, "fila", "filas")})`;
      if (text === "") raise("sin-secretaria", { row, column }, { donde: `La celda ${a1(row, column)}${filas}` });
      else raise("secretaria-desconocida", { row, column }, { valor: cutText(text, 80), filas });
    }
  },
  function vigencia(reporte, plan, raise) {
    if (reporte.vigencia !== null) return;
    const text = reporte.titulo.texts.vigencia;
    const place = placeOf(reporte, "vigencia");
    if (text === undefined) raise("sin-vigencia", place, {});
    else raise("vigencia-fuera-del-plan", place, { valor: cutText(text, 40), vigencias: plan.vigencias.join(", ") });
  },
  function corte(reporte, _plan, raise) {
    const text = reporte.titulo.texts.corte;
    const place = placeOf(reporte, "corte");
    if (reporte.corte === null) {
      if (text === undefined) raise("sin-corte", place, {});
      else raise("corte-no-legible", place, { valor: cutText(text, 40) });
    } else if (reporte.vigencia !== null && !reporte.corte.startsWith(`${reporte.vigencia}-`)) {
      const params = { corte: formatFecha(reporte.corte), vigencia: String(reporte.vigencia) };
      raise("corte-fuera-de-vigencia", place, params);
    }
  },
];

function placeOf({ titulo }: Reporte, campo: TituloCampo): LayoutPlace {
  return titulo.cells[campo] ?? {};
}
