import { formatConteo } from "../../shared/number.ts";
import type { Changes } from "./changes.ts";
import type { Saved } from "./server-client.ts";

/** What the downloaded file has, and all that was done here and it has not. */
export function describeSaved(changes: Changes, { refused, reasons }: Pick<Saved, "refused" | "reasons">): string {
  const said = [`Descargado con ${formatConteo(changes.cells - refused, "celda cambiada", "celdas cambiadas")}.`];
  if (refused > 0) {
    const [first] = reasons;
    said.push(`${formatConteo(refused, "celda no se pudo", "celdas no se pudieron")} escribir.`);
    if (first !== undefined) said.push(`${first.celda}: ${first.motivo}`);
  }
  const left = leftOut(changes);
  if (left.length > 0) said.push(`No va en el archivo: ${left.join(", ")}.`);
  return said.join(" ");
}

function leftOut(changes: Changes): string[] {
  const { formulas, newSheets, deletedSheets, highlighted, formats, hidden, settings } = changes;
  return [
    ...highlighted.map((name) => `el cambio de resaltado en «${name}»`),
    ...(formulas === 0 ? [] : [formatConteo(formulas, "fórmula escrita aquí", "fórmulas escritas aquí")]),
    ...newSheets.map((name) => `la hoja «${name}»`),
    ...deletedSheets.map((name) => `el borrado de la hoja «${name}»`),
    ...(formats === 0 ? [] : [`el formato de ${formatConteo(formats, "celda", "celdas")}`]),
    ...(hidden === 0 ? [] : [formatConteo(hidden, "fila o columna mostrada", "filas o columnas mostradas")]),
    ...(settings ? ["el plan que se guardó en el libro"] : []),
  ];
}
