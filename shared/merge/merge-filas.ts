import { isBlank, type Cell } from "../cell.ts";
import type { ColumnaKey } from "../layout/columnas.ts";
import type { FilaAlineada } from "./align.ts";
import type { ColumnaMezclada } from "./columna-mezclada.ts";
import { ConflictoFactory } from "./conflicto-nuevo.ts";
import type { Conflicto, ConflictoResuelto, Decision, FinConflicto } from "./conflicto.ts";
import { isSameFila, markRechazada, pickLegibles } from "./fila.ts";
import { isEqual, isLegible, isOwnType, isTypedApart } from "./igualdad.ts";
import { mergeCelda, shownOf } from "./merge-celda.ts";
import type { AvisoMezcla, Edicion, MezclaInput, ReglaMezcla, Valores } from "./mezcla.ts";
import { Pendientes } from "./pendientes.ts";

type Fila<Caso extends FilaAlineada["caso"]> = Extract<FilaAlineada, { caso: Caso }>;

/** A row that stands on both sides, its cells merged. */
interface FilaMezclada {
  readonly canonico: Valores;
  readonly alCanonico: readonly Edicion[];
  /** What the secretaría's row gets, by column. */
  readonly escrito: Valores;
}

/** Merges one aligned row after the other, and gathers what comes of them. */
export class FilaMerger {
  readonly canonico = new Map<string, Valores>();
  readonly ancestro = new Map<string, Valores>();
  readonly alLibro: Edicion[] = [];
  readonly alCanonico: Edicion[] = [];
  readonly conflictos: Conflicto[] = [];
  readonly resueltos: ConflictoResuelto[] = [];
  readonly avisos: AvisoMezcla[] = [];

  private readonly input: MezclaInput;
  private readonly columnas: readonly ColumnaMezclada[];
  private readonly columnasCanonico: readonly ColumnaMezclada[];
  private readonly factory: ConflictoFactory;
  private readonly pendientes: Pendientes;
  /** The first run takes the workbook as it is when planeación has nothing of this secretaría yet. */
  private readonly isAdopting: boolean;

  constructor(input: MezclaInput, columnas: readonly ColumnaMezclada[], idOf: (text: string) => string) {
    const { ancestro, canonico } = input;
    this.input = input;
    this.columnas = columnas;
    this.columnasCanonico = columnas.filter(({ key }) => canonico.columnas.has(key));
    this.factory = new ConflictoFactory(input.secretaria, columnas, idOf);
    this.pendientes = new Pendientes(input.pendientes);
    this.isAdopting =
      ancestro === null && canonico.filas.size === 0 && canonico.repetidos.size === 0 && canonico.sinCodigo === 0;
  }

  merge(fila: FilaAlineada): void {
    switch (fila.caso) {
      case "congelada":
        return this.freeze(fila);
      case "ambos":
        return this.mergeAmbos(fila);
      case "solo-canonico":
        return this.mergeSoloCanonico(fila);
      case "retirada":
        return this.mergeRetirada(fila);
      case "solo-libro":
        return this.mergeSoloLibro(fila);
      case "ninguno":
        return this.forget(fila);
    }
  }

  private freeze({ codigo, canonico }: Fila<"congelada">): void {
    const ancestro = this.input.ancestro?.get(codigo);
    if (canonico !== undefined) this.canonico.set(codigo, canonico);
    if (ancestro !== undefined) this.ancestro.set(codigo, ancestro);
    this.conflictos.push(...this.pendientes.of(codigo));
  }

  private mergeAmbos({ codigo, ancestro, canonico, libro }: Fila<"ambos">): void {
    const retirada = this.pendientes.ofFila(codigo, "fila-retirada");
    const gana = this.winnerOf(this.currentOf(retirada, libro));
    if (gana === "planeacion") return this.retire(codigo, libro, ancestro, canonico);
    const merged = this.mergeCeldas(codigo, ancestro, canonico, libro);
    this.canonico.set(codigo, merged.canonico);
    this.alCanonico.push(...merged.alCanonico);
    this.end(this.pendientes.ofFila(codigo, "fila-nueva"), "acuerdo");
    if (gana === "secretaria") this.end(retirada, "secretaria");
    else if (retirada !== undefined) this.disputeFila("fila-retirada", codigo, { ...libro, ...merged.escrito });
  }

  /** The secretaría cannot take a row out: it stays as planeación has it. */
  private mergeSoloCanonico({ codigo, ancestro, canonico }: Fila<"solo-canonico">): void {
    const gana = this.winnerOf(this.pendientes.ofFila(codigo, "fila-retirada"));
    if (gana === "planeacion") {
      this.alCanonico.push(...editsOfFila(codigo, canonico, "fila-retirada", this.columnas));
      return this.endAll(codigo, "planeacion");
    }
    this.canonico.set(codigo, canonico);
    for (const each of this.pendientes.of(codigo)) {
      if (each.clase === "fila-nueva") this.end(each, "superado");
      else if (each.clase === "fila-retirada" && gana === "secretaria") this.end(each, "secretaria");
      else this.conflictos.push(each);
    }
    if (ancestro === undefined) return this.tellOfFila("fila-por-agregar", codigo);
    this.ancestro.set(codigo, ancestro);
    this.tellOfFila("fila-falta-en-libro", codigo);
  }

  /** Planeación took the row out: it stays out, unless the secretaría has said something new in it since. */
  private mergeRetirada({ codigo, ancestro, libro }: Fila<"retirada">): void {
    const retirada = this.pendientes.ofFila(codigo, "fila-retirada");
    const isSame = isSameFila(libro, retirada?.fila ?? ancestro, this.columnas);
    const gana = isSame ? this.winnerOf(retirada) : undefined;
    if (!isSame || gana === "secretaria") return this.restore(codigo, ancestro, libro, gana);
    // Taking it out once more, with the conflict in sight, is as good as a decision.
    if (retirada !== undefined) return this.retire(codigo, libro, ancestro, null);
    this.ancestro.set(codigo, ancestro);
    this.endAll(codigo, "superado");
    this.tellOfFila("fila-retirada-por-planeacion", codigo);
  }

  private restore(codigo: string, ancestro: Valores, libro: Valores, gana: Decision["gana"] | undefined): void {
    const merged = this.mergeCeldas(codigo, ancestro, this.restoredFila(codigo, ancestro), libro);
    this.canonico.set(codigo, merged.canonico);
    this.alCanonico.push(...editsOfFila(codigo, merged.canonico, "fila-restaurada", this.columnas));
    this.end(this.pendientes.ofFila(codigo, "fila-nueva"), "superado");
    if (gana === "secretaria") this.end(this.pendientes.ofFila(codigo, "fila-retirada"), "secretaria");
    else this.disputeFila("fila-retirada", codigo, { ...libro, ...merged.escrito });
  }

  /** The row as both sides last agreed on it, and its conflicts as the canonical workbook showed them. */
  private restoredFila(codigo: string, ancestro: Valores): Valores {
    return this.makeCanonico((columna) => {
      const pendiente = this.pendientes.ofCelda(codigo, columna.key);
      return pendiente === undefined ? ancestro[columna.key] : shownOf(pendiente, columna);
    });
  }

  private mergeSoloLibro({ codigo, rechazada, libro }: Fila<"solo-libro">): void {
    if (this.isAdopting) return this.adopt(codigo, libro, "fila-nueva", "acuerdo");
    if (rechazada !== undefined) this.ancestro.set(codigo, rechazada);
    if (rechazada !== undefined && isSameFila(libro, rechazada, this.columnas)) {
      this.endAll(codigo, "superado");
      return this.tellOfFila("fila-retirada-por-planeacion", codigo);
    }
    const gana = this.winnerOf(this.currentOf(this.pendientes.ofFila(codigo, "fila-nueva"), libro));
    if (gana === "planeacion") return this.retire(codigo, libro, rechazada, null);
    if (gana === "secretaria") return this.adopt(codigo, libro, "fila-aceptada", "secretaria");
    this.endCeldas(codigo);
    this.end(this.pendientes.ofFila(codigo, "fila-retirada"), "superado");
    this.disputeFila("fila-nueva", codigo, libro);
  }

  /** Both sides took it out, or neither ever had more of it than a conflict. */
  private forget({ codigo }: Fila<"ninguno">): void {
    this.endAll(codigo, "acuerdo");
  }

  /** Planeación decided not to have the row: what the secretaría has there now is known, and no longer asked about. */
  private retire(codigo: string, libro: Valores, ancestro: Valores | undefined, canonico: Valores | null): void {
    if (canonico !== null) {
      this.alCanonico.push(...editsOfFila(codigo, canonico, "fila-retirada", this.columnas));
    }
    this.ancestro.set(codigo, markRechazada({ ...ancestro, ...pickLegibles(libro, this.columnas) }));
    this.endAll(codigo, "planeacion");
    this.tellOfFila("fila-retirada-por-planeacion", codigo);
  }

  private adopt(codigo: string, libro: Valores, regla: ReglaMezcla, fin: FinConflicto): void {
    const agreed = pickLegibles(libro, this.columnasCanonico);
    const canonico = this.makeCanonico(({ key }) => agreed[key]);
    this.canonico.set(codigo, canonico);
    this.ancestro.set(codigo, agreed);
    this.alCanonico.push(...editsOfFila(codigo, canonico, regla, this.columnas));
    this.endAll(codigo, fin);
    for (const columna of this.columnas) this.tellOfCelda(codigo, columna, canonico[columna.key], libro[columna.key]);
  }

  /** A row with the columns that the canonical workbook has, blank where there is nothing to put. */
  private makeCanonico(cellOf: (columna: ColumnaMezclada) => Cell | undefined): Valores {
    return Object.fromEntries(this.columnasCanonico.map((columna) => [columna.key, cellOf(columna) ?? null]));
  }

  /** Merges the cells of a row that stands on both sides; what changes in the canonical row is the caller's to tell. */
  private mergeCeldas(codigo: string, ancestro: Valores | undefined, canonico: Valores, libro: Valores): FilaMezclada {
    const agreed: Record<ColumnaKey, Cell> = {};
    const shown: Record<ColumnaKey, Cell> = { ...canonico };
    const escrito: Record<ColumnaKey, Cell> = {};
    const alCanonico: Edicion[] = [];
    for (const columna of this.columnas) {
      const { key } = columna;
      const before = { canonico: canonico[key], libro: libro[key] };
      const pendiente = this.pendientes.ofCelda(codigo, key);
      const decision = pendiente === undefined ? undefined : this.input.decisiones.get(pendiente.id);
      const after = mergeCelda({ columna, ancestro: ancestro?.[key], ...before, pendiente, decision });
      if (after.ancestro !== undefined) agreed[key] = after.ancestro;
      const toCanonico = editOf(codigo, key, before.canonico, after.canonico, after.regla);
      if (toCanonico !== null) {
        shown[key] = toCanonico.despues;
        alCanonico.push(toCanonico);
      }
      const toLibro = editOf(codigo, key, before.libro, after.libro, after.regla);
      if (toLibro !== null) {
        escrito[key] = toLibro.despues;
        this.alLibro.push(toLibro);
      }
      if (after.disputa !== null) this.conflictos.push(this.factory.ofCelda(codigo, columna, after.disputa));
      if (after.fin !== null) this.end(pendiente, after.fin, after.canonico);
      else if (pendiente !== undefined) this.conflictos.push(pendiente);
      this.tellOfCelda(codigo, columna, after.canonico, after.libro);
    }
    this.keepUnknown(codigo);
    this.ancestro.set(codigo, agreed);
    return { canonico: shown, alCanonico, escrito };
  }

  /** Conflicts of columns that the plan no longer has: nothing ends them but the row. */
  private keepUnknown(codigo: string): void {
    for (const each of this.pendientes.of(codigo)) {
      const isKnown = each.clase !== "celda" || this.columnas.some(({ key }) => key === each.columna);
      if (!isKnown) this.conflictos.push(each);
    }
  }

  /** The conflict, while the row still is what it is about; a decision of any other comes too late. */
  private currentOf(conflicto: Conflicto | undefined, libro: Valores): Conflicto | undefined {
    return conflicto?.fila !== undefined && isSameFila(libro, conflicto.fila, this.columnas) ? conflicto : undefined;
  }

  private winnerOf(conflicto: Conflicto | undefined): Decision["gana"] | undefined {
    return conflicto === undefined ? undefined : this.input.decisiones.get(conflicto.id)?.gana;
  }

  /** A conflict about the whole row as it is left: the pending one while that is about the same, else a new one. */
  private disputeFila(clase: "fila-retirada" | "fila-nueva", codigo: string, fila: Valores): void {
    const pendiente = this.pendientes.ofFila(codigo, clase);
    const current = this.currentOf(pendiente, fila);
    if (current === undefined) this.end(pendiente, "superado");
    this.conflictos.push(current ?? this.factory.ofFila(clase, codigo, fila));
  }

  private end(conflicto: Conflicto | undefined, fin: FinConflicto, valor: Cell = null): void {
    if (conflicto !== undefined) this.resueltos.push({ conflicto, fin, valor });
  }

  /** Ends what is pending of a row that is settled as a whole; there is nothing left to decide of its cells. */
  private endAll(codigo: string, fin: FinConflicto): void {
    this.endCeldas(codigo);
    for (const each of this.pendientes.of(codigo)) if (each.clase !== "celda") this.end(each, fin);
  }

  private endCeldas(codigo: string): void {
    for (const each of this.pendientes.of(codigo)) if (each.clase === "celda") this.end(each, "superado");
  }

  private tellOfFila(
    code: "fila-falta-en-libro" | "fila-por-agregar" | "fila-retirada-por-planeacion",
    codigo: string,
  ): void {
    this.avisos.push({ code, codigo, columna: null, lado: "libro" });
  }

  /** What a person should know of a cell as both sides are left. */
  private tellOfCelda(
    codigo: string,
    { key: columna, tipo }: ColumnaMezclada,
    canonico: Cell | undefined,
    libro: Cell | undefined,
  ): void {
    if (canonico !== undefined && !isLegible(canonico)) {
      this.avisos.push({ code: "valor-ilegible", codigo, columna, lado: "canonico" });
    }
    if (libro !== undefined && !isLegible(libro)) {
      this.avisos.push({ code: "valor-ilegible", codigo, columna, lado: "libro" });
    }
    if (!isLegible(canonico) || !isLegible(libro)) return;
    if (isTypedApart(canonico, libro) && isEqual(canonico, libro, tipo)) {
      const lado = isOwnType(libro, tipo) ? "canonico" : "libro";
      this.avisos.push({ code: "tipo-distinto", codigo, columna, lado });
    }
  }
}

function editOf(
  codigo: string,
  columna: ColumnaKey,
  antes: Cell | undefined,
  despues: Cell | undefined,
  regla: ReglaMezcla,
): Edicion | null {
  return antes === undefined || despues === undefined || antes === despues
    ? null
    : { codigo, columna, antes, despues, regla };
}

/** A whole row that comes or goes, by its código and each cell that is not blank. */
function editsOfFila(
  codigo: string,
  fila: Valores,
  regla: ReglaMezcla,
  columnas: readonly ColumnaMezclada[],
): Edicion[] {
  const goes = regla === "fila-retirada";
  const editOfCell = (columna: ColumnaKey, cell: Cell): Edicion => {
    const [antes, despues] = goes ? [cell, null] : [null, cell];
    return { codigo, columna, antes, despues, regla };
  };
  const cells = columnas.flatMap(({ key }) => {
    const cell = fila[key];
    return cell === undefined || isBlank(cell) ? [] : [editOfCell(key, cell)];
  });
  return [editOfCell("codigo", codigo), ...cells];
}
