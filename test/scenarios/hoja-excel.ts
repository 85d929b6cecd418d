import { readFile, writeFile } from "node:fs/promises";
import ExcelJS, { type Cell, type Row, type Workbook, type Worksheet } from "exceljs";
import type { ColumnaKey } from "../../shared/layout/columnas.ts";
import { columnasOf } from "../../shared/layout/columnas.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { foldText } from "../../shared/text.ts";
import { showCell } from "./valor.ts";

/** An indicator sheet as a person sees it in Excel: by its headers and códigos. Through exceljs, not through our reader. */
export class HojaExcel {
  readonly sheet: Worksheet;
  readonly workbook: Workbook;
  readonly headerRow: number;
  readonly columns: ReadonlyMap<ColumnaKey, number>;

  private constructor(workbook: Workbook, plan: Plan) {
    this.workbook = workbook;
    for (const sheet of workbook.worksheets) {
      const found = findHeader(sheet, plan);
      if (found === null) continue;
      this.sheet = sheet;
      this.headerRow = found.row;
      this.columns = found.columns;
      return;
    }
    throw new Error("no sheet with a header");
  }

  static async open(path: string, plan: Plan): Promise<HojaExcel> {
    return new HojaExcel(await openExcel(path), plan);
  }

  async save(path: string): Promise<void> {
    await saveExcel(this.workbook, path);
  }

  column(key: ColumnaKey): number {
    const column = this.columns.get(key);
    if (column === undefined) throw new Error(`no column ${key}`);
    return column;
  }

  /** The row of a código; of a secretaría where the sheet tells them apart. */
  row(codigo: string, secretaria?: string): Row {
    const found = this.rows().find(
      (row) =>
        this.text(row, "codigo") === codigo &&
        (secretaria === undefined || this.text(row, "secretaria") === secretaria),
    );
    if (found === undefined) throw new Error(`no row ${codigo}`);
    return found;
  }

  cell(codigo: string, key: ColumnaKey, secretaria?: string): Cell {
    return this.row(codigo, secretaria).getCell(this.column(key));
  }

  text(row: Row, key: ColumnaKey): string {
    return showCell(row.getCell(this.column(key)));
  }

  /** Those with a código or a name, in the sheet's order. */
  rows(): Row[] {
    const rows: Row[] = [];
    this.sheet.eachRow((row, number) => {
      if (number <= this.headerRow) return;
      const isFilled = ["codigo", "nombre"].some((key) => row.getCell(this.column(key)).value !== null);
      if (isFilled) rows.push(row);
    });
    return rows;
  }

  /** An empty row below the last. */
  newRow(): Row {
    return this.sheet.getRow(Math.max(this.headerRow, ...this.rows().map(({ number }) => number)) + 1);
  }
}

export async function openExcel(path: string): Promise<Workbook> {
  const workbook = new ExcelJS.Workbook();
  const bytes = await readFile(path);
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer);
  return workbook;
}

export async function saveExcel(workbook: Workbook, path: string): Promise<void> {
  await writeFile(path, Buffer.from(await workbook.xlsx.writeBuffer()));
}

function findHeader(
  sheet: Worksheet,
  plan: Plan,
): { readonly row: number; readonly columns: ReadonlyMap<ColumnaKey, number> } | null {
  let best: { readonly row: number; readonly columns: ReadonlyMap<ColumnaKey, number> } | null = null;
  for (let number = 1; number <= Math.min(30, sheet.rowCount); number++) {
    const columns = new Map<ColumnaKey, number>();
    sheet.getRow(number).eachCell((cell, column) => {
      const said = foldText(showCell(cell).replaceAll("⏎", " "));
      const key = columnasOf(plan).find(({ nombres }) => nombres.includes(said))?.key;
      if (key !== undefined && !columns.has(key)) columns.set(key, column);
    });
    if (columns.has("codigo") && columns.size >= 3 && columns.size > (best?.columns.size ?? 0))
      best = { row: number, columns };
  }
  return best;
}
