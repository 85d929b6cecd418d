import type { Fila } from "../../shared/evaluate.ts";
import type { EstadoPlan } from "../../shared/plan-de-choque.ts";
import type { Ritmo } from "../../shared/ritmo.ts";
import { cutText } from "../../shared/text.ts";
import { escalaOf } from "../../shared/unidad.ts";
import { SharedText } from "../xlsx/shared-text.ts";
import { countLines, maxNombre } from "./estilo.ts";

/** The long texts of a row. */
export interface TextosFila<Texto> {
  readonly nombre: Texto;
  readonly planDeChoque: Texto;
  readonly explicacion: Texto;
}

/** What the sheet Rezagadas shows of a row besides what every row has. */
export interface DetalleRezagada {
  readonly textos: TextosFila<SharedText | null>;
  /** Lines that the texts take. */
  readonly lineas: number;
  /** Whether its figures are points of percentage. */
  readonly porcentaje: boolean;
  readonly meta: number | null;
  readonly alcanzado: number | null;
  readonly brecha: number | null;
  readonly ritmo: Ritmo | null;
  readonly estadoPlan: EstadoPlan;
  readonly cantidad: number | null;
  readonly proyectado: number | null;
  readonly faltante: number | null;
}

/** Widths of the columns of the texts, in characters. */
export const anchosTextos: TextosFila<number> = { nombre: 46, planDeChoque: 44, explicacion: 50 };

/**
 * Details of the rows behind, taken while the sheet Indicadores is written: Rezagadas goes by avance and not workbook by
 * workbook, so that all of them are held at once, in columns.
 */
export class DetallesRezagadas {
  /** Which one a place in the sheet Indicadores has. */
  readonly #numeros = new Map<number, number>();
  readonly #nombres: (SharedText | null)[] = [];
  readonly #planesDeChoque: (SharedText | null)[] = [];
  readonly #explicaciones: (SharedText | null)[] = [];
  readonly #lineas: number[] = [];
  readonly #porcentajes: boolean[] = [];
  readonly #ritmos: (Ritmo | null)[] = [];
  readonly #estados: EstadoPlan[] = [];
  /** Six of each; NaN where there is none. */
  readonly #cifras: number[] = [];

  /** @param escritos as the sheet Indicadores is about to write them */
  add(lugar: number, { indicador, avance, meta, ritmo, plan }: Fila, escritos: TextosFila<SharedText | null>): void {
    const { planDeChoque, explicacion } = escritos;
    const nombre = shortened(escritos.nombre);
    this.#numeros.set(lugar, this.#numeros.size);
    this.#nombres.push(nombre);
    this.#planesDeChoque.push(planDeChoque);
    this.#explicaciones.push(explicacion);
    this.#lineas.push(
      Math.max(
        linesOf(nombre, anchosTextos.nombre),
        linesOf(planDeChoque, anchosTextos.planDeChoque),
        linesOf(explicacion, anchosTextos.explicacion),
      ),
    );
    this.#porcentajes.push(escalaOf(indicador.unidad).porcentaje);
    this.#ritmos.push(ritmo);
    this.#estados.push(plan.estado);
    for (const cifra of [meta, avance.alcanzado, avance.brecha, plan.cantidad, plan.proyectado, plan.faltante]) {
      this.#cifras.push(cifra ?? Number.NaN);
    }
  }

  /** @throws Error when the row is not behind, or has not been written */
  at(lugar: number): DetalleRezagada {
    const numero = this.#numeros.get(lugar);
    const estadoPlan = this.#estados[numero ?? -1];
    if (numero === undefined || estadoPlan === undefined) throw new Error(`nothing is known of row ${lugar}`);
    const cifra = (place: number): number | null => {
      const value = this.#cifras[numero * 6 + place] ?? Number.NaN;
      return Number.isNaN(value) ? null : value;
    };
    return {
      textos: {
        nombre: this.#nombres[numero] ?? null,
        planDeChoque: this.#planesDeChoque[numero] ?? null,
        explicacion: this.#explicaciones[numero] ?? null,
      },
      lineas: this.#lineas[numero] ?? 1,
      porcentaje: this.#porcentajes[numero] ?? false,
      ritmo: this.#ritmos[numero] ?? null,
      estadoPlan,
      meta: cifra(0),
      alcanzado: cifra(1),
      brecha: cifra(2),
      cantidad: cifra(3),
      proyectado: cifra(4),
      faltante: cifra(5),
    };
  }
}

function linesOf(texto: SharedText | null, ancho: number): number {
  return countLines(texto?.text ?? "", ancho);
}

function shortened(nombre: SharedText | null): SharedText | null {
  const text = nombre?.text ?? "";
  const short = cutText(text, maxNombre);
  return short === text ? nombre : new SharedText(short);
}
