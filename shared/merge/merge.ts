import type { ColumnaKey } from "../layout/columnas.ts";
import type { Plan } from "../plan/schema.ts";
import { alignFilas } from "./align.ts";
import { columnasMezcladas, type ColumnaMezclada } from "./columna-mezclada.ts";
import { FilaMerger } from "./merge-filas.ts";
import type { AvisoMezcla, Lado, Mezcla, MezclaInput, Parada, Tabla, Valores } from "./mezcla.ts";
import { findParada, limitesParada, type LimitesParada } from "./parada.ts";

export interface MezclaOptions {
  readonly plan: Plan;
  /** A short stable name for a text: a hash, with so few collisions that two conflicts never share one. */
  readonly idOf: (text: string) => string;
  readonly limites?: LimitesParada;
}

/**
 * Merges the workbook of one secretaría with its rows in the canonical one, against what both last agreed on: by código and
 * column, never by place. Decides everything and does nothing; applied, and run again with its own `ancestro` and
 * `conflictos`, it changes nothing more and says the same.
 */
export function mergeSecretaria(input: MezclaInput, options: MezclaOptions): Mezcla {
  const columnas = columnasMezcladas(options.plan);
  const parada = findParada(input, columnas, options.limites ?? limitesParada);
  if (parada !== null) return stop(input, parada);
  const merger = new FilaMerger(input, columnas, options.idOf);
  for (const fila of alignFilas(input)) merger.merge(fila);
  const { alLibro, alCanonico, conflictos, resueltos } = merger;
  const avisos = [...avisosOfSheets(input, columnas), ...merger.avisos];
  const canonico = inOrderOf(merger.canonico, [...input.canonico.filas.keys(), ...input.libro.filas.keys()]);
  const ancestro = inOrderOf(merger.ancestro, [...canonico.keys()]);
  return { canonico, ancestro, alLibro, alCanonico, conflictos, resueltos, avisos, parada };
}

function stop({ ancestro, canonico, libro, pendientes }: MezclaInput, parada: Parada): Mezcla {
  const faltan = [...(ancestro?.keys() ?? [])].filter(
    (codigo) => canonico.filas.has(codigo) && !libro.filas.has(codigo) && !libro.repetidos.has(codigo),
  );
  return {
    canonico: canonico.filas,
    ancestro: ancestro ?? new Map(),
    alLibro: [],
    alCanonico: [],
    conflictos: pendientes,
    resueltos: [],
    avisos: faltan.map((codigo) => ({ code: "fila-falta-en-libro", codigo, columna: null, lado: "libro" })),
    parada,
  };
}

/** What no single row tells. */
function avisosOfSheets({ canonico, libro }: MezclaInput, columnas: readonly ColumnaMezclada[]): AvisoMezcla[] {
  return [
    ...avisosOfLado("canonico", canonico, libro.columnas, columnas),
    ...avisosOfLado("libro", libro, canonico.columnas, columnas),
  ];
}

function avisosOfLado(
  lado: AvisoMezcla["lado"],
  { repetidos, sinCodigo, columnas: own }: Lado,
  others: ReadonlySet<ColumnaKey>,
  columnas: readonly ColumnaMezclada[],
): AvisoMezcla[] {
  const faltan = columnas.filter(({ key }) => !own.has(key) && others.has(key));
  return [
    ...faltan.map(({ key }): AvisoMezcla => ({ code: "columna-falta", codigo: null, columna: key, lado })),
    ...[...repetidos].map((codigo): AvisoMezcla => ({ code: "codigo-repetido", codigo, columna: null, lado })),
    ...(sinCodigo > 0 ? [{ code: "fila-sin-codigo", codigo: null, columna: null, lado } as const] : []),
  ];
}

/** Rows in the order of `first`, then the others: the same rows are always written the same. */
function inOrderOf(filas: Tabla, first: readonly string[]): Tabla {
  const ordered = new Map<string, Valores>();
  for (const codigo of [...first, ...filas.keys()]) {
    const fila = filas.get(codigo);
    if (fila !== undefined) ordered.set(codigo, fila);
  }
  return ordered;
}
