import { formatConteo, formatPorcentaje } from "../../shared/number.ts";
import { semaforoInfo, semaforos } from "../../shared/semaforo.ts";
import type { Resumen } from "../../shared/summary.ts";
import type { Consolidacion } from "../consolidar.ts";
import { paint, type Look } from "./io.ts";
import { reasonLines } from "./paths.ts";
import { renderTable, type CeldaTexto, type ColumnaTexto } from "./table.ts";

/** A line for each secretaría, one for the city, and what was left out. */
export function renderConsolidacion({ consolidado, omitidos }: Consolidacion, look: Look): string {
  const { secretarias, ciudad, conteo } = consolidado;
  const rows = secretarias.map(({ nombre, entrega, resumen, errors, warnings }): CeldaTexto[] =>
    entrega !== "sin-libro"
      ? [nombre, ...resumenCells(resumen), `${errors}`, `${warnings}`]
      : [{ text: `${nombre}: no ha reportado`, tinta: "yellow" }],
  );
  const total = resumenCells(ciudad).map(bold);
  rows.push([bold("Ciudad (cada indicador una vez)"), ...total, `${conteo.errors}`, `${conteo.warnings}`]);
  const skipped = omitidos.flatMap(({ path, error }) => [
    `${paint("✖ Omitido", "red", look)} ${path}`,
    ...reasonLines(error, look),
  ]);
  return [
    renderTable(columnas, rows, look),
    ...(skipped.length === 0 ? [] : ["", ...skipped]),
    "",
    cityLine(ciudad),
  ].join("\n");
}

const columnas: readonly ColumnaTexto[] = [
  { titulo: "Secretaría", ancha: true },
  { titulo: "Indic.", derecha: true },
  ...semaforos.map((each) => ({ titulo: semaforoInfo[each].marca, derecha: true })),
  { titulo: "Promedio", derecha: true },
  { titulo: "Rezagadas", derecha: true },
  { titulo: "Errores", derecha: true },
  { titulo: "Advert.", derecha: true },
];

function resumenCells({ indicadores, bandas, promedio, rezagadas }: Resumen): string[] {
  return [
    `${indicadores}`,
    ...semaforos.map((each) => (bandas[each] === 0 ? "·" : `${bandas[each]}`)),
    promedio === null ? "–" : formatPorcentaje(promedio),
    `${rezagadas}`,
  ];
}

function cityLine(ciudad: Resumen): string {
  const marks = semaforos.map((each) => `${semaforoInfo[each].marca} ${semaforoInfo[each].nombre.toLowerCase()}`);
  const average = ciudad.promedio === null ? "sin promedio" : `avance promedio ${formatPorcentaje(ciudad.promedio)}`;
  return [
    `Ciudad: ${average} · ${formatConteo(ciudad.cumplidas, "meta cumplida", "metas cumplidas")} · ${formatConteo(ciudad.rezagadas, "rezagada", "rezagadas")} · ${formatConteo(ciudad.np, "no programada", "no programadas")} · ${ciudad.sinReporte} sin reporte`,
    `Semáforo: ${marks.join(" · ")}`,
  ].join("\n");
}

function bold(text: string): CeldaTexto {
  return { text, tinta: "bold" };
}
