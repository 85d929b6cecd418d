import type { ColumnaKey } from "../../shared/layout/columnas.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { readClaves } from "../../shared/read.ts";
import { patchWorkbook } from "../xlsx/patch.ts";
import { readWorkbook } from "../xlsx/read.ts";

/** A cell that somebody changes between the demo's two runs. */
export interface EdicionDemo {
  /** Id of the secretaría whose workbook it is; null for the canonical one. */
  readonly libro: string | null;
  readonly secretaria: string;
  readonly codigo: string;
  readonly columna: ColumnaKey;
  readonly valor: number;
  /** What happened, in words. */
  readonly quien: string;
}

/** An edit each way, and one that needs a decision: a secretaría that lowers a meta, which is planeación's. */
export const edicionesDemo: readonly EdicionDemo[] = [
  {
    libro: "deporte-y-recreacion",
    secretaria: "deporte-y-recreacion",
    codigo: "41050010003",
    columna: "ejecucion2017",
    valor: 42,
    quien: "Deporte reporta 42 ciclovías y recreovías donde decía 39",
  },
  {
    libro: null,
    secretaria: "educacion",
    codigo: "41010010004",
    columna: "meta2018",
    valor: 440,
    quien: "Planeación baja de 460 a 440 la meta de 2018 de aulas",
  },
  {
    libro: "cultura",
    secretaria: "cultura",
    codigo: "41040010004",
    columna: "meta2017",
    valor: 8,
    quien: "Cultura baja de 9 a 8 su meta de festivales, que es de Planeación",
  },
];

/** The workbook as it is after somebody changed that cell in Excel. */
export function editCell(
  bytes: Buffer,
  file: string,
  { secretaria, codigo, columna, valor }: EdicionDemo,
  plan: Plan,
): Buffer {
  const workbook = readWorkbook(bytes, file);
  const [sheet] = workbook.sheets;
  if (sheet === undefined) throw new Error(`no sheet in ${file}`);
  const claves = readClaves({ file, info: workbook, grid: workbook.readGrid(sheet.name) }, plan);
  const row = claves?.indicadores.find((each) => each.codigo === codigo && each.secretaria === secretaria)?.row;
  const column = claves?.layout.columns.get(columna);
  if (row === undefined || column === undefined) throw new Error(`no ${columna} of ${codigo} in ${file}`);
  return patchWorkbook(bytes, file, sheet.name, [{ row, column, value: valor }]);
}
