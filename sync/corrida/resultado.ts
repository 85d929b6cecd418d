import type { Edicion } from "../../shared/merge/mezcla.ts";
import type { Conteo, Revision } from "../../shared/validate.ts";
import { exitCodes, type ExitCode, type SyncError } from "../errors.ts";
import type { AvisoCorrida } from "./aviso.ts";
import type { NoEscrita } from "./mezclar-libro.ts";
import type { CambioHecho, ConflictoAbierto, ConflictoCerrado } from "./registro.ts";

/** What became of a secretaría: nothing new, merged, left out for now, or stopped because its workbook looks wrong. */
export type EstadoSecretaria = "sin-cambios" | "mezclada" | "omitida" | "detenida";

export interface ResultadoSecretaria {
  /** Id; null for a workbook that says of none. */
  readonly secretaria: string | null;
  readonly nombre: string;
  readonly file: string | null;
  readonly estado: EstadoSecretaria;
  /** Why it was left out or stopped. */
  readonly error: SyncError | null;
  /** Cells written into its workbook, and into the canonical one. */
  readonly alLibro: readonly Edicion[];
  readonly alCanonico: readonly Edicion[];
  readonly noEscritas: readonly Pick<NoEscrita, "code" | "why" | "edicion">[];
  readonly conflictos: readonly ConflictoAbierto[];
  readonly cerrados: readonly ConflictoCerrado[];
  readonly avisos: readonly AvisoCorrida[];
  /** Findings of its workbook; null where it was not read. */
  readonly hallazgos: Conteo | null;
  /** Its workbook as the run leaves it, without its cells; null where it was not read. */
  readonly revision: Revision | null;
}

/** What a run did, or would do. Paths are absolute. */
export interface ResultadoCorrida {
  readonly corrida: string;
  /** ISO 8601 with offset. */
  readonly momento: string;
  readonly simulada: boolean;
  readonly exitCode: ExitCode;
  readonly secretarias: readonly ResultadoSecretaria[];
  /** Notices of the canonical workbook: rows and decisions that could not be used. */
  readonly avisosCanonico: readonly { readonly code: string; readonly where: string; readonly mensaje: string }[];
  /** Of this run. */
  readonly cambios: readonly CambioHecho[];
  readonly conflictos: readonly ConflictoAbierto[];
  /** Files written, or that would be. */
  readonly escritos: readonly string[];
  /** What could not be written, mostly because a program has it open, and where its content was left. */
  readonly pendientes: readonly Pendiente[];
  /** What an interrupted run left, brought to its end by this one. */
  readonly recuperada: string | null;
  /** The memory's head was missing or damaged, and was made anew of the rest. */
  readonly memoriaRehecha: boolean;
  readonly consolidado: string;
  readonly canonico: string;
}

export interface Pendiente {
  readonly path: string;
  /** The copy beside it, null where none could be left. */
  readonly nuevo: string | null;
  readonly error: SyncError;
}

/** From what matters least to what matters most. */
const gravedad: readonly ExitCode[] = [
  exitCodes.ok,
  exitCodes.conflicts,
  exitCodes.partial,
  exitCodes.temporary,
  exitCodes.safetyStop,
  exitCodes.failed,
  exitCodes.usage,
  exitCodes.locked,
];

/** The gravest of several exit codes. */
export function worst(codes: readonly ExitCode[]): ExitCode {
  return codes.reduce((a, b) => (gravedad.indexOf(b) > gravedad.indexOf(a) ? b : a), exitCodes.ok);
}
