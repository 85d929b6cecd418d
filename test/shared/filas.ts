import { MetasDeCiudad, type IndicadorCiudad } from "../../shared/compartida.ts";
import { evaluateReporte, type Fila } from "../../shared/evaluate.ts";
import { lightenFilas } from "../../shared/fila-ligera.ts";
import { indicadorKey, type Indicador } from "../../shared/indicador.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { referencia } from "../fixtures/referencia-cifras.ts";
import { makeCifras, makeIndicador } from "./cifras.ts";

/** Rows measured at 30 September 2017. */
export function makeFilas(indicadores: readonly Indicador[], plan: Plan, repetidos: readonly string[] = []): Fila[] {
  const keys = new Set(indicadores.filter(({ codigo }) => repetidos.includes(codigo)).map(indicadorKey));
  return evaluateReporte({ vigencia: 2017, corte: "2017-09-30", indicadores, repetidos: keys }, plan);
}

/** The same as the city counts them. */
export function makeCiudad(
  indicadores: readonly Indicador[],
  plan: Plan,
  repetidos: readonly string[] = [],
): IndicadorCiudad[] {
  const filas = [...lightenFilas(makeFilas(indicadores, plan, repetidos))];
  const metas = new MetasDeCiudad(filas, plan);
  return filas.flatMap((fila, lugar) => metas.at(fila, lugar) ?? []);
}

/** A row of tipo flujo in which `avance` of a meta of 100 was done in 2017. */
export function makeFlujo(codigo: string, avance: number | null, changes: Partial<Indicador> = {}): Indicador {
  return makeIndicador(makeCifras("flujo", null, 0, [100, 100, 100, 100], [100, avance]), { codigo, ...changes });
}

/** The 20 indicadores of the reference as rows of Desarrollo Económico; 44030020006 carries 64 % of a meta compartida. */
export function referenciaIndicadores(): Indicador[] {
  return referencia.map((each, row) =>
    makeIndicador(
      makeCifras(
        each.tipoAcumulacion,
        each.modoReporte,
        each.lineaBase,
        [...each.metas.map((meta) => meta ?? ("np" as const)), null, null],
        each.ejecucion,
      ),
      {
        codigo: each.codigo,
        row: row + 7,
        eje: each.eje,
        componente: each.componente,
        programa: each.programa,
        nombre: each.nombre,
        unidad: each.unidad === "porcentaje" ? "Porcentaje" : "Número",
        ...(each.codigo === "44030020006" ? { participacion: { kind: "value", value: 64 } } : {}),
      },
    ),
  );
}
