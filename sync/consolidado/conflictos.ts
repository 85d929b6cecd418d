import type { Workbook } from "exceljs";
import { formatConteo } from "../../shared/number.ts";
import { semaforoInfo } from "../../shared/semaforo.ts";
import { nombreOf } from "../../shared/rules/across-raise.ts";
import { cutText } from "../../shared/text.ts";
import { momentoSerial } from "../canonico/momento.ts";
import { claseText, columnaNombre, nombreDe, valoresConflicto } from "../canonico/palabras.ts";
import type { ConflictoAbierto, CorridaConsolidada } from "../corrida/registro.ts";
import { maxNombre, putTitle, setUpPage } from "./estilo.ts";
import { textosDe, type TablaCorrida } from "./hoja-corrida.ts";
import { footerOf, type HojaIndicadores } from "./indicadores.ts";
import type { Consolidado } from "./modelo.ts";
import { addSheet, addTabla, type ColumnaTabla } from "./tabla.ts";

export const hojaConflictos = "Conflictos";

/** What waits for a decision of planeación, which is taken in the canonical workbook. */
export function addConflictos(
  workbook: Workbook,
  consolidado: Consolidado,
  { conflictos }: CorridaConsolidada,
  indicadores: HojaIndicadores,
): TablaCorrida {
  const sheet = addSheet(workbook, hojaConflictos, semaforoInfo.critico.color);
  const counted = formatConteo(conflictos.length, "cambio espera", "cambios esperan");
  putTitle(
    sheet,
    "Conflictos",
    conflictos.length === 0
      ? "No hay cambios por decidir: Planeación y las secretarías dicen lo mismo."
      : `${counted} una decisión de Planeación. Se decide en la hoja «Conflictos» del libro canónico, no aquí. Mientras tanto se conservan los dos valores.`,
  );
  const rows = conflictos.length === 0 ? [null] : sortConflictos(conflictos, consolidado);
  const tabla = {
    columnas: columnasOf(consolidado, indicadores),
    cuantas: rows.length,
    rows,
    headerRow: 3,
    maxLines: 8,
  };
  const escrita = addTabla(sheet, tabla, 2);
  setUpPage(sheet, footerOf(consolidado), { headerRow: 4 });
  return { tabla: escrita, textos: textosDe(hojaConflictos, tabla, ["ancestro", "planeacion", "secretaria-valor"]) };
}

/** By secretaría as the plan has them, then by código; as found where both are the same. */
function sortConflictos(conflictos: readonly ConflictoAbierto[], { plan }: Consolidado): ConflictoAbierto[] {
  const order = new Map(plan.secretarias.map(({ id }, index) => [id, index]));
  const place = ({ conflicto }: ConflictoAbierto): number => order.get(conflicto.secretaria) ?? order.size;
  return [...conflictos].sort(
    (a, b) =>
      place(a) - place(b) ||
      (a.conflicto.codigo < b.conflicto.codigo ? -1 : Number(a.conflicto.codigo > b.conflicto.codigo)),
  );
}

/** A row without conflict says that there is none. */
type Fila = ConflictoAbierto | null;

function columnasOf({ plan }: Consolidado, indicadores: HojaIndicadores): ColumnaTabla<Fila>[] {
  const of =
    <Value>(read: (abierto: ConflictoAbierto) => Value) =>
    (row: Fila): Value | null =>
      row === null ? null : read(row);
  return [
    {
      id: "secretaria",
      encabezado: "Secretaría",
      ancho: 25,
      clase: "parrafo",
      valor: of(({ conflicto }) => nombreOf(plan, conflicto.secretaria)),
    },
    {
      id: "codigo",
      encabezado: "Código",
      ancho: 14,
      clase: "enlace",
      valor: of(({ conflicto: { secretaria, codigo } }) => {
        const lugar = indicadores.porCodigo.first(secretaria, codigo);
        return lugar === undefined
          ? { value: codigo, prototype: 1 }
          : { value: codigo, link: indicadores.linkTo(lugar) };
      }),
    },
    {
      id: "nombre",
      encabezado: "Indicador",
      ancho: 40,
      clase: "parrafo",
      valor: (row) => {
        if (row === null) return "No hay nada por decidir.";
        const { conflicto } = row;
        const lugar = indicadores.porCodigo.first(conflicto.secretaria, conflicto.codigo);
        const nombre = lugar === undefined ? "" : indicadores.nombreOf(lugar);
        return cutText(nombre === "" ? nombreDe(undefined, conflicto) : nombre, maxNombre) || null;
      },
    },
    {
      id: "columna",
      encabezado: "Columna",
      ancho: 17,
      clase: "parrafo",
      valor: of(({ conflicto }) => columnaNombre(conflicto.columna, plan)),
    },
    {
      id: "clase",
      encabezado: "Qué pasa",
      ancho: 30,
      clase: "parrafo",
      valor: of(({ conflicto }) => claseText(conflicto, plan)),
    },
    {
      id: "ancestro",
      encabezado: "Último valor acordado",
      ancho: 24,
      clase: "parrafo",
      valor: of(({ conflicto }) => valoresConflicto(conflicto, plan).ancestro),
    },
    {
      id: "planeacion",
      encabezado: "Valor de Planeación",
      ancho: 26,
      clase: "parrafo",
      valor: of(({ conflicto }) => valoresConflicto(conflicto, plan).planeacion),
    },
    {
      id: "secretaria-valor",
      encabezado: "Valor de la secretaría",
      ancho: 26,
      clase: "parrafo",
      valor: of(({ conflicto }) => valoresConflicto(conflicto, plan).secretaria),
    },
    {
      id: "desde",
      encabezado: "Desde",
      ancho: 17,
      clase: "momento",
      valor: of(({ desde }) => momentoSerial(desde)),
    },
  ];
}
