import { isBlank } from "../cell.ts";
import type { Grid } from "../grid.ts";
import { formatConteo } from "../number.ts";
import type { Libro } from "../read.ts";
import { listText } from "../text.ts";
import type { Raised } from "./hallazgo.ts";
import { raiseInto, type LayoutRaise } from "./layout-raise.ts";
import type { LayoutCode } from "./layout.ts";

/** What can be said of a workbook before its indicators are read. */
export function checkLibro(libro: Libro): Raised<LayoutCode>[] {
  const raised: Raised<LayoutCode>[] = [];
  const raise = raiseInto(raised);
  for (const check of libroChecks) check(libro, raise);
  return raised;
}

/** True when no cell of the sheet shows anything. */
export function isEmptyGrid(grid: Grid): boolean {
  return grid.rows.every(({ cells }) => cells.every(isBlank));
}

type LibroCheck = (libro: Libro, raise: LayoutRaise) => void;

const libroChecks: readonly LibroCheck[] = [
  function empty({ grid }, raise) {
    if (isEmptyGrid(grid)) raise("hoja-vacia", {}, { hoja: grid.sheet });
  },
  function hiddenSheets({ info }, raise) {
    const hidden = info.sheets.filter(({ visibility }) => visibility !== "visible").map(({ name }) => `«${name}»`);
    if (hidden.length === 0) return;
    const cuantas = formatConteo(hidden.length, "hoja oculta", "hojas ocultas");
    raise("hojas-ocultas", {}, { cuantas, hojas: listText(hidden) });
  },
  function otherSheets({ grid, otras = [], conOtrosCodigos = [] }, raise) {
    const tell = (code: "indicadores-sin-leer" | "otra-hoja-con-indicadores", hojas: readonly string[]): void => {
      if (hojas.length === 0) return;
      const names = listText(hojas.map((name) => `«${name}»`));
      raise(code, {}, { hoja: grid.sheet, otras: names, tiene: hojas.length === 1 ? "tiene" : "tienen" });
    };
    tell("indicadores-sin-leer", conOtrosCodigos);
    tell(
      "otra-hoja-con-indicadores",
      otras.filter((name) => !conOtrosCodigos.includes(name)),
    );
  },
  function externalLinks({ info }, raise) {
    if (info.externalLinks === 0) return;
    raise("enlaces-externos", {}, { cuantos: formatConteo(info.externalLinks, "otro libro", "otros libros") });
  },
  function macros({ info }, raise) {
    if (info.hasMacros) raise("libro-con-macros", {}, {});
  },
];
