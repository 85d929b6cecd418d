import type { Workbook } from "exceljs";
import type { Corte } from "../shared/corte.ts";
import type { ColumnaKey } from "../shared/layout/columnas.ts";
import type { Plan, Secretaria } from "../shared/plan/schema.ts";
import { addHoja, firstDataRow, layOut } from "./plantilla/hoja.ts";
import { addInstrucciones } from "./plantilla/instrucciones.ts";
import { newWorkbook } from "./xlsx/new-workbook.ts";
import { finishWorkbook } from "./xlsx/write.ts";

/** What a cell of the template gets: text, a number, or nothing; dates as `2017-12-15`. */
export type ValorPlantilla = string | number | null;

/** Values of one row by column key (`codigo`, `meta2017`); computed columns and keys left out stay as the sheet has them. */
export type FilaPlantilla = Readonly<Record<ColumnaKey, ValorPlantilla>>;

export interface PlantillaInput {
  readonly secretaria: Secretaria;
  /** The open one, of the plan's vigencias. */
  readonly vigencia: number;
  readonly corte: Corte | null;
  readonly plan: Plan;
  /** Rows to write; without them the sheet has empty ones ready to be filled. */
  readonly indicadores?: readonly FilaPlantilla[];
  /** A note beside the title, such as «(datos de ejemplo)». */
  readonly nota?: string;
}

/** Rows ready to be filled in a template without indicadores. */
export const filasVacias = 60;

/** The official workbook of a secretaría for a vigencia: the same input gives the same bytes. */
export async function buildPlantilla(input: PlantillaInput): Promise<Buffer> {
  const { plan, secretaria } = input;
  const workbook: Workbook = newWorkbook();
  workbook.creator = "Metas al Día";
  workbook.title = `${plan.nombre} · ${secretaria.nombre} · ${input.vigencia}`;
  const filas = input.indicadores ?? Array.from({ length: filasVacias }, (): FilaPlantilla => ({}));
  const disposicion = layOut(plan);
  const bulk = await addHoja(workbook, disposicion, { ...input, filas });
  addInstrucciones(workbook, input);
  const codigos = disposicion.columns.get("codigo") ?? 0;
  const bottom = firstDataRow + Math.max(1, filas.length) - 1;
  const file = await finishWorkbook(workbook, {
    bulk: [bulk],
    textNumbers: [{ sheet: bulk.sheet, area: { top: firstDataRow, left: codigos, bottom, right: codigos } }],
  });
  return file.bytes();
}
