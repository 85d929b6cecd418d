import type { Style, Workbook, Worksheet } from "exceljs";
import type { Area } from "../../shared/address.ts";
import { formatFecha } from "../../shared/corte.ts";
import { formatConteo, formatNumero, formatPorcentaje } from "../../shared/number.ts";
import { estadoPlanNombre } from "../../shared/plan-de-choque.ts";
import { ritmoOf, ritmoNombre } from "../../shared/ritmo.ts";
import { describeSemaforo, semaforoInfo, semaforoOf, semaforos, semaforoText } from "../../shared/semaforo.ts";
import { cutText } from "../../shared/text.ts";
import { escalaOf } from "../../shared/unidad.ts";
import type { SheetChart } from "../xlsx/chart.ts";
import type { CorridaConsolidada } from "../corrida/registro.ts";
import { hojaCalidad } from "./calidad.ts";
import { hojaCambios } from "./cambios.ts";
import { hojaConflictos } from "./conflictos.ts";
import {
  bodyStyle,
  bottomLine,
  colores,
  countLines,
  fill,
  font,
  formula,
  headerStyle,
  heightOf,
  linkStyle,
  put,
  restyle,
  semaforoStyle,
  setUpPage,
} from "./estilo.ts";
import { hojaHistoria } from "./historia.ts";
import { footerOf, hojaIndicadores, type HojaIndicadores } from "./indicadores.ts";
import { hojaMetodologia } from "./metodologia.ts";
import type { Consolidado } from "./modelo.ts";
import { hojaProgramas, nodoCell } from "./programas.ts";
import { hojaRezagadas } from "./rezagadas.ts";
import { ciudadCell, hojaSecretarias, reportingOf, secretariasArea } from "./secretarias.ts";
import { addSheet, formatoCifra } from "./tabla.ts";

const hojaResumen = "Resumen";

/** Rows (1-based) where each part of the page begins. */
const rows = { titulo: 2, enlaces: 4, fichas: 6, cuadros: 10, peores: 25 } as const;
const first = 2;
const last = 13;
const worstShown = 10;
const barsShown = 12;

/** The page a secretariat head reads in ten seconds: where the city stands, who is behind, who has not reported. */
export function addResumen(
  workbook: Workbook,
  consolidado: Consolidado,
  indicadores: HojaIndicadores,
  corrida?: CorridaConsolidada,
): SheetChart[] {
  const sheet = addSheet(workbook, hojaResumen, colores.titulo);
  sheet.getColumn(1).width = 2;
  for (let column = first; column <= last; column++) sheet.getColumn(column).width = column === first ? 16.5 : 12.2;
  sheet.getColumn(last + 1).width = 2;
  putHeading(sheet, consolidado);
  putLinks(sheet, rows.enlaces, [
    hojaSecretarias,
    hojaProgramas,
    hojaIndicadores,
    hojaRezagadas,
    hojaCalidad,
    hojaMetodologia,
  ]);
  if (corrida !== undefined) putLinks(sheet, rows.enlaces + 1, [hojaConflictos, hojaHistoria, hojaCambios]);
  putFichas(sheet, consolidado);
  const charts = [...putSemaforo(sheet, consolidado), ...putBarras(sheet, consolidado)];
  const next = putPeores(sheet, consolidado, indicadores);
  charts.push(...putEjes(sheet, consolidado, next));
  const end = putAvisos(sheet, consolidado, next, corrida);
  setUpPage(sheet, footerOf(consolidado));
  sheet.pageSetup.orientation = "portrait";
  sheet.pageSetup.fitToHeight = 1;
  sheet.pageSetup.printArea = `A1:N${Math.max(end, next + 13 + consolidado.jerarquia.length)}`;
  return charts;
}

/** Where the códigos of the worst metas stand: text that looks like numbers. */
export function peoresCodigos({ rezagadas }: Consolidado): { sheet: string; area: Area } {
  const top = rows.peores + 1;
  const bottom = top + Math.max(1, Math.min(worstShown, rezagadas.length)) - 1;
  return { sheet: hojaResumen, area: { top, bottom, left: first - 1, right: first - 1 } };
}

function putHeading(sheet: Worksheet, { plan, vigencia, corte }: Consolidado): void {
  merge(sheet, rows.titulo, first, last);
  put(sheet.getCell(rows.titulo, first), `${plan.nombre} · ${plan.entidad}`, {
    font: font(20, colores.titulo, { bold: true }),
    alignment: { vertical: "middle" },
  });
  sheet.getRow(1).height = 8;
  sheet.getRow(rows.titulo).height = 32;
  merge(sheet, rows.titulo + 1, first, last);
  const until = corte === null ? "sin fecha de corte" : `corte al ${formatFecha(corte)}`;
  put(sheet.getCell(rows.titulo + 1, first), `Cumplimiento de las metas de la vigencia ${vigencia}, ${until}`, {
    font: font(11, colores.suave),
    alignment: { vertical: "middle" },
  });
}

/** A row of links over the page's width. */
function putLinks(sheet: Worksheet, row: number, targets: readonly string[]): void {
  const width = (last - first + 1) / targets.length;
  for (const [index, target] of targets.entries()) {
    const column = first + index * width;
    merge(sheet, row, column, column + width - 1);
    put(
      sheet.getCell(row, column),
      { text: `${target} ›`, hyperlink: `#'${target}'!A1` },
      {
        ...linkStyle,
        border: bottomLine(colores.acento),
        alignment: { horizontal: "center", vertical: "middle" },
      },
    );
    for (let other = column + 1; other < column + width; other++) {
      restyle(sheet.getCell(row, other), { border: bottomLine(colores.acento) });
    }
  }
  sheet.getRow(row).height = 20;
}

interface Ficha {
  readonly label: string;
  readonly formula: string | null;
  readonly value: number | string | null;
  readonly format: string;
  readonly note: string;
  readonly color: string;
}

function putFichas(sheet: Worksheet, consolidado: Consolidado): void {
  for (const [index, ficha] of fichasOf(consolidado).entries()) {
    const column = first + index * 2;
    const base: Partial<Style> = { fill: fill(colores.fondo), alignment: { horizontal: "center", vertical: "middle" } };
    const top = { top: { style: "thick" as const, color: { argb: `FF${ficha.color}` } } };
    for (const [offset, style] of [
      { ...base, font: font(9, colores.suave, { bold: true }), border: top },
      { ...base, font: font(22, ficha.color, { bold: true }), numFmt: ficha.format },
      { ...base, font: font(8, colores.suave), alignment: { ...base.alignment, wrapText: true } },
    ].entries()) {
      merge(sheet, rows.fichas + offset, column, column + 1);
      const value = [
        ficha.label,
        ficha.formula === null ? ficha.value : formula(ficha.formula, ficha.value),
        ficha.note,
      ][offset];
      put(sheet.getCell(rows.fichas + offset, column), value ?? null, style);
      sheet.getCell(rows.fichas + offset, column + 1).style = style;
    }
    // A white line between tiles.
    for (let offset = 0; offset < 3; offset++) {
      const cell = sheet.getCell(rows.fichas + offset, column + 1);
      const right = { style: "thick", color: { argb: `FF${colores.blanco}` } } as const;
      restyle(cell, { border: { ...cell.border, right } });
    }
  }
  sheet.getRow(rows.fichas).height = 18;
  sheet.getRow(rows.fichas + 1).height = 36;
  sheet.getRow(rows.fichas + 2).height = 26;
}

function fichasOf(consolidado: Consolidado): Ficha[] {
  const { ciudad, secretarias, esperado, plan } = consolidado;
  const cell = (id: string): string => ciudadCell(consolidado, id);
  const reported = reportingOf(consolidado).length;
  const ritmo = esperado === null ? null : ritmoOf(ciudad.promedio, esperado, plan);
  const share = (count: number): string =>
    ciudad.medidas === 0 ? "ninguna medida" : `${formatPorcentaje(count / ciudad.medidas)} de las medidas`;
  return [
    {
      label: "AVANCE PROMEDIO",
      formula: cell("promedio"),
      value: ciudad.promedio,
      format: "0.0%",
      note:
        esperado === null
          ? "sin fecha de corte"
          : `Esperado a la fecha: ${formatPorcentaje(esperado)} · ${ritmo === null ? "sin avance medido" : ritmoNombre[ritmo]}`,
      color: semaforoInfo[semaforoOf(ciudad.promedio, plan)].texto,
    },
    {
      label: "METAS PROGRAMADAS",
      formula: `${cell("indicadores")}-${cell("np")}`,
      value: ciudad.programadas,
      format: "#,##0",
      note: `${formatConteo(ciudad.indicadores, "indicador", "indicadores")}, ${formatConteo(ciudad.np, "no programado", "no programados")} (NP)`,
      color: colores.titulo,
    },
    {
      label: "CUMPLIDAS",
      formula: cell("cumplidas"),
      value: ciudad.cumplidas,
      format: "#,##0",
      note: share(ciudad.cumplidas),
      color: semaforoInfo.sobresaliente.texto,
    },
    {
      label: "REZAGADAS",
      formula: cell("rezagadas"),
      value: ciudad.rezagadas,
      format: "#,##0",
      note: `por debajo de ${formatPorcentaje(plan.umbralRezago)}: ${share(ciudad.rezagadas)}`,
      color: semaforoInfo.critico.texto,
    },
    {
      label: "SIN REPORTE O SIN DATO",
      formula: `${cell("sinReporte")}+${cell("sinDato")}`,
      value: ciudad.sinReporte + ciudad.sinDato,
      format: "#,##0",
      note: `${formatNumero(ciudad.sinReporte)} sin reporte, ${formatNumero(ciudad.sinDato)} sin dato seguro`,
      color: semaforoInfo["sin-dato"].texto,
    },
    {
      label: "REPORTARON",
      formula: null,
      value: `${reported} de ${secretarias.length}`,
      format: "@",
      note: reported === secretarias.length ? "todas las secretarías" : "secretarías con libro y ejecuciones",
      color: colores.titulo,
    },
  ];
}

function putSemaforo(sheet: Worksheet, consolidado: Consolidado): SheetChart[] {
  const { ciudad, plan } = consolidado;
  const top = rows.cuadros;
  putSection(sheet, top, first, first + 5, "Semáforo de las metas");
  for (const [index, text] of ["Banda", "Metas", "Parte"].entries())
    put(sheet.getCell(top + 1, first + index), text, headerStyle);
  const bands = semaforos.filter((semaforo) => semaforo !== "sin-dato");
  for (const [index, semaforo] of bands.entries()) {
    const row = top + 2 + index;
    const count = ciudad.bandas[semaforo];
    const cell = put(sheet.getCell(row, first), semaforoText(semaforo), semaforoStyle(semaforo));
    cell.note = describeSemaforo(semaforo, plan);
    put(
      sheet.getCell(row, first + 1),
      formula(ciudadCell(consolidado, semaforo), count),
      bodyStyle({ horizontal: "center" }, "#,##0"),
    );
    const total = `SUM($C$${top + 2}:$C$${top + 1 + bands.length})`;
    put(
      sheet.getCell(row, first + 2),
      formula(`IF(${total}=0,0,C${row}/${total})`, ciudad.medidas === 0 ? 0 : count / ciudad.medidas),
      bodyStyle({ horizontal: "center" }, "0.0%"),
    );
    sheet.getRow(row).height = 20;
  }
  if (ciudad.medidas === 0) return [];
  const area = (column: number): Area => ({ top: top + 1, bottom: top + bands.length, left: column, right: column });
  return [
    {
      sheet: hojaResumen,
      from: { row: top, column: first + 2, down: 6 },
      to: { row: top + 13, column: first + 5 },
      name: "Semáforo",
      description: `Anillo con el número de metas en cada banda del semáforo: ${bands
        .map((semaforo) => `${semaforoInfo[semaforo].nombre} ${ciudad.bandas[semaforo]}`)
        .join(", ")}.`,
      chart: {
        kind: "doughnut",
        name: "Metas",
        categories: { sheet: hojaResumen, area: area(first - 1), values: bands.map(semaforoText) },
        values: { sheet: hojaResumen, area: area(first), values: bands.map((semaforo) => ciudad.bandas[semaforo]) },
        colors: bands.map((semaforo) => semaforoInfo[semaforo].color),
        centre: {
          text: formatPorcentaje(ciudad.promedio ?? 0),
          cell: { sheet: hojaResumen, row: rows.fichas, column: first - 1 },
          size: 16,
          bold: true,
          color: colores.titulo,
        },
        legend: "bottom",
      },
    },
  ];
}

function putBarras(sheet: Worksheet, consolidado: Consolidado): SheetChart[] {
  const { esperado, plan } = consolidado;
  const top = rows.cuadros;
  const reporting = reportingOf(consolidado);
  const shown = reporting.slice(-barsShown);
  const title =
    shown.length < reporting.length
      ? `Avance promedio: las ${barsShown} secretarías más atrasadas`
      : `Avance promedio por secretaría${esperado === null ? "" : ` (esperado: ${formatPorcentaje(esperado)})`}`;
  putSection(sheet, top, first + 6, last, title);
  if (shown.length === 0) return [];
  const cells = (id: string) => {
    const { sheet: name, area } = secretariasArea(consolidado, id);
    return { sheet: name, area: { ...area, top: area.bottom - shown.length + 1 } };
  };
  const waiting = esperado === null ? "" : ` El esperado a la fecha es ${formatPorcentaje(esperado)}.`;
  return [
    {
      sheet: hojaResumen,
      from: { row: top, column: first + 5, down: 6 },
      to: { row: top + 13, column: last },
      name: "Avance por secretaría",
      description: `Barras con el avance promedio de cada secretaría, de mayor a menor.${waiting}`,
      chart: {
        kind: "bar",
        categories: { ...cells("nombre"), values: shown.map((each) => each.nombre) },
        series: [
          {
            name: "Avance promedio",
            color: colores.acento,
            values: { ...cells("promedio"), values: shown.map((each) => each.resumen.promedio), format: "0.0%" },
            pointColors: shown.map((each) => semaforoInfo[semaforoOf(each.resumen.promedio, plan)].color),
            labels: { show: "value", format: "0.0%", position: "outside" },
          },
        ],
        gapWidth: 45,
        categoryAxis: { reversed: true },
        valueAxis: { min: 0, max: 1.1, hidden: true, gridlines: false },
      },
    },
  ];
}

function putPeores(sheet: Worksheet, consolidado: Consolidado, indicadores: HojaIndicadores): number {
  const { rezagadas } = consolidado;
  const worst = rezagadas.slice(0, worstShown);
  const top = rows.peores;
  const text =
    rezagadas.length === 0
      ? "No hay metas rezagadas"
      : `Las metas más rezagadas: ${worst.length} de ${formatConteo(rezagadas.length, "fila", "filas")} (una meta compartida tiene una fila por secretaría)`;
  putSection(sheet, top, first, last, text);
  if (worst.length === 0) return top + 2;
  const spans: [string, number, number][] = [
    ["Código", first, first],
    ["Indicador", first + 1, first + 5],
    ["Secretaría", first + 6, first + 7],
    ["Avance", first + 8, first + 8],
    ["Brecha", first + 9, first + 9],
    ["Plan de choque", first + 10, last],
  ];
  for (const [label, from, to] of spans) {
    if (to > from) merge(sheet, top + 1, from, to);
    for (let column = from; column <= to; column++) sheet.getCell(top + 1, column).style = headerStyle;
    sheet.getCell(top + 1, from).value = label;
  }
  for (const [index, lugar] of worst.entries()) {
    const row = top + 2 + index;
    const fila = indicadores.leer(lugar);
    const nombre = cutText(fila.indicador.nombre, 200);
    sheet.getRow(row).height = Math.max(28, heightOf(countLines(nombre, 63, 9), 9));
    for (const [, from, to] of spans) {
      if (to > from) merge(sheet, row, from, to);
      for (let column = from; column <= to; column++) sheet.getCell(row, column).style = bodyStyle();
    }
    put(sheet.getCell(row, first), { text: fila.indicador.codigo, hyperlink: indicadores.linkTo(lugar) }, linkStyle);
    put(sheet.getCell(row, first + 1), nombre, {
      ...bodyStyle({ wrapText: true }),
      font: font(9),
    });
    put(sheet.getCell(row, first + 6), consolidado.filas.at(lugar).secretaria, {
      ...bodyStyle({ wrapText: true }),
      font: font(9),
    });
    put(sheet.getCell(row, first + 8), fila.avance.avance, { ...semaforoStyle(fila.semaforo), numFmt: "0.0%" });
    put(
      sheet.getCell(row, first + 9),
      fila.avance.brecha,
      bodyStyle({ horizontal: "center" }, formatoCifra(fila.avance.brecha, escalaOf(fila.indicador.unidad).porcentaje)),
    );
    put(sheet.getCell(row, first + 10), estadoPlanNombre[fila.plan.estado], bodyStyle({ horizontal: "center" }));
  }
  return top + 3 + worst.length;
}

/** The ejes as a small table, and the same as columns below it. */
function putEjes(sheet: Worksheet, consolidado: Consolidado, top: number): SheetChart[] {
  const ejes = consolidado.jerarquia.filter((eje) => eje.numero !== "");
  putSection(sheet, top, first, first + 5, "Avance promedio por eje");
  if (ejes.length === 0) return [];
  merge(sheet, top + 1, first, first + 3);
  for (const [column, text] of [
    [first, "Eje"],
    [first + 4, "Metas"],
    [first + 5, "Avance"],
  ] as const) {
    put(sheet.getCell(top + 1, column), text, headerStyle);
  }
  for (const [index, eje] of ejes.entries()) {
    const row = top + 2 + index;
    const { resumen } = eje;
    merge(sheet, row, first, first + 3);
    put(sheet.getCell(row, first), `${eje.numero}. ${cutText(eje.nombre, 60)}`, bodyStyle());
    const metas = `${nodoCell(consolidado, eje, "indicadores")}-${nodoCell(consolidado, eje, "np")}`;
    put(
      sheet.getCell(row, first + 4),
      formula(metas, resumen.programadas),
      bodyStyle({ horizontal: "center" }, "#,##0"),
    );
    put(sheet.getCell(row, first + 5), formula(nodoCell(consolidado, eje, "promedio"), resumen.promedio), {
      ...semaforoStyle(semaforoOf(resumen.promedio, consolidado.plan)),
      numFmt: "0.0%",
    });
    if ((sheet.getRow(row).height ?? 0) < 18) sheet.getRow(row).height = 18;
  }
  const area = (column: number): Area => ({ top: top + 1, bottom: top + ejes.length, left: column, right: column });
  return [
    {
      sheet: hojaResumen,
      from: { row: top + 1 + ejes.length, column: first - 1, down: 6 },
      to: { row: top + 11 + ejes.length, column: first + 5 },
      name: "Avance por eje",
      description: `Columnas con el avance promedio de cada eje: ${ejes
        .map(
          (eje) =>
            `${eje.numero}, ${eje.resumen.promedio === null ? "sin dato" : formatPorcentaje(eje.resumen.promedio)}`,
        )
        .join("; ")}.`,
      chart: {
        kind: "column",
        categories: {
          sheet: hojaResumen,
          area: area(first - 1),
          values: ejes.map((eje) => `${eje.numero}. ${cutText(eje.nombre, 60)}`),
        },
        series: [
          {
            name: "Avance promedio",
            color: colores.acento,
            values: {
              sheet: hojaResumen,
              area: area(first + 4),
              values: ejes.map((eje) => eje.resumen.promedio),
              format: "0.0%",
            },
            pointColors: ejes.map((eje) => semaforoInfo[semaforoOf(eje.resumen.promedio, consolidado.plan)].color),
            labels: { show: "value", format: "0.0%", position: "outside", bold: true },
          },
        ],
        gapWidth: 60,
        valueAxis: { min: 0, max: 1.1, hidden: true, gridlines: false },
      },
    },
  ];
}

function putAvisos(
  sheet: Worksheet,
  consolidado: Consolidado,
  top: number,
  corrida: CorridaConsolidada | undefined,
): number {
  const { secretarias, conteo, omitidos, plan } = consolidado;
  putSection(sheet, top, first + 6, last, "Para tener en cuenta");
  const missing = secretarias.filter(({ entrega }) => entrega === "sin-libro").map((each) => each.nombre);
  const silent = secretarias.filter(({ entrega }) => entrega === "sin-ejecuciones").map((each) => each.nombre);
  const requests = plan.reprogramaciones.filter((each) => each.estado === "solicitada").length;
  const avisos = [
    missing.length === 0
      ? "Todas las secretarías entregaron su libro."
      : `No han entregado su libro: ${missing.join(", ")}.`,
    ...(silent.length === 0 ? [] : [`Entregaron el libro sin ninguna ejecución: ${silent.join(", ")}.`]),
    ...omitidos.slice(0, 5).map(({ file, why }) => `No se pudo leer ${file}: ${why}`),
    ...(corrida === undefined || corrida.conflictos.length === 0
      ? []
      : [
          `${formatConteo(corrida.conflictos.length, "cambio espera", "cambios esperan")} una decisión de Planeación: vea la hoja Conflictos.`,
        ]),
    `Hallazgos de calidad: ${formatConteo(conteo.errors, "error", "errores")} y ${formatConteo(conteo.warnings, "advertencia", "advertencias")}; el detalle está en la hoja Calidad.`,
    ...(requests === 0
      ? []
      : [
          `Hay ${formatConteo(requests, "solicitud", "solicitudes")} de reprogramación; las cifras usan la meta vigente.`,
        ]),
    "Cada meta compartida cuenta una sola vez, por la participación de cada secretaría.",
    "El semáforo y el esperado son una referencia del plan; la hoja Metodología dice cómo se calcula cada cifra.",
  ];
  // One cell over the rows beside the ejes, so that its lines do not depend on their heights.
  const bottom = top + 12;
  sheet.mergeCells(top + 1, first + 6, bottom, last);
  put(sheet.getCell(top + 1, first + 6), avisos.map((aviso) => `•  ${cutText(aviso, 400)}`).join("\n\n"), {
    font: font(10),
    alignment: { wrapText: true, vertical: "top", horizontal: "left", indent: 1 },
  });
  return bottom;
}

function putSection(sheet: Worksheet, row: number, from: number, to: number, text: string): void {
  merge(sheet, row, from, to);
  for (let column = from; column <= to; column++) {
    const bottom = { style: "medium", color: { argb: `FF${colores.titulo}` } } as const;
    restyle(sheet.getCell(row, column), { border: { bottom } });
  }
  const cell = sheet.getCell(row, from);
  cell.value = text;
  restyle(cell, { font: font(12, colores.titulo, { bold: true }), alignment: { vertical: "middle" } });
  sheet.getRow(row).height = 22;
}

function merge(sheet: Worksheet, row: number, from: number, to: number): void {
  sheet.mergeCells(row, from, row, to);
}
