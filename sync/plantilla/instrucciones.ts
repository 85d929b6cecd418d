import type { Cell, Style, Workbook } from "exceljs";
import { modos, tipos } from "../../shared/acumulacion.ts";
import { hojaIndicadores } from "../../shared/hojas.ts";
import { formatNumero, formatPorcentaje } from "../../shared/number.ts";
import type { Plan, Secretaria } from "../../shared/plan/schema.ts";
import { bottomLine, colores, fill, font, putTitle, setUpPage } from "../consolidado/estilo.ts";
import { Pagina } from "../consolidado/pagina.ts";
import { leyendas } from "./hoja.ts";

interface InstruccionesInput {
  readonly plan: Plan;
  readonly secretaria: Secretaria;
  readonly vigencia: number;
}

const widths = [30, 86] as const;

/** A page for the person who opens the workbook for the first time. */
export function addInstrucciones(workbook: Workbook, input: InstruccionesInput): void {
  const sheet = workbook.addWorksheet("Instrucciones", {
    properties: { tabColor: { argb: `FF${colores.suave}` } },
    views: [{ showGridLines: false }],
  });
  putTitle(sheet, "Cómo llenar este libro", `${input.secretaria.nombre} · vigencia ${input.vigencia}`);
  const page = new Pagina(sheet, widths, 4);
  addPasos(page, input);
  addColores(page);
  page.heading("Blanco, cero y NP no son lo mismo");
  addPair(page, "En blanco", "Todavía no se ha reportado. Nadie lo toma por cero.");
  addPair(page, "0", "Se reporta que no se logró nada.");
  addPair(page, "NP", "La meta no está programada para esa vigencia: no cuenta en los promedios.");
  page.heading("Tipo de acumulación");
  addText(page, "Lo define Planeación y dice cómo se combinan las metas de las vigencias.");
  for (const { nombre, ayuda } of Object.values(tipos)) addPair(page, nombre, ayuda);
  addModo(page, input);
  page.heading("Semáforo");
  page.bandas(input.plan);
  const umbral = formatPorcentaje(input.plan.umbralRezago);
  addText(page, `Con un avance menor de ${umbral} la meta se considera rezagada y necesita un plan de choque.`);
  setUpPage(sheet, `${input.plan.nombre} · ${input.secretaria.nombre}`);
  sheet.pageSetup.orientation = "portrait";
}

function addPasos(page: Pagina, { vigencia }: InstruccionesInput): void {
  page.heading("En cinco pasos");
  addPair(
    page,
    "1. Vaya a su fila",
    `En la hoja «${hojaIndicadores}», busque el indicador por su código o con los filtros.`,
  );
  addPair(
    page,
    `2. Escriba la ejecución`,
    `Solo la cifra, en «Ejecución ${vigencia}» (celda amarilla). Coma para los decimales: 12,5.`,
  );
  addPair(
    page,
    "3. Diga el modo de reporte",
    "Nivel o Flujo, si el tipo es Capacidad o Reducción. Abajo hay un ejemplo.",
  );
  addPair(page, "4. Cuente qué se hizo", "En «Observaciones», con las cantidades que sustentan la cifra.");
  addPair(
    page,
    "5. Si va rezagado, diga cómo se recupera",
    "En «Plan de choque»: qué, cuánto, para cuándo y quién responde.",
  );
}

function addColores(page: Pagina): void {
  page.heading("De quién es cada columna");
  const [planeacion, secretaria, calculada] = leyendas;
  const rows = [
    {
      leyenda: planeacion,
      termino: "Planeación",
      text: "Vienen llenas y protegidas. Si algo está mal, avise a Planeación.",
    },
    {
      leyenda: secretaria,
      termino: "Secretaría",
      text: "Son las suyas: celdas blancas, y amarilla la ejecución de la vigencia.",
    },
    {
      leyenda: calculada,
      termino: "La hoja",
      text: "Nivel, avance, brecha y semáforo se calculan solos. No escriba encima.",
    },
  ];
  for (const { leyenda, termino, text } of rows) {
    const cell = addPair(page, termino, text);
    cell.style = {
      ...termStyle,
      font: font(10, colores.blanco, { bold: true }),
      fill: fill(leyenda?.color ?? colores.suave),
    };
  }
}

/** One example with both readings, because the two give very different avances. */
function addModo(page: Pagina, { vigencia }: InstruccionesInput): void {
  page.heading("Modo de reporte");
  for (const { nombre, ayuda } of Object.values(modos)) addPair(page, nombre, ayuda);
  const [base, antes, meta, logrado] = [1000, 1400, 2000, 300];
  const nivel = antes + logrado;
  const avance = formatPorcentaje((nivel - base) / (meta - base));
  addPair(
    page,
    "Ejemplo",
    `Línea base ${formatNumero(base)}; el año pasado se llegó a ${formatNumero(antes)}; la meta de ${vigencia} es ` +
      `${formatNumero(meta)} y este año se han logrado ${formatNumero(logrado)}. Con Flujo se escribe ` +
      `${formatNumero(logrado)}; con Nivel se escribe ${formatNumero(nivel)}. De las dos maneras el avance es ${avance}.`,
  );
}

function addText(page: Pagina, text: string): void {
  page.line([{ text, style: textStyle }]);
}

/** A term and what it means; gives the term's cell. */
function addPair(page: Pagina, term: string, text: string): Cell {
  return page.line([
    { text: term, style: termStyle },
    { text, style: textStyle },
  ]);
}

const termStyle: Partial<Style> = {
  font: font(10, colores.titulo, { bold: true }),
  alignment: { vertical: "middle", horizontal: "left", wrapText: true, indent: 1 },
  border: bottomLine(),
};
const textStyle: Partial<Style> = {
  font: font(10),
  alignment: { vertical: "middle", horizontal: "left", wrapText: true, indent: 1 },
  border: bottomLine(),
};
