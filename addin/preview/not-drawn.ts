import { formatConteo } from "../../shared/number.ts";
import { canEvaluate } from "./host/conditional-look.ts";
import type { SheetModel } from "./host/model/sheet-model.ts";
import type { WorkbookModel } from "./host/model/workbook-model.ts";
import type { HojaJson } from "./libro-schema.ts";
import { isFormulaRule } from "./open-libro.ts";

/**
 * What a sheet shows in Excel and not on this page, in words; none where all of it is here.
 *
 * @param hoja what the file says of the sheet; undefined for one that came to be here
 */
export function describeNotDrawn(workbook: WorkbookModel, sheet: SheetModel, hoja: HojaJson | undefined): string {
  const types = (hoja?.conditionalFormats ?? []).filter((rule) => !isFormulaRule(rule)).map(({ type }) => type);
  const kinds = new Set([...types, ...(hoja?.more ?? [])].map((type) => words[type] ?? otherRules));
  const notEvaluated = sheet.conditionalFormats.filter((rule) => !canEvaluate(workbook, sheet, rule)).length;
  const all = [
    ...kinds,
    ...(notEvaluated === 0 ? [] : [`${formatConteo(notEvaluated, "regla", "reglas")} cuya fórmula aquí no se calcula`]),
  ];
  return all.length === 0 ? "" : `Aquí no se ve, y en Excel sí: ${all.join(", ")}.`;
}

const words: Readonly<Record<string, string | undefined>> = {
  dataBar: "barras de datos",
  iconSet: "conjuntos de íconos",
  colorScale: "escalas de color",
  sparklines: "minigráficos",
  drawing: "gráficos o imágenes",
};

const otherRules = "otras reglas de formato condicional";
