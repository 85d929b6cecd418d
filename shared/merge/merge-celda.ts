import { isBlank, type Cell } from "../cell.ts";
import type { ColumnaMezclada } from "./columna-mezclada.ts";
import type { Conflicto, Decision, FinConflicto } from "./conflicto.ts";
import { isEqual, isLegible, type ValorLegible } from "./igualdad.ts";
import type { ReglaMezcla } from "./mezcla.ts";

/** One cell on both sides; undefined where there is no such column, or nothing was ever agreed. */
export interface CeldaInput {
  readonly columna: ColumnaMezclada;
  readonly ancestro: Cell | undefined;
  readonly canonico: Cell | undefined;
  readonly libro: Cell | undefined;
  /** The conflict that the last run left here, and what was decided of it. */
  readonly pendiente: Conflicto | undefined;
  readonly decision: Decision | undefined;
}

/** Two claims to one cell. */
export type Disputa = Pick<Conflicto, "ancestro" | "planeacion" | "propio">;

export interface CeldaMezclada {
  /** What each holds afterwards: what it held, where that says the same. */
  readonly ancestro: Cell | undefined;
  readonly canonico: Cell | undefined;
  readonly libro: Cell | undefined;
  /** The rule by which a side changes, where one does. */
  readonly regla: ReglaMezcla;
  /** A new conflict. */
  readonly disputa: Disputa | null;
  /** How the pending conflict ended; null where it goes on, or there was none. */
  readonly fin: FinConflicto | null;
}

/**
 * Merges one cell. What cannot be read on either side, or has no column there, stays as it is everywhere; else the owner's
 * change flows, and any claim of the other that says something else is a conflict, in which the canonical workbook shows the
 * owner's value and the secretaría's workbook is left alone.
 */
export function mergeCelda(input: CeldaInput): CeldaMezclada {
  const { canonico, libro, pendiente } = input;
  if (!isLegible(canonico) || !isLegible(libro)) return leave(input);
  const celda = new Celda(input, canonico, libro);
  return pendiente === undefined ? celda.merge() : celda.mergePendiente(pendiente);
}

/** Who has a claim: nobody differs, only the owner changed it, or both sides want their own value. */
export type Fallo = "iguales" | "dueno" | "conflicto";

/**
 * Judges a cell by who owns it, whichever side that is.
 *
 * @param ancestro undefined where nothing was agreed yet: there a blank of the other side is no claim
 */
export function judge(
  ancestro: Cell | undefined,
  dueno: Cell,
  otro: Cell,
  { tipo }: Pick<ColumnaMezclada, "tipo">,
): Fallo {
  if (isEqual(dueno, otro, tipo)) return "iguales";
  const isClaimed = ancestro === undefined ? !isBlank(otro) : !isEqual(otro, ancestro, tipo);
  return isClaimed ? "conflicto" : "dueno";
}

/** What the canonical workbook shows of a cell in conflict: the owner's value. */
export function shownOf({ planeacion, propio }: Disputa, { dueno }: Pick<ColumnaMezclada, "dueno">): Cell {
  return dueno === "planeacion" ? planeacion : propio;
}

function leave({ ancestro, canonico, libro, columna }: CeldaInput): CeldaMezclada {
  return { ancestro, canonico, libro, regla: ownRule(columna), disputa: null, fin: null };
}

function ownRule({ dueno }: ColumnaMezclada): ReglaMezcla {
  return dueno === "planeacion" ? "dueno-planeacion" : "dueno-secretaria";
}

/** A cell that both sides have. */
class Celda {
  private readonly input: CeldaInput;
  private readonly columna: ColumnaMezclada;
  private readonly canonico: ValorLegible;
  private readonly libro: ValorLegible;

  constructor(input: CeldaInput, canonico: ValorLegible, libro: ValorLegible) {
    this.input = input;
    this.columna = input.columna;
    this.canonico = canonico;
    this.libro = libro;
  }

  merge(): CeldaMezclada {
    const { ancestro } = this.input;
    const isOfPlaneacion = this.columna.dueno === "planeacion";
    const [dueno, otro] = isOfPlaneacion ? [this.canonico, this.libro] : [this.libro, this.canonico];
    const fallo = judge(ancestro, dueno, otro, this.columna);
    return fallo === "conflicto" ? this.dispute(this.canonico, null) : this.agree(dueno, ownRule(this.columna), null);
  }

  /**
   * A side that stands as the last run left it still claims what the conflict keeps of it: the canonical workbook shows the
   * owner's value, and planeación may have wanted another.
   */
  mergePendiente(pendiente: Conflicto): CeldaMezclada {
    const shown = shownOf(pendiente, this.columna);
    const planeacion = this.isEqual(this.canonico, shown) ? pendiente.planeacion : this.canonico;
    const isAsKept = {
      planeacion: this.isEqual(planeacion, pendiente.planeacion),
      propio: this.isEqual(this.libro, pendiente.propio),
    };
    const { decision } = this.input;
    if (decision !== undefined) {
      const valor = decidedValue(pendiente, decision);
      // Who typed what was decided did not ask for anything else.
      const isCurrent =
        (isAsKept.planeacion || this.isEqual(this.canonico, valor)) &&
        (isAsKept.propio || this.isEqual(this.libro, valor));
      if (isCurrent && isLegible(valor)) return this.agree(valor, "decision", decision.gana);
    }
    if (this.isEqual(planeacion, this.libro)) return this.agree(this.libro, ownRule(this.columna), "acuerdo");
    if (isAsKept.planeacion && isAsKept.propio) return this.keep(shown);
    // Once planeación has a claim to a cell it does not own, only a decision ends it: not even the ancestor typed again.
    const isClaimed =
      this.columna.dueno === "secretaria" ||
      judge(this.input.ancestro, this.canonico, this.libro, this.columna) === "conflicto";
    return isClaimed
      ? this.dispute(planeacion, "superado")
      : this.agree(this.canonico, ownRule(this.columna), "superado");
  }

  private agree(valor: ValorLegible, regla: ReglaMezcla, fin: FinConflicto | null): CeldaMezclada {
    return {
      ancestro: this.put(this.input.ancestro, valor),
      canonico: this.put(this.canonico, valor),
      libro: this.put(this.libro, valor),
      regla,
      disputa: null,
      fin,
    };
  }

  private dispute(planeacion: Cell, fin: FinConflicto | null): CeldaMezclada {
    const disputa = { ancestro: this.input.ancestro ?? null, planeacion, propio: this.libro };
    return { ...this.keep(shownOf(disputa, this.columna)), disputa, fin };
  }

  private keep(shown: Cell): CeldaMezclada {
    return { ...leave(this.input), canonico: this.put(this.canonico, shown), regla: "dueno-prevalece" };
  }

  /** `valor`, unless what stands there says the same. */
  private put(before: Cell | undefined, valor: Cell): Cell {
    return before !== undefined && this.isEqual(before, valor) ? before : valor;
  }

  private isEqual(one: Cell, other: Cell): boolean {
    return isEqual(one, other, this.columna.tipo);
  }
}

function decidedValue({ planeacion, propio }: Conflicto, decision: Decision): Cell {
  switch (decision.gana) {
    case "planeacion":
      return planeacion;
    case "secretaria":
      return propio;
    case "otro":
      return decision.valor;
  }
}
