import type { Style, Workbook, Worksheet } from "exceljs";
import { modos, tipos } from "../../shared/acumulacion.ts";
import { formatNumero, formatPorcentaje } from "../../shared/number.ts";
import type { Plan, Secretaria } from "../../shared/plan/schema.ts";
import { describeSemaforo, semaforoInfo, semaforos, semaforoText } from "../../shared/semaforo.ts";
import { bottomLine, colores, fill, fitHeight, font, put, putTitle, setUpPage } from "../consolidado/estilo.ts";
import { hojaIndicadores, leyendas } from "./hoja.ts";

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
  for (const [index, width] of widths.entries()) sheet.getColumn(index + 1).width = width;
  putTitle(sheet, "Cómo llenar este libro", `${input.secretaria.nombre} · vigencia ${input.vigencia}`);
  const page = new Page(sheet, 4);
  addPasos(page, input);
  addColores(page);
  page.heading("Blanco, cero y NP no son lo mismo");
  page.pair("En blanco", "Todavía no se ha reportado. Nadie lo toma por cero.");
  page.pair("0", "Se reporta que no se logró nada.");
  page.pair("NP", "La meta no está programada para esa vigencia: no cuenta en los promedios.");
  page.heading("Tipo de acumulación");
  page.text("Lo define Planeación y dice cómo se combinan las metas de las vigencias.");
  for (const { nombre, ayuda } of Object.values(tipos)) page.pair(nombre, ayuda);
  addModo(page, input);
  page.heading("Semáforo");
  for (const semaforo of semaforos) {
    const { fondo, texto } = semaforoInfo[semaforo];
    const cell = page.pair(semaforoText(semaforo), `Avance de la vigencia: ${describeSemaforo(semaforo, input.plan)}.`);
    cell.style = { ...termStyle, font: font(10, texto, { bold: true }), fill: fill(fondo) };
  }
  const umbral = formatPorcentaje(input.plan.umbralRezago);
  page.text(`Con un avance menor de ${umbral} la meta se considera rezagada y necesita un plan de choque.`);
  setUpPage(sheet, `${input.plan.nombre} · ${input.secretaria.nombre}`);
  sheet.pageSetup.orientation = "portrait";
}

function addPasos(page: Page, { vigencia }: InstruccionesInput): void {
  page.heading("En cinco pasos");
  page.pair(
    "1. Vaya a su fila",
    `En la hoja «${hojaIndicadores}», busque el indicador por su código o con los filtros.`,
  );
  page.pair(
    `2. Escriba la ejecución`,
    `Solo la cifra, en «Ejecución ${vigencia}» (celda amarilla). Coma para los decimales: 12,5.`,
  );
  page.pair("3. Diga el modo de reporte", "Nivel o Flujo, si el tipo es Capacidad o Reducción. Abajo hay un ejemplo.");
  page.pair("4. Cuente qué se hizo", "En «Observaciones», con las cantidades que sustentan la cifra.");
  page.pair(
    "5. Si va rezagado, diga cómo se recupera",
    "En «Plan de choque»: qué, cuánto, para cuándo y quién responde.",
  );
}

function addColores(page: Page): void {
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
    const cell = page.pair(termino, text);
    cell.style = {
      ...termStyle,
      font: font(10, colores.blanco, { bold: true }),
      fill: fill(leyenda?.color ?? colores.suave),
    };
  }
}

/** One example with both readings, because the two give very different avances. */
function addModo(page: Page, { vigencia }: InstruccionesInput): void {
  page.heading("Modo de reporte");
  for (const { nombre, ayuda } of Object.values(modos)) page.pair(nombre, ayuda);
  const [base, antes, meta, logrado] = [1000, 1400, 2000, 300];
  const nivel = antes + logrado;
  const avance = formatPorcentaje((nivel - base) / (meta - base));
  page.pair(
    "Ejemplo",
    `Línea base ${formatNumero(base)}; el año pasado se llegó a ${formatNumero(antes)}; la meta de ${vigencia} es ` +
      `${formatNumero(meta)} y este año se han logrado ${formatNumero(logrado)}. Con Flujo se escribe ` +
      `${formatNumero(logrado)}; con Nivel se escribe ${formatNumero(nivel)}. De las dos maneras el avance es ${avance}.`,
  );
}

/** Writes down the page, one row after the other. */
class Page {
  private readonly sheet: Worksheet;
  private row: number;

  constructor(sheet: Worksheet, row: number) {
    this.sheet = sheet;
    this.row = row;
  }

  heading(text: string): void {
    const gap = this.row > 4 ? 1 : 0;
    this.row += gap;
    put(this.sheet.getCell(this.row, 1), text, { font: font(12, colores.acento, { bold: true }) });
    this.sheet.getRow(this.row).height = 20;
    this.row += 1;
  }

  text(text: string): void {
    this.sheet.mergeCells(this.row, 1, this.row, 2);
    put(this.sheet.getCell(this.row, 1), text, textStyle);
    fitHeight(this.sheet.getRow(this.row), [{ text, width: widths[0] + widths[1] }]);
    this.row += 1;
  }

  /** A term and what it means; gives the term's cell. */
  pair(term: string, text: string): ReturnType<Worksheet["getCell"]> {
    const cell = put(this.sheet.getCell(this.row, 1), term, termStyle);
    put(this.sheet.getCell(this.row, 2), text, textStyle);
    fitHeight(this.sheet.getRow(this.row), [
      { text: term, width: widths[0] - 2 },
      { text, width: widths[1] },
    ]);
    this.row += 1;
    return cell;
  }
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
