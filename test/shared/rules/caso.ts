import type { Finding } from "../../../shared/finding.ts";
import type { Plan } from "../../../shared/plan/schema.ts";
import type { Libro } from "../../../shared/read.ts";
import { reviewAcross, type Alcance } from "../../../shared/comparacion.ts";
import { reviewLibro } from "../../../shared/validate.ts";
import { fila, makeHoja, planDePrueba, type Hoja, type HojaInput, type Lugar, type Valores } from "../hoja.ts";

/** One workbook, one that is no indicator sheet at all, or several side by side. */
export type Situacion = HojaInput | { readonly libro: Libro } | Juntos;

interface Juntos {
  readonly juntos: readonly HojaInput[];
  readonly plan?: Plan;
  readonly alcance?: Alcance;
}

/** What raises a finding and where, and what comes close without raising it. */
export interface Caso {
  readonly raises: Situacion;
  /** The cells it stands in, of the first workbook unless `en` says otherwise; null is a finding without cell. */
  readonly at: readonly (Lugar | null)[];
  readonly en?: number;
  readonly clean: Situacion;
}

export interface Revisado {
  readonly hojas: readonly Hoja[];
  readonly findings: readonly Finding[];
}

/** Reviews a situation as the product does: each workbook, and then all of them when there are several. */
export function review(situacion: Situacion): Revisado {
  if ("libro" in situacion) {
    return { hojas: [], findings: reviewLibro(situacion.libro, planDePrueba).findings };
  }
  if (!("juntos" in situacion)) {
    const hoja = makeHoja(situacion);
    return { hojas: [hoja], findings: reviewLibro(hoja.libro, hoja.plan).findings };
  }
  const plan = situacion.plan ?? planDePrueba;
  const hojas = situacion.juntos.map((input, index) => makeHoja({ plan, file: `${index}.xlsx`, ...input }));
  const revisiones = hojas.map(({ libro }) => reviewLibro(libro, plan));
  const across = reviewAcross(revisiones, plan, situacion.alcance);
  return { hojas, findings: [...revisiones.flatMap(({ findings }) => findings), ...across] };
}

/** A workbook with one row, which a test changes. */
export function una(changes: Valores, more: Partial<HojaInput> = {}): HojaInput {
  return { ...more, filas: [fila(changes)] };
}
