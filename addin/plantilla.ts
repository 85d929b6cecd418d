import { modos, tipos } from "../shared/acumulacion.ts";
import { a1, columnName } from "../shared/address.ts";
import { serialFromIso, type Corte } from "../shared/corte.ts";
import {
  altos,
  aspectoCampos,
  aspectoDato,
  aspectoEncabezado,
  aspectoEtiqueta,
  aspectoMarcas,
  aspectoNota,
  aspectoTitulo,
  aspectoValor,
  colores,
  fuente,
  type Aspecto,
} from "../shared/layout/aspecto.ts";
import { columnasOf, type Columna, type ColumnaKey } from "../shared/layout/columnas.ts";
import { calculadas, makeFormulas, npTexts, type Calculada } from "../shared/layout/formulas.ts";
import { layoutVersion, notaCampo, tituloCampos, type TituloCampo } from "../shared/layout/titulo.ts";
import { bandas } from "../shared/plan/bandas.ts";
import type { Plan, Secretaria } from "../shared/plan/schema.ts";
import { semaforoInfo } from "../shared/semaforo.ts";
import { cutText } from "../shared/text.ts";

/** The official sheet of a secretaría as it is to be put into a workbook; addresses in A1, colours as RRGGBB. */
export interface PlantillaHoja {
  /** Name wanted; where it is taken, Excel's door picks a free one like it. */
  readonly name: string;
  readonly tabColor: string;
  readonly font: string;
  readonly cells: readonly PlantillaCells[];
  readonly looks: readonly PlantillaLook[];
  readonly names: readonly { readonly name: string; readonly cell: string }[];
  readonly widths: readonly { readonly column: string; readonly characters: number }[];
  readonly heights: readonly { readonly row: number; readonly points: number }[];
  /** Rows that nobody needs to see, as A1 counts. */
  readonly hiddenRow: number;
  /** Cells that stay in view. */
  readonly freeze: string;
  /** Header and rows that can be filtered. */
  readonly filter: string;
  /** Rows that every printed page begins with, and all that is printed. */
  readonly print: { readonly titleRows: string; readonly area: string };
  readonly validations: readonly PlantillaValidation[];
  /** First to be applied first. */
  readonly formats: readonly PlantillaFormat[];
  /** Where one starts to write. */
  readonly firstCell: string;
}

export interface PlantillaCells {
  readonly address: string;
  readonly values: readonly (readonly (string | number)[])[];
}

export interface PlantillaLook {
  readonly address: string;
  readonly aspecto: Aspecto;
}

export interface PlantillaValidation {
  readonly address: string;
  readonly rule:
    | { readonly kind: "list"; readonly values: readonly string[] }
    | { readonly kind: "custom"; readonly formula: string }
    | { readonly kind: "date" }
    | { readonly kind: "text"; readonly most: number };
  readonly prompt: { readonly title: string; readonly message: string };
  readonly alert: { readonly title: string; readonly message: string; readonly isStop: boolean } | null;
}

export interface PlantillaFormat {
  readonly address: string;
  readonly formula: string;
  readonly fill?: string;
  readonly color?: string;
  readonly numberFormat?: string;
}

export interface PlantillaInput {
  readonly plan: Plan;
  readonly secretaria: Secretaria;
  /** The open one, of the plan's vigencias. */
  readonly vigencia: number;
  readonly corte: Corte | null;
}

/** Rows of the sheet as A1 counts: title, secretaría, vigencia and corte, hidden tags, header, data; as `metas plantilla`. */
const rows = { titulo: 1, secretaria: 2, vigencia: 3, tags: 4, header: 5, data: 6 } as const;

/** Rows ready to be filled. */
const filasVacias = 60;
const lastRow = rows.data + filasVacias - 1;

/** Plans the official sheet: the same columns, tags, names and formulas as the workbook that `metas plantilla` writes. */
export function makePlantilla(input: PlantillaInput): PlantillaHoja {
  const columnas = columnasOf(input.plan).filter(({ info }) => info.enPlantilla);
  const hoja = new Planner(columnas, input);
  return {
    name: "Indicadores",
    tabColor: colores.acento,
    font: fuente,
    cells: hoja.cells(),
    looks: hoja.looks(),
    names: [
      ...titulos.map(({ campo, cell }) => ({ name: tituloCampos[campo].name, cell })),
      { name: notaCampo.name, cell: nota.cell },
    ],
    widths: columnas.map(({ info }, index) => ({ column: columnName(index), characters: info.ancho })),
    heights: (["titulo", "secretaria", "vigencia", "header"] as const).map((key) => ({
      row: rows[key],
      points: altos[key],
    })),
    hiddenRow: rows.tags,
    freeze: a1(rows.header - 1, 0),
    filter: `A${rows.header}:${columnName(columnas.length - 1)}${lastRow}`,
    print: {
      titleRows: `${rows.header}:${rows.header}`,
      area: `A1:${columnName(columnas.length - 1)}${lastRow}`,
    },
    validations: columnas.map((columna, index) => hoja.validation(columna, columnName(index))),
    formats: hoja.formats(),
    firstCell: a1(rows.data - 1, 0),
  };
}

/** Title block: where each field's value stands, its label at its left. */
const titulos: readonly { readonly campo: TituloCampo; readonly label: string; readonly cell: string }[] = [
  { campo: "secretaria", label: "A2", cell: "B2" },
  { campo: "vigencia", label: "A3", cell: "B3" },
  { campo: "corte", label: "C3", cell: "D3" },
  { campo: "version", label: "E3", cell: "F3" },
];

/** Where the sync says what it did; the label lies over the column between. */
const nota = { label: "G3", cell: "I3" } as const;

function one(address: string, value: string | number): PlantillaCells {
  return { address, values: [[value]] };
}

const leyenda =
  "■ Planeación: columnas oscuras   ■ La secretaría llena las celdas blancas   ■ Lo calcula la hoja: gris";

const unidades = ["Número", "Porcentaje", "Personas", "Hogares", "Empresas", "Proyectos", "Eventos", "Kilómetros"];

class Planner {
  private readonly columnas: readonly Columna[];
  private readonly input: PlantillaInput;
  private readonly columns: ReadonlyMap<ColumnaKey, number>;
  private readonly lastColumn: string;

  constructor(columnas: readonly Columna[], input: PlantillaInput) {
    this.columnas = columnas;
    this.input = input;
    this.columns = new Map(columnas.map(({ key }, index) => [key, index]));
    this.lastColumn = columnName(columnas.length - 1);
  }

  cells(): PlantillaCells[] {
    const { plan, secretaria, vigencia, corte } = this.input;
    const said: Readonly<Record<TituloCampo, string | number>> = {
      secretaria: secretaria.nombre,
      vigencia,
      corte: corte === null ? "" : serialFromIso(corte),
      version: layoutVersion,
    };
    const line = (row: number, values: readonly string[]): PlantillaCells => ({
      address: `A${row}:${this.lastColumn}${row}`,
      values: [values],
    });
    return [
      one("A1", `Seguimiento de indicadores · ${plan.nombre} · ${plan.entidad}`),
      ...titulos.flatMap(({ campo, label, cell }) => [
        one(label, tituloCampos[campo].etiqueta),
        ...(said[campo] === "" ? [] : [one(cell, said[campo])]),
      ]),
      one(nota.label, notaCampo.etiqueta),
      one("E2", leyenda),
      line(
        rows.tags,
        this.columnas.map(({ key }) => key),
      ),
      line(
        rows.header,
        this.columnas.map(({ encabezado }) => encabezado),
      ),
      ...this.formulas(),
    ];
  }

  /** Computed columns, side by side where they stand so. */
  private formulas(): PlantillaCells[] {
    const formulas = makeFormulas(this.columns, this.input.plan, this.input.vigencia);
    const texts = Array.from({ length: filasVacias }, (_, index) => formulas(rows.data - 1 + index));
    return calculadas.map((key) => ({
      address: this.range(key),
      values: texts.map((each: Readonly<Record<Calculada, string>>) => [`=${each[key]}`]),
    }));
  }

  looks(): PlantillaLook[] {
    const { vigencia } = this.input;
    const across = (from: number, to: number): string => `A${from}:${this.lastColumn}${to}`;
    return [
      { address: across(rows.titulo, rows.titulo), aspecto: aspectoTitulo },
      { address: across(rows.secretaria, rows.vigencia), aspecto: aspectoCampos },
      ...titulos.flatMap(({ campo, label, cell }) => [
        { address: label, aspecto: aspectoEtiqueta },
        { address: cell, aspecto: aspectoValor(campo) },
      ]),
      { address: nota.label, aspecto: aspectoEtiqueta },
      { address: nota.cell, aspecto: aspectoNota },
      { address: across(rows.tags, rows.tags), aspecto: aspectoMarcas },
      ...this.columnas.flatMap((columna) => [
        { address: `${this.letters(columna.key)}${rows.header}`, aspecto: aspectoEncabezado(columna, vigencia) },
        { address: this.range(columna.key), aspecto: aspectoDato(columna, vigencia) },
      ]),
    ];
  }

  validation(columna: Columna, letters: string): PlantillaValidation {
    const first = `${letters}${rows.data}`;
    const { rule, alert } = ruleOf(columna, first);
    return {
      address: this.range(columna.key),
      rule,
      alert,
      prompt: {
        title: cutText(columna.encabezado, 32),
        message: cutText(promptOf(columna, this.input.vigencia), 255),
      },
    };
  }

  formats(): PlantillaFormat[] {
    const { plan, vigencia } = this.input;
    const avance = this.cell("avance");
    const bands = [...bandas].reverse().flatMap((banda) => {
      const from = banda === "critico" ? null : plan.semaforo[banda];
      const formula = from === null ? `=ISNUMBER(${avance})` : `=AND(ISNUMBER(${avance}),${avance}>=${from})`;
      return ["avance", "semaforo"].map((key) => ({ address: this.range(key), formula, ...look(banda) }));
    });
    const conModo = Object.values(tipos).filter(({ usaModo }) => usaModo);
    const usaModo = conModo.map(({ nombre }) => `TRIM(${this.cell("tipoAcumulacion")})="${nombre}"`).join(",");
    const reported = `COUNT(${this.cell(`meta${vigencia}`)},${this.cell(`ejecucion${vigencia}`)})=2`;
    return [
      ...bands,
      { address: this.range("semaforo"), formula: `=TRIM(${this.cell("codigo")})<>""`, ...look("sin-dato") },
      {
        address: this.range("planDeChoque"),
        formula: `=AND(ISNUMBER(${avance}),${avance}<${plan.umbralRezago},TRIM(${this.cell("planDeChoque")})="")`,
        ...look("critico"),
      },
      {
        address: this.range("modoReporte"),
        formula: `=AND(TRIM(${this.cell("modoReporte")})="",${reported},${this.cell("nivel")}="",OR(${usaModo}))`,
        ...look("medio"),
      },
      ...this.columnas.filter(isCifra).flatMap(({ key }) => this.cifraFormats(key)),
    ];
  }

  /** Decimals only where there are some, and % where the unidad de medida says so. */
  private cifraFormats(key: ColumnaKey): PlantillaFormat[] {
    const figure = this.cell(key);
    const unidad = `TRIM(${this.cell("unidad")})`;
    const percent = `OR(${unidad}="Porcentaje",${unidad}="%")`;
    const broken = `IF(ISNUMBER(${figure}),ROUND(${figure},6)<>INT(ROUND(${figure},6)),FALSE)`;
    const address = this.range(key);
    return [
      { address, formula: `=AND(${percent},${broken})`, numberFormat: '0.0#" %"' },
      { address, formula: `=${percent}`, numberFormat: '0" %"' },
      { address, formula: `=${broken}`, numberFormat: "#,##0.0#" },
    ];
  }

  private range(key: ColumnaKey): string {
    return `${this.letters(key)}${rows.data}:${this.letters(key)}${lastRow}`;
  }

  /** A cell of the first row, its column fixed. */
  private cell(key: ColumnaKey): string {
    return `$${this.letters(key)}${rows.data}`;
  }

  private letters(key: ColumnaKey): string {
    const column = this.columns.get(key);
    if (column === undefined) throw new Error(`the template has no column ${key}`);
    return columnName(column);
  }
}

function look(semaforo: keyof typeof semaforoInfo): Pick<PlantillaFormat, "fill" | "color"> {
  const { fondo, texto } = semaforoInfo[semaforo];
  return { fill: fondo, color: texto };
}

function isCifra({ campo }: Columna): boolean {
  return ["lineaBase", "meta", "ejecucion", "planCantidad", "nivel", "brecha"].includes(campo);
}

function promptOf({ campo, vigencia, info }: Columna, open: number): string {
  if (campo === "ejecucion" && vigencia !== null && vigencia > open) {
    return `La vigencia ${vigencia} todavía no está abierta: deje la celda en blanco.`;
  }
  if (campo === "ejecucion" && vigencia !== null && vigencia < open) {
    return `Vigencia cerrada: nivel al final de ${vigencia}. Cámbielo solo si está mal.`;
  }
  return info.ayuda;
}

/** Lists stop, figures only ask whether they are meant. */
function ruleOf({ campo, info }: Columna, first: string): Pick<PlantillaValidation, "rule" | "alert"> {
  if (campo === "tipoAcumulacion") return list(Object.values(tipos).map(({ nombre }) => nombre));
  if (campo === "modoReporte") return list(Object.values(modos).map(({ nombre }) => nombre));
  if (campo === "unidad") return { rule: { kind: "list", values: unidades }, alert: null };
  if (info.dueno === "calculada") return { rule: { kind: "custom", formula: "=TRUE" }, alert: null };
  switch (info.tipo) {
    case "numero":
      return cifraRule(campo === "meta" || campo === "ejecucion", first);
    case "fecha":
      return {
        rule: { kind: "date" },
        alert: {
          title: "No es una fecha",
          message: "Escríbala como día/mes/año: 15/12/2017. ¿Desea dejarla así?",
          isStop: false,
        },
      };
    case "codigo":
    case "texto":
    case "lista":
      return {
        rule: { kind: "text", most: 32_767 },
        alert: { title: "Texto muy largo", message: "En una celda caben 32.767 caracteres.", isStop: false },
      };
  }
}

function cifraRule(mayBeNp: boolean, first: string): Pick<PlantillaValidation, "rule" | "alert"> {
  return {
    rule: {
      kind: "custom",
      formula: mayBeNp ? `=OR(ISNUMBER(${first}),UPPER(TRIM(${first}))="${npTexts[0]}")` : `=ISNUMBER(${first})`,
    },
    alert: {
      title: "No parece un número",
      message: mayBeNp
        ? "Escriba solo la cifra, con coma para los decimales, o NP si no está programada. ¿Desea dejarlo así?"
        : "Escriba solo la cifra, con coma para los decimales. ¿Desea dejarlo así?",
      isStop: false,
    },
  };
}

function list(values: readonly string[]): Pick<PlantillaValidation, "rule" | "alert"> {
  return {
    rule: { kind: "list", values },
    alert: { title: "Elija de la lista", message: `Use uno de estos valores: ${values.join(", ")}.`, isStop: true },
  };
}
