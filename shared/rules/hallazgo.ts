import type { Severity } from "../finding.ts";

/** What a kind of finding is: how grave, what people read, and why it matters. */
export interface HallazgoInfo {
  /** 1 layout · 2 cells · 3 rows · 4 narrative · 5 across workbooks. */
  readonly familia: 1 | 2 | 3 | 4 | 5;
  readonly severity: Severity;
  /** Short name for lists and the catalogue. */
  readonly titulo: string;
  /** The message; `{name}` stands for a parameter. */
  readonly mensaje: string;
  /** Why it matters and what to do. */
  readonly razon: string;
}

/** A finding before it is put in words: a code, a place in the sheet (zero-based) and the message's parameters. */
export interface Raised<Code extends string = string> {
  readonly code: Code;
  readonly row: number | null;
  readonly column: number | null;
  readonly indicador: string | null;
  readonly params: Readonly<Record<string, string>>;
  readonly fix?: { readonly row: number; readonly column: number; readonly value: string | number | null };
}

/** Names in braces of a message: `«{valor}» no es {que}` → `"valor" | "que"`. */
type MensajeParams<Mensaje extends string> = Mensaje extends `${string}{${infer Name}}${infer Rest}`
  ? Name | MensajeParams<Rest>
  : never;

/** The parameters that the message of a code needs, no more and no less. */
export type ParamsOf<Table extends Readonly<Record<string, HallazgoInfo>>, Code extends keyof Table> = Readonly<
  Record<MensajeParams<Table[Code]["mensaje"]>, string>
>;

/** A message with its parameters put in, on one line: what people typed may have its own line breaks. */
export function fillMensaje(mensaje: string, params: Readonly<Record<string, string>>): string {
  return mensaje.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const param = params[name] ?? whole;
    return lineBreak.test(param) ? param.replace(lineBreaks, " ") : param;
  });
}

const lineBreak = /[\n\r\t\v\f\u2028\u2029]/;
const lineBreaks = /\s*[\n\r\t\v\f\u2028\u2029]\s*/g;
