import { a1 } from "../../shared/address.ts";
import { isBlank, isPending, type Cell } from "../../shared/cell.ts";
import type { Grid, GridRow } from "../../shared/grid.ts";
import type { Columna } from "../../shared/layout/columnas.ts";
import { columnasByKey } from "../../shared/layout/match.ts";
import type { Conflicto, Decision } from "../../shared/merge/conflicto.ts";
import { isEqual } from "../../shared/merge/igualdad.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { cutText, foldText } from "../../shared/text.ts";
import type { ConflictoAbierto } from "../corrida/registro.ts";
import { makeAviso, type AvisoCanonico, type AvisoCanonicoCode } from "./aviso.ts";
import type { DecisionEscrita } from "./fila-canonica.ts";
import { encabezados } from "./hoja-conflictos.ts";
import { columnaNombre, decisionNombre } from "./palabras.ts";
import { enBlanco, valorText } from "./valor-texto.ts";
import { fitValor } from "./valor-final.ts";

/** What the sheet Conflictos says. */
export interface DecisionesLeidas {
  /** Those that can be applied, by id of the conflict. */
  readonly decisiones: ReadonlyMap<string, Decision>;
  /** All that is written beside open conflicts, to be written there again while they wait. */
  readonly escritas: ReadonlyMap<string, DecisionEscrita>;
  /** Cells of them with a formula that nobody has calculated. */
  readonly sinCalcular: readonly string[];
  readonly avisos: readonly AvisoCanonico[];
}

/** Reads the decisions of a sheet Conflictos, its columns wherever they are; those that cannot be applied are told of. */
export function readDecisiones(grid: Grid, plan: Plan, abiertos: readonly ConflictoAbierto[]): DecisionesLeidas {
  const places = findEncabezado(grid);
  if (places === null) {
    const avisos = [makeAviso("conflictos-sin-encabezado", `${grid.sheet}!A1`)];
    return { decisiones: new Map(), escritas: new Map(), sinCalcular: [], avisos };
  }
  const reader = new DecisionesReader(grid.sheet, places, plan, abiertos);
  for (const row of grid.rows) if (row.row > places.row) reader.read(row);
  return reader.finish();
}

/** As a decision that came another way is written beside its conflict. */
export function escritaOf(decision: Decision): DecisionEscrita {
  const nombre = decisionNombre[decision.gana];
  if (decision.gana !== "otro") return { decision: nombre, valor: null };
  return { decision: nombre, valor: isBlank(decision.valor) ? enBlanco : decision.valor };
}

interface Places {
  readonly row: number;
  readonly id: number;
  readonly decision: number;
  readonly valor: number | undefined;
}

function findEncabezado({ rows }: Grid): Places | null {
  for (const { row, cells } of rows) {
    const find = (wanted: string): number =>
      cells.findIndex((cell) => typeof cell === "string" && foldText(cell) === foldText(wanted));
    const [id, decision, valor] = [find(encabezados.id), find(encabezados.decision), find(encabezados.valor)];
    if (id >= 0 && decision >= 0) return { row, id, decision, valor: valor < 0 ? undefined : valor };
  }
  return null;
}

class DecisionesReader {
  private readonly decisiones = new Map<string, Decision>();
  private readonly escritas = new Map<string, DecisionEscrita>();
  private readonly repetidas = new Set<string>();
  private readonly sinCalcular: string[] = [];
  private readonly avisos: AvisoCanonico[] = [];
  private readonly abiertos: ReadonlyMap<string, Conflicto>;
  private readonly sheet: string;
  private readonly places: Places;
  private readonly plan: Plan;

  constructor(sheet: string, places: Places, plan: Plan, abiertos: readonly ConflictoAbierto[]) {
    this.sheet = sheet;
    this.places = places;
    this.plan = plan;
    this.abiertos = new Map(abiertos.map(({ conflicto }) => [conflicto.id, conflicto]));
  }

  read({ row, cells }: GridRow): void {
    const { id: idColumn, decision: column, valor: valorColumn } = this.places;
    const escrita = {
      decision: cells[column] ?? null,
      valor: valorColumn === undefined ? null : (cells[valorColumn] ?? null),
    };
    if (isBlank(escrita.decision) && isBlank(escrita.valor)) return;
    const id = idText(cells[idColumn]);
    const conflicto = this.abiertos.get(id);
    const tell = (code: AvisoCanonicoCode, params: Readonly<Record<string, string>> = {}, at = column): void => {
      const aviso = makeAviso(code, `${this.sheet}!${a1(row, at)}`, params);
      // The run writes the sheet anew, and the row is then another.
      const mensaje = conflicto === undefined ? aviso.mensaje : `${conflicto.codigo}: ${aviso.mensaje}`;
      this.avisos.push({ ...aviso, mensaje });
    };
    if (conflicto === undefined)
      return tell("decision-sin-conflicto", { valor: id === "" ? "sin id" : cutText(id, 40) });
    if (this.isRepetida(id, escrita)) return tell("decision-repetida");
    this.escritas.set(id, escrita);
    if (isPending(escrita.decision)) this.sinCalcular.push(`${this.sheet}!${a1(row, column)}`);
    if (isPending(escrita.valor)) this.sinCalcular.push(`${this.sheet}!${a1(row, valorColumn ?? column)}`);
    const juicio = this.judge(conflicto, escrita);
    if (!("code" in juicio)) this.decisiones.set(id, juicio);
    else tell(juicio.code, juicio.params, juicio.code === "decision-desconocida" ? column : (valorColumn ?? column));
  }

  finish(): DecisionesLeidas {
    for (const id of this.repetidas) this.decisiones.delete(id);
    const { decisiones, escritas, sinCalcular, avisos } = this;
    return { decisiones, escritas, sinCalcular, avisos };
  }

  /** A row that was copied says the same twice, or nobody knows what was decided. */
  private isRepetida(id: string, escrita: DecisionEscrita): boolean {
    const before = this.escritas.get(id);
    if (before === undefined || JSON.stringify(before) === JSON.stringify(escrita)) return false;
    this.repetidas.add(id);
    return true;
  }

  private judge(conflicto: Conflicto, { decision, valor }: DecisionEscrita): Decision | NoAplicada {
    if (isBlank(decision)) return { code: "valor-sin-decision" };
    const gana = typeof decision === "string" ? palabras.get(foldText(decision)) : undefined;
    if (gana === undefined)
      return { code: "decision-desconocida", params: { valor: cutText(valorText(decision), 60) } };
    const { columna, planeacion, propio } = conflicto;
    const info = columna === null ? undefined : columnasByKey(this.plan).get(columna);
    if (gana !== "otro") {
      const chosen = gana === "planeacion" ? planeacion : propio;
      return isBlank(valor) || says(valor, chosen, info) ? { gana } : { code: "valor-sobra" };
    }
    if (info === undefined) return { code: "valor-en-fila" };
    if (isBlank(valor)) return { code: "valor-falta" };
    const fitted = fitValor(valor, info);
    if (fitted.fits) return { gana, valor: fitted.valor };
    const params = { valor: cutText(valorText(valor), 60), columna: columnaNombre(columna, this.plan) };
    return { code: "valor-no-sirve", params };
  }
}

/** Why a decision is not applied. */
interface NoAplicada {
  readonly code: AvisoCanonicoCode;
  readonly params?: Readonly<Record<string, string>>;
}

/** Who chose a side may have copied its value too. */
function says(valor: Cell, chosen: Cell, columna: Columna | undefined): boolean {
  if (columna === undefined) return false;
  const fitted = fitValor(valor, columna);
  return fitted.fits && isEqual(fitted.valor, chosen, columna.info.tipo);
}

/** An id of digits alone that somebody retyped is a number. */
function idText(cell: Cell | undefined): string {
  if (typeof cell === "number") return String(cell);
  return typeof cell === "string" ? cell.trim() : "";
}

const palabras: ReadonlyMap<string, Decision["gana"]> = new Map([
  [foldText(decisionNombre.planeacion), "planeacion"],
  [foldText(decisionNombre.secretaria), "secretaria"],
  [foldText(decisionNombre.otro), "otro"],
]);
