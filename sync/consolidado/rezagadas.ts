import { semaforoText } from "../../shared/semaforo.ts";
import type { Workbook } from "exceljs";
import { explainFila } from "../../shared/explain.ts";
import { estadoPlanNombre } from "../../shared/plan-de-choque.ts";
import { formatPorcentaje } from "../../shared/number.ts";
import { ritmoNombre } from "../../shared/ritmo.ts";
import { maxTextLength } from "../../shared/rules/cells.ts";
import { cutText } from "../../shared/text.ts";
import { colores, putTitle, setUpPage } from "./estilo.ts";
import { figure, footerOf, type HojaIndicadores } from "./indicadores.ts";
import type { Consolidado, Rezagada } from "./modelo.ts";
import { addSheet, addTabla, enBanda, type ColumnaTabla, type TablaEscrita } from "./tabla.ts";

export const hojaRezagadas = "Rezagadas";

/** The metas behind, worst first, with what their plan de choque would cover. */
export function addRezagadas(workbook: Workbook, consolidado: Consolidado, indicadores: HojaIndicadores): TablaEscrita {
  const { plan, rezagadas } = consolidado;
  const sheet = addSheet(workbook, hojaRezagadas, colores.alerta);
  putTitle(
    sheet,
    "Metas rezagadas",
    `Avance por debajo de ${formatPorcentaje(plan.umbralRezago)}, la más atrasada primero. El código lleva a la fila del indicador.`,
  );
  const columnas = columnasOf(consolidado, indicadores);
  const escrita = addTabla(
    sheet,
    { columnas, cuantas: rezagadas.length, rows: rezagadas, headerRow: 3, maxLines: 8 },
    1,
  );
  setUpPage(sheet, footerOf(consolidado), { headerRow: 4, legal: true });
  return escrita;
}

function columnasOf({ plan, vigencia }: Consolidado, indicadores: HojaIndicadores): ColumnaTabla<Rezagada>[] {
  return [
    {
      id: "codigo",
      encabezado: "Código",
      ancho: 14,
      clase: "enlace",
      valor: (row) => ({
        value: row.fila.indicador.codigo === "" ? "(sin código)" : row.fila.indicador.codigo,
        link: indicadores.linkTo(row),
        tooltip: "Ver la fila del indicador",
      }),
    },
    { id: "secretaria", encabezado: "Secretaría", ancho: 24, clase: "parrafo", valor: (row) => row.secretaria },
    {
      id: "nombre",
      encabezado: "Indicador",
      ancho: 46,
      clase: "parrafo",
      valor: ({ fila }) => cutText(fila.indicador.nombre, 2000),
    },
    {
      id: "avance",
      encabezado: "Avance",
      ancho: 10,
      clase: "semaforo",
      valor: ({ fila }) => enBanda(fila.avance.avance, fila.semaforo),
    },
    {
      id: "semaforo",
      encabezado: "Semáforo",
      ancho: 14,
      clase: "semaforo",
      valor: ({ fila }) => enBanda(semaforoText(fila.semaforo), fila.semaforo),
    },
    { id: "meta", encabezado: "Meta", ancho: 10, clase: "cifra", valor: figure(({ fila }) => fila.meta) },
    {
      id: "alcanzado",
      encabezado: "Alcanzado",
      ancho: 10,
      clase: "cifra",
      ayuda: "El nivel alcanzado, o la ejecución del año en los tipos sin nivel.",
      valor: figure(({ fila }) => fila.avance.alcanzado),
    },
    { id: "brecha", encabezado: "Brecha", ancho: 10, clase: "cifra", valor: figure(({ fila }) => fila.avance.brecha) },
    {
      id: "ritmo",
      encabezado: "Ritmo",
      ancho: 11,
      clase: "centro",
      valor: ({ fila }) => (fila.ritmo === null ? null : ritmoNombre[fila.ritmo]),
    },
    {
      id: "estadoPlan",
      encabezado: "Plan de choque",
      ancho: 18,
      clase: "centro",
      valor: ({ fila }) => estadoPlanNombre[fila.plan.estado],
    },
    {
      id: "cantidad",
      encabezado: "El plan suma",
      ancho: 10,
      clase: "cifra",
      valor: figure(({ fila }) => fila.plan.cantidad),
    },
    {
      id: "proyectado",
      encabezado: "Quedaría en",
      ancho: 11,
      clase: "cifra",
      ayuda: "Lo alcanzado más lo que suma el plan de choque.",
      valor: figure(({ fila }) => fila.plan.proyectado),
    },
    {
      id: "faltante",
      encabezado: "Aún faltaría",
      ancho: 10,
      clase: "cifra",
      valor: figure(({ fila }) => (fila.plan.faltante === null ? null : Math.max(0, fila.plan.faltante))),
    },
    {
      id: "acciones",
      encabezado: "Plan de choque: acciones",
      ancho: 44,
      clase: "parrafo",
      valor: ({ fila }) => cutText(fila.indicador.planDeChoque ?? "", maxTextLength) || null,
    },
    {
      id: "explicacion",
      encabezado: "Cómo se calcula",
      ancho: 50,
      clase: "parrafo",
      valor: ({ fila }) => explainFila(fila, plan, vigencia),
    },
  ];
}
