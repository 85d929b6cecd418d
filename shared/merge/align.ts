import { isRechazada } from "./fila.ts";
import type { MezclaInput, Valores } from "./mezcla.ts";

/**
 * One código with the rows it has, by where they stand. `ancestro` is undefined where nothing of the row was ever agreed;
 * `rechazada` is the row that planeación decided not to have, as the secretaría had it then.
 */
export type FilaAlineada =
  | { readonly caso: "congelada"; readonly codigo: string; readonly canonico: Valores | undefined }
  | ({ readonly caso: "ambos"; readonly codigo: string; readonly ancestro: Valores | undefined } & Sides)
  | {
      readonly caso: "solo-canonico";
      readonly codigo: string;
      readonly ancestro: Valores | undefined;
      readonly canonico: Valores;
    }
  | { readonly caso: "retirada"; readonly codigo: string; readonly ancestro: Valores; readonly libro: Valores }
  | {
      readonly caso: "solo-libro";
      readonly codigo: string;
      readonly rechazada: Valores | undefined;
      readonly libro: Valores;
    }
  | { readonly caso: "ninguno"; readonly codigo: string };

interface Sides {
  readonly canonico: Valores;
  readonly libro: Valores;
}

/**
 * Brings the rows of the three accounts together by código, never by place. In the order of the códigos, so that rows that
 * come or move change nothing in how the others are told of.
 */
export function alignFilas({ ancestro, canonico, libro, pendientes }: MezclaInput): FilaAlineada[] {
  const congelados = new Set([...canonico.repetidos, ...libro.repetidos]);
  const codigos = new Set([
    ...canonico.filas.keys(),
    ...libro.filas.keys(),
    ...(ancestro?.keys() ?? []),
    ...pendientes.map(({ codigo }) => codigo),
    ...congelados,
  ]);
  return [...codigos].sort().map((codigo): FilaAlineada => {
    const sides = { canonico: canonico.filas.get(codigo), libro: libro.filas.get(codigo) };
    if (congelados.has(codigo)) return { caso: "congelada", codigo, canonico: sides.canonico };
    return alignFila(codigo, ancestro?.get(codigo), sides.canonico, sides.libro);
  });
}

function alignFila(
  codigo: string,
  known: Valores | undefined,
  canonico: Valores | undefined,
  libro: Valores | undefined,
): FilaAlineada {
  const rechazada = known !== undefined && isRechazada(known) ? known : undefined;
  const ancestro = rechazada === undefined ? known : undefined;
  if (canonico !== undefined) {
    return libro === undefined
      ? { caso: "solo-canonico", codigo, ancestro, canonico }
      : { caso: "ambos", codigo, ancestro, canonico, libro };
  }
  if (libro === undefined) return { caso: "ninguno", codigo };
  return ancestro === undefined
    ? { caso: "solo-libro", codigo, rechazada, libro }
    : { caso: "retirada", codigo, ancestro, libro };
}
