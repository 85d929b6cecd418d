import type { HallazgoCode } from "./rules/catalog.ts";

export type Severity = "error" | "warning" | "info";

/** How people read a severity. */
export const severityNombre: Readonly<Record<Severity, string>> = {
  error: "Error",
  warning: "Advertencia",
  info: "Información",
};

/** Order of gravity, gravest first. */
export const severityOrder: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** A change of one cell that is certain to keep its meaning; offered, never made unasked. */
export interface Fix {
  /** A1 address in the finding's sheet. */
  readonly cell: string;
  readonly value: string | number | null;
}

/** Something a person should know of one workbook, at one place, with a stable code. */
export interface Finding {
  readonly code: HallazgoCode;
  readonly severity: Severity;
  /** Id of the secretaría, where known. */
  readonly secretaria: string | null;
  readonly file: string;
  readonly sheet: string;
  /** A1 address, or null when the finding is of the whole sheet or workbook. */
  readonly cell: string | null;
  /** Código of the indicador, or null when it is of no single one. */
  readonly indicador: string | null;
  /** What is wrong, in Spanish, with the figures. */
  readonly message: string;
  /** Why it matters and what to do, in Spanish. */
  readonly reason: string;
  readonly fix?: Fix;
  /** Set when the plan's data waives it: listed, not counted. */
  readonly dispensa?: { readonly motivo: string; readonly por: string; readonly fecha: string };
}
