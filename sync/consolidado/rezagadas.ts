import { semaforoText } from "../../shared/semaforo.ts";
import type { Workbook } from "exceljs";
import { estadoPlanNombre } from "../../shared/plan-de-choque.ts";
import { formatPorcentaje } from "../../shared/number.ts";
import { ritmoNombre } from "../../shared/ritmo.ts";
import { anchosTextos, type DetalleRezagada } from "./detalles-rezagadas.ts";
import { colores, putTitle, setUpPage } from "./estilo.ts";
import { footerOf, type HojaIndicadores } from "./indicadores.ts";
import type { FilaConsolidada } from "./filas-consolidadas.ts";
import type { Consolidado } from "./modelo.ts";
import { addSheet, addTabla, cifra, enBanda, type ColumnaTabla, type TablaEscrita } from "./tabla.ts";

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
  const columnas = columnasOf(indicadores);
  const escrita = addTabla(
    sheet,
    {
      columnas,
      cuantas: rezagadas.length,
      rows: rezagadasOf(consolidado, indicadores),
      headerRow: 3,
      maxLines: 8,
      lineas: ({ detalle }) => detalle.lineas,
    },
    1,
  );
  setUpPage(sheet, footerOf(consolidado), { headerRow: 4, legal: true });
  return escrita;
}

interface FilaRezagada extends FilaConsolidada {
  readonly detalle: DetalleRezagada;
}

/** One by one, when the sheet Indicadores has been written. */
function* rezagadasOf({ filas, rezagadas }: Consolidado, indicadores: HojaIndicadores): Generator<FilaRezagada> {
  for (const lugar of rezagadas) yield { ...filas.at(lugar), detalle: indicadores.rezagadas.at(lugar) };
}

function columnasOf(indicadores: HojaIndicadores): ColumnaTabla<FilaRezagada>[] {
  return [
    {
      id: "codigo",
      encabezado: "Código",
      ancho: 14,
      clase: "enlace",
      valor: ({ lugar, cifras }) => ({
        value: cifras.codigo === "" ? "(sin código)" : cifras.codigo,
        link: indicadores.linkTo(lugar),
        tooltip: "Ver la fila del indicador",
      }),
    },
    { id: "secretaria", encabezado: "Secretaría", ancho: 24, clase: "parrafo", valor: (row) => row.secretaria },
    {
      id: "nombre",
      encabezado: "Indicador",
      ancho: anchosTextos.nombre,
      clase: "parrafo",
      valor: ({ detalle }) => detalle.textos.nombre,
    },
    {
      id: "avance",
      encabezado: "Avance",
      ancho: 10,
      clase: "semaforo",
      valor: ({ cifras }) => enBanda(cifras.avance, cifras.semaforo),
    },
    {
      id: "semaforo",
      encabezado: "Semáforo",
      ancho: 14,
      clase: "semaforo",
      valor: ({ cifras }) => enBanda(semaforoText(cifras.semaforo), cifras.semaforo),
    },
    { id: "meta", encabezado: "Meta", ancho: 10, clase: "cifra", valor: figure((detalle) => detalle.meta) },
    {
      id: "alcanzado",
      encabezado: "Alcanzado",
      ancho: 10,
      clase: "cifra",
      ayuda: "El nivel alcanzado, o la ejecución del año en los tipos sin nivel.",
      valor: figure((detalle) => detalle.alcanzado),
    },
    { id: "brecha", encabezado: "Brecha", ancho: 10, clase: "cifra", valor: figure((detalle) => detalle.brecha) },
    {
      id: "ritmo",
      encabezado: "Ritmo",
      ancho: 11,
      clase: "centro",
      valor: ({ detalle: { ritmo } }) => (ritmo === null ? null : ritmoNombre[ritmo]),
    },
    {
      id: "estadoPlan",
      encabezado: "Plan de choque",
      ancho: 18,
      clase: "centro",
      valor: ({ detalle }) => estadoPlanNombre[detalle.estadoPlan],
    },
    {
      id: "cantidad",
      encabezado: "El plan suma",
      ancho: 10,
      clase: "cifra",
      valor: figure((detalle) => detalle.cantidad),
    },
    {
      id: "proyectado",
      encabezado: "Quedaría en",
      ancho: 11,
      clase: "cifra",
      ayuda: "Lo alcanzado más lo que suma el plan de choque.",
      valor: figure((detalle) => detalle.proyectado),
    },
    {
      id: "faltante",
      encabezado: "Aún faltaría",
      ancho: 10,
      clase: "cifra",
      valor: figure(({ faltante }) => (faltante === null ? null : Math.max(0, faltante))),
    },
    {
      id: "acciones",
      encabezado: "Plan de choque: acciones",
      ancho: anchosTextos.planDeChoque,
      clase: "parrafo",
      valor: ({ detalle }) => detalle.textos.planDeChoque,
    },
    {
      id: "explicacion",
      encabezado: "Cómo se calcula",
      ancho: anchosTextos.explicacion,
      clase: "parrafo",
      valor: ({ detalle }) => detalle.textos.explicacion,
    },
  ];
}

/** A figure, in the unit of its indicador. */
function figure(read: (detalle: DetalleRezagada) => number | null): ColumnaTabla<FilaRezagada>["valor"] {
  return ({ detalle }) => cifra(read(detalle), detalle.porcentaje);
}
