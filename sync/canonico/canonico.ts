import type { Corte } from "../../shared/corte.ts";
import type { Tabla } from "../../shared/merge/mezcla.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import type { ConflictoAbierto, ConflictoCerrado } from "../corrida/registro.ts";
import type { Pieces, Spool } from "../pieces.ts";
import { newWorkbook } from "../xlsx/new-workbook.ts";
import { finishWorkbook } from "../xlsx/write.ts";
import type { Ajenas, DecisionEscrita, FilaSuelta } from "./fila-canonica.ts";
import { addConflictos } from "./hoja-conflictos.ts";
import { addHistorial } from "./hoja-historial.ts";
import { addIndicadores } from "./hoja-indicadores.ts";
import { addHojaListas } from "./listas-indicadores.ts";

export interface CanonicoInput {
  readonly plan: Plan;
  /** The open one, of the plan's vigencias. */
  readonly vigencia: number;
  readonly corte: Corte | null;
  /** Rows by id of the secretaría, as the merges leave them. */
  readonly filas: ReadonlyMap<string, Tabla>;
  readonly conflictos: readonly ConflictoAbierto[];
  readonly historial: readonly ConflictoCerrado[];
  /** What the workbook had besides (`CanonicoLeido`), to be kept. */
  readonly ajenas?: Ajenas;
  readonly sueltas?: readonly FilaSuelta[];
  readonly escritas?: ReadonlyMap<string, DecisionEscrita>;
}

/**
 * The canonical workbook: Indicadores, which planeación edits, Conflictos, which it decides, and Historial. Written whole; of
 * an earlier one only what `readCanonico` gives back is kept, so that formats and comments put in by hand are not.
 *
 * @param spool where what is finished of the file waits for the rest
 * @returns the .xlsx file; the same input gives the same bytes
 */
export async function buildCanonico(input: CanonicoInput, spool?: Spool): Promise<Pieces> {
  const { plan, vigencia, ajenas = sinAjenas, sueltas = [], escritas = new Map() } = input;
  const workbook = newWorkbook();
  workbook.creator = "Metas al Día";
  workbook.lastModifiedBy = workbook.creator;
  workbook.title = `${plan.nombre}: libro canónico de la vigencia ${vigencia}`;
  const hojas = [
    addIndicadores(workbook, { ...input, ajenas, sueltas }),
    await addConflictos(workbook, { ...input, escritas }),
    await addHistorial(workbook, input),
  ].filter((hoja) => hoja !== null);
  addHojaListas(workbook, plan);
  return finishWorkbook(workbook, {
    bulk: hojas.map(({ bulk }) => bulk),
    textNumbers: hojas.flatMap(({ textos }) => textos),
    spool,
  });
}

const sinAjenas: Ajenas = { columnas: [], valores: new Map() };
