import { isBlank, type Cell } from "../../shared/cell.ts";
import { parseFecha, serialFromIso, showSerial } from "../../shared/corte.ts";
import { modos, tipos } from "../../shared/acumulacion.ts";
import { modoWords, tipoWords, type Columna } from "../../shared/layout/columnas.ts";
import { formatNumero, formatPorcentaje, parseNumero } from "../../shared/number.ts";
import { inPuntos, percentOf } from "../../shared/puntos.ts";
import { foldText } from "../../shared/text.ts";
import { enBlanco } from "./valor-texto.ts";

/** A value that fits its column, or none. */
export type ValorFinal = { readonly fits: true; readonly valor: Cell } | { readonly fits: false };

const doesNotFit: ValorFinal = { fits: false };

/**
 * What somebody wrote as final value, as its column should hold it: figures and dates written as text become what they are,
 * words of a list the list's own. Nothing uncertain is made of anything.
 */
export function fitValor(cell: Cell, { campo, info }: Pick<Columna, "campo" | "info">): ValorFinal {
  if (isBlank(cell)) return doesNotFit;
  if (typeof cell === "string" && foldText(cell) === enBlanco) return fit(null);
  switch (info.tipo) {
    case "numero":
      return info.enPuntos ? fitPuntos(cell) : fitNumero(cell, campo === "meta" || campo === "ejecucion");
    case "fecha":
      return fitFecha(cell);
    case "lista":
      return fitLista(cell, campo);
    case "codigo":
    case "texto":
      return fitTexto(cell);
  }
}

function fit(valor: Cell): ValorFinal {
  return { fits: true, valor };
}

function fitNumero(cell: Cell, mayBeNp: boolean): ValorFinal {
  if (typeof cell === "number") return fit(cell);
  if (typeof cell === "object" && cell?.kind === "percent") return fit(cell);
  if (typeof cell !== "string") return doesNotFit;
  const read = parseNumero(cell);
  if (read.kind === "np" && mayBeNp) return fit("NP");
  if (read.kind !== "value") return doesNotFit;
  return fit(read.percent ? percentOf(read.value) : read.value);
}

function fitPuntos(cell: Cell): ValorFinal {
  const fitted = fitNumero(cell, false);
  return fitted.fits ? fit(inPuntos(fitted.valor)) : fitted;
}

function fitFecha(cell: Cell): ValorFinal {
  if (typeof cell === "object" && cell?.kind === "date") return fit(cell);
  const iso = typeof cell === "string" ? parseFecha(cell) : null;
  return iso === null ? doesNotFit : fit({ kind: "date", serial: serialFromIso(iso) });
}

function fitLista(cell: Cell, campo: Columna["campo"]): ValorFinal {
  if (typeof cell !== "string") return doesNotFit;
  const word = foldText(cell);
  if (campo === "tipoAcumulacion") {
    const tipo = tipoWords.get(word);
    return tipo === undefined ? doesNotFit : fit(tipos[tipo].nombre);
  }
  const modo = modoWords.get(word);
  return modo === undefined ? doesNotFit : fit(modos[modo].nombre);
}

/** Excel makes figures and dates of texts that look like one. */
function fitTexto(cell: Cell): ValorFinal {
  if (typeof cell === "string") return fit(cell);
  if (typeof cell === "number") return fit(formatNumero(cell, 10).replaceAll(".", ""));
  if (typeof cell !== "object" || cell === null) return doesNotFit;
  if (cell.kind === "percent") return fit(formatPorcentaje(cell.value, 10));
  return cell.kind === "date" ? fit(showSerial(cell.serial)) : doesNotFit;
}
