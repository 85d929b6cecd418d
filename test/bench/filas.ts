import { modos, tipos } from "../../shared/acumulacion.ts";
import type { TipoAcumulacion } from "../../shared/indicador.ts";
import { Azar } from "./azar.ts";
import { lugarOf, pad, programaCount } from "./plan.ts";
import { makeFrase, makeNombre, makePersona } from "./texto.ts";

/** A cell to write: percentages as ratios, dates as Excel's serials. */
export type Valor = null | string | number | { readonly percent: number } | { readonly date: number };

/** Cells by column key, `codigo`, `meta2017`; a missing one is blank. */
export type FilaBench = Readonly<Record<string, Valor>>;

/** How many rows a secretaría's workbook has; a larger sheet continues with the next secretaría's rows. */
const filasPorLibro = 500;

/** The rows of the n-th workbook: what a secretaría might have in September 2017, with what usually goes wrong. */
export function* makeFilas(libro: number, filas: number): Generator<FilaBench> {
  const azar = new Azar(7919 * (libro + 1));
  for (let fila = 0; fila < filas; fila++) {
    yield makeFila(azar, libro + Math.floor(fila / filasPorLibro), fila % filasPorLibro);
  }
}

const filasPorPrograma = 42;
const programasPorLibro = 12;
const librosPorVuelta = programaCount / programasPorLibro;

function makeFila(azar: Azar, libro: number, fila: number): FilaBench {
  const programa = (libro * programasPorLibro + Math.floor(fila / filasPorPrograma)) % programaCount;
  const { eje, componente, programa: nombrePrograma, prefijo } = lugarOf(programa);
  const consecutivo = Math.floor(libro / librosPorVuelta) * filasPorPrograma + (fila % filasPorPrograma) + 1;
  const [unidad, cosa] = azar.pick(unidades);
  const tipo = azar.pick(tiposUsados);
  const cifras = makeCifras(azar, tipo, unidad);
  const usaModo = tipos[tipo].usaModo;
  return {
    codigo: prefijo + pad(consecutivo, 4),
    eje,
    componente,
    programa: nombrePrograma,
    nombre: makeNombre(azar, cosa),
    unidad,
    tipoAcumulacion: azar.chance(0.005) ? null : tipos[tipo].nombre,
    modoReporte: usaModo && !azar.chance(0.03) ? modos[cifras.modo].nombre : null,
    ...cifras.celdas,
    ponderador: azar.chance(0.3) ? azar.whole(1, 5) : null,
    observaciones: cifras.reportado === null ? null : makeObservaciones(azar),
    ...(cifras.avance < 1 && !azar.chance(0.08) ? makePlanDeChoque(azar, cifras.falta, unidad) : {}),
    enlaceResponsable: makePersona(azar),
  };
}

interface CifrasBench {
  readonly celdas: FilaBench;
  readonly modo: "nivel" | "flujo";
  readonly avance: number;
  readonly reportado: number | null;
  readonly falta: number;
}

function makeCifras(azar: Azar, tipo: TipoAcumulacion, unidad: string): CifrasBench {
  const { base, sentido, usaModo } = tipos[tipo];
  const esPorcentaje = unidad === "Porcentaje";
  const scale = esPorcentaje || unidad === "Kilómetros" ? 100 : 1;
  const round = (value: number): number => Math.round(value * scale) / scale;
  const size = esPorcentaje ? 40 : azar.pick([20, 80, 400, 2500, 15_000]);
  const lineaBase = base === null && tipo !== "stock" ? 0 : round(size * (0.5 + azar.next() / 2));
  const metas = makeMetas(azar, tipo, lineaBase === 0 ? size : lineaBase).map(round);
  const [first = 1, second = 1, third = 1, fourth = 1] = metas;
  const cumplido = azar.chance(0.92) ? first : round(first * (sentido === 1 ? 0.9 : 1.05));
  const avance = Math.min(1.3, azar.next() * 1.35);
  const origin = base === null ? 0 : cumplido;
  const logro = round((second - origin) * avance);
  const modo = usaModo && azar.chance(0.4) ? "flujo" : "nivel";
  const reportado = round(modo === "flujo" ? Math.abs(logro) : origin + logro);
  const np = azar.chance(0.06);
  const sinReporte = !np && azar.chance(0.02);
  const asPercent = esPorcentaje && azar.chance(0.5);
  const cell = (value: number): Valor => (asPercent ? { percent: Number((value / 100).toPrecision(12)) } : value);
  return {
    celdas: {
      lineaBase: cell(lineaBase),
      meta2016: cell(first),
      ejecucion2016: cell(cumplido),
      meta2017: np ? "NP" : cell(second),
      ejecucion2017: np || sinReporte ? null : cell(reportado),
      meta2018: cell(third),
      meta2019: cell(fourth),
    },
    modo,
    avance: np || sinReporte ? 1 : avance,
    reportado: np || sinReporte ? null : reportado,
    falta: Math.max(1 / scale, round(Math.abs(second - origin - logro))),
  };
}

/** Four metas: levels that rise or fall from the línea base, or amounts of each year. */
function makeMetas(azar: Azar, tipo: TipoAcumulacion, from: number): number[] {
  const { base, sentido } = tipos[tipo];
  let level = from;
  return [1, 2, 3, 4].map(() => {
    if (tipo === "stock") return from;
    const step = Math.max(1, Math.round(from * (0.05 + azar.next() * 0.1)));
    if (base === null) return step;
    level += sentido * step;
    return level;
  });
}

function makeObservaciones(azar: Azar): string {
  return Array.from({ length: azar.pick([1, 1, 2, 3]) }, () => makeFrase(azar)).join(" ");
}

function makePlanDeChoque(azar: Azar, falta: number, unidad: string): FilaBench {
  return {
    planDeChoque: `Antes de terminar el año se alcanzará lo que falta. ${makeFrase(azar)}`,
    planCantidad: azar.chance(0.9) ? falta : Math.ceil(falta / 2),
    planUnidad: unidad,
    planFechaLimite: azar.chance(0.97) ? { date: 43_008 + azar.whole(20, 90) } : null,
    planResponsable: makePersona(azar),
  };
}

const tiposUsados = [
  "capacidad",
  "capacidad",
  "capacidad",
  "acumulado",
  "acumulado",
  "flujo",
  "flujo",
  "stock",
  "reduccion",
  "reduccionAnual",
] as const satisfies readonly TipoAcumulacion[];

/** Unidad de medida, and what it counts. */
const unidades = [
  ["Personas", "Personas atendidas"],
  ["Número", "Proyectos formulados"],
  ["Talleres", "Talleres realizados"],
  ["Kilómetros", "Kilómetros de vía mantenidos"],
  ["Porcentaje", "Porcentaje de cobertura"],
  ["Familias", "Familias acompañadas"],
  ["Sedes", "Sedes educativas adecuadas"],
  ["Documentos", "Documentos técnicos adoptados"],
] as const;
