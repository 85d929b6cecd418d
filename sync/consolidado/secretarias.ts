import type { Workbook, Worksheet } from "exceljs";
import { columnName, type Area } from "../../shared/address.ts";
import { semaforoInfo, semaforoOf, semaforos } from "../../shared/semaforo.ts";
import type { SheetChart } from "../xlsx/chart.ts";
import { columnasConteo, grupoDeCiudad, grupoDeFilas, putConteoHeaders, putConteos } from "./conteos.ts";
import { bodyStyle, colores, fill, font, headerStyle, put, putTitle, restyle, setUpPage } from "./estilo.ts";
import { footerOf, type HojaIndicadores } from "./indicadores.ts";
import type { Consolidado, Entrega, SecretariaConsolidada } from "./modelo.ts";
import { addSheet } from "./tabla.ts";

export const hojaSecretarias = "Secretarías";

const headerRow = 4;
const firstConteo = 2;

const entregaNombre: Readonly<Record<Entrega, string>> = {
  reporto: "Sí",
  "sin-ejecuciones": "Sin ejecuciones",
  "sin-libro": "No",
};

/** One row a secretaría, best average first, the city below, and the bands as stacked bars. */
export function addSecretarias(
  workbook: Workbook,
  consolidado: Consolidado,
  indicadores: HojaIndicadores,
): SheetChart[] {
  const { plan, secretarias, ciudad } = consolidado;
  const columnas = columnasConteo(plan);
  const sheet = addSheet(workbook, hojaSecretarias, colores.acento);
  putTitle(
    sheet,
    "Secretarías",
    "De mayor a menor avance promedio. Los promedios pesan por el ponderador y cada avance cuenta entre 0 % y 100 %.",
  );
  put(sheet.getCell(headerRow, 1), "Secretaría", headerStyle);
  sheet.getColumn(1).width = 46;
  putConteoHeaders(sheet, headerRow, firstConteo, columnas);
  const after = firstConteo + columnas.length;
  for (const [index, text] of ["Errores", "Advertencias", "Reportó"].entries()) {
    put(sheet.getCell(headerRow, after + index), text, headerStyle);
    sheet.getColumn(after + index).width = index === 2 ? 16 : 12;
  }
  sheet.getRow(headerRow).height = 30;
  for (const [index, each] of secretarias.entries()) {
    const row = headerRow + 1 + index;
    sheet.getRow(row).height = 19;
    put(sheet.getCell(row, 1), each.nombre, { ...bodyStyle(), font: font(10, colores.texto, { bold: true }) });
    const grupo = grupoDeFilas(indicadores, `${indicadores.rango("secretaria")},$A${row}`);
    putConteos(sheet, row, firstConteo, {
      columnas,
      resumen: each.resumen,
      grupo,
      semaforo: semaforoOf(each.resumen.promedio, plan),
    });
    putCount(sheet, row, after, each.errors);
    putCount(sheet, row, after + 1, each.warnings);
    put(sheet.getCell(row, after + 2), entregaNombre[each.entrega], {
      ...bodyStyle({ horizontal: "center" }),
      font: font(10, each.entrega === "reporto" ? colores.texto : colores.alerta, { bold: each.entrega !== "reporto" }),
    });
  }
  const total = headerRow + 1 + secretarias.length;
  sheet.getRow(total).height = 22;
  put(sheet.getCell(total, 1), `${plan.entidad} (cada indicador una vez)`, {
    ...bodyStyle(),
    font: font(10, colores.titulo, { bold: true }),
  });
  putConteos(sheet, total, firstConteo, {
    columnas,
    resumen: ciudad,
    grupo: grupoDeCiudad(indicadores, ""),
    semaforo: semaforoOf(ciudad.promedio, plan),
    bold: true,
  });
  const { errors, warnings } = consolidado.conteo;
  for (const [index, value] of [errors, warnings].entries()) putCount(sheet, total, after + index, value);
  const reported = reportingOf(consolidado).length;
  put(sheet.getCell(total, after + 2), `${reported} de ${secretarias.length}`, bodyStyle({ horizontal: "center" }));
  for (let column = 1; column <= after + 2; column++) {
    if (column === firstConteo + columnas.length - 1) continue;
    restyle(sheet.getCell(total, column), { fill: fill(colores.banda) });
  }
  const last = after + 2;
  sheet.views = [{ state: "frozen", xSplit: 1, ySplit: headerRow, showGridLines: false }];
  sheet.autoFilter = { from: { row: headerRow, column: 1 }, to: { row: total - 1, column: last } };
  setUpPage(sheet, footerOf(consolidado), { headerRow });
  return reported === 0
    ? []
    : [
        bandasChart(
          consolidado,
          columnas.map(({ id }) => id),
          total,
        ),
      ];
}

/** Where a figure of the reporting secretarías stands, for charts of other sheets. */
export function secretariasArea(consolidado: Consolidado, id: string): { sheet: string; area: Area } {
  const column =
    id === "nombre" ? 0 : firstConteo - 1 + columnasConteo(consolidado.plan).findIndex((each) => each.id === id);
  const reported = reportingOf(consolidado).length;
  return {
    sheet: hojaSecretarias,
    area: { top: headerRow, left: column, bottom: headerRow + reported - 1, right: column },
  };
}

/** Those whose figures can be drawn: they stand first in the sheet. */
export function reportingOf({ secretarias }: Consolidado): SecretariaConsolidada[] {
  return secretarias.filter(({ entrega }) => entrega === "reporto");
}

/** Cell with a figure of the whole city, for formulas of other sheets. */
export function ciudadCell(consolidado: Consolidado, id: string): string {
  const index = columnasConteo(consolidado.plan).findIndex((each) => each.id === id);
  const row = headerRow + 1 + consolidado.secretarias.length;
  return `'${hojaSecretarias}'!$${columnName(firstConteo - 1 + index)}$${row}`;
}

function bandasChart(consolidado: Consolidado, ids: readonly string[], total: number): SheetChart {
  const reporting = reportingOf(consolidado);
  const bands = semaforos.filter((semaforo) => ids.includes(semaforo));
  const height = Math.max(14, Math.ceil(reporting.length * 1.6) + 5);
  return {
    sheet: hojaSecretarias,
    from: { row: total + 1, column: 0 },
    to: { row: total + 1 + height, column: 12 },
    name: "Semáforo por secretaría",
    description: "Barras apiladas con el número de indicadores de cada secretaría en cada banda del semáforo.",
    chart: {
      kind: "bar",
      grouping: "stacked",
      title: { text: "Indicadores por banda del semáforo", size: 12, bold: true, color: colores.titulo },
      legend: "bottom",
      categories: { ...secretariasArea(consolidado, "nombre"), values: reporting.map((each) => each.nombre) },
      series: bands.map((semaforo) => ({
        name: semaforoInfo[semaforo].nombre,
        color: semaforoInfo[semaforo].color,
        values: {
          ...secretariasArea(consolidado, semaforo),
          values: reporting.map((each) => each.resumen.bandas[semaforo]),
        },
        labels: {
          show: "value",
          format: "#,##0;;",
          position: "centre",
          color: semaforo === "medio" ? colores.texto : colores.blanco,
          bold: true,
        },
      })),
      gapWidth: 45,
      categoryAxis: { reversed: true },
      valueAxis: { hidden: true, gridlines: false },
    },
  };
}

function putCount(sheet: Worksheet, row: number, column: number, value: number): void {
  put(sheet.getCell(row, column), value, {
    ...bodyStyle({ horizontal: "center" }, "#,##0"),
    font: font(10, value === 0 ? colores.suave : colores.texto),
  });
}
