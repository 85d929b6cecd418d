import type { Area } from "../../shared/address.ts";
import { rangoDe, type Tabla, type TablaEscrita } from "./tabla.ts";
import { parseArea } from "../../shared/address.ts";

/** A table of what a run did, and where its values stand as text that may look like numbers. */
export interface TablaCorrida {
  readonly tabla: TablaEscrita;
  readonly textos: readonly { readonly sheet: string; readonly area: Area }[];
}

/** Cells of some of a table's columns, for the finishing pass. */
export function textosDe<Row>(sheet: string, tabla: Tabla<Row>, ids: readonly string[]): TablaCorrida["textos"] {
  return ids.flatMap((id) => {
    const area = parseArea(rangoDe(sheet, tabla, id).slice(sheet.length + 1));
    return area === null ? [] : [{ sheet, area }];
  });
}
