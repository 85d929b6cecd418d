import type { Workbook } from "exceljs";
import { columnasOf as columnasDelPlan } from "../../shared/layout/columnas.ts";
import type { ReglaMezcla } from "../../shared/merge/mezcla.ts";
import { formatConteo, formatNumero } from "../../shared/number.ts";
import { nombreOf } from "../../shared/rules/across-raise.ts";
import { cutText } from "../../shared/text.ts";
import { columnaNombre } from "../canonico/palabras.ts";
import { valorText } from "../canonico/valor-texto.ts";
import type { CambioHecho, CorridaConsolidada } from "../corrida/registro.ts";
import { colores, maxNombre, putTitle, setUpPage } from "./estilo.ts";
import { textosDe, type TablaCorrida } from "./hoja-corrida.ts";
import { footerOf, type HojaIndicadores } from "./indicadores.ts";
import type { Consolidado } from "./modelo.ts";
import { addSheet, addTabla, type ColumnaTabla } from "./tabla.ts";

export const hojaCambios = "Cambios";

/** Most changes that are listed; the audit of the workspace has them all. */
const maxListed = 100_000;

const haciaNombre: Readonly<Record<CambioHecho["hacia"], string>> = {
  libro: "Libro de la secretaría",
  canonico: "Libro canónico",
};

const reglaNombre: Readonly<Record<ReglaMezcla, string>> = {
  "dueno-planeacion": "El dato es de Planeación, que lo cambió.",
  "dueno-secretaria": "El dato lo reporta la secretaría, que lo cambió.",
  "dueno-prevalece": "Hay un conflicto: mientras se decide se muestra el valor de quien responde por el dato.",
  decision: "Planeación lo decidió en «Conflictos».",
  "fila-nueva": "Fila que la secretaría ya tenía en la primera corrida.",
  "fila-aceptada": "Planeación aceptó la fila de la secretaría.",
  "fila-restaurada": "La fila vuelve: la secretaría la cambió después de que Planeación la retiró.",
  "fila-retirada": "Planeación retiró la fila.",
};

/** The cells that the last run with changes wrote, on either side, and by which rule. */
export function addCambios(
  workbook: Workbook,
  consolidado: Consolidado,
  { cambios }: CorridaConsolidada,
  indicadores: HojaIndicadores,
): TablaCorrida {
  const sheet = addSheet(workbook, hojaCambios, colores.acento);
  const count = (hacia: CambioHecho["hacia"]): string =>
    formatConteo(cambios.filter((each) => each.hacia === hacia).length, "celda", "celdas");
  const cut = cambios.length > maxListed ? ` Se listan las primeras ${formatNumero(maxListed)}.` : "";
  putTitle(
    sheet,
    "Cambios",
    cambios.length === 0
      ? "Ninguna corrida ha cambiado nada todavía."
      : `De la última corrida con cambios: ${count("libro")} en los libros de las secretarías y ${count("canonico")} en el canónico.${cut}`,
  );
  const rows = cambios.length === 0 ? [null] : sortCambios(cambios, consolidado).slice(0, maxListed);
  const tabla = {
    columnas: columnasOf(consolidado, indicadores),
    cuantas: rows.length,
    rows,
    headerRow: 3,
    maxLines: 6,
  };
  const escrita = addTabla(sheet, tabla, 2);
  setUpPage(sheet, footerOf(consolidado), { headerRow: 4 });
  return { tabla: escrita, textos: textosDe(hojaCambios, tabla, ["antes", "despues"]) };
}

/** By secretaría as the plan has them, código and column as the sheet has them. */
function sortCambios(cambios: readonly CambioHecho[], { plan }: Consolidado): CambioHecho[] {
  const secretarias = new Map(plan.secretarias.map(({ id }, index) => [id, index]));
  const keys = new Map(columnasDelPlan(plan).map(({ key }, index) => [key, index]));
  const place = ({ secretaria }: CambioHecho): number => secretarias.get(secretaria) ?? secretarias.size;
  const column = ({ columna }: CambioHecho): number => keys.get(columna) ?? keys.size;
  return [...cambios].sort(
    (a, b) => place(a) - place(b) || (a.codigo < b.codigo ? -1 : Number(a.codigo > b.codigo)) || column(a) - column(b),
  );
}

/** A row without change says that there is none. */
type Fila = CambioHecho | null;

function columnasOf({ plan }: Consolidado, indicadores: HojaIndicadores): ColumnaTabla<Fila>[] {
  const of =
    <Value>(read: (cambio: CambioHecho) => Value) =>
    (row: Fila): Value | null =>
      row === null ? null : read(row);
  return [
    {
      id: "secretaria",
      encabezado: "Secretaría",
      ancho: 27,
      clase: "parrafo",
      valor: of(({ secretaria }) => nombreOf(plan, secretaria)),
    },
    {
      id: "codigo",
      encabezado: "Código",
      ancho: 14,
      clase: "enlace",
      valor: of(({ secretaria, codigo }) => {
        const lugar = indicadores.porCodigo.first(secretaria, codigo);
        return lugar === undefined
          ? { value: codigo, prototype: 1 }
          : { value: codigo, link: indicadores.linkTo(lugar) };
      }),
    },
    {
      id: "nombre",
      encabezado: "Indicador",
      ancho: 42,
      clase: "parrafo",
      valor: (row) => {
        if (row === null) return "Todavía no hay cambios.";
        const lugar = indicadores.porCodigo.first(row.secretaria, row.codigo);
        return lugar === undefined ? null : cutText(indicadores.nombreOf(lugar), maxNombre) || null;
      },
    },
    {
      id: "columna",
      encabezado: "Columna",
      ancho: 20,
      clase: "parrafo",
      valor: of(({ columna }) => columnaNombre(columna, plan)),
    },
    { id: "antes", encabezado: "Antes", ancho: 32, clase: "parrafo", valor: of(({ antes }) => valorText(antes)) },
    {
      id: "despues",
      encabezado: "Después",
      ancho: 32,
      clase: "parrafo",
      valor: of(({ despues }) => valorText(despues)),
    },
    {
      id: "hacia",
      encabezado: "Dónde se escribió",
      ancho: 21,
      clase: "centro",
      valor: of(({ hacia }) => haciaNombre[hacia]),
    },
    { id: "regla", encabezado: "Por qué", ancho: 40, clase: "parrafo", valor: of(({ regla }) => reglaNombre[regla]) },
  ];
}
