import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { columnasOf } from "../../shared/layout/columnas.ts";
import { planSchema, type Plan, type Secretaria } from "../../shared/plan/schema.ts";
import { buildPlantilla, type FilaPlantilla, type ValorPlantilla } from "../../sync/plantilla.ts";
import { runMetas, type Corrida } from "../sync/cli/run.ts";
import { foldText } from "../../shared/text.ts";
import { HojaExcel, openExcel } from "./hoja-excel.ts";
import type { BloqueTexto, FilaTexto } from "./tabla-texto.ts";
import { showCell, typeInto, valueOf } from "./valor.ts";

/** A workspace on the disk that a story is told in. */
export class Espacio {
  readonly raiz: string;
  readonly plan: Plan;
  /** Day of October 2017 on which the next run happens: time goes on, and is not to matter. */
  private dia = 1;

  private constructor(raiz: string, plan: Plan) {
    this.raiz = raiz;
    this.plan = plan;
  }

  static async make(raiz: string, ancestro: readonly BloqueTexto[]): Promise<Espacio> {
    const plan = await readFile(new URL("plan.json", import.meta.url), "utf8");
    const espacio = new Espacio(raiz, planSchema.parse(JSON.parse(plan)));
    await mkdir(join(raiz, "libros"));
    await writeFile(join(raiz, "plan.json"), plan);
    await writeFile(join(raiz, "metas.config.json"), "{}");
    for (const bloque of ancestro) await espacio.addLibro(bloque);
    return espacio;
  }

  libro(nombre: string): string {
    return join(this.raiz, "libros", nombre.includes(".") ? nombre : `${nombre}.xlsx`);
  }

  get canonico(): string {
    return join(this.raiz, "canonico.xlsx");
  }

  secretaria(id: string): Secretaria {
    const found = this.plan.secretarias.find((each) => each.id === id);
    if (found === undefined) throw new Error(`no secretaría ${id}`);
    return found;
  }

  async sincronizar(...argv: readonly string[]): Promise<Corrida> {
    const now = new Date(`2017-10-${String(this.dia).padStart(2, "0")}T08:30:00-05:00`);
    this.dia += 1;
    return runMetas(["sincronizar", "--json", ...argv], this.raiz, { now: () => now });
  }

  /** Types the cells of a table into the workbook of its heading. */
  async editLibro({ titulo, filas }: BloqueTexto): Promise<void> {
    await this.editHoja(this.libro(titulo), filas, null);
  }

  /** Types the cells of a table into the rows of a secretaría in the canonical workbook. */
  async editCanonico({ titulo, filas }: BloqueTexto): Promise<void> {
    await this.editHoja(this.canonico, filas, this.secretaria(titulo).nombre);
  }

  private async editHoja(path: string, filas: readonly FilaTexto[], secretaria: string | null): Promise<void> {
    const hoja = await HojaExcel.open(path, this.plan);
    for (const { codigo = "", ...cells } of filas) {
      const [mark, bare] = /^[+-] /.test(codigo) ? [codigo.slice(0, 1), codigo.slice(2)] : ["", codigo];
      if (mark === "-") {
        hoja.sheet.spliceRows(hoja.row(bare, secretaria ?? undefined).number, 1);
        continue;
      }
      const row = mark === "+" ? hoja.newRow() : hoja.row(bare, secretaria ?? undefined);
      const typed = { ...(mark === "+" ? { codigo: bare, ...usual } : {}), ...cells };
      if (mark === "+" && secretaria !== null) row.getCell(hoja.column("secretaria")).value = secretaria;
      for (const [key, text] of Object.entries(typed)) {
        if (text !== "=") typeInto(row.getCell(hoja.column(key)), text);
      }
    }
    await hoja.save(path);
  }

  /** `salud · 2017 · 2017-06-30`, and `· a mano` for a workbook that is not made with our template. */
  private async addLibro({ titulo, columnas, filas }: BloqueTexto): Promise<void> {
    const [id = "", vigencia = "", corte = "", origen] = titulo.split("·").map((part) => part.trim());
    const secretaria = this.secretaria(id);
    if (origen === "a mano") return this.addAMano(secretaria, vigencia, corte, columnas, filas);
    const indicadores = filas.map((fila): FilaPlantilla =>
      Object.fromEntries(Object.entries({ ...usual, ...fila }).map(([key, text]) => [key, plantillaValue(text)])),
    );
    const input = { plan: this.plan, secretaria, vigencia: Number(vigencia), corte, indicadores };
    await writeFile(this.libro(id), await buildPlantilla(input));
  }

  /** The secretaría's own sheet: other place, order and words, a column and a sheet of theirs, no tags. */
  private async addAMano(
    { id, nombre }: Secretaria,
    vigencia: string,
    corte: string,
    columnas: readonly string[],
    filas: readonly FilaTexto[],
  ): Promise<void> {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet("Portada").getCell("B2").value = "Informe de gestión";
    const sheet = workbook.addWorksheet("Tablero");
    sheet.getCell("C2").value = "Dependencia";
    sheet.getCell("D2").value = nombre;
    sheet.getCell("C3").value = "Vigencia";
    sheet.getCell("D3").value = Number(vigencia);
    sheet.getCell("C4").value = "Corte";
    sheet.getCell("D4").value = new Date(`${corte}T00:00:00Z`);
    const keys = [...new Set([...columnas, ...Object.keys(usual)])].reverse();
    for (const [index, key] of keys.entries()) {
      sheet.getCell(7, index + 3).value = columnasOf(this.plan).find((each) => each.key === key)?.encabezado ?? key;
      for (const [at, fila] of filas.entries())
        typeInto(sheet.getCell(at + 8, index + 3), { ...usual, ...fila }[key] ?? "·");
    }
    sheet.getCell(7, keys.length + 3).value = "Notas internas";
    for (const [at] of filas.entries()) sheet.getCell(at + 8, keys.length + 3).value = `nota ${at + 1}`;
    await writeFile(this.libro(id), Buffer.from(await workbook.xlsx.writeBuffer()));
  }
}

/** What every row says where the story does not. */
const usual: FilaTexto = { nombre: "Indicador", unidad: "Número", tipoAcumulacion: "Flujo" };

function plantillaValue(text: string): ValorPlantilla {
  const value = valueOf(text);
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  throw new Error(`no value for a template: ${text}`);
}

/** What the canonical workbook's title says of vigencia and corte. */
export async function showTitulo(path: string): Promise<string> {
  const [sheet] = (await openExcel(path)).worksheets;
  const said: string[] = [];
  for (let row = 1; row <= 4; row++) {
    sheet?.getRow(row).eachCell((cell, column) => {
      const label = foldText(showCell(cell));
      if (label !== "vigencia" && label !== "fecha de corte") return;
      said.push(`${label} ${showCell(sheet.getCell(row, column + 1))}`);
    });
  }
  return said.join(", ") || "(sin título)";
}

/** Rows of a sheet in these columns, as the story writes them; of one secretaría where the sheet has several. */
export async function showHoja(
  path: string,
  plan: Plan,
  columnas: readonly string[],
  secretaria: string | null,
): Promise<string[][]> {
  const hoja = await HojaExcel.open(path, plan);
  const rows = hoja.rows().filter((row) => secretaria === null || hoja.text(row, "secretaria") === secretaria);
  return rows.map((row) =>
    columnas.map((key) => {
      const column = hoja.columns.get(key);
      return column === undefined ? "(sin columna)" : showCell(row.getCell(column));
    }),
  );
}
