import type { Workbook } from "exceljs";
import { severityNombre, type Finding, type Severity } from "../../shared/finding.ts";
import { formatConteo, formatNumero } from "../../shared/number.ts";
import { hallazgos } from "../../shared/rules/catalog.ts";
import { maxTextLength } from "../../shared/rules/cells.ts";
import type { Semaforo } from "../../shared/semaforo.ts";
import { cutText } from "../../shared/text.ts";
import { putTitle, setUpPage } from "./estilo.ts";
import { footerOf } from "./indicadores.ts";
import type { HojaIndicadores } from "./indicadores.ts";
import type { Consolidado } from "./modelo.ts";
import { addSheet, addTabla, enBanda, type ColumnaTabla, type TablaEscrita } from "./tabla.ts";

export const hojaCalidad = "Calidad";

/** Colours of the severities, borrowed from the semáforo. */
const gravedadColor: Readonly<Record<Severity, Semaforo>> = { error: "critico", warning: "medio", info: "sin-dato" };

/** Most findings a sheet lists; the rest is said in the subtitle. */
const maxListed = 200_000;

/** Every finding with its place, its reason and what to do. */
export function addCalidad(workbook: Workbook, consolidado: Consolidado, indicadores: HojaIndicadores): TablaEscrita {
  const { findings, conteo } = consolidado;
  const sheet = addSheet(workbook, hojaCalidad, "F1C40F");
  const counts = [
    formatConteo(conteo.errors, "error", "errores"),
    formatConteo(conteo.warnings, "advertencia", "advertencias"),
    formatConteo(conteo.infos, "información", "informaciones"),
    formatConteo(conteo.waived, "dispensado", "dispensados"),
  ].join(", ");
  const cut = findings.length > maxListed ? ` Se listan los ${formatNumero(maxListed)} más graves.` : "";
  putTitle(
    sheet,
    "Calidad de los datos",
    `${counts}. Ninguna cifra se corrige sola: las correcciones las hace la secretaría en su libro.${cut}`,
  );
  const rows = findings.slice(0, maxListed);
  const columnas = columnasOf(consolidado, indicadores);
  const escrita = addTabla(sheet, { columnas, cuantas: rows.length, rows, headerRow: 3, maxLines: 8 }, 0);
  setUpPage(sheet, footerOf(consolidado), { headerRow: 4 });
  return escrita;
}

function columnasOf(consolidado: Consolidado, indicadores: HojaIndicadores): ColumnaTabla<Finding>[] {
  const nombres = new Map(consolidado.secretarias.map(({ id, nombre }) => [id, nombre]));
  return [
    {
      id: "gravedad",
      encabezado: "Gravedad",
      ancho: 13,
      clase: "semaforo",
      valor: ({ severity, dispensa }) =>
        dispensa === undefined
          ? enBanda(severityNombre[severity], gravedadColor[severity])
          : enBanda("Dispensado", "sin-dato"),
    },
    {
      id: "secretaria",
      encabezado: "Secretaría",
      ancho: 26,
      clase: "parrafo",
      valor: ({ secretaria }) => (secretaria === null ? null : (nombres.get(secretaria) ?? null)),
    },
    { id: "file", encabezado: "Libro", ancho: 24, clase: "parrafo", valor: ({ file }) => file || null },
    {
      id: "celda",
      encabezado: "Hoja y celda",
      ancho: 17,
      clase: "centro",
      valor: ({ sheet, cell }) => (cell === null ? sheet || null : `${sheet}!${cell}`),
    },
    {
      id: "codigo",
      encabezado: "Código",
      ancho: 14,
      clase: "enlace",
      valor: ({ secretaria, indicador }) => {
        if (indicador === null) return null;
        const lugar = indicadores.porCodigo.last(secretaria ?? "", indicador);
        return lugar === undefined ? indicador : { value: indicador, link: indicadores.linkTo(lugar) };
      },
    },
    { id: "titulo", encabezado: "Hallazgo", ancho: 26, clase: "parrafo", valor: ({ code }) => hallazgos[code].titulo },
    {
      id: "mensaje",
      encabezado: "Qué pasa",
      ancho: 56,
      clase: "parrafo",
      valor: ({ message }) => cutText(message, maxTextLength),
    },
    {
      id: "razon",
      encabezado: "Por qué importa y qué hacer",
      ancho: 56,
      clase: "parrafo",
      valor: ({ reason }) => reason,
    },
    {
      id: "correccion",
      encabezado: "Corrección segura",
      ancho: 18,
      clase: "centro",
      valor: ({ fix }) => {
        if (fix === undefined) return null;
        return typeof fix.value === "number" ? formatNumero(fix.value, 10) : cutText(fix.value ?? "(en blanco)", 200);
      },
    },
    {
      id: "dispensa",
      encabezado: "Dispensa",
      ancho: 30,
      clase: "parrafo",
      valor: ({ dispensa }) =>
        dispensa === undefined ? null : `${dispensa.motivo} (${dispensa.por}, ${dispensa.fecha})`,
    },
  ];
}
