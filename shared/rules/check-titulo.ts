import { a1 } from "../address.ts";
import { isBlank } from "../cell.ts";
import { formatFecha } from "../corte.ts";
import { findSecretaria, layoutVersion, type TituloCampo } from "../layout/titulo.ts";
import type { Reporte } from "../read.ts";
import { cutText, foldText } from "../text.ts";
import type { LayoutCheck } from "./check-layout.ts";
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
    const { titulo } = reporte;
    const text = titulo.texts.secretaria;
    if (text !== undefined && titulo.secretaria === null) {
      raise("secretaria-desconocida", placeOf(reporte, "secretaria"), { valor: cutText(text, 80) });
    } else if (reporte.secretaria === null && !reporte.layout.columns.has("secretaria")) {
      raise("sin-secretaria", placeOf(reporte, "secretaria"), { donde: "El libro" });
    }
  },
  function secretariaOfRows(reporte, plan, raise) {
    const column = reporte.layout.columns.get("secretaria");
    if (column === undefined) return;
    const seen = new Set<string>();
    const rows = new Set(reporte.indicadores.map(({ row }) => row));
    for (const { row, cells } of reporte.libro.grid.rows) {
      const cell = cells[column];
      if (!rows.has(row) || (isBlank(cell) && reporte.secretaria !== null)) continue;
      const text = typeof cell === "string" ? cell : "";
      const folded = foldText(text);
      if (seen.has(folded)) continue;
      seen.add(folded);
      if (folded === "") raise("sin-secretaria", { row, column }, { donde: `La celda ${a1(row, column)}` });
      else if (findSecretaria(text, plan) === null) {
        raise("secretaria-desconocida", { row, column }, { valor: cutText(text.trim(), 80) });
      }
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
