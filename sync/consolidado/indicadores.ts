import type { Workbook } from "exceljs";
import { columnName } from "../../shared/address.ts";
import { modos, tipos } from "../../shared/acumulacion.ts";
import { capAvance } from "../../shared/avance.ts";
import { formatFecha } from "../../shared/corte.ts";
import { datoValue, type Dato } from "../../shared/dato.ts";
import { explainFila, explainLecturas } from "../../shared/explain.ts";
import { maxTextLength } from "../../shared/rules/cells.ts";
import { formatPorcentaje } from "../../shared/number.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { withoutAvance, type Fila } from "../../shared/evaluate.ts";
import type { FilaLigera } from "../../shared/fila-ligera.ts";
import type { RazonCiudad } from "../../shared/medida.ts";
import { estadoPlanNombre } from "../../shared/plan-de-choque.ts";
import { ritmoNombre } from "../../shared/ritmo.ts";
import { semaforoText } from "../../shared/semaforo.ts";
import { cutText } from "../../shared/text.ts";
import { escalaOf } from "../../shared/unidad.ts";
import { UltimaLectura } from "../ultima-lectura.ts";
import type { BulkCell } from "../xlsx/bulk.ts";
import { SharedText } from "../xlsx/shared-text.ts";
import { bodyStyle, colores, fill, font, formula, put, putTitle, setUpPage } from "./estilo.ts";
import { FilasPorCodigo } from "./filas-por-codigo.ts";
import { DetallesRezagadas, type TextosFila } from "./detalles-rezagadas.ts";
import type { FilaConsolidada } from "./filas-consolidadas.ts";
import type { FilasEnteras } from "./libro-revisado.ts";
import type { Consolidado } from "./modelo.ts";
import {
  addSheet,
  addTabla,
  cifra,
  enBanda,
  rangoDe,
  type ColumnaTabla,
  type Tabla,
  type TablaEscrita,
} from "./tabla.ts";

export const hojaIndicadores = "Indicadores";

/** What a row counts as; the four add up to all rows. */
export type Estado = "Medido" | "NP" | "Sin reporte" | "Sin dato";

function estadoOf(reason: RazonCiudad | null): Estado {
  if (reason === null) return "Medido";
  if (reason === "np") return "NP";
  return reason === "sin-ejecucion" ? "Sin reporte" : "Sin dato";
}

/** A row with all its texts and figures, for as long as it is written. */
interface FilaEntera extends Omit<FilaConsolidada, "lugar" | "libro"> {
  readonly fila: Fila;
  readonly textos: TextosFila<string | SharedText | null>;
}

/** The tidy table: one row for each indicador of each secretaría, every figure, filters; and where formulas find it. */
export class HojaIndicadores {
  readonly porCodigo: FilasPorCodigo;
  private readonly tabla: Tabla<FilaEntera>;
  private readonly consolidado: Consolidado;
  private readonly filas = new UltimaLectura<FilasEnteras>();
  /** Of the rows behind that have been written. */
  readonly rezagadas = new DetallesRezagadas();

  constructor(consolidado: Consolidado) {
    this.consolidado = consolidado;
    const { filas } = consolidado;
    this.porCodigo = new FilasPorCodigo(filas);
    const columnas = columnasOf(consolidado);
    this.tabla = { columnas, cuantas: filas.length, rows: this.enteras(), headerRow: 4, maxLines: 4 };
  }

  /** Absolute range of a column, for formulas of other sheets. */
  rango(id: string): string {
    return rangoDe(hojaIndicadores, this.tabla, id);
  }

  /** Link target of a row. */
  linkTo(lugar: number): string {
    return `#'${hojaIndicadores}'!A${this.tabla.headerRow + 2 + lugar}`;
  }

  /** A row whole; fast for who goes from one workbook to the next. */
  leer(lugar: number): Fila {
    return this.read(this.consolidado.filas.at(lugar));
  }

  nombreOf(lugar: number): string {
    return this.leer(lugar).indicador.nombre;
  }

  add(workbook: Workbook): TablaEscrita {
    const { plan, vigencia, filas, rezagadas } = this.consolidado;
    const sheet = addSheet(workbook, hojaIndicadores, colores.acento);
    putTitle(
      sheet,
      "Indicadores",
      `Todos los indicadores de ${plan.entidad}, vigencia ${vigencia}. Filtre por cualquier columna: las cifras de la línea siguiente siguen al filtro.`,
    );
    const local = (id: string): string => this.rango(id).slice(hojaIndicadores.length + 1);
    let [weight, total, cumplidas] = [0, 0, 0];
    for (const cifras of filas.cifras()) {
      weight += pesoOf(cifras) ?? 0;
      total += aporteOf(cifras) ?? 0;
      if (cifras.cumplida === true) cumplidas += 1;
    }
    const facts: [string, string, number, string][] = [
      ["Filas visibles", `SUBTOTAL(103,${local("secretaria")})`, filas.length, "#,##0"],
      [
        "Avance promedio de las filas visibles",
        `IF(SUBTOTAL(109,${local("peso")})=0,"",SUBTOTAL(109,${local("aporte")})/SUBTOTAL(109,${local("peso")}))`,
        weight === 0 ? NaN : total / weight,
        "0.0%",
      ],
      ["Cumplidas", `SUBTOTAL(109,${local("cumplida")})`, cumplidas, "#,##0"],
      ["Rezagadas", `SUBTOTAL(109,${local("rezagada")})`, rezagadas.length, "#,##0"],
    ];
    sheet.getRow(3).height = 20;
    for (const [index, [label, text, result, format]] of facts.entries()) {
      const column = factColumns[index] ?? 1;
      put(sheet.getCell(3, column), label, {
        font: font(9, colores.suave),
        fill: fill(colores.banda),
        alignment: { horizontal: "right", vertical: "middle" },
      });
      put(sheet.getCell(3, column + 1), formula(text, Number.isNaN(result) ? null : result), {
        ...bodyStyle({ horizontal: "left" }, format),
        font: font(11, colores.titulo, { bold: true }),
        fill: fill(colores.banda),
      });
    }
    const escrita = addTabla(sheet, this.tabla, 1);
    setUpPage(sheet, footerOf(this.consolidado), { headerRow: this.tabla.headerRow + 1, legal: true });
    const place = (id: string): number => this.tabla.columnas.findIndex((columna) => columna.id === id);
    sheet.pageSetup.printArea = `A1:${columnName(place("estadoPlan"))}${this.tabla.headerRow + 1 + Math.max(1, filas.length)}`;
    for (let column = place("lecturas") + 2; column <= this.tabla.columnas.length; column++)
      sheet.getColumn(column).outlineLevel = 1;
    return escrita;
  }

  private *enteras(): Generator<FilaEntera> {
    const { filas, plan, vigencia } = this.consolidado;
    for (const { lugar, libro, cifras, secretaria, hallazgos, ciudad, clave } of filas) {
      const fila = this.read({ libro, cifras });
      const propios = textosOf(fila, plan, vigencia);
      const comunes = cifras.rezagada === true ? shareTextos(propios) : null;
      if (comunes !== null) this.rezagadas.add(lugar, fila, comunes);
      yield { cifras, secretaria, hallazgos, ciudad, clave, fila, textos: comunes ?? propios };
    }
  }

  private read({ libro, cifras }: Pick<FilaConsolidada, "libro" | "cifras">): Fila {
    const fila = this.filas.of(libro.leer).at(cifras.indice);
    if (fila === undefined) throw new Error(`${libro.file} has no row ${cifras.indice} any more`);
    return cifras.reason === "codigo-repetido" ? withoutAvance(fila, "codigo-repetido") : fila;
  }
}

/** Footer text of every sheet. */
export function footerOf({ plan, vigencia, corte }: Consolidado): string {
  return `${plan.nombre} · ${plan.entidad} · vigencia ${vigencia}${corte === null ? "" : ` · corte al ${formatFecha(corte)}`}`;
}

/** Columns (1-based) where the figures that follow the filter stand: label, figure. */
const factColumns = [1, 3, 5, 7];

function columnasOf({ plan, vigencia }: Consolidado): ColumnaTabla<FilaEntera>[] {
  const index = plan.vigencias.indexOf(vigencia);
  const vigencias = plan.vigencias.flatMap((each, place): ColumnaTabla<FilaEntera>[] => [
    {
      id: `meta${each}`,
      encabezado: `Meta ${each}`,
      ancho: 10,
      clase: "cifra",
      valor: (row) => datoCell(row.fila.indicador.metas[place], row),
    },
    {
      id: `ejecucion${each}`,
      encabezado: `Ejecución ${each}`,
      ancho: 10,
      clase: "cifra",
      valor: (row) => datoCell(row.fila.indicador.ejecucion[place], row),
    },
  ]);
  const gris = colores.suave;
  return [
    {
      id: "codigo",
      encabezado: "Código",
      ancho: 14,
      clase: "texto",
      valor: ({ fila }) => textOr(fila.indicador.codigo),
    },
    { id: "secretaria", encabezado: "Secretaría", ancho: 27, clase: "parrafo", valor: (row) => row.secretaria },
    {
      id: "nombre",
      encabezado: "Indicador",
      ancho: 42,
      clase: "parrafo",
      valor: ({ textos }) => textos.nombre,
    },
    {
      id: "unidad",
      encabezado: "Unidad",
      ancho: 13,
      clase: "centro",
      valor: ({ fila }) => textOr(fila.indicador.unidad),
    },
    {
      id: "tipo",
      encabezado: "Tipo de acumulación",
      ancho: 13,
      clase: "centro",
      valor: ({ fila: { indicador } }) =>
        indicador.tipoAcumulacion === null ? null : tipos[indicador.tipoAcumulacion].nombre,
    },
    {
      id: "modo",
      encabezado: "Leído como",
      ancho: 9,
      clase: "centro",
      ayuda: "Cómo se leyó la ejecución de la vigencia abierta: nivel o flujo.",
      valor: ({ fila: { avance } }) => (avance.modo === null ? null : modos[avance.modo].nombre),
    },
    {
      id: "lineaBase",
      encabezado: `Línea base ${plan.lineaBase}`,
      ancho: 11,
      clase: "cifra",
      valor: (row) => datoCell(row.fila.indicador.lineaBase, row),
    },
    ...vigencias,
    {
      id: "nivel",
      encabezado: "Nivel alcanzado",
      ancho: 11,
      clase: "cifra",
      tono: colores.acento,
      valor: figure((row) => row.fila.avance.nivel),
    },
    {
      id: "brecha",
      encabezado: "Brecha",
      ancho: 11,
      clase: "cifra",
      tono: colores.acento,
      valor: figure((row) => row.fila.avance.brecha),
    },
    {
      id: "avance",
      encabezado: "Avance",
      ancho: 10,
      clase: "semaforo",
      tono: colores.acento,
      valor: ({ fila }) => enBanda(fila.avance.avance, fila.semaforo),
    },
    {
      id: "semaforo",
      encabezado: "Semáforo",
      ancho: 16,
      clase: "semaforo",
      tono: colores.acento,
      valor: ({ fila }) => enBanda(semaforoText(fila.semaforo), fila.semaforo),
    },
    {
      id: "ritmo",
      encabezado: "Ritmo",
      ancho: 11,
      clase: "centro",
      tono: colores.acento,
      valor: ({ fila }) => (fila.ritmo === null ? null : ritmoNombre[fila.ritmo]),
    },
    {
      id: "estadoPlan",
      encabezado: "Plan de choque",
      ancho: 17,
      clase: "centro",
      valor: ({ fila }) => estadoPlanNombre[fila.plan.estado],
    },
    { id: "eje", encabezado: "Eje", ancho: 22, clase: "texto", valor: ({ fila }) => textOr(fila.indicador.eje) },
    {
      id: "componente",
      encabezado: "Componente",
      ancho: 22,
      clase: "texto",
      valor: ({ fila }) => textOr(fila.indicador.componente),
    },
    {
      id: "programa",
      encabezado: "Programa",
      ancho: 22,
      clase: "texto",
      valor: ({ fila }) => textOr(fila.indicador.programa),
    },
    {
      id: "estado",
      encabezado: "Estado",
      ancho: 11,
      clase: "centro",
      tono: colores.acento,
      valor: ({ fila }) => estadoOf(fila.reason),
    },
    {
      id: "esperado",
      encabezado: "Esperado",
      ancho: 10,
      clase: "porcentaje",
      tono: colores.acento,
      valor: ({ fila }) => fila.esperado,
    },
    {
      id: "cuatrienio",
      encabezado: "Avance del cuatrienio",
      ancho: 11,
      clase: "porcentaje",
      tono: colores.acento,
      valor: ({ fila }) => fila.avance.cuatrienio,
    },
    {
      id: "ponderador",
      encabezado: "Ponderador",
      ancho: 11,
      clase: "cifra",
      valor: ({ cifras }) => cifra(cifras.ponderador, false),
    },
    {
      id: "participacion",
      encabezado: "Participación",
      ancho: 12,
      clase: "cifra",
      valor: ({ fila }) => cifra(datoValue(fila.indicador.participacion), true),
    },
    {
      id: "hallazgos",
      encabezado: "Hallazgos",
      ancho: 10,
      clase: "entero",
      ayuda: "Errores y advertencias de la fila; el detalle está en Calidad.",
      valor: (row) => row.hallazgos,
    },
    {
      id: "observaciones",
      encabezado: "Observaciones",
      ancho: 50,
      clase: "texto",
      valor: ({ fila }) => textOr(fila.indicador.observaciones),
    },
    {
      id: "planDeChoque",
      encabezado: "Plan de choque: acciones",
      ancho: 50,
      clase: "texto",
      valor: ({ textos }) => textos.planDeChoque,
    },
    {
      id: "explicacion",
      encabezado: "Cómo se calcula",
      ancho: 80,
      clase: "texto",
      valor: ({ textos }) => textos.explicacion,
    },
    {
      id: "lecturas",
      encabezado: "Otras lecturas",
      ancho: 44,
      clase: "texto",
      ayuda: "El avance que daría leer la ejecución de otra manera. No se usan.",
      valor: ({ fila }) => otherLecturas(fila, index, plan),
    },
    {
      id: "cumplida",
      encabezado: "Cumplida",
      ancho: 10,
      clase: "entero",
      tono: gris,
      valor: ({ fila }) => flag(fila.cumplida),
    },
    {
      id: "rezagada",
      encabezado: "Rezagada",
      ancho: 10,
      clase: "entero",
      tono: gris,
      valor: ({ fila }) => flag(fila.rezagada),
    },
    {
      id: "peso",
      encabezado: "Peso",
      ancho: 9,
      clase: "cifra",
      tono: gris,
      valor: ({ cifras }) => cifra(pesoOf(cifras), false),
    },
    {
      id: "aporte",
      encabezado: "Aporte",
      ancho: 9,
      clase: "porcentaje",
      tono: gris,
      valor: ({ cifras }) => aporteOf(cifras),
    },
    {
      id: "clave",
      encabezado: "Clave del programa",
      ancho: 11,
      clase: "centro",
      tono: gris,
      valor: (row) => textOr(row.clave),
    },
    {
      id: "estadoCiudad",
      encabezado: "Estado (ciudad)",
      ancho: 11,
      clase: "centro",
      tono: gris,
      valor: ({ ciudad }) => (ciudad === null ? null : estadoOf(ciudad.reason)),
    },
    {
      id: "semaforoCiudad",
      encabezado: "Semáforo (ciudad)",
      ancho: 15,
      clase: "centro",
      tono: gris,
      valor: ({ ciudad }) => (ciudad === null ? null : semaforoText(ciudad.semaforo)),
    },
    {
      id: "avanceCiudad",
      encabezado: "Avance (ciudad)",
      ancho: 10,
      clase: "porcentaje",
      tono: gris,
      valor: ({ ciudad }) => ciudad?.avance ?? null,
    },
    {
      id: "pesoCiudad",
      encabezado: "Peso (ciudad)",
      ancho: 9,
      clase: "cifra",
      tono: gris,
      valor: ({ ciudad }) => (ciudad === null || ciudad.avance === null ? null : cifra(ciudad.ponderador, false)),
    },
    {
      id: "aporteCiudad",
      encabezado: "Aporte (ciudad)",
      ancho: 9,
      clase: "porcentaje",
      tono: gris,
      valor: ({ ciudad }) =>
        ciudad === null || ciudad.avance === null ? null : ciudad.ponderador * capAvance(ciudad.avance),
    },
  ];
}

/** Texts as their cells show them; of a row behind they come again in Rezagadas. */
function textosOf(fila: Fila, plan: Plan, vigencia: number): TextosFila<string | null> {
  const { nombre, planDeChoque } = fila.indicador;
  return {
    nombre: textOr(nombre),
    planDeChoque: textOr(planDeChoque ?? ""),
    explicacion: explainFila(fila, plan, vigencia),
  };
}

function shareTextos({ nombre, planDeChoque, explicacion }: TextosFila<string | null>): TextosFila<SharedText | null> {
  return { nombre: shared(nombre), planDeChoque: shared(planDeChoque), explicacion: shared(explicacion) };
}

function shared(text: string | null): SharedText | null {
  return text === null ? null : new SharedText(text);
}

function pesoOf({ avance, ponderador }: FilaLigera): number | null {
  return avance === null ? null : ponderador;
}

function aporteOf({ avance, ponderador }: FilaLigera): number | null {
  return avance === null ? null : ponderador * capAvance(avance);
}

/** What the readings that are not used would give; nothing where they agree with the one that is. */
function otherLecturas(fila: Fila, index: number, plan: Plan): string | null {
  const others = explainLecturas(fila, index, plan).filter(
    ({ avance, usada }) => !usada && avance !== null && avance !== fila.avance.avance,
  );
  return others.map(({ nombre, avance }) => `${nombre}: ${formatPorcentaje(avance ?? 0)}`).join("; ") || null;
}

/** A figure as reported: NP stays NP, blank stays blank, and what is no certain number shows a question mark. */
function datoCell(dato: Dato | undefined, row: FilaEntera): BulkCell {
  if (dato === undefined || dato.kind === "blank") return null;
  if (dato.kind === "np") return "NP";
  return dato.kind === "unknown" ? "¿?" : cifra(dato.value, isPorcentaje(row));
}

function isPorcentaje({ fila }: FilaEntera): boolean {
  return escalaOf(fila.indicador.unidad).porcentaje;
}

function flag(value: boolean | null): number | null {
  return value === null ? null : Number(value);
}

function textOr(text: string): string | null {
  return text === "" ? null : cutText(text, maxTextLength);
}

/** A figure of a row, in the unit of its indicador. */
function figure(read: (row: FilaEntera) => number | null): (row: FilaEntera) => BulkCell {
  return (row) => cifra(read(row), isPorcentaje(row));
}
