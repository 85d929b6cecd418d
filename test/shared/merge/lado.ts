import type { Cell } from "../../../shared/cell.ts";
import type { Conflicto, Decision } from "../../../shared/merge/conflicto.ts";
import { mergeSecretaria, type MezclaOptions } from "../../../shared/merge/merge.ts";
import type { Edicion, Lado, Mezcla, MezclaInput, Tabla, Valores } from "../../../shared/merge/mezcla.ts";
import { makePlan } from "../sheet.ts";

export const plan = makePlan({ vigencias: [2017], reprogramaciones: [], ejes: [] });

/** Ids that tell what they are of. */
export const options: MezclaOptions = { plan, idOf: (text) => text };

/** Columns of the tests where nothing else is said: two of planeación, two of the secretaría. */
export const columnas = ["nombre", "meta2017", "ejecucion2017", "observaciones"] as const;

export type Celdas = readonly (Cell | undefined)[];

/** Rows by código, their cells in the order of `keys`; an undefined one is a column that the sheet does not have. */
export function makeTabla(filas: Readonly<Record<string, Celdas>>, keys: readonly string[] = columnas): Tabla {
  return new Map(Object.entries(filas).map(([codigo, celdas]) => [codigo, makeValores(celdas, keys)]));
}

export function makeValores(celdas: Celdas, keys: readonly string[] = columnas): Valores {
  const valores: Record<string, Cell> = {};
  for (const [place, key] of keys.entries()) {
    const cell = celdas[place];
    if (cell !== undefined) valores[key] = cell;
  }
  return valores;
}

export function makeLado(
  filas: Readonly<Record<string, Celdas>>,
  { keys = columnas, ...rest }: Partial<Lado> & { readonly keys?: readonly string[] } = {},
): Lado {
  return { columnas: new Set(keys), filas: makeTabla(filas, keys), repetidos: new Set(), sinCodigo: 0, ...rest };
}

interface Given {
  readonly ancestro: Readonly<Record<string, Celdas>> | null;
  readonly canonico: Readonly<Record<string, Celdas>> | Lado;
  readonly libro: Readonly<Record<string, Celdas>> | Lado;
  readonly pendientes?: readonly Conflicto[];
  readonly decisiones?: Readonly<Record<string, Decision>>;
}

/** A merge of literal rows; `"filas" in` tells a whole side from its rows. */
export function makeInput({ ancestro, canonico, libro, pendientes = [], decisiones = {} }: Given): MezclaInput {
  return {
    secretaria: "salud",
    ancestro: ancestro === null ? null : makeTabla(ancestro),
    canonico: isLado(canonico) ? canonico : makeLado(canonico),
    libro: isLado(libro) ? libro : makeLado(libro),
    pendientes,
    decisiones: new Map(Object.entries(decisiones)),
  };
}

function isLado(given: Given["canonico"]): given is Lado {
  return "filas" in given;
}

/** The next run's input when everything that a merge decided was done, and nobody did anything else. */
export function applyMezcla(input: MezclaInput, mezcla: Mezcla): MezclaInput {
  return {
    ...input,
    ancestro: mezcla.ancestro,
    canonico: { ...input.canonico, filas: mezcla.canonico },
    libro: { ...input.libro, filas: applyEdits(input.libro.filas, mezcla.alLibro) },
    pendientes: mezcla.conflictos,
    decisiones: new Map(),
  };
}

/** Does the edits, whole rows too; fails on one that does not find what it says is there. */
export function applyEdits(tabla: Tabla, edits: readonly Edicion[]): Map<string, Valores> {
  const filas = new Map(tabla);
  for (const edit of edits) {
    const { codigo, columna, antes, despues } = edit;
    const fila = filas.get(codigo);
    if (columna === "codigo") {
      if ((antes === null) !== (fila === undefined)) fail(edit);
      if (despues === null) filas.delete(codigo);
      else filas.set(codigo, {});
    } else if (fila === undefined) {
      if (despues !== null) fail(edit);
    } else {
      const cell = fila[columna];
      if (JSON.stringify(cell ?? null) !== JSON.stringify(antes)) fail(edit);
      filas.set(codigo, { ...fila, [columna]: despues });
    }
  }
  return filas;
}

function fail(edit: Edicion): never {
  throw new Error(`edit of what is not there: ${JSON.stringify(edit)}`);
}

export function merge(given: Given, changes: Partial<MezclaOptions> = {}): Mezcla {
  return mergeSecretaria(makeInput(given), { ...options, ...changes });
}
