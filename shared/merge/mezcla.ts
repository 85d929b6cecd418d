import type { Cell } from "../cell.ts";
import type { ColumnaKey } from "../layout/columnas.ts";
import type { Conflicto, ConflictoResuelto, Decision } from "./conflicto.ts";

/** Cells of one row by column; a column the sheet does not have is missing, which is not the same as blank (null). */
export type Valores = Readonly<Record<ColumnaKey, Cell>>;

/** Rows of one secretaría by normalised código, in the order of the sheet. */
export type Tabla = ReadonlyMap<string, Valores>;

/** One side of the merge, as read. */
export interface Lado {
  /** The merged columns that the sheet has. */
  readonly columnas: ReadonlySet<ColumnaKey>;
  readonly filas: Tabla;
  /** Códigos that stand in more than one row: frozen, none of their rows is read. */
  readonly repetidos: ReadonlySet<string>;
  /** Rows without código, which no merge can follow. */
  readonly sinCodigo: number;
}

export interface MezclaInput {
  readonly secretaria: string;
  /** Last agreed values, as the last `Mezcla.ancestro` had them; null on the first run of this secretaría. */
  readonly ancestro: Tabla | null;
  readonly canonico: Lado;
  readonly libro: Lado;
  readonly pendientes: readonly Conflicto[];
  /** Decisions by conflict id. */
  readonly decisiones: ReadonlyMap<string, Decision>;
}

/**
 * A cell that changes, and by which rule. A row that comes or goes does so by its `codigo`, from or to null, and by each of
 * its cells that is not blank.
 */
export interface Edicion {
  readonly codigo: string;
  readonly columna: ColumnaKey;
  readonly antes: Cell;
  readonly despues: Cell;
  readonly regla: ReglaMezcla;
}

export type ReglaMezcla =
  | "dueno-planeacion"
  | "dueno-secretaria"
  | "dueno-prevalece"
  | "decision"
  | "fila-nueva"
  | "fila-aceptada"
  | "fila-restaurada"
  | "fila-retirada";

export type AvisoCode =
  | "fila-falta-en-libro"
  | "fila-por-agregar"
  | "fila-retirada-por-planeacion"
  | "codigo-repetido"
  | "fila-sin-codigo"
  | "valor-ilegible"
  | "tipo-distinto"
  | "columna-falta";

/** Something a person should know, that stopped nothing. */
export interface AvisoMezcla {
  readonly code: AvisoCode;
  readonly codigo: string | null;
  readonly columna: ColumnaKey | null;
  readonly lado: "libro" | "canonico";
}

/** Why nothing of this secretaría is merged. */
export type Parada =
  | { readonly code: "demasiadas-filas-faltan"; readonly faltan: number; readonly de: number }
  | { readonly code: "columna-propia-falta"; readonly columnas: readonly ColumnaKey[] };

/** What a merge decided; nothing of it is done yet. */
export interface Mezcla {
  /**
   * Rows of this secretaría in the canonical workbook afterwards, in its order, new ones last. Rows that no merge can
   * follow (`Lado.repetidos`, `sinCodigo`) are not among them, and are to be left there as they are.
   */
  readonly canonico: Tabla;
  /**
   * What both sides agree on once everything is written, for the next run to start from. A row that planeación took out
   * stays here while the workbook has it; one that it decided not to have is marked by a `codigo` that is null.
   */
  readonly ancestro: Tabla;
  /** Cells to write into the secretaría's workbook. */
  readonly alLibro: readonly Edicion[];
  /** Cells that change in the canonical workbook. */
  readonly alCanonico: readonly Edicion[];
  /** Still to be decided. */
  readonly conflictos: readonly Conflicto[];
  readonly resueltos: readonly ConflictoResuelto[];
  readonly avisos: readonly AvisoMezcla[];
  /** Not null: nothing is to be written for this secretaría. */
  readonly parada: Parada | null;
}
