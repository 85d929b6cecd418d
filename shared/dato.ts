/**
 * A figure as a workbook gives it. Blank, zero, NP and unknown are four different things from the cell to the report:
 *
 * - `value`: a number, in the indicador's unit (a porcentaje in points: 12,5 % is 12.5);
 * - `blank`: nothing written;
 * - `np`: «NP», not programmed for that vigencia;
 * - `unknown`: something stands there that is no certain number; `why` says what.
 */
export type Dato =
  | { readonly kind: "value"; readonly value: number }
  | { readonly kind: "blank" }
  | { readonly kind: "np" }
  | { readonly kind: "unknown"; readonly why: DatoDesconocido };

export type DatoDesconocido = "sin-dato" | "texto" | "ambiguo" | "fecha" | "logico" | "error" | "sin-calcular";

export const blankDato: Dato = { kind: "blank" };
export const npDato: Dato = { kind: "np" };
/** Of a column that stands twice: one of the cells holds it, and nobody knows which. */
export const doubledDato: Dato = { kind: "unknown", why: "ambiguo" };

export function valueDato(value: number): Dato {
  return { kind: "value", value };
}

/** What a cell without a figure shows, as the end of «la ejecución …»; blank and NP are not the same. */
export function describeAusente(dato: Dato | undefined): string {
  return dato?.kind === "np" ? "dice NP" : "está en blanco";
}

/** The number of a dato, or null when it has none. */
export function datoValue(dato: Dato | undefined): number | null {
  return dato?.kind === "value" ? dato.value : null;
}
