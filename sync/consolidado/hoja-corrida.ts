import type { Area } from "../../shared/address.ts";
import type { Consolidado, FilaConsolidada } from "./modelo.ts";
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

/** Rows of Indicadores by secretaría (id) and código; the first where a código stands twice. */
export class FilasPorCodigo {
  private readonly filas = new Map<string, FilaConsolidada>();
  private readonly nombres: ReadonlyMap<string, string>;

  constructor({ filas, plan }: Consolidado) {
    for (const each of filas) {
      const key = `${each.fila.indicador.secretaria} ${each.fila.indicador.codigo}`;
      if (!this.filas.has(key)) this.filas.set(key, each);
    }
    this.nombres = new Map(plan.secretarias.map(({ id, nombre }) => [id, nombre]));
  }

  find(secretaria: string, codigo: string): FilaConsolidada | undefined {
    return this.filas.get(`${secretaria} ${codigo}`);
  }

  /** Official name of a secretaría. */
  nombreDe(secretaria: string): string {
    return this.nombres.get(secretaria) ?? secretaria;
  }
}
