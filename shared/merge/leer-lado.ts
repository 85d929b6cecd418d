import { isBlank, type Cell } from "../cell.ts";
import { cellsByRow } from "../grid.ts";
import type { ColumnaKey } from "../layout/columnas.ts";
import { inPuntos } from "../puntos.ts";
import type { Plan } from "../plan/schema.ts";
import type { Claves, ClaveFila } from "../read.ts";
import { foldText } from "../text.ts";
import { columnasMezcladas, type ColumnaMezclada } from "./columna-mezclada.ts";
import { FilasDeHoja } from "./filas-de-hoja.ts";
import type { Lado, Valores } from "./mezcla.ts";

/** What a side is made of. */
type Hoja = Pick<Claves, "layout" | "libro" | "indicadores">;

/** A secretaría's workbook as a side of the merge; every row of it is the secretaría's. */
export function leerLibro(hoja: Hoja, plan: Plan): Lado {
  const reader = new LadoReader(hoja, plan);
  return reader.read(hoja.indicadores);
}

/**
 * The canonical workbook as one side for each secretaría of the plan, by id, those without rows included; under the empty
 * id, where there are any, the rows that no secretaría of the plan answers for.
 */
export function leerCanonico(hoja: Hoja, plan: Plan): ReadonlyMap<string, Lado> {
  const reader = new LadoReader(hoja, plan);
  const bySecretaria = new Map<string, ClaveFila[]>(plan.secretarias.map(({ id }) => [id, []]));
  for (const indicador of hoja.indicadores) {
    const rows = bySecretaria.get(indicador.secretaria);
    if (rows === undefined) bySecretaria.set(indicador.secretaria, [indicador]);
    else rows.push(indicador);
  }
  return new Map([...bySecretaria].map(([id, indicadores]) => [id, reader.read(indicadores)]));
}

/** The canonical workbook's side where there is no such workbook yet: no rows, every column. */
export function emptyLado(plan: Plan): Lado {
  const columnas = new Set(columnasMezcladas(plan).map(({ key }) => key));
  return { columnas, filas: new Map(), repetidos: new Set(), sinCodigo: 0 };
}

/** A merged column where a sheet has it. */
interface Place extends ColumnaMezclada {
  readonly column: number;
}

class LadoReader {
  private readonly places: readonly Place[];
  private readonly cellsByRow: ReadonlyMap<number, readonly (Cell | undefined)[]>;
  private readonly palabras: Palabras | null;

  constructor({ layout, libro }: Hoja, plan: Plan) {
    this.places = columnasMezcladas(plan).flatMap((columna) => {
      const column = layout.columns.get(columna.key);
      return column === undefined ? [] : [{ ...columna, column }];
    });
    this.cellsByRow = cellsByRow(libro.grid);
    this.palabras = layout.disposicion === null ? null : new Palabras(layout.disposicion);
  }

  read(indicadores: readonly ClaveFila[]): Lado {
    const rows = new Map<string, number>();
    const repetidos = new Set<string>();
    let sinCodigo = 0;
    for (const { codigo, row } of indicadores) {
      if (codigo === "") sinCodigo++;
      else if (rows.has(codigo)) repetidos.add(codigo);
      else rows.set(codigo, row);
    }
    for (const codigo of repetidos) rows.delete(codigo);
    const filas = new FilasDeHoja(rows, (row) => this.valoresOf(row));
    return { columnas: new Set(this.places.map(({ key }) => key)), filas, repetidos, sinCodigo };
  }

  private valoresOf(row: number): Valores {
    const cells = this.cellsByRow.get(row) ?? [];
    const valores: Record<ColumnaKey, Cell> = {};
    for (const { key, tipo, enPuntos, column } of this.places) {
      const held = cells[column] ?? null;
      const cell = enPuntos ? inPuntos(held) : held;
      valores[key] = this.palabras === null ? cell : this.palabras.translate(key, tipo, cell);
    }
    return valores;
  }
}

/** The words that a foreign layout has for ours, as the rest of the program reads them. */
class Palabras {
  private readonly porDefecto: Readonly<Record<string, string>>;
  private readonly valores: ReadonlyMap<string, ReadonlyMap<string, string>>;

  constructor({ porDefecto, valores }: NonNullable<Claves["layout"]["disposicion"]>) {
    const words = Object.entries(valores).map(
      ([campo, own]) =>
        [campo, new Map(Object.entries(own).map(([word, ours]) => [foldText(word), ours] as const))] as const,
    );
    this.porDefecto = porDefecto;
    this.valores = new Map(words);
  }

  /** Columns of text and lists have one for all vigencias, so that their key is their campo. */
  translate(campo: ColumnaKey, tipo: ColumnaMezclada["tipo"], cell: Cell): Cell {
    if (tipo !== "texto" && tipo !== "lista") return cell;
    if (isBlank(cell)) return this.porDefecto[campo] ?? cell;
    return typeof cell === "string" ? (this.valores.get(campo)?.get(foldText(cell)) ?? cell) : cell;
  }
}
